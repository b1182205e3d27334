#include "signaling/app/plan_document_api.h"

#include "signaling/app/document_answer.h"
#include "signaling/app/plan_call.h"
#include "signaling/app/rest_scope.h"
#include "signaling/report/calendar_file.h"
#include "signaling/report/invitation.h"
#include "signaling/report/print_text.h"
#include "signaling/store/meeting_book.h"

#include <string.h>

enum { SECOND_US = 1000000, REMINDER_MIN = 60 };

/* The first column of each row, in order, without repeats that follow each other. */
static char **query_texts(Database *database, const char *sql, const char *value, GError **error)
{
    g_autoptr(GPtrArray) texts = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(GError) fault = NULL;
    g_autoptr(DatabaseRows) rows =
            database_query(database, sql, DATABASE_VALUES(database_text(value)), error);

    while (rows != NULL && database_rows_next(rows, &fault)) {
        const char *text = database_rows_text(rows, 0);
        if (texts->len == 0 || !g_str_equal(g_ptr_array_index(texts, texts->len - 1), text)) {
            g_ptr_array_add(texts, g_strdup(text));
        }
    }
    if (fault != NULL) {
        g_propagate_error(error, g_steal_pointer(&fault));
        return NULL;
    }
    g_ptr_array_add(texts, NULL);
    return rows != NULL ? (char **)g_ptr_array_steal(texts, NULL) : NULL;
}

static void append_item(const void *record, void *user_data)
{
    const AgendaItem *item = record;
    g_string_append_printf(user_data, "\n%d. %s", (int)item->position, item->title);
    if (item->minutes > 0) {
        g_string_append_printf(user_data, " (%d phút)", (int)item->minutes);
    }
}

/* Các vấn đề cần lưu ý. */
static char **notes_of(const PlanContext *context, const MeetingPlan *plan, const char *phone)
{
    g_autoptr(GStrvBuilder) notes = g_strv_builder_new();

    if (plan->form != MEETING_IN_PERSON) {
        g_autofree char *link = g_strdup_printf("Liên kết vào họp: %s; mã cuộc họp: %s. Mỗi điểm "
                                                "cầu dùng mã PIN riêng đã được cấp.",
                context->url, plan->code);
        g_strv_builder_add(notes, link);
        g_autofree char *dial = dial_in_sentence(&context->dial_in, plan->code);
        if (dial != NULL) {
            g_strv_builder_add(notes, dial);
        }
        if (plan->start_us != 0) {
            g_autofree char *when = print_time_long(plan->start_us - MEETING_TRIAL_BEFORE_US);
            g_autofree char *trial = g_strdup_printf("Kết nối thử: từ %s.", when);
            g_strv_builder_add(notes, trial);
        }
    }
    if (phone[0] != '\0') {
        g_autofree char *help = g_strdup_printf("Hỗ trợ kỹ thuật: %s.", phone);
        g_strv_builder_add(notes, help);
    }
    g_strv_builder_add(
            notes, "Không sử dụng hệ thống này cho cuộc họp có nội dung bí mật nhà nước.");
    return g_strv_builder_end(notes);
}

typedef struct Sources {
    char **guests;
    char **parents;
    char **phones;
    char **towns;
    char **titles; /* of who signs, as the next */
    char **signers;
    char *agency;
    GString *agenda;
} Sources;

static void sources_clear(Sources *sources)
{
    g_strfreev(sources->guests);
    g_strfreev(sources->parents);
    g_strfreev(sources->phones);
    g_strfreev(sources->towns);
    g_strfreev(sources->titles);
    g_strfreev(sources->signers);
    g_free(sources->agency);
    if (sources->agenda != NULL) {
        g_string_free(sources->agenda, TRUE);
    }
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Sources, sources_clear)

/* Who signs for the unit, and where. */
static bool read_signer(Database *database, const char *unit, Sources *sources, GError **error)
{
    const struct {
        char ***texts;
        const char *sql;
    } rows[] = {
            {&sources->towns, "SELECT town FROM units WHERE code = $1"},
            {&sources->titles, "SELECT signer_title FROM units WHERE code = $1"},
            {&sources->signers, "SELECT signer_name FROM units WHERE code = $1"},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        *rows[i].texts = query_texts(database, rows[i].sql, unit, error);
        if (*rows[i].texts == NULL) {
            return false;
        }
    }
    return true;
}

static bool read_sources(
        Database *database, const MeetingPlan *plan, Sources *sources, GError **error)
{
    sources->agenda = g_string_new(NULL);
    sources->guests = query_texts(database,
            "SELECT COALESCE(units.name, meeting_sites.name) FROM meeting_sites"
            " LEFT JOIN sites ON sites.code = meeting_sites.site"
            " LEFT JOIN units ON units.code = sites.unit"
            " WHERE meeting_sites.meeting = $1 ORDER BY meeting_sites.position",
            plan->code, error);
    if (sources->guests == NULL) {
        return false;
    }
    sources->parents = query_texts(database,
            "SELECT upper.name FROM units JOIN units AS upper ON upper.code = units.parent"
            " WHERE units.code = $1",
            plan->unit, error);
    if (sources->parents == NULL) {
        return false;
    }
    sources->phones = query_texts(database,
            "SELECT contact_name || ', ' || contact_phone FROM sites WHERE unit = $1"
            " AND contact_phone <> '' ORDER BY position, code LIMIT 1",
            plan->unit, error);
    if (sources->phones == NULL || !read_signer(database, plan->unit, sources, error)) {
        return false;
    }
    sources->agency = rest_unit_name(database, plan->unit, error);
    return sources->agency != NULL &&
            meeting_book_each_item(database, plan->code, append_item, sources->agenda, error);
}

static const char *first_of(char **texts)
{
    return texts[0] != NULL ? texts[0] : "";
}

/* @return NULL: refused, or the database failed */
static Document *make_invitation(
        RestCall *call, Database *database, MeetingPlan *plan, GError **error)
{
    const PlanContext *context = rest_user_data(call);
    g_auto(Sources) sources = {0};

    if (!plan_call_find(call, database, PERMISSION_MEETING_READ, plan, error) ||
            !read_sources(database, plan, &sources, error)) {
        return NULL;
    }
    if (plan->start_us == 0) {
        (void)rest_problem(call, 409, "bad_state", "Cuộc họp chưa có thời gian bắt đầu.", NULL);
        return NULL;
    }
    g_auto(GStrv) notes = notes_of(context, plan, first_of(sources.phones));
    return invitation_document(&(Invitation){
            .parent_agency = first_of(sources.parents),
            .agency = sources.agency[0] != '\0' ? sources.agency : "…",
            .number = plan->invite_no,
            .town = first_of(sources.towns),
            .written_us = rest_now_us(call),
            .title = plan->title,
            .guests = (const char *const *)sources.guests,
            .chair_name = plan->chair_name,
            .chair_title = plan->chair_title,
            .start_us = plan->start_us,
            .end_us = plan->end_us,
            .place = plan->place,
            .online = plan->form != MEETING_IN_PERSON && sources.guests[0] != NULL,
            .sites = (int)g_strv_length(sources.guests),
            .agenda = sources.agenda->str,
            .notes = (const char *const *)notes,
            .signer_title = first_of(sources.titles),
            .signer_name = first_of(sources.signers),
    });
}

static bool show_invitation(RestCall *call, Database *database, GError **error)
{
    g_auto(MeetingPlan) plan = {0};
    g_autoptr(Document) document = make_invitation(call, database, &plan, error);

    if (document == NULL) {
        return false;
    }
    document_answer_html(call, document);
    return true;
}

static bool show_invitation_rtf(RestCall *call, Database *database, GError **error)
{
    g_auto(MeetingPlan) plan = {0};
    g_autoptr(Document) document = make_invitation(call, database, &plan, error);

    if (document == NULL) {
        return false;
    }
    g_autofree char *name = g_strdup_printf("giay-moi-%s.rtf", plan.code);
    document_answer_rtf(call, document, name);
    return true;
}

static CalendarStatus status_of(const MeetingPlan *plan)
{
    return plan->state == MEETING_CANCELLED ? CALENDAR_CANCELLED
            : plan->state == MEETING_DRAFT  ? CALENDAR_TENTATIVE
                                            : CALENDAR_CONFIRMED;
}

static bool show_calendar_file(RestCall *call, Database *database, GError **error)
{
    const PlanContext *context = rest_user_data(call);
    g_auto(MeetingPlan) plan = {0};

    if (!plan_call_find(call, database, PERMISSION_MEETING_READ, &plan, error)) {
        return false;
    }
    if (plan.start_us == 0) {
        return rest_problem(call, 409, "bad_state", "Cuộc họp chưa có thời gian bắt đầu.", NULL);
    }
    g_autofree char *uid = g_strconcat(plan.code, "@giaoban", NULL);
    g_autofree char *name = g_strconcat(plan.code, ".ics", NULL);
    const CalendarEvent event = {
            .uid = uid,
            .stamp_us = MAX(plan.changed_us, plan.created_us),
            .sequence = MAX(plan.changed_us - plan.created_us, 0) / SECOND_US,
            .start_us = plan.start_us,
            .end_us = meeting_plan_end_us(&plan),
            .summary = plan.title,
            .location = plan.place,
            .description = plan.note,
            .url = plan.form == MEETING_IN_PERSON ? "" : context->url,
            .status = status_of(&plan),
            .reminder_min = REMINDER_MIN,
    };
    char *text = calendar_file_text(&event);
    g_autoptr(GBytes) bytes = g_bytes_new_take(text, strlen(text));
    rest_answer_bytes(call, "text/calendar; charset=utf-8", bytes, name);
    return true;
}

static const RestRoute routes[] = {
        {.method = HTTP_GET,
                .pattern = "/api/v1/meetings/{code}/invitation",
                .permission = PERMISSION_MEETING_READ,
                .work = show_invitation,
                .operation = "getInvitation",
                .summary = "The invitation (Giấy mời) for print",
                .shape = REST_OTHER,
                .answer_type = "text/html"},
        {.method = HTTP_GET,
                .pattern = "/api/v1/meetings/{code}/invitation.rtf",
                .permission = PERMISSION_MEETING_READ,
                .work = show_invitation_rtf,
                .operation = "getInvitationRtf",
                .summary = "The invitation (Giấy mời) to be saved, and gone on with",
                .shape = REST_OTHER,
                .answer_type = "application/rtf"},
        {.method = HTTP_GET,
                .pattern = "/api/v1/meetings/{code}/invitation.ics",
                .permission = PERMISSION_MEETING_READ,
                .work = show_calendar_file,
                .operation = "getCalendarFile",
                .summary = "The meeting as an iCalendar file",
                .shape = REST_OTHER,
                .answer_type = "text/calendar"},
};

void plan_document_api_add_routes(PlanContext *context, Rest *rest)
{
    rest_add(rest, routes, G_N_ELEMENTS(routes), context);
}
