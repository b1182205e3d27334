#include "tests/bots/bot_line.h"

#include "mcu/room/leg_hardware.h"
#include "mcu/wire/rtcp_packet.h"

#include <string.h>

enum { TYPE_MASK = 0x7f };

struct BotLine {
    BotPathEvents events;
    void *user_data;
    LegHardware *hardware;
    uint8_t packet[RTP_PACKET_SIZE_MAX]; /* who takes it may write to it */
};

static void on_rtp(
        PlainMedium medium, const uint8_t *packet, size_t size, int64_t now_us, void *user_data)
{
    BotLine *line = user_data;
    if (size <= sizeof line->packet) {
        memcpy(line->packet, packet, size);
        line->events.rtp(line->packet, size, now_us, line->user_data);
    }
}

static void on_rtcp(
        PlainMedium medium, const uint8_t *packet, size_t size, int64_t now_us, void *user_data)
{
    BotLine *line = user_data;
    line->events.rtcp(packet, size, now_us, line->user_data);
}

static void on_closed(PeerTransportEnd why, void *user_data)
{
    BotLine *line = user_data;
    line->events.closed(why == PEER_TRANSPORT_TIMEOUT ? "timeout" : "closed", line->user_data);
}

static const PlainTransportEvents transport_events = {
        .rtp = on_rtp, .rtcp = on_rtcp, .closed = on_closed};

BotLine *bot_line_new(
        const BotLineConfig *config, const BotPathEvents *events, void *user_data, GError **error)
{
    const char *const addresses[] = {config->address, NULL};
    const LegHardwareConfig hardware = {
            .loop = config->loop,
            .identity = config->identity,
            .addresses = addresses,
            .plain_rtp = config->plain,
            .session_id = g_random_int(),
    };
    ApiFault fault = API_FAULT_BAD_OFFER;
    g_autoptr(BotLine) line = g_new0(BotLine, 1);
    line->events = *events;
    line->user_data = user_data;
    line->hardware = leg_hardware_new(&hardware, &transport_events, line);
    return leg_hardware_offer(line->hardware, "", &fault, error) ? g_steal_pointer(&line) : NULL;
}

void bot_line_free(BotLine *line)
{
    if (line == NULL) {
        return;
    }
    leg_hardware_free(line->hardware);
    g_free(line);
}

const char *bot_line_offer(const BotLine *line)
{
    return leg_hardware_sdp(line->hardware);
}

bool bot_line_take_answer(BotLine *line, const char *sdp, GError **error)
{
    ApiFault fault = API_FAULT_BAD_OFFER;
    return leg_hardware_take_answer(line->hardware, sdp, &fault, error);
}

const SdpAgreement *bot_line_agreement(const BotLine *line)
{
    const SdpHardware *agreed = leg_hardware_agreed(line->hardware);
    return agreed != NULL ? &agreed->agreement : NULL;
}

void bot_line_send_rtp(BotLine *line, const uint8_t *packet, size_t size)
{
    const SdpStream *sound = leg_hardware_stream(line->hardware, SDP_ROLE_SOUND);
    const bool is_sound = sound != NULL && (packet[1] & TYPE_MASK) == sound->payload_type;
    (void)plain_transport_send_rtp(leg_hardware_transport(line->hardware),
            is_sound ? PLAIN_SOUND : PLAIN_PICTURE, packet, size);
}

/* What is asked for is of the picture; reports are of all streams, and one port pair is as good as the other. */
void bot_line_send_rtcp(BotLine *line, const uint8_t *packet, size_t size)
{
    const bool is_report = packet[1] == RTCP_SR || packet[1] == RTCP_RR;
    (void)plain_transport_send_rtcp(leg_hardware_transport(line->hardware),
            is_report ? PLAIN_SOUND : PLAIN_PICTURE, packet, size);
}
