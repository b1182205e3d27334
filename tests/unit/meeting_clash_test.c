#include "signaling/meeting/meeting_clash.h"

#include <glib.h>

static const char *const none[] = {NULL};
static const char *const two[] = {"899", "903", NULL};
static const char *const other[] = {"903", "904", NULL};
static const char *const third[] = {"905", NULL};

static void test_two_meetings(void)
{
    static const struct {
        const char *why;
        MeetingSlot left;
        MeetingSlot right;
        unsigned clash;
    } cases[] = {
            {"at other times", {0, 10, "a", two, 2}, {20, 30, "a", two, 2}, MEETING_CLASH_NONE},
            {"one after the other", {0, 10, "a", two, 2}, {10, 20, "a", two, 2},
                    MEETING_CLASH_NONE},
            {"the same room", {0, 10, "a", two, 2}, {9, 20, "a", third, 1}, MEETING_CLASH_PLACE},
            {"two without a room", {0, 10, "", none, 0}, {0, 10, "", none, 0}, MEETING_CLASH_NONE},
            {"a site in both", {0, 10, "a", two, 2}, {5, 6, "b", other, 2}, MEETING_CLASH_SITE},
            {"both", {0, 10, "a", two, 2}, {0, 10, "a", other, 2},
                    MEETING_CLASH_SITE | MEETING_CLASH_PLACE},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_test_message("%s", cases[i].why);
        g_assert_cmpuint(meeting_clash_of(&cases[i].left, &cases[i].right), ==, cases[i].clash);
        g_assert_cmpuint(meeting_clash_of(&cases[i].right, &cases[i].left), ==, cases[i].clash);
    }
}

static void test_sites_at_once(void)
{
    const MeetingSlot own = {100, 200, "", none, 10};
    const MeetingSlot others[] = {
            {0, 100, "", none, 1000},   /* over when it begins */
            {50, 150, "", none, 5},     /* runs when it begins */
            {140, 160, "", none, 7},    /* beside the one before: 10 + 5 + 7 */
            {150, 300, "", none, 6},    /* when that one has ended: 10 + 7 + 6 */
            {200, 300, "", none, 1000}, /* begins when it is over */
    };

    g_assert_cmpuint(meeting_clash_peak(&own, others, 0), ==, 10);
    g_assert_cmpuint(meeting_clash_peak(&own, others, G_N_ELEMENTS(others)), ==, 23);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/meeting_clash/two_meetings", test_two_meetings);
    g_test_add_func("/meeting_clash/sites_at_once", test_sites_at_once);
    return g_test_run();
}
