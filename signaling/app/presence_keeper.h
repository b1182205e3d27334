/**
 * presence_keeper: whose media flows in a running meeting: watched, written into its events, told to the consoles.
 *
 *   each leg's report ─► media_watch ─► one `media` event a second at most ─► proceedings_desk ─► presence_log
 *                                                                                └─► `attendance`, for consoles
 *
 * While somebody is there, the meeting's pulse is written down every PRESENCE_KEEPER_PULSE_US: a server that dies together
 * with the media server leaves nobody there for longer than it has seen.
 *
 * Units       times are microseconds since 1970.
 * Ownership   everything in its configuration is the caller's; the desk must go before the keeper.
 * Thread      the main loop's.
 * Errors      what cannot be written down is tried again with the next tick.
 * Memory      as media_watch.
 */
#ifndef SIGNALING_APP_PRESENCE_KEEPER_H
#define SIGNALING_APP_PRESENCE_KEEPER_H

#include "mcu/api/api_message.h"
#include "signaling/app/proceedings_desk.h"
#include "signaling/meeting/participant.h"

typedef struct PresenceKeeper PresenceKeeper;

enum {
    PRESENCE_KEEPER_PULSE_US = 5000000,
    PRESENCE_KEEPER_PATIENCE =
            10, /**< ticks after a restart, for the media server's first reports */
};

typedef struct PresenceKeeperConfig {
    Store *store;
    ProceedingsDesk *desk;
    const char *meeting;
    AttendanceRules attendance;
} PresenceKeeperConfig;

PresenceKeeper *presence_keeper_new(const PresenceKeeperConfig *config);

/** NULL is allowed. */
void presence_keeper_free(PresenceKeeper *keeper);

/** After the replay of an earlier server's events. @param pulse_us  its last pulse; 0: none */
void presence_keeper_restore(PresenceKeeper *keeper, int64_t pulse_us);

/** What the media server says of a leg. */
void presence_keeper_report(PresenceKeeper *keeper, const Participant *participant,
        const ApiLegQuality *quality, int64_t now_us);

/** About once a second. */
void presence_keeper_tick(PresenceKeeper *keeper, int64_t now_us);

/** Whether an event is on its way to the disk. */
bool presence_keeper_is_busy(const PresenceKeeper *keeper);

/** How all sites that ever came stand: the `attendance` message for consoles. Free with g_free(). */
char *presence_keeper_message(const PresenceKeeper *keeper, int64_t now_us);

/** The same of the sites that an event is about. */
char *presence_keeper_change(const PresenceKeeper *keeper, const json_t *event, int64_t now_us);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(PresenceKeeper, presence_keeper_free)

#endif
