/**
 * line_level: how good a site's line is, in one word that does not flicker.
 *
 * A second says little: of three packets of silence one that is lost is a third. So a line is called worse when it was
 * worse for LINE_LEVEL_WORSE readings in a row, and then as bad as the best of them; better likewise, but later.
 *
 * Units       a reading a second; in the names.
 * Ownership   plain values.
 * Thread      pure: any, one at a time.
 * Errors      none.
 * Memory      fixed.
 */
#ifndef MCU_ROOM_LINE_LEVEL_H
#define MCU_ROOM_LINE_LEVEL_H

#include "mcu/api/api_message.h"

enum {
    LINE_LEVEL_WORSE = 3,
    LINE_LEVEL_BETTER = 10,
};

/** Starts as {0}: good. */
typedef struct LineLevel {
    ApiQuality shown;
    ApiQuality nearest; /**< to `shown`, of those in a row */
    unsigned in_a_row;  /**< readings that were all worse, or all better, than `shown` */
} LineLevel;

/** @return what the line is called from now on */
ApiQuality line_level_read(LineLevel *level, double loss_percent, double rtt_ms);

#endif
