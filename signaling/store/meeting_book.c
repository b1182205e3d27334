#include "signaling/store/meeting_book.h"

#include "signaling/meeting/civil_day.h"
#include "signaling/meeting/text_fold.h"
#include "signaling/store/record_sql.h"
#include "signaling/store/sql_conditions.h"
#include "signaling/store/stale_recordings.h"

#include <sys/random.h>

enum { CODE_LETTERS = 8 /* of 31: 40 bits */, SITES_UNDER_MAX = 5000 };

/* The units below $1, itself included. */
#define BELOW                                                                                      \
    "WITH RECURSIVE below (code) AS (SELECT code FROM units WHERE code = $1"                       \
    " UNION SELECT units.code FROM units JOIN below ON units.parent = below.code) "

bool meeting_book_find(
        Database *database, const char *code, MeetingPlan *plan, bool *ret_found, GError **error)
{
    return record_find(database, &meeting_plan_type, database_text(code), plan, ret_found, error);
}

/* Codes. Without the letters and digits that are mistaken for each other on paper. */

static char *make_code(int64_t start_us)
{
    static const char letters[] = "abcdefghjkmnpqrstuvwxyz23456789";
    const CivilDate date = civil_day_date(civil_day_of(start_us));
    unsigned char random[CODE_LETTERS];
    char tail[CODE_LETTERS + 1] = {0};

    const ssize_t got = getrandom(random, sizeof random, 0);
    g_assert(got == sizeof random);
    for (size_t i = 0; i < CODE_LETTERS; i++) {
        tail[i] = letters[random[i] % (sizeof letters - 1)];
    }
    return g_strdup_printf("%02d%02d%02d-%s", date.year % 100, date.month, date.day, tail);
}

bool meeting_book_add(Database *database, MeetingPlan *plan, GError **error)
{
    if (plan->code[0] == '\0') {
        g_free(plan->code);
        plan->code = make_code(plan->start_us != 0 ? plan->start_us : plan->created_us);
    }
    return record_insert(database, &meeting_plan_type, plan, error);
}

bool meeting_book_update(Database *database, const MeetingPlan *plan, GError **error)
{
    return record_update(database, &meeting_plan_type, plan, error) &&
            stale_recordings_of_meeting(database, plan->code, error);
}

/* Questions. */

static char *like_pattern(const char *text)
{
    g_autofree char *folded = text_fold(text);
    GString *pattern = g_string_new("%");

    for (const char *at = folded; *at != '\0'; at++) {
        if (*at == '%' || *at == '_' || *at == '\\') {
            g_string_append_c(pattern, '\\');
        }
        g_string_append_c(pattern, *at);
    }
    g_string_append_c(pattern, '%');
    return g_string_free(pattern, FALSE);
}

static void add_filters(SqlConditions *conditions, const MeetingQuery *query)
{
    if (query->from_us != 0) {
        sql_conditions_add(conditions, "AND",
                "CASE WHEN \"end\" > 0 THEN \"end\" ELSE start END > $?",
                database_int(query->from_us));
    }
    if (query->to_us != 0) {
        sql_conditions_add(conditions, "AND", "start < $?", database_int(query->to_us));
    }
    if (query->state != NULL && query->state[0] != '\0') {
        sql_conditions_add(conditions, "AND", "state = $?", database_text(query->state));
    }
    if (query->unit != NULL && query->unit[0] != '\0') {
        sql_conditions_add(conditions, "AND", "unit = $?", database_text(query->unit));
    }
    if (query->text != NULL && query->text[0] != '\0') {
        const DatabaseValue pattern = sql_conditions_own(conditions, like_pattern(query->text));
        sql_conditions_add(conditions, "AND",
                "(title_fold LIKE $? ESCAPE '\\' OR place_fold LIKE $? ESCAPE '\\'"
                " OR invite_no_fold LIKE $? ESCAPE '\\')",
                pattern);
    }
}

bool meeting_book_each(Database *database, const MeetingQuery *query, RecordEachFn each,
        void *user_data, GError **error)
{
    g_auto(SqlConditions) conditions = {0};
    const SqlReach reach = {
            .everything = query->everything,
            .unit = query->reach,
            .below = query->reach_below,
            .account = query->account,
            .site = query->site,
    };

    sql_conditions_init(&conditions);
    add_filters(&conditions, query);
    sql_conditions_add_reach(&conditions, &reach);
    g_string_append_printf(conditions.sql, " ORDER BY start, code LIMIT %d",
            query->limit > 0 ? MIN(query->limit, MEETING_QUERY_MAX) : MEETING_QUERY_MAX);
    return record_each(database, &meeting_plan_type, conditions.sql->str, conditions.values,
            conditions.count, each, user_data, error);
}

/* Sites. */

bool meeting_book_each_calling(Database *database, int64_t from_us, int64_t until_us,
        RecordEachFn each, void *user_data, GError **error)
{
    return record_each(database, &meeting_plan_type,
            "WHERE calls = 1 AND start > $1 AND start <= $2 AND form <> 'in_person' AND state IN "
            "('scheduled', 'trial', 'live') ORDER BY start, code LIMIT $3",
            DATABASE_VALUES(database_int(from_us), database_int(until_us),
                    database_int(MEETING_BOOK_CALLING_MAX)),
            each, user_data, error);
}

bool meeting_book_each_site(
        Database *database, const char *code, RecordEachFn each, void *user_data, GError **error)
{
    return record_each(database, &meeting_site_type, "WHERE meeting = $1 ORDER BY position, site",
            DATABASE_VALUES(database_text(code)), each, user_data, error);
}

static char **read_codes(DatabaseRows *rows, GError **error)
{
    g_autoptr(GStrvBuilder) codes = g_strv_builder_new();
    g_autoptr(GError) fault = NULL;

    while (database_rows_next(rows, &fault)) {
        g_strv_builder_add(codes, database_rows_text(rows, 0));
    }
    if (fault != NULL) {
        g_propagate_error(error, g_steal_pointer(&fault));
        return NULL;
    }
    return g_strv_builder_end(codes);
}

char **meeting_book_sites_under(Database *database, const char *unit, GError **error)
{
    g_autoptr(DatabaseRows) rows = database_query(database,
            BELOW "SELECT sites.code FROM sites JOIN below ON sites.unit = below.code"
                  " JOIN units ON units.code = sites.unit WHERE sites.active = 1"
                  " ORDER BY units.position, units.code, sites.position, sites.code LIMIT $2",
            DATABASE_VALUES(database_text(unit), database_int(SITES_UNDER_MAX)), error);

    return rows != NULL ? read_codes(rows, error) : NULL;
}

char **meeting_book_sites_of_group(Database *database, int64_t group, GError **error)
{
    g_autoptr(DatabaseRows) rows = database_query(database,
            "SELECT sites.code FROM site_group_members JOIN sites ON"
            " sites.code = site_group_members.site"
            " WHERE site_group_members.site_group = $1 AND sites.active = 1"
            " ORDER BY site_group_members.position, sites.code",
            DATABASE_VALUES(database_int(group)), error);

    return rows != NULL ? read_codes(rows, error) : NULL;
}

static bool add_site(Database *database, const char *code, const char *site, int64_t position,
        bool *ret_added, GError **error)
{
    int64_t added = 0;

    if (!database_run(database,
                "INSERT INTO meeting_sites (meeting, site, name, position)"
                " SELECT CAST($1 AS TEXT), code, name, CAST($3 AS BIGINT) FROM sites WHERE code = "
                "$2 AND active = 1"
                " ON CONFLICT (meeting, site) DO NOTHING",
                DATABASE_VALUES(database_text(code), database_text(site), database_int(position)),
                &added, error)) {
        return false;
    }
    *ret_added = added > 0;
    return true;
}

static bool is_invited(
        Database *database, const char *code, const char *site, bool *ret_invited, GError **error)
{
    int64_t count = 0;

    if (!database_number(database,
                "SELECT count(*) FROM meeting_sites WHERE meeting = $1 AND site = $2",
                DATABASE_VALUES(database_text(code), database_text(site)), 0, &count, error)) {
        return false;
    }
    *ret_invited = count > 0;
    return true;
}

bool meeting_book_set_sites(Database *database, const char *code, const char *const *sites,
        char **ret_unknown, GError **error)
{
    *ret_unknown = NULL;
    if (!database_run(database, "DELETE FROM meeting_sites WHERE meeting = $1",
                DATABASE_VALUES(database_text(code)), NULL, error)) {
        return false;
    }
    for (size_t i = 0; sites[i] != NULL; i++) {
        bool good = false;
        if (!add_site(database, code, sites[i], (int64_t)i + 1, &good, error)) {
            return false;
        }
        /* Named twice is invited once. */
        if (!good && !is_invited(database, code, sites[i], &good, error)) {
            return false;
        }
        if (!good) {
            *ret_unknown = g_strdup(sites[i]);
            return true;
        }
    }
    return true;
}

/* Agenda. */

bool meeting_book_each_item(
        Database *database, const char *code, RecordEachFn each, void *user_data, GError **error)
{
    return record_each(database, &agenda_item_type, "WHERE meeting = $1 ORDER BY position",
            DATABASE_VALUES(database_text(code)), each, user_data, error);
}

bool meeting_book_set_agenda(
        Database *database, const char *code, const AgendaItem *items, size_t count, GError **error)
{
    if (!database_run(database, "DELETE FROM meeting_agenda WHERE meeting = $1",
                DATABASE_VALUES(database_text(code)), NULL, error)) {
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        if (!database_run(database,
                    "INSERT INTO meeting_agenda (meeting, position, title, minutes, speaker_unit)"
                    " VALUES ($1, $2, $3, $4, $5)",
                    DATABASE_VALUES(database_text(code), database_int((int64_t)i + 1),
                            database_text(items[i].title), database_int(items[i].minutes),
                            database_text(items[i].speaker_unit)),
                    NULL, error)) {
            return false;
        }
    }
    return stale_recordings_of_meeting(database, code, error);
}

/* The session. */

bool meeting_book_open(Database *database, const char *code, int64_t now_us, GError **error)
{
    return database_run(database,
                   "UPDATE meetings SET state = 'live', changed = $2,"
                   " opened = CASE WHEN opened = 0 THEN $2 ELSE opened END"
                   " WHERE code = $1 AND state IN ('scheduled', 'trial', 'live')",
                   DATABASE_VALUES(database_text(code), database_int(now_us)), NULL, error) &&
            /* From now on they keep the names that they had on this day. */
            database_run(database,
                    "UPDATE meeting_sites SET name = (SELECT sites.name FROM sites"
                    " WHERE sites.code = meeting_sites.site)"
                    " WHERE meeting = $1 AND site IN (SELECT code FROM sites)",
                    DATABASE_VALUES(database_text(code)), NULL, error);
}

bool meeting_book_close(Database *database, const char *code, int64_t now_us, GError **error)
{
    return database_run(database,
            "UPDATE meetings SET state = 'ended', changed = $2,"
            " closed = CASE WHEN closed = 0 THEN $2 ELSE closed END"
            " WHERE code = $1 AND state IN ('trial', 'live')",
            DATABASE_VALUES(database_text(code), database_int(now_us)), NULL, error);
}

static void collect_unfolded(const void *record, void *user_data)
{
    g_ptr_array_add(user_data, g_strdup(((const MeetingPlan *)record)->code));
}

bool meeting_book_fold_titles(Database *database, GError **error)
{
    g_autoptr(GPtrArray) codes = g_ptr_array_new_with_free_func(g_free);

    if (!record_each(database, &meeting_plan_type, "WHERE title_fold = '' AND title <> ''",
                DATABASE_NO_VALUES, collect_unfolded, codes, error)) {
        return false;
    }
    for (guint i = 0; i < codes->len; i++) {
        g_auto(MeetingPlan) plan = {0};
        bool found = false;
        record_init(&meeting_plan_type, &plan);
        if (!meeting_book_find(database, g_ptr_array_index(codes, i), &plan, &found, error) ||
                (found && !meeting_book_update(database, &plan, error))) {
            return false;
        }
    }
    return true;
}
