#include "mcu/rtp/rtp_receiver.h"

#include "mcu/rtp/seq_unwrap.h"

enum {
    /* RFC 3550, A.1: a gap or a step back up to here is loss or disorder; beyond it a restart, if the next agrees. */
    DROPOUT_MAX = 3000,
    MISORDER_MAX = 1000,

    /* One bit for each of the newest numbers tells duplicates: as many as the SRTP replay window has. */
    SEEN_BITS = 1024,
    SEEN_WORDS = SEEN_BITS / 64,

    RESTART_LEAP = 0x20000, /* nobody below can take it for a wrap */
};

G_STATIC_ASSERT(MISORDER_MAX < SEEN_BITS);

struct RtpReceiver {
    uint32_t ssrc;
    uint32_t clock_hz;

    SeqUnwrap seq;
    int64_t first_seq;   /* since the last restart */
    int64_t cycles_base; /* whole cycles that the leaps at restarts added: reports leave them out */
    uint64_t seen[SEEN_WORDS];

    bool stray_waits; /* a leap was seen; the number that would confirm it: */
    uint16_t stray_next;

    uint64_t received; /* since the last restart, as RFC 3550 counts: duplicates too */
    int64_t expected_before;
    uint64_t received_before;

    bool transit_known;
    int64_t transit_ticks;
    int64_t jitter_x16; /* ticks, times 16 as in RFC 3550, A.8 */
    uint32_t last_timestamp_ticks;

    RtpReceiverSync sync;
    RtpReceiverStats stats;
};

RtpReceiver *rtp_receiver_new(uint32_t ssrc, uint32_t clock_hz)
{
    g_assert(clock_hz > 0);

    RtpReceiver *receiver = g_new0(RtpReceiver, 1);
    receiver->ssrc = ssrc;
    receiver->clock_hz = clock_hz;
    return receiver;
}

void rtp_receiver_free(RtpReceiver *receiver)
{
    g_free(receiver);
}

/* ---- which numbers were here ---- */

static uint64_t seen_bit(int64_t seq)
{
    return 1ULL << ((uint64_t)seq % 64);
}

static uint64_t *seen_word(RtpReceiver *receiver, int64_t seq)
{
    return &receiver->seen[(uint64_t)seq / 64 % SEEN_WORDS];
}

/* Makes room for the numbers behind `from` up to `to`: they were not here yet. */
static void seen_advance(RtpReceiver *receiver, int64_t from, int64_t to)
{
    if (to - from >= SEEN_BITS) {
        for (size_t i = 0; i < SEEN_WORDS; i++) {
            receiver->seen[i] = 0;
        }
        return;
    }
    for (int64_t seq = from + 1; seq <= to; seq++) {
        *seen_word(receiver, seq) &= ~seen_bit(seq);
    }
}

/* ---- one packet ---- */

static void begin_at(RtpReceiver *receiver, uint16_t sequence)
{
    int64_t first = sequence;
    if (receiver->seq.started) {
        const int64_t cycles = receiver->seq.highest / 0x10000;
        first = cycles * 0x10000 + RESTART_LEAP + sequence;
        receiver->stats.restarts++;
    }
    receiver->seq = (SeqUnwrap){.started = true, .highest = first - 1};
    receiver->first_seq = first;
    receiver->cycles_base = first - sequence;
    receiver->received = 0;
    receiver->expected_before = 0;
    receiver->received_before = 0;
    receiver->transit_known = false;
    receiver->jitter_x16 = 0;
    receiver->stray_waits = false;
    seen_advance(receiver, 0, SEEN_BITS);
}

/* Whether the number is so far off that it must be confirmed; begins anew once it is. */
static bool is_stray(RtpReceiver *receiver, uint16_t sequence, bool recovered)
{
    const int64_t seq = seq_unwrap_peek_16(&receiver->seq, sequence);
    const int64_t step = seq - receiver->seq.highest;

    if (step <= DROPOUT_MAX && step > -MISORDER_MAX) {
        receiver->stray_waits = receiver->stray_waits && recovered;
        return false;
    }
    if (recovered) {
        return true; /* RTX repeats what was; it never begins anything */
    }
    if (receiver->stray_waits && sequence == receiver->stray_next) {
        begin_at(receiver, sequence);
        return false;
    }
    receiver->stray_waits = true;
    receiver->stray_next = (uint16_t)(sequence + 1);
    return true;
}

/* RFC 3550, A.8; only from the first packet of each frame, else the sender's pacing would count as jitter. */
static void update_jitter(RtpReceiver *receiver, uint32_t timestamp_ticks, int64_t now_us)
{
    if (receiver->transit_known && timestamp_ticks == receiver->last_timestamp_ticks) {
        return;
    }
    const int64_t hz = receiver->clock_hz;
    const int64_t arrival_ticks =
            now_us / G_USEC_PER_SEC * hz + now_us % G_USEC_PER_SEC * hz / G_USEC_PER_SEC;
    const int64_t transit = (int32_t)((uint32_t)arrival_ticks - timestamp_ticks);
    if (receiver->transit_known) {
        const int64_t change =
                ABS((int64_t)(int32_t)((uint32_t)transit - (uint32_t)receiver->transit_ticks));
        receiver->jitter_x16 += change - ((receiver->jitter_x16 + 8) >> 4);
    }
    receiver->transit_known = true;
    receiver->transit_ticks = transit;
    receiver->last_timestamp_ticks = timestamp_ticks;
}

RtpReceiverVerdict rtp_receiver_put(
        RtpReceiver *receiver, const RtpReceiverPacket *packet, int64_t now_us, int64_t *out_seq)
{
    if (!receiver->seq.started) {
        if (packet->recovered) {
            receiver->stats.strays++;
            return RTP_RECEIVER_STRAY;
        }
        begin_at(receiver, packet->sequence);
    } else if (is_stray(receiver, packet->sequence, packet->recovered)) {
        receiver->stats.strays++;
        return RTP_RECEIVER_STRAY;
    }

    const int64_t highest = receiver->seq.highest;
    const int64_t seq = seq_unwrap_16(&receiver->seq, packet->sequence);
    const bool is_new = seq > highest;
    if (is_new) {
        seen_advance(receiver, highest, seq);
    }
    const bool duplicate = (*seen_word(receiver, seq) & seen_bit(seq)) != 0;
    *seen_word(receiver, seq) |= seen_bit(seq);

    receiver->stats.last_arrival_us = now_us;
    *out_seq = seq;
    if (packet->recovered) {
        receiver->stats.recovered += duplicate ? 0 : 1;
    } else {
        receiver->received++;
    }
    if (duplicate) {
        receiver->stats.duplicates++;
        return RTP_RECEIVER_DUPLICATE;
    }
    if (!packet->recovered) {
        receiver->stats.packets++;
        receiver->stats.payload_bytes += packet->payload_size;
    }
    if (!is_new) {
        receiver->first_seq =
                MIN(receiver->first_seq, seq); /* the first ones may be out of order too */
        receiver->stats.late++;
        return RTP_RECEIVER_LATE;
    }
    if (!packet->recovered) {
        update_jitter(receiver, packet->timestamp_ticks, now_us);
    }
    return RTP_RECEIVER_NEW;
}

/* ---- reports ---- */

static int64_t expected(const RtpReceiver *receiver)
{
    return receiver->seq.highest - receiver->first_seq + 1;
}

void rtp_receiver_sender_report(RtpReceiver *receiver, const RtcpSenderInfo *sender, int64_t now_us)
{
    receiver->sync = (RtpReceiverSync){
            .known = true,
            .ntp = sender->ntp,
            .timestamp_ticks = sender->timestamp_ticks,
            .arrival_us = now_us,
    };
}

bool rtp_receiver_report(RtpReceiver *receiver, int64_t now_us, RtcpReportBlock *out_block)
{
    if (!receiver->seq.started) {
        return false;
    }
    const int64_t all = expected(receiver);
    const int64_t lost = all - (int64_t)receiver->received;
    const int64_t expected_now = all - receiver->expected_before;
    const int64_t received_now = (int64_t)(receiver->received - receiver->received_before);
    const int64_t lost_now = expected_now - received_now;
    receiver->expected_before = all;
    receiver->received_before = receiver->received;

    RtcpReportBlock block = {
            .ssrc = receiver->ssrc,
            .cumulative_lost = (int32_t)CLAMP(lost, -0x800000, 0x7fffff),
            .highest_sequence = (uint32_t)(receiver->seq.highest - receiver->cycles_base),
            .jitter_ticks = (uint32_t)MIN(receiver->jitter_x16 >> 4, UINT32_MAX),
    };
    if (expected_now > 0 && lost_now > 0) {
        block.fraction_lost = (uint8_t)MIN(lost_now * 256 / expected_now, 255);
    }
    if (receiver->sync.known) {
        const int64_t delay_us =
                CLAMP(now_us - receiver->sync.arrival_us, 0, INT64_C(65535) * G_USEC_PER_SEC);
        block.last_sr = (uint32_t)(receiver->sync.ntp >> 16);
        block.delay_since_last_sr = (uint32_t)(delay_us * 65536 / G_USEC_PER_SEC);
    }
    *out_block = block;
    return true;
}

uint32_t rtp_receiver_ssrc(const RtpReceiver *receiver)
{
    return receiver->ssrc;
}

RtpReceiverSync rtp_receiver_sync(const RtpReceiver *receiver)
{
    return receiver->sync;
}

RtpReceiverStats rtp_receiver_stats(const RtpReceiver *receiver)
{
    RtpReceiverStats stats = receiver->stats;
    if (receiver->seq.started) {
        stats.lost = expected(receiver) - (int64_t)receiver->received;
    }
    stats.jitter_us = (receiver->jitter_x16 >> 4) * G_USEC_PER_SEC / receiver->clock_hz;
    return stats;
}
