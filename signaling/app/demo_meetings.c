#include "signaling/app/demo_meetings.h"

#include "signaling/app/demo_held.h"
#include "signaling/app/demo_sites.h"
#include "signaling/meeting/civil_day.h"
#include "signaling/store/database_open.h"
#include "signaling/store/meeting_book.h"

#define MINUTE_US INT64_C(60000000)

/* Which sites a demonstration meeting invites. */
typedef enum DemoCircle {
    DEMO_NOBODY,
    DEMO_CENTRAL,   /* the province's own */
    DEMO_DISTRICTS, /* the sites of the fifteen districts */
    DEMO_PROVINCE,  /* those and the departments' */
    DEMO_COMMUNES,  /* those below district 903 */
} DemoCircle;

typedef struct DemoMeeting {
    const char *code;
    const char *title;
    const char *kind;
    const char *relation;
    const char *unit; /* NULL: the province's */
    MeetingForm form;
    MeetingState state;
    int day;       /* from today */
    int start_min; /* of the day, in Vietnam */
    int length_min;
    int opened_min; /* after the start; held ones only */
    int closed_min;
    DemoCircle circle;
    const char *invite_no;
} DemoMeeting;

enum { EIGHT = 480, FOURTEEN = 840, TWO_HOURS = 120 };

static const DemoMeeting meetings[] = {
        {.code = "giaoban-thang",
                .title = "Họp giao ban tháng giữa UBND tỉnh với UBND các huyện, thị xã, thành phố",
                .kind = "giao_ban",
                .relation = "tinh_huyen",
                .state = MEETING_ENDED,
                .day = -7,
                .start_min = EIGHT,
                .length_min = TWO_HOURS,
                .opened_min = 2,
                .closed_min = 147,
                .circle = DEMO_DISTRICTS,
                .invite_no = "05/GM-UBND"},
        {.code = "tong-ket-nam",
                .title = "Hội nghị tổng kết công tác năm",
                .kind = "so_ket_tong_ket",
                .relation = "tinh_huyen",
                .form = MEETING_HYBRID,
                .state = MEETING_SCHEDULED,
                .day = 9,
                .start_min = EIGHT,
                .length_min = 2 * TWO_HOURS,
                .circle = DEMO_PROVINCE,
                .invite_no = "12/GM-UBND"},
        {.code = "giaoban-hondat",
                .title = "Giao ban trực tuyến huyện Hòn Đất với các xã, thị trấn",
                .kind = "giao_ban",
                .relation = "huyen_xa",
                .unit = "903",
                .state = MEETING_SCHEDULED,
                .day = 3,
                .start_min = FOURTEEN,
                .length_min = TWO_HOURS,
                .circle = DEMO_COMMUNES,
                .invite_no = "03/GM-UBND"},
        {.code = "chinh-phu",
                .title = "Hội nghị trực tuyến Chính phủ với địa phương",
                .kind = "trien_khai",
                .relation = "tw_tinh",
                .state = MEETING_SCHEDULED,
                .day = 5,
                .start_min = EIGHT,
                .length_min = 2 * TWO_HOURS,
                .circle = DEMO_CENTRAL,
                .invite_no = "08/GM-UBND"},
        {.code = "tap-huan",
                .title = "Tập huấn sử dụng hệ thống họp trực tuyến",
                .kind = "tap_huan",
                .relation = "tinh_huyen",
                .state = MEETING_TRIAL,
                .day = 1,
                .start_min = EIGHT,
                .length_min = TWO_HOURS,
                .circle = DEMO_DISTRICTS,
                .invite_no = "10/GM-UBND"},
        {.code = "giao-ban-tuan",
                .title = "Giao ban tuần của UBND tỉnh với các sở, ban, ngành",
                .kind = "giao_ban",
                .relation = "tinh_so",
                .form = MEETING_IN_PERSON,
                .state = MEETING_ENDED,
                .day = -4,
                .start_min = EIGHT,
                .length_min = TWO_HOURS,
                .opened_min = 0,
                .closed_min = 110},
        {.code = "so-ket-quy",
                .title = "Họp sơ kết công tác quý giữa UBND tỉnh với UBND các huyện",
                .kind = "so_ket_tong_ket",
                .relation = "tinh_huyen",
                .form = MEETING_IN_PERSON,
                .state = MEETING_ENDED,
                .day = -11,
                .start_min = FOURTEEN,
                .length_min = TWO_HOURS,
                .opened_min = 5,
                .closed_min = 130},
        {.code = "lam-viec-bo",
                .title = "Làm việc với đoàn công tác của Bộ",
                .kind = "giai_quyet",
                .relation = "tw_tinh",
                .form = MEETING_IN_PERSON,
                .state = MEETING_ENDED,
                .day = -15,
                .start_min = EIGHT,
                .length_min = TWO_HOURS,
                .opened_min = 0,
                .closed_min = 120},
};

/* Of the one that runs; demo_recording turns to the first three. */
static const AgendaItem running_agenda[] = {
        {.title = (char *)"Khai mạc, giới thiệu đại biểu", .minutes = 5},
        {.title = (char *)"Điểm danh các điểm cầu", .minutes = 5},
        {.title = (char *)"Báo cáo tình hình thiên tai", .minutes = 20},
        {.title = (char *)"Ý kiến các điểm cầu", .minutes = 30},
        {.title = (char *)"Phát biểu kết luận", .minutes = 10},
};

static const AgendaItem agenda[] = {
        {.title = (char *)"Khai mạc, giới thiệu đại biểu", .minutes = 5},
        {.title = (char *)"Điểm danh các điểm cầu", .minutes = 5},
        {.title = (char *)"Báo cáo tình hình kinh tế - xã hội", .minutes = 20},
        {.title = (char *)"Báo cáo tiến độ ứng dụng công nghệ thông tin", .minutes = 15},
        {.title = (char *)"Ý kiến các điểm cầu: Phú Quốc, Giồng Riềng, An Minh", .minutes = 30},
        {.title = (char *)"Thảo luận", .minutes = 30},
        {.title = (char *)"Phát biểu kết luận", .minutes = 15},
        {.title = (char *)"Bế mạc"},
};

static void set(char **place, const char *text)
{
    g_free(*place);
    *place = g_strdup(text);
}

/* The one unit that has none above it; "" before there is one. */
static char *read_text(Database *database, const char *sql, GError **error)
{
    g_autoptr(GError) fault = NULL;
    g_autoptr(DatabaseRows) rows = database_query(database, sql, DATABASE_NO_VALUES, error);

    if (rows == NULL) {
        return NULL;
    }
    char *text = g_strdup(database_rows_next(rows, &fault) ? database_rows_text(rows, 0) : "");
    if (fault != NULL) {
        g_propagate_error(error, g_steal_pointer(&fault));
        g_clear_pointer(&text, g_free);
    }
    return text;
}

/* What all of them have in common. The accounts are those that the demonstration makes. */
static void describe(MeetingPlan *plan, const char *unit)
{
    set(&plan->unit, unit);
    set(&plan->chair_title, "Lãnh đạo UBND tỉnh (minh họa)");
    set(&plan->chair_account, "chutoa");
    set(&plan->secretary_title, "Thư ký, Văn phòng UBND tỉnh");
    set(&plan->secretary_account, "thuky");
    set(&plan->place, "Phòng họp trực tuyến UBND tỉnh");
    set(&plan->decided_by, "Lãnh đạo UBND tỉnh (minh họa)");
    set(&plan->note, "DỮ LIỆU MINH HỌA");
    plan->nosecret = true;
}

static void fill(MeetingPlan *plan, const DemoMeeting *meeting, const char *root, int64_t now_us)
{
    const int64_t day_us = civil_day_start_us(civil_day_of(now_us) + meeting->day);

    describe(plan, meeting->unit != NULL ? meeting->unit : root);
    set(&plan->code, meeting->code);
    set(&plan->title, meeting->title);
    set(&plan->kind, meeting->kind);
    set(&plan->relation, meeting->relation);
    set(&plan->invite_no, meeting->invite_no);
    plan->form = (int)meeting->form;
    plan->state = (int)meeting->state;
    plan->start_us = day_us + meeting->start_min * MINUTE_US;
    plan->end_us = plan->start_us + meeting->length_min * MINUTE_US;
    if (meeting->state == MEETING_ENDED) {
        plan->opened_us = plan->start_us + meeting->opened_min * MINUTE_US;
        plan->closed_us = plan->start_us + meeting->closed_min * MINUTE_US;
    }
    plan->created_us = now_us;
    plan->changed_us = now_us;
}

/* In official order, whatever sites there are. */
static bool invite(
        Database *database, const char *code, DemoCircle circle, const char *root, GError **error)
{
    static const char *const circles[] = {
            [DEMO_CENTRAL] = "units.code = $2",
            [DEMO_DISTRICTS] = "units.parent = $2 AND units.code BETWEEN '899' AND '914'",
            [DEMO_PROVINCE] = "units.parent = $2",
            [DEMO_COMMUNES] = "$2 <> '' AND units.parent = '903'",
    };

    if (circle == DEMO_NOBODY) {
        return true;
    }
    g_autofree char *sql = g_strdup_printf(
            "INSERT INTO meeting_sites (meeting, site, name, position)"
            " SELECT CAST($1 AS TEXT), sites.code, sites.name, ROW_NUMBER() OVER"
            " (ORDER BY units.position, units.code, sites.position, sites.code)"
            " FROM sites JOIN units ON units.code = sites.unit WHERE sites.active = 1 AND %s",
            circles[circle]);
    return database_run(
            database, sql, DATABASE_VALUES(database_text(code), database_text(root)), NULL, error);
}

static bool add(Database *database, const DemoMeeting *meeting, const char *root, int64_t now_us,
        GError **error)
{
    g_auto(MeetingPlan) plan = {0};
    bool found = false;

    record_init(&meeting_plan_type, &plan);
    if (!meeting_book_find(database, meeting->code, &plan, &found, error)) {
        return false;
    }
    if (found) {
        return true;
    }
    fill(&plan, meeting, root, now_us);
    return meeting_book_add(database, &plan, error) &&
            invite(database, plan.code, meeting->circle, root, error) &&
            (meeting->circle == DEMO_NOBODY ||
                    meeting_book_set_agenda(
                            database, plan.code, agenda, G_N_ELEMENTS(agenda), error)) &&
            (plan.state != MEETING_ENDED || plan.form == MEETING_IN_PERSON ||
                    demo_held_write(database, &plan, error));
}

/* The running one was made by the command line, for its bots; here it becomes the province's. */
static bool describe_running(Database *database, const char *root, int64_t now_us, GError **error)
{
    g_auto(MeetingPlan) plan = {0};
    bool found = false;

    record_init(&meeting_plan_type, &plan);
    if (!meeting_book_find(database, DEMO_MEETING_CODE, &plan, &found, error)) {
        return false;
    }
    if (!found || plan.start_us != 0) {
        return true;
    }
    describe(&plan, root);
    set(&plan.kind, "giai_quyet");
    set(&plan.relation, "tinh_huyen");
    plan.adhoc = true;
    plan.start_us = now_us;
    plan.end_us = now_us + MEETING_LENGTH_US;
    return meeting_book_update(database, &plan, error) &&
            meeting_book_set_agenda(
                    database, plan.code, running_agenda, G_N_ELEMENTS(running_agenda), error) &&
            invite(database, plan.code, DEMO_DISTRICTS, root, error);
}

bool demo_meetings_seed(Database *database, int64_t now_us, GError **error)
{
    g_autofree char *root = read_text(database,
            "SELECT code FROM units WHERE parent = '' ORDER BY position, code LIMIT 1", error);

    if (root == NULL) {
        return false;
    }
    for (size_t i = 0; i < G_N_ELEMENTS(meetings); i++) {
        if (!add(database, &meetings[i], root, now_us, error)) {
            return false;
        }
    }
    return describe_running(database, root, now_us, error);
}

bool demo_meetings_make(const Settings *settings, GError **error)
{
    g_autoptr(Database) database = database_open(
            settings_text(settings, "data.dir"), settings_text(settings, "store.url"), error);

    if (database == NULL || !database_begin(database, error)) {
        return false;
    }
    if (!demo_meetings_seed(database, g_get_real_time(), error)) {
        database_rollback(database);
        return false;
    }
    return database_commit(database, error);
}
