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
    void (*leg_digit)(
            const char *leg, char digit, void *user_data); /**< may be NULL, as the next */
    /** A key frame of this leg is needed, and only SIP can say so. */
    void (*leg_fast_update_wanted)(const char *leg, void *user_data);
    /** A device asks to show slides, or does not any more; may be NULL too. */
    void (*leg_floor)(const char *leg, bool wanted, void *user_data);
    void (*leg_size)(const ApiLegSize *size, void *user_data);
    void (*leg_quality)(const ApiLegQuality *quality, void *user_data);
    void (*leg_health)(const ApiLegHealth *health, void *user_data);
    void (*speaker)(const char *identity, void *user_data); /**< NULL: nobody */
    void (*layout)(const ApiLayout *layout, void *user_data);
    /** The slides of this leg are not taken: it is gone, or has none. */
    void (*slides_refused)(const char *leg, void *user_data);
    void (*recording)(const ApiRecording *recording, void *user_data);
    void (*recorded)(const ApiRecorded *recorded, void *user_data);
    /** The figures of the last second. */
    void (*stats)(const ApiRoomStats *stats, void *user_data);
} McuRoomEvents;

typedef struct McuAnswer {
    McuOutcome outcome;
    int fault; /**< REFUSED: an ApiFault */
    const char *reason;
    const char *sdp; /**< REPLIED */
} McuAnswer;

typedef struct McuPicture {
    McuOutcome outcome;
    const char *reason;        /**< in English; NULL with a picture */
    const ApiPicture *picture; /**< NULL: none */
} McuPicture;

typedef void (*McuPictureFn)(const McuPicture *picture, void *user_data);

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

/** Hardware answers the offer that it was given; McuAnswer.sdp is "". */
void mcu_room_answer(
        McuRoom *room, const char *leg, const char *sdp, McuAnswerFn done, void *user_data);

/** Hardware offers again; "": it wants an offer. */
void mcu_room_update(
        McuRoom *room, const char *leg, const char *sdp, McuAnswerFn done, void *user_data);

/** The leg asks for a key frame by SIP. */
void mcu_room_fast_update(McuRoom *room, const char *leg);

void mcu_room_candidate(McuRoom *room, const char *leg, const char *candidate, const char *mid);
void mcu_room_set_leg(McuRoom *room, const char *leg, bool mic, bool camera);
void mcu_room_remove_leg(McuRoom *room, const char *leg, const char *reason, bool keep_seat);
void mcu_room_cap_leg(McuRoom *room, const char *leg, int64_t rate_bps);

/** Hardware: its camera. */
void mcu_room_move_camera(McuRoom *room, const ApiLegCamera *camera);
void mcu_room_camera_preset(McuRoom *room, const ApiLegPreset *preset);

/** A text over the pictures of one leg, for at most API_CAPTION_MS_MAX; "": none any more. */
void mcu_room_caption_leg(McuRoom *room, const char *leg, const char *text, int64_t ms);

/** Which view an onlooker watches: an ApiView. */
void mcu_room_set_leg_view(McuRoom *room, const char *leg, int view);
void mcu_room_set_layout(McuRoom *room, const ApiLayout *layout);
void mcu_room_set_floor(McuRoom *room, const char *identity);
/** That site large to all for `ms`; "": nobody any more. */
void mcu_room_show(McuRoom *room, const char *identity, int64_t ms);
void mcu_room_set_audible(McuRoom *room, const ApiAudible *audible);

/** A device that asked to show slides must not. */
void mcu_room_deny_floor(McuRoom *room, const char *leg);
void mcu_room_set_slides(McuRoom *room, const char *leg);
void mcu_room_set_overlay(McuRoom *room, const ApiOverlay *overlay);

/** Has what the sites see streamed to who listens there. */
void mcu_room_stream(McuRoom *room, const char *socket_path);

/** Records into a new file; the reply's result is an ApiRecordMoment, as that of the next. */
void mcu_room_record(McuRoom *room, const ApiRecord *record, McuReplyFn reply, void *user_data);
void mcu_room_pause_record(McuRoom *room, bool paused, McuReplyFn reply, void *user_data);
void mcu_room_end_record(McuRoom *room);

/** A sound that all hear. @param path  as ApiPlay */
void mcu_room_play(McuRoom *room, const char *path, McuReplyFn reply, void *user_data);

/** A sound for one leg alone. @param sound  as ApiLegPlay */
void mcu_room_play_to(
        McuRoom *room, const char *leg, const char *sound, McuReplyFn reply, void *user_data);

/** What a view shows now. `done` is called once, not within this call but when the MCU is gone. */
/** The newest picture of one leg, made small. */
void mcu_room_still(McuRoom *room, const char *leg, McuPictureFn done, void *user_data);
void mcu_room_snapshot(McuRoom *room, ApiView view, McuPictureFn done, void *user_data);

McuRoomStats mcu_room_stats(const McuRoom *room);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(McuRoom, mcu_room_free)

#endif
