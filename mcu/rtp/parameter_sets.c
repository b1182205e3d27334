#include "mcu/rtp/parameter_sets.h"

#include "mcu/wire/h264_stream.h"

#include <string.h>

static bool holds(const ParameterSets *sets, const H264Nal *nal)
{
    H264Stream stream = {.data = sets->bytes, .size = sets->size};
    H264Nal kept;
    while (h264_stream_next(&stream, &kept)) {
        if (kept.size == nal->size && memcmp(kept.data, nal->data, nal->size) == 0) {
            return true;
        }
    }
    return false;
}

static void add(ParameterSets *sets, const H264Nal *nal)
{
    if (holds(sets, nal) || nal->size + H264_START_CODE_SIZE > sizeof sets->bytes - sets->size) {
        return;
    }
    memcpy(sets->bytes + sets->size, h264_start_code, H264_START_CODE_SIZE);
    memcpy(sets->bytes + sets->size + H264_START_CODE_SIZE, nal->data, nal->size);
    sets->size += H264_START_CODE_SIZE + nal->size;
}

void parameter_sets_learn(ParameterSets *sets, const uint8_t *picture, size_t size)
{
    H264Stream stream = {.data = picture, .size = size};
    H264Nal nal;
    bool begun = false;
    while (h264_stream_next(&stream, &nal)) {
        const unsigned type = nal.data[0] & H264_NAL_TYPE_MASK;
        if (type == H264_NAL_SPS && !begun) {
            begun = true;
            sets->size = 0;
        }
        if (type == H264_NAL_SPS || type == H264_NAL_PPS) {
            add(sets, &nal);
        }
    }
}

bool parameter_sets_known(const ParameterSets *sets)
{
    return sets->size > 0;
}
