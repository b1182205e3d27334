#include "mcu/media/sound_clip.h"

#include "mcu/wire/byte_reader.h"

#include <math.h>
#include <sys/stat.h>

enum {
    WAVE_PCM = 1,
    WAVE_EXTENSIBLE = 0xFFFE, /* its format stands further back; 16 bits of it are PCM */
    FORMAT_BYTES = 16,
    BITS = 16,
    CHANNELS_MAX = 2,
    CHUNKS_MAX = 64, /* programs leave notes of their own in a file, but not so many */
};

struct SoundClip {
    size_t count;
    PcmFrame frames[];
};

/* The sound of a file, where it stands in it. */
typedef struct WaveSound {
    uint32_t rate_hz;
    unsigned channels;
    const uint8_t *data; /* 16-bit samples, the lower byte first */
    size_t samples;      /* of each channel */
} WaveSound;

G_DEFINE_QUARK(sound - clip - error - quark, sound_clip_error)

/* ---- the file; its numbers have the lower byte first ---- */

static bool read_u16(ByteReader *reader, uint32_t *ret_value)
{
    uint16_t value = 0;
    if (!byte_reader_u16(reader, &value)) {
        return false;
    }
    *ret_value = GUINT16_SWAP_LE_BE(value);
    return true;
}

static bool read_u32(ByteReader *reader, uint32_t *ret_value)
{
    uint32_t value = 0;
    if (!byte_reader_u32(reader, &value)) {
        return false;
    }
    *ret_value = GUINT32_SWAP_LE_BE(value);
    return true;
}

static bool read_format(const uint8_t *body, size_t size, WaveSound *sound)
{
    ByteReader reader = byte_reader(body, size);
    uint32_t format = 0;
    uint32_t channels = 0;
    uint32_t bytes_a_second = 0;
    uint32_t bytes_a_sample = 0;
    uint32_t bits = 0;
    if (!read_u16(&reader, &format) || !read_u16(&reader, &channels) ||
            !read_u32(&reader, &sound->rate_hz) || !read_u32(&reader, &bytes_a_second) ||
            !read_u16(&reader, &bytes_a_sample) || !read_u16(&reader, &bits)) {
        return false;
    }
    sound->channels = channels;
    return (format == WAVE_PCM || format == WAVE_EXTENSIBLE) && bits == BITS && channels >= 1 &&
            channels <= CHANNELS_MAX && sound->rate_hz >= SOUND_CLIP_RATE_MIN_HZ &&
            sound->rate_hz <= SOUND_CLIP_RATE_MAX_HZ;
}

/* A length that is larger than the file means its end: who writes into a pipe cannot know better. */
static bool read_wave(const uint8_t *wav, size_t size, WaveSound *ret_sound)
{
    ByteReader reader = byte_reader(wav, size);
    WaveSound sound = {0};
    uint32_t riff = 0;
    uint32_t wave = 0;
    if (!byte_reader_u32(&reader, &riff) || !byte_reader_skip(&reader, 4) ||
            !byte_reader_u32(&reader, &wave) || riff != UINT32_C(0x52494646) ||
            wave != UINT32_C(0x57415645)) {
        return false;
    }
    for (int i = 0; i < CHUNKS_MAX; i++) {
        uint32_t name = 0;
        uint32_t length = 0;
        const uint8_t *body = NULL;
        if (!byte_reader_u32(&reader, &name) || !read_u32(&reader, &length)) {
            return false;
        }
        const size_t there = MIN((size_t)length, byte_reader_left(&reader));
        (void)byte_reader_bytes(&reader, there, &body);
        if (name == UINT32_C(0x666D7420) && !read_format(body, there, &sound)) { /* "fmt " */
            return false;
        }
        if (name == UINT32_C(0x64617461)) { /* "data" */
            sound.data = body;
            sound.samples = sound.channels > 0 ? there / (2 * (size_t)sound.channels) : 0;
            *ret_sound = sound;
            return sound.channels > 0;
        }
        (void)byte_reader_skip(&reader, length % 2); /* chunks begin at even places */
    }
    return false;
}

/* ---- its samples at our rate ---- */

static double sample_at(const WaveSound *sound, int64_t index)
{
    const int64_t last = (int64_t)sound->samples - 1;
    const size_t place = (size_t)CLAMP(index, 0, last) * sound->channels;
    double sum = 0.0;
    for (size_t channel = 0; channel < sound->channels; channel++) {
        const uint8_t *bytes = sound->data + 2 * (place + channel);
        sum += (int16_t)(uint16_t)(bytes[0] | bytes[1] << 8);
    }
    return sum / sound->channels;
}

/* A cubic through the four samples around it (Catmull, Rom): for speech that is written at 16 or 22 kHz its
 * mirror images are 40 dB down. */
static int16_t resampled(const WaveSound *sound, size_t index)
{
    const double place = (double)index * sound->rate_hz / PCM_RATE_HZ;
    const int64_t before = (int64_t)place;
    const double t = place - (double)before;
    const double a = sample_at(sound, before - 1);
    const double b = sample_at(sound, before);
    const double c = sample_at(sound, before + 1);
    const double d = sample_at(sound, before + 2);
    const double value = b +
            0.5 * t * (c - a + t * (2.0 * a - 5.0 * b + 4.0 * c - d + t * (3.0 * (b - c) + d - a)));
    return (int16_t)lrint(CLAMP(value, INT16_MIN, INT16_MAX));
}

static SoundClip *make_clip(const WaveSound *sound)
{
    const size_t most = (size_t)SOUND_CLIP_MS_MAX * PCM_RATE_HZ / 1000;
    const size_t samples =
            MIN((size_t)((uint64_t)sound->samples * PCM_RATE_HZ / sound->rate_hz), most);
    const size_t count = (samples + PCM_FRAME_SAMPLES - 1) / PCM_FRAME_SAMPLES;
    SoundClip *clip = g_atomic_rc_box_alloc0(sizeof(SoundClip) + count * sizeof clip->frames[0]);
    clip->count = count;
    for (size_t i = 0; i < samples; i++) {
        clip->frames[i / PCM_FRAME_SAMPLES].samples[i % PCM_FRAME_SAMPLES] = resampled(sound, i);
    }
    return clip;
}

SoundClip *sound_clip_new(const uint8_t *wav, size_t size_bytes, GError **error)
{
    WaveSound sound = {0};
    if (!read_wave(wav, size_bytes, &sound)) {
        g_set_error_literal(error, SOUND_CLIP_ERROR, SOUND_CLIP_ERROR_FORMAT,
                "it is no WAV file of 16 bits, one or two channels, 8 to 96 kHz");
        return NULL;
    }
    if (sound.samples == 0) {
        g_set_error_literal(
                error, SOUND_CLIP_ERROR, SOUND_CLIP_ERROR_EMPTY, "there is no sound in it");
        return NULL;
    }
    return make_clip(&sound);
}

SoundClip *sound_clip_load(const char *path, GError **error)
{
    struct stat about;
    g_autofree char *bytes = NULL;
    gsize size = 0;
    if (stat(path, &about) == 0 && about.st_size > SOUND_CLIP_BYTES_MAX) {
        g_set_error(error, SOUND_CLIP_ERROR, SOUND_CLIP_ERROR_LARGE, "it is larger than %d bytes",
                SOUND_CLIP_BYTES_MAX);
        return NULL;
    }
    if (!g_file_get_contents(path, &bytes, &size, error)) {
        return NULL;
    }
    return sound_clip_new((const uint8_t *)bytes, size, error);
}

SoundClip *sound_clip_ref(SoundClip *clip)
{
    return g_atomic_rc_box_acquire(clip);
}

void sound_clip_unref(SoundClip *clip)
{
    if (clip != NULL) {
        g_atomic_rc_box_release(clip);
    }
}

size_t sound_clip_frames(const SoundClip *clip)
{
    return clip->count;
}

const PcmFrame *sound_clip_frame(const SoundClip *clip, size_t index)
{
    g_assert(index < clip->count);
    return &clip->frames[index];
}
