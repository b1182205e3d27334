/**
 * hardware_wall: a video line of a codec on the wall, for tests: it sends one colour, and looks at what comes.
 *
 * Units       pixels of a picture as large as the hall's.
 * Ownership   the test owns it: hardware_wall_free(). It borrows its configuration.
 * Thread      the test's only one.
 * Errors      what cannot be fails the test.
 * Memory      the last picture that came.
 */
#ifndef TESTS_LOOP_HARDWARE_WALL_H
#define TESTS_LOOP_HARDWARE_WALL_H

#include "mcu/media/video_frame.h"
#include "mcu/wire/picture_codec.h"
#include "mcu/wire/sdp_agreement.h"

#include <glib.h>

#include <stdbool.h>
#include <stdint.h>

typedef struct HardwareWall HardwareWall;

typedef struct HardwareColour {
    uint8_t y, u, v;
} HardwareColour;

typedef struct HardwareWallConfig {
    const char *name;
    PictureCodec codec;
    const char *format; /**< a=fmtp */
    HardwareColour colour;
} HardwareWallConfig;

HardwareWall *hardware_wall_new(const HardwareWallConfig *config);

/** NULL is allowed. */
void hardware_wall_free(HardwareWall *wall);

/** Its m-line, up to a=fmtp. Free it. */
char *hardware_wall_describe(const HardwareWall *wall);

/** Where to send: the m-line of a role in an answer. */
void hardware_wall_learn(HardwareWall *wall, const char *answer, SdpRole role);

/** One picture. */
void hardware_wall_send(HardwareWall *wall, int64_t now_us);

/** Takes what came, and decodes it. */
void hardware_wall_take(HardwareWall *wall, int64_t now_us);

/** NULL before the first picture. */
const VideoFrame *hardware_wall_seen(const HardwareWall *wall);

/** Whether there is about this colour at a point of it. */
bool hardware_wall_sees(const HardwareWall *wall, int x, int y, const HardwareColour *colour);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(HardwareWall, hardware_wall_free)

#endif
