#include "signaling/report/statistics_source.h"

#include "signaling/meeting/civil_day.h"
#include "signaling/meeting/meeting_plan.h"
#include "signaling/report/attendance_report.h"
#include "signaling/report/statistics_targets.h"

typedef void (*AddWord)(Statistics *statistics, const char *code, const char *name);

static bool take_fault(GError *fault, GError **error)
{
    if (fault != NULL) {
        g_propagate_error(error, fault);
        return false;
    }
    return true;
}

static bool read_words(
        Database *database, const char *sql, Statistics *statistics, AddWord add, GError **error)
{
    GError *fault = NULL;
    g_autoptr(DatabaseRows) rows = database_query(database, sql, DATABASE_NO_VALUES, error);

    if (rows == NULL) {
        return false;
    }
    while (database_rows_next(rows, &fault)) {
        add(statistics, database_rows_text(rows, 0), database_rows_text(rows, 1));
    }
    return take_fault(fault, error);
}

static bool read_targets(Database *database, Statistics *statistics, GError **error)
{
    g_autoptr(GArray) targets = statistics_targets_new();

    if (!statistics_targets_load(database, targets, error)) {
        return false;
    }
    for (guint i = 0; i < targets->len; i++) {
        statistics_add_target(statistics, &g_array_index(targets, StatisticsTarget, i));
    }
    return true;
}

static bool read_unit(Database *database, const char *unit, Statistics *statistics, GError **error)
{
    GError *fault = NULL;
    g_autoptr(DatabaseRows) rows = database_query(database,
            "SELECT units.name, COALESCE(upper.name, '') FROM units"
            " LEFT JOIN units AS upper ON upper.code = units.parent"
            " WHERE units.code = $1 OR ($1 = '' AND units.parent = '')"
            " ORDER BY units.position, units.code LIMIT 1",
            DATABASE_VALUES(database_text(unit)), error);

    if (rows == NULL) {
        return false;
    }
    if (database_rows_next(rows, &fault)) {
        statistics_set_unit(statistics, database_rows_text(rows, 0), database_rows_text(rows, 1));
    }
    return take_fault(fault, error);
}

static int form_of(const char *word)
{
    for (int form = 0; form < STATISTICS_FORMS; form++) {
        if (g_str_equal(meeting_form_words[form], word)) {
            return form;
        }
    }
    return MEETING_ONLINE;
}

/* From opening to closing; of one that was never opened here, as planned. */
static int64_t length_of(const DatabaseRows *row, int64_t now_us)
{
    const int64_t start_us = database_rows_int(row, 4);
    const int64_t end_us = database_rows_int(row, 5);
    const int64_t opened_us = database_rows_int(row, 6);
    const int64_t closed_us = database_rows_int(row, 7);

    return opened_us != 0 ? (closed_us != 0 ? closed_us : now_us) - opened_us
            : end_us != 0 ? end_us - start_us
                          : 0;
}

/* As REST_UNITS_BELOW has it; a unit "" stands above all. */
#define BELOW                                                                                      \
    "(WITH RECURSIVE below(code) AS (SELECT $1 UNION SELECT u.code FROM units u JOIN below b "     \
    "ON u.parent = b.code) SELECT code FROM below)"
#define HELD "(CASE WHEN opened <> 0 THEN opened ELSE start END)"

static bool read_meetings(Database *database, const StatisticsQuestion *question,
        Statistics *statistics, GError **error)
{
    GError *fault = NULL;
    g_autoptr(DatabaseRows) rows = database_query(database,
            "SELECT code, relation, kind, form, start, \"end\", opened, closed FROM meetings"
            " WHERE state IN ('live', 'ended') AND " HELD " >= $2 AND " HELD " < $3"
            " AND " HELD " <> 0 AND ($1 = '' OR unit IN " BELOW ") ORDER BY " HELD ", code",
            DATABASE_VALUES(database_text(question->unit),
                    database_int(civil_day_start_us(question->from_day)),
                    database_int(civil_day_start_us(question->to_day + 1))),
            error);

    if (rows == NULL) {
        return false;
    }
    while (database_rows_next(rows, &fault)) {
        const int64_t opened_us = database_rows_int(rows, 6);
        g_autofree char *code = g_strdup(database_rows_text(rows, 0));
        g_autofree char *relation = g_strdup(database_rows_text(rows, 1));
        g_autofree char *kind = g_strdup(database_rows_text(rows, 2));
        const StatisticsMeeting meeting = {
                .code = code,
                .relation = relation,
                .kind = kind,
                .form = form_of(database_rows_text(rows, 3)),
                .start_us = opened_us != 0 ? opened_us : database_rows_int(rows, 4),
                .length_us = length_of(rows, question->now_us),
        };
        statistics_add_meeting(statistics, &meeting);
    }
    return take_fault(fault, error);
}

Statistics *statistics_source_begin(
        Database *database, const StatisticsQuestion *question, GError **error)
{
    g_autoptr(Statistics) statistics = statistics_new(question->from_day, question->to_day);

    if (!read_words(database, "SELECT code, name FROM meeting_relations ORDER BY position, code",
                statistics, statistics_add_relation, error) ||
            !read_words(database, "SELECT code, name FROM meeting_kinds ORDER BY position, code",
                    statistics, statistics_add_kind, error) ||
            !read_targets(database, statistics, error) ||
            !read_unit(database, question->unit, statistics, error) ||
            !read_meetings(database, question, statistics, error)) {
        return NULL;
    }
    return g_steal_pointer(&statistics);
}

/* The unit of a site: what stands in the table of sites now, or the site's own name where it has gone. */
static bool add_row(
        Database *database, Statistics *statistics, const AttendanceRow *row, GError **error)
{
    GError *fault = NULL;
    g_autoptr(DatabaseRows) rows = database_query(database,
            "SELECT units.code, units.name FROM sites JOIN units ON units.code = sites.unit"
            " WHERE sites.code = $1",
            DATABASE_VALUES(database_text(row->code)), error);

    if (rows == NULL) {
        return false;
    }
    const bool known = database_rows_next(rows, &fault);
    if (fault == NULL) {
        statistics_add_attendance(statistics, known ? database_rows_text(rows, 0) : row->code,
                known ? database_rows_text(rows, 1) : row->name, row->figures.present,
                row->figures.late);
    }
    return take_fault(fault, error);
}

static bool add_meeting(
        Database *database, Statistics *statistics, size_t n, int64_t now_us, GError **error)
{
    g_autoptr(AttendanceReport) report = attendance_report_load(
            database, statistics_meeting_code(statistics, n), NULL, now_us, error);

    if (report == NULL) {
        return false;
    }
    statistics_set_sites(statistics, n, report->present);
    for (guint i = 0; i < report->rows->len; i++) {
        const AttendanceRow *row = g_ptr_array_index(report->rows, i);
        if (row->invited && !row->central && !add_row(database, statistics, row, error)) {
            return false;
        }
    }
    return true;
}

bool statistics_source_attendance(Database *database, Statistics *statistics, size_t *next,
        size_t count, int64_t now_us, GError **error)
{
    const size_t end = MIN(*next + count, statistics_meetings(statistics));

    for (; *next < end; (*next)++) {
        if (!statistics_is_in_person(statistics, *next) &&
                !add_meeting(database, statistics, *next, now_us, error)) {
            return false;
        }
    }
    return true;
}
