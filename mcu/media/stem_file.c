#include "mcu/media/stem_file.h"

#include "mcu/media/audio_decoder.h"
#include "mcu/media/audio_encoder.h"

enum {
    FRAMES_MAX = 6, /* RFC 6716, 3.2.5: a packet holds 120 ms at most */

    SOME_FRAMES = 3,  /* RFC 6716, 3.2.5: code 3, as many as the next byte says, all of one size */
    SILENCE_1 = 0xff, /* what libopus itself writes for a silent frame of any length */
    SILENCE_2 = 0xfe,
};

/* RFC 6716, 3.1: configurations 31 to 28, CELT of full band, mono, code 0: one frame. */
static const struct {
    int64_t duration_us;
    uint8_t toc;
} silences[] = {{20000, 31 << 3}, {10000, 30 << 3}, {5000, 29 << 3}, {2500, 28 << 3}};

struct StemFile {
    RecordingFile *file;
    int64_t next_us; /* where the last packet ends */
};

StemFile *stem_file_create(const char *path, int64_t start_wall_us, GError **error)
{
    const WebmHead head = {.channels = 1, .start_us = start_wall_us};
    RecordingFile *file = recording_file_create_lazy(path, &head, error);
    if (file == NULL) {
        return NULL;
    }
    StemFile *stem = g_new0(StemFile, 1);
    stem->file = file;
    stem->next_us = AUDIO_ENCODER_DELAY_US; /* which a player takes off again */
    return stem;
}

void stem_file_free(StemFile *file)
{
    if (file != NULL) {
        recording_file_free(file->file);
        g_free(file);
    }
}

static bool put(
        StemFile *file, const uint8_t *data, size_t size, int64_t duration_us, GError **error)
{
    const RecordingBlock block = {
            .track = WEBM_SOUND,
            .time_ms = file->next_us / 1000,
            .key = true,
            .data = data,
            .size_bytes = size,
    };
    file->next_us += duration_us;
    return recording_file_add(file->file, &block, error);
}

static bool put_silence(StemFile *file, size_t kind, int frames, GError **error)
{
    uint8_t packet[2 + 2 * FRAMES_MAX];
    size_t size = 0;

    packet[size++] = frames == 1 ? silences[kind].toc : silences[kind].toc | SOME_FRAMES;
    if (frames > 1) {
        packet[size++] = (uint8_t)frames;
    }
    for (int i = 0; i < frames; i++) {
        packet[size++] = SILENCE_1;
        packet[size++] = SILENCE_2;
    }
    return put(file, packet, size, frames * silences[kind].duration_us, error);
}

/* Up to the shortest frame that there is: whose time is behind it then stands 2.5 ms too early at most. */
bool stem_file_fill(StemFile *file, int64_t until_us, GError **error)
{
    bool good = true;
    for (size_t kind = 0; kind < G_N_ELEMENTS(silences); kind++) {
        const int64_t frame_us = silences[kind].duration_us;
        while (good && until_us - file->next_us >= frame_us) {
            const int64_t frames = MIN((until_us - file->next_us) / frame_us, FRAMES_MAX);
            good = put_silence(file, kind, (int)frames, error);
        }
    }
    return good;
}

bool stem_file_add(StemFile *file, const StemPacket *packet, GError **error)
{
    if (packet->time_us + STEM_FILE_APART_US <= file->next_us) {
        return true;
    }
    if (packet->time_us - file->next_us >= STEM_FILE_APART_US &&
            !stem_file_fill(file, packet->time_us, error)) {
        return false;
    }
    return put(file, packet->data, packet->size_bytes, packet->duration_us, error);
}

typedef struct Appending {
    StemFile *file;
    int64_t offset_us, until_us;
    GError **error;
} Appending;

/* Each is placed anew: where the other ended nobody knows, and this one may stand further than its end. */
static bool append_block(const RecordingBlock *block, void *user_data)
{
    const Appending *appending = user_data;
    const size_t samples = audio_decoder_packet_samples(block->data, block->size_bytes);
    const StemPacket packet = {
            .time_us = block->time_ms * 1000 + appending->offset_us,
            .duration_us = (int64_t)samples * G_USEC_PER_SEC / PCM_RATE_HZ,
            .data = block->data,
            .size_bytes = block->size_bytes,
    };
    const bool over =
            packet.time_us + packet.duration_us > appending->until_us + STEM_FILE_APART_US;
    return samples == 0 || over || stem_file_add(appending->file, &packet, appending->error);
}

bool stem_file_append(StemFile *file, const RecordingFile *other, int64_t offset_us,
        int64_t until_us, GError **error)
{
    Appending appending = {
            .file = file, .offset_us = offset_us, .until_us = until_us, .error = error};
    return recording_file_read(other, append_block, &appending);
}

bool stem_file_ask_sync(StemFile *file, DiskSync *disk, int64_t tag)
{
    return recording_file_ask_sync(file->file, disk, tag);
}

bool stem_file_finish(StemFile *file, GError **error)
{
    return recording_file_finish(file->file, error);
}

int64_t stem_file_bytes(const StemFile *file)
{
    return recording_file_stats(file->file).size_bytes;
}

int64_t stem_file_duration_us(const StemFile *file)
{
    return file->next_us;
}
