/**
 * room_view: one view of the meeting, composed and encoded by a tick of its own thread.
 *
 *      sources, decoded now ─> canvas, as the scene says ─┬─> rendition of rung 0 ─> one frame for all its legs
 *                                                         └─> rendition of rung 1 ─> …
 *
 * A tick has half its time for decoding; what is left waits for the next one. Pictures that are much to decode are
 * shared with the threads of the sources' pool.
 *
 * A rung is encoded only while a leg receives it; a view that nobody receives is not composed and its thread sleeps.
 *
 * Units       pixels; times are microseconds of the monotonic clock.
 * Ownership   owns the canvas and the encoders; scenes are shared.
 * Thread      new and free: the main thread; everything else: any. Events come on the view's thread, and must
 *             only post.
 * Errors      new fails when an encoder refuses its settings.
 * Memory      one canvas, and one encoder for each rung in use.
 */
#ifndef MCU_ROOM_ROOM_VIEW_H
#define MCU_ROOM_ROOM_VIEW_H

#include "mcu/media/encoded_frame.h"
#include "mcu/room/picture_feed.h"
#include "mcu/room/scene.h"

#include <glib.h>

#include <stdbool.h>
#include <stdint.h>

typedef struct RoomView RoomView;

typedef struct RoomViewConfig {
    unsigned view; /**< its number */
    PictureLadder ladder;
    int fps;
} RoomViewConfig;

typedef struct RoomViewEvents {
    /** A frame of a feed is ready; the reference is the receiver's. */
    void (*encoded)(uint32_t source, EncodedFrame *frame, void *user_data);
} RoomViewEvents;

typedef struct RoomFeedStats {
    unsigned receivers;
    uint64_t encoded;
    uint64_t keys;
    int64_t encode_us; /**< of a frame, on average since the last call of room_view_stats() */
    int64_t bitrate_bps;
} RoomFeedStats;

typedef struct RoomViewStats {
    uint64_t composed;
    uint64_t skipped;    /**< ticks that the machine was too late for */
    int64_t late_max_us; /**< since the last call of room_view_stats() */
    int64_t compose_us;  /**< of a frame, on average since the last call */
    size_t tiles;
    unsigned encoders; /**< that are open */
    size_t feed_count;
    RoomFeedStats feeds[PICTURE_RUNGS_MAX];
} RoomViewStats;

/** Starts the thread, with an empty scene that nobody wants yet. */
RoomView *room_view_new(const RoomViewConfig *config, const RoomViewEvents *events, void *user_data,
        GError **error);

/** Ends the thread; no event comes afterwards. NULL is allowed. */
void room_view_free(RoomView *view);

/** Shows another scene from the next tick on. Takes the reference over. */
void room_view_set_scene(RoomView *view, Scene *scene);

/** How many legs receive a rung; it is not encoded while nobody does. */
void room_view_set_receivers(RoomView *view, unsigned rung, unsigned receivers);

/** A receiver of a rung needs a key frame. */
void room_view_want_key(RoomView *view, unsigned rung, bool joins);

RoomViewStats room_view_stats(RoomView *view);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(RoomView, room_view_free)

#endif
