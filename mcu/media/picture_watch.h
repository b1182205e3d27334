/**
 * picture_watch: whether a site's picture is worth showing: there, not black, not frozen.
 *
 *      once a second:  the newest picture, thinned to 32 x 18 cells  ─┐
 *                      how many frames came, how large they were     ─┴─> missing, black, frozen
 *
 * A still room is not frozen: its camera's noise has to be encoded. So a picture is frozen when its cells stay as they
 * are and what is sent for a frame is no more than "as before"; or when no frame comes at all where some came before.
 * Both are judged over several seconds, and a picture that moves again is at once not frozen any more. After a key frame
 * even a picture that stands still has something to send for some seconds: those say nothing either way.
 *
 * Of a picture that is looked at only now and then, what was found stands until the next look has said otherwise.
 *
 * Units       times are microseconds of the monotonic clock; sizes are bytes.
 * Ownership   a plain value, one for each site; {0} at first. Frames are only looked at.
 * Thread      one at a time: the room's.
 * Errors      none.
 * Memory      fixed.
 */
#ifndef MCU_MEDIA_PICTURE_WATCH_H
#define MCU_MEDIA_PICTURE_WATCH_H

#include "mcu/media/video_frame.h"

#include <stdbool.h>
#include <stdint.h>

enum {
    PICTURE_WATCH_COLUMNS = 32,
    PICTURE_WATCH_ROWS = 18,
    PICTURE_WATCH_CELLS = PICTURE_WATCH_COLUMNS * PICTURE_WATCH_ROWS,

    PICTURE_WATCH_MISSING_US = 4000000, /**< no frame ever: a sender needs a moment to begin */
    PICTURE_WATCH_STOPPED_US = 4000000, /**< no frame any more */
    PICTURE_WATCH_BLACK_US = 2000000,
    PICTURE_WATCH_STILL_US = 5000000,
};

/** What is known of a picture at one look. */
typedef struct PictureLook {
    const VideoFrame *frame; /**< the newest; NULL: none is decoded */
    bool came;               /**< frames came since the last look */
    bool composed; /**< a view: the names and marks over it, and its empty ground, are no picture */
    int64_t update_bytes; /**< of such a frame that is no key frame, on average; -1: there was none */
    bool key_came; /**< one of them was a key frame, which those after it still make better */
    int64_t now_us;
} PictureLook;

typedef struct PictureWatch {
    /* what it comes to */
    bool judged; /**< there was a picture to judge: black and frozen say something */
    bool missing;
    bool black;
    bool frozen;

    /* what it comes from */
    bool seen;     /**< frames came, at least once */
    bool measured; /**< cells and reference hold something */
    bool moved;    /**< its cells did */
    unsigned lively, live_looks;
    unsigned quiet;    /**< looks since it became still that show it: nothing to send */
    unsigned settling; /**< looks in which large updates say nothing: there was a key frame */
    int64_t begun_us, came_us, black_since_us, still_since_us;
    bool held_missing, held_black, held_frozen; /**< found before the pause, not disproved yet */
    uint8_t reference[PICTURE_WATCH_CELLS];     /**< as it was when it became still */
    int reference_width_px; /**< of that picture: in another size its cells are a little others */
} PictureWatch;

/** A look, about once a second. */
void picture_watch_look(PictureWatch *watch, const PictureLook *look);

/** It is not looked at for a while: what was found stands. */
void picture_watch_pause(PictureWatch *watch);

/** Whether it is known since it is looked at that it is alive: there is nothing to wait for. */
bool picture_watch_is_sure(const PictureWatch *watch);

/** Nobody sends a picture, so that nothing can be said: it begins anew. */
void picture_watch_rest(PictureWatch *watch);

#endif
