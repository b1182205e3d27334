#include "mcu/wire/h264_stream.h"

#include <glib.h>

const uint8_t h264_start_code[H264_START_CODE_SIZE] = {0, 0, 0, 1};

enum {
    PROFILE_HIGH = 100, /* the first of those whose SPS says more */
    CHROMA_420 = 1,
    GOLOMB_ZEROS_MAX = 31, /* H.264, 9.1: no value of an SPS needs more */
    MACROBLOCK = 16,
    POC_CYCLE_MAX = 255, /* H.264, 7.4.2.1.1 */
    LISTS_OF_420 = 8,
    SMALL_LISTS = 6,
    SMALL_LIST = 16,
    LARGE_LIST = 64,
};

/* ---- units ---- */

/* Where the next 00 00 01 begins, or the end. */
static size_t find_start(const H264Stream *stream, size_t from)
{
    for (size_t at = from; at + 3 <= stream->size; at++) {
        const uint8_t *here = stream->data + at;
        if (here[2] > 1) {
            at += 2; /* neither here nor at the next two */
        } else if (here[0] == 0 && here[1] == 0 && here[2] == 1) {
            return at;
        }
    }
    return stream->size;
}

bool h264_stream_next(H264Stream *stream, H264Nal *out_nal)
{
    while (stream->offset < stream->size) {
        const size_t start = find_start(stream, stream->offset);
        const size_t from = MIN(start + 3, stream->size);
        const size_t next = find_start(stream, from);
        size_t to = next;
        while (to > from && stream->data[to - 1] == 0) {
            to--; /* zeros before a start code, or trailing ones, are no part of a unit */
        }
        stream->offset = next;
        if (to > from) {
            *out_nal = (H264Nal){.data = stream->data + from, .size = to - from};
            return true;
        }
    }
    return false;
}

/* ---- bits of a parameter set, without its emulation prevention bytes (H.264, 7.3.1) ---- */

typedef struct Bits {
    const H264Nal *nal;
    size_t byte;
    unsigned bit;
    unsigned zeros; /* bytes of them right before this one */
    bool ended;
} Bits;

static Bits bits_start(const H264Nal *nal)
{
    return (Bits){.nal = nal, .byte = 1, .ended = nal->size < 2};
}

static void next_byte(Bits *bits)
{
    const H264Nal *nal = bits->nal;
    bits->zeros = nal->data[bits->byte] == 0 ? bits->zeros + 1 : 0;
    bits->bit = 0;
    bits->byte++;
    if (bits->zeros >= 2 && bits->byte < nal->size && nal->data[bits->byte] == 3) {
        bits->byte++;
        bits->zeros = 0;
    }
    bits->ended = bits->byte >= nal->size;
}

static unsigned read_bit(Bits *bits)
{
    if (bits->ended) {
        bits->byte = bits->nal->size + 1; /* read beyond: remembered */
        return 0;
    }
    const unsigned bit = bits->nal->data[bits->byte] >> (7 - bits->bit) & 1;
    if (++bits->bit == 8) {
        next_byte(bits);
    }
    return bit;
}

static bool is_overrun(const Bits *bits)
{
    return bits->byte > bits->nal->size;
}

static uint32_t read_bits(Bits *bits, unsigned count)
{
    uint32_t value = 0;
    for (unsigned i = 0; i < count; i++) {
        value = value << 1 | read_bit(bits);
    }
    return value;
}

/* ue(v), H.264, 9.1 */
static uint32_t read_golomb(Bits *bits)
{
    unsigned zeros = 0;
    while (zeros <= GOLOMB_ZEROS_MAX && read_bit(bits) == 0) {
        zeros++;
    }
    if (zeros > GOLOMB_ZEROS_MAX) { /* or the end came first */
        bits->ended = true;
        bits->byte = bits->nal->size + 1;
        return 0;
    }
    return (uint32_t)((UINT64_C(1) << zeros) - 1 + read_bits(bits, zeros));
}

/* se(v) */
static int64_t read_signed_golomb(Bits *bits)
{
    const int64_t code = read_golomb(bits);
    return code % 2 != 0 ? (code + 1) / 2 : -(code / 2);
}

/* ---- the sequence parameter set, H.264, 7.3.2.1.1 ---- */

static void skip_scaling_list(Bits *bits, int size)
{
    int64_t last = 8;
    int64_t next = 8;
    for (int i = 0; i < size && next != 0; i++) {
        next = (last + read_signed_golomb(bits) + 256) % 256;
        last = next != 0 ? next : last;
    }
}

static bool has_more(uint8_t profile_idc)
{
    static const uint8_t profiles[] = {
            PROFILE_HIGH, 110, 122, 244, 44, 83, 86, 118, 128, 138, 139, 134, 135};
    for (size_t i = 0; i < G_N_ELEMENTS(profiles); i++) {
        if (profiles[i] == profile_idc) {
            return true;
        }
    }
    return false;
}

/* @return false if it is not 4:2:0 of 8 bits */
static bool read_colours(Bits *bits)
{
    const uint32_t chroma = read_golomb(bits);
    const uint32_t luma_bits = read_golomb(bits);
    const uint32_t chroma_bits = read_golomb(bits);
    const bool lossless = read_bit(bits) != 0;
    if (chroma != CHROMA_420 || luma_bits != 0 || chroma_bits != 0 || lossless) {
        return false;
    }
    const bool has_lists = read_bit(bits) != 0;
    for (int i = 0; has_lists && i < LISTS_OF_420; i++) {
        if (read_bit(bits) != 0) {
            skip_scaling_list(bits, i < SMALL_LISTS ? SMALL_LIST : LARGE_LIST);
        }
    }
    return true;
}

static bool skip_picture_order(Bits *bits)
{
    const uint32_t type = read_golomb(bits);
    if (type == 0) {
        (void)read_golomb(bits); /* log2_max_pic_order_cnt_lsb_minus4 */
        return true;
    }
    if (type == 1) {
        (void)read_bit(bits);
        (void)read_golomb(bits);
        (void)read_golomb(bits);
        const uint32_t cycle = read_golomb(bits);
        for (uint32_t i = 0; cycle <= POC_CYCLE_MAX && i < cycle; i++) {
            (void)read_golomb(bits);
        }
        return cycle <= POC_CYCLE_MAX;
    }
    return type == 2;
}

static bool read_size(Bits *bits, H264Sps *sps)
{
    const uint64_t columns = (uint64_t)read_golomb(bits) + 1;
    const uint64_t rows = (uint64_t)read_golomb(bits) + 1;
    const unsigned fields = read_bit(bits) != 0 ? 1 : 2; /* frame_mbs_only_flag */
    if (columns > H264_SIDE_MAX / MACROBLOCK || rows * fields > H264_SIDE_MAX / MACROBLOCK) {
        return false;
    }
    sps->width_px = (uint16_t)(columns * MACROBLOCK);
    sps->height_px = (uint16_t)(rows * fields * MACROBLOCK);
    return true;
}

bool h264_stream_read_sps(const H264Nal *nal, H264Sps *out_sps)
{
    Bits bits = bits_start(nal);
    H264Sps sps = {
            .profile_idc = (uint8_t)read_bits(&bits, 8),
            .constraints = (uint8_t)read_bits(&bits, 8),
            .level_idc = (uint8_t)read_bits(&bits, 8),
    };
    (void)read_golomb(&bits); /* seq_parameter_set_id */
    if (has_more(sps.profile_idc) && !read_colours(&bits)) {
        return false;
    }
    (void)read_golomb(&bits); /* log2_max_frame_num_minus4 */
    if (!skip_picture_order(&bits)) {
        return false;
    }
    const uint32_t references = read_golomb(&bits);
    (void)read_bit(&bits); /* gaps_in_frame_num_value_allowed_flag */
    if (references > H264_REFERENCES_MAX || !read_size(&bits, &sps) || is_overrun(&bits)) {
        return false;
    }
    sps.references = (uint8_t)references;
    *out_sps = sps;
    return true;
}

/* ---- a picture ---- */

bool h264_stream_look(const uint8_t *data, size_t size, H264Picture *out_picture)
{
    H264Stream stream = {.data = data, .size = size};
    H264Picture picture = {0};
    H264Nal nal;
    bool any = false;
    while (h264_stream_next(&stream, &nal)) {
        H264Sps sps;
        any = true;
        switch (nal.data[0] & H264_NAL_TYPE_MASK) {
        case H264_NAL_IDR:
            picture.idr = true;
            break;
        case H264_NAL_PPS:
            picture.pps = true;
            break;
        case H264_NAL_SPS:
            if (!h264_stream_read_sps(&nal, &sps)) {
                return false;
            }
            picture.sps = true;
            picture.width_px = MAX(picture.width_px, sps.width_px);
            picture.height_px = MAX(picture.height_px, sps.height_px);
            break;
        default:
            break;
        }
    }
    if (any) {
        *out_picture = picture;
    }
    return any;
}
