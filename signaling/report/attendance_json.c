#include "signaling/report/attendance_json.h"

#include "signaling/meeting/record.h"

enum { SECOND_US = 1000000, PERCENT = 100 };

const char attendance_json_schema[] =
        "{\"type\":\"object\",\"required\":[\"meeting\",\"title\",\"opened\",\"closed\",\"now\","
        "\"rules\",\"summary\",\"rows\",\"delegates\",\"confirmed\",\"frozen\",\"sha256\"],"
        "\"properties\":{\"meeting\":{\"type\":\"string\"},\"title\":{\"type\":\"string\"},"
        "\"opened\":{\"type\":\"string\"},\"closed\":{\"type\":\"string\"},"
        "\"now\":{\"type\":\"string\"},\"rules\":{\"type\":\"object\"},"
        "\"summary\":{\"type\":\"object\"},"
        "\"rows\":{\"type\":\"array\",\"items\":{\"type\":\"object\"}},"
        "\"delegates\":{\"type\":\"array\",\"items\":{\"type\":\"object\"}},"
        "\"confirmed\":{\"type\":\"object\"},\"frozen\":{\"type\":\"boolean\"},"
        "\"sha256\":{\"type\":\"string\"}}}";

static void put_text(json_t *object, const char *member, const char *text)
{
    json_object_set_new(object, member, json_string(text));
}

static void put_time(json_t *object, const char *member, int64_t time_us)
{
    g_autofree char *text = record_time_text(time_us);
    put_text(object, member, text);
}

static void put_number(json_t *object, const char *member, int64_t number)
{
    json_object_set_new(object, member, json_integer((json_int_t)number));
}

static void put_flag(json_t *object, const char *member, bool flag)
{
    json_object_set_new(object, member, json_boolean(flag));
}

/* Two digits behind the point, so that nobody sees how a computer writes a third. */
static void put_real(json_t *object, const char *member, double number)
{
    json_object_set_new(
            object, member, json_real((double)(int64_t)(number * PERCENT + 0.5) / PERCENT));
}

static json_t *spans_to_json(const GArray *spans)
{
    json_t *array = json_array();

    for (guint i = 0; i < spans->len; i++) {
        const AttendanceSpan *span = &g_array_index(spans, AttendanceSpan, i);
        json_t *item = json_object();
        put_time(item, "from", span->from_us);
        put_time(item, "to", span->to_us);
        json_array_append_new(array, item);
    }
    return array;
}

static json_t *corrections_to_json(const AttendanceRow *row)
{
    json_t *array = json_array();

    for (guint i = 0; i < row->corrections->len; i++) {
        const AttendanceCorrection *correction = g_ptr_array_index(row->corrections, i);
        json_t *item = json_object();
        put_time(item, "time", correction->time_us);
        put_text(item, "account", correction->account);
        put_text(item, "field", correction->field);
        put_text(item, "value", correction->value);
        put_text(item, "note", correction->note);
        put_flag(item, "after_freeze", correction->after_freeze);
        json_array_append_new(array, item);
    }
    return array;
}

static void put_figures(json_t *item, const AttendanceFigures *figures)
{
    put_time(item, "first", figures->first_us);
    put_time(item, "last", figures->last_us);
    put_number(item, "losses", (int64_t)figures->losses);
    put_number(item, "gap_s", figures->gap_us / SECOND_US);
    put_number(item, "presence_s", figures->presence_us / SECOND_US);
    put_real(item, "share", attendance_share(figures) * PERCENT);
    put_flag(item, "present", figures->present);
    put_flag(item, "late", figures->late);
    put_flag(item, "early", figures->early);
    put_flag(item, "broken", figures->broken);
    put_flag(item, "trial_only", figures->trial_only);
}

/* As first said, or as it stands now: numbers that nobody said are null. */
static json_t *people_to_json(const AttendanceRow *row, bool now)
{
    const int64_t first[ATTENDANCE_NUMBER_FIELDS] = {
            row->convened, row->present, row->excused, row->unexcused};
    json_t *people = json_object();

    for (AttendanceField field = 0; field < ATTENDANCE_NUMBER_FIELDS; field++) {
        const int64_t number = now ? attendance_row_people(row, field) : first[field];
        json_object_set_new(people, attendance_field_name(field),
                number >= 0 ? json_integer((json_int_t)number) : json_null());
    }
    put_text(people, "responsible",
            now ? attendance_row_text(row, ATTENDANCE_RESPONSIBLE, NULL, 0) : row->responsible);
    put_text(people, "technician",
            now ? attendance_row_text(row, ATTENDANCE_TECHNICIAN, NULL, 0) : row->technician);
    put_text(people, "note", now ? attendance_row_text(row, ATTENDANCE_NOTE, NULL, 0) : row->note);
    return people;
}

static json_t *row_to_json(const AttendanceRow *row)
{
    json_t *item = json_object();

    put_number(item, "position", row->position);
    put_text(item, "site", row->code);
    put_text(item, "identity", row->identity);
    put_text(item, "name", row->name);
    put_text(item, "unit_kind", row->unit_kind);
    put_text(item, "block", row->block);
    put_text(item, "connection", row->connection);
    put_flag(item, "on", row->on);
    put_flag(item, "central", row->central);
    put_flag(item, "invited", row->invited);
    put_flag(item, "by_name", row->by_name);
    json_object_set_new(item, "spans", spans_to_json(row->spans));
    put_figures(item, &row->figures);
    put_text(item, "roll", row->roll);
    json_object_set_new(item, "first_said", people_to_json(row, false));
    json_object_set_new(item, "said", people_to_json(row, true));
    put_number(item, "floor_count", row->floor_count);
    put_number(item, "floor_s", row->floor_us / SECOND_US);
    put_real(item, "kbps_mean", row->kbps_mean);
    put_real(item, "kbps_p95", row->kbps_p95);
    put_real(item, "loss_mean", row->loss_mean);
    json_object_set_new(item, "corrections", corrections_to_json(row));
    return item;
}

static json_t *delegate_to_json(const AttendanceDelegate *delegate)
{
    json_t *item = json_object();

    put_number(item, "position", delegate->position);
    put_text(item, "name", delegate->name);
    put_text(item, "title", delegate->title);
    put_text(item, "unit", delegate->unit);
    put_text(item, "site", delegate->site);
    put_text(item, "how", delegate->how);
    put_text(item, "substitute_for", delegate->substitute_for);
    put_text(item, "note", delegate->note);
    return item;
}

static json_t *summary_to_json(const AttendanceReport *report)
{
    json_t *summary = json_object();

    put_number(summary, "convened", report->convened);
    put_number(summary, "present", report->present);
    put_number(summary, "absent", report->absent);
    put_number(summary, "late", report->late);
    put_number(summary, "early", report->early);
    put_number(summary, "broken", report->broken);
    put_number(summary, "losses", report->losses);
    put_number(summary, "people_convened", report->people_convened);
    put_number(summary, "people_present", report->people_present);
    return summary;
}

static json_t *rules_to_json(const AttendanceRules *rules)
{
    json_t *item = json_object();

    put_number(item, "merge_gap_s", rules->merge_gap_us / SECOND_US);
    put_number(item, "late_grace_s", rules->late_grace_us / SECOND_US);
    put_number(item, "early_grace_s", rules->early_grace_us / SECOND_US);
    put_real(item, "min_share", rules->min_share * PERCENT);
    return item;
}

static json_t *confirmed_to_json(const char *account, int64_t time_us)
{
    json_t *item = json_object();

    put_text(item, "account", account);
    put_time(item, "time", time_us);
    return item;
}

static void put_heading(json_t *answer, const AttendanceReport *report)
{
    put_text(answer, "meeting", report->meeting);
    put_text(answer, "title", report->title);
    put_text(answer, "agency", report->agency);
    put_text(answer, "invite_no", report->invite_no);
    put_text(answer, "kind", report->kind);
    put_text(answer, "form", report->form);
    put_text(answer, "relation", report->relation);
    put_text(answer, "chair_name", report->chair_name);
    put_text(answer, "chair_title", report->chair_title);
    put_text(answer, "secretary_name", report->secretary_name);
    put_text(answer, "secretary_title", report->secretary_title);
    put_text(answer, "central_site", report->central_site);
    put_time(answer, "start", report->start_us);
    put_time(answer, "end", report->end_us);
    put_time(answer, "opened", report->opened_us);
    put_time(answer, "closed", report->closed_us);
}

json_t *attendance_json(const AttendanceReport *report, int64_t now_us)
{
    json_t *answer = json_object();
    json_t *rows = json_array();
    json_t *delegates = json_array();

    for (guint i = 0; i < report->rows->len; i++) {
        json_array_append_new(rows, row_to_json(g_ptr_array_index(report->rows, i)));
    }
    for (guint i = 0; i < report->delegates->len; i++) {
        json_array_append_new(delegates, delegate_to_json(g_ptr_array_index(report->delegates, i)));
    }
    put_heading(answer, report);
    put_time(answer, "now", now_us);
    json_object_set_new(answer, "rules", rules_to_json(&report->rules));
    json_object_set_new(answer, "summary", summary_to_json(report));
    json_object_set_new(answer, "rows", rows);
    json_object_set_new(answer, "delegates", delegates);
    json_object_set_new(answer, "roll_confirmed",
            confirmed_to_json(report->roll_confirmed_by, report->roll_confirmed_us));
    json_object_set_new(
            answer, "confirmed", confirmed_to_json(report->confirmed_by, report->confirmed_us));
    put_flag(answer, "frozen", report->frozen);
    put_time(answer, "frozen_at", report->frozen_us);
    put_text(answer, "sha256", report->sha256);
    return answer;
}
