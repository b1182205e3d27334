/**
 * rung_shed: which rungs of a view are closed when there may be no more than so many.
 *
 * The one that the fewest legs want goes first; its legs are moved to the next lower one that remains. What nothing can
 * replace is never closed: the lowest that a leg's line needs.
 *
 * Units       rungs count from 0, the top; a set has a bit for each.
 * Ownership   a plain value, {0} at first: nothing is closed.
 * Thread      pure: that of its holder.
 * Errors      none.
 * Memory      fixed.
 */
#ifndef MCU_ROOM_RUNG_SHED_H
#define MCU_ROOM_RUNG_SHED_H

#include "mcu/room/picture_feed.h"

#include <stdint.h>

typedef struct RungShed {
    unsigned most; /**< rungs that a view may have in a codec; 0: all */
    uint8_t closed[PICTURE_VIEWS_MAX][PICTURE_CODECS];
} RungShed;

/** @param wanted  how many legs would take each feed, were all open; who takes none counts for PICTURE_FEED_NONE */
void rung_shed_update(RungShed *shed, const unsigned wanted[PICTURE_FEEDS_END]);

/** The set that is closed of a feed's view in its codec. */
uint8_t rung_shed_of(const RungShed *shed, uint32_t source);

/**
 * Of one view and codec.
 *
 * @param wanted  how many legs would take each rung, were all open
 * @param most    how many may be open; 0: all
 * @param closed  so far: it stays as long as it does
 * @return        the set that is to be closed
 */
uint8_t rung_shed_closed(const unsigned wanted[PICTURE_RUNGS_MAX], unsigned most, uint8_t closed);

/** The rung that a leg gets in place of one. */
unsigned rung_shed_in_place_of(unsigned rung, uint8_t closed);

#endif
