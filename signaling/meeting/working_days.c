#include "signaling/meeting/working_days.h"

#include "signaling/meeting/civil_day.h"

#include <string.h>

enum { YEARLY_SIZE = 5 /* of 09-02 */, LEAP_YEAR = 2000 /* in which every month-day exists */ };

G_DEFINE_QUARK(working - days - error - quark, working_days_error)

struct WorkingDays {
    GHashTable *free;   /* day → itself */
    GHashTable *worked; /* likewise */
    GHashTable *yearly; /* month * 100 + day → itself */
};

static gint yearly_key(int month, int day)
{
    return month * 100 + day;
}

static void insert_day(GHashTable *table, int64_t day)
{
    g_hash_table_add(table, GINT_TO_POINTER((gint)day));
}

static bool has_day(GHashTable *table, int64_t day)
{
    return g_hash_table_contains(table, GINT_TO_POINTER((gint)day));
}

static bool add_entry(WorkingDays *days, const char *entry)
{
    int64_t day = 0;

    if (strlen(entry) == YEARLY_SIZE) {
        g_autofree char *full = g_strdup_printf("%d-%s", LEAP_YEAR, entry);
        if (!civil_day_from_text(full, &day)) {
            return false;
        }
        const CivilDate date = civil_day_date(day);
        g_hash_table_add(days->yearly, GINT_TO_POINTER(yearly_key(date.month, date.day)));
        return true;
    }
    const bool worked = entry[0] == '+';
    if (!civil_day_from_text(entry + worked, &day)) {
        return false;
    }
    insert_day(worked ? days->worked : days->free, day);
    return true;
}

static bool add_entries(WorkingDays *days, const char *const *entries, GError **error)
{
    for (size_t i = 0; entries[i] != NULL; i++) {
        if (i >= WORKING_DAYS_ENTRIES_MAX) {
            g_set_error(error, WORKING_DAYS_ERROR, WORKING_DAYS_ERROR_MANY, "more than %d holidays",
                    WORKING_DAYS_ENTRIES_MAX);
            return false;
        }
        if (!add_entry(days, entries[i])) {
            g_set_error(error, WORKING_DAYS_ERROR, WORKING_DAYS_ERROR_ENTRY,
                    "%s is not a day; a holiday is MM-DD or YYYY-MM-DD, a working day +YYYY-MM-DD",
                    entries[i]);
            return false;
        }
    }
    return true;
}

WorkingDays *working_days_new(const char *const *entries, GError **error)
{
    WorkingDays *days = g_new0(WorkingDays, 1);

    days->free = g_hash_table_new(NULL, NULL);
    days->worked = g_hash_table_new(NULL, NULL);
    days->yearly = g_hash_table_new(NULL, NULL);
    if (!add_entries(days, entries, error)) {
        working_days_free(days);
        return NULL;
    }
    return days;
}

void working_days_free(WorkingDays *days)
{
    if (days != NULL) {
        g_hash_table_unref(days->free);
        g_hash_table_unref(days->worked);
        g_hash_table_unref(days->yearly);
        g_free(days);
    }
}

bool working_days_is_worked(const WorkingDays *days, int64_t day)
{
    const CivilDate date = civil_day_date(day);

    if (has_day(days->worked, day)) {
        return true;
    }
    return date.weekday < CIVIL_SATURDAY && !has_day(days->free, day) &&
            !g_hash_table_contains(days->yearly, GINT_TO_POINTER(yearly_key(date.month, date.day)));
}

int working_days_between(const WorkingDays *days, int64_t from, int64_t until)
{
    const int64_t end = MIN(until, from + WORKING_DAYS_SPAN_MAX);
    int count = 0;

    for (int64_t day = from; day < end; day++) {
        count += working_days_is_worked(days, day);
    }
    return count;
}

int64_t working_days_add(const WorkingDays *days, int64_t day, int count)
{
    const int step = count < 0 ? -1 : 1;
    int left = ABS(count);

    for (int looked = 0; left > 0 && looked < WORKING_DAYS_SPAN_MAX; looked++) {
        day += step;
        left -= working_days_is_worked(days, day);
    }
    return day;
}
