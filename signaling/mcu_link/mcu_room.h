/**
 * mcu_room: one meeting's room in its giaoban-mcu, as functions and events with names and types.
 *
 * Above it nobody sees JSON-RPC, processes or restarts: legs come and go, and sometimes all are lost.
 *
 * Units       as mcu/api.
 * Ownership   the caller owns the room; values in events and answers are lent for the call.
 * Thread      the main loop's.
 * Errors      every offer gets one answer; the other requests are carried out or die with the MCU.
 * Memory      as mcu_supervisor, and the figures of the last second.
 */
#ifndef SIGNALING_MCU_LINK_MCU_ROOM_H
#define SIGNALING_MCU_LINK_MCU_ROOM_H

#include "signaling/mcu_link/mcu_supervisor.h"

typedef struct McuRoom McuRoom;

typedef struct McuRoomEvents {
    void (*ready)(void *user_data); /**< as the supervisor's, like the next three */
    void (*adopted)(const ApiRoomDescription *description, void *user_data);
    void (*not_found)(void *user_data);
    void (*lost)(void *user_data);
    void (*leg_connected)(const char *leg, void *user_data);
    void (*leg_closed)(const char *leg, ApiLegEnd why, void *user_data);
    void (*leg_size)(const ApiLegSize *size, void *user_data);
    void (*leg_quality)(const ApiLegQuality *quality, void *user_data);
    void (*speaker)(const char *identity, void *user_data); /**< NULL: nobody */
    void (*layout)(const ApiLayout *layout, void *user_data);
    /** The slides of this leg are not taken: it is gone, or has none. */
    void (*slides_refused)(const char *leg, void *user_data);
    /** The figures of the last second. */
    void (*stats)(const ApiRoomStats *stats, void *user_data);
} McuRoomEvents;

typedef struct McuAnswer {
    McuOutcome outcome;
    int fault; /**< REFUSED: an ApiFault */
    const char *reason;
    const char *sdp; /**< REPLIED */
} McuAnswer;

typedef void (*McuAnswerFn)(const McuAnswer *answer, void *user_data);

/** What the MCU said of itself about a second ago. */
typedef struct McuRoomStats {
    const ApiRoomStats *room; /**< all zero while there is none; good until the main loop turns */
    double cpu_seconds;       /**< of all processes that this room has had */
    unsigned restarts;
} McuRoomStats;

McuRoom *mcu_room_new(
        const McuSupervisorConfig *config, const McuRoomEvents *events, void *user_data);

/** Lets go of the MCU, which goes on mixing. NULL is allowed. */
void mcu_room_free(McuRoom *room);

void mcu_room_start(McuRoom *room);
void mcu_room_adopt(McuRoom *room);

/** Ends the MCU. */
void mcu_room_close(McuRoom *room);

void mcu_room_add_leg(McuRoom *room, const ApiLegAdd *add, McuAnswerFn done, void *user_data);

/** The same leg with new ICE credentials. */
void mcu_room_offer(
        McuRoom *room, const char *leg, const char *sdp, McuAnswerFn done, void *user_data);

void mcu_room_candidate(McuRoom *room, const char *leg, const char *candidate, const char *mid);
void mcu_room_set_leg(McuRoom *room, const char *leg, bool mic, bool camera);
void mcu_room_remove_leg(McuRoom *room, const char *leg, const char *reason, bool keep_seat);
void mcu_room_cap_leg(McuRoom *room, const char *leg, int64_t rate_bps);
void mcu_room_set_layout(McuRoom *room, const ApiLayout *layout);
void mcu_room_set_floor(McuRoom *room, const char *identity);
void mcu_room_set_audible(McuRoom *room, const ApiAudible *audible);
void mcu_room_set_slides(McuRoom *room, const char *leg);
void mcu_room_set_overlay(McuRoom *room, const ApiOverlay *overlay);

McuRoomStats mcu_room_stats(const McuRoom *room);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(McuRoom, mcu_room_free)

#endif
