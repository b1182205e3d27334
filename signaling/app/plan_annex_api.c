#include "signaling/app/plan_annex_api.h"

#include "signaling/app/base_url.h"
#include "signaling/app/plan_call.h"
#include "signaling/app/plan_form.h"
#include "signaling/app/plan_links.h"
#include "signaling/meeting/meeting_clash.h"
#include "signaling/meeting/text_fold.h"
#include "signaling/store/meeting_book.h"

/* ---- sites ---- */

typedef struct Items {
    const RecordType *type;
    json_t *list;
} Items;

static void append(const void *record, void *user_data)
{
    const Items *items = user_data;
    json_array_append_new(items->list, record_to_json(items->type, record));
}

typedef bool (*EachFn)(
        Database *database, const char *code, RecordEachFn each, void *user_data, GError **error);

static bool answer_parts(RestCall *call, Database *database, const char *code, EachFn each,
        const RecordType *type, GError **error)
{
    Items items = {type, json_array()};

    if (!each(database, code, append, &items, error)) {
        json_decref(items.list);
        return false;
    }
    plan_call_answer_items(call, items.list);
    return true;
}

static bool list_sites(RestCall *call, Database *database, GError **error)
{
    g_auto(MeetingPlan) plan = {0};

    return plan_call_find(call, database, PERMISSION_MEETING_READ, &plan, error) &&
            answer_parts(
                    call, database, plan.code, meeting_book_each_site, &meeting_site_type, error);
}

static bool is_over(const MeetingPlan *plan)
{
    return plan->state == MEETING_ENDED || plan->state == MEETING_CANCELLED;
}

static bool refuse_change(RestCall *call)
{
    return rest_problem(
            call, 409, "bad_state", "Cuộc họp đã kết thúc hoặc đã hủy, không sửa được.", NULL);
}

static bool set_sites(RestCall *call, Database *database, GError **error)
{
    g_auto(MeetingPlan) plan = {0};
    g_autofree char *unknown = NULL;

    if (!plan_call_find(call, database, PERMISSION_MEETING_EDIT, &plan, error)) {
        return false;
    }
    if (is_over(&plan)) {
        return refuse_change(call);
    }
    g_auto(GStrv) codes = plan_form_read_codes(plan_call_items(call), "items", error);
    if (codes == NULL ||
            !meeting_book_set_sites(
                    database, plan.code, (const char *const *)codes, &unknown, error)) {
        return false;
    }
    if (unknown != NULL) {
        g_autofree char *title =
                g_strdup_printf("Điểm cầu: %s không có hoặc đã ngừng dùng.", unknown);
        return rest_bad_field(call, "items", title);
    }
    return plan_call_audit(call, database, "meeting.sites", plan.code,
                   json_pack("{s:O}", "sites", plan_call_items(call)), error) &&
            answer_parts(
                    call, database, plan.code, meeting_book_each_site, &meeting_site_type, error);
}

/* ---- agenda ---- */

static bool list_agenda(RestCall *call, Database *database, GError **error)
{
    g_auto(MeetingPlan) plan = {0};

    return plan_call_find(call, database, PERMISSION_MEETING_READ, &plan, error) &&
            answer_parts(
                    call, database, plan.code, meeting_book_each_item, &agenda_item_type, error);
}

static void agenda_clear(GArray *agenda)
{
    for (guint i = 0; i < agenda->len; i++) {
        record_clear(&agenda_item_type, &g_array_index(agenda, AgendaItem, i));
    }
    g_array_unref(agenda);
}

typedef GArray Agenda;
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Agenda, agenda_clear)

static bool read_agenda(RestCall *call, Agenda *agenda, GError **error)
{
    const json_t *items = plan_call_items(call);

    if (items == NULL || json_array_size(items) > MEETING_AGENDA_MAX) {
        return rest_bad_field(call, "items", "Chương trình họp: là danh sách không quá 100 mục.");
    }
    for (size_t i = 0; i < json_array_size(items); i++) {
        AgendaItem item = {0};
        record_init(&agenda_item_type, &item);
        if (!record_read_json(&agenda_item_type, json_array_get(items, i), false, &item, error)) {
            record_clear(&agenda_item_type, &item);
            return false;
        }
        g_array_append_val(agenda, item);
    }
    return true;
}

static bool set_agenda(RestCall *call, Database *database, GError **error)
{
    g_auto(MeetingPlan) plan = {0};
    g_autoptr(Agenda) agenda = g_array_new(FALSE, FALSE, sizeof(AgendaItem));

    if (!plan_call_find(call, database, PERMISSION_MEETING_EDIT, &plan, error)) {
        return false;
    }
    if (is_over(&plan)) {
        return refuse_change(call);
    }
    return read_agenda(call, agenda, error) &&
            meeting_book_set_agenda(database, plan.code, (const AgendaItem *)(void *)agenda->data,
                    agenda->len, error) &&
            plan_call_audit(call, database, "meeting.agenda", plan.code,
                    json_pack("{s:O}", "items", plan_call_items(call)), error) &&
            answer_parts(
                    call, database, plan.code, meeting_book_each_item, &agenda_item_type, error);
}

/* ---- links ---- */

static bool list_links(RestCall *call, Database *database, GError **error)
{
    const PlanContext *context = rest_user_data(call);
    g_auto(MeetingPlan) plan = {0};

    /* Who has the links can send whom they like: they are for who runs the meeting. */
    if (!plan_call_find(call, database, PERMISSION_MEETING_EDIT, &plan, error)) {
        return false;
    }
    json_t *items = plan_links_make(context, database, &plan, rest_now_us(call), error);
    if (items == NULL) {
        return false;
    }
    rest_header(call, "Cache-Control", "no-store");
    plan_call_answer_items(call, items);
    return plan_call_audit(call, database, "meeting.links", plan.code, NULL, error);
}

/* A technician goes in as the own site, and has neither a name nor a PIN to type. */
static bool own_link(RestCall *call, Database *database, GError **error)
{
    const PlanContext *context = rest_user_data(call);
    g_auto(MeetingPlan) plan = {0};

    if (!plan_call_find(call, database, PERMISSION_PUBLISH, &plan, error)) {
        return false;
    }
    json_t *items = plan_links_of_site(
            context, database, &plan, rest_actor(call)->site, rest_now_us(call), error);
    if (items == NULL) {
        return false;
    }
    if (json_array_size(items) == 0) {
        json_decref(items);
        return rest_problem(call, 404, "no_site",
                "Tài khoản không phụ trách điểm cầu nào của cuộc họp này.", NULL);
    }
    rest_header(call, "Cache-Control", "no-store");
    rest_answer(call, 200, json_incref(json_array_get(items, 0)));
    json_decref(items);
    return true;
}

static bool show_dial_in(RestCall *call, Database *database, GError **error)
{
    const PlanContext *context = rest_user_data(call);
    g_auto(MeetingPlan) plan = {0};

    if (!plan_call_find(call, database, PERMISSION_MEETING_READ, &plan, error)) {
        return false;
    }
    rest_answer(call, 200, dial_in_to_json(&context->dial_in, plan.code));
    return true;
}

/* ---- clashes ---- */

typedef struct Other {
    MeetingPlan plan;
    char *place;
    GPtrArray *sites; /* ended by NULL once all are there */
} Other;

static void other_free(gpointer data)
{
    Other *other = data;
    meeting_plan_clear(&other->plan);
    g_free(other->place);
    g_ptr_array_unref(other->sites);
    g_free(other);
}

static void collect_site(const void *record, void *user_data)
{
    g_ptr_array_add(user_data, g_strdup(((const MeetingSite *)record)->site));
}

typedef struct Search {
    const char *except;
    GPtrArray *others;
} Search;

static void collect(const void *record, void *user_data)
{
    const Search *search = user_data;
    const MeetingPlan *plan = record;

    if (is_over(plan) || plan->start_us == 0 ||
            (search->except != NULL && g_ascii_strcasecmp(plan->code, search->except) == 0)) {
        return;
    }
    Other *other = g_new0(Other, 1);
    record_copy(&meeting_plan_type, &other->plan, plan);
    other->place = text_fold(plan->place);
    other->sites = g_ptr_array_new_with_free_func(g_free);
    g_ptr_array_add(search->others, other);
}

static MeetingSlot slot_of(const Other *other)
{
    return (MeetingSlot){
            .start_us = other->plan.start_us,
            .end_us = meeting_plan_end_us(&other->plan),
            .place = other->place,
            .sites = (const char *const *)other->sites->pdata,
            .site_count = other->sites->len - 1,
    };
}

/* A meeting that the actor may not see is a clash too, but nameless. */
static bool append_clash(RestCall *call, Database *database, json_t *items, const Other *other,
        const char *what, GError **error)
{
    const MeetingPlan *plan = &other->plan;
    bool sees = false;

    if (!plan_call_sees(call, database, plan, &sees, error)) {
        return false;
    }
    g_autofree char *start = record_time_text(plan->start_us);
    g_autofree char *end = record_time_text(meeting_plan_end_us(plan));
    json_array_append_new(items,
            json_pack("{s:s, s:s, s:s, s:s, s:s}", "code", sees ? plan->code : "", "title",
                    sees ? plan->title : "Cuộc họp của đơn vị khác", "start", start, "end", end,
                    "what", what));
    return true;
}

static bool load_others(
        Database *database, const MeetingQuery *query, Search *search, GError **error)
{
    if (!meeting_book_each(database, query, collect, search, error)) {
        return false;
    }
    for (guint i = 0; i < search->others->len; i++) {
        const Other *other = g_ptr_array_index(search->others, i);
        if (!meeting_book_each_site(
                    database, other->plan.code, collect_site, other->sites, error)) {
            return false;
        }
        g_ptr_array_add(other->sites, NULL);
    }
    return true;
}

static bool append_clashes(RestCall *call, Database *database, const MeetingSlot *own,
        const Search *search, json_t *items, GError **error)
{
    const PlanContext *context = rest_user_data(call);
    g_autoptr(GArray) slots = g_array_new(FALSE, FALSE, sizeof(MeetingSlot));

    for (guint i = 0; i < search->others->len; i++) {
        const Other *other = g_ptr_array_index(search->others, i);
        const MeetingSlot slot = slot_of(other);
        const unsigned clash = meeting_clash_of(own, &slot);
        g_array_append_val(slots, slot);
        if (((clash & MEETING_CLASH_SITE) != 0 &&
                    !append_clash(call, database, items, other, "site", error)) ||
                ((clash & MEETING_CLASH_PLACE) != 0 &&
                        !append_clash(call, database, items, other, "place", error))) {
            return false;
        }
    }
    const size_t peak =
            meeting_clash_peak(own, (const MeetingSlot *)(void *)slots->data, slots->len);
    if (peak > (size_t)context->capacity) {
        g_autofree char *start = record_time_text(own->start_us);
        g_autofree char *end = record_time_text(own->end_us);
        g_autofree char *title = g_strdup_printf(
                "%zu điểm cầu cùng lúc, hệ thống phục vụ được %d", peak, (int)context->capacity);
        json_array_append_new(items,
                json_pack("{s:s, s:s, s:s, s:s, s:s}", "code", "", "title", title, "start", start,
                        "end", end, "what", "capacity"));
    }
    return true;
}

static bool list_clashes(RestCall *call, Database *database, GError **error)
{
    const char *listed = rest_query(call, "sites");
    const char *place = rest_query(call, "place");
    const char *from = rest_query(call, "from");
    const char *to = rest_query(call, "to");
    MeetingQuery query = {.everything = true};
    g_auto(GStrv) sites = g_strsplit(listed != NULL ? listed : "", ",", MEETING_INVITED_MAX + 1);
    g_autofree char *folded = text_fold(place != NULL ? place : "");
    g_autoptr(GPtrArray) others = g_ptr_array_new_with_free_func(other_free);
    Search search = {rest_query(call, "except"), others};

    if (from == NULL || !record_time_parse(from, &query.from_us) || query.from_us == 0) {
        return rest_bad_field(call, "from", "Thời gian bắt đầu: không đúng định dạng.");
    }
    if (to == NULL || !record_time_parse(to, &query.to_us) || query.to_us <= query.from_us) {
        return rest_bad_field(call, "to", "Dự kiến kết thúc: phải sau thời gian bắt đầu.");
    }
    const MeetingSlot own = {
            .start_us = query.from_us,
            .end_us = query.to_us,
            .place = folded,
            .sites = (const char *const *)sites,
            .site_count = g_strv_length(sites),
    };
    json_t *items = json_array();
    if (!load_others(database, &query, &search, error) ||
            !append_clashes(call, database, &own, &search, items, error)) {
        json_decref(items);
        return false;
    }
    plan_call_answer_items(call, items);
    return true;
}

/* ---- routes ---- */

static const char *const clash_query[] = {"from", "to", "sites", "place", "except", NULL};

static const char clash_schema[] =
        "{\"type\":\"object\",\"required\":[\"items\"],\"properties\":{\"items\":{\"type\":"
        "\"array\",\"items\":{\"type\":\"object\",\"required\":[\"code\",\"title\",\"start\","
        "\"end\",\"what\"],\"additionalProperties\":false,\"properties\":{\"code\":{\"type\":"
        "\"string\"},\"title\":{\"type\":\"string\"},\"start\":{\"type\":\"string\"},\"end\":"
        "{\"type\":\"string\"},\"what\":{\"enum\":[\"site\",\"place\",\"capacity\"]}}}}}}";

#define LINK_SCHEMA                                                                                \
    "{\"type\":\"object\",\"required\":[\"site\",\"name\",\"role\",\"url\",\"has_pin\"],"          \
    "\"additionalProperties\":false,\"properties\":{\"site\":{\"type\":\"string\"},\"name\":{"     \
    "\"type\":\"string\"},\"role\":{\"enum\":[\"site\",\"chair\"]},\"url\":{\"type\":\"string\"}," \
    "\"has_pin\":{\"type\":\"boolean\"}}}"

static const char links_schema[] =
        "{\"type\":\"object\",\"required\":[\"items\"],\"properties\":{\"items\":{\"type\":"
        "\"array\",\"items\":" LINK_SCHEMA "}}}";

static const char dial_in_schema[] =
        "{\"type\":\"object\",\"required\":[\"served\",\"uri\",\"tls_uri\",\"address\",\"number\","
        "\"menu\"],\"additionalProperties\":false,\"properties\":{\"served\":{\"type\":\"boolean\"}"
        ","
        "\"uri\":{\"type\":\"string\"},\"tls_uri\":{\"type\":\"string\"},\"address\":{\"type\":"
        "\"string\"},\"number\":{\"type\":\"string\"},\"menu\":{\"enum\":[\"off\",\"sites\","
        "\"all\"]}}}";

static const char codes_schema[] =
        "{\"type\":\"object\",\"required\":[\"items\"],\"properties\":{\"items\":{\"type\":"
        "\"array\",\"maxItems\":500,\"items\":{\"anyOf\":[{\"type\":\"string\"},{\"type\":"
        "\"object\",\"required\":[\"site\"],\"properties\":{\"site\":{\"type\":\"string\"}}}]}}}}";

static const char agenda_schema[] =
        "{\"type\":\"object\",\"required\":[\"items\"],\"properties\":{\"items\":{\"type\":"
        "\"array\",\"maxItems\":100,\"items\":{\"type\":\"object\",\"required\":[\"title\"],"
        "\"additionalProperties\":false,\"properties\":{\"position\":{\"type\":\"integer\"},"
        "\"title\":{\"type\":\"string\"},\"minutes\":{\"type\":\"integer\",\"minimum\":0,"
        "\"maximum\":1440},\"speaker_unit\":{\"type\":\"string\"}}}}}}";

#define ROUTE(m, p, right, fn, name, words)                                                        \
    .method = (m), .pattern = (p), .permission = (right), .work = (fn), .operation = (name),       \
    .summary = (words)

static const RestRoute routes[] = {
        {ROUTE(HTTP_GET, "/api/v1/meetings/{code}/sites", PERMISSION_MEETING_READ, list_sites,
                 "listMeetingSites", "The sites that are invited, in their order"),
                .answer = &meeting_site_type, .shape = REST_LIST},
        {ROUTE(HTTP_PUT, "/api/v1/meetings/{code}/sites", PERMISSION_MEETING_EDIT, set_sites,
                 "setMeetingSites", "Invite these sites, in this order"),
                .body_schema = codes_schema, .answer = &meeting_site_type, .shape = REST_LIST},
        {ROUTE(HTTP_GET, "/api/v1/meetings/{code}/agenda", PERMISSION_MEETING_READ, list_agenda,
                 "listAgenda", "The agenda"),
                .answer = &agenda_item_type, .shape = REST_LIST},
        {ROUTE(HTTP_PUT, "/api/v1/meetings/{code}/agenda", PERMISSION_MEETING_EDIT, set_agenda,
                 "setAgenda", "Write the agenda anew"),
                .body_schema = agenda_schema, .answer = &agenda_item_type, .shape = REST_LIST},
        {ROUTE(HTTP_GET, "/api/v1/meetings/{code}/links", PERMISSION_MEETING_EDIT, list_links,
                 "listLinks", "A join link for each invited site, and one for the chair"),
                .answer_schema = links_schema, .shape = REST_OTHER},
        {ROUTE(HTTP_GET, "/api/v1/meetings/{code}/own-link", PERMISSION_PUBLISH, own_link,
                 "getOwnLink", "A join link for the site of the own account"),
                .answer_schema = LINK_SCHEMA, .shape = REST_OTHER},
        {ROUTE(HTTP_GET, "/api/v1/meetings/{code}/dial-in", PERMISSION_MEETING_READ, show_dial_in,
                 "getDialIn", "How the SIP device of a room comes into the meeting by itself"),
                .answer_schema = dial_in_schema, .shape = REST_OTHER},
        {ROUTE(HTTP_GET, "/api/v1/meeting-conflicts", PERMISSION_MEETING_EDIT, list_clashes,
                 "listConflicts", "What a meeting at this time would clash with"),
                .answer_schema = clash_schema, .shape = REST_OTHER, .query = clash_query},
};

void plan_annex_api_add_routes(PlanContext *context, Rest *rest)
{
    rest_add(rest, routes, G_N_ELEMENTS(routes), context);
}
