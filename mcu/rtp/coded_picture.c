#include "mcu/rtp/coded_picture.h"

#include "mcu/wire/h264_payload.h"

struct CodedPicture {
    CodedPictureInfo info;
    size_t size;
    GPtrArray *payloads; /* of GBytes */
};

/*
 * Payloads of like size: a small last packet would cost as much as a large one. Only the last one may be smaller: the
 * kernel takes them as one.
 */
static void split_evenly(GPtrArray *payloads, GBytes *data)
{
    const size_t size = g_bytes_get_size(data);
    const size_t count = (size + CODED_PICTURE_PAYLOAD_MAX - 1) / CODED_PICTURE_PAYLOAD_MAX;
    const size_t part = (size + count - 1) / count;
    for (size_t i = 0; i < count; i++) {
        const size_t from = part * i;
        const size_t to = MIN(from + part, size);
        g_ptr_array_add(payloads, g_bytes_new_from_bytes(data, from, to - from));
    }
}

static void split_unit(GPtrArray *payloads, const H264Nal *nal, size_t parts)
{
    for (size_t i = 0; i < parts; i++) {
        uint8_t *part = g_malloc(CODED_PICTURE_PAYLOAD_MAX);
        const size_t size = h264_payload_write_part(nal, i, parts, part);
        g_ptr_array_add(payloads, g_bytes_new_take(part, size));
    }
}

static void split_units(GPtrArray *payloads, GBytes *data)
{
    gsize size = 0;
    const uint8_t *bytes = g_bytes_get_data(data, &size);
    H264Stream stream = {.data = bytes, .size = size};
    H264Nal nal;
    while (h264_stream_next(&stream, &nal)) {
        const size_t parts = h264_payload_parts(&nal, CODED_PICTURE_PAYLOAD_MAX);
        if (parts > 1) {
            split_unit(payloads, &nal, parts);
        } else {
            g_ptr_array_add(
                    payloads, g_bytes_new_from_bytes(data, (size_t)(nal.data - bytes), nal.size));
        }
    }
}

CodedPicture *coded_picture_new(GBytes *data, const CodedPictureInfo *info)
{
    const size_t size = g_bytes_get_size(data);
    g_assert(size > 0 && size <= CODED_PICTURE_SIZE_MAX);

    CodedPicture *picture = g_atomic_rc_box_new0(CodedPicture);
    picture->info = *info;
    picture->size = size;
    picture->payloads = g_ptr_array_new_with_free_func((GDestroyNotify)g_bytes_unref);
    if (info->codec == PICTURE_CODEC_H264) {
        split_units(picture->payloads, data);
    } else {
        split_evenly(picture->payloads, data);
    }
    g_assert(picture->payloads->len > 0);
    return picture;
}

static void clear(void *box)
{
    CodedPicture *picture = box;
    g_ptr_array_unref(picture->payloads);
}

CodedPicture *coded_picture_ref(CodedPicture *picture)
{
    return g_atomic_rc_box_acquire(picture);
}

void coded_picture_unref(CodedPicture *picture)
{
    if (picture != NULL) {
        g_atomic_rc_box_release_full(picture, clear);
    }
}

const CodedPictureInfo *coded_picture_info(const CodedPicture *picture)
{
    return &picture->info;
}

size_t coded_picture_payloads(const CodedPicture *picture)
{
    return picture->payloads->len;
}

GBytes *coded_picture_payload(const CodedPicture *picture, size_t index)
{
    g_assert(index < picture->payloads->len);
    return picture->payloads->pdata[index];
}

size_t coded_picture_size(const CodedPicture *picture)
{
    return picture->size;
}
