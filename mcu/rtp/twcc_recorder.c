#include "mcu/rtp/twcc_recorder.h"

#include "mcu/rtp/seq_unwrap.h"

/* A packet that comes this late is still reported, although it was reported as lost before. */
enum { BACK_MAX = RTCP_TWCC_PACKETS_MAX / 2 };

struct TwccRecorder {
    SeqUnwrap seq;
    int64_t base; /* the first number to report on */
    unsigned unreported;
    int64_t reported_us; /* when the last feedback left; before it, when the first packet came */
    uint8_t feedback_count;
    TwccRecorderStats stats;
    int64_t *arrival_us; /* by number, of the newest RTCP_TWCC_PACKETS_MAX; NULL before the first */
};

TwccRecorder *twcc_recorder_new(void)
{
    return g_new0(TwccRecorder, 1);
}

void twcc_recorder_free(TwccRecorder *recorder)
{
    if (recorder != NULL) {
        g_free(recorder->arrival_us);
        g_free(recorder);
    }
}

static int64_t *arrival(TwccRecorder *recorder, int64_t seq)
{
    return &recorder->arrival_us[(uint64_t)seq % RTCP_TWCC_PACKETS_MAX];
}

/* The numbers behind `from` up to `to` did not arrive yet. */
static void advance(TwccRecorder *recorder, int64_t from, int64_t to)
{
    for (int64_t seq = MAX(from + 1, to - RTCP_TWCC_PACKETS_MAX + 1); seq <= to; seq++) {
        *arrival(recorder, seq) = RTCP_TWCC_NOT_RECEIVED;
    }
    recorder->base = MAX(recorder->base, to - RTCP_TWCC_PACKETS_MAX + 1);
}

void twcc_recorder_put(TwccRecorder *recorder, uint16_t sequence, int64_t now_us)
{
    const bool first = !recorder->seq.started;
    const int64_t highest = recorder->seq.highest;
    const int64_t seq = seq_unwrap_16(&recorder->seq, sequence);

    if (first) {
        recorder->arrival_us = g_new(int64_t, RTCP_TWCC_PACKETS_MAX);
        recorder->base = seq;
        recorder->reported_us = now_us;
        advance(recorder, seq - RTCP_TWCC_PACKETS_MAX, seq);
        recorder->base = seq;
    } else if (seq > highest) {
        advance(recorder, highest, seq);
    } else if (highest - seq >= BACK_MAX) {
        recorder->stats.too_old++;
        return;
    }
    if (*arrival(recorder, seq) != RTCP_TWCC_NOT_RECEIVED) {
        recorder->stats.duplicates++;
        return;
    }
    *arrival(recorder, seq) = now_us;
    recorder->base = MIN(recorder->base, seq);
    recorder->unreported++;
    recorder->stats.packets++;
}

bool twcc_recorder_due(const TwccRecorder *recorder, int64_t now_us)
{
    return recorder->unreported >= TWCC_RECORDER_PACKETS ||
            (recorder->unreported > 0 && now_us - recorder->reported_us >= TWCC_RECORDER_GAP_US);
}

static unsigned count_arrived(TwccRecorder *recorder)
{
    unsigned count = 0;
    for (int64_t seq = recorder->base; seq <= recorder->seq.highest; seq++) {
        count += *arrival(recorder, seq) != RTCP_TWCC_NOT_RECEIVED;
    }
    return count;
}

bool twcc_recorder_write(TwccRecorder *recorder, uint32_t sender_ssrc, uint32_t media_ssrc,
        int64_t now_us, ByteWriter *writer)
{
    if (recorder->unreported == 0) {
        return false;
    }
    RtcpTwcc feedback = {
            .sender_ssrc = sender_ssrc,
            .media_ssrc = media_ssrc,
            .base_sequence = (uint16_t)recorder->base, /* what is missing from there on is lost */
            .feedback_count = recorder->feedback_count,
            .count = (size_t)(recorder->seq.highest - recorder->base + 1),
    };
    for (size_t i = 0; i < feedback.count; i++) {
        feedback.arrival_us[i] = *arrival(recorder, recorder->base + (int64_t)i);
    }
    const size_t reported = rtcp_twcc_write(&feedback, writer);
    if (reported == 0) {
        return false;
    }
    recorder->base += (int64_t)reported;
    recorder->unreported = count_arrived(recorder);
    recorder->reported_us = now_us;
    recorder->feedback_count++;
    recorder->stats.feedbacks++;
    return true;
}

TwccRecorderStats twcc_recorder_stats(const TwccRecorder *recorder)
{
    return recorder->stats;
}
