/**
 * recording_desk: starts, pauses and ends a room's recording, and says each second how it does: what is on the disk, and
 * whether picture and sound are worth to be kept.
 *
 * Units       in the names.
 * Ownership   media and stage are borrowed for as long as it lives; events are lent for the call.
 * Thread      the main thread.
 * Errors      G_FILE_ERROR while another is written; when a file cannot be made, it ends at once.
 * Memory      one path.
 */
#ifndef MCU_ROOM_RECORDING_DESK_H
#define MCU_ROOM_RECORDING_DESK_H

#include "mcu/api/api_message.h"
#include "mcu/room/room_stage.h"

typedef struct RecordingDesk RecordingDesk;

typedef struct RecordingDeskEvents {
    void (*recording)(const ApiRecording *recording, void *user_data);
    void (*recorded)(const ApiRecorded *recorded, void *user_data);
} RecordingDeskEvents;

RecordingDesk *recording_desk_new(RoomMedia *media, RoomStage *stage, const PictureRung *size,
        const RecordingDeskEvents *events, void *user_data);

/** NULL is allowed. What is recorded, media ends. */
void recording_desk_free(RecordingDesk *desk);

bool recording_desk_start(
        RecordingDesk *desk, const ApiRecord *record, ApiRecordMoment *ret_moment, GError **error);

/* Each does nothing while nothing is recorded. */
/** @return where the file stands now */
ApiRecordMoment recording_desk_pause(RecordingDesk *desk, bool paused);
void recording_desk_end(RecordingDesk *desk);

/** The media's `shot`: what a view shows. Looked at for the call. */
void recording_desk_shot(RecordingDesk *desk, unsigned view, const VideoFrame *picture);

/** The media's `recorded`. */
void recording_desk_ended(RecordingDesk *desk, const char *fault, const char *reason);

/** Of the file that is written; "": none. */
const char *recording_desk_path(const RecordingDesk *desk);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(RecordingDesk, recording_desk_free)

#endif
