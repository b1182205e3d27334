/**
 * room_leg: what the room knows of one connection: who it is, what waits for its answer, how it fares.
 *
 * Units       in the names.
 * Ownership   owns its strings, its picture and what waits.
 * Thread      the main thread.
 * Errors      none.
 * Memory      ROOM_LEG_OFFERS_MAX unanswered offers.
 */
#ifndef MCU_ROOM_ROOM_LEG_H
#define MCU_ROOM_ROOM_LEG_H

#include "mcu/api/api_message.h"
#include "mcu/room/leg_health.h"
#include "mcu/room/line_level.h"
#include "mcu/room/media_leg.h"
#include "mcu/room/peek_round.h"
#include "mcu/room/picture_source.h"

#include <glib.h>

#include <stdbool.h>
#include <stdint.h>

enum { ROOM_LEG_OFFERS_MAX = 8 };

/** What became of an offer: an answer, or (answer NULL) a fault with its reason. Called once, on the main thread. */
typedef void (*RoomAnswer)(const char *answer, ApiFault fault, const char *reason, void *user_data);

typedef struct RoomLeg {
    uint32_t number;   /**< the room's own, for the machines; never used twice */
    ApiLegState state; /**< with giaoban's number, a string */
    unsigned view;     /**< that it watches: an ApiView */
    unsigned wanted;   /**< by an onlooker, who may choose: an ApiView */
    unsigned feed; /**< the view whose pictures it is sent: the same, or one that shows the same */
    char *caption; /**< over its pictures until then; NULL: nothing */
    int64_t caption_until_us;
    bool takes_slides;      /**< as a stream of their own */
    bool stays;             /**< hardware that was answered once: SIP decides when it ends */
    PictureSource *picture; /**< NULL until the machines gave it one */
    GQueue waiting;         /**< of whom to tell what became of the offers, in their order */
    int sent_width_px, sent_height_px; /**< the size it was told last; -1: none yet */
    LegFigures figures;
    LineLevel line;
    LegHealth health;
    LegSight sight;
    Peek peek; /**< while no view shows it */
} RoomLeg;

RoomLeg *room_leg_new(uint32_t number, const ApiLegAdd *add);

/** Tells all who wait that the leg is gone. NULL is allowed. */
void room_leg_free(RoomLeg *leg);

/** Remembers whom to tell what became of an offer. @return false when too many wait already */
bool room_leg_wait(RoomLeg *leg, RoomAnswer answer, void *user_data);

/** Tells the one who waits longest. */
void room_leg_answer(RoomLeg *leg, const char *answer, ApiFault fault, const char *reason);

/** @return false when the leg was told this size and pace before */
bool room_leg_size(RoomLeg *leg, int width_px, int height_px, int fps, ApiLegSize *ret_size);

/** What was counted in the last second. */
void room_leg_read(RoomLeg *leg, const LegFigures *figures);

/** How its line is, in one word and a few numbers. Strings are borrowed. */
ApiLegQuality room_leg_quality(const RoomLeg *leg, ApiShed shed);

/** As one of those who may be looked at though nobody sees them. */
PeekSite room_leg_peek_site(RoomLeg *leg);

/** Looks at its picture, after room_leg_read(). @return whether there is something to tell; the string is borrowed */
bool room_leg_health(RoomLeg *leg, int64_t now_us, ApiLegHealth *ret_health);

/** Copies for a list; clear them with the list. */
ApiLegState room_leg_copy_state(const RoomLeg *leg);
ApiLegStats room_leg_copy_stats(const RoomLeg *leg);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(RoomLeg, room_leg_free)

#endif
