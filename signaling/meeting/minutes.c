#include "signaling/meeting/minutes.h"

#include <stdlib.h>
#include <string.h>

G_DEFINE_QUARK(minutes - error - quark, minutes_error)

enum { COUNT_MAX = 1000000, NAME_MAX_BYTES = 300, SYMBOL_MAX = 60, SOURCE_MAX = 200 };

const char *const minutes_state_words[] = {"draft", "submitted", "approved", "issued", NULL};

#define AT(member) offsetof(Minutes, member)

/* clang-format off */
static const RecordField fields[] = {
        {.name = "meeting", .kind = RECORD_TEXT, .offset = AT(meeting), .flags = RECORD_KEY | RECORD_CODE | RECORD_READ_ONLY, .title = "Mã cuộc họp"},
        {.name = "version", .kind = RECORD_INTEGER, .offset = AT(version), .flags = RECORD_READ_ONLY, .title = "Phiên bản"},
        {.name = "state", .kind = RECORD_WORD, .offset = AT(state), .flags = RECORD_READ_ONLY, .words = minutes_state_words, .title = "Trạng thái"},
        {.name = "parent_agency", .kind = RECORD_TEXT, .offset = AT(parent_agency), .max = NAME_MAX_BYTES, .title = "Cơ quan chủ quản"},
        {.name = "agency", .kind = RECORD_TEXT, .offset = AT(agency), .max = NAME_MAX_BYTES, .title = "Cơ quan ban hành"},
        {.name = "symbol", .kind = RECORD_TEXT, .offset = AT(symbol), .max = SYMBOL_MAX, .title = "Ký hiệu"},
        {.name = "title", .kind = RECORD_TEXT, .offset = AT(title), .title = "Tên cuộc họp"},
        {.name = "planned", .kind = RECORD_TIME, .offset = AT(planned_us), .title = "Thời gian dự kiến"},
        {.name = "opened", .kind = RECORD_TIME, .offset = AT(opened_us), .title = "Thời gian bắt đầu"},
        {.name = "closed", .kind = RECORD_TIME, .offset = AT(closed_us), .title = "Thời gian kết thúc"},
        {.name = "late_reason", .kind = RECORD_TEXT, .offset = AT(late_reason), .title = "Lý do bắt đầu muộn"},
        {.name = "place", .kind = RECORD_TEXT, .offset = AT(place), .title = "Địa điểm"},
        {.name = "sites", .kind = RECORD_INTEGER, .offset = AT(sites), .max = COUNT_MAX, .title = "Số điểm cầu được triệu tập"},
        {.name = "sites_present", .kind = RECORD_INTEGER, .offset = AT(sites_present), .max = COUNT_MAX, .title = "Số điểm cầu có mặt"},
        {.name = "delegates_present", .kind = RECORD_INTEGER, .offset = AT(delegates_present), .max = COUNT_MAX, .title = "Số đại biểu có mặt"},
        {.name = "chair_name", .kind = RECORD_TEXT, .offset = AT(chair_name), .title = "Chủ trì"},
        {.name = "chair_title", .kind = RECORD_TEXT, .offset = AT(chair_title), .title = "Chức vụ của chủ trì"},
        {.name = "secretary_name", .kind = RECORD_TEXT, .offset = AT(secretary_name), .title = "Thư ký"},
        {.name = "secretary_title", .kind = RECORD_TEXT, .offset = AT(secretary_title), .title = "Chức vụ của thư ký"},
        {.name = "opening", .kind = RECORD_TEXT, .offset = AT(opening), .flags = RECORD_LINES, .max = MINUTES_TEXT_MAX, .title = "Khai mạc"},
        {.name = "lists", .kind = RECORD_TEXT, .offset = AT(lists), .flags = RECORD_SECRET | RECORD_LINES, .max = MINUTES_LISTS_BYTES_MAX, .title = "Nội dung"},
        {.name = "filled", .kind = RECORD_TEXT, .offset = AT(filled), .flags = RECORD_SECRET | RECORD_LINES, .max = MINUTES_LISTS_BYTES_MAX, .title = "Nội dung tự điền"},
        {.name = "return_reason", .kind = RECORD_TEXT, .offset = AT(return_reason), .flags = RECORD_READ_ONLY, .title = "Lý do trả lại"},
        {.name = "number", .kind = RECORD_INTEGER, .offset = AT(number), .flags = RECORD_READ_ONLY, .max = MINUTES_NUMBER_MAX, .title = "Số"},
        {.name = "issued", .kind = RECORD_TIME, .offset = AT(issued_us), .flags = RECORD_READ_ONLY, .title = "Ngày ban hành"},
        {.name = "submitted_by", .kind = RECORD_TEXT, .offset = AT(submitted_by), .flags = RECORD_READ_ONLY, .title = "Người trình"},
        {.name = "submitted", .kind = RECORD_TIME, .offset = AT(submitted_us), .flags = RECORD_READ_ONLY, .title = "Trình lúc"},
        {.name = "approved_by", .kind = RECORD_TEXT, .offset = AT(approved_by), .flags = RECORD_READ_ONLY, .title = "Người duyệt"},
        {.name = "approved", .kind = RECORD_TIME, .offset = AT(approved_us), .flags = RECORD_READ_ONLY, .title = "Duyệt lúc"},
        {.name = "issued_by", .kind = RECORD_TEXT, .offset = AT(issued_by), .flags = RECORD_READ_ONLY, .title = "Người ban hành"},
        {.name = "signed_name", .kind = RECORD_TEXT, .offset = AT(signed_name), .flags = RECORD_READ_ONLY, .title = "Bản ký số"},
        {.name = "signed_size", .kind = RECORD_INTEGER, .offset = AT(signed_size), .flags = RECORD_READ_ONLY, .title = "Dung lượng"},
        {.name = "signed_sha256", .kind = RECORD_TEXT, .offset = AT(signed_sha256), .flags = RECORD_READ_ONLY, .title = "Mã kiểm tra toàn vẹn (SHA-256)"},
        {.name = "signed_by", .kind = RECORD_TEXT, .offset = AT(signed_by), .flags = RECORD_READ_ONLY, .title = "Người tải lên"},
        {.name = "signed", .kind = RECORD_TIME, .offset = AT(signed_us), .flags = RECORD_READ_ONLY, .title = "Tải lên lúc"},
        {.name = "notice_no", .kind = RECORD_TEXT, .offset = AT(notice_no), .flags = RECORD_READ_ONLY, .max = 100, .title = "Số thông báo kết luận"},
        {.name = "notice", .kind = RECORD_TIME, .offset = AT(notice_us), .flags = RECORD_READ_ONLY, .title = "Ngày thông báo kết luận"},
        {.name = "changed_by", .kind = RECORD_TEXT, .offset = AT(changed_by), .flags = RECORD_READ_ONLY, .title = "Người sửa"},
        {.name = "changed", .kind = RECORD_TIME, .offset = AT(changed_us), .flags = RECORD_READ_ONLY, .title = "Sửa lúc"},
        {0},
};
/* clang-format on */

const RecordType minutes_type = {
        .name = "minutes", .table = "minutes", .size = sizeof(Minutes), .fields = fields};

/* ---- items of the lists ---- */

/* All items are of this form; each type shows a part of it. */
typedef struct MinutesItem {
    char *source;
    int64_t time_us;
    char *group;
    char *site;
    char *name;
    char *title;
    char *unit;
    char *text;
    char *support;
    char *deadline;
    int64_t total;
    int64_t agree;
    int64_t against;
    int64_t abstain;
} MinutesItem;

#define IN(member) offsetof(MinutesItem, member)
#define SOURCE                                                                                     \
    {                                                                                              \
        .name = "source", .kind = RECORD_TEXT, .offset = IN(source), .max = SOURCE_MAX,            \
        .title = "Nguồn"                                                                         \
    }
#define TEXT(member, words)                                                                        \
    {                                                                                              \
        .name = #member, .kind = RECORD_TEXT, .offset = IN(member), .title = (words)               \
    }
#define LONG(member, words)                                                                        \
    {                                                                                              \
        .name = #member, .kind = RECORD_TEXT, .offset = IN(member), .flags = RECORD_LINES,         \
        .max = MINUTES_TEXT_MAX, .title = (words)                                                  \
    }
#define TIME(words)                                                                                \
    {                                                                                              \
        .name = "time", .kind = RECORD_TIME, .offset = IN(time_us), .title = (words)               \
    }
#define COUNT(member, words)                                                                       \
    {                                                                                              \
        .name = #member, .kind = RECORD_INTEGER, .offset = IN(member), .max = COUNT_MAX,           \
        .title = (words)                                                                           \
    }

static const RecordField attendee_fields[] = {SOURCE, TEXT(group, "Thành phần"),
        TEXT(name, "Họ và tên"), TEXT(title, "Chức vụ"), TEXT(unit, "Đơn vị"), {0}};
static const RecordField absence_fields[] = {
        SOURCE, TEXT(site, "Điểm cầu"), TEXT(text, "Lý do vắng mặt"), {0}};
static const RecordField report_fields[] = {SOURCE, TIME("Thời điểm"), TEXT(title, "Báo cáo"),
        TEXT(unit, "Đơn vị trình bày"), LONG(text, "Nội dung"), {0}};
static const RecordField speech_fields[] = {SOURCE, TIME("Thời điểm"), TEXT(site, "Điểm cầu"),
        TEXT(name, "Họ và tên"), TEXT(title, "Chức vụ"), LONG(text, "Ý kiến"), {0}};
static const RecordField vote_fields[] = {SOURCE, LONG(text, "Nội dung biểu quyết"),
        COUNT(total, "Tổng số"), COUNT(agree, "Tán thành"), COUNT(against, "Không tán thành"),
        COUNT(abstain, "Không biểu quyết"), {0}};
static const RecordField conclusion_fields[] = {SOURCE, LONG(text, "Kết luận"),
        TEXT(unit, "Đơn vị chủ trì"), TEXT(support, "Đơn vị phối hợp"), TEXT(deadline, "Thời hạn"),
        {0}};
static const RecordField incident_fields[] = {
        SOURCE, TIME("Thời điểm"), TEXT(site, "Điểm cầu"), LONG(text, "Sự cố"), {0}};
static const RecordField recipient_fields[] = {SOURCE, TEXT(text, "Nơi nhận"), {0}};

#define ITEM(words, of)                                                                            \
    {                                                                                              \
        .name = (words), .size = sizeof(MinutesItem), .fields = (of)                               \
    }

static const RecordType attendee_type = ITEM("minutes_attendee", attendee_fields);
static const RecordType absence_type = ITEM("minutes_absence", absence_fields);
static const RecordType report_type = ITEM("minutes_report", report_fields);
static const RecordType speech_type = ITEM("minutes_speech", speech_fields);
static const RecordType vote_type = ITEM("minutes_vote", vote_fields);
static const RecordType conclusion_type = ITEM("minutes_conclusion", conclusion_fields);
static const RecordType incident_type = ITEM("minutes_incident", incident_fields);
static const RecordType recipient_type = ITEM("minutes_recipient", recipient_fields);

const MinutesList minutes_lists[MINUTES_LISTS] = {
        [MINUTES_ATTENDEES] = {"attendees", &attendee_type, 500, "Thành phần tham dự"},
        [MINUTES_ABSENCES] = {"absences", &absence_type, 500, "Vắng mặt"},
        [MINUTES_REPORTS] = {"reports", &report_type, 100, "Báo cáo, tham luận"},
        [MINUTES_SPEECHES] = {"speeches", &speech_type, 1000, "Ý kiến phát biểu"},
        [MINUTES_VOTES] = {"votes", &vote_type, 200, "Biểu quyết"},
        [MINUTES_CONCLUSIONS] = {"conclusions", &conclusion_type, 200, "Kết luận"},
        [MINUTES_INCIDENTS] = {"incidents", &incident_type, 500, "Sự cố kỹ thuật"},
        [MINUTES_RECIPIENTS] = {"recipients", &recipient_type, 100, "Nơi nhận"},
};

void minutes_clear(Minutes *minutes)
{
    record_clear(&minutes_type, minutes);
}

/* ---- JSON ---- */

static void set_json_text(char **place, const json_t *json)
{
    char *text = json_dumps(json, JSON_COMPACT);
    g_free(*place);
    *place = g_strdup(text);
    free(text);
}

static bool fail_list(GError **error, const MinutesList *list, const char *reason)
{
    const RecordField field = {.name = list->name, .title = list->title};
    record_set_error(error, &field, reason);
    return false;
}

/* The list with each item checked and in its one form. NULL: an error */
static json_t *read_list(const MinutesList *list, const json_t *items, GError **error)
{
    if (!json_is_array(items) || json_array_size(items) > list->max) {
        (void)fail_list(error, list, "không phải danh sách, hoặc quá nhiều mục");
        return NULL;
    }
    json_t *clean = json_array();
    for (size_t i = 0; i < json_array_size(items); i++) {
        MinutesItem item = {0};
        record_init(list->type, &item);
        const bool good =
                record_read_json(list->type, json_array_get(items, i), false, &item, error);
        if (good) {
            json_array_append_new(clean, record_to_json(list->type, &item));
        }
        record_clear(list->type, &item);
        if (!good) {
            json_decref(clean);
            return NULL;
        }
    }
    return clean;
}

/* Moves the lists of a body over into `lists`; what is left of the body are fields. */
static bool read_lists(json_t *body, json_t *lists, GError **error)
{
    for (size_t i = 0; i < MINUTES_LISTS; i++) {
        const json_t *items = json_object_get(body, minutes_lists[i].name);
        if (items == NULL) {
            continue;
        }
        json_t *clean = read_list(&minutes_lists[i], items, error);
        if (clean == NULL) {
            return false;
        }
        json_object_set_new(lists, minutes_lists[i].name, clean);
        json_object_del(body, minutes_lists[i].name);
    }
    return true;
}

/* Fields and lists, or nothing. @param body  is taken apart */
static bool read_parts(json_t *body, Minutes *minutes, GError **error)
{
    g_auto(Minutes) read = {0};
    json_t *lists = minutes_lists_json(minutes);

    record_copy(&minutes_type, &read, minutes);
    bool good = read_lists(body, lists, error) &&
            record_read_json(&minutes_type, body, true, &read, error);
    if (good) {
        set_json_text(&read.lists, lists);
        good = strlen(read.lists) <= MINUTES_LISTS_BYTES_MAX ||
                fail_list(error, &minutes_lists[MINUTES_SPEECHES], "quá dài");
    }
    if (good) {
        record_copy(&minutes_type, minutes, &read);
    }
    json_decref(lists);
    return good;
}

bool minutes_read(const json_t *body, Minutes *minutes, int64_t *ret_version, GError **error)
{
    static const RecordField version = {.name = "version", .title = "Phiên bản"};
    const json_t *based_on = json_object_get(body, "version");

    if (!json_is_integer(based_on)) {
        record_set_error(error, &version, "phải có, là số nguyên");
        return false;
    }
    json_t *rest = json_copy((json_t *)body);
    json_object_del(rest, "version");
    const bool good = read_parts(rest, minutes, error);
    json_decref(rest);
    if (good) {
        *ret_version = json_integer_value(based_on);
    }
    return good;
}

bool minutes_take(Minutes *minutes, const json_t *json, GError **error)
{
    json_t *known = json_object();

    for (const RecordField *field = fields; field->name != NULL; field++) {
        json_t *value = json_object_get(json, field->name);
        if (value != NULL && (field->flags & (RECORD_READ_ONLY | RECORD_SECRET)) == 0) {
            json_object_set(known, field->name, value);
        }
    }
    for (size_t i = 0; i < MINUTES_LISTS; i++) {
        json_t *list = json_object_get(json, minutes_lists[i].name);
        if (list != NULL) {
            json_object_set(known, minutes_lists[i].name, list);
        }
    }
    const bool good = read_parts(known, minutes, error);
    json_decref(known);
    return good;
}

json_t *minutes_lists_json(const Minutes *minutes)
{
    json_t *lists = json_loads(minutes->lists, 0, NULL);

    if (!json_is_object(lists)) {
        json_decref(lists);
        lists = json_object();
    }
    for (size_t i = 0; i < MINUTES_LISTS; i++) {
        if (!json_is_array(json_object_get(lists, minutes_lists[i].name))) {
            json_object_set_new(lists, minutes_lists[i].name, json_array());
        }
    }
    return lists;
}

json_t *minutes_to_json(const Minutes *minutes)
{
    json_t *json = record_to_json(&minutes_type, minutes);
    json_t *lists = minutes_lists_json(minutes);

    json_object_update(json, lists);
    json_decref(lists);
    return json;
}

/* ---- steps ---- */

static bool refuse(GError **error, MinutesError code, const char *words)
{
    g_set_error_literal(error, MINUTES_ERROR, (gint)code, words);
    return false;
}

bool minutes_may_write(const Minutes *minutes, GError **error)
{
    return minutes->state == MINUTES_DRAFT ||
            refuse(error, MINUTES_ERROR_FROZEN,
                    "Biên bản đã trình hoặc đã duyệt, không sửa được. Đề nghị chủ tọa trả lại nếu "
                    "cần sửa.");
}

/* What a secretary is taught: who, when to the minute, and why it was late. */
static bool is_complete(const Minutes *minutes, GError **error)
{
    if (minutes->title[0] == '\0' || minutes->agency[0] == '\0') {
        return refuse(error, MINUTES_ERROR_MISSING, "Biên bản chưa có tên cuộc họp hoặc cơ quan.");
    }
    if (minutes->chair_name[0] == '\0' || minutes->secretary_name[0] == '\0') {
        return refuse(error, MINUTES_ERROR_MISSING, "Biên bản chưa có tên chủ trì hoặc thư ký.");
    }
    if (minutes->opened_us == 0 || minutes->closed_us < minutes->opened_us) {
        return refuse(error, MINUTES_ERROR_MISSING,
                "Biên bản chưa có thời gian bắt đầu và kết thúc đúng.");
    }
    if (minutes->planned_us != 0 && minutes->opened_us - minutes->planned_us >= MINUTES_LATE_US &&
            minutes->late_reason[0] == '\0') {
        return refuse(error, MINUTES_ERROR_MISSING,
                "Cuộc họp bắt đầu muộn hơn dự kiến: vui lòng ghi rõ lý do.");
    }
    return true;
}

bool minutes_may_step(
        const Minutes *minutes, MinutesState to, const char *reason, int64_t number, GError **error)
{
    static const MinutesState from[MINUTES_STATES] = {
            [MINUTES_DRAFT] = MINUTES_SUBMITTED,
            [MINUTES_SUBMITTED] = MINUTES_DRAFT,
            [MINUTES_APPROVED] = MINUTES_SUBMITTED,
            [MINUTES_ISSUED] = MINUTES_APPROVED,
    };

    if (minutes->version == 0 || minutes->state != (int)from[to]) {
        return refuse(error, MINUTES_ERROR_STEP,
                "Không thực hiện được ở trạng thái hiện tại của biên bản.");
    }
    if (to == MINUTES_DRAFT && reason[0] == '\0') {
        return refuse(error, MINUTES_ERROR_MISSING, "Vui lòng ghi lý do trả lại biên bản.");
    }
    if (to == MINUTES_ISSUED && (number < 1 || number > MINUTES_NUMBER_MAX)) {
        return refuse(error, MINUTES_ERROR_MISSING, "Vui lòng ghi số của biên bản.");
    }
    return to != MINUTES_SUBMITTED || is_complete(minutes, error);
}

static void set_text(char **place, const char *text)
{
    g_free(*place);
    *place = g_strdup(text);
}

void minutes_step(Minutes *minutes, const MinutesStep *step)
{
    minutes->state = (int)step->to;
    switch (step->to) {
    case MINUTES_DRAFT:
        set_text(&minutes->return_reason, step->reason);
        break;
    case MINUTES_SUBMITTED:
        set_text(&minutes->return_reason, "");
        set_text(&minutes->submitted_by, step->account);
        minutes->submitted_us = step->now_us;
        break;
    case MINUTES_APPROVED:
        set_text(&minutes->approved_by, step->account);
        minutes->approved_us = step->now_us;
        break;
    case MINUTES_ISSUED:
        set_text(&minutes->issued_by, step->account);
        minutes->number = step->number;
        minutes->issued_us = step->now_us;
        break;
    case MINUTES_STATES:
        g_assert_not_reached();
    }
}

char *minutes_number_text(const Minutes *minutes)
{
    const bool known = minutes->symbol[0] != '\0';

    if (minutes->number == 0) { /* room for both, as in the form */
        return g_strdup_printf("…/BB-%s", known ? minutes->symbol : "…");
    }
    return g_strdup_printf(
            "%02" G_GINT64_FORMAT "/BB%s%s", minutes->number, known ? "-" : "", minutes->symbol);
}
