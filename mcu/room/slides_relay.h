/**
 * slides_relay: who presents, and the frames of that leg made ready for all others, once.
 *
 *      a presenter's frame ── slides_relay_picture() ──> one CodedPicture ──> leg_slides of every receiver
 *      their wishes for key frames ── merged ──> slides_relay_key_due() ──> the presenter is asked
 *
 * Each presentation has a source number of its own, so that no receiver takes the pictures of one for those of
 * another: it begins with a key frame, or not at all.
 *
 * Units       times are microseconds of the monotonic clock; RTP time is ticks of 90 kHz.
 * Ownership   a plain value; zeroed memory is a relay that nobody presents to. Pictures are the caller's.
 * Thread      the network loop.
 * Errors      a frame that cannot be passed on is NULL.
 * Memory      none; key frames are asked for as seldom as keyframe_gate allows, however many receivers there are.
 */
#ifndef MCU_ROOM_SLIDES_RELAY_H
#define MCU_ROOM_SLIDES_RELAY_H

#include "mcu/rtp/coded_picture.h"
#include "mcu/rtp/frame_assembler.h"
#include "mcu/rtp/keyframe_gate.h"

#include <stdbool.h>
#include <stdint.h>

enum { SLIDES_RELAY_NOBODY = 0 };

typedef struct SlidesRelay {
    uint32_t presenter; /**< the number of a leg, or SLIDES_RELAY_NOBODY */
    uint32_t
            source; /**< of the presentation's pictures; counts the presentations, above all feeds' */
    uint64_t frames; /**< of it, so far */
    KeyframeGate gate;
} SlidesRelay;

/** Another leg presents, or nobody does. @return whether that is a change */
bool slides_relay_present(SlidesRelay *relay, uint32_t presenter);

/**
 * A frame of the presenter.
 *
 * @param timestamp_ticks  of the mix's clock, when it is to be shown: the presenter's own says nothing to its receivers
 * @return                 a new reference, or NULL: there is nothing in it
 */
CodedPicture *slides_relay_picture(
        SlidesRelay *relay, const AssembledFrame *frame, uint32_t timestamp_ticks, int64_t now_us);

/** A receiver needs a key frame: it joins, or lost something. */
void slides_relay_want_key(SlidesRelay *relay, bool joins, int64_t round_trip_us, int64_t now_us);

/** Whether the presenter is to be asked for one. Stays true until it comes. */
bool slides_relay_key_due(const SlidesRelay *relay, int64_t now_us);

#endif
