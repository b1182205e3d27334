#include "mcu/media/talker_choice.h"

enum { TICK_US = 20000, PLACES = 2, QUIET = 80, VOICE = 30, LOUDER = 20 };

typedef struct Hall {
    TalkerChoice *choice;
    int64_t now_us;
} Hall;

/* Sites 1, 2, 3 with these levels. */
static void talk(Hall *hall, const uint8_t levels_dbov[3], int64_t for_us)
{
    SiteLevel levels[3];
    uint32_t chosen[PLACES];

    for (uint32_t i = 0; i < 3; i++) {
        levels[i] = (SiteLevel){.id = i + 1, .level_dbov = levels_dbov[i]};
    }
    for (int64_t end_us = hall->now_us + for_us; hall->now_us < end_us; hall->now_us += TICK_US) {
        const size_t count = talker_choice_update(hall->choice, levels, 3, hall->now_us, chosen);
        g_assert_cmpuint(count, <=, PLACES);
        for (size_t i = 0; i < count; i++) {
            g_assert_true(talker_choice_has(hall->choice, chosen[i]));
        }
    }
}

static void test_chooses_who_is_heard(void)
{
    static const struct {
        const char *why;
        uint8_t before[3], after[3];
        int64_t for_us;
        bool chosen[3];
    } cases[] = {
            {"nobody", {QUIET, QUIET, QUIET}, {QUIET, QUIET, 127}, TICK_US, {0, 0, 0}},
            {"with the first frame", {QUIET, QUIET, QUIET}, {QUIET, VOICE, QUIET}, TICK_US,
                    {0, 1, 0}},
            {"through a pause", {VOICE, QUIET, QUIET}, {QUIET, QUIET, QUIET}, 1900000, {1, 0, 0}},
            {"not for ever", {VOICE, QUIET, QUIET}, {QUIET, QUIET, QUIET}, 2100000, {0, 0, 0}},
            {"who came first stays", {VOICE, VOICE, QUIET}, {VOICE, VOICE, VOICE}, 5000000,
                    {1, 1, 0}},
            {"clearly louder pushes in", {VOICE, 40, QUIET}, {VOICE, 40, LOUDER}, TICK_US,
                    {1, 0, 1}},
            {"who fell silent makes room", {VOICE, VOICE, QUIET}, {VOICE, QUIET, VOICE}, 1000000,
                    {1, 0, 1}},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        Hall hall = {.choice = talker_choice_new(PLACES), .now_us = 1000000};
        g_test_message("%s", cases[i].why);
        talk(&hall, cases[i].before, 1000000);
        talk(&hall, cases[i].after, cases[i].for_us);
        for (uint32_t site = 0; site < 3; site++) {
            g_assert_true(talker_choice_has(hall.choice, site + 1) == cases[i].chosen[site]);
        }
        talker_choice_free(hall.choice);
    }
}

static void test_who_leaves_frees_the_place(void)
{
    static const SiteLevel both[] = {{1, VOICE}, {2, VOICE}};
    static const SiteLevel left[] = {{2, VOICE}};
    uint32_t chosen[1];
    g_autoptr(TalkerChoice) choice = talker_choice_new(1);

    g_assert_cmpuint(talker_choice_update(choice, both, 2, 0, chosen), ==, 1);
    g_assert_cmpuint(chosen[0], ==, 1);
    g_assert_cmpuint(talker_choice_update(choice, left, 1, TICK_US, chosen), ==, 1);
    g_assert_cmpuint(chosen[0], ==, 2);
    g_assert_cmpuint(talker_choice_update(choice, NULL, 0, TICK_US, chosen), ==, 0);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/talker_choice/chooses_who_is_heard", test_chooses_who_is_heard);
    g_test_add_func("/talker_choice/who_leaves_frees_the_place", test_who_leaves_frees_the_place);
    return g_test_run();
}
