/**
 * clip_file: the encoded pictures and sounds that the bots send, all in one file.
 *
 *     "GBCLIPS1" | u32 clips | clips x ClipHead | frames of all clips x FrameHead | bytes
 *     ClipHead   name[32] u16 width u16 height u32 frame_us u32 first_frame u32 frames
 *     FrameHead  u32 offset u32 size u8 key u8 level u16 0
 *
 * All numbers are little-endian; an offset counts from the start of the file.
 *
 * Units       frame_us is microseconds; a level is -dBov, 127 for silence (RFC 6464).
 * Ownership   a clip and its bytes belong to the file and are valid as long as it is open.
 * Thread      any: an open file is only read.
 * Errors      a file that does not hold what it says is refused when it is opened, with its place.
 * Memory      the file is mapped, not read; each clip costs its table.
 */
#ifndef TESTS_BOTS_CLIP_FILE_H
#define TESTS_BOTS_CLIP_FILE_H

#include <glib.h>

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    CLIP_NAME_MAX = 31,
    CLIPS_MAX = 256,
    CLIP_FRAMES_MAX = 100000, /* of all clips of a file */
    CLIP_FRAME_BYTES_MAX = 1 << 20,
};

typedef struct ClipFrame {
    const uint8_t *bytes;
    size_t size;
    bool key;      /**< can be decoded without those before it */
    uint8_t level; /**< of sound: -dBov */
} ClipFrame;

typedef struct Clip {
    char name[CLIP_NAME_MAX + 1];
    unsigned width, height; /**< 0 of sound */
    uint32_t frame_us;      /**< how long a frame lasts */
    uint32_t frame_count;   /**< at least 1; the first is a key frame */
    const ClipFrame *frames;
} Clip;

typedef struct ClipFile ClipFile;

/** Opens a file and checks all of it. NULL if it is absent or broken. */
ClipFile *clip_file_open(const char *path, GError **error);

/** Closes it; its clips are gone. NULL is allowed. */
void clip_file_close(ClipFile *file);

/** A clip by its name, or NULL. */
const Clip *clip_file_find(const ClipFile *file, const char *name);

/** The frame to go on with when a key frame is asked for at `frame`: the nearest one, not itself. */
uint32_t clip_key_frame_near(const Clip *clip, uint32_t frame);

/** Collects clips and writes them. */
typedef struct ClipWriter ClipWriter;

ClipWriter *clip_writer_new(void);

void clip_writer_free(ClipWriter *writer);

/** Begins a clip; the frames that are added from here on are its own. */
void clip_writer_begin(ClipWriter *writer, const Clip *head);

/** Adds a frame to the clip begun last; its bytes are copied. */
void clip_writer_add(ClipWriter *writer, const ClipFrame *frame);

/** Writes the file, as a whole or not at all. */
bool clip_writer_save(const ClipWriter *writer, const char *path, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(ClipFile, clip_file_close)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ClipWriter, clip_writer_free)

#endif
