#include "tests/bots/flash_eye.h"

#include <string.h>

void flash_eye_expect(FlashEye *eye, int64_t sent_us, int64_t lasts_us)
{
    if (eye->sent_us != 0) {
        eye->missed++;
    }
    eye->sent_us = sent_us;
    eye->rest_us = sent_us + lasts_us + 500000;
}

static size_t count_lit(const FlashEye *eye, const uint8_t *cells)
{
    size_t lit = 0;
    for (size_t i = 0; i < FLASH_EYE_CELLS; i++) {
        lit += cells[i] >= FLASH_EYE_LIT && cells[i] >= eye->dark[i] + FLASH_EYE_RISE;
    }
    return lit;
}

bool flash_eye_look(FlashEye *eye, const uint8_t cells[FLASH_EYE_CELLS], int64_t complete_us)
{
    if (eye->sent_us != 0 && complete_us - eye->sent_us > FLASH_EYE_TIMEOUT_US) {
        eye->missed++;
        eye->sent_us = 0;
    }
    if (eye->sent_us == 0) {
        if (complete_us >= eye->rest_us) {
            memcpy(eye->dark, cells, FLASH_EYE_CELLS);
            eye->learned = true;
        }
        return false;
    }
    /* A picture that was complete before the flash was sent comes late out of the decoder. */
    if (!eye->learned || complete_us < eye->sent_us ||
            count_lit(eye, cells) < FLASH_EYE_LIT_CELLS) {
        return false;
    }
    latency_samples_add(&eye->latency, complete_us - eye->sent_us);
    eye->sent_us = 0;
    return true;
}

void flash_eye_cells(const uint8_t *luma, size_t stride, size_t width, size_t height,
        uint8_t out_cells[FLASH_EYE_CELLS])
{
    /* Every second row and column is enough for a mean. */
    for (size_t row = 0; row < FLASH_EYE_ROWS; row++) {
        const size_t top = row * height / FLASH_EYE_ROWS;
        const size_t bottom = (row + 1) * height / FLASH_EYE_ROWS;
        for (size_t column = 0; column < FLASH_EYE_COLUMNS; column++) {
            const size_t left = column * width / FLASH_EYE_COLUMNS;
            const size_t right = (column + 1) * width / FLASH_EYE_COLUMNS;
            size_t sum = 0;
            size_t count = 0;
            for (size_t y = top; y < bottom; y += 2) {
                for (size_t x = left; x < right; x += 2) {
                    sum += luma[y * stride + x];
                    count++;
                }
            }
            out_cells[row * FLASH_EYE_COLUMNS + column] = (uint8_t)(count > 0 ? sum / count : 0);
        }
    }
}
