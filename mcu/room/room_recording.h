/**
 * room_recording: the recording of a meeting: which view it takes, and its way from there to the file.
 *
 *      room_view, the recorded one ─ frames of its top rung ─┐
 *                                                            ├─> recorder ─> the file
 *      room_sound ─ what all listeners hear ─────────────────┤
 *                 ─ what each site sends, if it is wanted ───┘
 *
 * It is one more receiver of a view: what legs get is what is written. When another view is to be recorded, the one
 * before is written until the first key frame of the new one.
 *
 * Units       times are microseconds; in the names.
 * Ownership   views are borrowed for as long as it lives; frames and ticks for the call.
 * Thread      frame and sound: those of the views and the sound; the rest: the main thread. `ended` comes on the
 *             recorder's thread, and must only post.
 * Errors      as recorder.h.
 * Memory      that of one recorder, and a name for each leg.
 */
#ifndef MCU_ROOM_ROOM_RECORDING_H
#define MCU_ROOM_ROOM_RECORDING_H

#include "mcu/media/recorder.h"
#include "mcu/room/room_sound.h"
#include "mcu/room/room_view.h"

typedef struct RoomRecording RoomRecording;

/** @param ended  as RecorderEvents; room_recording_stop() is to be called then */
RoomRecording *room_recording_new(RoomView *const *views, size_t view_count,
        void (*ended)(const GError *error, void *user_data), void *user_data);

/** Nothing may be recorded any more. NULL is allowed. */
void room_recording_free(RoomRecording *recording);

typedef struct RoomRecordingStart {
    const char *path;
    PictureRung size;
    int64_t wall_us;
    bool stems; /**< as RecorderConfig; the sound must be tapped */
} RoomRecordingStart;

/** @return false while another is on; when the file cannot be made, `ended` comes */
bool room_recording_start(
        RoomRecording *recording, const RoomRecordingStart *start, GError **error);

/** Whose sound a leg's is, until it is forgotten: recorded or not. */
void room_recording_know(
        RoomRecording *recording, uint32_t leg, const char *identity, const char *name);
void room_recording_forget(RoomRecording *recording, uint32_t leg);

/** Which view is recorded from now on, if one is. */
void room_recording_set_view(RoomRecording *recording, unsigned view);

/** @return where the file stands now; 0 when nothing is recorded */
int64_t room_recording_pause(RoomRecording *recording, bool paused);

/** Asks it to end; `ended` comes. @return false when nothing is recorded */
bool room_recording_end(RoomRecording *recording);

/** Lets go of the recorder: after `ended`, or to wait until the disk has all. Nothing without one. */
void room_recording_stop(RoomRecording *recording);

/** @return false when nothing is recorded */
bool room_recording_stats(RoomRecording *recording, RecorderStats *ret_stats);

/** What went into it since this was asked last. */
typedef struct RecordingMeter {
    unsigned pictures;
    uint8_t level_dbov; /**< the loudest */
} RecordingMeter;

RecordingMeter room_recording_take_meter(RoomRecording *recording);

/** Which view is recorded, or would be. */
unsigned room_recording_view(const RoomRecording *recording);

void room_recording_frame(RoomRecording *recording, uint32_t source, EncodedFrame *frame);
void room_recording_sound(RoomRecording *recording, const SoundTick *tick);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(RoomRecording, room_recording_free)

#endif
