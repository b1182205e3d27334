/* What a stem sounds like: each block decoded, at the place where it stands. */
#ifndef TESTS_FAKES_STEM_SOUND_H
#define TESTS_FAKES_STEM_SOUND_H

#include "mcu/media/audio_decoder.h"
#include "mcu/media/audio_encoder.h"
#include "mcu/media/audio_level.h"
#include "mcu/media/stem_file.h"
#include "mcu/media/webm_scan.h"

#include <fcntl.h>
#include <math.h>
#include <unistd.h>

enum { STEM_SOUND_LOUD_DBOV = 40, STEM_SOUND_APART_MS = 12 };

typedef struct StemSound {
    AudioDecoder *decoder;
    GByteArray *levels; /* of each 20 ms, in their order */
    int64_t next_ms;    /* where the next block should stand */
} StemSound;

static inline void stem_sound_block(const WebmBlock *block, void *user_data)
{
    StemSound *sound = user_data;
    PcmFrame frame;
    g_assert_cmpint(block->track, ==, WEBM_SOUND);
    g_assert_cmpint(ABS(block->time_ms - sound->next_ms), <=, STEM_SOUND_APART_MS);
    const size_t samples = audio_decoder_decode(sound->decoder, block->data, block->size_bytes);
    g_assert_cmpint(samples, >, 0);
    sound->next_ms = block->time_ms + (int64_t)samples * 1000 / PCM_RATE_HZ;
    while (audio_decoder_take(sound->decoder, &frame)) {
        const uint8_t level = audio_level_dbov(frame.samples, PCM_FRAME_SAMPLES);
        g_byte_array_append(sound->levels, &level, 1);
    }
}

static inline bool stem_sound_cluster(const WebmCluster *cluster, void *user_data)
{
    GArray *clusters = user_data;
    g_array_append_val(clusters, *cluster);
    return true;
}

/* @return how loud each 20 ms of it are; free with g_byte_array_unref() */
static inline GByteArray *stem_sound_levels(const char *path)
{
    StemSound sound = {.decoder = audio_decoder_new(), .levels = g_byte_array_new()};
    g_autoptr(GArray) clusters = g_array_new(FALSE, FALSE, sizeof(WebmCluster));
    WebmPlaces places;
    WebmTrack track;
    int64_t time_ms = 0;
    const int fd = open(path, O_RDONLY | O_CLOEXEC);
    g_assert_cmpint(fd, >=, 0);
    g_assert_true(webm_scan_head(fd, &places, &track, NULL));
    webm_scan_clusters(fd, &places, track, stem_sound_cluster, clusters);
    for (guint i = 0; i < clusters->len; i++) {
        g_autoptr(GByteArray) bytes =
                webm_load_cluster(fd, g_array_index(clusters, WebmCluster, i).place);
        g_assert_nonnull(bytes);
        g_assert_true(
                webm_read_cluster(bytes->data, bytes->len, &time_ms, stem_sound_block, &sound));
    }
    close(fd);
    audio_decoder_free(sound.decoder);
    return sound.levels;
}

/* Where it is loud and where it is not, with some frames at the edges for what the codec smears. */
static inline void stem_sound_assert_loud(
        const GByteArray *levels, int64_t from_ms, int64_t to_ms, bool loud)
{
    for (int64_t at = from_ms / 20 + 4; at < to_ms / 20 - 4; at++) {
        g_assert_cmpint(at, <, levels->len);
        if ((levels->data[at] < STEM_SOUND_LOUD_DBOV) != loud) {
            g_error("%d dBov at %d ms", levels->data[at], (int)at * 20);
        }
    }
}

/* 20 ms of a tone, encoded. Free with g_bytes_unref(). */
static inline GBytes *stem_sound_tone(AudioEncoder *encoder, double *phase)
{
    PcmFrame frame;
    for (size_t i = 0; i < PCM_FRAME_SAMPLES; i++) {
        frame.samples[i] = (int16_t)lrint(8000 * sin(*phase));
        *phase += 2 * G_PI * 440 / PCM_RATE_HZ;
    }
    return audio_encoder_encode(encoder, &frame);
}

#endif
