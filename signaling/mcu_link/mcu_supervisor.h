/**
 * mcu_supervisor: sees to it that one meeting has a living giaoban-mcu.
 *
 *            start                      room.open answered
 *   IDLE ───────────► STARTING ───────────────────────────► READY
 *     │                  ▲ after a pause that grows            │
 *     │ adopt            └──────────── it died, or hangs ◄─────┘
 *     └───► ADOPTING ── room.describe answered ──► READY
 *                 └──── nobody there ──► IDLE
 *
 * A request made before the MCU is ready waits for it; one that is under way when it dies is answered with
 * MCU_GONE.
 *
 * Units       in the names.
 * Ownership   the caller owns the supervisor; freeing it lets the process live.
 * Thread      the main loop's. No event comes from within mcu_supervisor_start() or _adopt().
 * Errors      what goes wrong is logged and tried again; the owner hears `lost`.
 * Memory      MCU_SUPERVISOR_WAITING_MAX waiting requests.
 */
#ifndef SIGNALING_MCU_LINK_MCU_SUPERVISOR_H
#define SIGNALING_MCU_LINK_MCU_SUPERVISOR_H

#include "signaling/mcu_link/mcu_link.h"

typedef struct McuSupervisor McuSupervisor;

enum { MCU_SUPERVISOR_WAITING_MAX = 1024 };

typedef struct McuSupervisorEvents {
    /** A new MCU has opened the room. It has no legs. */
    void (*ready)(void *user_data);
    /** The MCU of an earlier server lives, with these legs. */
    void (*adopted)(const ApiRoomDescription *description, void *user_data);
    /** There was none to adopt. */
    void (*not_found)(void *user_data);
    /** The MCU is gone, and every leg with it; another is being started. */
    void (*lost)(void *user_data);
    void (*notification)(const char *method, const json_t *body, void *user_data);
} McuSupervisorEvents;

typedef struct McuSupervisorConfig {
    const char *program;
    const char *const *arguments; /**< for every MCU: `--config` and `--set`; NULL-terminated */
    const char *run_dir;          /**< of the sockets; it must exist */
    const char *meeting;
    const char *title;
} McuSupervisorConfig;

/** Everything in the configuration is copied. */
McuSupervisor *mcu_supervisor_new(
        const McuSupervisorConfig *config, const McuSupervisorEvents *events, void *user_data);

/** Lets go of the MCU, which goes on mixing. Requests under way get MCU_GONE. NULL is allowed. */
void mcu_supervisor_free(McuSupervisor *self);

void mcu_supervisor_start(McuSupervisor *self);

/** Looks for an MCU that an earlier server has left: ends in `adopted` or `not_found`. */
void mcu_supervisor_adopt(McuSupervisor *self);

/** Ends the MCU, with its room. */
void mcu_supervisor_close_room(McuSupervisor *self);

void mcu_supervisor_request(McuSupervisor *self, const McuRequest *request);

bool mcu_supervisor_is_ready(const McuSupervisor *self);

/** How often an MCU of this meeting had to be started again. */
unsigned mcu_supervisor_restarts(const McuSupervisor *self);

/** The path of a meeting's socket. */
char *mcu_supervisor_socket_path(const char *run_dir, const char *meeting);

/** The meetings that have a socket in the folder, NULL-terminated. Free with g_strfreev(). */
char **mcu_supervisor_list(const char *run_dir);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(McuSupervisor, mcu_supervisor_free)

#endif
