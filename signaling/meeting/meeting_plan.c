#include "signaling/meeting/meeting_plan.h"

#include "signaling/meeting/civil_day.h"
#include "signaling/meeting/meeting_code.h"

#include <string.h>

G_DEFINE_QUARK(meeting - plan - error - quark, meeting_plan_error)

enum { NOTE_MAX = 4000 };

/* 2000-01-01 and 2100-01-01: whatever lies outside is a slip of the pen. */
#define START_MIN_US INT64_C(946684800000000)
#define START_MAX_US INT64_C(4102444800000000)

const char *const meeting_state_words[] = {
        "draft", "scheduled", "trial", "live", "ended", "cancelled", NULL};
const char *const meeting_form_words[] = {"online", "in_person", "hybrid", NULL};

static const char *const state_titles[MEETING_STATES] = {
        "Dự thảo", "Đã lên lịch", "Đang thử kết nối", "Đang họp", "Đã kết thúc", "Đã hủy"};

#define AT(member) offsetof(MeetingPlan, member)

static const RecordField fields[] = {
        {.name = "code",
                .kind = RECORD_TEXT,
                .offset = AT(code),
                .flags = RECORD_KEY | RECORD_CODE,
                .max = MEETING_CODE_MAX,
                .title = "Mã cuộc họp"},
        {.name = "title",
                .kind = RECORD_TEXT,
                .offset = AT(title),
                .flags = RECORD_REQUIRED | RECORD_SEARCH,
                .max = MEETING_TITLE_MAX,
                .title = "Tên cuộc họp"},
        {.name = "kind",
                .kind = RECORD_TEXT,
                .offset = AT(kind),
                .flags = RECORD_CODE,
                .title = "Loại cuộc họp"},
        {.name = "form",
                .kind = RECORD_WORD,
                .offset = AT(form),
                .words = meeting_form_words,
                .title = "Hình thức"},
        {.name = "relation",
                .kind = RECORD_TEXT,
                .offset = AT(relation),
                .flags = RECORD_CODE,
                .title = "Quan hệ"},
        {.name = "unit",
                .kind = RECORD_TEXT,
                .offset = AT(unit),
                .flags = RECORD_CODE,
                .title = "Cơ quan chủ trì"},
        {.name = "chair_name", .kind = RECORD_TEXT, .offset = AT(chair_name), .title = "Chủ trì"},
        {.name = "chair_title",
                .kind = RECORD_TEXT,
                .offset = AT(chair_title),
                .title = "Chức vụ của chủ trì"},
        {.name = "chair_account",
                .kind = RECORD_TEXT,
                .offset = AT(chair_account),
                .flags = RECORD_CODE,
                .title = "Tài khoản chủ tọa"},
        {.name = "secretary_name",
                .kind = RECORD_TEXT,
                .offset = AT(secretary_name),
                .title = "Thư ký"},
        {.name = "secretary_title",
                .kind = RECORD_TEXT,
                .offset = AT(secretary_title),
                .title = "Chức vụ của thư ký"},
        {.name = "secretary_account",
                .kind = RECORD_TEXT,
                .offset = AT(secretary_account),
                .flags = RECORD_CODE,
                .title = "Tài khoản thư ký"},
        {.name = "start",
                .kind = RECORD_TIME,
                .offset = AT(start_us),
                .title = "Thời gian bắt đầu"},
        {.name = "end", .kind = RECORD_TIME, .offset = AT(end_us), .title = "Dự kiến kết thúc"},
        {.name = "place",
                .kind = RECORD_TEXT,
                .offset = AT(place),
                .flags = RECORD_SEARCH,
                .title = "Địa điểm"},
        {.name = "invite_no",
                .kind = RECORD_TEXT,
                .offset = AT(invite_no),
                .flags = RECORD_SEARCH,
                .max = 100,
                .title = "Số, ký hiệu giấy mời"},
        {.name = "decided_by",
                .kind = RECORD_TEXT,
                .offset = AT(decided_by),
                .title = "Người quyết định hình thức"},
        {.name = "state",
                .kind = RECORD_WORD,
                .offset = AT(state),
                .flags = RECORD_READ_ONLY,
                .words = meeting_state_words,
                .title = "Trạng thái"},
        {.name = "sites_max",
                .kind = RECORD_INTEGER,
                .offset = AT(sites_max),
                .max = MEETING_SITES_LIMIT_MAX,
                .title = "Số điểm cầu tối đa"},
        {.name = "governed",
                .kind = RECORD_FLAG,
                .offset = AT(governed),
                .title = "Chủ tọa điều khiển micro"},
        {.name = "waiting_room",
                .kind = RECORD_FLAG,
                .offset = AT(waiting_room),
                .title = "Phòng chờ"},
        {.name = "records",
                .kind = RECORD_FLAG,
                .offset = AT(records),
                .title = "Tự động ghi hình"},
        {.name = "stems",
                .kind = RECORD_FLAG,
                .offset = AT(stems),
                .title = "Ghi riêng tiếng từng điểm cầu"},
        {.name = "calls",
                .kind = RECORD_FLAG,
                .offset = AT(calls),
                .title = "Tự động gọi điểm cầu"},
        {.name = "nosecret",
                .kind = RECORD_FLAG,
                .offset = AT(nosecret),
                .title = "Cam kết không có bí mật nhà nước"},
        {.name = "adhoc",
                .kind = RECORD_FLAG,
                .offset = AT(adhoc),
                .flags = RECORD_READ_ONLY,
                .title = "Họp đột xuất"},
        {.name = "series",
                .kind = RECORD_TEXT,
                .offset = AT(series),
                .flags = RECORD_READ_ONLY,
                .title = "Chuỗi cuộc họp"},
        {.name = "opened",
                .kind = RECORD_TIME,
                .offset = AT(opened_us),
                .flags = RECORD_READ_ONLY,
                .title = "Mở phiên"},
        {.name = "closed",
                .kind = RECORD_TIME,
                .offset = AT(closed_us),
                .flags = RECORD_READ_ONLY,
                .title = "Kết thúc phiên"},
        {.name = "created_by",
                .kind = RECORD_TEXT,
                .offset = AT(created_by),
                .flags = RECORD_READ_ONLY,
                .title = "Người tạo"},
        {.name = "created",
                .kind = RECORD_TIME,
                .offset = AT(created_us),
                .flags = RECORD_READ_ONLY,
                .title = "Tạo lúc"},
        {.name = "changed",
                .kind = RECORD_TIME,
                .offset = AT(changed_us),
                .flags = RECORD_READ_ONLY,
                .title = "Sửa lúc"},
        {.name = "cancel_reason",
                .kind = RECORD_TEXT,
                .offset = AT(cancel_reason),
                .flags = RECORD_READ_ONLY,
                .title = "Lý do hủy"},
        {.name = "note",
                .kind = RECORD_TEXT,
                .offset = AT(note),
                .flags = RECORD_LINES,
                .max = NOTE_MAX,
                .title = "Ghi chú"},
        {0},
};

const RecordType meeting_plan_type = {
        .name = "meeting",
        .table = "meetings",
        .size = sizeof(MeetingPlan),
        .fields = fields,
};

void meeting_plan_clear(MeetingPlan *plan)
{
    record_clear(&meeting_plan_type, plan);
}

static bool fail_field(GError **error, const char *name, const char *reason)
{
    record_set_error(error, record_field(&meeting_plan_type, name), reason);
    return false;
}

/* Secrets. */

static bool is_letter_before(const char *text, const char *at)
{
    return at > text && g_unichar_isalnum(g_utf8_get_char(g_utf8_prev_char(at)));
}

static bool has_word(const char *text, const char *word)
{
    for (const char *at = strstr(text, word); at != NULL; at = strstr(at + 1, word)) {
        const char *after = at + strlen(word);
        if (!is_letter_before(text, at) && !g_unichar_isalnum(g_utf8_get_char(after))) {
            return true;
        }
    }
    return false;
}

/* "mật" alone is honey, density and closeness too: it is a grade where it is set apart, or said of a paper. */
bool meeting_title_is_secret(const char *title)
{
    static const char *const words[] = {"tối mật", "tuyệt mật", "họp mật", "cuộc họp mật",
            "nội dung mật", "tài liệu mật", "văn bản mật", "độ mật"};
    static const char *const marks[] = {"(mật)", "[mật]", "«mật»", "\"mật\"", "- mật -"};
    g_autofree char *composed = g_utf8_normalize(title, -1, G_NORMALIZE_NFC);
    g_autofree char *folded = composed != NULL ? g_utf8_strdown(composed, -1) : NULL;

    if (folded == NULL) {
        return false;
    }
    for (size_t i = 0; i < G_N_ELEMENTS(words); i++) {
        if (has_word(folded, words[i])) {
            return true;
        }
    }
    for (size_t i = 0; i < G_N_ELEMENTS(marks); i++) {
        if (strstr(folded, marks[i]) != NULL) {
            return true;
        }
    }
    return g_str_equal(folded, "mật") || g_str_has_prefix(folded, "mật:") ||
            g_str_has_prefix(folded, "mật -") || g_str_has_suffix(folded, " - mật");
}

/* The plan. */

static bool check_times(const MeetingPlan *plan, GError **error)
{
    const bool dated = plan->start_us != 0;

    if (!dated && plan->state != MEETING_DRAFT) {
        return fail_field(error, "start", "không được để trống");
    }
    if (dated && (plan->start_us < START_MIN_US || plan->start_us >= START_MAX_US)) {
        return fail_field(error, "start", "phải nằm trong khoảng từ năm 2000 đến năm 2099");
    }
    if (plan->end_us != 0 && plan->end_us <= plan->start_us) {
        return fail_field(error, "end", "phải sau thời gian bắt đầu");
    }
    if (plan->end_us != 0 && dated && plan->end_us - plan->start_us > MEETING_LENGTH_MAX_US) {
        return fail_field(error, "end", "cuộc họp không được dài quá 7 ngày");
    }
    return true;
}

bool meeting_plan_check(const MeetingPlan *plan, GError **error)
{
    if (meeting_title_is_secret(plan->title)) {
        g_set_error(error, MEETING_PLAN_ERROR, MEETING_PLAN_ERROR_SECRET,
                "Không sử dụng hệ thống này cho cuộc họp có nội dung bí mật nhà nước.");
        return false;
    }
    if (!plan->nosecret) {
        g_set_error(error, MEETING_PLAN_ERROR, MEETING_PLAN_ERROR_DECLARATION,
                "Cần xác nhận nội dung cuộc họp không thuộc phạm vi bí mật nhà nước.");
        return false;
    }
    return check_times(plan, error);
}

bool meeting_plan_may_change(const MeetingPlan *from, const MeetingPlan *to, GError **error)
{
    if (from->state == MEETING_ENDED || from->state == MEETING_CANCELLED) {
        /* The clerk's number and the note may come afterwards; what was held stays what it was. */
        g_auto(MeetingPlan) rest = {0};
        record_copy(&meeting_plan_type, &rest, from);
        g_free(rest.invite_no);
        rest.invite_no = g_strdup(to->invite_no);
        g_free(rest.note);
        rest.note = g_strdup(to->note);
        if (!record_equal(&meeting_plan_type, &rest, to)) {
            g_set_error(error, MEETING_PLAN_ERROR, MEETING_PLAN_ERROR_STEP,
                    "Cuộc họp đã kết thúc hoặc đã hủy, chỉ sửa được số giấy mời và ghi chú.");
            return false;
        }
        return true;
    }
    if (from->state == MEETING_LIVE && (to->start_us != from->start_us || to->form != from->form)) {
        g_set_error(error, MEETING_PLAN_ERROR, MEETING_PLAN_ERROR_STEP,
                "Cuộc họp đang diễn ra, không đổi được thời gian bắt đầu và hình thức.");
        return false;
    }
    return true;
}

/* Steps. */

#define TO(state) (1U << (state))

static const unsigned steps[MEETING_STATES] = {
        [MEETING_DRAFT] = TO(MEETING_SCHEDULED) | TO(MEETING_CANCELLED),
        [MEETING_SCHEDULED] =
                TO(MEETING_DRAFT) | TO(MEETING_TRIAL) | TO(MEETING_LIVE) | TO(MEETING_CANCELLED),
        [MEETING_TRIAL] = TO(MEETING_SCHEDULED) | TO(MEETING_LIVE) | TO(MEETING_CANCELLED),
        [MEETING_LIVE] = TO(MEETING_ENDED),
};

static bool is_step(const MeetingPlan *plan, MeetingState to)
{
    if (plan->form == MEETING_IN_PERSON) {
        /* Nothing is tried, and what was held in a room may be entered when it is over. */
        return to != MEETING_TRIAL &&
                ((steps[plan->state] & TO(to)) != 0 ||
                        (plan->state == MEETING_SCHEDULED && to == MEETING_ENDED));
    }
    return (steps[plan->state] & TO(to)) != 0;
}

bool meeting_plan_may_step(
        const MeetingPlan *plan, MeetingState to, const char *reason, GError **error)
{
    g_assert(to < MEETING_STATES);
    if (!is_step(plan, to)) {
        g_set_error(error, MEETING_PLAN_ERROR, MEETING_PLAN_ERROR_STEP,
                "Không chuyển được cuộc họp từ «%s» sang «%s».", state_titles[plan->state],
                state_titles[to]);
        return false;
    }
    if (to == MEETING_CANCELLED) {
        return reason[0] != '\0' ||
                fail_field(error, "cancel_reason", "không được để trống khi hủy cuộc họp");
    }
    if (to == MEETING_DRAFT || plan->state == MEETING_LIVE) {
        return true;
    }
    MeetingPlan then = *plan;
    then.state = (int)to;
    return meeting_plan_check(&then, error);
}

void meeting_plan_step(MeetingPlan *plan, MeetingState to, const char *reason, int64_t now_us)
{
    plan->state = (int)to;
    plan->changed_us = now_us;
    if (to == MEETING_CANCELLED) {
        g_free(plan->cancel_reason);
        plan->cancel_reason = g_strdup(reason);
    }
    if (to == MEETING_ENDED && plan->closed_us == 0 && plan->opened_us != 0) {
        plan->closed_us = now_us;
    }
}

MeetingEntrance meeting_plan_entrance(const MeetingPlan *plan, int64_t now_us)
{
    switch ((MeetingState)plan->state) {
    case MEETING_ENDED:
    case MEETING_CANCELLED:
        return MEETING_OVER;
    case MEETING_DRAFT:
        return MEETING_TOO_EARLY;
    default:
        break;
    }
    if (plan->form == MEETING_IN_PERSON) {
        return MEETING_NOT_ONLINE;
    }
    if (plan->state != MEETING_SCHEDULED) {
        return MEETING_OPEN;
    }
    if (now_us < plan->start_us - MEETING_TRIAL_BEFORE_US) {
        return MEETING_TOO_EARLY;
    }
    return now_us < meeting_plan_end_us(plan) ? MEETING_OPENS_NOW : MEETING_OVER;
}

int64_t meeting_plan_end_us(const MeetingPlan *plan)
{
    return plan->end_us != 0 ? plan->end_us : plan->start_us + MEETING_LENGTH_US;
}

int meeting_plan_late_days(const MeetingPlan *plan, const WorkingDays *days, int64_t now_us)
{
    if (plan->adhoc || plan->start_us == 0 ||
            (plan->state != MEETING_DRAFT && plan->state != MEETING_SCHEDULED)) {
        return 0;
    }
    const int between =
            working_days_between(days, civil_day_of(now_us), civil_day_of(plan->start_us));
    return MAX(MEETING_NOTICE_DAYS - between, 0);
}
