/**
 * room_stage: what everybody sees: layouts, floor, slides and voice, turned into a scene for each view, into the view
 * that each leg watches, and into the size that each site should send.
 *
 *      seats, legs ─┐                     ┌─ scenes ──────> room_media, the views
 *      layouts ─────┼─> view_plan ─────> ─┼─ which view ──> room_media, the legs
 *      floor, voice ┘                     └─ sizes ───────> `leg_size`, the senders
 *
 * Units       in the names; the layouts' pages count from 0.
 * Ownership   seats, legs and media are borrowed for as long as the stage lives; the rest is its own.
 * Thread      the main thread, events too: in the midst of the call that caused them, or by a timer.
 * Errors      none; a layout out of range is brought into it.
 * Memory      one scene for each view, those with captions too.
 *
 * A leg may have a caption of its own for a while: then it watches a view that caption_plan makes of its own one. Of
 * different captions at a time there are CAPTION_PLAN_VIEWS; who comes beyond sees its view without.
 */
#ifndef MCU_ROOM_ROOM_STAGE_H
#define MCU_ROOM_ROOM_STAGE_H

#include "mcu/api/api_message.h"
#include "mcu/room/picture_source.h"
#include "mcu/room/room_media.h"
#include "mcu/room/seat_list.h"

#include <glib.h>

#include <stdbool.h>
#include <stdint.h>

typedef struct RoomStage RoomStage;

typedef struct RoomStageConfig {
    int width_px, height_px;
    int fps;
    const SeatList *seats;
    GHashTable *legs; /**< their numbers -> RoomLeg */
    RoomMedia *media;
} RoomStageConfig;

typedef struct RoomStageEvents {
    void (*layout)(const ApiLayout *layout, void *user_data);
    void (*leg_size)(const ApiLegSize *size, void *user_data);
} RoomStageEvents;

RoomStage *room_stage_new(
        const RoomStageConfig *config, const RoomStageEvents *events, void *user_data);

/** NULL is allowed. */
void room_stage_free(RoomStage *stage);

/** Makes everything follow the seats and legs, which changed. */
void room_stage_update(RoomStage *stage);

/* Each of these does so too. */

/** @return what became of it; the strings are the stage's, until the next call */
ApiLayout room_stage_set_layout(RoomStage *stage, const ApiLayout *layout);

/** One site large to all until a time of the monotonic clock, whatever the layouts are. @param identity  "": nobody */
void room_stage_show(RoomStage *stage, const char *identity, int64_t until_us);

/** @param identity  "": nobody's */
void room_stage_set_floor(RoomStage *stage, const char *identity);

/** @param title  of the meeting; NULL while it has none */
void room_stage_set_overlay(RoomStage *stage, const ApiOverlay *overlay, const char *title);

/** @param picture  of the slides, borrowed; NULL: there are none; @param presenter  who shows them */
void room_stage_set_slides(RoomStage *stage, PictureSource *picture, uint32_t presenter);

/** Who speaks now: a leg, or SEAT_NO_LEG. */
void room_stage_set_speaking(RoomStage *stage, uint32_t leg);

/** Who is not seen is looked at now and then all the same. About once a second, after the legs' health. */
void room_stage_peek(RoomStage *stage, int64_t now_us);

/** Whether the meeting is recorded: what those see who do not get the slides as a stream. */
void room_stage_set_recorded(RoomStage *stage, bool recorded);

/** Whether all views have the mark that says so: not while it is paused. */
void room_stage_set_mark(RoomStage *stage, bool marked);

/** Whether it is streamed, likewise. */
void room_stage_set_streamed(RoomStage *stage, bool streamed);

/** When the machine is too slow. @param tiles_each  small tiles show every how many-th picture, and their sites are asked for
    no more; @param folded  all see the sites' view, but for the slides */
void room_stage_set_shed(RoomStage *stage, unsigned tiles_each, bool folded);

/** How many legs get a view. */
void room_stage_set_watching(RoomStage *stage, unsigned view, unsigned receivers);

/** "": nobody has it. */
const char *room_stage_floor(const RoomStage *stage);
ApiOverlay room_stage_overlay(const RoomStage *stage);

/** Copies, of all views; clear each with api_message_clear(API_LAYOUT, …) and free the list. */
ApiLayout *room_stage_copy_layouts(const RoomStage *stage);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(RoomStage, room_stage_free)

#endif
