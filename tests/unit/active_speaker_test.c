#include "mcu/media/active_speaker.h"

enum { TICK_US = 20000, ANNA = 1, BINH = 2, CHI = 3, QUIET = 80, VOICE = 25, LOUDER = 15 };

/* A meeting whose clock the test moves. */
typedef struct Hall {
    ActiveSpeaker *speaker;
    int64_t now_us;
    int changes;
} Hall;

static void talk(Hall *hall, uint8_t anna, uint8_t binh, int64_t for_us)
{
    const SiteLevel levels[] = {{ANNA, anna}, {BINH, binh}, {CHI, AUDIO_LEVEL_SILENCE}};

    for (int64_t end_us = hall->now_us + for_us; hall->now_us < end_us; hall->now_us += TICK_US) {
        hall->changes +=
                active_speaker_update(hall->speaker, levels, G_N_ELEMENTS(levels), hall->now_us);
    }
}

static Hall hall_init(void)
{
    return (Hall){.speaker = active_speaker_new(), .now_us = 1000000};
}

static void test_follows_the_voice(void)
{
    static const struct {
        const char *why;
        uint8_t anna, binh; /* after Anna has been the speaker */
        int64_t for_us;
        uint32_t speaker;
    } cases[] = {
            {"silence keeps the last speaker", QUIET, QUIET, 10000000, ANNA},
            {"an answer takes over within a second", QUIET, VOICE, 900000, BINH},
            {"a cough does not", QUIET, VOICE, 200000, ANNA},
            {"nor a door", QUIET, 0, 160000, ANNA},
            {"both at once: who was first", VOICE, VOICE, 5000000, ANNA},
            {"clearly louder wins", VOICE, LOUDER, 900000, BINH},
            {"the noise of a room is no voice", QUIET, 50, 5000000, ANNA},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        Hall hall = hall_init();
        g_test_message("%s", cases[i].why);
        talk(&hall, VOICE, QUIET, 2000000);
        g_assert_cmpuint(active_speaker_current(hall.speaker), ==, ANNA);
        talk(&hall, cases[i].anna, cases[i].binh, cases[i].for_us);
        g_assert_cmpuint(active_speaker_current(hall.speaker), ==, cases[i].speaker);
        g_assert_cmpint(hall.changes, ==, cases[i].speaker == ANNA ? 1 : 2);
        active_speaker_free(hall.speaker);
    }
}

static void test_nobody_until_somebody_speaks(void)
{
    Hall hall = hall_init();
    talk(&hall, QUIET, QUIET, 1000000);
    g_assert_cmpuint(active_speaker_current(hall.speaker), ==, ACTIVE_SPEAKER_NOBODY);
    g_assert_false(active_speaker_update(hall.speaker, NULL, 0, hall.now_us));
    active_speaker_free(hall.speaker);
}

static void test_words_are_one_speech(void)
{
    Hall hall = hall_init();
    for (int word = 0; word < 20; word++) {
        talk(&hall, VOICE, QUIET, 240000);
        talk(&hall, QUIET, QUIET, 200000);
        g_assert_true(active_speaker_is_speaking(hall.speaker, ANNA));
        g_assert_false(active_speaker_is_speaking(hall.speaker, BINH));
    }
    talk(&hall, QUIET, QUIET, 1500000);
    g_assert_false(active_speaker_is_speaking(hall.speaker, ANNA));
    g_assert_cmpint(hall.changes, ==, 1);
    active_speaker_free(hall.speaker);
}

static void test_who_leaves_is_not_the_speaker(void)
{
    static const SiteLevel left[] = {{BINH, QUIET}};
    Hall hall = hall_init();
    talk(&hall, VOICE, QUIET, 1000000);
    g_assert_true(active_speaker_update(hall.speaker, left, 1, hall.now_us));
    g_assert_cmpuint(active_speaker_current(hall.speaker), ==, ACTIVE_SPEAKER_NOBODY);
    g_assert_false(active_speaker_is_speaking(hall.speaker, ANNA));
    active_speaker_free(hall.speaker);
}

static void test_more_sites_than_it_hears(void)
{
    enum { SITES = ACTIVE_SPEAKER_SITES_MAX + 10 };
    g_autofree SiteLevel *levels = g_new0(SiteLevel, SITES);
    Hall hall = hall_init();

    for (uint32_t i = 0; i < SITES; i++) {
        levels[i] = (SiteLevel){.id = i + 1, .level_dbov = QUIET};
    }
    levels[ACTIVE_SPEAKER_SITES_MAX - 1].level_dbov = VOICE;
    levels[SITES - 1].level_dbov = 0;
    for (int tick = 0; tick < 50; tick++) {
        active_speaker_update(hall.speaker, levels, SITES, hall.now_us += TICK_US);
    }
    g_assert_cmpuint(active_speaker_current(hall.speaker), ==, ACTIVE_SPEAKER_SITES_MAX);
    active_speaker_free(hall.speaker);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/active_speaker/follows_the_voice", test_follows_the_voice);
    g_test_add_func(
            "/active_speaker/nobody_until_somebody_speaks", test_nobody_until_somebody_speaks);
    g_test_add_func("/active_speaker/words_are_one_speech", test_words_are_one_speech);
    g_test_add_func(
            "/active_speaker/who_leaves_is_not_the_speaker", test_who_leaves_is_not_the_speaker);
    g_test_add_func("/active_speaker/more_sites_than_it_hears", test_more_sites_than_it_hears);
    return g_test_run();
}
