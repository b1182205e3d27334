#include "signaling/meeting/roll_call.h"

static json_t *three(void)
{
    return json_pack("[s, s, s]", "site:a", "site:b", "site:c");
}

static void begin(RollCall *roll, RollMode mode)
{
    json_t *sites = three();
    roll_call_begin(roll, mode, sites, 1000);
    json_decref(sites);
}

static void test_from_the_first_to_the_last(void)
{
    g_autoptr(RollCall) roll = roll_call_new();

    g_assert_false(roll_call_has_begun(roll));
    g_assert_null(roll_call_next(roll));
    begin(roll, ROLL_ASSISTED);
    g_assert_true(roll_call_is_open(roll));
    g_assert_cmpstr(roll_call_next(roll), ==, "site:a");
    roll_call_call(roll, "site:a", 4000);
    g_assert_cmpstr(roll_call_called(roll), ==, "site:a");
    roll_call_mark(roll, "site:a", ROLL_PRESENT);
    g_assert_cmpstr(roll_call_next(roll), ==, "site:b");
    roll_call_mark(roll, "site:c", ROLL_NO_ANSWER); /* out of turn */
    g_assert_cmpstr(roll_call_next(roll), ==, "site:b");
    roll_call_mark(roll, "site:b", ROLL_SOUND_ONLY);
    roll_call_mark(roll, "site:b", ROLL_PICTURE_ONLY); /* the last word counts */
    g_assert_null(roll_call_next(roll));
    roll_call_end(roll, 5000);
    g_assert_false(roll_call_is_open(roll));
    g_assert_cmpstr(roll_call_called(roll), ==, "");
    g_assert_false(roll_call_is_confirmed(roll));
    roll_call_confirm(roll, "Thư ký", 6000);
    g_assert_true(roll_call_is_confirmed(roll));
    g_assert_cmpint(roll_call_answer(roll, "site:b"), ==, ROLL_PICTURE_ONLY);
    g_assert_cmpint(roll_call_answer(roll, "site:x"), ==, ROLL_UNCHECKED);

    begin(roll, ROLL_AUTO); /* the next one knows nothing of it */
    g_assert_cmpint(roll_call_mode(roll), ==, ROLL_AUTO);
    g_assert_false(roll_call_is_confirmed(roll));
    g_assert_cmpstr(roll_call_next(roll), ==, "site:a");
}

static void test_strangers_are_passed_over(void)
{
    g_autoptr(RollCall) roll = roll_call_new();

    begin(roll, ROLL_ASSISTED);
    roll_call_call(roll, "site:x", 4000);
    roll_call_mark(roll, "site:x", ROLL_PRESENT);
    g_assert_cmpstr(roll_call_called(roll), ==, "");
    g_assert_cmpint(roll_call_answer(roll, "site:x"), ==, ROLL_UNCHECKED);
}

static void test_as_clients_see_it(void)
{
    g_autoptr(RollCall) roll = roll_call_new();
    const char *mode = NULL;
    const char *site = NULL;
    const char *answer = NULL;

    begin(roll, ROLL_AUTO);
    roll_call_mark(roll, "site:a", ROLL_PICTURE_ONLY);
    json_t *shown = roll_call_to_json(roll);
    g_assert_cmpint(json_unpack(shown, "{s:s}", "mode", &mode), ==, 0);
    g_assert_cmpstr(mode, ==, "auto");
    const json_t *sites = json_object_get(shown, "sites");
    g_assert_cmpuint(json_array_size(sites), ==, 3);
    g_assert_cmpint(
            json_unpack(json_array_get(sites, 0), "{s:s, s:s}", "site", &site, "answer", &answer),
            ==, 0);
    g_assert_cmpstr(site, ==, "site:a");
    g_assert_cmpstr(answer, ==, "picture_only");
    json_decref(shown);
}

static void test_words(void)
{
    for (RollAnswer answer = 0; answer < ROLL_ANSWERS; answer++) {
        RollAnswer read = ROLL_ANSWERS;
        g_assert_true(roll_answer_from_name(roll_answer_name(answer), &read));
        g_assert_cmpint(read, ==, answer);
    }
    for (RollMode mode = 0; mode < ROLL_MODES; mode++) {
        RollMode read = ROLL_MODES;
        g_assert_true(roll_mode_from_name(roll_mode_name(mode), &read));
        g_assert_cmpint(read, ==, mode);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/roll_call/from_the_first_to_the_last", test_from_the_first_to_the_last);
    g_test_add_func("/roll_call/strangers_are_passed_over", test_strangers_are_passed_over);
    g_test_add_func("/roll_call/as_clients_see_it", test_as_clients_see_it);
    g_test_add_func("/roll_call/words", test_words);
    return g_test_run();
}
