/**
 * room_picture: the meeting's one picture, composed and encoded by a tick of its own thread.
 *
 *      sources (decoded by a pool) ─> canvas, as the scene says ─> rendition ─> one encoded frame for all
 *
 * Units       pixels; times are microseconds of the monotonic clock.
 * Ownership   owns the pool, the canvas and the encoder; scenes are shared.
 * Thread      new and free: the main thread; everything else: any. Events come on the picture thread, or on a
 *             pool thread, and must only post.
 * Errors      new fails when the encoder refuses its settings.
 * Memory      one canvas, one encoder, picture_source's bounds for each source.
 */
#ifndef MCU_ROOM_ROOM_PICTURE_H
#define MCU_ROOM_ROOM_PICTURE_H

#include "mcu/media/encoded_frame.h"
#include "mcu/room/scene.h"

#include <glib.h>

#include <stdbool.h>
#include <stdint.h>

typedef struct RoomPicture RoomPicture;

typedef struct RoomPictureConfig {
    int width_px, height_px;
    int fps;
    int bitrate_bps;
} RoomPictureConfig;

typedef struct RoomPictureEvents {
    /** A frame is ready; the reference is the receiver's. */
    void (*encoded)(EncodedFrame *frame, void *user_data);
    /** A source must begin anew. */
    void (*key_needed)(uint32_t source, void *user_data);
} RoomPictureEvents;

typedef struct RoomPictureStats {
    uint64_t composed;
    uint64_t encoded;
    uint64_t skipped;    /**< ticks that the machine was too late for */
    uint64_t dropped;    /**< frames of sources that could not be decoded in time */
    int64_t late_max_us; /**< since the last call of room_picture_stats() */
    unsigned decoders;   /**< sources that are seen */
    unsigned encoders;
} RoomPictureStats;

/** Starts the threads, with an empty scene that nobody wants yet. */
RoomPicture *room_picture_new(const RoomPictureConfig *config, const RoomPictureEvents *events,
        void *user_data, GError **error);

/** Ends the threads; no event comes afterwards. NULL is allowed. */
void room_picture_free(RoomPicture *picture);

/** Where sources are decoded. */
PicturePool *room_picture_pool(RoomPicture *picture);

/** Shows another scene from the next tick on. Takes the reference over. */
void room_picture_set_scene(RoomPicture *picture, Scene *scene);

/** Whether anybody receives the picture; it is neither composed nor encoded otherwise. */
void room_picture_set_wanted(RoomPicture *picture, bool wanted);

/** A receiver needs a key frame. */
void room_picture_want_key(RoomPicture *picture, bool joins);

RoomPictureStats room_picture_stats(RoomPicture *picture);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(RoomPicture, room_picture_free)

#endif
