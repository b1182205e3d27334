#include "tests/loop/hardware_peer.h"

#include "mcu/media/audio_decoder.h"
#include "mcu/media/audio_encoder.h"
#include "mcu/net/srtp_session.h"
#include "mcu/wire/rtp_packet.h"
#include "mcu/wire/sdp_hardware.h"
#include "tests/fakes/tone.h"

#include <gio/gio.h>

#include <string.h>

enum {
    HEARD_SAMPLES = PCM_RATE_HZ / 5,
    OPUS_TYPE = 96,
    DIGITS_TYPE = 101,
    KEY_PACKETS = 7,
    DATAGRAM_MAX = 2048,
};

struct HardwarePeer {
    HardwarePeerConfig config;
    unsigned version;
    SdpCrypto key;
    GSocket *said;   /* the port of its description */
    GSocket *socket; /* that it sends from */
    GSocketAddress *to;
    SrtpSession *srtp;
    AudioEncoder *encoder;
    AudioDecoder *decoder;
    Tone tone;
    uint16_t sequence;
    uint32_t timestamp_ticks;
    int16_t heard[HEARD_SAMPLES];
    unsigned packets;
};

static GSocket *open_socket(void)
{
    g_autoptr(GSocketAddress) place = g_inet_socket_address_new_from_string("127.0.0.1", 0);
    GSocket *socket =
            g_socket_new(G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_DATAGRAM, G_SOCKET_PROTOCOL_UDP, NULL);
    g_assert_nonnull(socket);
    g_assert_true(g_socket_bind(socket, place, false, NULL));
    g_socket_set_blocking(socket, false);
    return socket;
}

static unsigned port_of(GSocket *socket)
{
    g_autoptr(GSocketAddress) place = g_socket_get_local_address(socket, NULL);
    return g_inet_socket_address_get_port(G_INET_SOCKET_ADDRESS(place));
}

HardwarePeer *hardware_peer_new(const HardwarePeerConfig *config)
{
    const AudioEncoderConfig encoding = {.codec = config->codec, .bitrate_bps = 64000};
    HardwarePeer *peer = g_new0(HardwarePeer, 1);
    peer->config = *config;
    peer->said = open_socket();
    peer->socket = config->behind_nat ? open_socket() : g_object_ref(peer->said);
    peer->encoder = audio_encoder_new(&encoding, NULL);
    peer->decoder = audio_decoder_new_of(config->codec);
    peer->tone = tone_init(config->hz, HARDWARE_PEER_DBFS);
    peer->sequence = (uint16_t)g_random_int_range(0, 0x7fff);
    peer->timestamp_ticks = g_random_int();
    peer->key.tag = 3;
    peer->key.suite = config->suite;
    peer->key.key_size = sdp_crypto_key_size(config->suite);
    for (size_t i = 0; i < peer->key.key_size; i++) {
        peer->key.key[i] = (uint8_t)g_random_int();
    }
    return peer;
}

void hardware_peer_free(HardwarePeer *peer)
{
    if (peer == NULL) {
        return;
    }
    g_object_unref(peer->said);
    g_object_unref(peer->socket);
    g_clear_object(&peer->to);
    srtp_session_free(peer->srtp);
    audio_encoder_free(peer->encoder);
    audio_decoder_free(peer->decoder);
    g_free(peer);
}

const char *hardware_peer_name(const HardwarePeer *peer)
{
    return peer->config.name;
}

static unsigned payload_type(const HardwarePeer *peer)
{
    const uint8_t fixed = sound_codec_info(peer->config.codec)->payload_type;
    return fixed != SOUND_CODEC_PAYLOAD_TYPE_ANY ? fixed : OPUS_TYPE;
}

char *hardware_peer_describe(HardwarePeer *peer, const char *more)
{
    const SoundCodecInfo *info = sound_codec_info(peer->config.codec);
    const bool keys = peer->config.suite != SDP_CRYPTO_NONE;
    g_autofree char *crypto = keys ? sdp_crypto_write(&peer->key) : NULL;
    return g_strdup_printf("v=0\r\no=%s 1 %u IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\n"
                           "t=0 0\r\nm=audio %u RTP/%sAVP %u %d\r\na=rtpmap:%u %s/%u%s\r\n"
                           "a=rtpmap:%d telephone-event/%u\r\n%s%s%s%s",
            peer->config.name, ++peer->version, port_of(peer->said), keys ? "S" : "",
            payload_type(peer), DIGITS_TYPE, payload_type(peer), info->name, info->clock_hz,
            info->channels == 2 ? "/2" : "", DIGITS_TYPE, info->clock_hz, keys ? "a=crypto:" : "",
            keys ? crypto : "", keys ? "\r\n" : "", more);
}

static void take_keys(HardwarePeer *peer, const SdpCrypto *theirs)
{
    static const SrtpProfile profiles[SDP_CRYPTO_SUITES] = {
            [SDP_CRYPTO_AES_CM_128_HMAC_SHA1_80] = SRTP_PROFILE_AES128_CM_SHA1_80,
            [SDP_CRYPTO_AES_CM_128_HMAC_SHA1_32] = SRTP_PROFILE_AES128_CM_SHA1_32,
            [SDP_CRYPTO_AEAD_AES_128_GCM] = SRTP_PROFILE_AEAD_AES_128_GCM,
    };
    DtlsSrtpKeys keys = {.profile = profiles[theirs->suite], .size = theirs->key_size};
    memcpy(keys.local, peer->key.key, peer->key.key_size);
    memcpy(keys.remote, theirs->key, theirs->key_size);
    g_clear_pointer(&peer->srtp, srtp_session_free);
    peer->srtp = srtp_session_new(&keys);
}

void hardware_peer_learn(HardwarePeer *peer, const char *sdp)
{
    static const SdpHardwareWishes wishes = {.plain_rtp = true};
    g_autoptr(GError) error = NULL;
    g_autofree SdpHardware *theirs = g_new0(SdpHardware, 1);
    const bool agreed = sdp_hardware_agree(sdp, &wishes, theirs, &error);
    g_assert_no_error(error);
    g_assert_true(agreed);
    const SdpHardwareLine *line = &theirs->lines[0];
    g_clear_object(&peer->to);
    peer->to = g_inet_socket_address_new_from_string(line->address, line->port);
    if (peer->config.suite != SDP_CRYPTO_NONE && peer->srtp == NULL) {
        g_assert_cmpint(line->theirs.suite, ==, peer->config.suite);
        take_keys(peer, &line->theirs);
    }
}

/* ---- packets ---- */

static void send_packet(
        HardwarePeer *peer, unsigned type, const uint8_t *payload, size_t size, uint32_t at_ticks)
{
    uint8_t packet[DATAGRAM_MAX];
    ByteWriter writer = byte_writer(packet, RTP_HEADER_SIZE);
    const RtpHeader header = {
            .payload_type = (uint8_t)type,
            .sequence = peer->sequence++,
            .timestamp_ticks = at_ticks,
            .ssrc = g_str_hash(peer->config.name) | 1U,
    };
    rtp_packet_write(&header, false, &writer);
    memcpy(packet + RTP_HEADER_SIZE, payload, size);
    size += RTP_HEADER_SIZE;
    if (peer->srtp != NULL) {
        g_assert_cmpint(srtp_session_protect_rtp(peer->srtp, packet, &size), ==, SRTP_OK);
    }
    (void)g_socket_send_to(peer->socket, peer->to, (const char *)packet, size, NULL, NULL);
}

static void keep_heard(HardwarePeer *peer)
{
    PcmFrame frame;
    while (audio_decoder_take(peer->decoder, &frame)) {
        memmove(peer->heard, &peer->heard[PCM_FRAME_SAMPLES],
                sizeof peer->heard - sizeof frame.samples);
        memcpy(&peer->heard[HEARD_SAMPLES - PCM_FRAME_SAMPLES], frame.samples,
                sizeof frame.samples);
    }
}

static void take_packet(HardwarePeer *peer, uint8_t *packet, size_t size)
{
    RtpHeader header;
    if (peer->srtp != NULL &&
            srtp_session_unprotect_rtp(peer->srtp, packet, &size, g_get_monotonic_time()) !=
                    SRTP_OK) {
        return;
    }
    g_assert_true(rtp_packet_read(packet, size, &header));
    g_assert_cmpuint(header.payload_type, ==, payload_type(peer));
    g_assert_cmpuint(header.extension_size, ==, 0);
    peer->packets++;
    audio_decoder_decode(peer->decoder, packet + header.payload_offset, header.payload_size);
    keep_heard(peer);
}

static void take_all(HardwarePeer *peer)
{
    uint8_t packet[DATAGRAM_MAX];
    for (;;) {
        const gssize size =
                g_socket_receive(peer->socket, (char *)packet, sizeof packet, NULL, NULL);
        if (size <= 0) {
            return;
        }
        take_packet(peer, packet, (size_t)size);
    }
}

static uint32_t tick_ticks(const HardwarePeer *peer)
{
    return sound_codec_info(peer->config.codec)->clock_hz / 50;
}

void hardware_peer_tick(HardwarePeer *peer, bool talks)
{
    PcmFrame frame = {{0}};
    gsize size = 0;
    if (talks) {
        tone_next(&peer->tone, frame.samples, PCM_FRAME_SAMPLES);
    }
    g_autoptr(GBytes) payload = audio_encoder_encode(peer->encoder, &frame);
    const uint8_t *bytes = g_bytes_get_data(payload, &size);
    send_packet(peer, payload_type(peer), bytes, size, peer->timestamp_ticks);
    peer->timestamp_ticks += tick_ticks(peer);
    take_all(peer);
}

void hardware_peer_press(HardwarePeer *peer, uint8_t event)
{
    for (unsigned i = 0; i < KEY_PACKETS; i++) {
        const uint8_t payload[] = {event, i + 3 >= KEY_PACKETS ? 0x8a : 0x0a, 0, (uint8_t)(i * 20)};
        send_packet(peer, DIGITS_TYPE, payload, sizeof payload, peer->timestamp_ticks);
    }
    peer->timestamp_ticks += tick_ticks(peer);
}

void hardware_peer_intrude(HardwarePeer *peer)
{
    uint8_t noise[160];
    g_autoptr(GSocket) other = open_socket();
    GSocket *own = peer->socket;
    const uint16_t sequence = peer->sequence;
    for (size_t i = 0; i < sizeof noise; i++) {
        noise[i] = (uint8_t)g_random_int();
    }
    peer->socket = other;
    send_packet(peer, payload_type(peer), noise, sizeof noise, peer->timestamp_ticks);
    peer->socket = own;
    peer->sequence = sequence;
}

double hardware_peer_hears(const HardwarePeer *peer, double hz)
{
    return tone_level_dbfs(hz, peer->heard, HEARD_SAMPLES);
}

unsigned hardware_peer_packets(const HardwarePeer *peer)
{
    return peer->packets;
}
