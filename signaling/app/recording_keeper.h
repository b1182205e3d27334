/**
 * recording_keeper: one running meeting's recording: sees to it that the media server writes what the proceedings want.
 *
 *   proceedings: on, paused ─► keeper ─┬─► a span in the book ─► room.record, room.record_pause, room.record_end
 *                                      └─► news: `recording`, for everybody
 *
 * A span is in the book before anything is written into its file, so that no file is unknown to whoever completes
 * leftovers. A media server that was replaced, or a file that could not be written on, makes another segment; when that
 * fails too, the recording ends and the meeting goes on.
 *
 * Units       times are microseconds since 1970, but for what says milliseconds.
 * Ownership   everything in its configuration is the caller's; the room must go before the keeper, the desk may.
 * Thread      the main loop's.
 * Errors      none: what goes wrong ends the recording with a reason, or is an alarm.
 * Memory      none that grows: RECORDING_SPANS_MAX spans in the book.
 */
#ifndef SIGNALING_APP_RECORDING_KEEPER_H
#define SIGNALING_APP_RECORDING_KEEPER_H

#include "mcu/api/api_message.h"
#include "signaling/app/proceedings_desk.h"
#include "signaling/app/recording_shelf.h"
#include "signaling/mcu_link/mcu_room.h"

typedef struct RecordingKeeper RecordingKeeper;

enum {
    RECORDING_KEEPER_TRIES_MAX = 3,  /**< files one after the other that could not be written */
    RECORDING_KEEPER_LATE_MS = 5000, /**< a disk that is so much behind is told of */
};

typedef struct RecordingKeeperConfig {
    Store *store;
    ProceedingsDesk *desk;
    McuRoom *room;
    RecordingShelf *shelf;
    const char *meeting;
    bool stems; /**< each site's sound is to be recorded, too, unless somebody says otherwise */
} RecordingKeeperConfig;

typedef struct RecordingKeeperEvents {
    void (*news)(void *user_data);  /**< recording_keeper_message() says something else now */
    void (*ended)(void *user_data); /**< a recording waits to be completed */
} RecordingKeeperEvents;

RecordingKeeper *recording_keeper_new(
        const RecordingKeeperConfig *config, const RecordingKeeperEvents *events, void *user_data);

/** NULL is allowed. */
void recording_keeper_free(RecordingKeeper *keeper);

/** The proceedings want something else, maybe. */
void recording_keeper_follow(RecordingKeeper *keeper);

/** A media server that records nothing; one that outlived an earlier server; none any more. */
void recording_keeper_media_ready(RecordingKeeper *keeper);
/** @param path  of the file that it writes; "": none */
void recording_keeper_media_adopted(RecordingKeeper *keeper, const char *path);
void recording_keeper_media_lost(RecordingKeeper *keeper);

/** The media server's `room.recording` and `room.recorded`. */
void recording_keeper_report(RecordingKeeper *keeper, const ApiRecording *report);
void recording_keeper_recorded(RecordingKeeper *keeper, const ApiRecorded *recorded);

/** About once a second. */
void recording_keeper_tick(RecordingKeeper *keeper);

/** Whether a media server writes now. */
bool recording_keeper_writes(const RecordingKeeper *keeper);

/** Why no recording can begin: "quota", "disk_full"; "" when one can. */
const char *recording_keeper_refusal(const RecordingKeeper *keeper);

/** Asks for its end, as the server. */
void recording_keeper_end(RecordingKeeper *keeper, const char *reason);

/** The meeting is closed, with its media server, and no event says so: what is on is written down as ended. */
void recording_keeper_close(RecordingKeeper *keeper);

/** The `recording` message. Free with g_free(). */
char *recording_keeper_message(const RecordingKeeper *keeper, bool console);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(RecordingKeeper, recording_keeper_free)

#endif
