/**
 * h264_format: what an a=fmtp says of H.264 (RFC 6184, 8.1): profile, level and what goes beyond it, packetization mode.
 *
 * Units       macroblocks of 16x16 pixels.
 * Ownership   plain values.
 * Thread      any: no state.
 * Errors      false for a profile-level-id that is none.
 * Memory      none.
 */
#ifndef MCU_WIRE_H264_FORMAT_H
#define MCU_WIRE_H264_FORMAT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** RFC 6184, table 5: by profile_idc and the constraints together, since one profile has several spellings. */
typedef enum H264Profile {
    H264_PROFILE_OTHER, /**< 4:2:2, 10 bits, extended, … */
    H264_PROFILE_CONSTRAINED_BASELINE,
    H264_PROFILE_BASELINE,
    H264_PROFILE_MAIN,
    H264_PROFILE_CONSTRAINED_HIGH,
    H264_PROFILE_HIGH,
} H264Profile;

typedef struct H264Format {
    uint32_t profile_level_id; /**< 0x42e01f */
    uint8_t packetization_mode;
    bool level_asymmetry; /**< the two directions may differ in level */
    uint32_t max_fs; /**< macroblocks of a picture that it takes beyond its level; 0 if not said */
    uint32_t max_mbps; /**< and a second */
} H264Format;

/** What a receiver decodes at most. */
typedef struct H264Limits {
    uint32_t picture_macroblocks;
    uint32_t second_macroblocks;
} H264Limits;

/** Reads an a=fmtp; what it does not say is baseline of level 1, and mode 0. */
bool h264_format_read(const char *format, H264Format *out_format);

/** Of the parameter sets in an offer; larger ones must come with the pictures. */
enum { H264_SPROP_MAX = 256 };

/**
 * Reads sprop-parameter-sets, which a sender may name instead of sending them with its pictures.
 *
 * @param buffer  of H264_SPROP_MAX bytes: a byte stream (Annex B)
 * @return        its size; 0 if there are none, or not such ones
 */
size_t h264_format_read_sets(const char *format, uint8_t *buffer);

H264Profile h264_format_profile(uint32_t profile_level_id);

/** Of its level (H.264, table A-1) and what it says beyond it. */
H264Limits h264_format_limits(const H264Format *format);

/** Whether pictures of a size and rate are within limits. */
bool h264_format_allows(const H264Limits *limits, int width_px, int height_px, int fps);

/**
 * How well a format suits us; 0: not at all. What we send is constrained baseline, which all of these decode, in units
 * that fit into packets, which is mode 0; what we get may be any of them. Mode 1 is better: its sender need not cut
 * its pictures into slices.
 */
unsigned h264_format_rank(const H264Format *format);

#endif
