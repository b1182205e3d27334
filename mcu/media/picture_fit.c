#include "mcu/media/picture_fit.h"

#include <libyuv/convert.h>
#include <libyuv/scale.h>

/* A picture that fills the tile may lose this much of its width or height: 16:10 may, 4:3 not. */
static const double CUT_MAX = 0.14;
/* A picture slightly larger than the tile is cut, not scaled: a sender's 320x180 on 316x176. */
static const double SHRINK_IGNORED = 0.95;

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

PictureFit picture_fit_make(int width_px, int height_px, Rect tile)
{
    const Rect picture = {.width = width_px, .height = height_px};
    const double across = (double)tile.width / width_px;
    const double down = (double)tile.height / height_px;
    const double fill = MAX(across, down);
    const double whole = MIN(across, down);

    if (fill <= 1 && fill >= SHRINK_IGNORED && width_px >= tile.width && height_px >= tile.height) {
        return (PictureFit){.from = centred(picture, tile.width, tile.height), .to = tile};
    }
    if (whole >= fill * (1 - CUT_MAX)) {
        return (PictureFit){
                .from = centred(picture, tile.width / fill, tile.height / fill), .to = tile};
    }
    return (PictureFit){.from = picture, .to = centred(tile, width_px * whole, height_px * whole)};
}

static const uint8_t *plane_at(const VideoFrame *frame, int plane, Rect rect)
{
    const int halved = plane == 0 ? 1 : 2;
    return frame->planes[plane] + rect.y / halved * frame->strides[plane] + rect.x / halved;
}

static uint8_t *target_at(VideoFrame *frame, int plane, Rect rect)
{
    return (uint8_t *)plane_at(frame, plane, rect);
}

void picture_fit_draw(const PictureFit *fit, const VideoFrame *picture, VideoFrame *target)
{
    const uint8_t *from_y = plane_at(picture, 0, fit->from);
    const uint8_t *from_u = plane_at(picture, 1, fit->from);
    const uint8_t *from_v = plane_at(picture, 2, fit->from);
    uint8_t *to_y = target_at(target, 0, fit->to);
    uint8_t *to_u = target_at(target, 1, fit->to);
    uint8_t *to_v = target_at(target, 2, fit->to);

    if (fit->from.width == fit->to.width && fit->from.height == fit->to.height) {
        I420Copy(from_y, picture->strides[0], from_u, picture->strides[1], from_v,
                picture->strides[2], to_y, target->strides[0], to_u, target->strides[1], to_v,
                target->strides[2], fit->to.width, fit->to.height);
        return;
    }
    I420Scale(from_y, picture->strides[0], from_u, picture->strides[1], from_v, picture->strides[2],
            fit->from.width, fit->from.height, to_y, target->strides[0], to_u, target->strides[1],
            to_v, target->strides[2], fit->to.width, fit->to.height, kFilterBox);
}
