#include "mcu/room/rung_shed.h"

#include <stdbool.h>

enum { NO_RUNG = PICTURE_RUNGS_MAX };

static bool is_closed(uint8_t closed, unsigned rung)
{
    return ((unsigned)closed >> rung & 1u) != 0;
}

static unsigned lowest_wanted(const unsigned wanted[PICTURE_RUNGS_MAX])
{
    unsigned lowest = NO_RUNG;
    for (unsigned rung = 0; rung < PICTURE_RUNGS_MAX; rung++) {
        lowest = wanted[rung] > 0 ? rung : lowest;
    }
    return lowest;
}

/* Legs that each rung has with these closed. */
static unsigned place_legs(const unsigned wanted[PICTURE_RUNGS_MAX], uint8_t closed,
        unsigned ret_legs[PICTURE_RUNGS_MAX])
{
    unsigned open = 0;
    for (unsigned rung = 0; rung < PICTURE_RUNGS_MAX; rung++) {
        ret_legs[rung] = 0;
    }
    for (unsigned rung = 0; rung < PICTURE_RUNGS_MAX; rung++) {
        ret_legs[rung_shed_in_place_of(rung, closed)] += wanted[rung];
    }
    for (unsigned rung = 0; rung < PICTURE_RUNGS_MAX; rung++) {
        open += ret_legs[rung] > 0 ? 1 : 0;
    }
    return open;
}

/* The fewest legs first; of equals the larger picture, which costs more. @return NO_RUNG: nobody can spare one */
static unsigned next_to_close(const unsigned legs[PICTURE_RUNGS_MAX], unsigned lowest)
{
    unsigned found = NO_RUNG;
    for (unsigned rung = 0; rung < PICTURE_RUNGS_MAX; rung++) {
        if (legs[rung] > 0 && (found == NO_RUNG || legs[rung] < legs[found])) {
            found = rung;
        }
    }
    return found == lowest ? NO_RUNG : found;
}

static uint8_t close_for(const unsigned wanted[PICTURE_RUNGS_MAX], unsigned most, unsigned lowest)
{
    unsigned legs[PICTURE_RUNGS_MAX];
    unsigned rung = NO_RUNG;
    uint8_t closed = 0;
    if (place_legs(wanted, 0, legs) <= most) {
        return 0;
    }
    /* Whoever is moved is moved to one that is there already. */
    for (unsigned unused = 0; unused < lowest; unused++) {
        closed = (uint8_t)(closed | (wanted[unused] == 0 ? 1u << unused : 0));
    }
    while (place_legs(wanted, closed, legs) > most &&
            (rung = next_to_close(legs, lowest)) != NO_RUNG) {
        closed = (uint8_t)(closed | 1u << rung);
    }
    return closed;
}

uint8_t rung_shed_closed(const unsigned wanted[PICTURE_RUNGS_MAX], unsigned most, uint8_t closed)
{
    const unsigned lowest = lowest_wanted(wanted);
    unsigned legs[PICTURE_RUNGS_MAX];
    if (most == 0 || lowest == NO_RUNG) {
        return 0;
    }
    /* Each change costs all its legs a key frame: what does as well as the best stays. */
    const uint8_t best = close_for(wanted, most, lowest);
    const uint8_t kept = (uint8_t)(closed & ((1u << lowest) - 1));
    return place_legs(wanted, kept, legs) == place_legs(wanted, best, legs) ? kept : best;
}

unsigned rung_shed_in_place_of(unsigned rung, uint8_t closed)
{
    while (rung + 1 < PICTURE_RUNGS_MAX && is_closed(closed, rung)) {
        rung++;
    }
    return rung;
}

uint8_t rung_shed_of(const RungShed *shed, uint32_t source)
{
    return shed->closed[picture_feed_view(source)][picture_feed_codec(source)];
}

static void update_one(
        RungShed *shed, const unsigned wanted[PICTURE_FEEDS_END], unsigned view, PictureCodec codec)
{
    unsigned rungs[PICTURE_RUNGS_MAX];
    uint8_t *closed = &shed->closed[view][codec];
    for (unsigned rung = 0; rung < PICTURE_RUNGS_MAX; rung++) {
        rungs[rung] = wanted[picture_feed_in(picture_feed_source(view, rung), codec)];
    }
    *closed = rung_shed_closed(rungs, shed->most, *closed);
}

void rung_shed_update(RungShed *shed, const unsigned wanted[PICTURE_FEEDS_END])
{
    for (unsigned view = 0; view < PICTURE_VIEWS_MAX; view++) {
        for (unsigned codec = 0; codec < PICTURE_CODECS; codec++) {
            update_one(shed, wanted, view, (PictureCodec)codec);
        }
    }
}
