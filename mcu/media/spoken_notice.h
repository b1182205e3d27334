/**
 * spoken_notice: sentences that the machine speaks: that the meeting is recorded, and what it says to who dials in.
 *
 * All are built in, spoken by espeak-ng when the program was built (mcu/media/spoken/); an office that has recorded its
 * own gives paths of files.
 *
 * Units       none.
 * Ownership   the clip is the caller's.
 * Thread      any; it may wait for the disk.
 * Errors      as sound_clip.h; G_RESOURCE_ERROR for a name that is none.
 * Memory      one clip.
 */
#ifndef MCU_MEDIA_SPOKEN_NOTICE_H
#define MCU_MEDIA_SPOKEN_NOTICE_H

#include "mcu/media/sound_clip.h"

/** @param name  one of mcu/media/spoken/; "": that the meeting is recorded; what has a / or a dot in it is the path of a WAV file */
SoundClip *spoken_notice_load(const char *name, GError **error);

#endif
