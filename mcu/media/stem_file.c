#include "mcu/media/stem_file.h"

#include "mcu/media/audio_encoder.h"

enum {
    FRAME_US = 20000,
    FRAMES_MAX = 6, /* RFC 6716, 3.2.5: a packet holds 120 ms at most */

    /* RFC 6716, 3.1: configuration 31, CELT of full band in frames of 20 ms, mono; */
    ONE_FRAME = 31 << 3,       /* code 0: one frame, */
    SOME_FRAMES = 31 << 3 | 3, /* code 3: as many as the next byte says, all of one size */
    SILENCE_1 = 0xff,          /* and what libopus itself writes for a silent frame */
    SILENCE_2 = 0xfe,
};

struct StemFile {
    RecordingFile *file;
    int64_t next_us; /* where the last packet ends */
};

StemFile *stem_file_create(const char *path, int64_t start_wall_us, GError **error)
{
    const WebmHead head = {.channels = 1, .start_us = start_wall_us};
    RecordingFile *file = recording_file_create(path, &head, error);
    if (file == NULL) {
        return NULL;
    }
    recording_file_set_lazy(file, true);
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

static bool put_silence(StemFile *file, int frames, GError **error)
{
    uint8_t packet[2 + 2 * FRAMES_MAX];
    size_t size = 0;

    packet[size++] = frames == 1 ? ONE_FRAME : SOME_FRAMES;
    if (frames > 1) {
        packet[size++] = (uint8_t)frames;
    }
    for (int i = 0; i < frames; i++) {
        packet[size++] = SILENCE_1;
        packet[size++] = SILENCE_2;
    }
    return put(file, packet, size, (int64_t)frames * FRAME_US, error);
}

bool stem_file_fill(StemFile *file, int64_t until_us, GError **error)
{
    bool good = true;
    while (good && until_us - file->next_us >= FRAME_US) {
        const int64_t frames = MIN((until_us - file->next_us) / FRAME_US, FRAMES_MAX);
        good = put_silence(file, (int)frames, error);
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

bool stem_file_append(StemFile *file, const RecordingFile *other, int64_t offset_us,
        int64_t until_us, GError **error)
{
    const int64_t end_us = offset_us + (recording_file_stats(other).duration_ms * 1000) + FRAME_US;

    if (!stem_file_fill(file, offset_us, error) ||
            !recording_file_append_until(
                    file->file, other, offset_us / 1000, until_us / 1000, error)) {
        return false;
    }
    file->next_us = MAX(file->next_us, MIN(end_us, until_us));
    return true;
}

bool stem_file_sync(StemFile *file, GError **error)
{
    return recording_file_sync(file->file, error);
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
