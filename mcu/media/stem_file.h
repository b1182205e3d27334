/**
 * stem_file: one site's sound as it came, in a recording file of its own that keeps step with the meeting: where nothing
 * came there is silence, so that all files of a meeting lie side by side in any program for sound.
 *
 *      came      │ packet packet packet           packet packet │
 *      the file  │ packet packet packet silence … packet packet silence │ as long as the recording
 *
 * Nothing is decoded or encoded: silence is a packet that Opus has for it. The file waits for the disk when it is
 * finished.
 *
 * Units       times are microseconds from the beginning of the recording.
 * Ownership   data is copied.
 * Thread      one at a time.
 * Errors      G_FILE_ERROR, as recording_file.
 * Memory      as recording_file.
 */
#ifndef MCU_MEDIA_STEM_FILE_H
#define MCU_MEDIA_STEM_FILE_H

#include "mcu/media/recording_file.h"

enum {
    STEM_FILE_APART_US = 5000, /* no packet stands further from its time */
};

typedef struct StemFile StemFile;

typedef struct StemPacket {
    int64_t time_us;
    int64_t duration_us;
    const uint8_t *data; /**< Opus */
    size_t size_bytes;
} StemPacket;

/** A new file, silent up to its first packet. */
StemFile *stem_file_create(const char *path, int64_t start_wall_us, GError **error);

/** NULL is allowed. Closes it as it is. */
void stem_file_free(StemFile *file);

/** What is nearer to the end of the packet before than STEM_FILE_APART_US follows it; what overlaps it by more is left out. */
bool stem_file_add(StemFile *file, const StemPacket *packet, GError **error);

/** Silence up to that moment, if it is not so long yet. */
bool stem_file_fill(StemFile *file, int64_t until_us, GError **error);

/** All that is whole in another, later by `offset_us`: of it what is over by `until_us`, or not STEM_FILE_APART_US after. */
bool stem_file_append(StemFile *file, const RecordingFile *other, int64_t offset_us,
        int64_t until_us, GError **error);

/** As recording_file_ask_sync(). */
bool stem_file_ask_sync(StemFile *file, DiskSync *disk, int64_t tag);

/** Ends the file. Nothing can be added afterwards. */
bool stem_file_finish(StemFile *file, GError **error);

int64_t stem_file_bytes(const StemFile *file);
int64_t stem_file_duration_us(const StemFile *file);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(StemFile, stem_file_free)

#endif
