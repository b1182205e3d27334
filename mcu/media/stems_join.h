/**
 * stems_join: the stems of a recording's segments made into one file for each site, as long as the recording.
 *
 *      7-1.stems/1.webm, 2.webm │ 7-2.stems/1.webm ──► 7.stems.part/ ──► on the disk ──► 7.stems/     the segments stay
 *
 * A site is the same in all segments by its identity. It can be killed at any moment and be run again: what stands under the
 * last name is whole. A stem that is not there, or holds nothing, is silence.
 *
 * Units       times are milliseconds of the recording; sizes bytes.
 * Ownership   paths are the caller's, what is given out as well.
 * Thread      one at a time; it waits for the disk.
 * Errors      G_FILE_ERROR, as recording_join.h.
 * Memory      two clusters, and SOUND_STEMS_MAX entries.
 */
#ifndef MCU_MEDIA_STEMS_JOIN_H
#define MCU_MEDIA_STEMS_JOIN_H

#include "mcu/media/recording_join.h"
#include "mcu/media/sound_stems.h"

/**
 * @param path      of the recording
 * @param segments  as recording_join() has filled them in
 * @return          SoundStemsEntry for each file, cleared with the array; empty where there are no stems; NULL with an error
 */
GArray *stems_join(const char *path, const RecordingSegment *segments, size_t count,
        int64_t duration_ms, GError **error);

/** The file of one stem of a recording. Free with g_free(). */
char *stems_join_file(const char *path, int number);

#endif
