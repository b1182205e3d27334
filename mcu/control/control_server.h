/**
 * control_server: the Unix socket over which giaoban commands this process.
 *
 * One controller at a time: when a new one connects, the old connection is closed, because a giaoban that
 * was restarted must not wait for its predecessor's socket to time out.
 *
 * Units       bytes.
 * Ownership   the server owns the socket file and removes it when freed.
 * Thread      the main thread.
 * Errors      GError when the socket cannot be made. A controller that sends an endless line or does not
 *             read is dropped.
 * Memory      one line in, CONTROL_OUT_BYTES_MAX out.
 */
#ifndef MCU_CONTROL_CONTROL_SERVER_H
#define MCU_CONTROL_CONTROL_SERVER_H

#include <glib.h>

#include <stdbool.h>
#include <stddef.h>

enum { CONTROL_OUT_BYTES_MAX = 8 * 1024 * 1024 };

typedef struct ControlServer ControlServer;

typedef struct ControlServerEvents {
    void (*line)(const char *line, size_t size, void *user_data);
    void (*controller)(bool present, void *user_data);
} ControlServerEvents;

/** Listens at a path; a socket file that nobody answers behind is replaced. */
ControlServer *control_server_new(
        const char *path, const ControlServerEvents *events, void *user_data, GError **error);

/** NULL is allowed. */
void control_server_free(ControlServer *server);

/** Sends a line (taken over), or forgets it when no controller is there. */
void control_server_send(ControlServer *server, char *line);

bool control_server_has_controller(const ControlServer *server);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(ControlServer, control_server_free)

#endif
