#include "tests/bots/bot_feed.h"

#include <glib/gstdio.h>

static ClipFile *clips;

static void add_clip(
        ClipWriter *writer, const char *name, unsigned width, unsigned height, int frames)
{
    Clip head = {.width = width, .height = height, .frame_us = width > 0 ? 40000 : 20000};
    g_strlcpy(head.name, name, sizeof head.name);
    clip_writer_begin(writer, &head);
    for (int i = 0; i < frames; i++) {
        clip_writer_add(writer,
                &(ClipFrame){.bytes = (const uint8_t *)name, .size = 4, .key = i % 25 == 0});
    }
}

static void make_clips(void)
{
    g_autoptr(ClipWriter) writer = clip_writer_new();
    g_autofree char *folder = g_dir_make_tmp("bot-feed-XXXXXX", NULL);
    g_autofree char *path = g_build_filename(folder, "clips", NULL);

    add_clip(writer, "room-03/640x360", 640, 360, 100);
    add_clip(writer, "room-03/320x180", 320, 180, 100);
    add_clip(writer, "dark/640x360", 640, 360, 50);
    add_clip(writer, "dark/320x180", 320, 180, 50);
    add_clip(writer, "white/640x360", 640, 360, 5);
    add_clip(writer, "white/320x180", 320, 180, 5);
    add_clip(writer, "voice-03", 0, 0, 400);
    add_clip(writer, "silence", 0, 0, 20);
    add_clip(writer, "beep", 0, 0, 100);
    add_clip(writer, "room", 0, 0, 20);
    add_clip(writer, "clipped", 0, 0, 400);
    add_clip(writer, "black/640x360", 640, 360, 5);
    add_clip(writer, "frozen/640x360", 640, 360, 100);
    g_assert_true(clip_writer_save(writer, path, NULL));
    clips = clip_file_open(path, NULL);
    g_assert_nonnull(clips);
    (void)g_remove(path);
    g_rmdir(folder);
}

static void test_sends_the_size_it_is_asked_for(void)
{
    static const struct {
        const char *why;
        bool fixed;
        unsigned limit, asked, sent;
    } cases[] = {
            {"as large as its tile", false, 640, 320, 320},
            {"not larger than its camera", false, 320, 1280, 320},
            {"the next smaller one", false, 640, 600, 320},
            {"the smallest there is", false, 640, 100, 320},
            {"the largest there is", false, 1280, 1280, 640},
            {"stays", true, 640, 320, 640},
            {"seen by nobody", false, 640, 0, 0},
            {"stays though seen by nobody", true, 640, 0, 640},
            {"no camera", false, 0, 320, 0},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        BotFeed feed;
        g_test_message("%s", cases[i].why);
        g_assert_true(bot_feed_init(&feed,
                &(BotFeedConfig){.clips = clips,
                        .site = 19,
                        .width = cases[i].limit,
                        .height = 1,
                        .fixed_size = cases[i].fixed}));
        bot_feed_picture(&feed);
        bot_feed_resize(&feed, cases[i].asked, cases[i].asked);
        const BotFeedFrame frame = bot_feed_picture(&feed);
        g_assert_cmpuint(frame.frame != NULL ? feed.picture.clip->width : 0, ==, cases[i].sent);
    }
}

static void test_flashes(void)
{
    BotFeed feed;
    g_assert_true(bot_feed_init(
            &feed, &(BotFeedConfig){.clips = clips, .site = 3, .width = 640, .flashes = true}));
    for (unsigned i = 0; i < 4 * BOT_FEED_FLASH_EACH; i++) {
        const unsigned phase = i % BOT_FEED_FLASH_EACH;
        const BotFeedFrame due = bot_feed_picture(&feed);
        const bool lit = i >= BOT_FEED_FLASH_EACH && phase < BOT_FEED_FLASH_LASTS;
        g_assert_cmpuint(due.frame == &feed.whites[1]->frames[phase], ==, lit);
        g_assert_cmpuint(due.probe_begins, ==, lit && phase == 0);
        g_assert_true(!due.probe_begins || due.frame->key);
    }
}

static void test_voices(void)
{
    BotFeed quiet;
    BotFeed talks;
    BotFeed beeps;
    unsigned sent = 0;
    unsigned beeped = 0;

    g_assert_true(bot_feed_init(&quiet, &(BotFeedConfig){.clips = clips, .site = 3}));
    g_assert_true(bot_feed_init(
            &talks, &(BotFeedConfig){.clips = clips, .site = 3, .voice = BOT_VOICE_TALKS}));
    g_assert_true(bot_feed_init(
            &beeps, &(BotFeedConfig){.clips = clips, .site = 3, .voice = BOT_VOICE_BEEPS}));
    for (int i = 0; i < 200; i++) {
        const BotFeedFrame beep = bot_feed_sound(&beeps, 51);
        sent += bot_feed_sound(&quiet, 51).frame != NULL;
        beeped += beep.probe_begins;
        g_assert_nonnull(bot_feed_sound(&talks, 51).frame);
        g_assert_true(!beep.probe_begins || beep.frame == &beeps.sound.clip->frames[51]);
    }
    g_assert_cmpuint(sent, ==, 10);
    g_assert_cmpuint(beeped, ==, 2);
}

static void test_says_what_is_not_there(void)
{
    BotFeed feed;
    g_assert_false(bot_feed_init(&feed, &(BotFeedConfig){.clips = clips, .site = 4, .width = 640}));
    g_assert_false(bot_feed_init(
            &feed, &(BotFeedConfig){.clips = clips, .site = 4, .voice = BOT_VOICE_TALKS}));
}

static void test_faults(void)
{
    static const struct {
        const char *word, *picture, *sound;
    } cases[] = {
            {"none", "room-03/640x360", "room"},
            {"no_camera", NULL, "room"},
            {"black", "black/640x360", "room"},
            {"frozen", "frozen/640x360", "room"},
            {"silent", "room-03/640x360", "silence"},
            {"clipped", "room-03/640x360", "clipped"},
            {"echo", "room-03/640x360", "room"},
            {"loss", "room-03/640x360", "room"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        BotFeed feed;
        BotFeedConfig config = {.clips = clips, .site = 19, .width = 640, .height = 360};
        g_assert_true(bot_fault_from_name(cases[i].word, &config.fault));
        g_assert_true(bot_feed_init(&feed, &config));
        const BotFeedFrame picture = bot_feed_picture(&feed);
        g_assert_true((picture.frame == NULL) == (cases[i].picture == NULL));
        if (cases[i].picture != NULL) {
            g_assert_cmpstr(feed.picture.clip->name, ==, cases[i].picture);
        }
        g_assert_cmpstr(feed.sound.clip->name, ==, cases[i].sound);
    }
    BotFault none = BOT_FAULT_NONE;
    g_assert_false(bot_fault_from_name("on fire", &none));
}

/* A camera that has stopped does not begin anew by itself. */
static void test_a_frozen_picture_stays(void)
{
    BotFeed feed;
    unsigned begins = 0;

    g_assert_true(bot_feed_init(&feed,
            &(BotFeedConfig){.clips = clips,
                    .width = 640,
                    .height = 360,
                    .site = 19,
                    .fault = BOT_FAULT_FROZEN}));
    bot_feed_picture(&feed);
    for (int i = 0; i < 1000; i++) {
        begins += feed.picture.next == 0 ? 1 : 0;
        bot_feed_picture(&feed);
        g_assert_cmpuint(feed.picture.next, !=, 1);
    }
    g_assert_cmpuint(begins, >, 10);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    make_clips();
    g_test_add_func(
            "/bot_feed/sends_the_size_it_is_asked_for", test_sends_the_size_it_is_asked_for);
    g_test_add_func("/bot_feed/flashes", test_flashes);
    g_test_add_func("/bot_feed/voices", test_voices);
    g_test_add_func("/bot_feed/says_what_is_not_there", test_says_what_is_not_there);
    g_test_add_func("/bot_feed/faults", test_faults);
    g_test_add_func("/bot_feed/a_frozen_picture_stays", test_a_frozen_picture_stays);
    const int result = g_test_run();
    clip_file_close(clips);
    return result;
}
