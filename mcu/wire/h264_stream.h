/**
 * h264_stream: an H.264 picture as its byte stream (ITU-T H.264, Annex B): its NAL units, and what they say of it.
 *
 * Units       sizes are bytes, pictures are pixels.
 * Ownership   borrows the bytes; units point into them.
 * Thread      any: no state.
 * Errors      false for bytes that end too soon or say what is not allowed.
 * Memory      none.
 */
#ifndef MCU_WIRE_H264_STREAM_H
#define MCU_WIRE_H264_STREAM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** H.264, table 7-1: of a unit's first byte, its low 5 bits. */
typedef enum H264NalType {
    H264_NAL_SLICE = 1,
    H264_NAL_IDR = 5,
    H264_NAL_SPS = 7,
    H264_NAL_PPS = 8,
} H264NalType;

enum {
    H264_NAL_TYPE_MASK = 0x1f,
    H264_START_CODE_SIZE = 4,
    H264_SIDE_MAX = 8192,     /**< no SPS with a longer side is read */
    H264_REFERENCES_MAX = 16, /**< H.264, 7.4.2.1.1: max_num_ref_frames */
};

extern const uint8_t h264_start_code[H264_START_CODE_SIZE];

typedef struct H264Nal {
    const uint8_t *data; /**< from its first byte on, which has the type */
    size_t size;         /**< at least 1 */
} H264Nal;

/** Goes through the units of a stream. Begin with `offset` 0. */
typedef struct H264Stream {
    const uint8_t *data;
    size_t size;
    size_t offset;
} H264Stream;

/** The next unit. @return false at the end */
bool h264_stream_next(H264Stream *stream, H264Nal *out_nal);

/** What a sequence parameter set says. */
typedef struct H264Sps {
    uint8_t profile_idc;
    uint8_t constraints; /**< profile_iop: constraint_set0_flag is 0x80 */
    uint8_t level_idc;
    uint8_t references; /**< how many pictures a decoder keeps */
    uint16_t width_px;  /**< without what is cropped, as a decoder must allocate it */
    uint16_t height_px;
} H264Sps;

/** Reads an SPS with its first byte. @return false unless its pictures are 4:2:0 of 8 bits, within the maxima above */
bool h264_stream_read_sps(const H264Nal *nal, H264Sps *out_sps);

/** What a picture is made of. */
typedef struct H264Picture {
    bool idr; /**< nothing older is of use to it */
    bool sps;
    bool pps;
    uint16_t width_px; /**< of the largest SPS, else 0 */
    uint16_t height_px;
} H264Picture;

/** Looks through a picture. @return false if there is no unit in it, or an SPS that cannot be read */
bool h264_stream_look(const uint8_t *data, size_t size, H264Picture *out_picture);

#endif
