/**
 * twcc_recorder: which packets of a transport arrived and when, and when to tell the sender.
 *
 * Units       times are microseconds of the monotonic clock.
 * Ownership   plain values in and out.
 * Thread      none of its own and no lock: the leg's network loop.
 * Errors      nothing fails; a number too far back to report is counted and left out.
 * Memory      RTCP_TWCC_PACKETS_MAX arrival times, 8 kB, from the first packet on.
 */
#ifndef MCU_RTP_TWCC_RECORDER_H
#define MCU_RTP_TWCC_RECORDER_H

#include "mcu/wire/byte_writer.h"
#include "mcu/wire/rtcp_twcc.h"

#include <glib.h>

#include <stdbool.h>
#include <stdint.h>

/** Feedback leaves this often, or after TWCC_RECORDER_PACKETS: the sender's estimate lives on it. */
#define TWCC_RECORDER_GAP_US (100 * INT64_C(1000))

enum { TWCC_RECORDER_PACKETS = 20 };

typedef struct TwccRecorder TwccRecorder;

typedef struct TwccRecorderStats {
    uint64_t packets;
    uint64_t duplicates;
    uint64_t too_old;
    uint64_t feedbacks;
} TwccRecorderStats;

TwccRecorder *twcc_recorder_new(void);
void twcc_recorder_free(TwccRecorder *recorder);

/** Notes one packet of any stream of the transport, padding and RTX too. */
void twcc_recorder_put(TwccRecorder *recorder, uint16_t sequence, int64_t now_us);

/** Whether feedback should leave now. */
bool twcc_recorder_due(const TwccRecorder *recorder, int64_t now_us);

/**
 * Appends one feedback packet on what was not reported yet. Call again while twcc_recorder_due(): not everything may
 * fit into one.
 *
 * @return  false if there was nothing to report, or no room for it
 */
bool twcc_recorder_write(TwccRecorder *recorder, uint32_t sender_ssrc, uint32_t media_ssrc,
        int64_t now_us, ByteWriter *writer);

TwccRecorderStats twcc_recorder_stats(const TwccRecorder *recorder);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(TwccRecorder, twcc_recorder_free)

#endif
