/**
 * hardware_hall: a room for tests, and what it has to say of the hardware in it; what is asked of it is waited for.
 *
 * Units       in the names.
 * Ownership   the test owns it; what it lends is lent until the next call.
 * Thread      the test's only one; the main loop turns while something is waited for.
 * Errors      what does not come in half a minute fails the test.
 * Memory      the room, the last answer, the keys that were pressed.
 */
#ifndef TESTS_LOOP_HARDWARE_HALL_H
#define TESTS_LOOP_HARDWARE_HALL_H

#include "mcu/room/room.h"

#include <glib.h>

#include <stdbool.h>

enum { HARDWARE_HALL_WIDTH = 640, HARDWARE_HALL_HEIGHT = 360, HARDWARE_HALL_FPS = 25 };

typedef struct HardwareHall {
    Room *room;
    GMainLoop *loop;
    char *answer; /**< the last one; NULL: refused */
    char *reason; /**< of that */
    ApiFault fault;
    unsigned connected;    /**< legs that were heard */
    GString *digits;       /**< "LEGdigit " each */
    unsigned wanted;       /**< times that the floor was asked for */
    unsigned released;     /**< and given up */
    ApiLegQuality quality; /**< the last report, without its text */
    unsigned fast_updates; /**< key frames that were wanted through SIP */
    unsigned ticks;        /**< of what is waited for */
    const char *
            notice; /**< what who comes is told first, as ApiLegAdd.notice; NULL: nothing. Borrowed */
    bool (*beat)(void *user_data);
    void *user_data;
} HardwareHall;

void hardware_hall_init(HardwareHall *hall);
void hardware_hall_clear(HardwareHall *hall);

/** A leg with an offer, or "": we offer. The answer is there afterwards. */
void hardware_hall_add(HardwareHall *hall, const char *name, const char *offer, bool plain_rtp);

/** A leg offers again. */
void hardware_hall_update(HardwareHall *hall, const char *name, const char *offer);

/** A leg answers our offer. */
void hardware_hall_settle(HardwareHall *hall, const char *name, const char *answer);

/** Beats until the beat says that what it waits for is there; `ticks` counts them. */
void hardware_hall_beat(
        HardwareHall *hall, unsigned each_ms, bool (*beat)(void *user_data), void *user_data);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(HardwareHall, hardware_hall_clear)

#endif
