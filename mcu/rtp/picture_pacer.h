/**
 * picture_pacer: the pictures that wait to leave to one receiver, let out no faster than its line can take.
 *
 * A key frame is ten pictures at once: given to a weak line in one burst it would delay the sound behind it, or be lost
 * in a short queue. So pictures leave at 2.5 times the estimate, with a burst of 40 ms allowed; sound never waits here,
 * it is only counted. What does not get out in time is dropped whole, and a key frame is required.
 *
 * Units       times are microseconds of the monotonic clock; sizes are bytes; rates are bits a second.
 * Ownership   borrows the senders; holds references on the pictures that wait.
 * Thread      none of its own and no lock: the leg's network loop.
 * Errors      nothing fails; what is dropped is counted.
 * Memory      PICTURE_PACER_MAX pictures, and of PICTURE_PACER_BYTES_MAX together.
 */
#ifndef MCU_RTP_PICTURE_PACER_H
#define MCU_RTP_PICTURE_PACER_H

#include "mcu/rtp/picture_sender.h"

#include <glib.h>

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    PICTURE_PACER_MAX = 64,
    PICTURE_PACER_BYTES_MAX = 4 * 1024 * 1024, /**< and always one picture, however large */
};

/** A picture that waits for longer is too late. */
#define PICTURE_PACER_AGE_MAX_US (1000 * INT64_C(1000))

typedef struct PicturePacer PicturePacer;

typedef struct PicturePacerStats {
    uint64_t overflows; /**< times that all that waited was dropped */
    uint64_t dropped;   /**< pictures */
    int64_t wait_max_us;
    size_t waiting; /**< pictures now */
} PicturePacerStats;

PicturePacer *picture_pacer_new(void);
void picture_pacer_free(PicturePacer *pacer);

/** @param estimate_bps  of the line; the pace is 2.5 times as much */
void picture_pacer_set_rate(PicturePacer *pacer, int64_t estimate_bps);

/** A picture for the receiver of this sender. It takes a reference of its own. */
void picture_pacer_push(
        PicturePacer *pacer, PictureSender *sender, CodedPicture *picture, int64_t now_us);

/** Writes the next packet that may leave now. @return its size, 0 for none */
size_t picture_pacer_next(PicturePacer *pacer, int64_t now_us, uint8_t *buffer, size_t capacity);

/** Something else left: sound, a packet again, a probe. However much: pictures wait for a quarter of a second at most. */
void picture_pacer_spend(PicturePacer *pacer, size_t size, int64_t now_us);

/** Whether something waits: call picture_pacer_next() again soon. */
bool picture_pacer_waits(const PicturePacer *pacer);

/** The sender will be freed: what waits for it is let go. */
void picture_pacer_forget(PicturePacer *pacer, const PictureSender *sender);

PicturePacerStats picture_pacer_stats(const PicturePacer *pacer);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(PicturePacer, picture_pacer_free)

#endif
