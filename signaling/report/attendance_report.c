#include "signaling/report/attendance_report.h"

#include "signaling/meeting/site_name.h"
#include "signaling/report/attendance_fold.h"
#include "signaling/report/line_summary.h"
#include "signaling/store/attendance_archive.h"
#include "signaling/store/line_log.h"
#include "signaling/store/meeting_book.h"
#include "signaling/store/meeting_events.h"

enum {
    BITS = 1000,
    LINE_PERIOD_US = 300000000 /* the usual one: the opening lies in its middle */
};

/* ---- memory ---- */

static void free_row(gpointer data)
{
    attendance_row_free(data);
}

static void free_delegate(gpointer data)
{
    attendance_delegate_free(data);
}

void attendance_report_free(AttendanceReport *report)
{
    if (report == NULL) {
        return;
    }
    g_free(report->meeting);
    g_free(report->title);
    g_free(report->parent_agency);
    g_free(report->agency);
    g_free(report->invite_no);
    g_free(report->kind);
    g_free(report->form);
    g_free(report->relation);
    g_free(report->chair_name);
    g_free(report->chair_title);
    g_free(report->secretary_name);
    g_free(report->secretary_title);
    g_free(report->central_site);
    g_free(report->place);
    g_ptr_array_unref(report->rows);
    g_ptr_array_unref(report->delegates);
    g_free(report->roll_confirmed_by);
    g_free(report->confirmed_by);
    g_free(report->sha256);
    g_free(report);
}

static AttendanceReport *report_new(const MeetingPlan *plan)
{
    static const char *const forms[] = {
            [MEETING_ONLINE] = "Trực tuyến",
            [MEETING_IN_PERSON] = "Trực tiếp",
            [MEETING_HYBRID] = "Trực tiếp kết hợp trực tuyến",
    };
    AttendanceReport *report = g_new(AttendanceReport, 1);

    *report = (AttendanceReport){
            .meeting = g_strdup(plan->code),
            .title = g_strdup(plan->title),
            .invite_no = g_strdup(plan->invite_no),
            .form = g_strdup(forms[plan->form]),
            .chair_name = g_strdup(plan->chair_name),
            .chair_title = g_strdup(plan->chair_title),
            .secretary_name = g_strdup(plan->secretary_name),
            .secretary_title = g_strdup(plan->secretary_title),
            .place = g_strdup(plan->place),
            .start_us = plan->start_us,
            .end_us = plan->end_us,
            .opened_us = plan->opened_us,
            .closed_us = plan->closed_us,
            .rules = attendance_rules_usual,
            .rows = g_ptr_array_new_with_free_func(free_row),
            .delegates = g_ptr_array_new_with_free_func(free_delegate),
            .roll_confirmed_by = g_strdup(""),
            .confirmed_by = g_strdup(""),
            .sha256 = g_strdup(""),
    };
    return report;
}

/* ---- heading ---- */

/* One text of one row; "" when there is none. */
static bool read_text(
        Database *database, const char *sql, const char *value, char **ret_text, GError **error)
{
    g_autoptr(GError) fault = NULL;
    g_autoptr(DatabaseRows) rows =
            database_query(database, sql, DATABASE_VALUES(database_text(value)), error);

    if (rows == NULL) {
        return false;
    }
    char *text = g_strdup(database_rows_next(rows, &fault) ? database_rows_text(rows, 0) : "");
    if (fault != NULL) {
        g_free(text);
        g_propagate_error(error, g_steal_pointer(&fault));
        return false;
    }
    *ret_text = text;
    return true;
}

static bool read_heading(
        Database *database, const MeetingPlan *plan, AttendanceReport *report, GError **error)
{
    return read_text(database, "SELECT name FROM meeting_kinds WHERE code = $1", plan->kind,
                   &report->kind, error) &&
            read_text(database, "SELECT name FROM meeting_relations WHERE code = $1",
                    plan->relation, &report->relation, error) &&
            read_text(database, "SELECT name FROM units WHERE code = $1", plan->unit,
                    &report->agency, error) &&
            read_text(database,
                    "SELECT upper.name FROM units JOIN units AS upper ON upper.code = units.parent"
                    " WHERE units.code = $1",
                    plan->unit, &report->parent_agency, error);
}

/* ---- who is convened ---- */

static const char *block_name(const char *word)
{
    return g_str_equal(word, "nha_nuoc")    ? "Nhà nước"
            : g_str_equal(word, "dang")     ? "Đảng"
            : g_str_equal(word, "doan_the") ? "Đoàn thể"
                                            : "";
}

static AttendanceRow *read_row(const DatabaseRows *rows)
{
    g_autofree char *identity = site_name_code_identity(database_rows_text(rows, 0));
    AttendanceRow *row =
            attendance_row_new(identity, database_rows_text(rows, 0), database_rows_text(rows, 1));

    attendance_set_text(&row->unit_kind, database_rows_text(rows, 3));
    attendance_set_text(&row->block, block_name(database_rows_text(rows, 4)));
    row->invited = true;
    return row;
}

/* The first site of the agency that convenes is the central one. */
static bool read_sites(
        Database *database, const MeetingPlan *plan, AttendanceReport *report, GError **error)
{
    g_autoptr(GError) fault = NULL;
    g_autoptr(DatabaseRows) rows = database_query(database,
            "SELECT meeting_sites.site, meeting_sites.name, COALESCE(sites.unit, ''),"
            " COALESCE(unit_kinds.name, ''), COALESCE(units.block, '')"
            " FROM meeting_sites LEFT JOIN sites ON sites.code = meeting_sites.site"
            " LEFT JOIN units ON units.code = sites.unit"
            " LEFT JOIN unit_kinds ON unit_kinds.code = units.kind"
            " WHERE meeting_sites.meeting = $1 ORDER BY meeting_sites.position, meeting_sites.site",
            DATABASE_VALUES(database_text(plan->code)), error);
    bool has_central = false;

    if (rows == NULL) {
        return false;
    }
    while (database_rows_next(rows, &fault)) {
        AttendanceRow *row = read_row(rows);
        row->central = !has_central && plan->unit[0] != '\0' &&
                g_str_equal(database_rows_text(rows, 2), plan->unit);
        has_central = has_central || row->central;
        g_ptr_array_insert(report->rows, row->central ? 0 : -1, row);
    }
    if (fault != NULL) {
        g_propagate_error(error, g_steal_pointer(&fault));
        return false;
    }
    return true;
}

/* ---- what happened ---- */

static bool take_event(const MeetingEvent *row, void *user_data)
{
    if (attendance_fold_wants(row->kind)) {
        json_t *event = json_loads(row->detail, 0, NULL);
        if (event != NULL) {
            attendance_fold_event(user_data, event);
            json_decref(event);
        }
    }
    return true;
}

/* Samples of one site's line, whichever device it had. */
typedef struct Line {
    AttendanceRow *row;
    GArray *rates; /* double, kbit/s */
    double bits;   /* weighted with the readings, as the next */
    double loss;
    double readings;
} Line;

typedef struct LineFold {
    const AttendanceFold *fold;
    const AttendanceReport *report;
    GHashTable *lines; /* AttendanceRow → Line */
} LineFold;

static void line_free(gpointer data)
{
    Line *line = data;
    g_array_unref(line->rates);
    g_free(line);
}

static void take_line(const LineRecord *record, void *user_data)
{
    const LineFold *self = user_data;
    AttendanceRow *row = attendance_fold_row(self->fold, record->identity);
    const LineSample *sample = &record->sample;
    const AttendanceReport *report = self->report;

    if (row == NULL || sample->time_us + LINE_PERIOD_US <= report->opened_us ||
            (report->closed_us != 0 && sample->time_us >= report->closed_us)) {
        return;
    }
    Line *line = g_hash_table_lookup(self->lines, row);
    if (line == NULL) {
        line = g_new0(Line, 1);
        *line = (Line){.row = row, .rates = g_array_new(FALSE, FALSE, sizeof(double))};
        g_hash_table_insert(self->lines, row, line);
    }
    const double rate = sample->spans[LINE_IN_BPS].average / BITS;
    const double readings = (double)MAX(1, sample->readings);
    g_array_append_val(line->rates, rate);
    line->bits += rate * readings;
    line->loss += sample->spans[LINE_LOSS_IN_PERCENT].average * readings;
    line->readings += readings;
}

static bool read_lines(
        Database *database, AttendanceReport *report, const AttendanceFold *fold, GError **error)
{
    LineFold self = {.fold = fold,
            .report = report,
            .lines = g_hash_table_new_full(NULL, NULL, NULL, line_free)};
    const bool good = line_log_each(database, report->meeting, take_line, &self, error);
    GHashTableIter iter;
    gpointer value = NULL;

    g_hash_table_iter_init(&iter, self.lines);
    while (g_hash_table_iter_next(&iter, NULL, &value)) {
        const Line *line = value;
        line->row->kbps_mean = line->bits / line->readings;
        line->row->loss_mean = line->loss / line->readings;
        line->row->kbps_p95 = line_summary_p95((double *)line->rates->data, line->rates->len);
    }
    g_hash_table_unref(self.lines);
    return good;
}

/* ---- figures ---- */

static void count_people(AttendanceReport *report, const AttendanceRow *row)
{
    report->people_convened += MAX(0, attendance_row_people(row, ATTENDANCE_CONVENED));
    report->people_present += MAX(0, attendance_row_people(row, ATTENDANCE_PRESENT));
}

static void count_row(AttendanceReport *report, const AttendanceRow *row)
{
    const AttendanceFigures *figures = &row->figures;

    count_people(report, row);
    if (row->central || !row->invited) {
        return;
    }
    report->convened++;
    report->present += figures->present;
    report->absent += !figures->present;
    report->late += figures->late;
    report->early += figures->early;
    report->broken += figures->broken;
    report->losses += (int64_t)figures->losses;
}

static void reckon(AttendanceReport *report, int64_t now_us)
{
    const AttendanceSpan window = {
            .from_us = report->opened_us,
            .to_us = report->opened_us == 0  ? 0
                    : report->closed_us != 0 ? report->closed_us
                                             : now_us,
    };
    int64_t position = 1;

    for (guint i = 0; i < report->rows->len; i++) {
        AttendanceRow *row = g_ptr_array_index(report->rows, i);
        row->position = row->central ? 0 : position++;
        attendance_figures(&report->rules, window, report->start_us,
                (const AttendanceSpan *)row->spans->data, row->spans->len, &row->figures);
        count_row(report, row);
        if (row->central) {
            attendance_set_text(&report->central_site, row->name);
        }
    }
    if (report->central_site == NULL) {
        report->central_site = g_strdup(report->place);
    }
}

static gint by_row(gconstpointer a, gconstpointer b, gpointer user_data)
{
    const AttendanceDelegate *const *left = a;
    const AttendanceDelegate *const *right = b;
    GHashTable *order = user_data;
    const gint site = GPOINTER_TO_INT(g_hash_table_lookup(order, (*left)->site)) -
            GPOINTER_TO_INT(g_hash_table_lookup(order, (*right)->site));
    return site != 0
            ? site
            : ((*left)->position > (*right)->position) - ((*left)->position < (*right)->position);
}

static void sort_delegates(AttendanceReport *report)
{
    g_autoptr(GHashTable) order = g_hash_table_new(g_str_hash, g_str_equal);

    for (guint i = 0; i < report->rows->len; i++) {
        const AttendanceRow *row = g_ptr_array_index(report->rows, i);
        g_hash_table_insert(order, row->name, GINT_TO_POINTER(i));
    }
    g_ptr_array_sort_with_data(report->delegates, by_row, order);
}

static bool read_events(
        Database *database, AttendanceReport *report, int64_t now_us, GError **error)
{
    g_auto(AttendanceFindings) found = {
            .rows = report->rows,
            .delegates = report->delegates,
            .frozen_us = report->frozen_us,
    };
    g_autoptr(AttendanceFold) fold = attendance_fold_new(&found);
    int64_t pulse_us = 0;
    int64_t known_us = report->closed_us != 0 ? MIN(report->closed_us, now_us) : now_us;

    if (!attendance_pulse_read(database, report->meeting, &pulse_us, error) ||
            !meeting_events_each(database, report->meeting, 0, take_event, fold, error)) {
        return false;
    }
    /* A server that died has seen nobody after its last pulse, and after what it wrote last. */
    if (pulse_us != 0) {
        known_us = MIN(known_us, MAX(pulse_us, found.watched_us));
    }
    attendance_fold_end(fold, known_us);
    attendance_set_text(&report->roll_confirmed_by, found.roll_confirmed_by);
    attendance_set_text(&report->confirmed_by, found.confirmed_by);
    report->roll_confirmed_us = found.roll_confirmed_us;
    report->confirmed_us = found.confirmed_us;
    return read_lines(database, report, fold, error);
}

static bool read_frozen(Database *database, AttendanceReport *report, GError **error)
{
    g_auto(AttendanceFrozen) frozen = {0};

    if (!attendance_archive_find(database, report->meeting, &frozen, &report->frozen, error)) {
        return false;
    }
    if (report->frozen) {
        report->frozen_us = frozen.time_us;
        report->rules = frozen.rules;
        attendance_set_text(&report->sha256, frozen.sha256);
    }
    return true;
}

AttendanceReport *attendance_report_load(Database *database, const char *meeting,
        const AttendanceRules *rules, int64_t now_us, GError **error)
{
    g_auto(MeetingPlan) plan = {0};
    bool found = false;

    record_init(&meeting_plan_type, &plan);
    if (!meeting_book_find(database, meeting, &plan, &found, error)) {
        return NULL;
    }
    if (!found) {
        g_set_error(
                error, DATABASE_ERROR, DATABASE_ERROR_MISSING, "there is no meeting %s", meeting);
        return NULL;
    }
    AttendanceReport *report = report_new(&plan);
    if (rules != NULL) {
        report->rules = *rules;
    }
    if (!read_frozen(database, report, error) || !read_heading(database, &plan, report, error) ||
            !read_sites(database, &plan, report, error) ||
            !read_events(database, report, now_us, error)) {
        attendance_report_free(report);
        return NULL;
    }
    reckon(report, now_us);
    sort_delegates(report);
    return report;
}
