#include "tests/loop/hardware_wall.h"

#include "mcu/media/video_codec_list.h"
#include "mcu/media/video_decoder.h"
#include "mcu/media/video_encoder.h"
#include "mcu/room/inbound_picture.h"
#include "mcu/rtp/picture_sender.h"
#include "mcu/wire/h264_stream.h"
#include "mcu/wire/rtp_packet.h"
#include "mcu/wire/sdp_hardware.h"
#include "tests/loop/hardware_hall.h"

#include <gio/gio.h>

enum {
    KEY_TICKS = 25, /* it does not listen to what is asked of it */
    NEAR = 12,      /* of a colour */
    PAYLOAD_TYPE = 97,
};

struct HardwareWall {
    const HardwareWallConfig *config;
    GSocket *socket;
    GSocketAddress *to;
    MediaClock clock;
    RtpSender *stream;
    PictureSender *sender;
    VideoEncoder *encoder;
    VideoFramePool *pool;
    VideoFrame *camera;
    InboundPicture *inbound; /* NULL before the first packet */
    VideoDecoder *decoder;
    VideoFrame *seen;
    uint64_t pictures;
};

HardwareWall *hardware_wall_new(const HardwareWallConfig *config)
{
    const VideoCodec *codec = video_codec_find(picture_codec_name(config->codec));
    g_autoptr(GSocketAddress) place = g_inet_socket_address_new_from_string("127.0.0.1", 0);
    HardwareWall *wall = g_new0(HardwareWall, 1);
    wall->config = config;
    wall->socket =
            g_socket_new(G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_DATAGRAM, G_SOCKET_PROTOCOL_UDP, NULL);
    g_assert_true(g_socket_bind(wall->socket, place, false, NULL));
    g_socket_set_blocking(wall->socket, false);
    wall->clock = media_clock(0, 0);
    wall->stream = rtp_sender_new(&(RtpSenderConfig){
            .ssrc = g_random_int() | 1U,
            .payload_type = PAYLOAD_TYPE,
            .clock_hz = MEDIA_CLOCK_PICTURE_HZ,
            .clock = &wall->clock,
            .history_packets = 64,
            .history_us = G_USEC_PER_SEC,
    });
    wall->sender = picture_sender_new(wall->stream, 0, 0);
    picture_sender_select(wall->sender, 1);
    wall->encoder = video_encoder_new(codec,
            &(VideoEncoderConfig){.width_px = HARDWARE_HALL_WIDTH,
                    .height_px = HARDWARE_HALL_HEIGHT,
                    .fps = HARDWARE_HALL_FPS,
                    .bitrate_bps = 300000,
                    .threads = 1},
            NULL);
    wall->decoder = video_decoder_new(codec, &(VideoDecoderConfig){0}, NULL);
    wall->pool = video_frame_pool_new(1);
    wall->camera = video_frame_pool_take(wall->pool, HARDWARE_HALL_WIDTH, HARDWARE_HALL_HEIGHT);
    video_frame_fill(wall->camera, config->colour.y, config->colour.u, config->colour.v);
    return wall;
}

void hardware_wall_free(HardwareWall *wall)
{
    if (wall == NULL) {
        return;
    }
    g_object_unref(wall->socket);
    g_object_unref(wall->to);
    picture_sender_free(wall->sender);
    rtp_sender_free(wall->stream);
    video_encoder_free(wall->encoder);
    video_decoder_free(wall->decoder);
    inbound_picture_free(wall->inbound);
    video_frame_unref(wall->seen);
    video_frame_unref(wall->camera);
    video_frame_pool_unref(wall->pool);
    g_free(wall);
}

char *hardware_wall_describe(const HardwareWall *wall)
{
    g_autoptr(GSocketAddress) place = g_socket_get_local_address(wall->socket, NULL);
    return g_strdup_printf("m=video %u RTP/AVP %d\r\na=rtpmap:%d %s/90000\r\n%s",
            g_inet_socket_address_get_port(G_INET_SOCKET_ADDRESS(place)), PAYLOAD_TYPE,
            PAYLOAD_TYPE, picture_codec_name(wall->config->codec), wall->config->format);
}

void hardware_wall_learn(HardwareWall *wall, const char *answer, SdpRole role)
{
    static const SdpHardwareWishes wishes = {.plain_rtp = true, .h264 = true, .slides = true};
    g_autoptr(GError) error = NULL;
    g_autofree SdpHardware *theirs = g_new0(SdpHardware, 1);
    const bool agreed = sdp_hardware_agree(answer, &wishes, theirs, &error);
    g_assert_no_error(error);
    g_assert_true(agreed);
    const size_t index = sdp_hardware_find(theirs, role);
    g_assert_cmpuint(index, <, SDP_MEDIA_MAX);
    g_assert_cmpint(theirs->agreement.streams[index].picture_codec, ==, (int)wall->config->codec);
    const SdpHardwareLine *line = &theirs->lines[index];
    wall->to = g_inet_socket_address_new_from_string(line->address, line->port);
}

void hardware_wall_send(HardwareWall *wall, int64_t now_us)
{
    uint8_t packet[RTP_PACKET_SIZE_MAX];
    size_t size = 0;
    const bool key = wall->pictures % KEY_TICKS == 0;
    g_autoptr(EncodedFrame) frame = video_encoder_encode(wall->encoder, wall->camera, now_us, key);
    g_autoptr(GBytes) bytes = g_bytes_new(frame->data, frame->size_bytes);
    const CodedPictureInfo info = {
            .codec = wall->config->codec,
            .source = 1,
            .number = wall->pictures++,
            .timestamp_ticks = media_clock_ticks(&wall->clock, MEDIA_CLOCK_PICTURE_HZ, now_us),
            .key = frame->key,
    };
    g_autoptr(CodedPicture) picture = coded_picture_new(bytes, &info);
    g_assert_cmpint(picture_sender_begin(wall->sender, picture), ==, PICTURE_SENDER_SENDS);
    while ((size = picture_sender_next(wall->sender, now_us, packet, sizeof packet)) > 0) {
        (void)g_socket_send_to(wall->socket, wall->to, (const char *)packet, size, NULL, NULL);
    }
}

static void wall_show(HardwareWall *wall, int64_t now_us)
{
    AssembledFrame frame;
    while (wall->inbound != NULL && inbound_picture_take(wall->inbound, now_us, &frame)) {
        gsize size = 0;
        g_autoptr(GBytes) bytes = frame.data;
        const uint8_t *data = g_bytes_get_data(bytes, &size);
        VideoFrame *picture = NULL;
        if (video_decoder_decode(wall->decoder, data, size, &picture) == VIDEO_DECODER_PICTURE) {
            video_frame_unref(wall->seen);
            wall->seen = picture;
        }
    }
}

void hardware_wall_take(HardwareWall *wall, int64_t now_us)
{
    uint8_t packet[RTP_PACKET_SIZE_MAX];
    gssize size = 0;
    while ((size = g_socket_receive(wall->socket, (char *)packet, sizeof packet, NULL, NULL)) > 0) {
        RtpHeader header;
        g_assert_true(rtp_packet_read(packet, (size_t)size, &header));
        g_assert_cmpuint(header.payload_type, ==, PAYLOAD_TYPE);
        g_assert_cmpuint(header.payload_size, <=, CODED_PICTURE_PAYLOAD_MAX + 8);
        if (wall->config->codec == PICTURE_CODEC_H264) { /* units alone: mode 0 has no others */
            g_assert_cmpuint(packet[header.payload_offset] & H264_NAL_TYPE_MASK, <=, H264_NAL_PPS);
        }
        if (wall->inbound == NULL) {
            wall->inbound = inbound_picture_new(header.ssrc, wall->config->codec, false);
        }
        inbound_picture_put(wall->inbound, packet, &header, false, now_us);
        wall_show(wall, now_us);
    }
}

const VideoFrame *hardware_wall_seen(const HardwareWall *wall)
{
    return wall->seen;
}

bool hardware_wall_sees(const HardwareWall *wall, int x, int y, const HardwareColour *colour)
{
    return wall->seen != NULL && ABS(*video_frame_at(wall->seen, 0, x, y) - colour->y) <= NEAR &&
            ABS(*video_frame_at(wall->seen, 1, x, y) - colour->u) <= NEAR &&
            ABS(*video_frame_at(wall->seen, 2, x, y) - colour->v) <= NEAR;
}
