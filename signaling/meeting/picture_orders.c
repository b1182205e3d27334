#include "signaling/meeting/picture_orders.h"

/* An order that is kept: its texts are its own, and never NULL. */
typedef struct Kept {
    PictureOrder order;
    char *site;
    char *pinned;
} Kept;

struct PictureOrders {
    Kept *views[PICTURE_ORDERS_VIEWS]; /* NULL: nothing was ordered */
    GPtrArray *sites;                  /* Kept */
    PictureSwitch title;
    PictureSwitch clock;
};

static void kept_free(gpointer data)
{
    Kept *kept = data;

    if (kept != NULL) {
        g_free(kept->site);
        g_free(kept->pinned);
        g_free(kept);
    }
}

static Kept *kept_new(const PictureOrder *order)
{
    Kept *kept = g_new0(Kept, 1);

    kept->order = *order;
    kept->order.site = kept->site = g_strdup(order->site != NULL ? order->site : "");
    kept->order.pinned = kept->pinned = g_strdup(order->pinned != NULL ? order->pinned : "");
    return kept;
}

PictureOrders *picture_orders_new(void)
{
    PictureOrders *orders = g_new0(PictureOrders, 1);

    orders->sites = g_ptr_array_new_with_free_func(kept_free);
    return orders;
}

void picture_orders_free(PictureOrders *orders)
{
    if (orders != NULL) {
        for (size_t view = 0; view < PICTURE_ORDERS_VIEWS; view++) {
            kept_free(orders->views[view]);
        }
        g_ptr_array_unref(orders->sites);
        g_free(orders);
    }
}

/* ---- what is kept ---- */

static const Kept *find(const PictureOrders *orders, const char *site, guint *ret_index)
{
    for (guint i = 0; i < orders->sites->len; i++) {
        const Kept *kept = g_ptr_array_index(orders->sites, i);
        if (g_str_equal(kept->site, site)) {
            *ret_index = i;
            return kept;
        }
    }
    return NULL;
}

/* ---- what can be ordered ---- */

static PictureReason find_fault(const PictureOrder *order, PictureIsHere is_here, const void *data)
{
    if (order->rotate_s != 0 &&
            (order->rotate_s < PICTURE_ORDERS_ROTATE_S_MIN ||
                    order->rotate_s > PICTURE_ORDERS_ROTATE_S_MAX)) {
        return (PictureReason){.field = "rotate_s", .why = "must be 3 to 3600"};
    }
    if (order->page < 0 || order->page > PICTURE_ORDERS_PAGE_MAX) {
        return (PictureReason){.field = "page", .why = "is out of range"};
    }
    if (order->mode == API_LAYOUT_PIN && (order->pinned == NULL || !is_here(order->pinned, data))) {
        return (PictureReason){.field = "pinned", .why = "must be the id of a site that is here"};
    }
    return (PictureReason){0};
}

static const char *find_absent(const PictureOrders *orders, PictureIsHere is_here, const void *data)
{
    for (guint i = 0; i < orders->sites->len; i++) {
        const Kept *kept = g_ptr_array_index(orders->sites, i);
        if (!is_here(kept->site, data)) {
            return kept->site;
        }
    }
    return NULL;
}

PictureVerdict picture_orders_judge(const PictureOrders *orders, const PictureOrder *order,
        PictureIsHere is_here, const void *data, PictureReason *ret_reason)
{
    const bool sites = order->site != NULL;
    guint index = 0;
    const bool known = sites && find(orders, order->site, &index) != NULL;

    *ret_reason = (PictureReason){0};
    if (order->none) {
        return known ? PICTURE_VERDICT_TAKEN : PICTURE_VERDICT_SO_ALREADY;
    }
    if (sites && !is_here(order->site, data)) {
        *ret_reason = (PictureReason){.field = "site", .why = "nobody of that identity is here"};
        return PICTURE_VERDICT_NOBODY;
    }
    *ret_reason = find_fault(order, is_here, data);
    if (ret_reason->why != NULL) {
        return PICTURE_VERDICT_FIELD;
    }
    if (!sites || known || orders->sites->len < PICTURE_ORDERS_SITES_MAX) {
        return PICTURE_VERDICT_TAKEN;
    }
    /* Who is not here sees nothing anyway. */
    ret_reason->instead = find_absent(orders, is_here, data);
    ret_reason->why = ret_reason->instead == NULL ? "4 sites have a layout of their own" : NULL;
    return ret_reason->instead != NULL ? PICTURE_VERDICT_TAKEN : PICTURE_VERDICT_FULL;
}

static bool is_so(PictureSwitch kept, PictureSwitch wanted)
{
    return wanted == PICTURE_SWITCH_AS_IT_WAS || kept == wanted;
}

bool picture_orders_has_overlay(const PictureOrders *orders, const PictureOrder *order)
{
    return is_so(orders->title, order->title) && is_so(orders->clock, order->clock);
}

/* ---- events ---- */

static void put_switch(json_t *event, const char *member, PictureSwitch wanted)
{
    if (wanted != PICTURE_SWITCH_AS_IT_WAS) {
        json_object_set_new(event, member, json_boolean(wanted == PICTURE_SWITCH_ON));
    }
}

void picture_order_write_layout(const PictureOrder *order, json_t *event)
{
    const bool pin = !order->none && order->mode == API_LAYOUT_PIN;

    if (order->site != NULL && order->site[0] != '\0') {
        json_object_set_new(event, "site", json_string(order->site));
    } else {
        json_object_set_new(event, "view", json_string(api_view_word(order->view)));
    }
    json_object_set_new(
            event, "layout", json_string(order->none ? "" : api_layout_mode_word(order->mode)));
    json_object_set_new(event, "page", json_integer((json_int_t)order->page));
    json_object_set_new(event, "pinned", json_string(pin ? order->pinned : ""));
    json_object_set_new(event, "rotate_s", json_integer((json_int_t)order->rotate_s));
}

void picture_order_write_overlay(const PictureOrder *order, json_t *event)
{
    put_switch(event, "title", order->title);
    put_switch(event, "clock", order->clock);
}

static const char *text_of(const json_t *event, const char *member)
{
    const char *text = json_string_value(json_object_get(event, member));
    return text != NULL ? text : "";
}

static PictureSwitch switch_of(const json_t *event, const char *member, PictureSwitch was)
{
    const json_t *value = json_object_get(event, member);

    return !json_is_boolean(value) ? was
            : json_is_true(value)  ? PICTURE_SWITCH_ON
                                   : PICTURE_SWITCH_OFF;
}

static PictureOrder order_of(const json_t *event)
{
    PictureOrder order = {
            .site = text_of(event, "site"),
            .view = API_VIEW_SITES,
            .page = json_integer_value(json_object_get(event, "page")),
            .pinned = text_of(event, "pinned"),
            .rotate_s = json_integer_value(json_object_get(event, "rotate_s")),
    };

    (void)api_view_from_word(text_of(event, "view"), &order.view);
    order.none = !api_layout_mode_from_word(text_of(event, "layout"), &order.mode);
    return order;
}

void picture_orders_apply_layout(PictureOrders *orders, const json_t *event)
{
    PictureOrder order = order_of(event);

    if (order.none || (size_t)order.view >= PICTURE_ORDERS_VIEWS) {
        return;
    }
    Kept **kept = &orders->views[order.view];
    if (order.rotate_s == 0 && *kept != NULL) {
        order.rotate_s = (*kept)->order.rotate_s;
    }
    order.site = "";
    Kept *next = kept_new(&order);
    kept_free(*kept);
    *kept = next;
}

void picture_orders_apply_overlay(PictureOrders *orders, const json_t *event)
{
    orders->title = switch_of(event, "title", orders->title);
    orders->clock = switch_of(event, "clock", orders->clock);
}

static void forget_site(PictureOrders *orders, const char *site)
{
    guint index = 0;

    if (find(orders, site, &index) != NULL) {
        g_ptr_array_remove_index(orders->sites, index);
    }
}

void picture_orders_apply_site(PictureOrders *orders, const json_t *event)
{
    const PictureOrder order = order_of(event);
    guint index = 0;

    forget_site(orders, text_of(event, "instead"));
    if (order.none || order.site[0] == '\0') {
        forget_site(orders, order.site);
    } else if (find(orders, order.site, &index) != NULL) {
        Kept *next = kept_new(&order);
        kept_free(g_ptr_array_index(orders->sites, index));
        g_ptr_array_index(orders->sites, index) = next;
    } else if (orders->sites->len < PICTURE_ORDERS_SITES_MAX) {
        g_ptr_array_add(orders->sites, kept_new(&order));
    }
}

/* ---- what was ordered ---- */

bool picture_orders_view(const PictureOrders *orders, ApiView view, PictureOrder *ret_order)
{
    g_assert((size_t)view < PICTURE_ORDERS_VIEWS);
    if (orders->views[view] != NULL) {
        *ret_order = orders->views[view]->order;
    }
    return orders->views[view] != NULL;
}

PictureOrder picture_orders_overlay(const PictureOrders *orders)
{
    return (PictureOrder){.site = "", .pinned = "", .title = orders->title, .clock = orders->clock};
}

size_t picture_orders_sites(const PictureOrders *orders)
{
    return orders->sites->len;
}

PictureOrder picture_orders_nth_site(const PictureOrders *orders, size_t n)
{
    g_assert(n < orders->sites->len);
    return ((const Kept *)g_ptr_array_index(orders->sites, n))->order;
}

json_t *picture_orders_sites_to_json(const PictureOrders *orders)
{
    json_t *array = json_array();

    for (guint i = 0; i < orders->sites->len; i++) {
        const Kept *kept = g_ptr_array_index(orders->sites, i);
        json_array_append_new(array,
                json_pack("{s:s, s:s, s:s}", "site", kept->site, "layout",
                        api_layout_mode_word(kept->order.mode), "pinned", kept->pinned));
    }
    return array;
}
