/**
 * picture_sender: one receiver's view of shared pictures: which it gets, and under which picture numbers.
 *
 * Units       times are microseconds of the monotonic clock; sizes are bytes.
 * Ownership   borrows its RtpSender; holds a reference on the picture that it is sending.
 * Thread      none of its own and no lock: the leg's network loop.
 * Errors      a picture that is not sent is a verdict, and counted.
 * Memory      one picture.
 *
 * Whatever happens to the sources - an encoder starts again, the receiver is moved to another one, upper temporal
 * layers are left out - PictureID, TL0PICIDX and time go on without a gap, and each change begins with a key frame.
 * A browser takes anything else for loss and freezes.
 *
 *     if (picture_sender_begin(sender, picture) == PICTURE_SENDER_SENDS)
 *         while ((size = picture_sender_next(sender, now_us, buffer, sizeof buffer)) > 0)
 *             send(buffer, size);
 */
#ifndef MCU_RTP_PICTURE_SENDER_H
#define MCU_RTP_PICTURE_SENDER_H

#include "mcu/rtp/coded_picture.h"
#include "mcu/rtp/rtp_sender.h"

#include <glib.h>

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { PICTURE_SENDER_LAYER_MAX = 3 };

typedef struct PictureSender PictureSender;

typedef enum PictureSenderVerdict {
    PICTURE_SENDER_SENDS, /**< take its packets */
    PICTURE_SENDER_SKIPS, /**< not for this receiver: another source's, or of a layer that it does not get */
    PICTURE_SENDER_NEEDS_KEY, /**< ask the picture's source for a key frame: nothing goes out from it before one */
} PictureSenderVerdict;

typedef struct PictureSenderStats {
    uint64_t pictures;
    uint64_t key_pictures;
    uint64_t layer_skipped; /**< left out to save the line */
    uint64_t gaps;          /**< pictures of the source never came here */
    uint64_t switches;      /**< to another source */
} PictureSenderStats;

/**
 * @param first_picture_id  random, 15 bits
 * @param first_tl0_index   random
 */
PictureSender *picture_sender_new(
        RtpSender *stream, uint16_t first_picture_id, uint8_t first_tl0_index);
void picture_sender_free(PictureSender *sender);

/**
 * Chooses the source. Until its next key frame the one before goes on, if its pictures are still brought here.
 * Any number does for the first one.
 */
void picture_sender_select(PictureSender *sender, uint32_t source);

/** Leaves out temporal layers above `layer`; more layers come back where the stream allows it. */
void picture_sender_set_top_layer(PictureSender *sender, uint8_t layer);

/** Something was lost on the way to the receiver: nothing goes out before a key frame. */
void picture_sender_require_key(PictureSender *sender);

/** Whether the receiver sees nothing new until a key frame comes from the selected source. */
bool picture_sender_needs_key(const PictureSender *sender);

/** The source whose pictures go out now; 0 for none. */
uint32_t picture_sender_current(const PictureSender *sender);

/** Whether pictures of this source may go out now: of the selected one, or of the one before until it is replaced. */
bool picture_sender_takes(const PictureSender *sender, uint32_t source);

/** Whether the receiver would begin anew with this picture: nothing older is of use to it then. */
bool picture_sender_begins_anew(const PictureSender *sender, const CodedPictureInfo *info);

/** Offers a picture. Bring all pictures of the selected source here, in order. */
PictureSenderVerdict picture_sender_begin(PictureSender *sender, CodedPicture *picture);

/** Writes the next packet of the picture that was begun. @return its size, or 0 when there is none left */
size_t picture_sender_next(PictureSender *sender, int64_t now_us, uint8_t *buffer, size_t capacity);

PictureSenderStats picture_sender_stats(const PictureSender *sender);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(PictureSender, picture_sender_free)

#endif
