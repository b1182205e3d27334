#include "tests/bots/bot_report.h"

#include <glib.h>
#include <jansson.h>

#include <math.h>

static double rounded(double value)
{
    return round(value * 100) / 100;
}

static double ms(int64_t us)
{
    return rounded((double)us / 1000);
}

static json_t *delay_json(const BotProbeDelay *delay)
{
    if (delay == NULL || delay->count == 0) {
        return json_pack("{s:n, s:n, s:I, s:I}", "median", "p95", "count", (json_int_t)0, "missed",
                (json_int_t)(delay != NULL ? delay->missed : 0));
    }
    return json_pack("{s:f, s:f, s:I, s:I}", "median", ms(delay->median_us), "p95",
            ms(delay->p95_us), "count", (json_int_t)delay->count, "missed",
            (json_int_t)delay->missed);
}

/* When each was heard, in microseconds of the monotonic clock, and how long it took. */
static json_t *beeps_json(const BotProbeResult *probe)
{
    json_t *json = json_array();
    for (size_t i = 0; i < probe->beep_count; i++) {
        const BotProbeBeep *beep = &probe->beeps[i];
        json_array_append_new(
                json, json_pack("[I, I]", (json_int_t)beep->at_us, (json_int_t)beep->late_us));
    }
    return json;
}

static json_t *sync_json(const BotProbeSync *sync)
{
    if (sync == NULL || sync->count == 0) {
        return json_pack("{s:n, s:n, s:n, s:n, s:i}", "median", "p95", "max", "offset", "count", 0);
    }
    return json_pack("{s:f, s:f, s:f, s:f, s:I}", "median", ms(sync->median_us), "p95",
            ms(sync->p95_us), "max", ms(sync->max_us), "offset", ms(sync->offset_us), "count",
            (json_int_t)sync->count);
}

/* What is asked of every row, with the rates worked out. */
typedef struct Figures {
    double fps, sound_pps, rx_kbps;
    int64_t max_gap_us, sound_max_gap_us;
} Figures;

static Figures figures_of(const BotMeters *meters, int64_t now_us)
{
    GapMeter picture = meters->picture.shown;
    GapMeter sound = meters->sound;
    const double seconds = meters->rx_from_us > 0 ? (double)(now_us - meters->rx_from_us) / 1e6 : 0;

    gap_meter_finish(&picture, now_us);
    gap_meter_finish(&sound, now_us);
    return (Figures){
            .fps = gap_meter_rate(&picture, now_us),
            .sound_pps = gap_meter_rate(&sound, now_us),
            .rx_kbps = seconds > 0 ? (double)meters->rx_bytes * 8 / 1000 / seconds : 0,
            .max_gap_us = picture.max_gap_us,
            .sound_max_gap_us = sound.max_gap_us,
    };
}

/* The longest of the long gaps: when each ended, and how long it was, in microseconds of the monotonic clock. */
static json_t *gaps_json(GapMeter meter, int64_t now_us)
{
    json_t *json = json_array();

    gap_meter_finish(&meter, now_us);
    for (unsigned i = 0; i < gap_meter_kept(&meter); i++) {
        const Gap *gap = &meter.longest[i];
        json_array_append_new(
                json, json_pack("[I, I]", (json_int_t)gap->end_us, (json_int_t)gap->gap_us));
    }
    return json;
}

static json_t *hashes_json(const PayloadHashes *hashes)
{
    json_t *json = json_array();
    for (size_t i = 0; i < payload_hashes_count(hashes); i++) {
        json_array_append_new(
                json, json_sprintf("%016" G_GINT64_MODIFIER "x", payload_hashes_at(hashes, i)));
    }
    return json;
}

static json_t *row_json(const BotReportRow *row, int64_t now_us)
{
    const BotMeters *meters = row->meters;
    const Figures figures = figures_of(meters, now_us);
    json_t *json = json_pack("{s:s, s:f, s:f, s:f, s:f, s:f, s:I}", "site", row->site, "fps",
            rounded(figures.fps), "max_gap_ms", ms(figures.max_gap_us), "sound_pps",
            rounded(figures.sound_pps), "sound_max_gap_ms", ms(figures.sound_max_gap_us), "rx_kbps",
            rounded(figures.rx_kbps), "lost",
            (json_int_t)meters->picture_lost + (json_int_t)meters->sound_lost);

    json_object_set_new(json, "joined_ms",
            meters->joined_us > 0 ? json_real(ms(meters->joined_us - row->hello_us)) : json_null());
    json_object_set_new(json, "offer_to_media_ms",
            meters->joined_us > 0 && row->offered_us > 0
                    ? json_real(ms(meters->joined_us - row->offered_us))
                    : json_null());
    json_t *more = json_pack("{s:I, s:I, s:I, s:I, s:I, s:I, s:I, s:I, s:I, s:I, s:i, s:f, s:s?}",
            "gaps_over_60", (json_int_t)meters->picture.shown.long_gaps, "frames",
            (json_int_t)meters->picture.shown.total, "keys", (json_int_t)meters->picture.keys,
            "jumps", (json_int_t)meters->picture.jumps, "recovered", (json_int_t)meters->recovered,
            "nacks", (json_int_t)meters->nacks, "plis", (json_int_t)meters->plis, "key_requests",
            (json_int_t)meters->key_requests, "nacks_answered", (json_int_t)meters->nacks_answered,
            "connections", (json_int_t)meters->connections, "web_sockets", (int)row->web_sockets,
            "max_gap_at_s", rounded((double)meters->picture.shown.max_gap_at_us / 1e6), "ended",
            row->ended);
    json_object_update_new(json, more);
    json_object_set_new(json, "sound_packets", json_integer((json_int_t)meters->sound.total));
    json_object_set_new(json, "gaps_us", gaps_json(meters->picture.shown, now_us));
    json_object_set_new(json, "sound_gaps_us", gaps_json(meters->sound, now_us));
    if (row->slides != NULL) {
        const Figures slides = figures_of(row->slides, now_us);
        json_object_set_new(json, "slides_fps", json_real(rounded(slides.fps)));
        json_object_set_new(
                json, "slides_frames", json_integer((json_int_t)row->slides->picture.shown.total));
    }
    if (meters->sound_payloads.wanted) {
        json_object_set_new(json, "sound_hashes", hashes_json(&meters->sound_payloads));
    }
    return json;
}

size_t bot_report_joined(const BotReport *report)
{
    size_t joined = 0;
    for (size_t i = 0; i < report->count; i++) {
        joined += report->rows[i].meters->joined_us > 0;
    }
    return joined;
}

char *bot_report_json(const BotReport *report)
{
    json_t *bots = json_array();
    double fps_min = INFINITY;
    double sound_pps_min = INFINITY;
    int64_t max_gap_us = 0;
    int64_t sound_max_gap_us = 0;

    for (size_t i = 0; i < report->count; i++) {
        const Figures figures = figures_of(report->rows[i].meters, report->now_us);
        fps_min = fmin(fps_min, figures.fps);
        sound_pps_min = fmin(sound_pps_min, figures.sound_pps);
        max_gap_us = MAX(max_gap_us, figures.max_gap_us);
        sound_max_gap_us = MAX(sound_max_gap_us, figures.sound_max_gap_us);
        json_array_append_new(bots, row_json(&report->rows[i], report->now_us));
    }
    const BotProbeResult *probe = report->probe;
    json_t *json = json_pack("{s:o, s:o, s:f, s:f, s:f, s:o, s:o, s:I, s:f}", "bots", bots,
            "fps_min", report->pictures ? json_real(rounded(fps_min)) : json_null(), "max_gap_ms",
            ms(max_gap_us), "sound_pps_min", rounded(report->count > 0 ? sound_pps_min : 0),
            "sound_max_gap_ms", ms(sound_max_gap_us), "flash_ms",
            delay_json(probe != NULL ? &probe->flash : NULL), "beep_ms",
            delay_json(probe != NULL ? &probe->beep : NULL), "joined",
            (json_int_t)bot_report_joined(report), "cpu_ms_per_s_per_bot",
            rounded(report->cpu_ms_per_s_per_bot));
    json_object_set_new(json, "ended_us", json_integer((json_int_t)report->now_us));
    json_object_set_new(json, "lipsync_ms", sync_json(probe != NULL ? &probe->sync : NULL));
    if (probe != NULL) {
        json_object_set_new(json, "sound_dbov", json_real(rounded(probe->sound_dbov)));
        json_object_set_new(json, "beeps_us", beeps_json(probe));
    }
    char *text = json_dumps(json, JSON_COMPACT | JSON_REAL_PRECISION(8));
    json_decref(json);
    return text;
}
