#include "mcu/room/room_media.h"

#include "mcu/media/video_codec_list.h"
#include "mcu/room/leg_slides.h"
#include "mcu/room/post_box.h"

/* The slides as a source of pictures: no leg ever has this number. */
static const uint32_t slides_source = UINT32_MAX;

enum { SLIDES_FPS = 15 }; /* a page that is turned is there at once; a film is watched otherwise */

struct RoomMedia {
    /* set at creation, then constant */
    const RoomMediaEvents *events;
    void *user_data;
    MediaClock clock; /* one for sound and picture, or they drift apart */
    PostBox *box;
    LegTable *table;
    RoomSound *sound;
    PicturePool *pool;
    RoomView *views[PICTURE_VIEWS_MAX];
    RoomRecording *recording;
    RoomStream *stream;

    /* each by the thread of its view */
    uint64_t encoded[PICTURE_FEEDS_END];

    /* network loop only */
    unsigned receivers[PICTURE_FEEDS_END];

    /* under lock: the network loop looks sources up, since frames do not wait for the main thread */
    GMutex lock;
    GHashTable *sources;   /* leg -> PictureSource */
    PictureSource *slides; /* of the leg that presents, or NULL */
    uint32_t presenter;
};

/* ---- what other threads bring, posted to the main thread ---- */

typedef enum NoteKind {
    NOTE_ANSWERED,
    NOTE_CONNECTED,
    NOTE_CLOSED,
    NOTE_DIGIT,
    NOTE_FAST_UPDATE,
    NOTE_FLOOR,
    NOTE_SPEAKER,
    NOTE_REPORTS,
    NOTE_WATCHED,
    NOTE_TAKES_SLIDES,
    NOTE_SHOT,
    NOTE_SOUND_HEALTH,
    NOTE_RECORDED
} NoteKind;

typedef struct Note {
    RoomMedia *media;
    NoteKind kind;
    uint32_t leg;
    char *text; /* an answer, or a reason */
    bool answered;
    ApiFault fault;
    const char *word; /* of a recording's fault */
    ApiLegEnd why;
    LegReport *reports;
    size_t report_count;
    SoundHealth *health;
    size_t health_count;
    char digit;
    unsigned view;
    unsigned receivers;
    bool takes;
    VideoFrame *picture;
} Note;

static void note_free(gpointer data)
{
    Note *note = data;
    g_free(note->text);
    g_free(note->reports);
    video_frame_unref(note->picture);
    g_free(note->health);
    g_free(note);
}

static void run_note(gpointer data);

static void send_note(RoomMedia *media, const Note *note)
{
    Note *copy = g_new(Note, 1);
    *copy = *note;
    copy->media = media;
    post_box_send(media->box, run_note, copy, note_free);
}

/* ---- network loop ---- */

static void on_answered(
        uint32_t leg, const char *answer, ApiFault fault, const char *reason, void *user_data)
{
    send_note(user_data,
            &(Note){
                    .kind = NOTE_ANSWERED,
                    .leg = leg,
                    .answered = answer != NULL,
                    .text = g_strdup(answer != NULL ? answer : reason),
                    .fault = fault,
            });
}

static void on_connected(uint32_t leg, void *user_data)
{
    send_note(user_data, &(Note){.kind = NOTE_CONNECTED, .leg = leg});
}

static void on_closed(uint32_t leg, ApiLegEnd why, void *user_data)
{
    send_note(user_data, &(Note){.kind = NOTE_CLOSED, .leg = leg, .why = why});
}

static void on_digit(uint32_t leg, char digit, void *user_data)
{
    send_note(user_data, &(Note){.kind = NOTE_DIGIT, .leg = leg, .digit = digit});
}

static void on_fast_update_wanted(uint32_t leg, void *user_data)
{
    send_note(user_data, &(Note){.kind = NOTE_FAST_UPDATE, .leg = leg});
}

static void on_floor(uint32_t leg, bool wanted, void *user_data)
{
    send_note(user_data, &(Note){.kind = NOTE_FLOOR, .leg = leg, .takes = wanted});
}

static void on_codec(uint32_t leg, SoundCodec codec, void *user_data)
{
    const RoomMedia *media = user_data;
    room_sound_set_codec(media->sound, leg, codec);
}

static void on_sound(
        uint32_t leg, const JitterBufferPacket *packet, GBytes *payload, void *user_data)
{
    const RoomMedia *media = user_data;
    room_sound_push(media->sound, leg, packet, payload);
}

static void on_sound_least(uint32_t source, int64_t least_us, void *user_data)
{
    const RoomMedia *media = user_data;
    room_sound_set_least(media->sound, source, least_us);
}

static void on_slides_sound(
        uint32_t leg, const JitterBufferPacket *packet, GBytes *payload, void *user_data)
{
    const RoomMedia *media = user_data;
    room_sound_push(media->sound, leg | ROOM_SOUND_SLIDES, packet, payload);
}

static void on_picture(uint32_t leg, const AssembledFrame *frame, void *user_data)
{
    RoomMedia *media = user_data;
    g_mutex_lock(&media->lock);
    PictureSource *source = g_hash_table_lookup(media->sources, GUINT_TO_POINTER(leg));
    source = source != NULL ? picture_source_ref(source) : NULL;
    g_mutex_unlock(&media->lock);
    if (source != NULL) {
        picture_source_push(source, frame->codec, frame->data, frame->key);
        picture_source_unref(source);
    }
}

static void on_slides(uint32_t leg, const AssembledFrame *frame, void *user_data)
{
    RoomMedia *media = user_data;
    g_mutex_lock(&media->lock);
    PictureSource *slides = media->presenter == leg ? picture_source_ref(media->slides) : NULL;
    g_mutex_unlock(&media->lock);
    if (slides != NULL) {
        picture_source_push(slides, frame->codec, frame->data, frame->key);
        picture_source_unref(slides);
    }
}

static void on_key_wanted(uint32_t source, bool joins, int64_t round_trip_us, void *user_data)
{
    const RoomMedia *media = user_data;
    room_view_want_key(media->views[picture_feed_view(source)], picture_feed_codec(source),
            picture_feed_rung(source), joins);
}

static void on_feed_wanted(uint32_t source, unsigned receivers, void *user_data)
{
    RoomMedia *media = user_data;
    const unsigned view = picture_feed_view(source);
    unsigned watching = 0;
    media->receivers[source] = receivers;
    for (uint32_t feed = PICTURE_FEED_NONE + 1; feed < PICTURE_FEEDS_END; feed++) {
        watching += picture_feed_view(feed) == view ? media->receivers[feed] : 0;
    }
    room_view_set_receivers(
            media->views[view], picture_feed_codec(source), picture_feed_rung(source), receivers);
    send_note(user_data, &(Note){.kind = NOTE_WATCHED, .view = view, .receivers = watching});
}

static void on_reports(const LegReport *reports, size_t count, void *user_data)
{
    send_note(user_data,
            &(Note){
                    .kind = NOTE_REPORTS,
                    .reports = g_memdup2(reports, count * sizeof *reports),
                    .report_count = count,
            });
}

static void on_takes_slides(uint32_t leg, bool takes, void *user_data)
{
    send_note(user_data, &(Note){.kind = NOTE_TAKES_SLIDES, .leg = leg, .takes = takes});
}

static const LegRosterEvents table_events = {
        .answered = on_answered,
        .connected = on_connected,
        .closed = on_closed,
        .digit = on_digit,
        .fast_update_wanted = on_fast_update_wanted,
        .floor = on_floor,
        .codec = on_codec,
        .sound = on_sound,
        .sound_least = on_sound_least,
        .picture = on_picture,
        .key_wanted = on_key_wanted,
        .feed_wanted = on_feed_wanted,
        .takes_slides = on_takes_slides,
        .reports = on_reports,
        .slides = on_slides,
        .slides_sound = on_slides_sound,
};

/* ---- sound thread ---- */

static void on_mixed(SoundTick *tick, void *user_data)
{
    const RoomMedia *media = user_data;
    room_recording_sound(media->recording, tick);
    room_stream_sound(media->stream, tick);
    leg_table_send_sound(media->table, tick);
}

static void on_speaker(uint32_t source, void *user_data)
{
    send_note(user_data, &(Note){.kind = NOTE_SPEAKER, .leg = source});
}

static void on_sound_health(const SoundHealth *sources, size_t count, void *user_data)
{
    send_note(user_data,
            &(Note){
                    .kind = NOTE_SOUND_HEALTH,
                    .health = g_memdup2(sources, count * sizeof *sources),
                    .health_count = count,
            });
}

static const RoomSoundEvents sound_events = {
        .mixed = on_mixed,
        .speaker = on_speaker,
        .health = on_sound_health,
};

/* ---- the recorder's thread ---- */

static void on_recorded(const GError *error, void *user_data)
{
    send_note(user_data,
            &(Note){
                    .kind = NOTE_RECORDED,
                    .text = error != NULL ? g_strdup(error->message) : NULL,
                    .word = recorder_fault_word(error),
            });
}

/* ---- the views' threads, and the pool that decodes ---- */

static void free_encoded(gpointer frame)
{
    encoded_frame_unref(frame);
}

/* Splits the frame into packets once for all legs; they share the encoder's bytes. */
static void on_encoded(uint32_t source, EncodedFrame *frame, void *user_data)
{
    RoomMedia *media = user_data;
    room_recording_frame(media->recording, source, frame);
    room_stream_frame(media->stream, source, frame);
    const CodedPictureInfo info = {
            .codec = picture_feed_codec(source),
            .source = source,
            .number = media->encoded[source]++,
            .timestamp_ticks =
                    media_clock_ticks(&media->clock, MEDIA_CLOCK_PICTURE_HZ, frame->pts_us),
            .key = frame->key,
            .temporal_id = frame->temporal_id,
            .layer_sync = frame->layer_sync,
            .non_reference = frame->temporal_id == VIDEO_CODEC_LAYERS_MAX - 1,
    };
    g_autoptr(GBytes) bytes =
            g_bytes_new_with_free_func(frame->data, frame->size_bytes, free_encoded, frame);
    leg_table_send_picture(media->table, coded_picture_new(bytes, &info));
}

static void on_shot(unsigned view, VideoFrame *picture, void *user_data)
{
    send_note(user_data, &(Note){.kind = NOTE_SHOT, .view = view, .picture = picture});
}

static void on_key_needed(uint32_t source, void *user_data)
{
    const RoomMedia *media = user_data;
    if (source == slides_source) {
        leg_table_want_slides_key(media->table);
    } else {
        leg_table_want_key(media->table, source);
    }
}

static const RoomViewEvents view_events = {.encoded = on_encoded, .shot = on_shot};
static const PicturePoolEvents pool_events = {.key_needed = on_key_needed};

/* ---- main thread ---- */

static void run_note(gpointer data)
{
    const Note *note = data;
    const RoomMediaEvents *events = note->media->events;
    void *user_data = note->media->user_data;
    switch (note->kind) {
    case NOTE_ANSWERED:
        events->answered(
                note->leg, note->answered ? note->text : NULL, note->fault, note->text, user_data);
        break;
    case NOTE_CONNECTED:
        events->connected(note->leg, user_data);
        break;
    case NOTE_CLOSED:
        events->closed(note->leg, note->why, user_data);
        break;
    case NOTE_DIGIT:
        events->digit(note->leg, note->digit, user_data);
        break;
    case NOTE_FAST_UPDATE:
        events->fast_update_wanted(note->leg, user_data);
        break;
    case NOTE_FLOOR:
        events->floor(note->leg, note->takes, user_data);
        break;
    case NOTE_SPEAKER:
        events->speaker(note->leg, user_data);
        break;
    case NOTE_REPORTS:
        events->reports(note->reports, note->report_count, user_data);
        break;
    case NOTE_WATCHED:
        events->watched(note->view, note->receivers, user_data);
        break;
    case NOTE_TAKES_SLIDES:
        events->takes_slides(note->leg, note->takes, user_data);
        break;
    case NOTE_SHOT:
        events->shot(note->view, note->picture, user_data);
        break;
    case NOTE_SOUND_HEALTH:
        events->sound_health(note->health, note->health_count, user_data);
        break;
    case NOTE_RECORDED:
        room_recording_stop(note->media->recording);
        events->recorded(note->word, note->text, user_data);
        break;
    }
}

/* The sizes of all, at what a leg's line is asked to carry for slides. */
static PictureLadder ladder_of_slides(const PictureLadder *ladder)
{
    PictureLadder slides = *ladder;
    for (size_t i = 0; i < slides.count; i++) {
        slides.rungs[i].bitrate_bps = MIN(slides.rungs[i].bitrate_bps, PICTURE_SLIDES_BPS);
    }
    return slides;
}

static bool start_views(RoomMedia *media, const RoomMediaConfig *config, GError **error)
{
    for (unsigned view = 0; view < PICTURE_VIEWS_MAX; view++) {
        const bool is_slides = view == PICTURE_VIEW_SLIDES;
        const RoomViewConfig one = {
                .view = view,
                .ladder = is_slides ? ladder_of_slides(&config->ladder) : config->ladder,
                .fps = is_slides ? MIN(config->fps, SLIDES_FPS) : config->fps,
        };
        media->views[view] = room_view_new(&one, &view_events, media, error);
        if (media->views[view] == NULL) {
            return false;
        }
    }
    return true;
}

static void on_stream_ended(void *user_data)
{
    const RoomMedia *media = user_data;
    media->events->stream_ended(media->user_data);
}

static bool start(RoomMedia *media, const RoomMediaConfig *config, GError **error)
{
    const LegTableConfig table = {
            .addresses = config->addresses,
            .port_min = config->port_min,
            .port_max = config->port_max,
            .dtls_active = config->dtls_active,
            .h264 = video_codec_find(picture_codec_name(PICTURE_CODEC_H264)) != NULL,
            .clock = &media->clock,
            .ladder = config->ladder,
            .fps = config->fps,
    };
    /* In this order: each only calls those that are there before it. */
    media->table = leg_table_new(&table, &table_events, media, error);
    if (media->table == NULL) {
        return false;
    }
    media->pool = picture_pool_new((int)g_get_num_processors(), &pool_events, media);
    media->recording = room_recording_new(media->views, PICTURE_VIEWS_MAX, on_recorded, media);
    media->stream = room_stream_new(media->views, PICTURE_VIEWS_MAX, on_stream_ended, media);
    if (!start_views(media, config, error)) {
        return false;
    }
    media->sound = room_sound_new(&config->sound, &sound_events, media, error);
    return media->sound != NULL;
}

RoomMedia *room_media_new(const RoomMediaConfig *config, const RoomMediaEvents *events,
        void *user_data, GError **error)
{
    g_autoptr(RoomMedia) media = g_new0(RoomMedia, 1);
    media->events = events;
    media->user_data = user_data;
    media->clock = media_clock(g_get_monotonic_time(), g_get_real_time());
    media->box = post_box_new(NULL);
    g_mutex_init(&media->lock);
    media->sources = g_hash_table_new_full(NULL, NULL, NULL, (GDestroyNotify)picture_source_unref);
    return start(media, config, error) ? g_steal_pointer(&media) : NULL;
}

void room_media_free(RoomMedia *media)
{
    if (media == NULL) {
        return;
    }
    leg_table_stop(media->table); /* no more frames and packets come in; then those who send out */
    if (media->slides != NULL) {
        picture_source_close(media->slides);
        picture_source_unref(media->slides);
    }
    if (media->recording != NULL && room_recording_end(media->recording)) {
        room_recording_stop(media->recording);
    }
    if (media->stream != NULL) {
        room_stream_stop(media->stream);
    }
    room_sound_free(media->sound);
    for (size_t i = 0; i < PICTURE_VIEWS_MAX; i++) {
        room_view_free(media->views[i]);
    }
    room_recording_free(media->recording);
    room_stream_free(media->stream);
    picture_pool_free(media->pool);
    leg_table_free(media->table);
    g_hash_table_unref(media->sources);
    g_mutex_clear(&media->lock);
    post_box_free(media->box);
    g_free(media);
}

PictureSource *room_media_add(RoomMedia *media, uint32_t leg, const ApiLegAdd *add)
{
    const LegCall call = {
            .hardware = add->endpoint == API_ENDPOINT_HARDWARE,
            .plain_rtp = add->plain_rtp,
            .offer = add->offer,
            .addresses = add->addresses,
    };
    PictureSource *source = picture_source_new(media->pool, leg);
    g_mutex_lock(&media->lock);
    g_hash_table_insert(media->sources, GUINT_TO_POINTER(leg), picture_source_ref(source));
    g_mutex_unlock(&media->lock);
    room_recording_know(media->recording, leg, add->identity, add->name);
    room_sound_add(media->sound, leg);
    room_sound_mute(media->sound, leg, add->mic_muted);
    leg_table_add(media->table, leg, &call);
    return source;
}

void room_media_greet(RoomMedia *media, uint32_t leg, SoundClip *clip)
{
    room_sound_greet(media->sound, leg, clip);
}

void room_media_greet_begin(RoomMedia *media, uint32_t leg)
{
    room_sound_greet_begin(media->sound, leg);
}

void room_media_remove(RoomMedia *media, uint32_t leg, bool close)
{
    if (close) {
        leg_table_remove(media->table, leg);
    }
    room_sound_remove(media->sound, leg);
    room_recording_forget(media->recording, leg);
    g_mutex_lock(&media->lock);
    g_hash_table_remove(media->sources, GUINT_TO_POINTER(leg));
    g_mutex_unlock(&media->lock);
}

void room_media_offer_again(RoomMedia *media, uint32_t leg, const char *offer)
{
    leg_table_offer_again(media->table, leg, offer);
}

void room_media_take_answer(RoomMedia *media, uint32_t leg, const char *answer)
{
    leg_table_take_answer(media->table, leg, answer);
}

void room_media_fast_update(RoomMedia *media, uint32_t leg)
{
    leg_table_fast_update(media->table, leg);
}

void room_media_move_camera(RoomMedia *media, uint32_t leg, const H281Move *move, int64_t for_us)
{
    leg_table_move_camera(media->table, leg, move, for_us);
}

void room_media_camera_preset(RoomMedia *media, uint32_t leg, uint8_t preset, bool store)
{
    leg_table_camera_preset(media->table, leg, preset, store);
}

void room_media_candidate(RoomMedia *media, uint32_t leg, const char *candidate)
{
    leg_table_candidate(media->table, leg, candidate);
}

void room_media_mute(RoomMedia *media, uint32_t leg, bool muted)
{
    room_sound_mute(media->sound, leg, muted);
}

void room_media_mute_slides(RoomMedia *media, uint32_t leg, bool muted)
{
    room_sound_mute(media->sound, leg | ROOM_SOUND_SLIDES, muted);
}

void room_media_set_sight(RoomMedia *media, uint32_t leg, LegSight sight)
{
    leg_table_set_sight(media->table, leg, sight);
}

static void close_slides(RoomMedia *media)
{
    g_mutex_lock(&media->lock);
    PictureSource *before = g_steal_pointer(&media->slides);
    const uint32_t presenter = media->presenter;
    media->presenter = 0;
    g_mutex_unlock(&media->lock);
    if (before != NULL) {
        picture_source_close(before);
        picture_source_unref(before);
        room_sound_remove(media->sound, presenter | ROOM_SOUND_SLIDES);
    }
}

PictureSource *room_media_present(RoomMedia *media, uint32_t leg)
{
    close_slides(media);
    PictureSource *slides = NULL;
    if (leg != 0) {
        slides = picture_source_new(media->pool, slides_source);
        picture_source_set_pixels_max(slides, LEG_SLIDES_PIXELS_MAX);
        g_mutex_lock(&media->lock);
        media->slides = picture_source_ref(slides);
        media->presenter = leg;
        g_mutex_unlock(&media->lock);
        room_sound_add(media->sound, leg | ROOM_SOUND_SLIDES);
    }
    leg_table_present(media->table, leg);
    return slides;
}

void room_media_deny_floor(RoomMedia *media, uint32_t leg)
{
    leg_table_deny_floor(media->table, leg);
}

void room_media_show_slides(RoomMedia *media, bool visible)
{
    g_mutex_lock(&media->lock);
    PictureSource *slides = media->slides != NULL ? picture_source_ref(media->slides) : NULL;
    g_mutex_unlock(&media->lock);
    if (slides != NULL && picture_source_set_visible(slides, visible) && visible) {
        leg_table_want_slides_key(media->table);
    }
    picture_source_unref(slides);
}

void room_media_set_view(RoomMedia *media, uint32_t leg, unsigned view, bool at_once)
{
    leg_table_set_view(media->table, leg, view, at_once);
}

void room_media_set_cap(RoomMedia *media, uint32_t leg, int64_t cap_bps)
{
    leg_table_set_cap(media->table, leg, cap_bps);
}

void room_media_set_rungs_max(RoomMedia *media, unsigned most)
{
    leg_table_set_rungs_max(media->table, most);
}

void room_media_set_scene(RoomMedia *media, unsigned view, Scene *scene)
{
    room_view_set_scene(media->views[view], scene);
}

bool room_media_shoot(RoomMedia *media, unsigned view)
{
    return room_view_shoot(media->views[view]);
}

int64_t room_media_moved_us(RoomMedia *media, unsigned view)
{
    return room_view_moved_us(media->views[view]);
}

RoomRecording *room_media_recording(RoomMedia *media)
{
    return media->recording;
}

RoomStream *room_media_stream(RoomMedia *media)
{
    return media->stream;
}

void room_media_play(RoomMedia *media, SoundClip *clip)
{
    room_sound_play(media->sound, clip);
}

void room_media_tap_sound(RoomMedia *media, bool on)
{
    room_sound_tap(media->sound, on);
}

RoomSoundStats room_media_sound_stats(RoomMedia *media)
{
    return room_sound_stats(media->sound);
}

RoomViewLoad room_media_view_load(RoomMedia *media, unsigned view)
{
    return room_view_load(media->views[view]);
}

RoomSoundLoad room_media_sound_load(RoomMedia *media)
{
    return room_sound_load(media->sound);
}

RoomViewStats room_media_view_stats(RoomMedia *media, unsigned view)
{
    return room_view_stats(media->views[view]);
}

uint64_t room_media_frames_dropped(RoomMedia *media)
{
    return picture_pool_dropped(media->pool);
}
