#include "tests/bots/bot_feed.h"

#include "tests/bots/demo_site.h"

static const struct {
    unsigned width, height;
} sizes[BOT_FEED_SIZES] = {{1280, 720}, {640, 360}, {320, 180}};

enum { STILL_LOOP = 25 }; /* the last second of a frozen picture: "as before", again and again */

bool bot_fault_from_name(const char *name, BotFault *ret_fault)
{
    static const char *const names[BOT_FAULTS] = {
            [BOT_FAULT_NONE] = "none",
            [BOT_FAULT_NO_CAMERA] = "no_camera",
            [BOT_FAULT_BLACK] = "black",
            [BOT_FAULT_FROZEN] = "frozen",
            [BOT_FAULT_SILENT] = "silent",
            [BOT_FAULT_CLIPPED] = "clipped",
            [BOT_FAULT_ECHO] = "echo",
            [BOT_FAULT_LOSS] = "loss",
    };
    for (BotFault fault = 0; fault < BOT_FAULTS; fault++) {
        if (g_str_equal(names[fault], name)) {
            *ret_fault = fault;
            return true;
        }
    }
    return false;
}

static const char *scene_of(const BotFeedConfig *config, const char *room)
{
    if (config->fault == BOT_FAULT_BLACK) {
        return "black";
    }
    return config->fault == BOT_FAULT_FROZEN ? "frozen" : room;
}

static const char *sound_of(const BotFeedConfig *config, const char *voice)
{
    static const char *const sounds[] = {
            [BOT_VOICE_QUIET] = "room", [BOT_VOICE_TALKS] = NULL, [BOT_VOICE_BEEPS] = "beep"};
    const char *sound = sounds[config->voice];

    if (config->fault == BOT_FAULT_SILENT) {
        return "silence";
    }
    return config->fault == BOT_FAULT_CLIPPED ? "clipped" : sound != NULL ? sound : voice;
}

static const Clip *find(const ClipFile *clips, const char *scene, int size)
{
    g_autofree char *name =
            g_strdup_printf("%s/%ux%u", scene, sizes[size].width, sizes[size].height);
    return clip_file_find(clips, name);
}

/* The largest size that is no wider than this, or the smallest there is. */
static int size_for(const BotFeed *feed, unsigned width)
{
    const Clip *const *clips = feed->config.flashes ? feed->darks : feed->rooms;
    int best = BOT_FEED_SIZES;
    for (int i = BOT_FEED_SIZES - 1; i >= 0; i--) {
        if (clips[i] != NULL && (best == BOT_FEED_SIZES || sizes[i].width <= width)) {
            best = i;
        }
    }
    return best;
}

static const Clip *due_clip(const BotFeed *feed)
{
    if (!feed->config.flashes) {
        return feed->rooms[feed->size];
    }
    const bool lit = feed->pictures >= BOT_FEED_FLASH_EACH &&
            feed->pictures % BOT_FEED_FLASH_EACH < BOT_FEED_FLASH_LASTS;
    return lit ? feed->whites[feed->size] : feed->darks[feed->size];
}

bool bot_feed_init(BotFeed *feed, const BotFeedConfig *config)
{
    g_autofree char *room = g_strdup_printf("room-%02u", config->site % DEMO_SITES);
    g_autofree char *voice = g_strdup_printf("voice-%02u", config->site % DEMO_SITES);
    const Clip *sound = clip_file_find(config->clips, sound_of(config, voice));

    *feed = (BotFeed){.config = *config, .size = BOT_FEED_SIZES};
    if (config->fault == BOT_FAULT_NO_CAMERA) {
        feed->config.width = 0;
    }
    for (int i = 0; i < BOT_FEED_SIZES; i++) {
        feed->rooms[i] = find(config->clips, scene_of(config, room), i);
        feed->darks[i] = find(config->clips, "dark", i);
        feed->whites[i] = find(config->clips, "white", i);
    }
    if (sound == NULL) {
        return false;
    }
    /* Not all begin at once, or their key frames would come together. */
    feed->sound = clip_player(sound, config->site * 37);
    if (feed->config.width == 0) {
        return true;
    }
    feed->size = size_for(feed, config->width);
    if (feed->size == BOT_FEED_SIZES) {
        return false;
    }
    feed->picture = clip_player(due_clip(feed), config->site * 7);
    return true;
}

void bot_feed_resize(BotFeed *feed, unsigned width, unsigned height)
{
    if (feed->config.width == 0 || feed->config.fixed_size) {
        return;
    }
    feed->hidden = width == 0 || height == 0;
    if (!feed->hidden) {
        feed->size = size_for(feed, MIN(width, feed->config.width));
    }
}

void bot_feed_want_key(BotFeed *feed)
{
    clip_player_want_key(&feed->picture);
}

BotFeedFrame bot_feed_picture(BotFeed *feed)
{
    if (feed->config.width == 0 || feed->hidden) {
        return (BotFeedFrame){0};
    }
    const Clip *before = feed->picture.clip;
    clip_player_change(&feed->picture, due_clip(feed));
    if (feed->config.fault == BOT_FAULT_FROZEN && feed->picture.next == 0 && feed->pictures > 0 &&
            !feed->picture.key_wanted) {
        feed->picture.next = feed->picture.clip->frame_count - STILL_LOOP;
    }
    const ClipFrame *frame = clip_player_next(&feed->picture);
    const bool lit = feed->config.flashes && feed->picture.clip == feed->whites[feed->size];
    feed->pictures++;
    return (BotFeedFrame){.frame = frame, .probe_begins = lit && before != feed->picture.clip};
}

BotFeedFrame bot_feed_sound(BotFeed *feed, uint32_t beep_frame)
{
    const uint32_t due = feed->sounds++;
    if (feed->config.voice == BOT_VOICE_QUIET && feed->config.fault != BOT_FAULT_CLIPPED) {
        return due % BOT_FEED_QUIET_EACH == 0
                ? (BotFeedFrame){.frame = clip_player_next(&feed->sound)}
                : (BotFeedFrame){0};
    }
    const bool begins = feed->config.voice == BOT_VOICE_BEEPS && feed->sound.next == beep_frame;
    return (BotFeedFrame){.frame = clip_player_next(&feed->sound), .probe_begins = begins};
}
