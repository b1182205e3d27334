/**
 * camera_clip: pictures like a camera's in a meeting room: a still room, people who move, and noise.
 *
 * Units       pixels; clip time is a picture's number.
 * Ownership   the planes are the caller's.
 * Thread      one thread at a time.
 * Errors      none.
 * Memory      about three bytes a pixel and 64 kB of noise.
 */
#ifndef TESTS_FAKES_CAMERA_CLIP_H
#define TESTS_FAKES_CAMERA_CLIP_H

#include <stdint.h>

typedef struct CameraClip CameraClip;

/** @param seed  each number is another room with other people
 *  @return      never NULL; free with camera_clip_free() */
CameraClip *camera_clip_new(int width_px, int height_px, uint32_t seed);

/** NULL is allowed. */
void camera_clip_free(CameraClip *clip);

/** Writes one picture of the clip, I420, limited range. */
void camera_clip_draw(
        const CameraClip *clip, int number, uint8_t *const planes[3], const int strides[3]);

#endif
