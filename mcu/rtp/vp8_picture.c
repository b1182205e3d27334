#include "mcu/rtp/vp8_picture.h"

struct Vp8Picture {
    Vp8PictureInfo info;
    size_t size;
    size_t count;
    GBytes *payloads[]; /* count of them */
};

Vp8Picture *vp8_picture_new(GBytes *data, const Vp8PictureInfo *info)
{
    const size_t size = g_bytes_get_size(data);
    g_assert(size > 0 && size <= VP8_PICTURE_SIZE_MAX);

    /* Payloads of like size: a small last packet would cost as much as a large one. Only the last one may be smaller:
     * the kernel takes them as one. */
    const size_t count = (size + VP8_PICTURE_PAYLOAD_MAX - 1) / VP8_PICTURE_PAYLOAD_MAX;
    Vp8Picture *picture =
            g_atomic_rc_box_alloc0(sizeof *picture + count * sizeof picture->payloads[0]);
    picture->info = *info;
    picture->size = size;
    picture->count = count;
    const size_t part = (size + count - 1) / count;
    for (size_t i = 0; i < count; i++) {
        const size_t from = part * i;
        const size_t to = MIN(from + part, size);
        picture->payloads[i] = g_bytes_new_from_bytes(data, from, to - from);
    }
    return picture;
}

static void clear(void *box)
{
    Vp8Picture *picture = box;
    for (size_t i = 0; i < picture->count; i++) {
        g_bytes_unref(picture->payloads[i]);
    }
}

Vp8Picture *vp8_picture_ref(Vp8Picture *picture)
{
    return g_atomic_rc_box_acquire(picture);
}

void vp8_picture_unref(Vp8Picture *picture)
{
    if (picture != NULL) {
        g_atomic_rc_box_release_full(picture, clear);
    }
}

const Vp8PictureInfo *vp8_picture_info(const Vp8Picture *picture)
{
    return &picture->info;
}

size_t vp8_picture_payloads(const Vp8Picture *picture)
{
    return picture->count;
}

GBytes *vp8_picture_payload(const Vp8Picture *picture, size_t index)
{
    g_assert(index < picture->count);
    return picture->payloads[index];
}

size_t vp8_picture_size(const Vp8Picture *picture)
{
    return picture->size;
}
