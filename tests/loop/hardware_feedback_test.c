/*
 * A key frame is asked for, all ways round: by a device of us, with PLI, FIR or what SIP brings (leg.fast_update); and by
 * us of a device, with what it understands, or through SIP (leg.fast_update_wanted) where that is nothing.
 */
#include "mcu/media/video_codec_list.h"
#include "mcu/wire/packet_kind.h"
#include "mcu/wire/rtcp_feedback.h"
#include "mcu/wire/rtcp_tmmb.h"
#include "mcu/wire/rtp_packet.h"
#include "mcu/wire/vp8_payload.h"
#include "tests/loop/hardware_hall.h"

#include <gio/gio.h>

#include <string.h>

enum {
    TICK_MS = 40,
    PAYLOAD_TYPE = 97,
    OWN_SSRC = 0x5a5a5a5a,
    FRAME_TICKS = 90000 / 25,
    RATE_BPS = 200000, /* for the picture: the lowest rung's */
    SMALL_PX = 180,
    QUIET_MS = 700, /* longer than until a repeat */
};

typedef enum Way { WAY_PLI, WAY_FIR, WAY_SIP, WAYS } Way;

typedef struct Wall {
    HardwareHall hall;
    GSocket *socket;
    GSocketAddress *to;
    uint16_t sequence;
    uint32_t ssrc; /* of what it is sent */
    unsigned keys; /* that it was sent */
    unsigned asked[WAYS];
    uint8_t fir_sequence;
    RtcpTmmb request, notice; /* the last that came */
    unsigned requests;
    Way way;
    unsigned wanted;
} Wall;

/* ---- what comes ---- */

static void take_rtp(Wall *wall, const uint8_t *packet, size_t size)
{
    RtpHeader header;
    Vp8Descriptor descriptor;
    Vp8FrameHeader frame;
    g_assert_true(rtp_packet_read(packet, size, &header));
    const uint8_t *payload = packet + header.payload_offset;
    const size_t before = vp8_payload_read(payload, header.payload_size, &descriptor);
    g_assert_cmpuint(before, >, 0);
    wall->ssrc = header.ssrc;
    if (vp8_payload_starts_frame(&descriptor) &&
            vp8_payload_read_frame(payload + before, header.payload_size - before, &frame) &&
            frame.key) {
        wall->keys++;
    }
}

static void take_rtcp(Wall *wall, const uint8_t *packet, size_t size)
{
    ByteReader reader = byte_reader(packet, size);
    RtcpItem item;
    RtcpPli pli;
    RtcpFir fir;
    while (rtcp_packet_next(&reader, &item)) {
        if (rtcp_feedback_read_pli(&item, &pli)) {
            g_assert_cmpuint(pli.media_ssrc, ==, OWN_SSRC);
            wall->asked[WAY_PLI]++;
        } else if (rtcp_feedback_read_fir(&item, &fir)) {
            g_assert_cmpuint(fir.entries[0].media_ssrc, ==, OWN_SSRC);
            wall->asked[WAY_FIR]++;
        }
        RtcpTmmb tmmb;
        if (rtcp_tmmb_read(&item, &tmmb)) {
            *(tmmb.notice ? &wall->notice : &wall->request) = tmmb;
            wall->requests += tmmb.notice ? 0 : 1;
        }
    }
}

static void take(Wall *wall)
{
    uint8_t packet[RTP_PACKET_SIZE_MAX];
    gssize size = 0;
    while ((size = g_socket_receive(wall->socket, (char *)packet, sizeof packet, NULL, NULL)) > 0) {
        if (packet_kind(packet, (size_t)size) == PACKET_RTCP) {
            take_rtcp(wall, packet, (size_t)size);
        } else {
            take_rtp(wall, packet, (size_t)size);
        }
    }
    wall->asked[WAY_SIP] = wall->hall.fast_updates;
}

/* ---- what goes ---- */

static void send_all(const Wall *wall, const ByteWriter *writer)
{
    g_assert_false(writer->full);
    (void)g_socket_send_to(
            wall->socket, wall->to, (const char *)writer->data, writer->size, NULL, NULL);
}

/* A frame that says what changed, of a picture that was never sent. */
static void send_change(Wall *wall)
{
    static const uint8_t change[] = {0x10, 0x31, 0x00, 0x00, 0x00};
    uint8_t packet[RTP_PACKET_SIZE_MAX];
    ByteWriter writer = byte_writer(packet, sizeof packet);
    const RtpHeader header = {
            .payload_type = PAYLOAD_TYPE,
            .marker = true,
            .sequence = wall->sequence,
            .timestamp_ticks = wall->sequence * (uint32_t)FRAME_TICKS,
            .ssrc = OWN_SSRC,
    };
    wall->sequence++;
    rtp_packet_write(&header, false, &writer);
    byte_writer_bytes(&writer, change, sizeof change);
    send_all(wall, &writer);
}

static void ask(Wall *wall)
{
    static char name[] = "wall";
    uint8_t packet[RTP_PACKET_SIZE_MAX];
    ByteWriter writer = byte_writer(packet, sizeof packet);
    rtcp_packet_write_report(&(RtcpReport){.ssrc = OWN_SSRC}, &writer);
    switch (wall->way) {
    case WAY_PLI:
        rtcp_feedback_write_pli(&(RtcpPli){OWN_SSRC, wall->ssrc}, &writer);
        break;
    case WAY_FIR:
        rtcp_feedback_write_fir(&(RtcpFir){.sender_ssrc = OWN_SSRC,
                                        .count = 1,
                                        .entries = {{wall->ssrc, ++wall->fir_sequence}}},
                &writer);
        break;
    case WAY_SIP:
    case WAYS:
        g_assert_true(room_fast_update(wall->hall.room, &(ApiLegFastUpdate){.leg = name}));
        return;
    }
    send_all(wall, &writer);
}

/* ---- the wall ---- */

static void wall_init(Wall *wall, const char *feedback)
{
    g_autoptr(GSocketAddress) any = g_inet_socket_address_new_from_string("127.0.0.1", 0);
    *wall = (Wall){.sequence = 1000};
    hardware_hall_init(&wall->hall);
    wall->socket =
            g_socket_new(G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_DATAGRAM, G_SOCKET_PROTOCOL_UDP, NULL);
    g_assert_true(g_socket_bind(wall->socket, any, false, NULL));
    g_socket_set_blocking(wall->socket, false);
    g_autoptr(GSocketAddress) place = g_socket_get_local_address(wall->socket, NULL);
    g_autofree char *offer =
            g_strdup_printf("v=0\r\no=wall 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\n"
                            "t=0 0\r\nm=video %u RTP/AVP %d\r\na=rtpmap:%d VP8/90000\r\n"
                            "a=rtcp-mux\r\n%s",
                    g_inet_socket_address_get_port(G_INET_SOCKET_ADDRESS(place)), PAYLOAD_TYPE,
                    PAYLOAD_TYPE, feedback);
    hardware_hall_add(&wall->hall, "wall", offer, true);
    g_assert_nonnull(wall->hall.answer);
    const char *line = strstr(wall->hall.answer, "m=video ");
    g_assert_nonnull(line);
    wall->to = g_inet_socket_address_new_from_string(
            "127.0.0.1", (guint)g_ascii_strtoull(line + strlen("m=video "), NULL, 10));
}

static void wall_clear(Wall *wall)
{
    hardware_hall_clear(&wall->hall);
    g_object_unref(wall->socket);
    g_object_unref(wall->to);
}

static bool beat_until_key(void *user_data)
{
    Wall *wall = user_data;
    send_change(wall); /* it is there */
    take(wall);
    if (wall->keys > 0 && wall->keys < wall->wanted) {
        ask(wall);
    }
    return wall->keys >= wall->wanted;
}

static void test_it_asks_us(void)
{
    Wall wall;
    wall_init(&wall, "a=rtcp-fb:97 nack pli\r\na=rtcp-fb:97 ccm fir\r\n");
    wall.wanted = 1;
    hardware_hall_beat(&wall.hall, TICK_MS, beat_until_key, &wall);
    for (wall.way = WAY_PLI; wall.way < WAYS; wall.way++) {
        wall.wanted = wall.keys + 1;
        hardware_hall_beat(&wall.hall, TICK_MS, beat_until_key, &wall);
        g_test_message("way %d: after %u ms", wall.way, wall.hall.ticks * TICK_MS);
    }
    wall_clear(&wall);
}

static bool beat_until_asked(void *user_data)
{
    Wall *wall = user_data;
    send_change(wall);
    take(wall);
    return wall->asked[wall->way] >= 2; /* again, as long as none comes */
}

static void test_we_ask_it(void)
{
    static const char *const feedbacks[WAYS] = {
            [WAY_PLI] = "a=rtcp-fb:* ccm fir\r\na=rtcp-fb:* nack pli\r\n",
            [WAY_FIR] = "a=rtcp-fb:97 ccm fir\r\n",
            [WAY_SIP] = "",
    };
    for (Way way = WAY_PLI; way < WAYS; way++) {
        Wall wall;
        wall_init(&wall, feedbacks[way]);
        wall.way = way;
        hardware_hall_beat(&wall.hall, TICK_MS, beat_until_asked, &wall);
        for (Way other = WAY_PLI; other < WAYS; other++) {
            g_assert_true(other == way || wall.asked[other] == 0);
        }
        wall_clear(&wall);
    }
}

static void say_rate(const Wall *wall, bool notice, uint32_t ssrc, int64_t rate_bps)
{
    uint8_t packet[RTP_PACKET_SIZE_MAX];
    ByteWriter writer = byte_writer(packet, sizeof packet);
    const RtcpTmmb tmmb = {.notice = notice,
            .sender_ssrc = OWN_SSRC,
            .count = 1,
            .entries = {{.ssrc = ssrc, .bitrate_bps = rate_bps, .overhead_bytes = 40}}};
    rtcp_packet_write_report(&(RtcpReport){.ssrc = OWN_SSRC}, &writer);
    rtcp_tmmb_write(&tmmb, &writer);
    send_all(wall, &writer);
}

static bool beat_until_limited(void *user_data)
{
    Wall *wall = user_data;
    send_change(wall);
    take(wall);
    if (wall->ssrc != 0 && wall->notice.count == 0) {
        say_rate(wall, false, wall->ssrc, RATE_BPS);
    }
    return wall->notice.count == 1 && wall->hall.quality.height_px == SMALL_PX;
}

static bool beat_until_rate_is_asked(void *user_data)
{
    Wall *wall = user_data;
    send_change(wall);
    take(wall);
    return wall->requests >= 2; /* again, as long as it says nothing */
}

static bool beat_on(void *user_data)
{
    Wall *wall = user_data;
    send_change(wall);
    take(wall);
    return wall->hall.ticks * TICK_MS >= QUIET_MS;
}

static void test_rates(void)
{
    Wall wall;
    wall_init(&wall, "a=rtcp-fb:97 nack pli\r\na=rtcp-fb:97 ccm tmmbr\r\n");
    g_assert_nonnull(strstr(wall.hall.answer, "a=rtcp-fb:97 ccm tmmbr\r\n"));
    hardware_hall_beat(&wall.hall, TICK_MS, beat_until_limited, &wall);
    g_assert_cmphex(wall.notice.entries[0].ssrc, ==, OWN_SSRC);
    g_assert_cmpint(wall.notice.entries[0].bitrate_bps, ==, RATE_BPS);

    hardware_hall_beat(&wall.hall, TICK_MS, beat_until_rate_is_asked, &wall);
    g_assert_cmphex(wall.request.entries[0].ssrc, ==, OWN_SSRC);
    g_assert_cmpint(wall.request.entries[0].bitrate_bps, >, 0);
    say_rate(&wall, true, wall.request.sender_ssrc, wall.request.entries[0].bitrate_bps);
    hardware_hall_beat(&wall.hall, TICK_MS, beat_on, &wall); /* what was under way */
    const unsigned requests = wall.requests;
    hardware_hall_beat(&wall.hall, TICK_MS, beat_on, &wall);
    g_assert_cmpuint(wall.requests, ==, requests);
    wall_clear(&wall);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    video_codec_list_load();
    g_test_add_func("/hardware_feedback/it_asks_us", test_it_asks_us);
    g_test_add_func("/hardware_feedback/we_ask_it", test_we_ask_it);
    g_test_add_func("/hardware_feedback/rates", test_rates);
    return g_test_run();
}
