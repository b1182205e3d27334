/**
 * leg_slides: the slides of one leg, both ways: what it shows while it presents, and what it is shown.
 *
 *      packets ── presents? ──> InboundPicture ──> within LEG_SLIDES_PIXELS_MAX ── held for their sound ──> frames
 *                     └no─> dropped unread         InboundSound ──> packets for the mix
 *      a presenter's frames, as CodedPicture ──> PictureSender ──> packets of this leg's own stream
 *
 * Units       times are microseconds of the monotonic clock; sizes are pixels.
 * Ownership   owns its streams; the leg's LegStreams borrows them for feedback. Frames and payloads are the taker's.
 * Thread      the network loop.
 * Errors      what is too large, or comes from a leg that does not present, is dropped and counted.
 * Memory      frame_assembler's, nack_list's and picture_hold's while it presents; rtp_history's if it is sent slides.
 */
#ifndef MCU_ROOM_LEG_SLIDES_H
#define MCU_ROOM_LEG_SLIDES_H

#include "mcu/room/leg_feedback.h"
#include "mcu/rtp/picture_sender.h"
#include "mcu/wire/sdp_agreement.h"

#include <glib.h>

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** What is larger is not taken: a composed view could not decode it, and few receivers could. */
enum { LEG_SLIDES_PIXELS_MAX = 2560 * 1440 };

typedef struct LegSlides LegSlides;

typedef struct LegSlidesStats {
    uint64_t frames; /**< taken from this leg */
    uint64_t
            too_large; /**< not taken: of more than LEG_SLIDES_PIXELS_MAX, or built on such a one */
    uint64_t ignored;  /**< packets that came while it did not present */
} LegSlidesStats;

/**
 * @param streams  of the leg: its slides' fields are filled in here, and outlive this
 * @param sync     of the slides with their sound: told here when one of the two begins anew; outlives this
 */
LegSlides *leg_slides_new(LegStreams *streams, LipSync *sync);

/** NULL is allowed. */
void leg_slides_free(LegSlides *slides);

/* ---- from the leg ---- */

/** From now on what it sends is taken, beginning with a key frame; or no longer. */
void leg_slides_present(LegSlides *slides, bool presents);

/** Takes a packet of the leg's slides. @param agreed  their m-line */
void leg_slides_put_picture(LegSlides *slides, const SdpStream *agreed, const uint8_t *packet,
        const RtpHeader *header, int64_t now_us);

/** Takes a retransmission. */
void leg_slides_put_rtx(LegSlides *slides, const SdpStream *agreed, const uint8_t *packet,
        size_t size, int64_t now_us);

/** The next frame to show, after each packet, at each tick and when one is due, until false. */
bool leg_slides_take_picture(LegSlides *slides, int64_t now_us, AssembledFrame *ret_frame);

/** When the next one is due that waits for its sound; INT64_MAX if none does. */
int64_t leg_slides_due_us(const LegSlides *slides);

/** Takes a packet of their sound. @return false when there is nothing to hear in it */
bool leg_slides_put_sound(LegSlides *slides, const uint8_t *packet, const RtpHeader *header,
        const RtpExtensionValues *values, int64_t now_us, InboundSoundPacket *ret_packet);

/** Somebody needs a key frame; the others go on meanwhile. */
void leg_slides_ask_key(LegSlides *slides);

/* ---- to the leg ---- */

/** It can be sent slides, as this stream, which is taken over. Once, until leg_slides_shut(). */
void leg_slides_open(LegSlides *slides, RtpSender *stream);

/** The m-line is gone, or what was agreed on of it has changed: streams begin anew. */
void leg_slides_shut(LegSlides *slides);

/** Whether its m-line says, as it is agreed on now, that it sees slides. */
void leg_slides_allow(LegSlides *slides, bool allowed);

/** Which slides it is sent, by the source of their pictures; LEG_SLIDES_NONE for none. */
void leg_slides_watch(LegSlides *slides, uint32_t source);

enum { LEG_SLIDES_NONE = 0 };

uint32_t leg_slides_watched(const LegSlides *slides);

/** Where their pictures go, or NULL: it has no m-line for them, or there are none. Borrowed. */
PictureSender *leg_slides_sender(const LegSlides *slides);

/** Whether it is sent slides, or would be if there were any. */
bool leg_slides_is_open(const LegSlides *slides);

/** Pictures sent to it. */
uint64_t leg_slides_sent(const LegSlides *slides);

LegSlidesStats leg_slides_stats(const LegSlides *slides);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(LegSlides, leg_slides_free)

#endif
