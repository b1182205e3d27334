#include "tests/bots/bot_media.h"

#include "tests/fakes/echo_mcu.h"

#include <stdlib.h>

/* A bot and an MCU that gives it its own back, on one loop, over real sockets of this machine. */
typedef struct Meeting {
    NetLoop *loop;
    DtlsIdentity *identity;
    ClipFile *clips;
    BotFeed feed;
    BotMeters *meters;
    BotMedia *media;
    EchoMcu *echo;
    NetTimer *timer;
    unsigned lose_each;
    bool closed;
    int64_t ticks;

    /* Under lock: what the test waits for. */
    GMutex lock;
    GCond reached;
    uint64_t frames_wanted;
    bool is_reached;
} Meeting;

static void on_tick(int64_t now_us, void *data)
{
    Meeting *meeting = data;

    bot_media_send_sound(meeting->media, now_us, now_us);
    if (meeting->ticks++ % 2 == 0) {
        bot_media_send_picture(meeting->media, now_us, now_us);
    }
    g_mutex_lock(&meeting->lock);
    if (meeting->meters->picture.shown.total >= meeting->frames_wanted) {
        meeting->is_reached = true;
        g_cond_signal(&meeting->reached);
    }
    g_mutex_unlock(&meeting->lock);
}

static void on_closed(const char *why, void *user_data)
{
    ((Meeting *)user_data)->closed = true;
}

static void begin_task(void *data)
{
    Meeting *meeting = data;
    g_autoptr(GError) error = NULL;
    g_autofree char *answer = NULL;

    meeting->media = bot_media_new(&(BotMediaConfig){.identity = meeting->identity,
                                           .address = "127.0.0.1",
                                           .pictures = true,
                                           .sends = true,
                                           .feed = &meeting->feed,
                                           .meters = meeting->meters,
                                           .closed = on_closed,
                                           .user_data = meeting},
            &error);
    g_assert_no_error(error);
    g_autofree char *offer = bot_media_offer(meeting->media);
    meeting->echo = echo_mcu_new(
            meeting->loop, meeting->identity, offer, meeting->lose_each, &answer, &error);
    g_assert_no_error(error);
    bot_media_take_answer(meeting->media, answer, &error);
    g_assert_no_error(error);
    meeting->timer = net_timer_new(meeting->loop, 20000, on_tick, meeting);
}

static void end_task(void *data)
{
    Meeting *meeting = data;
    g_clear_pointer(&meeting->timer, net_timer_free);
    g_clear_pointer(&meeting->media, bot_media_free);
    g_clear_pointer(&meeting->echo, echo_mcu_free);
}

static void begin(Meeting *meeting, unsigned lose_each)
{
    g_autoptr(GError) error = NULL;

    *meeting = (Meeting){.lose_each = lose_each};
    g_mutex_init(&meeting->lock);
    g_cond_init(&meeting->reached);
    meeting->clips = clip_file_open(g_getenv("CLIPS"), &error);
    g_assert_no_error(error);
    g_assert_true(bot_feed_init(&meeting->feed,
            &(BotFeedConfig){.clips = meeting->clips,
                    .site = 1,
                    .width = 640,
                    .height = 360,
                    .voice = BOT_VOICE_TALKS}));
    meeting->meters = g_new0(BotMeters, 1);
    bot_meters_init(meeting->meters);
    meeting->identity = dtls_identity_new(&error);
    g_assert_no_error(error);
    meeting->loop = net_loop_new("bot-media");
    net_loop_call_wait(meeting->loop, begin_task, meeting);
}

/* Until the bot has been shown so many pictures. */
static void wait_for_frames(Meeting *meeting, uint64_t frames)
{
    const int64_t deadline_us = g_get_monotonic_time() + INT64_C(60000000);

    g_mutex_lock(&meeting->lock);
    meeting->frames_wanted = frames;
    meeting->is_reached = false;
    while (!meeting->is_reached) {
        g_assert_true(g_cond_wait_until(&meeting->reached, &meeting->lock, deadline_us));
    }
    g_mutex_unlock(&meeting->lock);
}

static void end(Meeting *meeting)
{
    net_loop_call_wait(meeting->loop, end_task, meeting);
    net_loop_free(meeting->loop);
    dtls_identity_free(meeting->identity);
    clip_file_close(meeting->clips);
    g_free(meeting->meters);
    g_mutex_clear(&meeting->lock);
    g_cond_clear(&meeting->reached);
}

static void test_sees_and_hears_itself(void)
{
    Meeting meeting;

    begin(&meeting, 0);
    wait_for_frames(&meeting, 60);
    net_loop_call_wait(meeting.loop, end_task, &meeting);
    g_assert_cmpint(meeting.meters->joined_us, >, 0);
    g_assert_cmpuint(meeting.meters->connections, ==, 1);
    g_assert_cmpuint(meeting.meters->picture.keys, >=, 2);
    g_assert_cmpuint(meeting.meters->picture.jumps, ==, 0);
    g_assert_cmpint(meeting.meters->picture_lost, ==, 0);
    g_assert_cmpint(meeting.meters->sound_lost, ==, 0);
    g_assert_cmpuint(meeting.meters->sound.total, >=, 100);
    g_assert_cmpuint(meeting.meters->rx_bytes, >, 60000);
    g_assert_false(meeting.closed);
    end(&meeting);
}

static void test_repairs_what_is_lost(void)
{
    Meeting meeting;

    begin(&meeting, 20);
    wait_for_frames(&meeting, 100);
    const uint64_t lost = echo_mcu_lost(meeting.echo);
    net_loop_call_wait(meeting.loop, end_task, &meeting);
    g_assert_cmpuint(lost, >, 5);
    g_assert_cmpuint(meeting.meters->nacks, >, 5);
    g_assert_cmpuint(meeting.meters->nacks_answered, >, 5);
    g_assert_cmpuint(meeting.meters->recovered, >, 5);
    g_assert_cmpint(meeting.meters->picture_lost, ==, 0);
    end(&meeting);
}

static void ask_key_task(void *data)
{
    Meeting *meeting = data;
    echo_mcu_ask_key(meeting->echo);
}

static void test_answers_a_key_frame_request(void)
{
    Meeting meeting;

    begin(&meeting, 0);
    wait_for_frames(&meeting, 5);
    for (uint64_t i = 0; i < 5; i++) {
        net_loop_call_wait(meeting.loop, ask_key_task, &meeting);
        wait_for_frames(&meeting, 10 + 5 * i);
    }
    net_loop_call_wait(meeting.loop, end_task, &meeting);
    g_assert_cmpuint(meeting.meters->key_requests, >=, 5);
    g_assert_cmpuint(meeting.meters->picture.keys, >=, 5); /* without: 2 in 30 pictures */
    end(&meeting);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/bot_media/sees_and_hears_itself", test_sees_and_hears_itself);
    g_test_add_func("/bot_media/repairs_what_is_lost", test_repairs_what_is_lost);
    g_test_add_func("/bot_media/answers_a_key_frame_request", test_answers_a_key_frame_request);
    return g_test_run();
}
