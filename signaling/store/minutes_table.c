#include "signaling/store/minutes_table.h"

#include "signaling/meeting/civil_day.h"
#include "signaling/store/stale_recordings.h"

#define AT(member) offsetof(Holiday, member)

enum { DAY_MAX = 16 };

/* clang-format off */
static const RecordField holiday_fields[] = {
        {.name = "day", .kind = RECORD_TEXT, .offset = AT(day), .flags = RECORD_KEY | RECORD_REQUIRED, .max = DAY_MAX, .title = "Ngày"},
        {.name = "name", .kind = RECORD_TEXT, .offset = AT(name), .title = "Tên ngày nghỉ"},
        {0},
};
/* clang-format on */

const RecordType holiday_type = {
        .name = "holiday", .table = "holidays", .size = sizeof(Holiday), .fields = holiday_fields};

bool minutes_table_find(Database *database, const char *meeting, Minutes *minutes, GError **error)
{
    bool found = false;

    record_init(&minutes_type, minutes);
    if (!record_find(database, &minutes_type, database_text(meeting), minutes, &found, error)) {
        return false;
    }
    if (!found) {
        g_free(minutes->meeting);
        minutes->meeting = g_strdup(meeting);
    }
    return true;
}

bool minutes_table_write(Database *database, Minutes *minutes, GError **error)
{
    minutes->version++;
    const bool written = minutes->version == 1
            ? record_insert(database, &minutes_type, minutes, error)
            : record_update(database, &minutes_type, minutes, error);
    return written && stale_recordings_of_meeting(database, minutes->meeting, error);
}

bool minutes_table_has_number(Database *database, const Minutes *minutes, int64_t number,
        int64_t now_us, bool *ret_has, GError **error)
{
    const int year = civil_time_of(now_us).date.year;
    int64_t first = 0;
    int64_t next = 0;
    int64_t count = 0;

    (void)civil_day_from_date(year, 1, 1, &first);
    (void)civil_day_from_date(year + 1, 1, 1, &next);
    if (!database_number(database,
                "SELECT COUNT(*) FROM minutes WHERE number = $1 AND symbol = $2 AND agency = $3"
                " AND meeting <> $4 AND issued >= $5 AND issued < $6",
                DATABASE_VALUES(database_int(number), database_text(minutes->symbol),
                        database_text(minutes->agency), database_text(minutes->meeting),
                        database_int(civil_day_start_us(first)),
                        database_int(civil_day_start_us(next))),
                0, &count, error)) {
        return false;
    }
    *ret_has = count > 0;
    return true;
}

/* ---- holidays ---- */

bool holiday_table_each(Database *database, RecordEachFn each, void *user_data, GError **error)
{
    return record_each(
            database, &holiday_type, "ORDER BY day", DATABASE_NO_VALUES, each, user_data, error);
}

bool holiday_table_set(Database *database, Holiday *holidays, size_t count, GError **error)
{
    if (!database_run(database, "DELETE FROM holidays", DATABASE_NO_VALUES, NULL, error)) {
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        if (!record_insert(database, &holiday_type, &holidays[i], error)) {
            return false;
        }
    }
    return true;
}

static void add_day(const void *record, void *user_data)
{
    const Holiday *holiday = record;
    g_strv_builder_add(user_data, holiday->day);
}

WorkingDays *holiday_table_load(Database *database, const char *const *more, GError **error)
{
    g_autoptr(GStrvBuilder) builder = g_strv_builder_new();

    if (!holiday_table_each(database, add_day, builder, error)) {
        return NULL;
    }
    g_strv_builder_addv(builder, (const char **)(uintptr_t)more);
    g_auto(GStrv) entries = g_strv_builder_end(builder);
    return working_days_new((const char *const *)entries, error);
}
