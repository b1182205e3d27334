#include "mcu/media/overlay.h"

#include <libyuv/convert.h>
#include <libyuv/planar_functions.h>

struct Overlay {
    bool opaque;
    VideoFrame *colours; /* ours alone */
    uint8_t *alpha;      /* width_px a row; NULL if opaque */
};

Overlay *overlay_new(uint8_t *argb, int stride_bytes, int width_px, int height_px, bool opaque)
{
    g_autoptr(VideoFramePool) pool = video_frame_pool_new(1);
    Overlay *overlay = g_new0(Overlay, 1);

    overlay->opaque = opaque;
    overlay->colours = video_frame_pool_take(pool, width_px, height_px);
    g_assert(overlay->colours != NULL);
    VideoFrame *to = overlay->colours;
    ARGBUnattenuate(argb, stride_bytes, argb, stride_bytes, width_px, height_px);
    ARGBToI420(argb, stride_bytes, to->planes[0], to->strides[0], to->planes[1], to->strides[1],
            to->planes[2], to->strides[2], width_px, height_px);
    if (!opaque) {
        overlay->alpha = g_malloc((size_t)width_px * (size_t)height_px);
        ARGBExtractAlpha(argb, stride_bytes, overlay->alpha, width_px, width_px, height_px);
    }
    return overlay;
}

void overlay_free(Overlay *overlay)
{
    if (overlay == NULL) {
        return;
    }
    video_frame_unref(overlay->colours);
    g_free(overlay->alpha);
    g_free(overlay);
}

int overlay_width_px(const Overlay *overlay)
{
    return overlay->colours->width_px;
}

int overlay_height_px(const Overlay *overlay)
{
    return overlay->colours->height_px;
}

void overlay_draw(const Overlay *overlay, VideoFrame *picture, int x, int y)
{
    g_assert(x >= 0 && y >= 0 && x % 2 == 0 && y % 2 == 0);

    const VideoFrame *from = overlay->colours;
    const int width = MIN(from->width_px, picture->width_px - x);
    const int height = MIN(from->height_px, picture->height_px - y);
    if (width <= 0 || height <= 0) {
        return;
    }
    uint8_t *to_y = video_frame_at(picture, 0, x, y);
    uint8_t *to_u = video_frame_at(picture, 1, x, y);
    uint8_t *to_v = video_frame_at(picture, 2, x, y);
    if (overlay->opaque) {
        I420Copy(from->planes[0], from->strides[0], from->planes[1], from->strides[1],
                from->planes[2], from->strides[2], to_y, picture->strides[0], to_u,
                picture->strides[1], to_v, picture->strides[2], width, height);
        return;
    }
    I420Blend(from->planes[0], from->strides[0], from->planes[1], from->strides[1], from->planes[2],
            from->strides[2], to_y, picture->strides[0], to_u, picture->strides[1], to_v,
            picture->strides[2], overlay->alpha, from->width_px, to_y, picture->strides[0], to_u,
            picture->strides[1], to_v, picture->strides[2], width, height);
}
