/**
 * flash_eye: sees in the mixed picture when the tile of a bot turns white, and tells how long that took.
 *
 * The picture is looked at as a grid of FLASH_EYE_COLUMNS x FLASH_EYE_ROWS cells of mean luma. The eye
 * learns the picture while it is dark, and sees a flash when enough cells are much lighter than then.
 *
 * Units       microseconds on one clock for sending and seeing; luma is 0 to 255.
 * Ownership   a plain value.
 * Thread      one at a time.
 * Errors      none; a flash that is not seen in FLASH_EYE_TIMEOUT_US is counted.
 * Memory      two grids.
 */
#ifndef TESTS_BOTS_FLASH_EYE_H
#define TESTS_BOTS_FLASH_EYE_H

#include "tests/bots/latency_samples.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    FLASH_EYE_COLUMNS = 64,
    FLASH_EYE_ROWS = 36,
    FLASH_EYE_CELLS = FLASH_EYE_COLUMNS * FLASH_EYE_ROWS,
    FLASH_EYE_RISE = 60,      /* how much lighter a cell must be */
    FLASH_EYE_LIT = 150,      /* and how light at least */
    FLASH_EYE_LIT_CELLS = 20, /* a tile of a grid of 25 has more than 90 */
    FLASH_EYE_TIMEOUT_US = 1500000,
};

typedef struct FlashEye {
    LatencySamples latency;
    uint64_t missed;
    int64_t sent_us; /* of the flash that is waited for; 0 for none */
    int64_t rest_us; /* until then the picture may still be lit by the last one */
    bool learned;
    uint8_t dark[FLASH_EYE_CELLS];
} FlashEye;

/** The first packet of a flash was sent, and it lasts so long. */
void flash_eye_expect(FlashEye *eye, int64_t sent_us, int64_t lasts_us);

/** A mixed picture was complete at this time. @return whether it shows the flash that was waited for */
bool flash_eye_look(FlashEye *eye, const uint8_t cells[FLASH_EYE_CELLS], int64_t complete_us);

/** The cells of a picture's luma. Both sizes are at least those of the grid. */
void flash_eye_cells(const uint8_t *luma, size_t stride, size_t width, size_t height,
        uint8_t out_cells[FLASH_EYE_CELLS]);

#endif
