/**
 * room_stream: what the sites see and hear, as a live stream of WebM for another process, which encodes it for those who
 * only look on.
 *
 *      room_view, the streamed one ─ frames of its top rung ─┐
 *                                                            ├─> clusters of a fifth of a second ─> a Unix socket
 *      room_sound ─ what all listeners hear ─────────────────┘
 *
 * It is one more receiver of a view, as the recording is; nothing is encoded for it. A reader that is too slow loses
 * pictures up to the next key frame, and never holds up anybody.
 *
 * Units       times are microseconds of the monotonic clock.
 * Ownership   views are borrowed for as long as it lives; frames and ticks for the call.
 * Thread      frame and sound: those of the views and the sound; the rest, and `ended`: the main thread.
 * Errors      start: when nobody listens there. Later the reader's end is told by `ended`.
 * Memory      ROOM_STREAM_BYTES_MAX.
 */
#ifndef MCU_ROOM_ROOM_STREAM_H
#define MCU_ROOM_ROOM_STREAM_H

#include "mcu/room/room_sound.h"
#include "mcu/room/room_view.h"

enum { ROOM_STREAM_BYTES_MAX = 4 * 1024 * 1024 /* some seconds of a reader that stands still */ };

typedef struct RoomStream RoomStream;

/** @param ended  the reader is gone; room_stream_stop() is to be called then */
RoomStream *room_stream_new(
        RoomView *const *views, size_t view_count, void (*ended)(void *user_data), void *user_data);

/** Nothing may come any more. NULL is allowed. */
void room_stream_free(RoomStream *stream);

/** Connects to the socket, and streams until it is stopped; one that was on is stopped before. */
bool room_stream_start(
        RoomStream *stream, const char *socket_path, const PictureRung *size, GError **error);

/** Nothing when nothing is streamed. */
void room_stream_stop(RoomStream *stream);

/** Which view is streamed from now on, if one is. */
void room_stream_set_view(RoomStream *stream, unsigned view);

void room_stream_frame(RoomStream *stream, uint32_t source, EncodedFrame *frame);
void room_stream_sound(RoomStream *stream, const SoundTick *tick);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(RoomStream, room_stream_free)

#endif
