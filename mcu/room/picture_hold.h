/**
 * picture_hold: complete frames that wait for their sound, in order.
 *
 * Units       times are microseconds of the monotonic clock.
 * Ownership   takes over the frames' data, and gives it on.
 * Thread      one at a time: the leg's network loop.
 * Errors      nothing here fails.
 * Memory      PICTURE_HOLD_MAX frames: when one more comes, the oldest is due at once.
 */
#ifndef MCU_ROOM_PICTURE_HOLD_H
#define MCU_ROOM_PICTURE_HOLD_H

#include "mcu/rtp/frame_assembler.h"

#include <glib.h>

#include <stdbool.h>
#include <stdint.h>

enum { PICTURE_HOLD_MAX = 16 }; /* LIP_SYNC_HOLD_MAX_US at 30 pictures a second is 12 */

typedef struct PictureHold PictureHold;

PictureHold *picture_hold_new(void);

/** NULL is allowed. */
void picture_hold_free(PictureHold *hold);

/** Takes the frame's data over. A frame is never given before the ones that came before it. */
void picture_hold_put(PictureHold *hold, const AssembledFrame *frame, int64_t due_us);

/** The next frame that is due, until false. Its data is the caller's. */
bool picture_hold_take(PictureHold *hold, int64_t now_us, AssembledFrame *ret_frame);

/** When the next one is; INT64_MAX if none waits. */
int64_t picture_hold_due_us(const PictureHold *hold);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(PictureHold, picture_hold_free)

#endif
