/**
 * mcu_process: starts a giaoban-mcu that outlives its starter.
 *
 * The process gets a session of its own, so that neither a terminal's interrupt nor the end of the server
 * reaches it, and it does not die of a log line that nobody reads any more.
 *
 * Units       none.
 * Ownership   the process belongs to itself; only its end is watched.
 * Thread      the main loop's.
 * Errors      GSpawnError when the program cannot be started.
 * Memory      none.
 */
#ifndef SIGNALING_MCU_LINK_MCU_PROCESS_H
#define SIGNALING_MCU_LINK_MCU_PROCESS_H

#include <glib.h>

#include <stdbool.h>
#include <sys/types.h>

/**
 * Starts the program.
 *
 * @param argv      NULL-terminated; the first is the program's path
 * @param log_path  where its lines go when our own go into a pipe, which might be closed before it ends
 * @return          its number, or 0 with an error
 */
pid_t mcu_process_start(const char *const *argv, const char *log_path, GError **error);

#endif
