#include "mcu/wire/h264_format.h"

#include <glib.h>

static void test_reads_what_is_offered(void)
{
    static const struct {
        const char *why;
        const char *format;
        bool good;
        uint32_t profile_level_id;
        unsigned mode;
        bool asymmetry;
        H264Profile profile;
        unsigned rank;
    } cases[] = {
            {"nothing is said: baseline of level 1, mode 0", "", true, 0x42000a, 0, false,
                    H264_PROFILE_BASELINE, 2},
            {"Chromium's first",
                    "level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=42e01f", true,
                    0x42e01f, 1, true, H264_PROFILE_CONSTRAINED_BASELINE, 4},
            {"in mode 0, in capitals and with spaces",
                    "Profile-Level-Id=42E01F; packetization-mode=0", true, 0x42e01f, 0, false,
                    H264_PROFILE_CONSTRAINED_BASELINE, 2},
            {"main that is baseline as well", "profile-level-id=4d801f;packetization-mode=1", true,
                    0x4d801f, 1, false, H264_PROFILE_CONSTRAINED_BASELINE, 4},
            {"main", "profile-level-id=4d001f;packetization-mode=1", true, 0x4d001f, 1, false,
                    H264_PROFILE_MAIN, 3},
            {"baseline of a room's codec", "profile-level-id=42801f;max-fs=3600;sar=13", true,
                    0x42801f, 0, false, H264_PROFILE_BASELINE, 2},
            {"high of a room's codec", "profile-level-id=64001f;packetization-mode=1", true,
                    0x64001f, 1, false, H264_PROFILE_HIGH, 3},
            {"constrained high", "profile-level-id=640c1f;packetization-mode=1", true, 0x640c1f, 1,
                    false, H264_PROFILE_CONSTRAINED_HIGH, 3},
            {"high of 4:4:4, as Chromium only receives it",
                    "packetization-mode=1;profile-level-id=f4001f", true, 0xf4001f, 1, false,
                    H264_PROFILE_OTHER, 0},
            {"high of 10 bits", "profile-level-id=6e001f", true, 0x6e001f, 0, false,
                    H264_PROFILE_OTHER, 0},
            {"extended", "profile-level-id=58001f", true, 0x58001f, 0, false, H264_PROFILE_OTHER,
                    0},
            {"interleaved", "profile-level-id=42e01f;packetization-mode=2", false, 0, 0, false,
                    H264_PROFILE_OTHER, 0},
            {"too few digits", "profile-level-id=42e01", false, 0, 0, false, H264_PROFILE_OTHER, 0},
            {"too many digits", "profile-level-id=42e01f0", false, 0, 0, false, H264_PROFILE_OTHER,
                    0},
            {"no digits", "profile-level-id=42e0zz", false, 0, 0, false, H264_PROFILE_OTHER, 0},
            {"nothing behind it", "profile-level-id=", false, 0, 0, false, H264_PROFILE_OTHER, 0},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        H264Format format = {0};
        g_test_message("%s", cases[i].why);
        g_assert_true(h264_format_read(cases[i].format, &format) == cases[i].good);
        g_assert_cmphex(format.profile_level_id, ==, cases[i].profile_level_id);
        g_assert_cmpuint(format.packetization_mode, ==, cases[i].mode);
        g_assert_true(format.level_asymmetry == cases[i].asymmetry);
        if (cases[i].good) {
            g_assert_cmpint(h264_format_profile(format.profile_level_id), ==, cases[i].profile);
            g_assert_cmpuint(h264_format_rank(&format), ==, cases[i].rank);
        }
    }
}

static void test_reads_parameter_sets(void)
{
    static const struct {
        const char *why;
        const char *format;
        size_t size;
    } cases[] = {
            {"none", "packetization-mode=1", 0},
            {"as ffmpeg writes them",
                    "packetization-mode=1; "
                    "sprop-parameter-sets=Z0LAHtkAoC/5cBEAAAMAAQAAAwAyDxYuSA==,"
                    "aMuDyyA=; profile-level-id=42C01E",
                    4 + 25 + 4 + 5},
            {"a PPS alone is of no use", "sprop-parameter-sets=aMuDyyA=", 0},
            {"nothing behind it", "sprop-parameter-sets=", 0},
            {"an empty one between", "sprop-parameter-sets=Z0LAHtkAoC/5cBEAAAMAAQAAAwAyDxYuSA==,,",
                    0},
            {"no base64", "sprop-parameter-sets=*", 0},
            {"an SPS that is none", "sprop-parameter-sets=Z0LA", 0},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        uint8_t sets[H264_SPROP_MAX];
        g_test_message("%s", cases[i].why);
        g_assert_cmpuint(h264_format_read_sets(cases[i].format, sets), ==, cases[i].size);
    }
    uint8_t exact[H264_SPROP_MAX];
    g_autofree char *many = g_strnfill(4000, 'A');
    g_autofree char *large = g_strconcat("sprop-parameter-sets=Z0LAHtk", many, NULL);
    g_assert_cmpuint(h264_format_read_sets(large, exact), ==, 0);
}

/* What a receiver decodes: RFC 6184, 8.1, over H.264, table A-1. */
static void test_says_how_much_is_decoded(void)
{
    static const struct {
        const char *why;
        const char *format;
        int width_px, height_px, fps;
        bool allowed;
    } cases[] = {
            {"level 3.1: 720 lines", "profile-level-id=42e01f", 1280, 720, 30, true},
            {"no more of them", "profile-level-id=42e01f", 1280, 720, 31, false},
            {"no larger ones", "profile-level-id=42e01f", 1920, 1080, 5, false},
            {"but if it says so", "profile-level-id=42e01f;max-fs=8160;max-mbps=245760", 1920, 1080,
                    25, true},
            {"larger ones alone are too many", "profile-level-id=42e01f;max-fs=8160", 1920, 1080,
                    25, false},
            {"less than its level says nothing", "profile-level-id=42e01f;max-fs=99", 1280, 720, 25,
                    true},
            {"level 3", "profile-level-id=42e01e", 640, 360, 25, true},
            {"level 3: not 720 lines", "profile-level-id=42e01e", 1280, 720, 25, false},
            {"level 1.3 is as 2", "profile-level-id=42e00d", 352, 288, 25, true},
            {"level 1, which is what is not said", "", 176, 144, 15, true},
            {"level 1: not 180 lines", "", 320, 180, 5, false},
            {"level 1b is hardly more than 1", "profile-level-id=42f00b", 320, 180, 5, false},
            {"level 1.1", "profile-level-id=42e00b", 320, 180, 12, true},
            {"level 4", "profile-level-id=640028", 1920, 1080, 30, true},
            {"a level that there is not yet", "profile-level-id=6400ff", 3840, 2160, 25, true},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        H264Format format = {0};
        g_test_message("%s", cases[i].why);
        g_assert_true(h264_format_read(cases[i].format, &format));
        const H264Limits limits = h264_format_limits(&format);
        g_assert_true(h264_format_allows(&limits, cases[i].width_px, cases[i].height_px,
                              cases[i].fps) == cases[i].allowed);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/h264_format/reads_what_is_offered", test_reads_what_is_offered);
    g_test_add_func("/h264_format/reads_parameter_sets", test_reads_parameter_sets);
    g_test_add_func("/h264_format/says_how_much_is_decoded", test_says_how_much_is_decoded);
    return g_test_run();
}
