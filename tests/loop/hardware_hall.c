#include "tests/loop/hardware_hall.h"

enum { PATIENCE_MS = 30000 }; /* until then what is waited for has come */

/* ---- the room's events ---- */

static void on_connected(const ApiLegConnected *leg, void *user_data)
{
    ((HardwareHall *)user_data)->connected++;
}

static void on_digit(const ApiLegDigit *pressed, void *user_data)
{
    HardwareHall *hall = user_data;
    g_string_append_printf(hall->digits, "%s%s ", pressed->leg, pressed->digit);
}

static void on_closed(const ApiLegClosed *leg, void *user_data)
{
    g_test_message("%s is gone", leg->leg);
}

static void on_fast_update_wanted(const ApiLegFastUpdate *wanted, void *user_data)
{
    ((HardwareHall *)user_data)->fast_updates++;
}

static void on_floor_requested(const ApiLegFloor *floor, void *user_data)
{
    ((HardwareHall *)user_data)->wanted++;
}

static void on_floor_released(const ApiLegFloor *floor, void *user_data)
{
    ((HardwareHall *)user_data)->released++;
}

static void on_size(const ApiLegSize *size, void *user_data)
{
}

static void on_quality(const ApiLegQuality *quality, void *user_data)
{
    HardwareHall *hall = user_data;
    hall->quality = *quality;
    hall->quality.leg = NULL;
}

static void on_health(const ApiLegHealth *health, void *user_data)
{
}

static void on_speaker(const ApiSpeaker *speaker, void *user_data)
{
}

static void on_seats(const ApiSeats *seats, void *user_data)
{
}

static void on_layout(const ApiLayout *layout, void *user_data)
{
}

static const RoomEvents events = {
        .leg_connected = on_connected,
        .leg_closed = on_closed,
        .leg_digit = on_digit,
        .leg_fast_update_wanted = on_fast_update_wanted,
        .leg_floor_requested = on_floor_requested,
        .leg_floor_released = on_floor_released,
        .leg_size = on_size,
        .leg_quality = on_quality,
        .leg_health = on_health,
        .speaker = on_speaker,
        .seats = on_seats,
        .layout = on_layout,
};

void hardware_hall_init(HardwareHall *hall)
{
    static const char *const addresses[] = {"127.0.0.1", NULL};
    const RoomConfig config = {
            .addresses = addresses,
            .width_px = HARDWARE_HALL_WIDTH,
            .height_px = HARDWARE_HALL_HEIGHT,
            .fps = HARDWARE_HALL_FPS,
            .picture_rates = {.top_bps = 500000},
            .talkers_max = 6,
            .sound_bps = 32000,
    };
    g_autoptr(GError) error = NULL;
    *hall = (HardwareHall){.loop = g_main_loop_new(NULL, FALSE), .digits = g_string_new(NULL)};
    hall->room = room_new(&config, &events, hall, &error);
    g_assert_no_error(error);
}

void hardware_hall_clear(HardwareHall *hall)
{
    room_free(hall->room);
    g_main_loop_unref(hall->loop);
    g_string_free(hall->digits, TRUE);
    g_free(hall->answer);
    g_free(hall->reason);
}

/* ---- what is asked of it ---- */

static void on_answer(const char *answer, ApiFault fault, const char *reason, void *user_data)
{
    HardwareHall *hall = user_data;
    g_free(hall->answer);
    g_free(hall->reason);
    hall->answer = g_strdup(answer);
    hall->reason = g_strdup(reason);
    hall->fault = fault;
    g_main_loop_quit(hall->loop);
}

void hardware_hall_add(HardwareHall *hall, const char *name, const char *offer, bool plain_rtp)
{
    const ApiLegAdd leg = {
            .leg = (char *)name,
            .identity = (char *)name,
            .name = (char *)name,
            .role = API_ROLE_SITE,
            .endpoint = API_ENDPOINT_HARDWARE,
            .plain_rtp = plain_rtp,
            .offer = (char *)offer,
            .notice = (char *)hall->notice,
    };
    room_add_leg(hall->room, &leg, on_answer, hall);
    g_main_loop_run(hall->loop);
}

void hardware_hall_update(HardwareHall *hall, const char *name, const char *offer)
{
    const ApiLegOffer again = {.leg = (char *)name, .offer = (char *)offer};
    room_offer_again(hall->room, &again, on_answer, hall);
    g_main_loop_run(hall->loop);
}

void hardware_hall_settle(HardwareHall *hall, const char *name, const char *answer)
{
    const ApiLegSdp sdp = {.leg = (char *)name, .sdp = (char *)answer};
    room_take_answer(hall->room, &sdp, on_answer, hall);
    g_main_loop_run(hall->loop);
}

/* ---- the beat of who is in it ---- */

static gboolean on_tick(gpointer data)
{
    HardwareHall *hall = data;
    hall->ticks++;
    if (hall->beat(hall->user_data)) {
        hall->beat = NULL;
    }
    return G_SOURCE_CONTINUE;
}

void hardware_hall_beat(
        HardwareHall *hall, unsigned each_ms, bool (*beat)(void *user_data), void *user_data)
{
    hall->beat = beat;
    hall->user_data = user_data;
    hall->ticks = 0;
    const guint timer = g_timeout_add(each_ms, on_tick, hall);
    while (hall->beat != NULL && hall->ticks < PATIENCE_MS / each_ms) {
        g_main_context_iteration(NULL, TRUE);
    }
    g_source_remove(timer);
    g_assert_null(hall->beat);
}
