/**
 * clip_person: one who sits at the table of a clip's room, and moves as people do in long meetings.
 *
 * Units       pixels of a room 640 wide; time is a part of the loop, 0 to 1.
 * Ownership   a plain value.
 * Thread      any.
 * Errors      none.
 * Memory      none.
 */
#ifndef TESTS_BOTS_CLIP_PERSON_H
#define TESTS_BOTS_CLIP_PERSON_H

#include <glib.h>

#include <cairo.h>
#include <stdbool.h>

typedef struct ClipColor {
    double red, green, blue;
} ClipColor;

typedef struct ClipPerson {
    double x, y;   /**< where the collar is */
    double radius; /**< half a head */
    ClipColor suit, tie, skin, hair;
    double phase; /**< where in the loop this one's movements begin, 0 to 1 */
    int sways;    /**< times in a loop */
    bool long_hair;
    bool talks; /**< mouth and hand move */
} ClipPerson;

/** Somebody new: all but the place and the talking comes from the random numbers. */
ClipPerson clip_person_random(GRand *random);

void clip_person_draw(const ClipPerson *person, cairo_t *cairo, double time);

/** A colour made lighter (above 1) or darker (below 1). */
ClipColor clip_color_scaled(ClipColor color, double factor);

#endif
