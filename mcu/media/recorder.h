/**
 * recorder: writes what is already encoded, pictures and sound, into a recording file, by a thread of its own.
 *
 *      frames, packets (any thread) ──► queue ──► in the order of their times ──► recording_file ──► the disk
 *      packets of single sites ─────────────┘└──► sound_stems, if they are wanted
 *
 * Nothing is encoded again. What comes late by RECORDER_HOLD_US is still put where it belongs. What is written is handed to
 * the system at once, and outlives the program; another thread waits until the disk has it. A disk that is too slow costs
 * pictures and sound of the recording, never of the meeting; a full one ends the recording, and what was written plays.
 *
 * Units       times are microseconds of the monotonic clock, but for start_wall_us.
 * Ownership   frames and packets are taken by reference.
 * Thread      new and free: one thread; the rest: any. Events come on the recorder's thread and must only post.
 * Errors      as recording_file: each ends the recording, `ended` says why.
 * Memory      RECORDER_QUEUE_BYTES_MAX, then what comes is dropped and counted; and one cluster.
 */
#ifndef MCU_MEDIA_RECORDER_H
#define MCU_MEDIA_RECORDER_H

#include "mcu/media/encoded_frame.h"
#include "mcu/wire/sound_codec.h"

enum {
    RECORDER_HOLD_US =
            300000, /* an encoder of a busy machine is not later than the sound by more */
    RECORDER_KEY_US = 5000000, /* a player finds a picture so near to where it goes */
    RECORDER_QUEUE_BYTES_MAX = 32 * 1024 * 1024, /* two minutes of a disk that stands still */
};

typedef struct Recorder Recorder;

typedef struct RecorderConfig {
    const char *path; /**< of a file that is not there yet */
    int width_px, height_px;
    int channels;
    int64_t start_us; /**< what is from before is not recorded */
    int64_t start_wall_us;
    bool stems; /**< the sound of each site in a file of its own, too: sound_stems_folder() */
} RecorderConfig;

typedef struct RecorderEvents {
    /** The recording needs a key frame. */
    void (*want_key)(void *user_data);
    /** @param error  NULL: it was asked to end, and is whole; borrowed. The last event. */
    void (*ended)(const GError *error, void *user_data);
} RecorderEvents;

typedef struct RecorderStats {
    int64_t size_bytes; /**< on the disk, as is duration_us */
    int64_t duration_us;
    int64_t behind_us; /**< how old the oldest is that is not on the disk */
    uint64_t dropped;  /**< frames and packets that found the queue full */
    int64_t stem_bytes;
    uint64_t stem_faults; /**< as SoundStemsStats */
    bool paused;
} RecorderStats;

/** Starts. The file, and its folder, are made by the recorder's thread: what is wrong with them comes as `ended`. */
Recorder *recorder_new(const RecorderConfig *config, const RecorderEvents *events, void *user_data);

/** Waits until the disk has what was pushed, and the file its end. NULL is allowed. */
void recorder_free(Recorder *recorder);

void recorder_push_picture(Recorder *recorder, EncodedFrame *frame);
void recorder_push_sound(Recorder *recorder, GBytes *packet, int64_t time_us);

/** One packet of a site, as it came. The texts are references of g_ref_string's, and stay the caller's. */
typedef struct RecorderStem {
    char *identity, *name;
    SoundCodec codec;
    int64_t time_us, duration_us;
} RecorderStem;

/** Nothing without stems. */
void recorder_push_stem(Recorder *recorder, const RecorderStem *stem, GBytes *packet);

/** What is of a pause is left out, and time stands still. @return where the file stands */
int64_t recorder_pause(Recorder *recorder, bool paused, int64_t now_us);

/** Writes what is there and ends the file; `ended` comes when the disk has it. */
void recorder_end(Recorder *recorder);

RecorderStats recorder_stats(Recorder *recorder);

/** What kind of fault it is: "disk_full", "read_only", "gone", "disk"; "" for NULL. */
const char *recorder_fault_word(const GError *error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Recorder, recorder_free)

#endif
