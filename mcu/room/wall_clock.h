/**
 * wall_clock: the time of day as people in the hall read it.
 *
 * Units       microseconds since 1970.
 * Ownership   the text is the caller's.
 * Thread      pure but for the environment, which nobody changes: any.
 * Errors      none.
 * Memory      none.
 */
#ifndef MCU_ROOM_WALL_CLOCK_H
#define MCU_ROOM_WALL_CLOCK_H

#include <stdint.h>

/** HH:MM in the zone that TZ names, else in Vietnam's. Free it. */
char *wall_clock_text(int64_t real_us);

#endif
