/**
 * stream_keeper: a giaoban-stream beside each running meeting, if the configuration wants one: HLS for who only looks on,
 * and streams to other servers.
 *
 *      conference ── room.stream ──> giaoban-mcu ══ WebM ══> giaoban-stream ──> folder/CODE/index.m3u8, rtmp://, srt://
 *
 * The process belongs to this server, and ends with it, or with the media server's stream; while its meeting runs another
 * one follows. A meeting with nobody in it is not streamed.
 *
 * Units       none.
 * Ownership   the service must outlive it.
 * Thread      the main loop's; stream_keeper_path(): any.
 * Errors      what cannot be started is logged, and tried again.
 * Memory      a process a meeting.
 */
#ifndef SIGNALING_APP_STREAM_KEEPER_H
#define SIGNALING_APP_STREAM_KEEPER_H

#include "signaling/app/conference_service.h"

typedef struct StreamKeeper StreamKeeper;

typedef struct StreamKeeperConfig {
    ConferenceService *service;
    const char *program;     /**< giaoban-stream */
    const char *run_dir;     /**< of sockets */
    const char *folder;      /**< of HLS, a folder a meeting in it */
    bool hls;                /**< whether there is HLS */
    const char *const *urls; /**< to which all meetings are streamed; NULL-terminated */
} StreamKeeperConfig;

/** What an earlier server left in the folder goes. */
StreamKeeper *stream_keeper_new(const StreamKeeperConfig *config);

/** Ends all processes. NULL is allowed. */
void stream_keeper_free(StreamKeeper *keeper);

/** Where a file of a meeting's HLS is; NULL for a name that is none. Free with g_free(). */
char *stream_keeper_path(const StreamKeeper *keeper, const char *meeting, const char *file);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(StreamKeeper, stream_keeper_free)

#endif
