/**
 * sound_stems: the stems of a recording: one stem_file for each site that was heard, and a list of whose they are.
 *
 *      7-1.stems/list      1 TAB identity TAB name LF, a line for each, written before the file is made
 *                1.webm
 *                2.webm …
 *
 * A site that comes again goes on in its file. What a telephone's codec brought is encoded as Opus, all other packets are
 * written as they came. A file that cannot be written is left as it is, and counted: what is wrong with a stem ends no
 * recording.
 *
 * Units       times are microseconds from the beginning of the recording.
 * Ownership   texts and data are copied.
 * Thread      one at a time: the recorder's. A thread of its own waits for the disk, one file after the other, until they
 *             are finished.
 * Errors      counted.
 * Memory      SOUND_STEMS_MAX times stem_file; a decoder and an encoder for each site with a telephone's codec.
 */
#ifndef MCU_MEDIA_SOUND_STEMS_H
#define MCU_MEDIA_SOUND_STEMS_H

#include "mcu/media/stem_file.h"
#include "mcu/wire/sound_codec.h"

#define SOUND_STEMS_LIST "list"

enum {
    SOUND_STEMS_MAX = 256,
    SOUND_STEMS_SYNC_US =
            10000000, /* each file is on the disk by then: a power cut costs a stem so much */
    SOUND_STEMS_LINE_MAX = 1024, /* of the list */
};

typedef struct SoundStems SoundStems;

typedef struct SoundStemsStats {
    int64_t bytes;
    size_t files;
    uint64_t
            faults; /**< files that could not be written on, and packets for which there was none */
} SoundStemsStats;

/** The folder of the stems of a recording, or of a segment of one. Free with g_free(). */
char *sound_stems_folder(const char *recording);

/** @param folder  is made with the first file */
SoundStems *sound_stems_new(const char *folder, int64_t start_wall_us);

/** NULL is allowed. Closes what is open as it is. */
void sound_stems_free(SoundStems *stems);

/** The number of a site; the same for the same identity. @return -1: there are too many */
int sound_stems_site(SoundStems *stems, const char *identity, const char *name);

/** @param number  as sound_stems_site() gave it */
void sound_stems_add(SoundStems *stems, int number, SoundCodec codec, const StemPacket *packet);

/** Has one file brought to the disk, if it is time and no other is on its way; gives up the one that did not get there. */
void sound_stems_tend(SoundStems *stems, int64_t now_us);

/** Makes all files as long as the recording, and ends them. */
void sound_stems_finish(SoundStems *stems, int64_t end_us);

SoundStemsStats sound_stems_stats(const SoundStems *stems);

/** One line of a list. */
typedef struct SoundStemsEntry {
    int number;
    char *identity;
    char *name;
} SoundStemsEntry;

/** What a folder's list says, up to its first line that is torn: SoundStemsEntry, cleared with the array. */
GArray *sound_stems_read_list(const char *folder);

/** Appends a line to a folder's list, and waits until the disk has it. */
bool sound_stems_write_line(
        const char *folder, int number, const char *identity, const char *name, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(SoundStems, sound_stems_free)

#endif
