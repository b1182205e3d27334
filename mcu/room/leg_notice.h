/**
 * leg_notice: what a leg is told before it hears the meeting, ready to be sent; the last one is kept.
 *
 * Units       none.
 * Ownership   a clip given out is borrowed until the next is asked for.
 * Thread      the main thread; it reads a file when another notice is asked for.
 * Errors      logged: who cannot be told so is not kept out, since the picture has the mark.
 * Memory      one sound_clip.
 */
#ifndef MCU_ROOM_LEG_NOTICE_H
#define MCU_ROOM_LEG_NOTICE_H

#include "mcu/media/sound_clip.h"

typedef struct LegNotice LegNotice;

LegNotice *leg_notice_new(void);

/** NULL is allowed. */
void leg_notice_free(LegNotice *notice);

/** @param name  as ApiLegAdd.notice @return NULL: there is nothing to be told, or it cannot be */
SoundClip *leg_notice_find(LegNotice *notice, const char *name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(LegNotice, leg_notice_free)

#endif
