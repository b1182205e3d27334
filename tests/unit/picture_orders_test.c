#include "signaling/meeting/picture_orders.h"

/* Whom the tests count as here. */
static bool is_here(const char *site, const void *data)
{
    (void)data;
    return g_str_has_prefix(site, "here:");
}

static void apply(PictureOrders *orders, const PictureOrder *order, const char *instead)
{
    json_t *event = json_object();

    picture_order_write_layout(order, event);
    json_object_set_new(event, "instead", json_string(instead));
    if (order->site != NULL) {
        picture_orders_apply_site(orders, event);
    } else {
        picture_orders_apply_layout(orders, event);
    }
    json_decref(event);
}

/* The sites that have a layout of their own, in one text. */
static char *sites_of(const PictureOrders *orders)
{
    GString *text = g_string_new(NULL);

    for (size_t i = 0; i < picture_orders_sites(orders); i++) {
        const PictureOrder order = picture_orders_nth_site(orders, i);
        g_string_append_printf(
                text, "%s=%s%s ", order.site, api_layout_mode_word(order.mode), order.pinned);
    }
    return g_string_free(text, FALSE);
}

static void has_sites(const PictureOrders *orders, const char *expected)
{
    g_autofree char *got = sites_of(orders);
    g_assert_cmpstr(got, ==, expected);
}

static void test_what_can_be_ordered(void)
{
    static const struct {
        const char *why;
        PictureOrder order;
        PictureVerdict verdict;
    } cases[] = {
            {"a view", {.mode = API_LAYOUT_GRID}, PICTURE_VERDICT_TAKEN},
            {"a pin", {.mode = API_LAYOUT_PIN, .pinned = "here:a"}, PICTURE_VERDICT_TAKEN},
            {"a pin of nobody", {.mode = API_LAYOUT_PIN}, PICTURE_VERDICT_FIELD},
            {"a pin of who is away", {.mode = API_LAYOUT_PIN, .pinned = "away"},
                    PICTURE_VERDICT_FIELD},
            {"the fastest rotation",
                    {.mode = API_LAYOUT_ROTATE, .rotate_s = PICTURE_ORDERS_ROTATE_S_MIN},
                    PICTURE_VERDICT_TAKEN},
            {"too fast", {.mode = API_LAYOUT_ROTATE, .rotate_s = PICTURE_ORDERS_ROTATE_S_MIN - 1},
                    PICTURE_VERDICT_FIELD},
            {"the slowest", {.mode = API_LAYOUT_ROTATE, .rotate_s = PICTURE_ORDERS_ROTATE_S_MAX},
                    PICTURE_VERDICT_TAKEN},
            {"too slow", {.mode = API_LAYOUT_ROTATE, .rotate_s = PICTURE_ORDERS_ROTATE_S_MAX + 1},
                    PICTURE_VERDICT_FIELD},
            {"a page too far", {.page = PICTURE_ORDERS_PAGE_MAX + 1}, PICTURE_VERDICT_FIELD},
            {"a site", {.site = "here:a", .mode = API_LAYOUT_SPEAKER}, PICTURE_VERDICT_TAKEN},
            {"a site that is away", {.site = "away", .mode = API_LAYOUT_SPEAKER},
                    PICTURE_VERDICT_NOBODY},
            {"a site that has none loses it", {.site = "here:a", .none = true},
                    PICTURE_VERDICT_SO_ALREADY},
    };
    g_autoptr(PictureOrders) orders = picture_orders_new();

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        PictureReason why = {0};
        g_test_message("%s", cases[i].why);
        g_assert_cmpint(picture_orders_judge(orders, &cases[i].order, is_here, NULL, &why), ==,
                cases[i].verdict);
        g_assert_true((why.why != NULL) ==
                (cases[i].verdict == PICTURE_VERDICT_FIELD ||
                        cases[i].verdict == PICTURE_VERDICT_NOBODY));
    }
}

static void test_so_many_sites_and_no_more(void)
{
    static const PictureOrder one_more = {.site = "here:5", .mode = API_LAYOUT_GRID};
    g_autoptr(PictureOrders) orders = picture_orders_new();
    PictureReason why = {0};

    for (int i = 1; i <= PICTURE_ORDERS_SITES_MAX; i++) {
        g_autofree char *site = g_strdup_printf("%s:%d", i == 2 ? "away" : "here", i);
        apply(orders, &(PictureOrder){.site = site, .mode = API_LAYOUT_GRID}, "");
    }
    has_sites(orders, "here:1=grid away:2=grid here:3=grid here:4=grid ");
    g_assert_cmpint(picture_orders_judge(orders, &one_more, is_here, NULL, &why), ==,
            PICTURE_VERDICT_TAKEN);
    g_assert_cmpstr(why.instead, ==, "away:2"); /* who sees nothing makes room */
    apply(orders, &one_more, why.instead);
    has_sites(orders, "here:1=grid here:3=grid here:4=grid here:5=grid ");

    const PictureOrder too_many = {.site = "here:6", .mode = API_LAYOUT_GRID};
    g_assert_cmpint(
            picture_orders_judge(orders, &too_many, is_here, NULL, &why), ==, PICTURE_VERDICT_FULL);
    g_assert_nonnull(why.why);
    apply(orders, &too_many, ""); /* an event that nobody should have written */
    has_sites(orders, "here:1=grid here:3=grid here:4=grid here:5=grid ");

    /* Who has one may have another, and give it back. */
    const PictureOrder other = {.site = "here:3", .mode = API_LAYOUT_PIN, .pinned = "here:1"};
    g_assert_cmpint(
            picture_orders_judge(orders, &other, is_here, NULL, &why), ==, PICTURE_VERDICT_TAKEN);
    apply(orders, &other, "");
    apply(orders, &(PictureOrder){.site = "here:4", .none = true}, "");
    has_sites(orders, "here:1=grid here:3=pinhere:1 here:5=grid ");

    json_t *json = picture_orders_sites_to_json(orders);
    json_t *second = json_array_get(json, 1);
    g_assert_cmpstr(json_string_value(json_object_get(second, "site")), ==, "here:3");
    g_assert_cmpstr(json_string_value(json_object_get(second, "layout")), ==, "pin");
    g_assert_cmpstr(json_string_value(json_object_get(second, "pinned")), ==, "here:1");
    json_decref(json);
}

static void test_views(void)
{
    g_autoptr(PictureOrders) orders = picture_orders_new();
    PictureOrder order = {0};

    g_assert_false(picture_orders_view(orders, API_VIEW_CHAIR, &order));
    apply(orders,
            &(PictureOrder){.view = API_VIEW_CHAIR, .mode = API_LAYOUT_ROTATE, .rotate_s = 20}, "");
    apply(orders, &(PictureOrder){.view = API_VIEW_CHAIR, .mode = API_LAYOUT_ROTATE, .page = 2},
            "");
    g_assert_true(picture_orders_view(orders, API_VIEW_CHAIR, &order));
    g_assert_cmpint(order.mode, ==, API_LAYOUT_ROTATE);
    g_assert_cmpint(order.page, ==, 2);
    g_assert_cmpint(order.rotate_s, ==, 20); /* as it was */
    g_assert_cmpstr(order.pinned, ==, "");
    apply(orders,
            &(PictureOrder){.view = API_VIEW_FLOOR, .mode = API_LAYOUT_PIN, .pinned = "here:a"},
            "");
    g_assert_true(picture_orders_view(orders, API_VIEW_FLOOR, &order));
    g_assert_cmpstr(order.pinned, ==, "here:a");
    g_assert_false(picture_orders_view(orders, API_VIEW_SITES, &order));

    /* What is no order changes nothing. */
    json_t *nonsense = json_pack("{s:s, s:s}", "view", "slides", "layout", "grid");
    picture_orders_apply_layout(orders, nonsense);
    json_object_set_new(nonsense, "layout", json_string("mosaic"));
    picture_orders_apply_layout(orders, nonsense);
    picture_orders_apply_site(orders, nonsense);
    json_decref(nonsense);
    g_assert_false(picture_orders_view(orders, API_VIEW_SITES, &order));
    g_assert_cmpuint(picture_orders_sites(orders), ==, 0);
}

static void test_what_is_written_over_all(void)
{
    const PictureOrder title = {.title = PICTURE_SWITCH_ON};
    const PictureOrder both = {.title = PICTURE_SWITCH_ON, .clock = PICTURE_SWITCH_OFF};
    g_autoptr(PictureOrders) orders = picture_orders_new();
    json_t *event = json_object();

    g_assert_false(picture_orders_has_overlay(orders, &title));
    picture_order_write_overlay(&title, event);
    g_assert_null(json_object_get(event, "clock"));
    picture_orders_apply_overlay(orders, event);
    g_assert_true(picture_orders_has_overlay(orders, &title));
    g_assert_false(picture_orders_has_overlay(orders, &both));
    g_assert_cmpint(picture_orders_overlay(orders).clock, ==, PICTURE_SWITCH_AS_IT_WAS);
    picture_order_write_overlay(&both, event);
    picture_orders_apply_overlay(orders, event);
    g_assert_true(picture_orders_has_overlay(orders, &both));
    json_decref(event);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/picture_orders/what_can_be_ordered", test_what_can_be_ordered);
    g_test_add_func(
            "/picture_orders/S-22/so_many_sites_and_no_more", test_so_many_sites_and_no_more);
    g_test_add_func("/picture_orders/views", test_views);
    g_test_add_func("/picture_orders/what_is_written_over_all", test_what_is_written_over_all);
    return g_test_run();
}
