#include "mcu/media/stem_file.h"

#include "tests/fakes/stem_sound.h"

#include <glib/gstdio.h>

enum { FRAME_US = 20000, SHORTEST_US = 2500, S_US = 1000000 };

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

/* What comes stands where its time says, whatever was lost before, and wherever within 20 ms it begins. */
static void test_each_packet_stands_at_its_time(void)
{
    for (int64_t begin_us = 0; begin_us <= FRAME_US; begin_us += 1300) {
        Desk desk;
        desk_init(&desk);
        for (int i = 0; i < 400; i++) {
            const int64_t time_us = S_US + begin_us + (int64_t)FRAME_US * i;
            if (i % 10 != 3 && i % 50 != 4) {
                add_tone(&desk, time_us);
                const int64_t at_us = stem_file_duration_us(desk.file) - FRAME_US;
                g_assert_cmpint(ABS(at_us - time_us), <, SHORTEST_US);
            }
        }
        g_autoptr(GByteArray) levels = finish(&desk, 10 * (int64_t)S_US);
        g_assert_cmpint(ABS((int64_t)levels->len - 500), <=, 1);
        desk_clear(&desk);
    }
}

/* A clock that goes too fast or too slow against the packets. */
static void test_what_drifts_does_not_add_up(void)
{
    static const int64_t steps_us[] = {FRAME_US - 100, FRAME_US + 100};
    for (size_t k = 0; k < G_N_ELEMENTS(steps_us); k++) {
        Desk desk;
        desk_init(&desk);
        for (int i = 0; i < 1000; i++) {
            const int64_t time_us = S_US + steps_us[k] * i;
            const int64_t before_us = stem_file_duration_us(desk.file);
            add_tone(&desk, time_us);
            const int64_t end_us = stem_file_duration_us(desk.file);
            g_assert_true(
                    end_us == before_us || ABS(end_us - FRAME_US - time_us) <= STEM_FILE_APART_US);
        }
        g_autoptr(GByteArray) levels = finish(&desk, 22 * (int64_t)S_US);
        g_assert_cmpint(ABS((int64_t)levels->len - 1100), <=, 1);
        desk_clear(&desk);
    }
}

static void test_what_comes_twice_is_there_once(void)
{
    static const struct {
        int64_t time_us; /* of a packet after one of 0 to 20 ms */
        bool taken;
    } rows[] = {
            {FRAME_US, true},                                  /* it follows */
            {FRAME_US + STEM_FILE_APART_US - 1, true},         /* a little late */
            {FRAME_US - STEM_FILE_APART_US + 1, true},         /* early */
            {FRAME_US - STEM_FILE_APART_US, false},            /* it was there */
            {0, false}, {FRAME_US + STEM_FILE_APART_US, true}, /* behind a gap */
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
    g_assert_cmpint(
            ABS(stem_file_duration_us(desk.file) - 3 * (int64_t)S_US), <=, STEM_FILE_APART_US);
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

/* Silence is written in packets of up to 120 ms: the next segment stands where it belongs all the same. */
static void test_nothing_overlaps_where_segments_meet(void)
{
    enum { SEGMENTS = 7, SEGMENT_US = 1130000, BEGIN_US = 110000 };
    Desk desk;
    desk_init(&desk);
    for (int i = 0; i < SEGMENTS; i++) {
        Desk other;
        desk_init(&other);
        add_tone(&other, BEGIN_US);
        g_assert_true(stem_file_fill(other.file, 2 * (int64_t)S_US, NULL));
        g_assert_true(stem_file_finish(other.file, NULL));
        g_clear_pointer(&other.file, stem_file_free);
        g_autoptr(RecordingFile) file = recording_file_open(other.path, NULL);
        const int64_t from_us = (int64_t)SEGMENT_US * i;
        g_assert_true(stem_file_append(desk.file, file, from_us, from_us + SEGMENT_US, NULL));
        g_clear_pointer(&file, recording_file_free);
        desk_clear(&other);
    }
    g_autoptr(GByteArray) levels = finish(&desk, (int64_t)SEGMENTS * SEGMENT_US);
    g_assert_cmpint(ABS((int64_t)levels->len - (int64_t)SEGMENTS * SEGMENT_US / FRAME_US), <=, 1);
    for (int i = 0; i < SEGMENTS; i++) {
        const int64_t at = ((int64_t)SEGMENT_US * i + BEGIN_US) / FRAME_US;
        g_assert_cmpint(MIN(levels->data[at], levels->data[at + 1]), <, STEM_SOUND_LOUD_DBOV);
        g_assert_cmpint(levels->data[at - 2], >, STEM_SOUND_LOUD_DBOV);
        g_assert_cmpint(levels->data[at + 4], >, STEM_SOUND_LOUD_DBOV);
    }
    desk_clear(&desk);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func(
            "/stem_file/where_nothing_came_it_is_silent", test_where_nothing_came_it_is_silent);
    g_test_add_func(
            "/stem_file/each_packet_stands_at_its_time", test_each_packet_stands_at_its_time);
    g_test_add_func("/stem_file/what_drifts_does_not_add_up", test_what_drifts_does_not_add_up);
    g_test_add_func(
            "/stem_file/what_comes_twice_is_there_once", test_what_comes_twice_is_there_once);
    g_test_add_func("/stem_file/out_of_another_up_to_a_moment", test_out_of_another_up_to_a_moment);
    g_test_add_func("/stem_file/nothing_overlaps_where_segments_meet",
            test_nothing_overlaps_where_segments_meet);
    return g_test_run();
}
