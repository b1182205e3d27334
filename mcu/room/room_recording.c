#include "mcu/room/room_recording.h"

#include "mcu/media/audio_level.h"

enum { SOUND_CHANNELS = 1 };

/* Whose stem a leg's sound is in: texts of g_ref_string's, which packets on their way hold on to. */
typedef struct Voice {
    char *identity;
    char *name;
} Voice;

struct RoomRecording {
    /* set at creation, then constant */
    RoomView *const *views;
    size_t view_count;
    void (*ended)(const GError *error, void *user_data);
    void *user_data;

    /* main thread only */
    unsigned view; /* that is to be recorded */

    /* under lock */
    GMutex lock;
    Recorder *recorder; /* NULL: nothing is recorded */
    uint32_t source;    /* whose frames are written; PICTURE_FEED_NONE: nobody's yet */
    uint32_t next;      /* whose will be, from its next key frame on */
    RecordingMeter meter;
    GHashTable *voices; /* leg -> Voice */
};

/* ---- threads of the views and the sound ---- */

/* @return the view whose frames are not needed any more, or PICTURE_FEED_NONE */
static uint32_t take_frame_locked(RoomRecording *recording, uint32_t source, EncodedFrame *frame)
{
    uint32_t left = PICTURE_FEED_NONE;
    if (recording->recorder == NULL) {
        return left;
    }
    if (source == recording->next && frame->key && source != recording->source) {
        left = recording->source;
        recording->source = source;
    }
    if (source == recording->source) {
        recording->meter.pictures++;
        recorder_push_picture(recording->recorder, frame);
    }
    return left;
}

void room_recording_frame(RoomRecording *recording, uint32_t source, EncodedFrame *frame)
{
    g_mutex_lock(&recording->lock);
    const uint32_t left = take_frame_locked(recording, source, frame);
    g_mutex_unlock(&recording->lock);
    if (left != PICTURE_FEED_NONE) {
        room_view_set_recorded(recording->views[picture_feed_view(left)], false);
    }
}

static void push_parts_locked(RoomRecording *recording, const SoundTick *tick)
{
    for (size_t i = 0; i < tick->part_count; i++) {
        const SoundPart *part = &tick->parts[i];
        const Voice *voice = g_hash_table_lookup(recording->voices, GUINT_TO_POINTER(part->source));
        if (voice != NULL) {
            recorder_push_stem(recording->recorder,
                    &(RecorderStem){.identity = voice->identity,
                            .name = voice->name,
                            .codec = part->codec,
                            .time_us = tick->time_us + part->after_us,
                            .duration_us = part->duration_us},
                    part->payload);
        }
    }
}

void room_recording_sound(RoomRecording *recording, const SoundTick *tick)
{
    g_mutex_lock(&recording->lock);
    if (recording->recorder != NULL) {
        recording->meter.level_dbov = MIN(recording->meter.level_dbov, tick->level_dbov);
        recorder_push_sound(recording->recorder, tick->common, tick->time_us);
        push_parts_locked(recording, tick);
    }
    g_mutex_unlock(&recording->lock);
}

/* ---- the recorder's thread ---- */

static void on_want_key(void *user_data)
{
    RoomRecording *recording = user_data;
    g_mutex_lock(&recording->lock);
    const uint32_t source = recording->next;
    g_mutex_unlock(&recording->lock);
    if (source != PICTURE_FEED_NONE) {
        room_view_want_key(recording->views[picture_feed_view(source)], PICTURE_CODEC_VP8,
                picture_feed_rung(source), true);
    }
}

static void on_ended(const GError *error, void *user_data)
{
    const RoomRecording *recording = user_data;
    recording->ended(error, recording->user_data);
}

static const RecorderEvents recorder_events = {.want_key = on_want_key, .ended = on_ended};

/* ---- the main thread ---- */

static void follow_view(RoomRecording *recording)
{
    const uint32_t next = picture_feed_source(recording->view, 0);
    g_mutex_lock(&recording->lock);
    const bool on = recording->recorder != NULL && recording->next != next;
    const uint32_t before = recording->next;
    const uint32_t written = recording->source;
    if (on) {
        recording->next = next;
    }
    g_mutex_unlock(&recording->lock);
    if (!on) {
        return;
    }
    room_view_set_recorded(recording->views[recording->view], true);
    room_view_want_key(recording->views[recording->view], PICTURE_CODEC_VP8, 0, true);
    if (before != PICTURE_FEED_NONE &&
            before != written) { /* it was left before its first key frame */
        room_view_set_recorded(recording->views[picture_feed_view(before)], false);
    }
}

static void voice_free(gpointer data)
{
    Voice *voice = data;
    g_ref_string_release(voice->identity);
    g_ref_string_release(voice->name);
    g_free(voice);
}

void room_recording_know(
        RoomRecording *recording, uint32_t leg, const char *identity, const char *name)
{
    Voice *voice = g_new(Voice, 1);
    *voice = (Voice){.identity = g_ref_string_new(identity), .name = g_ref_string_new(name)};
    g_mutex_lock(&recording->lock);
    g_hash_table_replace(recording->voices, GUINT_TO_POINTER(leg), voice);
    g_mutex_unlock(&recording->lock);
}

void room_recording_forget(RoomRecording *recording, uint32_t leg)
{
    g_mutex_lock(&recording->lock);
    g_hash_table_remove(recording->voices, GUINT_TO_POINTER(leg));
    g_mutex_unlock(&recording->lock);
}

bool room_recording_start(RoomRecording *recording, const RoomRecordingStart *start, GError **error)
{
    const RecorderConfig config = {
            .path = start->path,
            .width_px = start->size.width_px,
            .height_px = start->size.height_px,
            .channels = SOUND_CHANNELS,
            .start_us = g_get_monotonic_time(),
            .start_wall_us = start->wall_us,
            .stems = start->stems,
    };
    if (recording->recorder != NULL) {
        g_set_error_literal(error, G_FILE_ERROR, G_FILE_ERROR_EXIST, "a recording is on");
        return false;
    }
    Recorder *recorder = recorder_new(&config, &recorder_events, recording);
    g_mutex_lock(&recording->lock);
    recording->recorder = recorder;
    recording->source = recording->next = PICTURE_FEED_NONE;
    g_mutex_unlock(&recording->lock);
    follow_view(recording);
    return true;
}

void room_recording_set_view(RoomRecording *recording, unsigned view)
{
    g_assert(view < recording->view_count);
    recording->view = view;
    follow_view(recording);
}

int64_t room_recording_pause(RoomRecording *recording, bool paused)
{
    return recording->recorder != NULL
            ? recorder_pause(recording->recorder, paused, g_get_monotonic_time())
            : 0;
}

bool room_recording_end(RoomRecording *recording)
{
    if (recording->recorder != NULL) {
        recorder_end(recording->recorder);
    }
    return recording->recorder != NULL;
}

void room_recording_stop(RoomRecording *recording)
{
    if (recording->recorder == NULL) {
        return;
    }
    g_mutex_lock(&recording->lock);
    Recorder *recorder = g_steal_pointer(&recording->recorder);
    recording->source = recording->next = PICTURE_FEED_NONE;
    g_mutex_unlock(&recording->lock);
    recorder_free(recorder);
    for (size_t i = 0; i < recording->view_count; i++) {
        room_view_set_recorded(recording->views[i], false);
    }
}

bool room_recording_stats(RoomRecording *recording, RecorderStats *ret_stats)
{
    if (recording->recorder == NULL) {
        return false;
    }
    *ret_stats = recorder_stats(recording->recorder);
    return true;
}

RecordingMeter room_recording_take_meter(RoomRecording *recording)
{
    g_mutex_lock(&recording->lock);
    const RecordingMeter meter = recording->meter;
    recording->meter = (RecordingMeter){.level_dbov = AUDIO_LEVEL_SILENCE};
    g_mutex_unlock(&recording->lock);
    return meter;
}

unsigned room_recording_view(const RoomRecording *recording)
{
    return recording->view;
}

RoomRecording *room_recording_new(RoomView *const *views, size_t view_count,
        void (*ended)(const GError *error, void *user_data), void *user_data)
{
    RoomRecording *recording = g_new0(RoomRecording, 1);
    recording->views = views;
    recording->view_count = view_count;
    recording->ended = ended;
    recording->user_data = user_data;
    recording->meter.level_dbov = AUDIO_LEVEL_SILENCE;
    recording->voices = g_hash_table_new_full(NULL, NULL, NULL, voice_free);
    g_mutex_init(&recording->lock);
    return recording;
}

void room_recording_free(RoomRecording *recording)
{
    if (recording == NULL) {
        return;
    }
    g_assert(recording->recorder == NULL);
    g_hash_table_unref(recording->voices);
    g_mutex_clear(&recording->lock);
    g_free(recording);
}
