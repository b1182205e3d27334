#include "signaling/report/operation_log.h"

#include "signaling/meeting/site_name.h"
#include "signaling/store/meeting_events.h"
#include "signaling/store/record_sql.h"

#include <string.h>

/* ---- records ---- */

#define NOTE(member) .kind = RECORD_TEXT, .offset = offsetof(OperationNotes, member)

static const RecordField notes_fields[] = {
        {.name = "meeting",
                NOTE(meeting),
                .flags = RECORD_KEY | RECORD_READ_ONLY,
                .title = "Cuộc họp"},
        {.name = "crew",
                NOTE(crew),
                .flags = RECORD_LINES,
                .max = OPERATION_TEXT_MAX,
                .title = "Kíp trực"},
        {.name = "devices",
                NOTE(devices),
                .flags = RECORD_LINES,
                .max = OPERATION_TEXT_MAX,
                .title = "Thiết bị"},
        {.name = "advice",
                NOTE(advice),
                .flags = RECORD_LINES,
                .max = OPERATION_TEXT_MAX,
                .title = "Kiến nghị"},
        {.name = "changed",
                .kind = RECORD_TIME,
                .offset = offsetof(OperationNotes, changed_us),
                .flags = RECORD_READ_ONLY,
                .title = "Ngày sửa"},
        {.name = "changed_by", NOTE(changed_by), .flags = RECORD_READ_ONLY, .title = "Người sửa"},
        {.name = NULL},
};

const RecordType operation_notes_type = {.name = "operation_notes",
        .table = "operation_notes",
        .size = sizeof(OperationNotes),
        .fields = notes_fields};

#define TEXT(member) .kind = RECORD_TEXT, .offset = offsetof(OperationIncident, member)
#define TIME(member) .kind = RECORD_TIME, .offset = offsetof(OperationIncident, member)

static const RecordField incident_fields[] = {
        {.name = "id",
                .kind = RECORD_INTEGER,
                .offset = offsetof(OperationIncident, id),
                .flags = RECORD_KEY | RECORD_READ_ONLY,
                .title = "Số"},
        {.name = "meeting", TEXT(meeting), .flags = RECORD_READ_ONLY, .title = "Cuộc họp"},
        {.name = "time", TIME(time_us), .flags = RECORD_REQUIRED, .title = "Thời điểm"},
        {.name = "site", TEXT(site), .title = "Điểm cầu"},
        {.name = "symptom", TEXT(symptom), .flags = RECORD_REQUIRED, .title = "Hiện tượng"},
        {.name = "cause", TEXT(cause), .title = "Nguyên nhân"},
        {.name = "handling", TEXT(handling), .title = "Xử lý"},
        {.name = "end", TIME(end_us), .title = "Kết thúc"},
        {.name = "account", TEXT(account), .flags = RECORD_READ_ONLY, .title = "Người ghi"},
        {.name = "created", TIME(created_us), .flags = RECORD_READ_ONLY, .title = "Ngày ghi"},
        {.name = NULL},
};

const RecordType operation_incident_type = {.name = "incident",
        .table = "meeting_incidents",
        .size = sizeof(OperationIncident),
        .fields = incident_fields};

void operation_notes_clear(OperationNotes *notes)
{
    record_clear(&operation_notes_type, notes);
}

void operation_incident_clear(OperationIncident *incident)
{
    record_clear(&operation_incident_type, incident);
}

static void incident_free(void *data)
{
    operation_incident_clear(data);
    g_free(data);
}

void operation_log_free(OperationLog *log)
{
    if (log != NULL) {
        attendance_report_free(log->report);
        operation_notes_clear(&log->notes);
        g_clear_pointer(&log->trials, g_ptr_array_unref);
        g_ptr_array_unref(log->incidents);
        g_free(log);
    }
}

/* ---- incidents ---- */

/* @return the log's own; NULL: it is full */
static OperationIncident *add_incident(OperationLog *log, const OperationIncident *incident)
{
    if (log->incidents->len >= OPERATION_INCIDENTS_MAX) {
        return NULL;
    }
    OperationIncident *copy = g_new0(OperationIncident, 1);
    record_copy(&operation_incident_type, copy, incident);
    g_ptr_array_add(log->incidents, copy);
    return copy;
}

static OperationIncident *add_seen(
        OperationLog *log, const char *site, const char *symptom, int64_t time_us, int64_t end_us)
{
    const OperationIncident incident = {
            .meeting = log->report->meeting,
            .time_us = time_us,
            .site = (char *)site,
            .symptom = (char *)symptom,
            .cause = (char *)"",
            .handling = (char *)"",
            .end_us = end_us,
            .account = (char *)"",
    };
    return add_incident(log, &incident);
}

/* Connections lost while the session was open, by the spans of the attendance. */
static void add_losses(OperationLog *log, const AttendanceRow *row)
{
    const AttendanceReport *report = log->report;
    const int64_t closed_us = report->closed_us != 0 ? report->closed_us : G_MAXINT64;

    for (guint i = 0; i < row->spans->len; i++) {
        const AttendanceSpan *span = &g_array_index(row->spans, AttendanceSpan, i);
        const bool last = i + 1 == row->spans->len;
        const int64_t end_us = last ? 0 : g_array_index(row->spans, AttendanceSpan, i + 1).from_us;
        if (report->opened_us == 0 || span->to_us <= report->opened_us ||
                span->to_us >= closed_us || (last && row->on)) {
            continue;
        }
        OperationIncident *loss = add_seen(log, row->name,
                last ? "Mất kết nối, không kết nối lại" : "Mất kết nối", span->to_us, end_us);
        if (loss != NULL) {
            loss->loss = true;
        }
    }
}

/* ---- faults of picture and sound, in the meeting's events ---- */

typedef struct Faults {
    OperationLog *log;
    GHashTable *names; /* identity → name */
    GHashTable *open;  /* identity and fault → OperationIncident */
} Faults;

static const char *fault_text(const char *fault)
{
    static const char *const texts[][2] = {{"no_picture", "Không có hình"}, {"black", "Hình đen"},
            {"frozen", "Hình đứng"}, {"silent", "Micro mở nhưng không có tiếng"},
            {"clipping", "Tiếng quá to, bị rè"}, {"howling", "Tiếng hú"},
            {"echo", "Gây tiếng vang"}, {"line", "Đường truyền kém"},
            {"overload", "Máy chủ quá tải, giảm bớt hình"}};

    for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
        if (g_str_equal(texts[i][0], fault)) {
            return texts[i][1];
        }
    }
    return fault;
}

static const char *text_of(const json_t *event, const char *name)
{
    const char *text = json_string_value(json_object_get(event, name));
    return text != NULL ? text : "";
}

static void take_fault(Faults *faults, const json_t *event, int64_t time_us)
{
    const char *identity = text_of(event, "site");
    const char *name = identity[0] != '\0' ? g_hash_table_lookup(faults->names, identity)
                                           : "Máy chủ"; /* it is of no site */
    char *key = g_strjoin("\n", identity, text_of(event, "what"), NULL);
    OperationIncident *open = g_hash_table_lookup(faults->open, key);

    if (!json_is_true(json_object_get(event, "on"))) {
        if (open != NULL) {
            open->end_us = time_us;
            g_hash_table_remove(faults->open, key);
        }
        g_free(key);
        return;
    }
    open = add_seen(faults->log, name != NULL ? name : identity, fault_text(text_of(event, "what")),
            time_us, 0);
    if (open != NULL) {
        g_hash_table_insert(faults->open, key, open);
    } else {
        g_free(key);
    }
}

static bool take_event(const MeetingEvent *row, void *user_data)
{
    if (g_str_equal(row->kind, "watch")) {
        json_t *event = json_loads(row->detail, 0, NULL);
        if (event != NULL) {
            take_fault(user_data, event, row->time_us);
            json_decref(event);
        }
    }
    return true;
}

static bool add_faults(Database *database, OperationLog *log, GError **error)
{
    Faults faults = {.log = log,
            .names = g_hash_table_new(g_str_hash, g_str_equal),
            .open = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL)};

    for (guint i = 0; i < log->report->rows->len; i++) {
        const AttendanceRow *row = g_ptr_array_index(log->report->rows, i);
        g_hash_table_insert(faults.names, row->identity, row->name);
    }
    const bool good =
            meeting_events_each(database, log->report->meeting, 0, take_event, &faults, error);
    g_hash_table_unref(faults.names);
    g_hash_table_unref(faults.open);
    return good;
}

/* ---- loading ---- */

static void take_entry(const void *record, void *user_data)
{
    (void)add_incident(user_data, record);
}

static gint by_time(gconstpointer a, gconstpointer b)
{
    const OperationIncident *const *left = a;
    const OperationIncident *const *right = b;
    return ((*left)->time_us > (*right)->time_us) - ((*left)->time_us < (*right)->time_us);
}

static bool fill(Database *database, OperationLog *log, GError **error)
{
    bool found = false;

    if (!record_find(database, &operation_notes_type, database_text(log->report->meeting),
                &log->notes, &found, error) ||
            !record_each(database, &operation_incident_type, "WHERE meeting = $1 ORDER BY id",
                    DATABASE_VALUES(database_text(log->report->meeting)), take_entry, log, error)) {
        return false;
    }
    for (guint i = 0; i < log->report->rows->len; i++) {
        add_losses(log, g_ptr_array_index(log->report->rows, i));
    }
    if (!add_faults(database, log, error) ||
            !operation_trials_load(database, log->report, &log->trials, error)) {
        return false;
    }
    g_ptr_array_sort(log->incidents, by_time);
    return true;
}

OperationLog *operation_log_load(Database *database, const char *meeting,
        const AttendanceRules *rules, int64_t now_us, GError **error)
{
    AttendanceReport *report = attendance_report_load(database, meeting, rules, now_us, error);

    if (report == NULL) {
        return NULL;
    }
    g_autoptr(OperationLog) log = g_new0(OperationLog, 1);
    log->report = report;
    log->incidents = g_ptr_array_new_with_free_func(incident_free);
    record_init(&operation_notes_type, &log->notes);
    return fill(database, log, error) ? g_steal_pointer(&log) : NULL;
}

bool operation_log_write_notes(Database *database, OperationNotes *notes, GError **error)
{
    return database_run(database, "DELETE FROM operation_notes WHERE meeting = $1",
                   DATABASE_VALUES(database_text(notes->meeting)), NULL, error) &&
            record_insert(database, &operation_notes_type, notes, error);
}

bool operation_log_count(
        Database *database, const char *meeting, int64_t *ret_count, GError **error)
{
    return database_number(database, "SELECT COUNT(*) FROM meeting_incidents WHERE meeting = $1",
            DATABASE_VALUES(database_text(meeting)), 0, ret_count, error);
}
