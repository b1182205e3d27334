#include "mcu/media/jpeg_picture.h"

#include <libyuv.h>
#include <stdbool.h>
#include <turbojpeg.h>

enum { RGB_BYTES = 4 };

/* The first is one at which nobody sees that it is a JPEG; the last is for noise, which hardly shrinks. */
static const int qualities[] = {90, 75, 50, 25};

static GBytes *compress(
        tjhandle handle, const uint8_t *rgb, const VideoFrame *frame, int quality, size_t size_max)
{
    unsigned char *data = NULL;
    unsigned long size = 0;
    const int failed = tjCompress2(handle, rgb, frame->width_px, frame->width_px * RGB_BYTES,
            frame->height_px, TJPF_BGRA, &data, &size, TJSAMP_420, quality, 0);
    GBytes *bytes = failed == 0 && size <= size_max ? g_bytes_new(data, size) : NULL;
    tjFree(data);
    return bytes;
}

/* Through RGB: the planes of a JPEG use the whole range, ours do not. */
static bool paint(uint8_t *rgb, const VideoFrame *frame)
{
    return I420ToARGB(frame->planes[0], frame->strides[0], frame->planes[1], frame->strides[1],
                   frame->planes[2], frame->strides[2], rgb, frame->width_px * RGB_BYTES,
                   frame->width_px, frame->height_px) == 0;
}

GBytes *jpeg_picture_new(const VideoFrame *frame, size_t size_max)
{
    uint8_t *rgb = g_malloc((size_t)frame->width_px * RGB_BYTES * (size_t)frame->height_px);
    tjhandle handle = tjInitCompress();
    GBytes *bytes = NULL;

    if (handle != NULL && paint(rgb, frame)) {
        for (size_t i = 0; i < G_N_ELEMENTS(qualities) && bytes == NULL; i++) {
            bytes = compress(handle, rgb, frame, qualities[i], size_max);
        }
    }
    if (handle != NULL) {
        (void)tjDestroy(handle);
    }
    g_free(rgb);
    return bytes;
}
