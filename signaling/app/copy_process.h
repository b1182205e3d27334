/**
 * copy_process: a tool that makes a copy, at the lowest priority that the machine has: it gets what nobody else wants of
 * processors and disks, can be stopped and go on, and ends with the server.
 *
 * Units       thousandths of the work.
 * Ownership   the caller's; freed, the tool is killed and tells nothing more.
 * Thread      the main loop's.
 * Errors      GSpawnError when it cannot be started; later ones are told to `ended`.
 * Memory      one line.
 */
#ifndef SIGNALING_APP_COPY_PROCESS_H
#define SIGNALING_APP_COPY_PROCESS_H

#include <glib.h>

#include <stdbool.h>
#include <stdint.h>

typedef struct CopyProcess CopyProcess;

typedef struct CopyProcessEvents {
    void (*progress)(int permille, void *user_data);
    /** The last; it may be freed in it. @param error  NULL: it ended well; lent */
    void (*ended)(const GError *error, void *user_data);
} CopyProcessEvents;

/**
 * @param command    NULL-terminated; the first is searched for in the path
 * @param folder     where it runs
 * @param length_us  of what it makes, for ffmpeg's progress
 */
CopyProcess *copy_process_new(const char *const *command, const char *folder, int64_t length_us,
        const CopyProcessEvents *events, void *user_data, GError **error);

/** NULL is allowed. */
void copy_process_free(CopyProcess *process);

/** Stops it, or lets it go on. */
void copy_process_pause(CopyProcess *process, bool paused);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(CopyProcess, copy_process_free)

#endif
