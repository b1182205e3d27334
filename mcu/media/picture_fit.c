#include "mcu/media/picture_fit.h"

#include <libyuv/convert.h>
#include <libyuv/scale.h>

/* A picture that fills the tile may lose this much of its width or height: 16:10 may, 4:3 not. */
static const double cut_max = 0.14;
/*
 * The scales that cost least: none, and those that libyuv has code of its own for. A tile is smaller
 * than its cell by the gap, so 320x180 comes for 316x176, and 640x360 for the same: then a little
 * more of the edges is cut and the scale is exactly 1 or 1/2, a quarter of the cost.
 */
static const double easy_scales[] = {1, 0.5, 0.25};
static const double easy_cut_max = 0.05;
/* Down to this scale the faster filter looks as good: it mixes two by two of the picture's pixels. */
static const double bilinear_min = 0.35;

static int even(double value)
{
    return (int)value & ~1;
}

/* `width` by `height` in the middle of `whole`, all even. */
static Rect centred(Rect whole, double width, double height)
{
    const Rect part = {
            .width = CLAMP(even(width + 1), MIN(2, whole.width), whole.width),
            .height = CLAMP(even(height + 1), MIN(2, whole.height), whole.height),
    };

    return (Rect){
            .x = whole.x + even((whole.width - part.width) / 2.0),
            .y = whole.y + even((whole.height - part.height) / 2.0),
            .width = part.width,
            .height = part.height,
    };
}

/* A scale a little larger is still one at which the picture fills the tile. */
static double easy_scale(double fill)
{
    for (size_t i = 0; i < G_N_ELEMENTS(easy_scales); i++) {
        if (easy_scales[i] >= fill && easy_scales[i] * (1 - easy_cut_max) <= fill) {
            return easy_scales[i];
        }
    }
    return fill;
}

PictureFit picture_fit_make(int width_px, int height_px, Rect tile)
{
    const Rect picture = {.width = width_px, .height = height_px};
    const double across = (double)tile.width / width_px;
    const double down = (double)tile.height / height_px;
    const double fill = easy_scale(MAX(across, down));
    const double whole = MIN(across, down);

    if (whole < MAX(across, down) * (1 - cut_max)) {
        return (PictureFit){
                .from = picture, .to = centred(tile, width_px * whole, height_px * whole)};
    }
    return (PictureFit){
            .from = centred(picture, tile.width / fill, tile.height / fill), .to = tile};
}

PictureFit picture_fit_whole(int width_px, int height_px, Rect tile)
{
    const double scale = MIN((double)tile.width / width_px, (double)tile.height / height_px);
    return (PictureFit){
            .from = {.width = width_px, .height = height_px},
            .to = centred(tile, width_px * scale, height_px * scale),
    };
}

void picture_fit_draw(const PictureFit *fit, const VideoFrame *picture, VideoFrame *target)
{
    const uint8_t *from_y = video_frame_at(picture, 0, fit->from.x, fit->from.y);
    const uint8_t *from_u = video_frame_at(picture, 1, fit->from.x, fit->from.y);
    const uint8_t *from_v = video_frame_at(picture, 2, fit->from.x, fit->from.y);
    uint8_t *to_y = video_frame_at(target, 0, fit->to.x, fit->to.y);
    uint8_t *to_u = video_frame_at(target, 1, fit->to.x, fit->to.y);
    uint8_t *to_v = video_frame_at(target, 2, fit->to.x, fit->to.y);

    if (fit->from.width == fit->to.width && fit->from.height == fit->to.height) {
        I420Copy(from_y, picture->strides[0], from_u, picture->strides[1], from_v,
                picture->strides[2], to_y, target->strides[0], to_u, target->strides[1], to_v,
                target->strides[2], fit->to.width, fit->to.height);
        return;
    }
    const bool halved = 2 * fit->to.width == fit->from.width;
    const bool small = fit->to.width < bilinear_min * fit->from.width;
    const enum FilterMode filter = halved || small ? kFilterBox : kFilterBilinear;
    I420Scale(from_y, picture->strides[0], from_u, picture->strides[1], from_v, picture->strides[2],
            fit->from.width, fit->from.height, to_y, target->strides[0], to_u, target->strides[1],
            to_v, target->strides[2], fit->to.width, fit->to.height, filter);
}
