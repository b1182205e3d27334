#include "mcu/room/recording_desk.h"

#include "config/log.h"
#include "mcu/media/recording_watch.h"

LOG_TOPIC("recording");

enum { REPORT_MS = 1000 };

struct RecordingDesk {
    RoomMedia *media;
    RoomStage *stage;
    RoomRecording *recording;
    PictureRung size;
    const RecordingDeskEvents *events;
    void *user_data;
    char *path;
    guint timer;
    RecordingWatch watch;
    bool waits; /* for a shot of what is recorded */
};

static void look(RecordingDesk *desk, const VideoFrame *picture)
{
    const RecordingMeter meter = room_recording_take_meter(desk->recording);
    const int64_t now_us = g_get_monotonic_time();
    const int64_t moved_us = room_media_moved_us(desk->media, room_recording_view(desk->recording));
    const RecordingWatch before = desk->watch;
    recording_watch_look(&desk->watch,
            &(RecordingLook){
                    .picture = picture,
                    .pictures = meter.pictures,
                    .still_us = moved_us > 0 ? now_us - moved_us : 0,
                    .level_dbov = meter.level_dbov,
                    .now_us = now_us,
            });
    const RecordingWatch *watch = &desk->watch;
    if (watch->black != before.black || watch->frozen != before.frozen ||
            watch->silent != before.silent) {
        log_warning("What is recorded is now: picture %s, sound %s.",
                watch->black            ? "black"
                        : watch->frozen ? "frozen"
                                        : "good",
                watch->silent ? "silent" : "good");
    }
}

void recording_desk_shot(RecordingDesk *desk, unsigned view, const VideoFrame *picture)
{
    if (desk->waits && view == room_recording_view(desk->recording)) {
        desk->waits = false;
        look(desk, picture);
    }
}

/* Its pictures take a moment; when none has come since the last time there is none. */
static void watch(RecordingDesk *desk, bool paused)
{
    if (paused) {
        recording_watch_rest(&desk->watch);
        desk->waits = false;
        (void)room_recording_take_meter(desk->recording);
        return;
    }
    if (desk->waits) {
        look(desk, NULL);
    }
    desk->waits = true;
    (void)room_media_shoot(desk->media, room_recording_view(desk->recording));
}

static gboolean on_report(gpointer user_data)
{
    RecordingDesk *desk = user_data;
    RecorderStats stats;
    if (room_recording_stats(desk->recording, &stats)) {
        watch(desk, stats.paused);
        const ApiRecording report = {
                .path = desk->path,
                .paused = stats.paused,
                .size_bytes = stats.size_bytes,
                .duration_ms = stats.duration_us / 1000,
                .behind_ms = stats.behind_us / 1000,
                .dropped = (int64_t)stats.dropped,
                .black = desk->watch.black,
                .frozen = desk->watch.frozen,
                .silent = desk->watch.silent,
                .stem_bytes = stats.stem_bytes,
                .stem_faults = (int64_t)stats.stem_faults,
        };
        desk->events->recording(&report, desk->user_data);
    }
    return G_SOURCE_CONTINUE;
}

bool recording_desk_start(
        RecordingDesk *desk, const ApiRecord *record, ApiRecordMoment *ret_moment, GError **error)
{
    const int64_t wall_us = g_get_real_time();
    const RoomRecordingStart start = {
            .path = record->path, .size = desk->size, .wall_us = wall_us, .stems = record->stems};
    if (!room_recording_start(desk->recording, &start, error)) {
        return false;
    }
    room_media_tap_sound(desk->media, record->stems);
    *ret_moment = (ApiRecordMoment){.wall_us = wall_us};
    g_free(desk->path);
    desk->path = g_strdup(record->path);
    recording_watch_rest(&desk->watch);
    desk->waits = false;
    desk->timer = g_timeout_add(REPORT_MS, on_report, desk);
    room_stage_set_recorded(desk->stage, true);
    room_stage_set_mark(desk->stage, true);
    log_info("The meeting is recorded into %s%s.", record->path,
            record->stems ? ", and each site's sound beside it" : "");
    return true;
}

ApiRecordMoment recording_desk_pause(RecordingDesk *desk, bool paused)
{
    room_stage_set_mark(desk->stage, desk->path[0] != '\0' && !paused);
    return (ApiRecordMoment){.wall_us = g_get_real_time(),
            .position_us = room_recording_pause(desk->recording, paused)};
}

void recording_desk_end(RecordingDesk *desk)
{
    room_recording_end(desk->recording);
}

void recording_desk_ended(RecordingDesk *desk, const char *fault, const char *reason)
{
    g_autofree char *path = desk->path;
    desk->path = g_strdup("");
    room_media_tap_sound(desk->media, false);
    g_clear_handle_id(&desk->timer, g_source_remove);
    room_stage_set_recorded(desk->stage, false);
    room_stage_set_mark(desk->stage, false);
    if (reason != NULL) {
        log_warning("The recording %s ended: %s.", path, reason);
    }
    const ApiRecorded recorded = {
            .path = path, .fault = (char *)fault, .reason = (char *)(reason != NULL ? reason : "")};
    desk->events->recorded(&recorded, desk->user_data);
}

const char *recording_desk_path(const RecordingDesk *desk)
{
    return desk->path;
}

RecordingDesk *recording_desk_new(RoomMedia *media, RoomStage *stage, const PictureRung *size,
        const RecordingDeskEvents *events, void *user_data)
{
    RecordingDesk *desk = g_new0(RecordingDesk, 1);
    desk->media = media;
    desk->stage = stage;
    desk->recording = room_media_recording(media);
    desk->size = *size;
    desk->events = events;
    desk->user_data = user_data;
    desk->path = g_strdup("");
    return desk;
}

void recording_desk_free(RecordingDesk *desk)
{
    if (desk != NULL) {
        g_clear_handle_id(&desk->timer, g_source_remove);
        g_free(desk->path);
        g_free(desk);
    }
}
