#include "mcu/media/spoken_notice.h"
#include "mcu/room/picture_figures.h"
#include "mcu/room/process_usage.h"
#include "mcu/room/room.h"
#include "mcu/room/room_parts.h"

#include <unistd.h>

/* ---- what is done ---- */

ApiLayout room_set_layout(Room *room, const ApiLayout *layout)
{
    return room_stage_set_layout(room->stage, layout);
}

void room_show(Room *room, const ApiShow *show)
{
    room_stage_show(room->stage, show->identity,
            g_get_monotonic_time() + CLAMP(show->ms, 0, API_SHOW_MS_MAX) * 1000);
}

void room_set_floor(Room *room, const ApiFloor *floor)
{
    room_stage_set_floor(room->stage, floor->identity);
}

void room_set_audible(Room *room, const ApiAudible *audible)
{
    GHashTableIter iter;
    gpointer leg = NULL;

    audible_rule_set(room->audible, audible);
    g_hash_table_iter_init(&iter, room->legs);
    while (g_hash_table_iter_next(&iter, NULL, &leg)) {
        room_set_sound(room, leg);
    }
    room_stage_update(room->stage);
}

bool room_set_slides(Room *room, const ApiSlides *slides)
{
    const char *wanted = slides->leg[0] != '\0' ? slides->leg : NULL;
    const RoomLeg *leg = wanted != NULL ? room_find_leg(room, wanted) : NULL;
    if (leg == NULL && wanted != NULL) {
        return false;
    }
    if (g_strcmp0(room->slides, wanted) != 0) {
        room_present(room, leg);
    }
    return true;
}

void room_set_overlay(Room *room, const ApiOverlay *overlay)
{
    room_stage_set_overlay(room->stage, overlay, room->title);
}

void room_snapshot(Room *room, const ApiSnapshot *snapshot, SnapshotFn answer, void *user_data)
{
    snapshot_desk_ask(room->snapshots, snapshot->view, answer, user_data);
}

void room_leg_still(Room *room, const ApiLegStill *still, SnapshotFn answer, void *user_data)
{
    const RoomLeg *leg = room_find_leg(room, still->leg);
    int64_t since_us = 0;
    g_autoptr(VideoFrame) picture = leg != NULL && leg->picture != NULL
            ? picture_source_newest(leg->picture, &since_us)
            : NULL;
    snapshot_desk_still(room->snapshots, picture, answer, user_data);
}

bool room_record(Room *room, const ApiRecord *record, ApiRecordMoment *ret_moment, GError **error)
{
    return recording_desk_start(room->recording, record, ret_moment, error);
}

ApiRecordMoment room_record_pause(Room *room, const ApiRecordPause *pause)
{
    return recording_desk_pause(room->recording, pause->on);
}

void room_record_end(Room *room)
{
    recording_desk_end(room->recording);
}

bool room_stream(Room *room, const ApiStream *stream, GError **error)
{
    RoomStream *live = room_media_stream(room->media);
    bool on = false;

    room_stream_stop(live);
    if (stream->path[0] != '\0') {
        on = room_stream_start(live, stream->path, &room->ladder.rungs[0], error);
    }
    room_stage_set_streamed(room->stage, on);
    return on || stream->path[0] == '\0';
}

int64_t room_play(Room *room, const ApiPlay *play, GError **error)
{
    g_autoptr(SoundClip) clip = spoken_notice_load(play->path, error);
    if (clip == NULL) {
        return 0;
    }
    room_media_play(room->media, clip);
    return (int64_t)sound_clip_frames(clip) * PCM_FRAME_US / 1000;
}

int64_t room_play_to(Room *room, const ApiLegPlay *play, GError **error)
{
    const RoomLeg *leg = room_find_leg(room, play->leg);
    if (leg == NULL) {
        g_set_error(error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "no such leg");
        return 0;
    }
    g_autoptr(SoundClip) clip = spoken_notice_load(play->sound, error);
    if (clip == NULL) {
        return 0;
    }
    room_media_greet(room->media, leg->number, clip);
    if (leg->state.connected) {
        room_media_greet_begin(room->media, leg->number);
    }
    return (int64_t)sound_clip_frames(clip) * PCM_FRAME_US / 1000;
}

bool room_cap_leg(Room *room, const ApiLegCap *cap)
{
    RoomLeg *leg = room_find_leg(room, cap->leg);
    if (leg != NULL) {
        leg->state.rate_cap_bps = MAX(cap->rate_bps, 0);
        room_media_set_cap(room->media, leg->number, leg->state.rate_cap_bps);
    }
    return leg != NULL;
}

bool room_caption_leg(Room *room, const ApiLegCaption *caption)
{
    RoomLeg *leg = room_find_leg(room, caption->leg);
    if (leg != NULL) {
        const int64_t shown_us = CLAMP(caption->ms, 0, API_CAPTION_MS_MAX) * INT64_C(1000);
        g_free(leg->caption);
        leg->caption = caption->text[0] != '\0' ? g_strdup(caption->text) : NULL;
        leg->caption_until_us = g_get_monotonic_time() + shown_us;
        room_stage_update(room->stage);
    }
    return leg != NULL;
}

static int sign_of(int64_t way)
{
    return way < 0 ? -1 : way > 0 ? 1 : 0;
}

bool room_move_camera(Room *room, const ApiLegCamera *camera)
{
    const RoomLeg *leg = room_find_leg(room, camera->leg);
    if (leg != NULL) {
        const H281Move move = {
                .pan = sign_of(camera->pan),
                .tilt = sign_of(camera->tilt),
                .zoom = sign_of(camera->zoom),
                .focus = sign_of(camera->focus),
        };
        room_media_move_camera(room->media, leg->number, &move,
                CLAMP(camera->ms, 0, API_CAMERA_MS_MAX) * INT64_C(1000));
    }
    return leg != NULL;
}

bool room_camera_preset(Room *room, const ApiLegPreset *preset)
{
    const RoomLeg *leg = room_find_leg(room, preset->leg);
    if (leg != NULL) {
        room_media_camera_preset(room->media, leg->number,
                (uint8_t)CLAMP(preset->preset, 0, H281_PRESETS_MAX - 1), preset->store);
    }
    return leg != NULL;
}

bool room_set_leg_view(Room *room, const ApiLegView *view)
{
    RoomLeg *leg = room_find_leg(room, view->leg);
    if (leg != NULL) {
        leg->wanted = (unsigned)view->view;
        room_stage_update(room->stage);
    }
    return leg != NULL;
}

/* ---- what is asked ---- */

ApiRoomDescription room_describe(const Room *room)
{
    const guint count = g_hash_table_size(room->legs);
    const ApiOverlay overlay = room_stage_overlay(room->stage);
    ApiRoomDescription description = {
            .meeting = g_strdup(room->meeting != NULL ? room->meeting : ""),
            .title = g_strdup(room->title != NULL ? room->title : ""),
            .pid = getpid(),
            .started_us = room->started_us,
            .layouts = room_stage_copy_layouts(room->stage),
            .n_layouts = API_VIEWS,
            .floor = g_strdup(room_stage_floor(room->stage)),
            .slides = g_strdup(room->slides),
            .overlay_title = overlay.title,
            .overlay_clock = overlay.clock,
            .overlay_recording = overlay.recording,
            .recording = g_strdup(recording_desk_path(room->recording)),
            .legs = g_new0(ApiLegState, count + 1),
    };
    GHashTableIter iter;
    gpointer leg = NULL;
    g_hash_table_iter_init(&iter, room->legs);
    while (g_hash_table_iter_next(&iter, NULL, &leg)) {
        description.legs[description.n_legs++] = room_leg_copy_state(leg);
    }
    return description;
}

ApiRoomStats room_stats(Room *room)
{
    const RoomSoundStats sound = room_media_sound_stats(room->media);
    const ProcessUsage usage = process_usage();
    const guint count = g_hash_table_size(room->legs);
    ApiRoomStats stats = {
            .cpu_seconds = usage.cpu_seconds,
            .memory_bytes = usage.memory_bytes,
            .threads = usage.threads,
            .sound_ticks = (int64_t)sound.ticks,
            .sound_late_max_us = sound.late_max_us,
            .sound_us = sound.tick_us,
            .legs = g_new0(ApiLegStats, count + 1),
    };
    load_watch_add(room->load, &stats);
    picture_figures_add(room->media, &room->ladder, &stats);
    GHashTableIter iter;
    gpointer leg = NULL;
    g_hash_table_iter_init(&iter, room->legs);
    while (g_hash_table_iter_next(&iter, NULL, &leg)) {
        stats.decoders += ((RoomLeg *)leg)->sent_height_px > 0 ? 1 : 0;
        stats.legs[stats.n_legs++] = room_leg_copy_stats(leg);
    }
    return stats;
}

unsigned room_leg_count(const Room *room)
{
    return g_hash_table_size(room->legs);
}
