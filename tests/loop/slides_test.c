#include "mcu/room/leg_table.h"
#include "tests/bots/bot_media.h"

#include <string.h>

/* Bots and the MCU's table of legs, over real sockets of this machine: one of the bots shows slides to the others. */
enum {
    BOTS = 3,
    TICK_US = 20000,
    SLIDES_EACH = 2, /* ticks: 25 a second, so that the test is short */
    DEADLINE_S = 60,
};

typedef struct Hall Hall;

typedef struct Attendant {
    Hall *hall;
    BotFeed feed;
    BotMeters meters;
    BotMeters slides;
    BotMedia *media;
} Attendant;

struct Hall {
    MediaClock clock;
    LegTable *table;
    NetLoop *loop; /* of the bots */
    NetTimer *timer;
    DtlsIdentity *identity;
    ClipFile *clips;
    const Clip *shown;
    unsigned lose_each;
    int64_t ticks;
    Attendant bots[BOTS]; /* loop */

    /* under lock */
    GMutex lock;
    GCond changed;
    bool connected[BOTS];
    bool takes_slides[BOTS];
    unsigned frames_of[BOTS]; /* that came here, of whom */
    uint64_t frames_at[BOTS]; /* that came to whom */
    uint64_t keys_at[BOTS];
};

/* ---- the table's loop: legs are numbered from 1 ---- */

static void answer_task(void *data);

typedef struct Answer {
    Attendant *bot;
    char *sdp;
} Answer;

static void on_answered(
        uint32_t leg, const char *answer, ApiFault fault, const char *reason, void *user_data)
{
    Hall *hall = user_data;
    g_assert_nonnull(answer);
    Answer *note = g_new(Answer, 1);
    *note = (Answer){&hall->bots[leg - 1], g_strdup(answer)};
    net_loop_call(hall->loop, answer_task, note);
}

static void on_connected(uint32_t leg, void *user_data)
{
    Hall *hall = user_data;
    g_mutex_lock(&hall->lock);
    hall->connected[leg - 1] = true;
    g_cond_broadcast(&hall->changed);
    g_mutex_unlock(&hall->lock);
}

static void on_slides(uint32_t leg, const AssembledFrame *frame, void *user_data)
{
    Hall *hall = user_data;
    g_mutex_lock(&hall->lock);
    hall->frames_of[leg - 1]++;
    g_mutex_unlock(&hall->lock);
}

static void on_table_closed(uint32_t leg, ApiLegEnd why, void *user_data)
{
}

static void on_sound(
        uint32_t leg, const JitterBufferPacket *packet, GBytes *payload, void *user_data)
{
}

static void on_picture(uint32_t leg, const AssembledFrame *frame, void *user_data)
{
}

static void on_key_wanted(uint32_t source, bool joins, int64_t round_trip_us, void *user_data)
{
}

static void on_feed_wanted(uint32_t source, unsigned receivers, void *user_data)
{
}

static void on_takes_slides(uint32_t leg, bool takes, void *user_data)
{
    Hall *hall = user_data;
    g_mutex_lock(&hall->lock);
    hall->takes_slides[leg - 1] = takes;
    g_mutex_unlock(&hall->lock);
}

static void on_sound_least(uint32_t leg, int64_t least_us, void *user_data)
{
}

static void on_reports(const LegReport *reports, size_t count, void *user_data)
{
}

static const LegRosterEvents events = {
        .answered = on_answered,
        .connected = on_connected,
        .closed = on_table_closed,
        .sound = on_sound,
        .sound_least = on_sound_least,
        .picture = on_picture,
        .key_wanted = on_key_wanted,
        .feed_wanted = on_feed_wanted,
        .takes_slides = on_takes_slides,
        .reports = on_reports,
        .slides = on_slides,
        .slides_sound = on_sound,
};

/* ---- the bots' loop ---- */

static void answer_task(void *data)
{
    Answer *note = data;
    g_autoptr(GError) error = NULL;
    g_assert_true(bot_media_take_answer(note->bot->media, note->sdp, &error));
    g_assert_no_error(error);
    g_free(note->sdp);
    g_free(note);
}

static void on_tick(int64_t now_us, void *data)
{
    Hall *hall = data;
    const bool slides_due = hall->ticks++ % SLIDES_EACH == 0;
    for (int i = 0; i < BOTS; i++) {
        BotMedia *media = hall->bots[i].media;
        if (media != NULL) {
            bot_media_send_sound(media, now_us, now_us);
            if (slides_due) {
                bot_media_send_slides(media, now_us, now_us);
            }
        }
    }
    g_mutex_lock(&hall->lock);
    for (int i = 0; i < BOTS; i++) {
        hall->frames_at[i] = hall->bots[i].slides.picture.shown.total;
        hall->keys_at[i] = hall->bots[i].slides.picture.keys;
    }
    g_cond_broadcast(&hall->changed);
    g_mutex_unlock(&hall->lock);
}

static void on_closed(const char *why, void *user_data)
{
    g_test_message("a bot's connection ended: %s", why);
    g_test_fail();
}

/* Every bot offers to show slides; whose are shown is not for it to say. */
static void enter(Hall *hall, int index)
{
    g_autoptr(GError) error = NULL;
    Attendant *bot = &hall->bots[index];
    bot->hall = hall;
    bot_meters_init(&bot->meters);
    bot_meters_init(&bot->slides);
    g_assert_true(bot_feed_init(&bot->feed,
            &(BotFeedConfig){
                    .clips = hall->clips, .site = (unsigned)index + 1, .voice = BOT_VOICE_QUIET}));
    bot->media = bot_media_new(&(BotMediaConfig){.identity = hall->identity,
                                       .address = "127.0.0.1",
                                       .pictures = true,
                                       .sends = true,
                                       .feed = &bot->feed,
                                       .meters = &bot->meters,
                                       .slides = hall->shown,
                                       .slides_meters = &bot->slides,
                                       .lose_slides = hall->lose_each,
                                       .closed = on_closed,
                                       .user_data = bot},
            &error);
    g_assert_no_error(error);
    g_autofree char *offer = bot_media_offer(bot->media);
    leg_table_add(hall->table, (uint32_t)index + 1, &(LegCall){.offer = offer});
}

static void enter_two_task(void *data)
{
    Hall *hall = data;
    hall->timer = net_timer_new(hall->loop, TICK_US, on_tick, hall);
    enter(hall, 0);
    enter(hall, 1);
}

static void enter_third_task(void *data)
{
    enter(data, 2);
}

static void leave_task(void *data)
{
    Hall *hall = data;
    g_clear_pointer(&hall->timer, net_timer_free);
    for (int i = 0; i < BOTS; i++) {
        g_clear_pointer(&hall->bots[i].media, bot_media_free);
    }
}

/* ---- the test's thread ---- */

static Hall *hall_new(unsigned lose_each)
{
    static const char *const addresses[] = {"127.0.0.1", NULL};
    g_autoptr(GError) error = NULL;
    Hall *hall = g_new0(Hall, 1);
    hall->lose_each = lose_each;
    hall->clock = media_clock(g_get_monotonic_time(), g_get_real_time());
    g_mutex_init(&hall->lock);
    g_cond_init(&hall->changed);
    hall->clips = clip_file_open(g_getenv("CLIPS"), &error);
    g_assert_no_error(error);
    hall->shown = clip_file_find(hall->clips, "slides/1280x720");
    g_assert_nonnull(hall->shown);
    hall->identity = dtls_identity_new(&error);
    g_assert_no_error(error);
    hall->table = leg_table_new(
            &(LegTableConfig){.addresses = addresses,
                    .ladder = picture_feed_ladder(1280, 720, &(PictureRates){1500000, {0}}),
                    .clock = &hall->clock},
            &events, hall, &error);
    g_assert_no_error(error);
    hall->loop = net_loop_new("bots");
    net_loop_call_wait(hall->loop, enter_two_task, hall);
    return hall;
}

static void hall_free(Hall *hall)
{
    net_loop_call_wait(hall->loop, leave_task, hall);
    leg_table_free(hall->table);
    net_loop_free(hall->loop);
    dtls_identity_free(hall->identity);
    clip_file_close(hall->clips);
    g_mutex_clear(&hall->lock);
    g_cond_clear(&hall->changed);
    g_free(hall);
}

static void wait_for(
        Hall *hall, bool (*reached)(const Hall *hall, uint64_t wanted), uint64_t wanted)
{
    const int64_t deadline_us = g_get_monotonic_time() + (int64_t)DEADLINE_S * G_USEC_PER_SEC;
    g_mutex_lock(&hall->lock);
    while (!reached(hall, wanted)) {
        g_assert_true(g_cond_wait_until(&hall->changed, &hall->lock, deadline_us));
    }
    g_mutex_unlock(&hall->lock);
}

static bool two_are_in(const Hall *hall, uint64_t wanted)
{
    return hall->connected[0] && hall->connected[1];
}

static bool second_saw(const Hall *hall, uint64_t wanted)
{
    return hall->frames_at[1] >= wanted;
}

static bool first_saw(const Hall *hall, uint64_t wanted)
{
    return hall->frames_at[0] >= wanted;
}

static bool third_saw(const Hall *hall, uint64_t wanted)
{
    return hall->frames_at[2] >= wanted;
}

static bool ticked(const Hall *hall, uint64_t wanted)
{
    return (uint64_t)hall->ticks >= wanted;
}

static uint64_t frames_at(Hall *hall, int index)
{
    g_mutex_lock(&hall->lock);
    const uint64_t frames = hall->frames_at[index];
    g_mutex_unlock(&hall->lock);
    return frames;
}

/* So long that whatever was on its way has come. */
static void let_pass(Hall *hall, uint64_t ticks)
{
    g_mutex_lock(&hall->lock);
    const uint64_t now = (uint64_t)hall->ticks;
    g_mutex_unlock(&hall->lock);
    wait_for(hall, ticked, now + ticks);
}

static void test_only_what_is_presented_is_shown(void)
{
    Hall *hall = hall_new(0);
    wait_for(hall, two_are_in, 0);
    let_pass(hall, 50); /* both send slides all the time, and nobody was asked for them */
    g_assert_cmpuint(frames_at(hall, 0) + frames_at(hall, 1), ==, 0);

    leg_table_present(hall->table, 1);
    wait_for(hall, second_saw, 50);
    g_assert_cmpuint(frames_at(hall, 0), ==, 0); /* it has them before its eyes */

    net_loop_call_wait(hall->loop, enter_third_task, hall); /* one who comes later */
    wait_for(hall, third_saw, 50);

    leg_table_present(hall->table, 2); /* another presenter takes over */
    wait_for(hall, first_saw, 50);
    const uint64_t second = frames_at(hall, 1);
    const uint64_t third = frames_at(hall, 2);
    wait_for(hall, third_saw, third + 25);
    g_assert_cmpuint(frames_at(hall, 1), ==, second);

    leg_table_present(hall->table, 0);
    let_pass(hall, 25);
    const uint64_t first = frames_at(hall, 0);
    let_pass(hall, 50);
    g_assert_cmpuint(frames_at(hall, 0), ==, first); /* the stream just stops */

    net_loop_call_wait(hall->loop, leave_task, hall);
    for (int i = 0; i < BOTS; i++) {
        g_assert_true(hall->takes_slides[i]);
    }
    g_assert_cmpuint(hall->frames_of[2], ==, 0); /* its slides were never taken */
    for (int i = 0; i < BOTS; i++) {
        g_assert_cmpuint(hall->bots[i].slides.picture.jumps, ==, 0);
        g_assert_cmpint(hall->bots[i].slides.picture_lost, ==, 0);
    }
    g_assert_cmpuint(hall->bots[0].slides.picture.keys, >=, 1);
    g_assert_cmpuint(hall->bots[2].slides.picture.keys, >=, 2); /* of both presentations */
    g_assert_cmpuint(hall->bots[2].slides.key_requests, ==, 0);
    hall_free(hall);
}

/* What is lost on one line is sent again there; the presenter hears of it only if that does not help. */
static void test_a_lossy_line_is_repaired(void)
{
    Hall *hall = hall_new(20);
    wait_for(hall, two_are_in, 0);
    leg_table_present(hall->table, 1);
    wait_for(hall, second_saw, 150);
    net_loop_call_wait(hall->loop, leave_task, hall);
    const BotMeters *seen = &hall->bots[1].slides;
    g_test_message("%" G_GUINT64_FORMAT " asked for, %" G_GUINT64_FORMAT
                   " came again, %" G_GUINT64_FORMAT " jumps, %" G_GUINT64_FORMAT
                   " key frames asked for",
            seen->nacks, seen->recovered, seen->picture.jumps, hall->bots[0].slides.key_requests);
    g_assert_cmpuint(seen->nacks, >, 0);
    g_assert_cmpuint(seen->recovered, >, 0);
    g_assert_cmpuint(hall->bots[0].slides.key_requests, <=,
            12); /* in 6 s at least, one at most a second and as many joins */
    hall_free(hall);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func(
            "/slides/only_what_is_presented_is_shown", test_only_what_is_presented_is_shown);
    g_test_add_func("/slides/a_lossy_line_is_repaired", test_a_lossy_line_is_repaired);
    return g_test_run();
}
