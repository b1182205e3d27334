#include "mcu/wire/h264_format.h"

#include "mcu/wire/h264_stream.h"
#include "mcu/wire/sdp_description.h"

#include <glib.h>

#include <string.h>

enum {
    UNSAID_PROFILE_LEVEL_ID = 0x42000a, /* RFC 6184, 8.1: baseline of level 1 */
    PROFILE_LEVEL_ID_SIZE = 6,          /* hexadecimal digits */
    MODE_MAX = 1,                       /* 2 is interleaved: nobody uses it */
};

/* RFC 6184, table 5. */
static const struct {
    uint8_t profile_idc;
    uint8_t mask; /* the constraints that matter */
    uint8_t constraints;
    H264Profile profile;
} profiles[] = {
        {0x42, 0x4f, 0x40, H264_PROFILE_CONSTRAINED_BASELINE},
        {0x4d, 0x8f, 0x80, H264_PROFILE_CONSTRAINED_BASELINE},
        {0x58, 0xcf, 0xc0, H264_PROFILE_CONSTRAINED_BASELINE},
        {0x42, 0x4f, 0x00, H264_PROFILE_BASELINE},
        {0x58, 0xcf, 0x80, H264_PROFILE_BASELINE},
        {0x4d, 0xaf, 0x00, H264_PROFILE_MAIN},
        {0x64, 0xff, 0x0c, H264_PROFILE_CONSTRAINED_HIGH},
        {0x64, 0xff, 0x00, H264_PROFILE_HIGH},
};

H264Profile h264_format_profile(uint32_t profile_level_id)
{
    const uint8_t profile_idc = (uint8_t)(profile_level_id >> 16);
    const uint8_t constraints = (uint8_t)(profile_level_id >> 8);
    for (size_t i = 0; i < G_N_ELEMENTS(profiles); i++) {
        if (profiles[i].profile_idc == profile_idc &&
                (constraints & profiles[i].mask) == profiles[i].constraints) {
            return profiles[i].profile;
        }
    }
    return H264_PROFILE_OTHER;
}

/* @param key  with "="; @return what stands behind it, to be freed, or NULL */
static char *find_text(const char *format, const char *key)
{
    const size_t key_size = strlen(key);
    while (*format != '\0') {
        format += strspn(format, "; ");
        const size_t size = strcspn(format, "; ");
        if (size >= key_size && g_ascii_strncasecmp(format, key, key_size) == 0) {
            return g_strndup(format + key_size, size - key_size);
        }
        format += size;
    }
    return NULL;
}

/* @return whether it is there; then it must be 6 hexadecimal digits */
static bool find_profile(const char *format, uint32_t *out_value, bool *out_good)
{
    g_autofree char *digits = find_text(format, "profile-level-id=");
    guint64 value = 0;
    if (digits == NULL) {
        return false;
    }
    *out_good = strlen(digits) == PROFILE_LEVEL_ID_SIZE &&
            g_ascii_string_to_unsigned(digits, 16, 0, 0xffffff, &value, NULL);
    *out_value = (uint32_t)value;
    return true;
}

/* RFC 6184, 8.1: units in base64, with commas between them. */
size_t h264_format_read_sets(const char *format, uint8_t *buffer)
{
    g_autofree char *text = find_text(format, "sprop-parameter-sets=");
    g_auto(GStrv) words = g_strsplit(text != NULL ? text : "", ",", H264_SPROP_MAX);
    size_t size = 0;
    for (size_t i = 0; words[i] != NULL; i++) {
        gsize unit_size = 0;
        g_autofree guchar *unit = g_base64_decode(words[i], &unit_size);
        if (unit_size == 0 || unit_size > H264_SPROP_MAX ||
                size + H264_START_CODE_SIZE + unit_size > H264_SPROP_MAX) {
            return 0;
        }
        memcpy(buffer + size, h264_start_code, H264_START_CODE_SIZE);
        memcpy(buffer + size + H264_START_CODE_SIZE, unit, unit_size);
        size += H264_START_CODE_SIZE + unit_size;
    }
    H264Picture sets;
    return size > 0 && h264_stream_look(buffer, size, &sets) && sets.sps ? size : 0;
}

bool h264_format_read(const char *format, H264Format *out_format)
{
    H264Format read = {.profile_level_id = UNSAID_PROFILE_LEVEL_ID};
    uint32_t profile_level_id = 0;
    unsigned number = 0;
    bool good = true;
    if (find_profile(format, &profile_level_id, &good)) {
        read.profile_level_id = profile_level_id;
    }
    if (sdp_description_format_number(format, "packetization-mode", &number)) {
        good = good && number <= MODE_MAX;
        read.packetization_mode = (uint8_t)MIN(number, (unsigned)MODE_MAX);
    }
    if (sdp_description_format_number(format, "level-asymmetry-allowed", &number)) {
        read.level_asymmetry = number == 1;
    }
    (void)sdp_description_format_number(format, "max-fs", &read.max_fs);
    (void)sdp_description_format_number(format, "max-mbps", &read.max_mbps);
    if (good) {
        *out_format = read;
    }
    return good;
}

/* H.264, table A-1, up to what the largest canvas needs. */
static const struct {
    uint8_t level_idc;
    H264Limits limits;
} levels[] = {
        {10, {99, 1485}},
        {11, {396, 3000}},
        {12, {396, 6000}},
        {20, {396, 11880}},
        {21, {792, 19800}},
        {22, {1620, 20250}},
        {30, {1620, 40500}},
        {31, {3600, 108000}},
        {32, {5120, 216000}},
        {41, {8192, 245760}},
        {42, {8704, 522240}},
        {50, {22080, 589824}},
        {51, {36864, 983040}},
        {255, {36864, 2073600}},
};

H264Limits h264_format_limits(const H264Format *format)
{
    enum { LEVEL_1B = 11, CONSTRAINT_SET3 = 0x10 };
    const uint8_t level_idc = (uint8_t)format->profile_level_id;
    const bool is_1b =
            level_idc == LEVEL_1B && (format->profile_level_id >> 8 & CONSTRAINT_SET3) != 0;
    size_t at = 0;
    while (!is_1b && levels[at].level_idc < level_idc) {
        at++;
    }
    return (H264Limits){
            .picture_macroblocks = MAX(levels[at].limits.picture_macroblocks, format->max_fs),
            .second_macroblocks = MAX(levels[at].limits.second_macroblocks, format->max_mbps),
    };
}

bool h264_format_allows(const H264Limits *limits, int width_px, int height_px, int fps)
{
    enum { MACROBLOCK = 16 };
    const uint64_t picture = (uint64_t)((width_px + MACROBLOCK - 1) / MACROBLOCK) *
            (uint64_t)((height_px + MACROBLOCK - 1) / MACROBLOCK);
    return picture <= limits->picture_macroblocks &&
            picture * (uint64_t)fps <= limits->second_macroblocks;
}

unsigned h264_format_rank(const H264Format *format)
{
    enum { OTHER_PROFILE = 1, OUR_PROFILE = 2, MODE_1 = 2 };
    const unsigned mode = format->packetization_mode == 1 ? MODE_1 : 0;
    switch (h264_format_profile(format->profile_level_id)) {
    case H264_PROFILE_CONSTRAINED_BASELINE:
    case H264_PROFILE_BASELINE:
        return OUR_PROFILE + mode;
    case H264_PROFILE_MAIN:
    case H264_PROFILE_CONSTRAINED_HIGH:
    case H264_PROFILE_HIGH:
        return OTHER_PROFILE + mode;
    case H264_PROFILE_OTHER:
        break;
    }
    return 0;
}
