#include "tests/bots/bot_media.h"

#include "mcu/wire/rtcp_feedback.h"
#include "mcu/wire/rtp_packet.h"
#include "mcu/wire/sdp_offer.h"
#include "tests/bots/bot_line.h"
#include "tests/bots/bot_receiver.h"
#include "tests/bots/bot_stream.h"

#include <string.h>

#define REPORT_EACH_US INT64_C(1000000)

enum {
    ECHO_TICKS = 12, /* a hall, its jitter buffer and its loudspeakers: 240 ms */
    ECHO_BYTES_MAX = 400,
    ECHO_WEAKER_DB = 6,
    LOSES_EACH = 10,
};

/* What a site heard and is to return. */
typedef struct EchoPacket {
    uint8_t bytes[ECHO_BYTES_MAX];
    size_t size; /* 0: nothing came */
    uint8_t level;
} EchoPacket;

struct BotMedia {
    BotMediaConfig config;
    BotPath *path; /* or */
    BotLine *line; /* of a device */
    SdpAgreement *offered;
    SdpLocal local;
    char *cname;
    bool connected;

    BotReceiver *receiver;                 /* these from the answer on */
    BotReceiver *slides_in;                /* NULL if it takes none */
    uint32_t slides_ssrc, slides_rtx_ssrc; /* that come */
    unsigned slides_packets;
    BotStream *sound; /* NULL if not sent */
    BotStream *picture;
    BotStream *slides;
    ClipPlayer slides_player;
    uint16_t transport_sequence;

    int64_t round_trip_us;
    int64_t report_due_us;

    EchoPacket *echo; /* ECHO_TICKS of them, by tick; NULL: it has none */
    uint32_t echo_tick;
    uint32_t dice; /* for what is lost */
};

static void on_connected(void *user_data)
{
    BotMedia *media = user_data;
    media->connected = true;
    media->config.meters->connections++;
    bot_feed_want_key(media->config.feed);
}

/* Both pictures come under the same payload types: only the SSRC tells them apart. */
static bool is_of_slides(const BotMedia *media, const uint8_t *packet, size_t size)
{
    ByteReader reader = byte_reader(packet, size);
    uint32_t ssrc = 0;
    return media->slides_in != NULL && byte_reader_skip(&reader, 8) &&
            byte_reader_u32(&reader, &ssrc) &&
            (ssrc == media->slides_ssrc || ssrc == media->slides_rtx_ssrc);
}

static void take_slides(BotMedia *media, uint8_t *packet, size_t size, int64_t now_us)
{
    const unsigned each = media->config.lose_slides;
    if (each != 0 && ++media->slides_packets % each == 0) {
        return;
    }
    bot_receiver_note(media->receiver, packet, size, now_us);
    bot_receiver_rtp(media->slides_in, packet, size, now_us);
}

static bool has_fault(const BotMedia *media, BotFault fault)
{
    return media->config.feed->config.fault == fault;
}

/* Whether the line loses this packet. */
static bool is_lost(BotMedia *media)
{
    media->dice = media->dice * 1664525 + 1013904223;
    return has_fault(media, BOT_FAULT_LOSS) && (media->dice >> 16) % LOSES_EACH == 0;
}

static void on_rtp(uint8_t *packet, size_t size, int64_t now_us, void *user_data)
{
    BotMedia *media = user_data;
    if (is_lost(media)) {
        return;
    }
    if (is_of_slides(media, packet, size)) {
        take_slides(media, packet, size, now_us);
    } else if (media->receiver != NULL) {
        bot_receiver_rtp(media->receiver, packet, size, now_us);
    }
}

/* As what the feed goes out. */
static SdpRole sound_role(const BotMedia *media)
{
    return media->config.on_screen ? SDP_ROLE_SLIDES_SOUND : SDP_ROLE_SOUND;
}

static SdpRole picture_role(const BotMedia *media)
{
    return media->config.on_screen ? SDP_ROLE_SLIDES : SDP_ROLE_PICTURE;
}

static BotStream *stream_for(const BotMedia *media, uint32_t ssrc)
{
    if (ssrc == media->local.streams[sound_role(media)].ssrc) {
        return media->sound;
    }
    if (ssrc == media->local.streams[picture_role(media)].ssrc) {
        return media->picture;
    }
    return ssrc == media->local.streams[SDP_ROLE_SLIDES].ssrc ? media->slides : NULL;
}

static void make_key(BotMedia *media, const RtcpItem *item)
{
    const BotStream *slides = media->slides;
    RtcpPli pli;
    if (slides != NULL && rtcp_feedback_read_pli(item, &pli) &&
            stream_for(media, pli.media_ssrc) == slides) {
        media->config.slides_meters->key_requests++;
        clip_player_want_key(&media->slides_player);
        return;
    }
    media->config.meters->key_requests++;
    bot_feed_want_key(media->config.feed);
}

static void answer_nack(BotMedia *media, const RtcpItem *item, int64_t now_us)
{
    RtcpNack nack;
    if (!rtcp_feedback_read_nack(item, &nack)) {
        return;
    }
    BotStream *stream = stream_for(media, nack.media_ssrc);
    for (size_t i = 0; stream != NULL && i < nack.count; i++) {
        const bool sent =
                bot_stream_resend(stream, nack.sequences[i], media->round_trip_us, now_us);
        media->config.meters->nacks_answered += sent ? 1 : 0;
    }
}

/* RFC 3550, 6.4.1: the round trip is now, less the time of our report, less its rest over there. */
static void take_report(BotMedia *media, const RtcpItem *item, int64_t now_us)
{
    RtcpReport report;
    RtcpSenderInfo own;
    if (!rtcp_packet_read_report(item, &report)) {
        return;
    }
    if (report.has_sender_info) {
        bot_receiver_sender_report(media->receiver, report.ssrc, &report.sender, now_us);
        if (media->slides_in != NULL) {
            bot_receiver_sender_report(media->slides_in, report.ssrc, &report.sender, now_us);
        }
    }
    for (size_t i = 0; i < report.block_count; i++) {
        const RtcpReportBlock *block = &report.blocks[i];
        BotStream *stream = stream_for(media, block->ssrc);
        if (stream != NULL && block->last_sr != 0 && bot_stream_sender_info(stream, now_us, &own)) {
            const uint32_t now_short = (uint32_t)(own.ntp >> 16);
            const int64_t trip = (int32_t)(now_short - block->last_sr - block->delay_since_last_sr);
            media->round_trip_us = MAX(trip, 0) * 1000000 / 65536;
        }
    }
}

static void on_rtcp(const uint8_t *packet, size_t size, int64_t now_us, void *user_data)
{
    BotMedia *media = user_data;
    ByteReader reader = byte_reader(packet, size);
    RtcpItem item;

    while (media->receiver != NULL && rtcp_packet_next(&reader, &item)) {
        if (item.type == RTCP_SR || item.type == RTCP_RR) {
            take_report(media, &item, now_us);
            continue;
        }
        switch (rtcp_feedback_kind(&item)) {
        case RTCP_FEEDBACK_NACK:
            answer_nack(media, &item, now_us);
            break;
        case RTCP_FEEDBACK_PLI:
        case RTCP_FEEDBACK_FIR:
            make_key(media, &item);
            break;
        case RTCP_FEEDBACK_NONE:
        case RTCP_FEEDBACK_OTHER:
        case RTCP_FEEDBACK_TRANSPORT:
            break;
        }
    }
}

static void on_closed(const char *why, void *user_data)
{
    BotMedia *media = user_data;
    media->connected = false;
    media->config.closed(why, media->config.user_data);
}

static const BotPathEvents path_events = {
        .connected = on_connected,
        .rtp = on_rtp,
        .rtcp = on_rtcp,
        .closed = on_closed,
};

static void send_rtp_packet(const uint8_t *packet, size_t size, void *user_data)
{
    BotMedia *media = user_data;
    if (is_lost(media)) {
        return;
    }
    if (media->line != NULL) {
        bot_line_send_rtp(media->line, packet, size);
    } else {
        bot_path_send_rtp(media->path, packet, size);
    }
}

static void send_rtcp_packet(const uint8_t *packet, size_t size, void *user_data)
{
    BotMedia *media = user_data;
    if (media->line != NULL) {
        bot_line_send_rtcp(media->line, packet, size);
    } else {
        bot_path_send_rtcp(media->path, packet, size);
    }
}

static bool open_packet(uint8_t *packet, size_t *size, int64_t now_us, void *user_data)
{
    BotMedia *media = user_data;
    return media->line != NULL || bot_path_open(media->path, packet, size, now_us);
}

static void settle_sources(BotMedia *media)
{
    for (int role = SDP_ROLE_SOUND; role <= SDP_ROLE_SLIDES_SOUND; role++) {
        media->local.streams[role].ssrc = g_random_int() | 1;
        media->local.streams[role].rtx_ssrc = g_random_int() | 1;
    }
}

static void settle_offer(BotMedia *media)
{
    const bool on_screen = media->config.on_screen;
    const bool sends = media->config.sends && !on_screen;
    const bool sends_pictures = sends && media->config.feed->config.width > 0;
    const SdpOfferLine lines[] = {
            {SDP_ROLE_SOUND, {.send = sends, .receive = true}},
            {SDP_ROLE_PICTURE, {.send = sends_pictures, .receive = true}},
            {SDP_ROLE_SLIDES, {.send = media->config.slides != NULL || on_screen, .receive = true}},
            {SDP_ROLE_SLIDES_SOUND, {.send = true}},
    };
    const size_t slides = media->config.slides_meters != NULL ? (on_screen ? 2 : 1) : 0;
    const BotPathLocal *way = bot_path_local(media->path);

    sdp_offer_init(media->offered, lines, media->config.pictures ? 2 + slides : 1);
    media->local = (SdpLocal){
            .session_id = g_random_int(),
            .session_version = 1,
            .ufrag = way->ufrag,
            .pwd = way->pwd,
            .fingerprint = way->fingerprint,
            .candidates = way->candidates,
            .cname = media->cname,
            .stream_id = media->cname,
            .slides_stream_id = "slides",
    };
    settle_sources(media);
}

static bool open_way(BotMedia *media, GError **error)
{
    const BotMediaConfig *config = &media->config;
    const BotLineConfig line = {.loop = config->hardware,
            .identity = config->identity,
            .address = config->address,
            .plain = config->plain};

    if (config->hardware != NULL) {
        media->line = bot_line_new(&line, &path_events, media, error);
        settle_sources(media);
        return media->line != NULL;
    }
    media->path = bot_path_new(config->identity, config->address, &path_events, media, error);
    if (media->path != NULL) {
        settle_offer(media);
    }
    return media->path != NULL;
}

BotMedia *bot_media_new(const BotMediaConfig *config, GError **error)
{
    BotMedia *media = g_new0(BotMedia, 1);

    media->config = *config;
    media->cname = g_strdup_printf("bot-%08x", g_random_int());
    media->offered = g_new0(SdpAgreement, 1);
    if (has_fault(media, BOT_FAULT_ECHO)) {
        media->echo = g_new0(EchoPacket, ECHO_TICKS);
    }
    if (!open_way(media, error)) {
        bot_media_free(media);
        return NULL;
    }
    return media;
}

void bot_media_free(BotMedia *media)
{
    if (media == NULL) {
        return;
    }
    g_clear_pointer(&media->receiver, bot_receiver_free);
    g_clear_pointer(&media->slides_in, bot_receiver_free);
    g_clear_pointer(&media->slides, bot_stream_free);
    g_clear_pointer(&media->sound, bot_stream_free);
    g_clear_pointer(&media->picture, bot_stream_free);
    g_clear_pointer(&media->path, bot_path_free);
    g_clear_pointer(&media->line, bot_line_free);
    g_free(media->echo);
    g_free(media->offered);
    g_free(media->cname);
    g_free(media);
}

char *bot_media_offer(const BotMedia *media)
{
    return media->line != NULL ? g_strdup(bot_line_offer(media->line))
                               : sdp_offer_write(media->offered, &media->local);
}

/* Two that come in one tick are one in the hall. */
static void on_heard(const uint8_t *payload, size_t size, uint8_t level, void *user_data)
{
    BotMedia *media = user_data;
    EchoPacket *packet = &media->echo[media->echo_tick % ECHO_TICKS];

    if (size <= ECHO_BYTES_MAX) {
        memcpy(packet->bytes, payload, size);
        packet->size = size;
        packet->level = (uint8_t)MIN(level + ECHO_WEAKER_DB, 127);
    }
}

static void send_echo(BotMedia *media, int64_t at_us, int64_t now_us)
{
    EchoPacket *oldest = &media->echo[++media->echo_tick % ECHO_TICKS];

    if (oldest->size > 0) {
        bot_stream_send_sound(
                media->sound, oldest->bytes, oldest->size, oldest->level, at_us, now_us);
    }
    oldest->size = 0;
}

static BotStream *start_stream(BotMedia *media, const SdpAgreement *agreement, SdpRole role)
{
    const SdpStream *stream = sdp_agreement_find(agreement, role);
    if (stream == NULL || !stream->send) {
        return NULL;
    }
    return bot_stream_new(&(BotStreamConfig){
            .ssrc = media->local.streams[role].ssrc,
            .rtx_ssrc = media->local.streams[role].rtx_ssrc,
            .payload_type = stream->payload_type,
            .rtx_payload_type = stream->rtx_payload_type,
            .has_rtx = stream->has_rtx,
            .clock_hz = role == SDP_ROLE_SOUND || role == SDP_ROLE_SLIDES_SOUND ? 48000 : 90000,
            .extensions = stream->extensions,
            .transport_sequence = &media->transport_sequence,
            .start_us = g_get_monotonic_time(),
            .send = send_rtp_packet,
            .user_data = media,
    });
}

static void start_slides(BotMedia *media, const SdpAgreement *agreement)
{
    const SdpStream *agreed = sdp_agreement_find(agreement, SDP_ROLE_SLIDES);
    if (agreed == NULL) {
        return;
    }
    media->slides_ssrc = agreed->remote_ssrc;
    media->slides_rtx_ssrc = agreed->remote_rtx_ssrc;
    media->slides_in = bot_receiver_new(&(BotReceiverConfig){
            .agreement = agreement,
            .picture = SDP_ROLE_SLIDES,
            .own_ssrc = media->local.streams[SDP_ROLE_SOUND].ssrc,
            .meters = media->config.slides_meters,
            .looks = media->config.looks_at_slides ? media->config.probe : NULL,
            .send = send_rtcp_packet,
            .open = open_packet,
            .user_data = media,
    });
    if (media->config.slides != NULL) {
        media->slides = start_stream(media, agreement, SDP_ROLE_SLIDES);
        media->slides_player = clip_player(media->config.slides, 0);
    }
}

static bool read_answer(
        BotMedia *media, const char *sdp, SdpAgreement *out_agreement, GError **error)
{
    if (media->line == NULL) {
        g_autofree SdpRemote *remote = g_new0(SdpRemote, 1);
        return sdp_offer_read_answer(media->offered, sdp, out_agreement, remote, error) &&
                bot_path_set_remote(media->path, remote, out_agreement->dtls_active, error);
    }
    if (!bot_line_take_answer(media->line, sdp, error)) {
        return false;
    }
    *out_agreement = *bot_line_agreement(media->line);
    return true;
}

bool bot_media_take_answer(BotMedia *media, const char *sdp, GError **error)
{
    if (media->receiver != NULL) {
        return true; /* a second copy */
    }
    g_autofree SdpAgreement *agreement = g_new0(SdpAgreement, 1);
    if (!read_answer(media, sdp, agreement, error)) {
        return false;
    }
    BotProbe *probe = media->config.looks ? media->config.probe : NULL;
    media->receiver = bot_receiver_new(&(BotReceiverConfig){
            .agreement = agreement,
            .picture = SDP_ROLE_PICTURE,
            .own_ssrc = media->local.streams[SDP_ROLE_SOUND].ssrc,
            .meters = media->config.meters,
            .looks = media->config.looks_at_slides ? NULL : probe,
            .listens = probe,
            .heard = media->echo != NULL ? on_heard : NULL,
            .send = send_rtcp_packet,
            .open = open_packet,
            .user_data = media,
    });
    media->sound = start_stream(media, agreement, sound_role(media));
    media->picture = start_stream(media, agreement, picture_role(media));
    start_slides(media, agreement);
    if (media->line != NULL) {
        on_connected(media); /* it knows of nothing that it should wait for */
    }
    return true;
}

void bot_media_poll(BotMedia *media, int64_t now_us)
{
    if (media->path != NULL) {
        bot_path_poll(media->path, now_us);
    }
}

bool bot_media_connected(const BotMedia *media)
{
    return media->connected;
}

void bot_media_send_picture(BotMedia *media, int64_t at_us, int64_t now_us)
{
    if (!media->connected || media->picture == NULL) {
        return;
    }
    const BotFeedFrame due = bot_feed_picture(media->config.feed);
    if (due.frame == NULL) {
        return;
    }
    if (due.probe_begins && media->config.probe != NULL) {
        bot_probe_flash_sent(
                media->config.probe, at_us, now_us, (int64_t)BOT_FEED_FLASH_LASTS * 40000);
    }
    bot_stream_send_picture(media->picture, due.frame->bytes, due.frame->size, at_us, now_us);
}

void bot_media_send_slides(BotMedia *media, int64_t at_us, int64_t now_us)
{
    if (media->connected && media->slides != NULL) {
        const ClipFrame *frame = clip_player_next(&media->slides_player);
        bot_stream_send_picture(media->slides, frame->bytes, frame->size, at_us, now_us);
    }
}

static void send_reports(BotMedia *media, int64_t now_us)
{
    uint8_t bytes[RTP_PACKET_SIZE_MAX];
    ByteWriter writer = byte_writer(bytes, sizeof bytes);
    BotStream *const streams[] = {media->sound, media->picture, media->slides};
    const SdpRole roles[] = {sound_role(media), picture_role(media), SDP_ROLE_SLIDES};
    RtcpReport report = {.ssrc = media->local.streams[SDP_ROLE_SOUND].ssrc};

    report.block_count = bot_receiver_reports(media->receiver, now_us, report.blocks);
    if (media->slides_in != NULL) {
        report.block_count +=
                bot_receiver_reports(media->slides_in, now_us, report.blocks + report.block_count);
    }
    for (size_t i = 0; i < G_N_ELEMENTS(streams); i++) {
        if (streams[i] != NULL && bot_stream_sender_info(streams[i], now_us, &report.sender)) {
            report.ssrc = media->local.streams[roles[i]].ssrc;
            report.has_sender_info = true;
            rtcp_packet_write_report(&report, &writer);
            report.block_count = 0;
        }
    }
    if (!report.has_sender_info) {
        rtcp_packet_write_report(&report, &writer);
    }
    rtcp_packet_write_cname(report.ssrc, media->cname, &writer);
    send_rtcp_packet(bytes, writer.size, media);
}

void bot_media_send_sound(BotMedia *media, int64_t at_us, int64_t now_us)
{
    bot_media_poll(media, now_us);
    if (!media->connected) {
        return;
    }
    bot_receiver_tick(media->receiver, media->round_trip_us, now_us);
    if (media->slides_in != NULL) {
        bot_receiver_tick(media->slides_in, media->round_trip_us, now_us);
    }
    if (now_us >= media->report_due_us) {
        media->report_due_us = now_us + REPORT_EACH_US;
        send_reports(media, now_us);
    }
    if (media->sound == NULL) {
        return;
    }
    if (media->echo != NULL) {
        send_echo(media, at_us, now_us);
        return;
    }
    BotProbe *probe = media->config.probe;
    const BotFeedFrame due =
            bot_feed_sound(media->config.feed, probe != NULL ? bot_probe_beep_frame(probe) : 0);
    if (due.frame == NULL) {
        return;
    }
    if (due.probe_begins && probe != NULL) {
        bot_probe_beep_sent(probe, at_us, now_us);
    }
    bot_stream_send_sound(
            media->sound, due.frame->bytes, due.frame->size, due.frame->level, at_us, now_us);
}
