#include "mcu/media/picture_watch.h"

#include <glib.h>

#include <stdlib.h>

#define LOOK_US INT64_C(1000000) /* between two looks */

enum {
    SAMPLES = 4, /* of a cell, each way */

    BLACK_LUMA = 34,      /* 16 is black; a covered lens has noise over it */
    BLACK_SPREAD = 10,    /* a dark room has windows, lamps, faces */
    ODD_CELLS = 11,       /* 2 %: the clock that a camera writes into its black picture */
    NAMES_CELLS = 115,    /* 20 %: sixteen names, the title, the clock and the mark of a view */
    SAME_LUMA = 5,        /* a key frame draws the same picture with other errors */
    MOVES_CELLS = 2,      /* so many cells that change are no coding error */
    UPDATE_BYTES = 64,    /* a VP8 frame that says "as before" for 320x180, and a margin */
    PIXELS_A_BYTE = 2304, /* and for larger ones */
    QUIET_LOOKS = 2,      /* with nothing to send, among those that it stood still */
    SETTLING_LOOKS = 3,   /* from a key frame on: 50 frames, measured */
    LIVELY_LOOKS =
            4, /* looks in a row with large updates that end a frozen picture without motion: after a key frame,
                         or in another size, even a still one gets better for some seconds */
};

static uint8_t cell_luma(const VideoFrame *frame, int column, int row)
{
    unsigned sum = 0;
    for (int y = 0; y < SAMPLES; y++) {
        const int at_y = (row * SAMPLES + y) * frame->height_px / (PICTURE_WATCH_ROWS * SAMPLES);
        const uint8_t *line = video_frame_at(frame, 0, 0, at_y);
        for (int x = 0; x < SAMPLES; x++) {
            sum += line[(column * SAMPLES + x) * frame->width_px /
                    (PICTURE_WATCH_COLUMNS * SAMPLES)];
        }
    }
    return (uint8_t)(sum / (SAMPLES * SAMPLES));
}

static void measure(const VideoFrame *frame, uint8_t *cells)
{
    for (int row = 0; row < PICTURE_WATCH_ROWS; row++) {
        for (int column = 0; column < PICTURE_WATCH_COLUMNS; column++) {
            *cells++ = cell_luma(frame, column, row);
        }
    }
}

/* Dark and even all over, but for a few cells; a view's ground and its black tiles are not of one black. */
static bool is_black(const uint8_t *cells, bool composed)
{
    const unsigned odd = composed ? NAMES_CELLS : ODD_CELLS;
    unsigned counts[256] = {0};
    for (int i = 0; i < PICTURE_WATCH_CELLS; i++) {
        counts[cells[i]]++;
    }
    int darkest = 0;
    for (unsigned left = odd; counts[darkest] <= left; darkest++) {
        left -= counts[darkest];
    }
    int brightest = 255;
    for (unsigned left = odd; counts[brightest] <= left; brightest--) {
        left -= counts[brightest];
    }
    return brightest <= BLACK_LUMA && (composed || brightest - darkest <= BLACK_SPREAD);
}

static bool is_same(const uint8_t *cells, const uint8_t *reference)
{
    int moved = 0;
    for (int i = 0; i < PICTURE_WATCH_CELLS; i++) {
        moved += abs(cells[i] - reference[i]) > SAME_LUMA ? 1 : 0;
    }
    return moved < MOVES_CELLS;
}

static void keep_reference(PictureWatch *watch, const PictureLook *look, const uint8_t *cells)
{
    for (int i = 0; i < PICTURE_WATCH_CELLS; i++) {
        watch->reference[i] = cells[i];
    }
    watch->reference_width_px = look->frame->width_px;
}

static void note_motion(PictureWatch *watch, const PictureLook *look, const uint8_t *cells)
{
    keep_reference(watch, look, cells);
    watch->measured = true;
    watch->still_since_us = look->now_us;
    watch->lively = 0;
    watch->quiet = 0;
}

static void note_stillness(
        PictureWatch *watch, const PictureLook *look, const uint8_t *cells, bool large)
{
    watch->lively = large ? watch->lively + 1 : 0;
    watch->quiet += large ? 0 : 1;
    if (watch->lively >= (watch->frozen ? LIVELY_LOOKS : 1)) {
        note_motion(watch, look, cells);
    }
}

/* Still is what looks the same and costs nothing to send. */
static void look_for_motion(PictureWatch *watch, const PictureLook *look, const uint8_t *cells)
{
    const int64_t pixels = (int64_t)look->frame->width_px * look->frame->height_px;
    const int64_t small_bytes = UPDATE_BYTES + pixels / PIXELS_A_BYTE;

    const bool large = look->update_bytes > small_bytes;
    const bool resized = watch->measured && look->frame->width_px != watch->reference_width_px;
    const bool moves = watch->measured && !resized && !is_same(cells, watch->reference);

    watch->settling = look->key_came || resized ? SETTLING_LOOKS : MAX(watch->settling, 1) - 1;
    watch->moved = watch->moved || moves;
    const bool tells = !large || watch->settling == 0;
    if (tells) {
        watch->live_looks = large ? watch->live_looks + 1 : 0;
    }
    if (!watch->measured || moves) {
        note_motion(watch, look, cells);
    } else if (resized) {
        keep_reference(watch, look, cells);
    } else if (tells) {
        note_stillness(watch, look, cells, large);
    }
}

static void look_at_frame(PictureWatch *watch, const PictureLook *look)
{
    uint8_t cells[PICTURE_WATCH_CELLS];

    measure(look->frame, cells);
    if (!is_black(cells, look->composed)) {
        watch->black_since_us = 0;
    } else if (watch->black_since_us == 0) {
        watch->black_since_us = look->now_us;
    }
    if (look->came) {
        look_for_motion(watch, look, cells);
    }
    watch->judged = true;
}

static void hold(PictureWatch *watch, const PictureLook *look)
{
    const bool over = look->now_us - watch->begun_us > PICTURE_WATCH_STILL_US + LOOK_US;
    const bool seen_bright = look->frame != NULL && watch->black_since_us == 0;

    watch->held_missing = watch->held_missing && !watch->seen && !over;
    watch->held_black = watch->held_black && !seen_bright && !over;
    watch->held_frozen = watch->held_frozen && !picture_watch_is_sure(watch) && !over;
    watch->missing = watch->missing || watch->held_missing;
    watch->black = watch->black || watch->held_black;
    watch->frozen = !watch->black && (watch->frozen || watch->held_frozen);
}

void picture_watch_look(PictureWatch *watch, const PictureLook *look)
{
    const int64_t now_us = look->now_us;

    if (watch->begun_us == 0) {
        watch->begun_us = now_us;
    }
    if (look->came) {
        watch->seen = true;
        watch->came_us = now_us;
    }
    if (look->frame != NULL) {
        look_at_frame(watch, look);
    }
    const bool stopped = watch->seen && now_us - watch->came_us >= PICTURE_WATCH_STOPPED_US;
    const bool still = watch->measured && watch->quiet >= QUIET_LOOKS &&
            now_us - watch->still_since_us >= PICTURE_WATCH_STILL_US;
    watch->missing = !watch->seen && now_us - watch->begun_us >= PICTURE_WATCH_MISSING_US;
    watch->black =
            watch->black_since_us != 0 && now_us - watch->black_since_us >= PICTURE_WATCH_BLACK_US;
    /* A black picture stands still as well: to say so once is enough. */
    watch->frozen = !watch->black && watch->black_since_us == 0 && (stopped || still);
    hold(watch, look);
}

void picture_watch_pause(PictureWatch *watch)
{
    *watch = (PictureWatch){
            .judged = watch->judged,
            .missing = watch->missing,
            .black = watch->black,
            .frozen = watch->frozen,
            .held_missing = watch->missing,
            .held_black = watch->black,
            .held_frozen = watch->frozen,
    };
}

bool picture_watch_is_sure(const PictureWatch *watch)
{
    return watch->measured && watch->black_since_us == 0 &&
            (watch->moved || watch->live_looks >= LIVELY_LOOKS);
}

void picture_watch_rest(PictureWatch *watch)
{
    *watch = (PictureWatch){0};
}
