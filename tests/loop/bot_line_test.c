/* Bots that are rooms' devices, with keys and in the clear, in a room of the MCU: they are shown its pictures and hear it. */
#include "tests/bots/bot_line.h"

#include "mcu/media/video_codec_list.h"
#include "tests/bots/bot_media.h"
#include "tests/loop/hardware_hall.h"

#include <string.h>

enum {
    BOTS = 2,
    TICK_US = 20000,
    LOOK_MS = 20,
    FRAMES = 10,
    SOUNDS = 20,
};

typedef struct Device {
    const char *name;
    bool plain;
    NetLoop *loop;
    DtlsIdentity *identity;
    BotFeed feed;
    BotMeters *meters;
    BotMedia *media;
    NetTimer *timer;
    char *sdp; /* from one thread to the other, who waits */
    unsigned ticks;
    gint done; /* atomic */
} Device;

static void on_closed(const char *why, void *user_data)
{
    g_error("a device was lost: %s", why);
}

static void on_tick(int64_t now_us, void *data)
{
    Device *device = data;
    bot_media_send_sound(device->media, now_us, now_us);
    if (device->ticks++ % 2 == 0) {
        bot_media_send_picture(device->media, now_us, now_us);
    }
    const bool done = device->meters->picture.shown.total >= FRAMES &&
            device->meters->sound.total >= SOUNDS && device->meters->joined_us > 0;
    g_atomic_int_set(&device->done, done);
}

static void offer_task(void *data)
{
    Device *device = data;
    g_autoptr(GError) error = NULL;
    device->media = bot_media_new(&(BotMediaConfig){.identity = device->identity,
                                          .address = "127.0.0.1",
                                          .hardware = device->loop,
                                          .plain = device->plain,
                                          .pictures = true,
                                          .sends = true,
                                          .feed = &device->feed,
                                          .meters = device->meters,
                                          .closed = on_closed},
            &error);
    g_assert_no_error(error);
    device->sdp = bot_media_offer(device->media);
}

static void answer_task(void *data)
{
    Device *device = data;
    g_autoptr(GError) error = NULL;
    g_assert_false(bot_media_take_answer(device->media, "v=0\r\n", &error)); /* it waits on */
    g_clear_error(&error);
    g_assert_true(bot_media_take_answer(device->media, device->sdp, &error));
    device->timer = net_timer_new(device->loop, TICK_US, on_tick, device);
}

static void end_task(void *data)
{
    Device *device = data;
    g_clear_pointer(&device->timer, net_timer_free);
    g_clear_pointer(&device->media, bot_media_free);
}

static void invite(Device *device, HardwareHall *hall, const ClipFile *clips)
{
    g_assert_true(bot_feed_init(&device->feed,
            &(BotFeedConfig){.clips = clips,
                    .site = 1,
                    .width = 320,
                    .height = 180,
                    .fixed_size = true,
                    .voice = BOT_VOICE_TALKS}));
    device->meters = g_new0(BotMeters, 1);
    bot_meters_init(device->meters);
    net_loop_call_wait(device->loop, offer_task, device);
    hardware_hall_add(hall, device->name, device->sdp, device->plain);
    g_assert_nonnull(hall->answer);
    g_assert_true(device->plain || strstr(hall->answer, "a=crypto:") != NULL);
    g_free(device->sdp);
    device->sdp = g_strdup(hall->answer);
    net_loop_call_wait(device->loop, answer_task, device);
}

static bool all_are_served(void *user_data)
{
    Device *devices = user_data;
    bool all = true;
    for (size_t i = 0; i < BOTS; i++) {
        all = all && g_atomic_int_get(&devices[i].done) != 0;
    }
    return all;
}

static void test_in_a_room(void)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(ClipFile) clips = clip_file_open(g_getenv("CLIPS"), &error);
    g_assert_no_error(error);
    g_autoptr(DtlsIdentity) identity = dtls_identity_new(&error);
    g_assert_no_error(error);
    NetLoop *loop = net_loop_new("devices");
    Device devices[BOTS] = {{.name = "keys"}, {.name = "plain", .plain = true}};
    HardwareHall hall;
    hardware_hall_init(&hall);
    for (size_t i = 0; i < BOTS; i++) {
        devices[i].loop = loop;
        devices[i].identity = identity;
        invite(&devices[i], &hall, clips);
    }
    hardware_hall_beat(&hall, LOOK_MS, all_are_served, devices);
    g_assert_cmpuint(hall.connected, ==, BOTS);
    for (size_t i = 0; i < BOTS; i++) {
        net_loop_call_wait(loop, end_task, &devices[i]);
        g_free(devices[i].sdp);
        g_free(devices[i].meters);
    }
    net_loop_free(loop);
    hardware_hall_clear(&hall);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    video_codec_list_load();
    g_test_add_func("/bot_line/in_a_room", test_in_a_room);
    return g_test_run();
}
