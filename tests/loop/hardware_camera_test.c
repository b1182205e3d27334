/*
 * A device whose camera is moved from here: it says what it can when it is asked, in bytes written by hand with their
 * bits in HDLC's order, as some devices do, and is told the same way.
 */
#include "mcu/media/video_codec_list.h"
#include "mcu/wire/byte_writer.h"
#include "mcu/wire/rtp_packet.h"
#include "tests/loop/hardware_hall.h"
#include "tests/loop/hardware_peer.h"

#include <gio/gio.h>

#include <string.h>

enum {
    TICK_MS = 20,
    PAYLOAD_TYPE = 100,
    MOVE_MS = 1000, /* two repeats of what is wanted, then its end */
    FRAME_SIZE = 9, /* before what is said */
};

/* What a frame says, from the client's number on. */
static const uint8_t asked_ability[] = {0x00, 0x03, 0x40, 0xff};
static const uint8_t can[] = {0x00, 0x8e, 0xc0, 0, 0, 0, 0, 0x00, 0x03, 0x40, 0x00, 0x81, 0xa0,
        0x28, 0x07}; /* five presets, a main camera: pan, tilt, zoom */
static const uint8_t start_right[] = {0x80, 0x03, 0x80, 0x03, 0x00};
static const uint8_t on_right[] = {0x80, 0x03, 0x40, 0x03};
static const uint8_t stop_right[] = {0x80, 0x03, 0xc0, 0x03};
static const uint8_t store_second[] = {0x80, 0x03, 0xe0, 0x08};

typedef struct Device {
    HardwareHall hall;
    HardwarePeer *peer;
    GSocket *socket;
    GSocketAddress *to;
    uint16_t sequence;
    unsigned starts, goes_on, stops, stores;
} Device;

static void send_frame(Device *device, const uint8_t *frame, size_t size)
{
    uint8_t packet[RTP_PACKET_SIZE_MAX];
    ByteWriter writer = byte_writer(packet, sizeof packet);
    const RtpHeader header = {
            .payload_type = PAYLOAD_TYPE, .sequence = device->sequence++, .ssrc = 0x224};
    rtp_packet_write(&header, false, &writer);
    byte_writer_bytes(&writer, frame, size);
    (void)g_socket_send_to(device->socket, device->to, (char *)packet, writer.size, NULL, NULL);
}

static bool says(const uint8_t *frame, size_t size, const uint8_t *what, size_t what_size)
{
    return size == FRAME_SIZE - 2 + what_size &&
            memcmp(frame + FRAME_SIZE - 2, what, what_size) == 0;
}

/* Asked in whatever order of bits, it answers in its own. */
static void take_frame(Device *device, const uint8_t *frame, size_t size)
{
    static const uint8_t asked[] = {0x00, 0xc0, 0x02, 0xff, 0x81};
    if (says(frame, size, asked, sizeof asked) ||
            (size > FRAME_SIZE && memcmp(frame + FRAME_SIZE - 2, asked_ability, 4) == 0)) {
        send_frame(device, can, sizeof can);
    }
    device->starts += says(frame, size, start_right, sizeof start_right) ? 1 : 0;
    device->goes_on += says(frame, size, on_right, sizeof on_right) ? 1 : 0;
    device->stops += says(frame, size, stop_right, sizeof stop_right) ? 1 : 0;
    device->stores += says(frame, size, store_second, sizeof store_second) ? 1 : 0;
}

static void beat(Device *device)
{
    uint8_t packet[RTP_PACKET_SIZE_MAX];
    gssize size = 0;
    hardware_peer_tick(device->peer, false);
    while ((size = g_socket_receive(device->socket, (char *)packet, sizeof packet, NULL, NULL)) >
            0) {
        RtpHeader header;
        g_assert_true(rtp_packet_read(packet, (size_t)size, &header));
        g_assert_cmpuint(header.payload_type, ==, PAYLOAD_TYPE);
        take_frame(device, packet + header.payload_offset, header.payload_size);
    }
}

static bool is_known(void *user_data)
{
    Device *device = user_data;
    beat(device);
    return device->hall.quality.pans;
}

static bool has_stopped(void *user_data)
{
    Device *device = user_data;
    beat(device);
    return device->stops > 0;
}

static bool is_stored(void *user_data)
{
    Device *device = user_data;
    beat(device);
    return device->stores > 0;
}

static bool is_forgotten(void *user_data)
{
    Device *device = user_data;
    beat(device);
    return !device->hall.quality.pans && !device->hall.quality.tilts;
}

static char *describe(const Device *device, bool with_camera)
{
    g_autoptr(GSocketAddress) place = g_socket_get_local_address(device->socket, NULL);
    g_autofree char *line =
            g_strdup_printf("m=application %u RTP/AVP %d\r\na=rtpmap:%d H224/4800\r\n",
                    with_camera ? g_inet_socket_address_get_port(G_INET_SOCKET_ADDRESS(place)) : 0,
                    PAYLOAD_TYPE, PAYLOAD_TYPE);
    return hardware_peer_describe(device->peer, line);
}

static void device_init(Device *device)
{
    static const HardwarePeerConfig config = {
            "dome", SOUND_CODEC_PCMU, SDP_CRYPTO_NONE, 440, false};
    g_autoptr(GSocketAddress) place = g_inet_socket_address_new_from_string("127.0.0.1", 0);
    *device = (Device){.peer = hardware_peer_new(&config)};
    hardware_hall_init(&device->hall);
    device->socket =
            g_socket_new(G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_DATAGRAM, G_SOCKET_PROTOCOL_UDP, NULL);
    g_assert_true(g_socket_bind(device->socket, place, false, NULL));
    g_socket_set_blocking(device->socket, false);
    g_autofree char *offer = describe(device, true);
    hardware_hall_add(&device->hall, "dome", offer, true);
    g_assert_nonnull(device->hall.answer);
    hardware_peer_learn(device->peer, device->hall.answer);
    const char *line = strstr(device->hall.answer, "m=application ");
    g_assert_nonnull(line);
    device->to = g_inet_socket_address_new_from_string(
            "127.0.0.1", (guint)g_ascii_strtoull(line + strlen("m=application "), NULL, 10));
}

static void device_clear(Device *device)
{
    hardware_hall_clear(&device->hall);
    hardware_peer_free(device->peer);
    g_object_unref(device->socket);
    g_object_unref(device->to);
}

static void test_moves_and_keeps(void)
{
    Device device;
    char dome[] = "dome";
    char nobody[] = "nobody";
    device_init(&device);
    hardware_hall_beat(&device.hall, TICK_MS, is_known, &device);
    g_assert_true(device.hall.quality.tilts && device.hall.quality.zooms);
    g_assert_false(device.hall.quality.focuses);
    g_assert_cmpint(device.hall.quality.presets, ==, 5);

    const ApiLegCamera right = {.leg = dome, .pan = 7, .focus = 1, .ms = MOVE_MS};
    g_assert_true(room_move_camera(device.hall.room, &right));
    hardware_hall_beat(&device.hall, TICK_MS, has_stopped, &device);
    g_assert_cmpuint(device.starts, ==, 1);
    g_assert_cmpuint(device.goes_on, >=, 1);

    const ApiLegPreset second = {.leg = dome, .preset = 1, .store = true};
    g_assert_true(room_camera_preset(device.hall.room, &second));
    hardware_hall_beat(&device.hall, TICK_MS, is_stored, &device);

    g_autofree char *without = describe(&device, false);
    hardware_hall_update(&device.hall, "dome", without);
    hardware_hall_beat(&device.hall, TICK_MS, is_forgotten, &device);
    g_assert_false(room_move_camera(device.hall.room, &(ApiLegCamera){.leg = nobody}));
    g_assert_false(room_camera_preset(device.hall.room, &(ApiLegPreset){.leg = nobody}));
    device_clear(&device);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    video_codec_list_load();
    g_test_add_func("/hardware_camera/moves_and_keeps", test_moves_and_keeps);
    return g_test_run();
}
