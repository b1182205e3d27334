#include "mcu/wire/sound_codec.h"

#include <glib.h>

static void test_knows_its_codecs(void)
{
    static const struct {
        const char *name;
        unsigned clock_hz;
        bool known;
        SoundCodec codec;
        unsigned scale;
    } cases[] = {
            {"opus", 48000, true, SOUND_CODEC_OPUS, 1},
            {"OPUS", 48000, true, SOUND_CODEC_OPUS, 1},
            {"G722", 8000, true, SOUND_CODEC_G722, 6},
            {"pcmu", 8000, true, SOUND_CODEC_PCMU, 6},
            {"PCMA", 8000, true, SOUND_CODEC_PCMA, 6},
            {"G722", 16000, false, 0, 0}, /* an honest rate, which nobody uses */
            {"opus", 8000, false, 0, 0},
            {"G729", 8000, false, 0, 0},
            {"", 8000, false, 0, 0},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        SoundCodec codec = SOUND_CODECS;
        g_assert_true(
                sound_codec_from_name(cases[i].name, cases[i].clock_hz, &codec) == cases[i].known);
        if (cases[i].known) {
            g_assert_cmpint(codec, ==, cases[i].codec);
            g_assert_cmpuint(sound_codec_scale(codec), ==, cases[i].scale);
        }
    }
}

static void test_knows_fixed_payload_types(void)
{
    SoundCodec codec = SOUND_CODEC_OPUS;
    g_assert_true(sound_codec_from_payload_type(0, &codec));
    g_assert_cmpint(codec, ==, SOUND_CODEC_PCMU);
    g_assert_true(sound_codec_from_payload_type(8, &codec));
    g_assert_cmpint(codec, ==, SOUND_CODEC_PCMA);
    g_assert_true(sound_codec_from_payload_type(9, &codec));
    g_assert_cmpint(codec, ==, SOUND_CODEC_G722);
    g_assert_false(sound_codec_from_payload_type(18, &codec));
    g_assert_false(sound_codec_from_payload_type(96, &codec));
}

static void test_measures_payloads(void)
{
    g_assert_cmpuint(sound_codec_duration_ticks(SOUND_CODEC_PCMU, 160), ==, 960);
    g_assert_cmpuint(sound_codec_duration_ticks(SOUND_CODEC_G722, 160), ==, 960);
    g_assert_cmpuint(sound_codec_duration_ticks(SOUND_CODEC_PCMA, 0), ==, 0);
    g_assert_cmpuint(sound_codec_duration_ticks(SOUND_CODEC_PCMA, 960), ==, 5760); /* 120 ms */
    g_assert_cmpuint(sound_codec_duration_ticks(SOUND_CODEC_PCMA, 961), ==, 0);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/sound_codec/knows_its_codecs", test_knows_its_codecs);
    g_test_add_func("/sound_codec/knows_fixed_payload_types", test_knows_fixed_payload_types);
    g_test_add_func("/sound_codec/measures_payloads", test_measures_payloads);
    return g_test_run();
}
