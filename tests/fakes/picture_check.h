/**
 * picture_check: how far one picture is from another, for tests of codecs and of drawing.
 *
 * Units       decibels of peak signal to noise, of the brightness.
 * Ownership   plain values.
 * Thread      any.
 * Errors      none.
 * Memory      none.
 */
#ifndef TESTS_FAKES_PICTURE_CHECK_H
#define TESTS_FAKES_PICTURE_CHECK_H

#include "mcu/media/video_frame.h"

#include <math.h>

static inline double picture_psnr_db(const VideoFrame *a, const VideoFrame *b)
{
    double error = 0;

    if (a->width_px != b->width_px || a->height_px != b->height_px) {
        return 0;
    }
    for (int y = 0; y < a->height_px; y++) {
        for (int x = 0; x < a->width_px; x++) {
            const int step =
                    a->planes[0][y * a->strides[0] + x] - b->planes[0][y * b->strides[0] + x];
            error += step * step;
        }
    }
    const double mean = error / a->width_px / a->height_px;
    return mean == 0 ? 99 : 10 * log10(255.0 * 255.0 / mean);
}

#endif
