#include "mcu/media/stem_file.h"

#include "tests/fakes/stem_sound.h"

#include <glib/gstdio.h>

enum { FRAME_US = 20000, S_US = 1000000 };

typedef struct Desk {
    char *folder;
    char *path;
    StemFile *file;
    AudioEncoder *encoder;
    double phase;
} Desk;

static void desk_init(Desk *desk)
{
    const AudioEncoderConfig config = {.bitrate_bps = 32000, .complexity = 1};
    *desk = (Desk){.folder = g_dir_make_tmp("stem_file_XXXXXX", NULL)};
    desk->path = g_build_filename(desk->folder, "1.webm", NULL);
    desk->file = stem_file_create(desk->path, S_US, NULL);
    g_assert_nonnull(desk->file);
    desk->encoder = audio_encoder_new(&config, NULL);
}

static void desk_clear(Desk *desk)
{
    stem_file_free(desk->file);
    audio_encoder_free(desk->encoder);
    g_unlink(desk->path);
    g_assert_cmpint(g_rmdir(desk->folder), ==, 0);
    g_free(desk->path);
    g_free(desk->folder);
}

static void add_tone(Desk *desk, int64_t time_us)
{
    g_autoptr(GBytes) tone = stem_sound_tone(desk->encoder, &desk->phase);
    gsize size = 0;
    const uint8_t *data = g_bytes_get_data(tone, &size);
    const StemPacket packet = {
            .time_us = time_us, .duration_us = FRAME_US, .data = data, .size_bytes = size};
    g_assert_true(stem_file_add(desk->file, &packet, NULL));
}

static GByteArray *finish(Desk *desk, int64_t end_us)
{
    g_assert_true(stem_file_fill(desk->file, end_us, NULL));
    g_assert_true(stem_file_finish(desk->file, NULL));
    g_clear_pointer(&desk->file, stem_file_free);
    return stem_sound_levels(desk->path);
}

static void test_where_nothing_came_it_is_silent(void)
{
    Desk desk;
    desk_init(&desk);
    for (int i = 0; i < 50; i++) {
        add_tone(&desk, INT64_C(2) * S_US + (int64_t)FRAME_US * i);
    }
    for (int i = 0; i < 50; i++) {
        add_tone(&desk, INT64_C(5) * S_US + (int64_t)FRAME_US * i);
    }
    g_autoptr(GByteArray) levels = finish(&desk, 8 * (int64_t)S_US);
    g_assert_cmpint(ABS((int64_t)levels->len - 400), <=, 2);
    stem_sound_assert_loud(levels, 0, 2000, false);
    stem_sound_assert_loud(levels, 2000, 3000, true);
    stem_sound_assert_loud(levels, 3000, 5000, false);
    stem_sound_assert_loud(levels, 5000, 6000, true);
    stem_sound_assert_loud(levels, 6000, 8000, false);
    desk_clear(&desk);
}

/* A packet that is lost here and there moves nothing by more than STEM_FILE_APART_US. */
static void test_losses_do_not_add_up(void)
{
    Desk desk;
    desk_init(&desk);
    for (int i = 0; i < 500; i++) {
        if (i % 10 != 3 && i < 400) {
            add_tone(&desk, (int64_t)FRAME_US * i);
        }
    }
    add_tone(&desk, 9 * (int64_t)S_US);
    const int64_t end_us = stem_file_duration_us(desk.file);
    g_assert_cmpint(end_us, >=, 9 * (int64_t)S_US + FRAME_US - STEM_FILE_APART_US);
    g_assert_cmpint(end_us, <=, 9 * (int64_t)S_US + FRAME_US + STEM_FILE_APART_US);
    g_autoptr(GByteArray) levels = finish(&desk, 10 * (int64_t)S_US);
    g_assert_cmpint(ABS((int64_t)levels->len - 500), <=, 3);
    desk_clear(&desk);
}

static void test_what_comes_twice_is_there_once(void)
{
    static const struct {
        int64_t time_us; /* of a packet after one of 0 to 20 ms */
        bool taken;
    } rows[] = {
            {FRAME_US, true},                           /* it follows */
            {FRAME_US + 10000, true},                   /* its tick was late */
            {0, true},                                  /* early */
            {FRAME_US - STEM_FILE_APART_US - 1, false}, /* it was there */
            {FRAME_US + STEM_FILE_APART_US, true},      /* behind a gap */
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        Desk desk;
        desk_init(&desk);
        add_tone(&desk, 0);
        const int64_t before_us = stem_file_duration_us(desk.file);
        add_tone(&desk, rows[i].time_us + before_us - FRAME_US);
        g_assert_cmpint(stem_file_duration_us(desk.file) > before_us, ==, rows[i].taken);
        desk_clear(&desk);
    }
}

static void test_out_of_another_up_to_a_moment(void)
{
    Desk desk;
    Desk other;
    desk_init(&desk);
    desk_init(&other);
    for (int i = 0; i < 150; i++) {
        add_tone(&other, (int64_t)FRAME_US * i);
    }
    g_assert_true(stem_file_finish(other.file, NULL));
    g_clear_pointer(&other.file, stem_file_free);
    g_autoptr(RecordingFile) file = recording_file_open(other.path, NULL);
    g_assert_true(stem_file_append(desk.file, file, S_US, 3 * (int64_t)S_US, NULL));
    g_assert_cmpint(stem_file_duration_us(desk.file), ==, 3 * (int64_t)S_US);
    g_assert_true(stem_file_append(desk.file, file, 4 * (int64_t)S_US, 60 * (int64_t)S_US, NULL));
    g_autoptr(GByteArray) levels = finish(&desk, 8 * (int64_t)S_US);
    stem_sound_assert_loud(levels, 0, 1000, false);
    stem_sound_assert_loud(levels, 1000, 3000, true);
    stem_sound_assert_loud(levels, 3000, 4000, false);
    stem_sound_assert_loud(levels, 4000, 7000, true);
    stem_sound_assert_loud(levels, 7000, 8000, false);
    g_clear_pointer(&file, recording_file_free);
    desk_clear(&desk);
    desk_clear(&other);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func(
            "/stem_file/where_nothing_came_it_is_silent", test_where_nothing_came_it_is_silent);
    g_test_add_func("/stem_file/losses_do_not_add_up", test_losses_do_not_add_up);
    g_test_add_func(
            "/stem_file/what_comes_twice_is_there_once", test_what_comes_twice_is_there_once);
    g_test_add_func("/stem_file/out_of_another_up_to_a_moment", test_out_of_another_up_to_a_moment);
    return g_test_run();
}
