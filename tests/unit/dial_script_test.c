#include "signaling/app/dial_script.h"

#include <glib.h>

#include <string.h>

/* Presses one after the other. @return what the last one brought */
static DialMove type(DialScript *script, const char *keys)
{
    DialMove move = DIAL_NOTHING;

    for (; *keys != '\0'; keys++) {
        move = dial_script_press(script, *keys, 1);
    }
    return move;
}

static void test_all_is_asked(void)
{
    DialScript script;

    g_assert_cmpint(dial_script_begin(&script, false, false, 0), ==, DIAL_ASK);
    g_assert_cmpint(dial_script_entry(&script), ==, DIAL_MEETING);
    g_assert_cmpint(type(&script, "12*261123A#"), ==, DIAL_ASK);
    g_assert_cmpint(dial_script_entry(&script), ==, DIAL_SITE);
    g_assert_cmpint(type(&script, "903#"), ==, DIAL_ASK);
    g_assert_cmpint(dial_script_entry(&script), ==, DIAL_PIN);
    g_assert_cmpint(type(&script, "12345678#"), ==, DIAL_CHECK);
    g_assert_cmpstr(dial_script_text(&script, DIAL_MEETING), ==, "261123");
    g_assert_cmpstr(dial_script_text(&script, DIAL_SITE), ==, "903");
    g_assert_cmpstr(dial_script_text(&script, DIAL_PIN), ==, "12345678");
    g_assert_cmpint(type(&script, "1#"), ==, DIAL_NOTHING); /* it is being checked */
}

static void test_what_is_known_is_not_asked(void)
{
    DialScript script;

    g_assert_cmpint(dial_script_begin(&script, true, false, 0), ==, DIAL_ASK);
    g_assert_cmpint(dial_script_entry(&script), ==, DIAL_SITE);
    g_assert_cmpint(dial_script_begin(&script, false, true, 0), ==, DIAL_ASK);
    g_assert_cmpint(dial_script_entry(&script), ==, DIAL_MEETING);
    g_assert_cmpint(type(&script, "#"), ==, DIAL_CHECK); /* that of the site */
    g_assert_cmpstr(dial_script_text(&script, DIAL_MEETING), ==, "");
    g_assert_cmpint(dial_script_begin(&script, true, true, 0), ==, DIAL_CHECK);
}

static void test_what_is_typed_while_it_is_checked(void)
{
    DialScript script;

    (void)dial_script_begin(&script, false, false, 0);
    g_assert_cmpint(type(&script, "1#903#1#"), ==, DIAL_CHECK);
    g_assert_cmpint(type(&script, "9*2#90"), ==, DIAL_NOTHING);
    g_assert_cmpstr(dial_script_text(&script, DIAL_MEETING), ==, "1"); /* that is being checked */
    g_assert_cmpint(dial_script_fail(&script, 1), ==, DIAL_ASK);
    g_assert_cmpstr(dial_script_text(&script, DIAL_MEETING), ==, "2");
    g_assert_cmpint(dial_script_entry(&script), ==, DIAL_SITE);
    g_assert_cmpint(type(&script, "3#7#"), ==, DIAL_CHECK);
    g_assert_cmpstr(dial_script_text(&script, DIAL_SITE), ==, "903");
    /* all of it, and more than it: too late, since that was the last try but one */
    g_assert_cmpint(type(&script, "4#904#8#5"), ==, DIAL_NOTHING);
    g_assert_cmpint(dial_script_fail(&script, 1), ==, DIAL_CHECK);
    g_assert_cmpstr(dial_script_text(&script, DIAL_PIN), ==, "8");
    g_assert_cmpint(dial_script_fail(&script, 1), ==, DIAL_END);
    g_assert_cmpint(type(&script, "6#"), ==, DIAL_NOTHING);
}

static void test_nobody_types_too_far_ahead(void)
{
    DialScript script;

    (void)dial_script_begin(&script, true, true, 0);
    for (int i = 0; i < 2 * DIAL_EARLY_MAX; i++) {
        g_assert_cmpint(dial_script_press(&script, '7', 1), ==, DIAL_NOTHING);
    }
    g_assert_cmpuint(script.n_early, ==, DIAL_EARLY_MAX);
}

static void test_tries_end(void)
{
    DialScript script;

    (void)dial_script_begin(&script, true, false, 0);
    g_assert_cmpint(type(&script, "#"), ==, DIAL_ASK); /* a site has a code */
    g_assert_cmpint(type(&script, "903#1#"), ==, DIAL_CHECK);
    g_assert_cmpint(dial_script_fail(&script, 1), ==, DIAL_ASK);
    g_assert_cmpint(dial_script_entry(&script), ==, DIAL_SITE);
    g_assert_cmpstr(dial_script_text(&script, DIAL_PIN), ==, "");
    g_assert_cmpint(type(&script, "903#2#"), ==, DIAL_CHECK);
    g_assert_cmpint(dial_script_fail(&script, 1), ==, DIAL_END);
    g_assert_cmpint(type(&script, "903#"), ==, DIAL_NOTHING);
}

static void test_silence_ends(void)
{
    DialScript script;
    int64_t now_us = 0;

    (void)dial_script_begin(&script, false, false, now_us);
    (void)dial_script_press(&script, '1', now_us += DIAL_QUIET_US);
    g_assert_cmpint(dial_script_tick(&script, now_us += DIAL_QUIET_US), ==, DIAL_NOTHING);
    g_assert_cmpint(dial_script_tick(&script, ++now_us), ==, DIAL_ASK);
    g_assert_cmpstr(dial_script_text(&script, DIAL_MEETING), ==, "");
    g_assert_cmpint(dial_script_tick(&script, now_us += DIAL_QUIET_US + 1), ==, DIAL_ASK);
    g_assert_cmpint(dial_script_tick(&script, now_us += DIAL_QUIET_US + 1), ==, DIAL_END);
}

static void test_nobody_types_for_ever(void)
{
    DialScript script;

    (void)dial_script_begin(&script, false, false, 0);
    for (int i = 0; i < 2 * DIAL_TEXT_MAX; i++) {
        (void)dial_script_press(&script, '7', DIAL_WHOLE_US);
    }
    g_assert_cmpuint(strlen(dial_script_text(&script, DIAL_MEETING)), ==, DIAL_TEXT_MAX);
    g_assert_cmpint(dial_script_tick(&script, DIAL_WHOLE_US), ==, DIAL_NOTHING);
    g_assert_cmpint(dial_script_tick(&script, DIAL_WHOLE_US + 1), ==, DIAL_END);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/dial_script/all_is_asked", test_all_is_asked);
    g_test_add_func("/dial_script/what_is_known_is_not_asked", test_what_is_known_is_not_asked);
    g_test_add_func("/dial_script/what_is_typed_while_it_is_checked",
            test_what_is_typed_while_it_is_checked);
    g_test_add_func("/dial_script/nobody_types_too_far_ahead", test_nobody_types_too_far_ahead);
    g_test_add_func("/dial_script/tries_end", test_tries_end);
    g_test_add_func("/dial_script/silence_ends", test_silence_ends);
    g_test_add_func("/dial_script/nobody_types_for_ever", test_nobody_types_for_ever);
    return g_test_run();
}
