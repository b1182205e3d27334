/**
 * room_view: one view of the meeting, composed and encoded by a tick of its own thread.
 *
 *      sources, decoded now ─> canvas, as the scene says ─┬─> rendition of rung 0 in VP8 ─> one frame for all its legs
 *                                                         ├─> rendition of rung 1 in VP8 ─> …
 *                                                         └─> rendition of rung 0 in H.264 ─> …
 *
 * A tick has half its time for decoding; what is left waits for the next one. Pictures that are much to decode are
 * shared with the threads of the sources' pool.
 *
 * Where the scene says so, small tiles are decoded and drawn each second or fourth tick only, all in the same; where there
 * are no others, nothing is done in between.
 *
 * A rung is encoded in a codec only while a leg receives that; a view that nobody receives is not composed and its thread sleeps.
 *
 * Units       pixels; times are microseconds of the monotonic clock.
 * Ownership   owns the canvas and the encoders; scenes are shared.
 * Thread      new and free: the main thread; everything else: any. Events come on the view's thread, and must
 *             only post.
 * Errors      new fails when an encoder refuses its settings.
 * Memory      one canvas, and one encoder for each rung and codec in use.
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
    /** A copy of the canvas that was asked for; NULL: nobody wants the view any more. The reference is the receiver's. */
    void (*shot)(unsigned view, VideoFrame *picture, void *user_data);
} RoomViewEvents;

typedef struct RoomFeedStats {
    PictureCodec codec;
    unsigned rung;
    unsigned receivers;
    bool open; /**< there is an encoder now */
    uint64_t encoded;
    uint64_t keys;
    int64_t encode_us; /**< of a frame, on average since the last call of room_view_stats() */
    int64_t bitrate_bps;
} RoomFeedStats;

typedef struct RoomViewStats {
    uint64_t composed;
    uint64_t skipped;    /**< ticks that the machine was too late for */
    int64_t late_max_us; /**< since the last call of room_view_stats() */
    int64_t decode_us;   /**< of what came for a frame, on average since the last call */
    int64_t compose_us;  /**< of a frame, likewise */
    size_t tiles;
    unsigned encoders; /**< that are open */
    size_t feed_count;
    RoomFeedStats feeds[PICTURE_CODECS * PICTURE_RUNGS_MAX];
} RoomViewStats;

/** How much there is to do, counted since the start. */
typedef struct RoomViewLoad {
    uint64_t ticks;  /**< with those that had nothing to do */
    int64_t busy_us; /**< from the moment when work was due, or could begin, until it was done */
    int64_t cpu_us;  /**< of that at work, on this thread */
} RoomViewLoad;

/** Starts the thread, with an empty scene that nobody wants yet. */
RoomView *room_view_new(const RoomViewConfig *config, const RoomViewEvents *events, void *user_data,
        GError **error);

/** Ends the thread; no event comes afterwards. NULL is allowed. */
void room_view_free(RoomView *view);

/** Shows another scene from the next tick on. Takes the reference over. */
void room_view_set_scene(RoomView *view, Scene *scene);

/** How many legs receive a rung in a codec; it is not encoded while nobody does. */
void room_view_set_receivers(RoomView *view, PictureCodec codec, unsigned rung, unsigned receivers);

/** Whether its top rung is recorded: a receiver that is no leg. */
void room_view_set_recorded(RoomView *view, bool recorded);

/** Whether its top rung is streamed to who only looks on; likewise. */
void room_view_set_streamed(RoomView *view, bool streamed);

/** A receiver of a rung needs a key frame. */
void room_view_want_key(RoomView *view, PictureCodec codec, unsigned rung, bool joins);

/**
 * Asks for a copy of what the view shows; `shot` follows within a tick or two, once for all who asked meanwhile.
 *
 * @return  false, and nothing follows: nobody receives the view, so there is no picture
 */
bool room_view_shoot(RoomView *view);

/** While it is recorded: when something moved last in the pictures that it shows, by motion_watch.h; else 0. */
int64_t room_view_moved_us(RoomView *view);

RoomViewStats room_view_stats(RoomView *view);

RoomViewLoad room_view_load(RoomView *view);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(RoomView, room_view_free)

#endif
