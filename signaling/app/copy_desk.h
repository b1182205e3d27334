/**
 * copy_desk: makes the copies that were asked for, one after the other, in the background.
 *
 *      recording_copies: queued ──► copy_process ──► ID.mp4.part ──► ID.mp4, ready
 *
 * What is asked for stands in the database, so that a server that starts again goes on where the last one was. While the
 * machine is busy with meetings the copy stands still. Files of copies go after a time; recordings never do here.
 *
 * Units       times are microseconds.
 * Ownership   the store must outlive it.
 * Thread      the main loop's, but for copy_desk_file(): any.
 * Errors      a copy that cannot be made is marked so, and logged.
 * Memory      RECORDING_COPIES_UNFINISHED_MAX jobs.
 */
#ifndef SIGNALING_APP_COPY_DESK_H
#define SIGNALING_APP_COPY_DESK_H

#include "signaling/meeting/recording_copy.h"
#include "signaling/store/store.h"

typedef struct CopyDesk CopyDesk;

typedef struct CopyDeskConfig {
    Store *store;
    const char *folder; /**< of the copies; made when there is none */
    const char *recordings_dir;
    const char *const *
            arguments; /**< of a giaoban that works beside this one: `--config …`; NULL-terminated */
    int64_t keep_us; /**< how long a copy is kept */
} CopyDeskConfig;

/** Looks at once for what was left; files that stand for nothing go. */
CopyDesk *copy_desk_new(const CopyDeskConfig *config);

/** What is being made is begun anew by the next one. NULL is allowed. */
void copy_desk_free(CopyDesk *desk);

/** There is something new in the database. */
void copy_desk_look(CopyDesk *desk);

/** Its row is gone: it is not made any more, and its files go. */
void copy_desk_cancel(CopyDesk *desk, int64_t id, int form);

/** How far it is, in thousandths; -1 while it is not being made. @param ret_paused  the machine is busy */
int copy_desk_progress(const CopyDesk *desk, int64_t id, bool *ret_paused);

/** Where its file is, or will be. Free with g_free(). */
char *copy_desk_file(const CopyDesk *desk, int64_t id, int form);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(CopyDesk, copy_desk_free)

#endif
