#include "mcu/wire/h264_payload.h"
#include "tests/fuzz/fuzz.h"

#include <glib.h>

enum { PAYLOAD_MAX = 1100 };

/* What is said of a picture is bounded, whatever is in it. */
static void look(const uint8_t *data, size_t size)
{
    H264Picture picture;
    if (h264_stream_look(data, size, &picture)) {
        g_assert(picture.width_px <= H264_SIDE_MAX && picture.height_px <= H264_SIDE_MAX);
        g_assert(picture.sps == (picture.width_px > 0));
    }
}

/* What is cut can be put together again. */
static void cut(const H264Nal *nal)
{
    const size_t parts = h264_payload_parts(nal, PAYLOAD_MAX);
    for (size_t i = 0; parts > 1 && i < parts; i++) {
        uint8_t part[PAYLOAD_MAX];
        uint8_t buffer[H264_UNPACKED_MAX(PAYLOAD_MAX)];
        H264Unpacked unpacked;
        const size_t size = h264_payload_write_part(nal, i, parts, part);
        g_assert(size <= PAYLOAD_MAX);
        if (h264_payload_unpack(part, size, buffer, &unpacked)) {
            g_assert(unpacked.size <= sizeof buffer);
        }
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    g_autofree uint8_t *buffer = g_malloc(H264_UNPACKED_MAX(size));
    H264Stream stream = {.data = data, .size = size};
    H264Unpacked unpacked;
    H264Nal nal;
    size_t units = 0;

    if (h264_payload_unpack(data, size, buffer, &unpacked)) {
        g_assert(unpacked.size <= H264_UNPACKED_MAX(size));
        look(buffer, unpacked.size);
    }
    look(data, size);
    while (h264_stream_next(&stream, &nal)) {
        g_assert(nal.size > 0 && nal.data >= data && nal.data + nal.size <= data + size);
        g_assert(++units <= size);
        cut(&nal);
    }
    return 0;
}
