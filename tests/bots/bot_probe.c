#include "tests/bots/bot_probe.h"

#include "tests/bots/beep_ear.h"
#include "tests/bots/flash_eye.h"
#include "tests/bots/sync_meter.h"

#include <opus/opus.h>
#include <vpx/vp8dx.h>
#include <vpx/vpx_decoder.h>

#include <math.h>
#include <string.h>
#include <time.h>

enum {
    FRAME_SAMPLES_MAX = 5760, /* Opus: 120 ms */
    BEEP_TIMEOUT_US = 1000000,
};

typedef enum NewsKind {
    NEWS_FLASH,
    NEWS_BEEP,
    NEWS_PICTURE,
    NEWS_SOUND,
    NEWS_END,
} NewsKind;

typedef struct News {
    NewsKind kind;
    int64_t at_us;
    int64_t taken_us; /* of a flash and a beep: the moment that its RTP time says */
    int64_t shown_us; /* of a picture and a sound: the same in the mix, -1 if not known */
    int64_t lasts_us; /* of a flash */
    size_t size;
    uint8_t bytes[];
} News;

struct BotProbe {
    /* set at creation, then constant */
    GThread *thread;
    GAsyncQueue *queue; /* of News */
    uint32_t beep_frame;
    int64_t beep_offset_us; /* of the beep within that frame, as the ear hears it */

    /* probe thread only, and after its end */
    BotTape *tape; /* or NULL */
    vpx_codec_ctx_t video;
    OpusDecoder *sound;
    FlashEye eye;
    BeepEar ear;
    LatencySamples beep;
    BotProbeBeep beeps[BOT_PROBE_BEEPS_MAX];
    size_t beep_count;
    SyncMeter sync;
    int64_t flash_taken_us;
    int64_t beep_taken_us;
    uint64_t beep_missed;
    int64_t beep_sent_us; /* of the one that is waited for; 0 for none */
    double power;
    uint64_t samples;
    int64_t cpu_us;

    /* network loop only */
    uint64_t dropped;
};

/* What the ear makes of the clip itself: later it makes the same of the mix. */
static void learn_beep(BotProbe *probe, const Clip *clip)
{
    int error = 0;
    OpusDecoder *decoder = opus_decoder_create(BEEP_EAR_RATE_HZ, 1, &error);
    BeepEar ear = {0};
    int16_t samples[FRAME_SAMPLES_MAX];

    for (uint32_t i = 0; i < clip->frame_count; i++) {
        const ClipFrame *frame = &clip->frames[i];
        int64_t offset_us = 0;
        const int count = opus_decode(
                decoder, frame->bytes, (opus_int32)frame->size, samples, FRAME_SAMPLES_MAX, 0);
        if (count > 0 && beep_ear_listen(&ear, samples, (size_t)count, &offset_us)) {
            probe->beep_frame = i;
            probe->beep_offset_us = offset_us;
        }
    }
    opus_decoder_destroy(decoder);
}

static void look(BotProbe *probe, const News *news)
{
    uint8_t cells[FLASH_EYE_CELLS];
    vpx_codec_iter_t iterator = NULL;

    if (vpx_codec_decode(&probe->video, news->bytes, (unsigned)news->size, NULL, 0) !=
            VPX_CODEC_OK) {
        return;
    }
    const vpx_image_t *image = vpx_codec_get_frame(&probe->video, &iterator);
    if (image == NULL || image->d_w < FLASH_EYE_COLUMNS || image->d_h < FLASH_EYE_ROWS) {
        return;
    }
    flash_eye_cells(image->planes[VPX_PLANE_Y], (size_t)image->stride[VPX_PLANE_Y], image->d_w,
            image->d_h, cells);
    if (flash_eye_look(&probe->eye, cells, news->at_us) && news->shown_us >= 0) {
        sync_meter_seen(
                &probe->sync, SYNC_FLASH, probe->flash_taken_us, news->shown_us, news->at_us);
    }
}

static void note_beep(BotProbe *probe, int64_t at_us, int64_t late_us)
{
    latency_samples_add(&probe->beep, late_us);
    if (probe->beep_count < BOT_PROBE_BEEPS_MAX) {
        probe->beeps[probe->beep_count++] = (BotProbeBeep){.at_us = at_us, .late_us = late_us};
    }
}

static void listen(BotProbe *probe, const News *news)
{
    int16_t samples[FRAME_SAMPLES_MAX];
    int64_t offset_us = 0;
    const int count = opus_decode(
            probe->sound, news->bytes, (opus_int32)news->size, samples, FRAME_SAMPLES_MAX, 0);

    for (int i = 0; i < count; i++) {
        probe->power += (double)samples[i] * samples[i];
    }
    probe->samples += count > 0 ? (uint64_t)count : 0;
    if (probe->beep_sent_us != 0 && news->at_us - probe->beep_sent_us > BEEP_TIMEOUT_US) {
        probe->beep_missed++;
        probe->beep_sent_us = 0;
    }
    if (count <= 0 || !beep_ear_listen(&probe->ear, samples, (size_t)count, &offset_us) ||
            probe->beep_sent_us == 0) {
        return;
    }
    const int64_t late_us = news->at_us - probe->beep_sent_us;
    note_beep(probe, news->at_us, late_us + offset_us - probe->beep_offset_us);
    if (news->shown_us >= 0) {
        sync_meter_seen(&probe->sync, SYNC_BEEP, probe->beep_taken_us + probe->beep_offset_us,
                news->shown_us + offset_us, news->at_us);
    }
    probe->beep_sent_us = 0;
}

static void keep(const BotProbe *probe, BotTapeKind kind, const News *news)
{
    if (probe->tape != NULL) {
        bot_tape_put(probe->tape,
                &(BotTapeEntry){.kind = kind,
                        .shown_us = news->shown_us,
                        .came_us = news->at_us,
                        .bytes = news->bytes,
                        .size = news->size});
    }
}

static gpointer run(gpointer data)
{
    BotProbe *probe = data;
    struct timespec cpu;

    for (;;) {
        g_autofree News *news = g_async_queue_pop(probe->queue);
        switch (news->kind) {
        case NEWS_FLASH:
            flash_eye_expect(&probe->eye, news->at_us, news->lasts_us);
            probe->flash_taken_us = news->taken_us;
            break;
        case NEWS_BEEP:
            probe->beep_missed += probe->beep_sent_us != 0 ? 1 : 0;
            probe->beep_sent_us = news->at_us;
            probe->beep_taken_us = news->taken_us;
            break;
        case NEWS_PICTURE:
            keep(probe, BOT_TAPE_PICTURE, news);
            look(probe, news);
            break;
        case NEWS_SOUND:
            keep(probe, BOT_TAPE_SOUND, news);
            listen(probe, news);
            break;
        case NEWS_END:
            clock_gettime(CLOCK_THREAD_CPUTIME_ID, &cpu);
            probe->cpu_us = (int64_t)cpu.tv_sec * 1000000 + cpu.tv_nsec / 1000;
            return NULL;
        }
    }
}

BotProbe *bot_probe_new(const Clip *beep, BotTape *tape)
{
    BotProbe *probe = g_new0(BotProbe, 1);
    int error = 0;

    probe->tape = tape;
    learn_beep(probe, beep);
    const vpx_codec_err_t made = vpx_codec_dec_init(
            &probe->video, vpx_codec_vp8_dx(), &(vpx_codec_dec_cfg_t){.threads = 1}, 0);
    g_assert(made == VPX_CODEC_OK);
    probe->sound = opus_decoder_create(BEEP_EAR_RATE_HZ, 1, &error);
    g_assert(probe->sound != NULL);
    probe->queue = g_async_queue_new_full(g_free);
    probe->thread = g_thread_new("probe", run, probe);
    return probe;
}

static void stop(BotProbe *probe)
{
    if (probe->thread != NULL) {
        News *news = g_new0(News, 1);
        news->kind = NEWS_END;
        g_async_queue_push(probe->queue, news);
        g_thread_join(g_steal_pointer(&probe->thread));
    }
}

void bot_probe_free(BotProbe *probe)
{
    if (probe == NULL) {
        return;
    }
    stop(probe);
    g_clear_pointer(&probe->tape, bot_tape_free);
    g_clear_pointer(&probe->queue, g_async_queue_unref);
    vpx_codec_destroy(&probe->video);
    g_clear_pointer(&probe->sound, opus_decoder_destroy);
    g_free(probe);
}

uint32_t bot_probe_beep_frame(const BotProbe *probe)
{
    return probe->beep_frame;
}

static void tell(BotProbe *probe, const News *head, const uint8_t *bytes, size_t size)
{
    if (g_async_queue_length(probe->queue) >= BOT_PROBE_QUEUE_MAX) {
        probe->dropped++;
        return;
    }
    News *news = g_malloc(sizeof *news + size);
    *news = *head;
    news->size = size;
    if (size > 0) {
        memcpy(news->bytes, bytes, size);
    }
    g_async_queue_push(probe->queue, news);
}

void bot_probe_flash_sent(BotProbe *probe, int64_t taken_us, int64_t sent_us, int64_t lasts_us)
{
    const News head = {
            .kind = NEWS_FLASH, .at_us = sent_us, .taken_us = taken_us, .lasts_us = lasts_us};
    tell(probe, &head, NULL, 0);
}

void bot_probe_beep_sent(BotProbe *probe, int64_t taken_us, int64_t sent_us)
{
    const News head = {.kind = NEWS_BEEP, .at_us = sent_us, .taken_us = taken_us};
    tell(probe, &head, NULL, 0);
}

void bot_probe_picture(
        BotProbe *probe, const uint8_t *frame, size_t size, int64_t complete_us, int64_t shown_us)
{
    const News head = {.kind = NEWS_PICTURE, .at_us = complete_us, .shown_us = shown_us};
    tell(probe, &head, frame, size);
}

void bot_probe_sound(
        BotProbe *probe, const uint8_t *packet, size_t size, int64_t arrived_us, int64_t shown_us)
{
    const News head = {.kind = NEWS_SOUND, .at_us = arrived_us, .shown_us = shown_us};
    tell(probe, &head, packet, size);
}

static BotProbeDelay delay_of(const LatencySamples *samples, uint64_t missed)
{
    return (BotProbeDelay){
            .count = samples->count,
            .median_us = latency_samples_percentile(samples, 50),
            .p95_us = latency_samples_percentile(samples, 95),
            .missed = missed,
    };
}

static BotProbeSync sync_of(const SyncMeter *meter)
{
    return (BotProbeSync){
            .count = meter->error.count,
            .offset_us = latency_samples_percentile(&meter->signed_error, 50),
            .median_us = latency_samples_percentile(&meter->error, 50),
            .p95_us = latency_samples_percentile(&meter->error, 95),
            .max_us = latency_samples_percentile(&meter->error, 100),
    };
}

BotProbeResult bot_probe_finish(BotProbe *probe)
{
    stop(probe);
    const double power = probe->samples > 0 ? probe->power / (double)probe->samples : 0;
    return (BotProbeResult){
            .flash = delay_of(&probe->eye.latency, probe->eye.missed),
            .beep = delay_of(&probe->beep, probe->beep_missed),
            .beeps = probe->beeps,
            .beep_count = probe->beep_count,
            .sync = sync_of(&probe->sync),
            .sound_dbov = power < 1 ? -127 : 10 * log10(power / (32768.0 * 32768.0)),
            .dropped = probe->dropped,
            .cpu_us = probe->cpu_us,
    };
}
