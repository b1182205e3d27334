#include "mcu/media/webm_writer.h"

#include "mcu/media/webm_ids.h"

#include <string.h>

enum {
    OPUS_HEAD_BYTES = 19,
    OPUS_PRE_SKIP = 312, /* what libopus delays by: 6.5 ms of 48 kHz */
    OPUS_HZ = 48000,
    SEEK_PRE_ROLL_MS = 80, /* RFC 7845, 4.6: "80 ms" to converge */
    NS_PER_MS = 1000000,
};

static const int64_t epoch_2001_s =
        INT64_C(978307200); /* RFC 9559, 5.1.2.11: DateUTC counts from there */

/* ---- elements ---- */

static void append_number(GByteArray *out, uint64_t value, unsigned bytes)
{
    for (unsigned i = bytes; i > 0; i--) {
        const uint8_t byte = (uint8_t)(value >> (8 * (i - 1)));
        g_byte_array_append(out, &byte, 1);
    }
}

static void append_id(GByteArray *out, uint32_t id)
{
    append_number(out, id, id > 0xFFFFFF ? 4 : id > 0xFFFF ? 3 : id > 0xFF ? 2 : 1);
}

/* A size in four bytes: 28 bits. One width for all keeps places fixed. */
static void append_size(GByteArray *out, size_t size)
{
    g_assert(size < 0x0FFFFFFF);
    append_number(out, 0x10000000 | size, 4);
}

static void append_unsigned(GByteArray *out, uint32_t id, uint64_t value)
{
    append_id(out, id);
    append_size(out, 8);
    append_number(out, value, 8);
}

static void append_bytes(GByteArray *out, uint32_t id, const void *bytes, size_t size)
{
    append_id(out, id);
    append_size(out, size);
    g_byte_array_append(out, bytes, (guint)size);
}

static void append_text(GByteArray *out, uint32_t id, const char *text)
{
    append_bytes(out, id, text, strlen(text));
}

static void append_real(GByteArray *out, uint32_t id, double value)
{
    uint64_t bits = 0;
    memcpy(&bits, &value, sizeof bits);
    append_unsigned(out, id, bits); /* of eight bytes too */
}

/* An element that holds others: the size is filled in by end_master(). */
static guint begin_master(GByteArray *out, uint32_t id)
{
    append_id(out, id);
    append_size(out, 0);
    return out->len;
}

static void end_master(GByteArray *out, guint begin)
{
    const size_t size = out->len - begin;
    g_assert(size < 0x0FFFFFFF);
    for (guint i = 0; i < 4; i++) {
        out->data[begin - 4 + i] = (uint8_t)((0x10000000 | size) >> (8 * (3 - i)));
    }
}

static void append_void(GByteArray *out, size_t total)
{
    g_assert(total >= 2 && total < 2 + 127);
    append_id(out, WEBM_ID_VOID);
    append_number(out, 0x80 | (total - 2), 1);
    for (size_t i = 2; i < total; i++) {
        append_number(out, 0, 1);
    }
}

/* ---- the head ---- */

static void append_ebml(GByteArray *out)
{
    const guint begin = begin_master(out, WEBM_ID_EBML);
    append_unsigned(out, WEBM_ID_EBML_VERSION, 1);
    append_unsigned(out, WEBM_ID_EBML_READ_VERSION, 1);
    append_unsigned(out, WEBM_ID_EBML_MAX_ID, 4);
    append_unsigned(out, WEBM_ID_EBML_MAX_SIZE, 8);
    append_text(out, WEBM_ID_DOC_TYPE, "webm");
    append_unsigned(out, WEBM_ID_DOC_TYPE_VERSION, 4);
    append_unsigned(out, WEBM_ID_DOC_TYPE_READ_VERSION, 2);
    end_master(out, begin);
}

static void append_info(GByteArray *out, const WebmHead *head, WebmPlaces *places)
{
    places->info = out->len;
    const guint begin = begin_master(out, WEBM_ID_INFO);
    append_unsigned(out, WEBM_ID_TIMESTAMP_SCALE, NS_PER_MS);
    append_text(out, WEBM_ID_MUXING_APP, "giaoban");
    append_text(out, WEBM_ID_WRITING_APP, "giaoban-mcu");
    append_unsigned(out, WEBM_ID_DATE_UTC,
            (uint64_t)((head->start_us - epoch_2001_s * G_USEC_PER_SEC) * 1000));
    places->duration = out->len;
    append_void(out, WEBM_DURATION_BYTES);
    end_master(out, begin);
}

static void append_picture_track(GByteArray *out, const WebmHead *head)
{
    const guint track = begin_master(out, WEBM_ID_TRACK_ENTRY);
    append_unsigned(out, WEBM_ID_TRACK_NUMBER, WEBM_PICTURE);
    append_unsigned(out, WEBM_ID_TRACK_UID, WEBM_PICTURE);
    append_unsigned(out, WEBM_ID_TRACK_TYPE, 1);
    append_unsigned(out, WEBM_ID_FLAG_LACING, 0);
    append_text(out, WEBM_ID_CODEC_ID, "V_VP8");
    const guint video = begin_master(out, WEBM_ID_VIDEO);
    append_unsigned(out, WEBM_ID_PIXEL_WIDTH, (uint64_t)head->width_px);
    append_unsigned(out, WEBM_ID_PIXEL_HEIGHT, (uint64_t)head->height_px);
    end_master(out, video);
    end_master(out, track);
}

/* RFC 7845, 5.1: the identification header. Its numbers have the low byte first. */
static void append_opus_head(GByteArray *out, int channels)
{
    uint8_t head[OPUS_HEAD_BYTES] = {'O', 'p', 'u', 's', 'H', 'e', 'a', 'd', 1, (uint8_t)channels,
            OPUS_PRE_SKIP & 0xFF, OPUS_PRE_SKIP >> 8, OPUS_HZ & 0xFF, (OPUS_HZ >> 8) & 0xFF};
    append_bytes(out, WEBM_ID_CODEC_PRIVATE, head, sizeof head);
}

static void append_sound_track(GByteArray *out, const WebmHead *head)
{
    const guint track = begin_master(out, WEBM_ID_TRACK_ENTRY);
    append_unsigned(out, WEBM_ID_TRACK_NUMBER, WEBM_SOUND);
    append_unsigned(out, WEBM_ID_TRACK_UID, WEBM_SOUND);
    append_unsigned(out, WEBM_ID_TRACK_TYPE, 2);
    append_unsigned(out, WEBM_ID_FLAG_LACING, 0);
    append_text(out, WEBM_ID_CODEC_ID, "A_OPUS");
    append_opus_head(out, head->channels);
    append_unsigned(out, WEBM_ID_CODEC_DELAY, UINT64_C(1000000000) * OPUS_PRE_SKIP / OPUS_HZ);
    append_unsigned(out, WEBM_ID_SEEK_PRE_ROLL, UINT64_C(1) * SEEK_PRE_ROLL_MS * NS_PER_MS);
    const guint audio = begin_master(out, WEBM_ID_AUDIO);
    append_real(out, WEBM_ID_SAMPLING_FREQUENCY, OPUS_HZ);
    append_unsigned(out, WEBM_ID_CHANNELS, (uint64_t)head->channels);
    end_master(out, audio);
    end_master(out, track);
}

void webm_write_head(GByteArray *out, const WebmHead *head, WebmPlaces *ret_places)
{
    g_assert(out->len == 0 && (head->width_px > 0 || head->channels > 0));
    WebmPlaces places = {0};
    append_ebml(out);
    append_id(out, WEBM_ID_SEGMENT);
    places.segment_size = out->len;
    append_number(out, UINT64_C(0x01FFFFFFFFFFFFFF), 8); /* RFC 8794, 6.2: not known */
    places.segment_data = out->len;
    places.seek_head = out->len;
    append_void(out, WEBM_SEEK_HEAD_BYTES);
    append_info(out, head, &places);
    places.tracks = out->len;
    const guint tracks = begin_master(out, WEBM_ID_TRACKS);
    if (head->width_px > 0) {
        append_picture_track(out, head);
    }
    if (head->channels > 0) {
        append_sound_track(out, head);
    }
    end_master(out, tracks);
    places.clusters = out->len;
    *ret_places = places;
}

/* ---- clusters ---- */

void webm_write_cluster_head(GByteArray *out, int64_t time_ms, size_t size_bytes)
{
    const guint begin = out->len;
    append_id(out, WEBM_ID_CLUSTER);
    append_size(out, size_bytes + WEBM_CLUSTER_HEAD_BYTES - 8);
    append_id(out, WEBM_ID_TIMESTAMP);
    append_size(out, 8);
    append_number(out, (uint64_t)time_ms, 8);
    g_assert(out->len - begin == WEBM_CLUSTER_HEAD_BYTES);
}

void webm_write_block(GByteArray *out, WebmTrack track, int time_ms, bool key, const uint8_t *data,
        size_t size_bytes)
{
    g_assert(ABS(time_ms) <= WEBM_CLUSTER_MS_MAX && size_bytes <= WEBM_BLOCK_BYTES_MAX);
    append_id(out, WEBM_ID_SIMPLE_BLOCK);
    append_size(out, size_bytes + 4);
    append_number(out, 0x80 | (unsigned)track, 1);
    append_number(out, (uint16_t)(int16_t)time_ms, 2);
    append_number(out, key ? 0x80 : 0, 1);
    g_byte_array_append(out, data, (guint)size_bytes);
}

/* ---- the end ---- */

void webm_write_cues(GByteArray *out, const WebmPlaces *places, WebmTrack track,
        const WebmCue *cues, size_t count)
{
    const guint begin = begin_master(out, WEBM_ID_CUES);
    for (size_t i = 0; i < count; i++) {
        const guint point = begin_master(out, WEBM_ID_CUE_POINT);
        append_unsigned(out, WEBM_ID_CUE_TIME, (uint64_t)cues[i].time_ms);
        const guint position = begin_master(out, WEBM_ID_CUE_TRACK_POSITIONS);
        append_unsigned(out, WEBM_ID_CUE_TRACK, track);
        append_unsigned(out, WEBM_ID_CUE_CLUSTER_POSITION,
                (uint64_t)(cues[i].cluster - places->segment_data));
        end_master(out, position);
        end_master(out, point);
    }
    end_master(out, begin);
}

void webm_write_segment_size(GByteArray *out, int64_t size_bytes)
{
    append_number(out, UINT64_C(0x0100000000000000) | (uint64_t)size_bytes, 8);
}

static void append_seek(GByteArray *out, uint32_t id, int64_t position)
{
    const guint seek = begin_master(out, WEBM_ID_SEEK);
    const uint8_t bytes[4] = {
            (uint8_t)(id >> 24), (uint8_t)(id >> 16), (uint8_t)(id >> 8), (uint8_t)id};
    append_bytes(out, WEBM_ID_SEEK_ID, bytes, sizeof bytes);
    append_unsigned(out, WEBM_ID_SEEK_POSITION, (uint64_t)position);
    end_master(out, seek);
}

void webm_write_seek_head(GByteArray *out, const WebmPlaces *places, int64_t cues)
{
    const guint start = out->len;
    const guint begin = begin_master(out, WEBM_ID_SEEK_HEAD);
    append_seek(out, WEBM_ID_INFO, places->info - places->segment_data);
    append_seek(out, WEBM_ID_TRACKS, places->tracks - places->segment_data);
    if (cues != 0) {
        append_seek(out, WEBM_ID_CUES, cues - places->segment_data);
    }
    end_master(out, begin);
    append_void(out, WEBM_SEEK_HEAD_BYTES - (out->len - start));
}

void webm_write_duration(GByteArray *out, int64_t duration_ms)
{
    const double value = (double)duration_ms;
    uint64_t bits = 0;
    memcpy(&bits, &value, sizeof bits);
    append_id(out, WEBM_ID_DURATION);
    append_number(out, 0x88, 1); /* eight bytes follow */
    append_number(out, bits, 8);
}
