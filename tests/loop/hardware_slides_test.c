/*
 * Slides of room systems: one asks for the floor over BFCP and shows its own in H.264 without parts, which the others get
 * in VP8; then another shows its in VP8, which comes as it is, and to the first in H.264. Who has one video line alone
 * sees them in its picture.
 */
#include "mcu/media/video_codec_list.h"
#include "mcu/wire/bfcp_message.h"
#include "tests/loop/hardware_hall.h"
#include "tests/loop/hardware_wall.h"

#include <gio/gio.h>

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

enum {
    DEVICES = 4,
    ASKS = 0, /* shows its slides by BFCP, */
    SHOWS,    /* because the chair lets it, */
    WATCHES,
    COMPOSED, /* has no second video line */
    TICK_MS = 1000 / HARDWARE_HALL_FPS,
    FLOOR = 1,
};

static const HardwareWallConfig configs[DEVICES] = {
        {"asks", PICTURE_CODEC_H264, "a=fmtp:97 profile-level-id=42801f\r\n", {80, 90, 200}},
        {"shows", PICTURE_CODEC_VP8, "", {150, 60, 60}},
        {"watches", PICTURE_CODEC_VP8, "", {0, 0, 0}},
        {"composed", PICTURE_CODEC_VP8, "", {0, 0, 0}},
};

typedef struct Device {
    HardwareWall *wall;
    GSocket *socket; /* of its floor control */
    GSocketAddress *to;
    uint32_t conference;
    uint16_t user;
    uint16_t transaction;
    uint16_t request;
    BfcpStatus status;
    bool others; /* somebody else has the floor */
} Device;

typedef struct Lesson {
    HardwareHall hall;
    Device devices[DEVICES];
    size_t presenter;
    BfcpStatus expected; /* of the one that asks */
} Lesson;

/* ---- the floor ---- */

static void send_message(Device *device, BfcpMessage message)
{
    uint8_t bytes[BFCP_SIZE_MAX];
    ByteWriter writer = byte_writer(bytes, sizeof bytes);
    message.version = BFCP_VERSION_DATAGRAM;
    message.conference = device->conference;
    message.user = device->user;
    bfcp_message_write(&message, &writer);
    (void)g_socket_send_to(
            device->socket, device->to, (const char *)bytes, writer.size, NULL, NULL);
}

static void ask(Device *device, BfcpPrimitive primitive)
{
    BfcpMessage message = {.primitive = (uint8_t)primitive, .transaction = ++device->transaction};
    if (primitive == BFCP_FLOOR_RELEASE) {
        message.has_request_id = true;
        message.request_id = device->request;
    } else {
        message.floors[message.floor_count++] = FLOOR;
    }
    send_message(device, message);
}

static void take_message(Device *device, const BfcpMessage *message)
{
    const bool is_request = message->primitive == BFCP_FLOOR_REQUEST_STATUS;
    if (is_request) {
        device->request = message->requests[0].id;
        device->status = message->requests[0].status;
    } else if (message->primitive == BFCP_FLOOR_STATUS) {
        device->others =
                message->request_count > 0 && message->requests[0].beneficiary != device->user;
    }
    if (!message->response) {
        send_message(device,
                (BfcpMessage){
                        .primitive =
                                is_request ? BFCP_FLOOR_REQUEST_STATUS_ACK : BFCP_FLOOR_STATUS_ACK,
                        .response = true,
                        .transaction = message->transaction,
                });
    }
}

static void take_messages(Device *device)
{
    uint8_t bytes[BFCP_SIZE_MAX];
    BfcpMessage message;
    gssize size = 0;
    while (device->socket != NULL &&
            (size = g_socket_receive(device->socket, (char *)bytes, sizeof bytes, NULL, NULL)) >
                    0) {
        g_assert_cmpint(bfcp_message_read(bytes, (size_t)size, &message), ==, BFCP_READ_OK);
        take_message(device, &message);
    }
}

static void open_floor(Device *device)
{
    g_autoptr(GSocketAddress) place = g_inet_socket_address_new_from_string("127.0.0.1", 0);
    device->socket =
            g_socket_new(G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_DATAGRAM, G_SOCKET_PROTOCOL_UDP, NULL);
    g_assert_true(g_socket_bind(device->socket, place, false, NULL));
    g_socket_set_blocking(device->socket, false);
}

static void learn_floor(Device *device, const char *answer)
{
    unsigned port = 0;
    unsigned user = 0;
    const char *line = strstr(answer, "m=application ");
    g_assert_nonnull(line);
    const char *conference = strstr(line, "\r\na=floorctrl:s-only\r\na=confid:");
    const char *user_line = strstr(line, "\r\na=userid:");
    g_assert_true(conference != NULL && user_line != NULL);
    port = (unsigned)strtoul(line + strlen("m=application "), NULL, 10);
    device->conference =
            (uint32_t)strtoul(conference + strlen("\r\na=floorctrl:s-only\r\na=confid:"), NULL, 10);
    user = (unsigned)strtoul(user_line + strlen("\r\na=userid:"), NULL, 10);
    device->user = (uint16_t)user;
    device->to = g_inet_socket_address_new_from_string("127.0.0.1", port);
}

/* ---- the meeting ---- */

static char *offer_of(const Device *device, const char *name)
{
    g_autofree char *video = hardware_wall_describe(device->wall);
    GString *offer = g_string_new(NULL);
    g_string_append_printf(offer,
            "v=0\r\no=%s 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\n", name);
    if (device->socket == NULL) {
        g_string_append(offer, video);
    } else {
        g_autoptr(GSocketAddress) place = g_socket_get_local_address(device->socket, NULL);
        g_string_append_printf(offer,
                "m=audio 9 RTP/AVP 0\r\na=inactive\r\n%sa=content:slides\r\n"
                "m=application %u UDP/BFCP *\r\na=floorctrl:c-only\r\n",
                video, g_inet_socket_address_get_port(G_INET_SOCKET_ADDRESS(place)));
    }
    return g_string_free(offer, FALSE);
}

static void invite(Lesson *lesson, size_t i)
{
    Device *device = &lesson->devices[i];
    device->wall = hardware_wall_new(&configs[i]);
    if (i != COMPOSED) {
        open_floor(device);
    }
    g_autofree char *offer = offer_of(device, configs[i].name);
    hardware_hall_add(&lesson->hall, configs[i].name, offer, true);
    g_assert_nonnull(lesson->hall.answer);
    hardware_wall_learn(
            device->wall, lesson->hall.answer, i == COMPOSED ? SDP_ROLE_PICTURE : SDP_ROLE_SLIDES);
    if (i != COMPOSED) {
        learn_floor(device, lesson->hall.answer);
    }
}

static void lesson_init(Lesson *lesson)
{
    *lesson = (Lesson){.presenter = DEVICES};
    hardware_hall_init(&lesson->hall);
    for (size_t i = 0; i < DEVICES; i++) {
        invite(lesson, i);
    }
}

static void lesson_clear(Lesson *lesson)
{
    hardware_hall_clear(&lesson->hall);
    for (size_t i = 0; i < DEVICES; i++) {
        hardware_wall_free(lesson->devices[i].wall);
        g_clear_object(&lesson->devices[i].socket);
        g_clear_object(&lesson->devices[i].to);
    }
}

static void present(Lesson *lesson, size_t presenter)
{
    const ApiSlides slides = {
            .leg = (char *)(presenter < DEVICES ? configs[presenter].name : ""),
    };
    g_assert_true(room_set_slides(lesson->hall.room, &slides));
    lesson->presenter = presenter;
}

static void turn(Lesson *lesson)
{
    const int64_t now_us = g_get_monotonic_time();
    for (size_t i = 0; i < DEVICES; i++) {
        Device *device = &lesson->devices[i];
        if (i == lesson->presenter) {
            hardware_wall_send(device->wall, now_us);
        }
        hardware_wall_take(device->wall, now_us);
        take_messages(device);
    }
}

static bool all_see(Lesson *lesson)
{
    for (size_t i = 0; i < DEVICES; i++) {
        if (i != lesson->presenter &&
                !hardware_wall_sees(lesson->devices[i].wall, HARDWARE_HALL_WIDTH / 3,
                        HARDWARE_HALL_HEIGHT / 2, &configs[lesson->presenter].colour)) {
            return false;
        }
    }
    return true;
}

static bool beat_shown(void *user_data)
{
    turn(user_data);
    return all_see(user_data);
}

static bool beat_asked(void *user_data)
{
    Lesson *lesson = user_data;
    turn(lesson);
    return lesson->hall.wanted > 0 && lesson->devices[ASKS].status == BFCP_PENDING;
}

static bool beat_told(void *user_data)
{
    Lesson *lesson = user_data;
    turn(lesson);
    return lesson->devices[ASKS].status == lesson->expected;
}

static void expect(Lesson *lesson, BfcpStatus status)
{
    lesson->expected = status;
    hardware_hall_beat(&lesson->hall, TICK_MS, beat_told, lesson);
}

static void ask_and_wait(Lesson *lesson)
{
    lesson->hall.wanted = 0;
    ask(&lesson->devices[ASKS], BFCP_FLOOR_REQUEST);
    hardware_hall_beat(&lesson->hall, TICK_MS, beat_asked, lesson);
}

static void test_shows_slides_to_all(void)
{
    Lesson lesson;
    lesson_init(&lesson);
    ask_and_wait(&lesson);
    present(&lesson, ASKS);
    expect(&lesson, BFCP_GRANTED);
    hardware_hall_beat(&lesson.hall, TICK_MS, beat_shown, &lesson);
    g_test_message("in H.264 after %u ms", lesson.hall.ticks * TICK_MS);

    present(&lesson, SHOWS); /* it has not asked: its page did, say */
    expect(&lesson, BFCP_REVOKED);
    hardware_hall_beat(&lesson.hall, TICK_MS, beat_shown, &lesson);
    g_test_message("in VP8 after %u ms", lesson.hall.ticks * TICK_MS);
    lesson_clear(&lesson);
}

static bool beat_others(void *user_data)
{
    Lesson *lesson = user_data;
    turn(lesson);
    return lesson->devices[ASKS].others == (lesson->presenter == SHOWS);
}

static bool beat_released(void *user_data)
{
    Lesson *lesson = user_data;
    turn(lesson);
    return lesson->hall.released > 0;
}

static void test_tells_how_the_floor_stands(void)
{
    char asks[] = "asks", nobody[] = "nobody";
    ApiLegFloor floor = {.leg = asks};
    Lesson lesson;
    lesson_init(&lesson);
    ask(&lesson.devices[ASKS], BFCP_FLOOR_QUERY);
    ask_and_wait(&lesson);
    g_assert_true(room_deny_floor(lesson.hall.room, &floor));
    expect(&lesson, BFCP_DENIED);
    present(&lesson, SHOWS);
    hardware_hall_beat(&lesson.hall, TICK_MS, beat_others, &lesson);
    present(&lesson, DEVICES);
    hardware_hall_beat(&lesson.hall, TICK_MS, beat_others, &lesson);
    ask_and_wait(&lesson);
    present(&lesson, ASKS);
    expect(&lesson, BFCP_GRANTED);
    ask(&lesson.devices[ASKS], BFCP_FLOOR_RELEASE);
    expect(&lesson, BFCP_RELEASED);
    hardware_hall_beat(&lesson.hall, TICK_MS, beat_released, &lesson);
    floor.leg = nobody;
    g_assert_false(room_deny_floor(lesson.hall.room, &floor));
    lesson_clear(&lesson);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    video_codec_list_load();
    g_test_add_func("/hardware_slides/shows_slides_to_all", test_shows_slides_to_all);
    g_test_add_func("/hardware_slides/tells_how_the_floor_stands", test_tells_how_the_floor_stands);
    return g_test_run();
}
