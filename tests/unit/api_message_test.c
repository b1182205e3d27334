#include "mcu/api/api_message.h"

#include <string.h>

static json_t *parse(const char *text)
{
    json_error_t bad;
    json_t *object = json_loads(text, JSON_DECODE_ANY, &bad);
    g_assert_nonnull(object);
    return object;
}

/* What one side encodes the other reads, for every kind of field. */
static void test_round_trip(void)
{
    char leg[] = "7f", identity[] = "site:hòn đất", name[] = "Điểm cầu Hòn Đất", empty[] = "";
    const ApiLegState legs[] = {
            {.leg = leg,
                    .identity = identity,
                    .name = name,
                    .order = -4,
                    .role = API_ROLE_SITE,
                    .kind = API_LEG_WHIP,
                    .mic_muted = true,
                    .connected = true},
            {.leg = empty, .identity = empty, .name = empty, .order = INT64_MAX},
    };
    const ApiLayout layouts[] = {
            {.view = API_VIEW_SITES, .mode = API_LAYOUT_PIN, .pages = 2, .pinned = identity},
            {.view = API_VIEW_CHAIR, .mode = API_LAYOUT_ROTATE, .page = 1, .rotate_s = 15},
    };
    const ApiRoomDescription sent = {
            .meeting = leg,
            .title = name,
            .pid = 17,
            .started_us = 1795000000000000,
            .layouts = (ApiLayout *)layouts,
            .n_layouts = G_N_ELEMENTS(layouts),
            .floor = identity,
            .overlay_clock = true,
            .legs = (ApiLegState *)legs,
            .n_legs = G_N_ELEMENTS(legs),
    };
    json_t *object = api_message_encode(API_ROOM_DESCRIPTION, &sent);
    ApiRoomDescription got = {0};
    g_autoptr(GError) error = NULL;
    g_assert_true(api_message_decode(API_ROOM_DESCRIPTION, object, &got, &error));
    g_assert_no_error(error);
    json_decref(object);

    g_assert_cmpstr(got.title, ==, name);
    g_assert_cmpint(got.started_us, ==, sent.started_us);
    g_assert_cmpuint(got.n_layouts, ==, 2);
    g_assert_cmpint(got.layouts[0].mode, ==, API_LAYOUT_PIN);
    g_assert_cmpstr(got.layouts[0].pinned, ==, identity);
    g_assert_cmpint(got.layouts[1].view, ==, API_VIEW_CHAIR);
    g_assert_cmpint(got.layouts[1].rotate_s, ==, 15);
    g_assert_cmpstr(got.floor, ==, identity);
    g_assert_true(got.overlay_clock && !got.overlay_title);
    g_assert_cmpuint(got.n_legs, ==, 2);
    g_assert_cmpstr(got.legs[0].identity, ==, identity);
    g_assert_cmpint(got.legs[0].order, ==, -4);
    g_assert_cmpint(got.legs[0].kind, ==, API_LEG_WHIP);
    g_assert_true(got.legs[0].mic_muted && got.legs[0].connected && !got.legs[0].camera_off);
    g_assert_cmpint(got.legs[1].order, ==, INT64_MAX);
    api_message_clear(API_ROOM_DESCRIPTION, &got);
    g_assert_null(got.legs);
}

/* From a program that is older than the field. */
static void test_a_layout_of_nobody_in_particular(void)
{
    json_t *object = json_pack("{s:s, s:s, s:i, s:i, s:s, s:i}", "view", "sites", "mode", "grid",
            "page", 0, "pages", 1, "pinned", "", "rotate_s", 15);
    ApiLayout got = {0};

    g_assert_true(api_message_decode(API_LAYOUT, object, &got, NULL));
    g_assert_cmpstr(got.site, ==, "");
    api_message_clear(API_LAYOUT, &got);
    json_object_set_new(object, "site", json_integer(1));
    g_assert_false(api_message_decode(API_LAYOUT, object, &got, NULL));
    json_decref(object);
}

static void test_refuses_wrong_fields(void)
{
    g_autofree char *long_name = g_strnfill(API_NAME_BYTES_MAX + 1, 'x');
    g_autofree char *too_long =
            g_strdup_printf("{\"leg\":\"%s\",\"reason\":\"\",\"keep_seat\":true}", long_name);
    const struct {
        const char *why;
        ApiMessage message;
        const char *json;
        const char *names; /* stands in the error */
    } cases[] = {
            {"no object", API_LEG_REMOVE, "[]", "object"},
            {"a field is missing", API_LEG_REMOVE, "{\"leg\":\"1\",\"keep_seat\":true}", "reason"},
            {"a number for a string", API_LEG_REMOVE,
                    "{\"leg\":1,\"reason\":\"\",\"keep_seat\":true}", "leg"},
            {"a string for a flag", API_LEG_REMOVE,
                    "{\"leg\":\"1\",\"reason\":\"\",\"keep_seat\":\"true\"}", "keep_seat"},
            {"too long", API_LEG_REMOVE, too_long, "leg"},
            {"a zero byte inside", API_LEG_REMOVE,
                    "{\"leg\":\"1\",\"reason\":\"\",\"keep_seat\":null}", "keep_seat"},
            {"an unknown word", API_LAYOUT,
                    "{\"view\":\"sites\",\"mode\":\"circle\",\"page\":0,\"pages\":1}", "mode"},
            {"a fraction for a whole number", API_LAYOUT,
                    "{\"view\":\"sites\",\"mode\":\"grid\",\"page\":0.5,\"pages\":1}", "page"},
            {"a site without a name", API_AUDIBLE, "{\"only\":true,\"sites\":[{}]}", "identity"},
            {"a list that is none", API_SEATS, "{\"seats\":{}}", "seats"},
            {"a bad element in the middle", API_SEATS,
                    "{\"seats\":[{\"identity\":\"a\",\"state\":\"lost\"},{\"identity\":\"b\","
                    "\"state\":\"x\"}]}",
                    "state"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_test_message("%s", cases[i].why);
        g_autoptr(GError) error = NULL;
        union {
            ApiLegRemove remove;
            ApiLayout layout;
            ApiSeats seats;
        } got = {0};
        json_t *object = parse(cases[i].json);
        g_assert_false(api_message_decode(cases[i].message, object, &got, &error));
        g_assert_error(error, API_ERROR, API_ERROR_FIELD);
        g_assert_nonnull(strstr(error->message, cases[i].names));
        json_decref(object);
    }
}

static void test_bounds_lists(void)
{
    json_t *seats = json_array();
    for (size_t i = 0; i <= API_LEGS_MAX; i++) {
        json_array_append_new(seats, parse("{\"identity\":\"a\",\"state\":\"lost\"}"));
    }
    json_t *object = json_pack("{s:o}", "seats", seats);
    ApiSeats got = {0};
    g_assert_false(api_message_decode(API_SEATS, object, &got, NULL));
    json_array_remove(seats, 0);
    g_assert_true(api_message_decode(API_SEATS, object, &got, NULL));
    g_assert_cmpuint(got.n_seats, ==, API_LEGS_MAX);
    api_message_clear(API_SEATS, &got);
    json_decref(object);
}

/* The words that both sides, and the pages, write. */
static void test_knows_words(void)
{
    ApiLayoutMode mode = API_LAYOUT_GRID;
    ApiView view = API_VIEW_CHAIR;
    for (int i = API_LAYOUT_GRID; i <= API_LAYOUT_PIN; i++) {
        g_assert_true(api_layout_mode_from_word(api_layout_mode_word((ApiLayoutMode)i), &mode));
        g_assert_cmpint(mode, ==, i);
    }
    for (int i = 0; i < API_VIEWS; i++) {
        g_assert_true(api_view_from_word(api_view_word((ApiView)i), &view));
        g_assert_cmpint(view, ==, i);
    }
    g_assert_false(api_layout_mode_from_word("", &mode));
    g_assert_false(api_view_from_word("everybody", &view));
    g_assert_cmpint(view, ==, API_VIEW_OWN_4);
}

static void test_passes_over_unknown_fields(void)
{
    json_t *object = parse("{\"identity\":\"a\",\"since\":{\"a\":[1]}}");
    ApiSpeaker got = {0};
    g_assert_true(api_message_decode(API_SPEAKER, object, &got, NULL));
    g_assert_cmpstr(got.identity, ==, "a");
    api_message_clear(API_SPEAKER, &got);
    json_decref(object);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func(
            "/api_message/a_layout_of_nobody_in_particular", test_a_layout_of_nobody_in_particular);
    g_test_add_func("/api_message/round_trip", test_round_trip);
    g_test_add_func("/api_message/refuses_wrong_fields", test_refuses_wrong_fields);
    g_test_add_func("/api_message/bounds_lists", test_bounds_lists);
    g_test_add_func("/api_message/knows_words", test_knows_words);
    g_test_add_func("/api_message/passes_over_unknown_fields", test_passes_over_unknown_fields);
    return g_test_run();
}
