#include "signaling/report/minutes_draft.h"

#include "signaling/meeting/civil_day.h"
#include "signaling/meeting/meeting_annex.h"
#include "signaling/meeting/minutes.h"
#include "signaling/meeting/proceedings.h"
#include "signaling/meeting/text_fold.h"
#include "signaling/report/operation_log.h"
#include "signaling/store/meeting_book.h"
#include "signaling/store/meeting_events.h"

#include <stdlib.h>
#include <string.h>

/* A draft in the making. */
typedef struct Draft {
    json_t *json;
    const OperationLog *log;
    const AttendanceReport *report; /* the log's */
    Proceedings *proceedings;       /* as far as the events have been read */
    GString *agenda;
} Draft;

static json_t *list_of(const Draft *draft, MinutesListKind kind)
{
    const char *name = minutes_lists[kind].name;

    if (json_object_get(draft->json, name) == NULL) {
        json_object_set_new(draft->json, name, json_array());
    }
    return json_object_get(draft->json, name);
}

/* Takes the item over; what is more than a list holds is left out. */
static void add(const Draft *draft, MinutesListKind kind, json_t *item)
{
    json_t *list = list_of(draft, kind);

    g_assert(item != NULL);
    if (json_array_size(list) < minutes_lists[kind].max) {
        json_array_append(list, item);
    }
    json_decref(item);
}

static void put_text(const Draft *draft, const char *name, const char *text)
{
    json_object_set_new(draft->json, name, json_string(text));
}

static void put_time(const Draft *draft, const char *name, int64_t time_us)
{
    g_autofree char *text = record_time_text(time_us);
    put_text(draft, name, text);
}

static void put_count(const Draft *draft, const char *name, int64_t count)
{
    json_object_set_new(draft->json, name, json_integer(MAX(count, 0)));
}

/* ---- who, when, where ---- */

static void put_plan(const Draft *draft, const MeetingPlan *plan)
{
    const AttendanceReport *report = draft->report;

    put_text(draft, "parent_agency", report->parent_agency);
    put_text(draft, "agency", report->agency);
    put_text(draft, "title", plan->title);
    put_text(draft, "place", plan->place);
    put_text(draft, "chair_name", plan->chair_name);
    put_text(draft, "chair_title", plan->chair_title);
    put_text(draft, "secretary_name", plan->secretary_name);
    put_text(draft, "secretary_title", plan->secretary_title);
    put_time(draft, "planned", plan->start_us);
    put_time(draft, "opened", report->opened_us);
    put_time(draft, "closed", report->closed_us);
    put_count(draft, "sites", plan->form == MEETING_IN_PERSON ? 0 : report->convened);
    put_count(draft, "sites_present", report->present);
    put_count(draft, "delegates_present", report->people_present);
}

static void add_delegates(const Draft *draft, const AttendanceRow *central)
{
    for (guint i = 0; i < draft->report->delegates->len; i++) {
        const AttendanceDelegate *one = g_ptr_array_index(draft->report->delegates, i);
        if (strcmp(one->site, central->name) != 0 || strcmp(one->how, "absent") == 0) {
            continue;
        }
        g_autofree char *source = g_strdup_printf("delegate:%" G_GINT64_FORMAT, one->position);
        add(draft, MINUTES_ATTENDEES,
                json_pack("{s:s, s:s, s:s, s:s, s:s}", "source", source, "group", "", "name",
                        one->name, "title", one->title, "unit", one->unit));
    }
}

/* ---- incidents ---- */

/* What the server saw and was over sooner is in the log of operation alone. */
static const int64_t fault_min_us = INT64_C(60) * G_USEC_PER_SEC;

static int compare_spans(const void *left, const void *right)
{
    const AttendanceSpan *a = left;
    const AttendanceSpan *b = right;
    return a->from_us < b->from_us ? -1 : a->from_us > b->from_us;
}

static char *hour_minute(int64_t time_us)
{
    const CivilTime time = civil_time_of(time_us);
    return g_strdup_printf("%02d giờ %02d", time.hour, time.minute);
}

static void add_gap(const Draft *draft, const AttendanceRow *row, int64_t from_us, int64_t to_us)
{
    g_autofree char *from = hour_minute(from_us);
    g_autofree char *to = hour_minute(to_us);
    g_autofree char *time = record_time_text(from_us);
    g_autofree char *source = g_strdup_printf("gap:%s:%" G_GINT64_FORMAT, row->identity, from_us);
    g_autofree char *text = g_strdup_printf("Mất kết nối từ %s đến %s.", from, to);
    add(draft, MINUTES_INCIDENTS,
            json_pack("{s:s, s:s, s:s, s:s}", "source", source, "time", time, "site", row->name,
                    "text", text));
}

/* Where a site was gone within the session, for longer than is bridged. */
static void add_gaps(const Draft *draft, const AttendanceRow *row)
{
    const AttendanceReport *report = draft->report;
    g_autoptr(GArray) spans = g_array_new(FALSE, FALSE, sizeof(AttendanceSpan));
    int64_t until_us = 0;

    g_array_append_vals(spans, row->spans->data, row->spans->len);
    g_array_sort(spans, compare_spans);
    for (guint i = 0; i < spans->len; i++) {
        const AttendanceSpan *span = &g_array_index(spans, AttendanceSpan, i);
        const int64_t from_us = MAX(until_us, report->opened_us);
        const int64_t to_us =
                report->closed_us != 0 ? MIN(span->from_us, report->closed_us) : span->from_us;
        if (until_us >= report->opened_us && report->opened_us != 0 &&
                to_us - from_us > report->rules.merge_gap_us) {
            add_gap(draft, row, from_us, to_us);
        }
        until_us = MAX(until_us, span->to_us);
    }
}

/* A sentence for each of what is there. Free with g_free(). */
static char *incident_text(const OperationIncident *incident)
{
    GString *text = g_string_new(incident->symptom);

    if (incident->id == 0) {
        g_autofree char *from = hour_minute(incident->time_us);
        g_autofree char *to = incident->end_us != 0 ? hour_minute(incident->end_us)
                                                    : g_strdup("khi kết thúc phiên họp");
        g_string_append_printf(text, " từ %s đến %s", from, to);
    }
    g_string_append_printf(text, "%s", g_str_has_suffix(text->str, ".") ? "" : ".");
    if (incident->cause[0] != '\0') {
        g_string_append_printf(text, " Nguyên nhân: %s.", incident->cause);
    }
    if (incident->handling[0] != '\0') {
        g_string_append_printf(text, " Xử lý: %s.", incident->handling);
    }
    return g_string_free(text, FALSE);
}

static bool is_for_minutes(const OperationIncident *incident)
{
    return incident->id != 0 ||
            (!incident->loss &&
                    (incident->end_us == 0 ||
                            incident->end_us - incident->time_us >= fault_min_us));
}

static void add_incidents(const Draft *draft)
{
    for (guint i = 0; i < draft->log->incidents->len; i++) {
        const OperationIncident *incident = g_ptr_array_index(draft->log->incidents, i);
        if (!is_for_minutes(incident)) {
            continue;
        }
        g_autofree char *source = incident->id != 0
                ? g_strdup_printf("incident:%" G_GINT64_FORMAT, incident->id)
                : g_strdup_printf("fault:%" G_GINT64_FORMAT ":%08x", incident->time_us,
                          g_str_hash(incident->site) ^ g_str_hash(incident->symptom));
        g_autofree char *time = record_time_text(incident->time_us);
        g_autofree char *text = incident_text(incident);
        add(draft, MINUTES_INCIDENTS,
                json_pack("{s:s, s:s, s:s, s:s}", "source", source, "time", time, "site",
                        incident->site, "text", text));
    }
}

static int compare_times(const void *left, const void *right)
{
    const json_t *const *a = left;
    const json_t *const *b = right;
    return strcmp(json_string_value(json_object_get(*a, "time")),
            json_string_value(json_object_get(*b, "time")));
}

/* Gaps come site by site, incidents by themselves: all in order of time. */
static void sort_incidents(const Draft *draft)
{
    json_t *list = list_of(draft, MINUTES_INCIDENTS);
    const size_t count = json_array_size(list);
    g_autofree json_t **items = g_new(json_t *, count + 1);

    for (size_t i = 0; i < count; i++) {
        items[i] = json_incref(json_array_get(list, i));
    }
    qsort(items, count, sizeof *items, compare_times);
    for (size_t i = 0; i < count; i++) {
        json_array_set_new(list, i, items[i]);
    }
}

static void add_rows(const Draft *draft)
{
    for (guint i = 0; i < draft->report->rows->len; i++) {
        const AttendanceRow *row = g_ptr_array_index(draft->report->rows, i);
        if (row->central) {
            add_delegates(draft, row);
        } else if (row->invited && !row->figures.present) {
            g_autofree char *source = g_strconcat("absent:", row->identity, NULL);
            char digits[ATTENDANCE_DIGITS_SIZE];
            add(draft, MINUTES_ABSENCES,
                    json_pack("{s:s, s:s, s:s}", "source", source, "site", row->name, "text",
                            attendance_row_text(row, ATTENDANCE_NOTE, digits, sizeof digits)));
        }
        add_gaps(draft, row);
    }
}

/* ---- the agenda ---- */

/* What is reported, not said, discussed or concluded: it names who reports, or says so. */
static bool is_report(const AgendaItem *item)
{
    g_autofree char *folded = text_fold(item->title);
    return item->speaker_unit[0] != '\0' || g_str_has_prefix(folded, "bao cao") ||
            g_str_has_prefix(folded, "tham luan");
}

static void on_item(const void *record, void *user_data)
{
    const AgendaItem *item = record;
    const Draft *draft = user_data;
    g_autofree char *source = g_strdup_printf("agenda:%" G_GINT64_FORMAT, item->position);

    g_string_append_printf(draft->agenda, "%s%s", draft->agenda->len > 0 ? "; " : "", item->title);
    if (is_report(item)) {
        add(draft, MINUTES_REPORTS,
                json_pack("{s:s, s:s, s:s, s:s}", "source", source, "title", item->title, "unit",
                        item->speaker_unit, "text", ""));
    }
}

/* An agenda that is too long for the field is not repeated in it. */
static void put_opening(const Draft *draft)
{
    g_autofree char *text = draft->agenda->len > 0
            ? g_strdup_printf("Chủ tọa khai mạc và thông qua chương trình: %s.", draft->agenda->str)
            : g_strdup("");
    put_text(draft, "opening", strlen(text) > MINUTES_TEXT_MAX ? "" : text);
}

/* ---- what was done ---- */

static const AttendanceRow *row_of(const Draft *draft, const char *identity)
{
    for (guint i = 0; i < draft->report->rows->len; i++) {
        const AttendanceRow *row = g_ptr_array_index(draft->report->rows, i);
        if (strcmp(row->identity, identity) == 0) {
            return row;
        }
    }
    return NULL;
}

static void add_speech(const Draft *draft, const json_t *event, int64_t time_us)
{
    const char *site = json_string_value(json_object_get(event, "site"));

    if (site == NULL || site[0] == '\0') {
        return; /* the floor was taken back */
    }
    const AttendanceRow *row = row_of(draft, site);
    char digits[ATTENDANCE_DIGITS_SIZE];
    const char *who = row != NULL
            ? attendance_row_text(row, ATTENDANCE_RESPONSIBLE, digits, sizeof digits)
            : "";
    const char *colon = strchr(site, ':');
    const char *name = row != NULL ? row->name : colon != NULL ? colon + 1 : site;
    g_autofree char *time = record_time_text(time_us);
    g_autofree char *source = g_strdup_printf("floor:%" G_GINT64_FORMAT, time_us);
    add(draft, MINUTES_SPEECHES,
            json_pack("{s:s, s:s, s:s, s:s, s:s, s:s}", "source", source, "time", time, "site",
                    name, "name", who, "title", "", "text", ""));
}

/* When a report was begun: the first time that its item was turned to. */
static void note_item(const Draft *draft, const json_t *event, int64_t time_us)
{
    const json_int_t number = json_integer_value(json_object_get(event, "number"));
    g_autofree char *source = g_strdup_printf("agenda:%" JSON_INTEGER_FORMAT, number);
    g_autofree char *time = record_time_text(time_us);
    const json_t *list = list_of(draft, MINUTES_REPORTS);

    for (size_t i = 0; i < json_array_size(list); i++) {
        json_t *item = json_array_get(list, i);
        if (g_strcmp0(json_string_value(json_object_get(item, "source")), source) == 0 &&
                json_object_get(item, "time") == NULL) {
            json_object_set_new(item, "time", json_string(time));
        }
    }
}

static void add_vote(const Draft *draft)
{
    const SiteVote *vote = proceedings_vote(draft->proceedings);

    if (vote == NULL) {
        return;
    }
    const SiteVoteCount count = site_vote_count(vote);
    json_t *whole = site_vote_to_json(vote, false);
    const char *opened = json_string_value(json_object_get(whole, "opened"));
    const char *question = json_string_value(json_object_get(whole, "question"));
    g_autofree char *source = g_strconcat("vote:", opened, NULL);
    add(draft, MINUTES_VOTES,
            json_pack("{s:s, s:s, s:I, s:I, s:I, s:I}", "source", source, "text", question, "total",
                    (json_int_t)count.voters, "agree", (json_int_t)count.choices[VOTE_FOR],
                    "against", (json_int_t)count.choices[VOTE_AGAINST], "abstain",
                    (json_int_t)(count.voters - count.choices[VOTE_FOR] -
                            count.choices[VOTE_AGAINST])));
    json_decref(whole);
}

static bool on_event(const MeetingEvent *row, void *user_data)
{
    const Draft *draft = user_data;
    json_t *event = json_loads(row->detail, 0, NULL);
    ProceedingsVerb verb = PROCEEDINGS_CONVENE;

    if (event != NULL && proceedings_event_verb(event, &verb)) {
        g_autofree char *before = g_strdup(proceedings_floor(draft->proceedings));
        (void)proceedings_apply(draft->proceedings, event, NULL);
        if (verb == PROCEEDINGS_FLOOR &&
                !g_str_equal(before, proceedings_floor(draft->proceedings))) {
            add_speech(draft, event, row->time_us);
        } else if (verb == PROCEEDINGS_VOTE_CLOSE) {
            add_vote(draft);
        } else if (verb == PROCEEDINGS_AGENDA) {
            note_item(draft, event, row->time_us);
        }
    }
    json_decref(event);
    return true;
}

/* ---- what the unit's last minutes had ---- */

static bool put_custom(
        const Draft *draft, Database *database, const MeetingPlan *plan, GError **error)
{
    g_autoptr(GError) fault = NULL;
    g_autoptr(DatabaseRows) rows = database_query(database,
            "SELECT minutes.symbol, minutes.lists FROM minutes"
            " JOIN meetings ON meetings.code = minutes.meeting"
            " WHERE meetings.unit = $1 AND minutes.meeting <> $2"
            " ORDER BY minutes.changed DESC LIMIT 1",
            DATABASE_VALUES(database_text(plan->unit), database_text(plan->code)), error);

    if (rows == NULL) {
        return false;
    }
    json_t *lists = NULL;
    if (database_rows_next(rows, &fault)) {
        put_text(draft, "symbol", database_rows_text(rows, 0));
        lists = json_loads(database_rows_text(rows, 1), 0, NULL);
    }
    const json_t *recipients = json_object_get(lists, minutes_lists[MINUTES_RECIPIENTS].name);
    for (size_t i = 0; i < json_array_size(recipients); i++) {
        json_t *item = json_deep_copy(json_array_get(recipients, i));
        g_autofree char *source = g_strdup_printf("recipient:%zu", i);
        json_object_set_new(item, "source", json_string(source));
        add(draft, MINUTES_RECIPIENTS, item);
    }
    json_decref(lists);
    if (fault != NULL) {
        g_propagate_error(error, g_steal_pointer(&fault));
        return false;
    }
    return true;
}

static bool put_symbol(
        const Draft *draft, Database *database, const MeetingPlan *plan, GError **error)
{
    g_autoptr(GError) fault = NULL;
    g_autoptr(DatabaseRows) rows =
            database_query(database, "SELECT short_name FROM units WHERE code = $1",
                    DATABASE_VALUES(database_text(plan->unit)), error);

    if (rows == NULL) {
        return false;
    }
    const char *name = database_rows_next(rows, &fault) ? database_rows_text(rows, 0) : "";
    /* A short name that is one word is an abbreviation. */
    put_text(draft, "symbol", strpbrk(name, " \t") == NULL ? name : "");
    if (fault != NULL) {
        g_propagate_error(error, g_steal_pointer(&fault));
        return false;
    }
    return true;
}

static bool fill(Draft *draft, Database *database, const MeetingPlan *plan, GError **error)
{
    put_plan(draft, plan);
    add_rows(draft);
    add_incidents(draft);
    sort_incidents(draft);
    if (!put_symbol(draft, database, plan, error) || !put_custom(draft, database, plan, error) ||
            !meeting_book_each_item(database, plan->code, on_item, draft, error) ||
            !meeting_events_each(database, plan->code, 0, on_event, draft, error)) {
        return false;
    }
    put_opening(draft);
    if (json_array_size(list_of(draft, MINUTES_RECIPIENTS)) == 0) {
        add(draft, MINUTES_RECIPIENTS,
                json_pack("{s:s, s:s}", "source", "recipient:0", "text", "Thành phần dự họp"));
    }
    return true;
}

json_t *minutes_draft(Database *database, const MeetingPlan *plan, int64_t now_us, GError **error)
{
    g_autoptr(OperationLog) log = operation_log_load(database, plan->code, NULL, now_us, error);
    Draft draft = {.log = log};

    if (log == NULL) {
        return NULL;
    }
    draft.report = log->report;
    draft.json = json_object();
    draft.proceedings = proceedings_new();
    draft.agenda = g_string_new(NULL);
    const bool good = fill(&draft, database, plan, error);
    proceedings_free(draft.proceedings);
    g_string_free(draft.agenda, TRUE);
    if (!good) {
        json_decref(draft.json);
        return NULL;
    }
    return draft.json;
}
