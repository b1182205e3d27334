#include "mcu/room/room_sound.h"

#include "mcu/media/active_speaker.h"
#include "mcu/media/audio_level.h"
#include "mcu/media/audio_mixer.h"
#include "mcu/room/beat_phase.h"
#include "mcu/room/thread_priority.h"
#include "mcu/room/tick_clock.h"

#include <string.h>

enum {
    COMPLEXITY = 5, /* 0.18 ms a frame; 9 doubles it for nothing that a meeting room hears */
    LOSS_PERCENT =
            10, /* until receivers report; below it libopus spends nothing on redundancy at 32 kbit/s */
    MIXED_MAX = 2 * TALKER_CHOICE_MAX, /* those who leave the mix have a last frame in it */
    HEALTH_TICKS = 50,                 /* a second */
};

typedef enum PostKind {
    POST_ADD,
    POST_REMOVE,
    POST_CODEC,
    POST_MUTE,
    POST_PACKET,
    POST_LEAST,
    POST_LOSS,
    POST_PLAY,
    POST_GREET,
    POST_GREET_BEGIN,
    POST_TAP,
} PostKind;

/* What other threads tell the sound thread, in order. */
typedef struct Post {
    PostKind kind;
    uint32_t source;
    int64_t value; /* POST_CODEC: a SoundCodec; POST_MUTE: muted; POST_TAP: on; POST_LEAST: microseconds; POST_LOSS: percent */
    JitterBufferPacket packet;
    GBytes *payload;
    SoundClip *clip;
    SoundClip *greeting;
} Post;

struct RoomSound {
    /* set at creation, then constant */
    AudioEncoderConfig encoding;
    const RoomSoundEvents *events;
    void *user_data;
    GThread *thread;
    gint ending; /* atomic */

    /* under lock */
    GMutex lock;
    GArray *posts; /* of Post */
    RoomSoundStats stats;
    uint64_t late_ticks;
    int64_t busy_us; /* in how many ticks, since somebody asked: */
    unsigned busy_ticks;

    /* sound thread only */
    GArray *taken; /* of Post: the other half of the swap */
    GHashTable *sources;
    GPtrArray *order; /* the same SoundSource, for walking */
    TalkerChoice *choice;
    ActiveSpeaker *speaker;
    uint32_t announced;
    AudioEncoder *encoder;
    AudioEncoder *telephones[SOUND_CODECS]; /* made when first needed */
    unsigned listeners[SOUND_CODECS];
    AudioLimiter limiter;
    int loss_percent;
    unsigned health_ticks; /* since it was told */
    BeatPhase phase;
    GArray *parts;     /* SoundPart: of this tick; NULL: nobody asks for them */
    SoundClip *clip;   /* that plays, or NULL */
    size_t clip_frame; /* of it, that is next */
};

/* ---- any thread ---- */

static void post(RoomSound *sound, const Post *what)
{
    g_mutex_lock(&sound->lock);
    const bool full = what->kind == POST_PACKET && sound->posts->len >= ROOM_SOUND_QUEUE_MAX;
    if (full) {
        sound->stats.queue_dropped++;
    } else {
        g_array_append_val(sound->posts, *what);
    }
    g_mutex_unlock(&sound->lock);
    if (full) {
        g_bytes_unref(what->payload);
    }
}

void room_sound_add(RoomSound *sound, uint32_t source)
{
    post(sound, &(Post){.kind = POST_ADD, .source = source});
}

void room_sound_remove(RoomSound *sound, uint32_t source)
{
    post(sound, &(Post){.kind = POST_REMOVE, .source = source});
}

void room_sound_set_codec(RoomSound *sound, uint32_t source, SoundCodec codec)
{
    post(sound, &(Post){.kind = POST_CODEC, .source = source, .value = codec});
}

void room_sound_mute(RoomSound *sound, uint32_t source, bool muted)
{
    post(sound, &(Post){.kind = POST_MUTE, .source = source, .value = muted});
}

void room_sound_set_least(RoomSound *sound, uint32_t source, int64_t least_us)
{
    post(sound, &(Post){.kind = POST_LEAST, .source = source, .value = least_us});
}

void room_sound_set_loss(RoomSound *sound, int percent)
{
    post(sound, &(Post){.kind = POST_LOSS, .value = CLAMP(percent, 0, 100)});
}

void room_sound_play(RoomSound *sound, SoundClip *clip)
{
    post(sound, &(Post){.kind = POST_PLAY, .clip = clip != NULL ? sound_clip_ref(clip) : NULL});
}

void room_sound_tap(RoomSound *sound, bool on)
{
    post(sound, &(Post){.kind = POST_TAP, .value = on});
}

void room_sound_greet(RoomSound *sound, uint32_t source, SoundClip *clip)
{
    post(sound, &(Post){.kind = POST_GREET, .source = source, .greeting = sound_clip_ref(clip)});
}

void room_sound_greet_begin(RoomSound *sound, uint32_t source)
{
    post(sound, &(Post){.kind = POST_GREET_BEGIN, .source = source});
}

void room_sound_push(
        RoomSound *sound, uint32_t source, const JitterBufferPacket *packet, GBytes *payload)
{
    post(sound,
            &(Post){
                    .kind = POST_PACKET,
                    .source = source,
                    .packet = *packet,
                    .payload = g_bytes_ref(payload),
            });
}

RoomSoundStats room_sound_stats(RoomSound *sound)
{
    g_mutex_lock(&sound->lock);
    RoomSoundStats stats = sound->stats;
    stats.tick_us = sound->busy_ticks > 0 ? sound->busy_us / sound->busy_ticks : 0;
    sound->stats.late_max_us = 0;
    sound->busy_us = 0;
    sound->busy_ticks = 0;
    g_mutex_unlock(&sound->lock);
    return stats;
}

RoomSoundLoad room_sound_load(RoomSound *sound)
{
    g_mutex_lock(&sound->lock);
    const RoomSoundLoad load = {
            .ticks = sound->stats.ticks + sound->stats.skipped,
            .late = sound->late_ticks + sound->stats.skipped,
    };
    g_mutex_unlock(&sound->lock);
    return load;
}

/* ---- sound thread ---- */

static void source_add(RoomSound *sound, uint32_t id)
{
    if (g_hash_table_contains(sound->sources, GUINT_TO_POINTER(id)) ||
            sound->order->len >= ROOM_SOUND_SOURCES_MAX) {
        return;
    }
    SoundSource *source = sound_source_new(id, (id & ROOM_SOUND_SLIDES) == 0);
    sound_source_tap(source, sound->parts);
    g_hash_table_insert(sound->sources, GUINT_TO_POINTER(id), source);
    g_ptr_array_add(sound->order, source);
}

static void source_remove(RoomSound *sound, uint32_t id)
{
    SoundSource *source = g_hash_table_lookup(sound->sources, GUINT_TO_POINTER(id));
    if (source != NULL) {
        g_ptr_array_remove(sound->order, source);
        g_hash_table_remove(sound->sources, GUINT_TO_POINTER(id));
    }
}

static void drop_parts(RoomSound *sound)
{
    for (guint i = 0; sound->parts != NULL && i < sound->parts->len; i++) {
        g_bytes_unref(g_array_index(sound->parts, SoundPart, i).payload);
    }
    g_clear_pointer(&sound->parts, g_array_unref);
}

static void tap(RoomSound *sound, bool on)
{
    if (on && sound->parts == NULL) {
        sound->parts = g_array_new(FALSE, FALSE, sizeof(SoundPart));
    } else if (!on) {
        drop_parts(sound);
    }
    for (guint i = 0; i < sound->order->len; i++) {
        sound_source_tap(sound->order->pdata[i], sound->parts);
    }
}

static void count_listeners(RoomSound *sound)
{
    memset(sound->listeners, 0, sizeof sound->listeners);
    for (guint i = 0; i < sound->order->len; i++) {
        sound->listeners[sound_source_codec(sound->order->pdata[i])]++;
    }
}

static void carry_out(RoomSound *sound, const Post *what)
{
    SoundSource *source = g_hash_table_lookup(sound->sources, GUINT_TO_POINTER(what->source));
    switch (what->kind) {
    case POST_ADD:
        source_add(sound, what->source);
        break;
    case POST_REMOVE:
        source_remove(sound, what->source);
        count_listeners(sound);
        break;
    case POST_CODEC:
        if (source != NULL) {
            sound_source_set_codec(source, (SoundCodec)what->value);
            count_listeners(sound);
        }
        break;
    case POST_MUTE:
        if (source != NULL) {
            sound_source_mute(source, what->value != 0);
        }
        break;
    case POST_PACKET:
        if (source != NULL) {
            sound_source_put(source, &what->packet, what->payload);
        }
        g_bytes_unref(what->payload);
        break;
    case POST_LEAST:
        if (source != NULL) {
            sound_source_set_least(source, what->value);
        }
        break;
    case POST_LOSS:
        sound->loss_percent = (int)what->value;
        audio_encoder_set_loss(sound->encoder, sound->loss_percent);
        break;
    case POST_PLAY:
        sound_clip_unref(sound->clip);
        sound->clip = what->clip;
        sound->clip_frame = 0;
        break;
    case POST_GREET:
        if (source != NULL) {
            sound_source_greet(source, what->greeting);
        }
        sound_clip_unref(what->greeting);
        break;
    case POST_GREET_BEGIN:
        if (source != NULL) {
            sound_source_greet_begin(source);
        }
        break;
    case POST_TAP:
        tap(sound, what->value != 0);
        break;
    }
}

static void take_posts(RoomSound *sound)
{
    g_mutex_lock(&sound->lock);
    GArray *posts = sound->posts;
    sound->posts = sound->taken;
    sound->taken = posts;
    g_mutex_unlock(&sound->lock);
    for (guint i = 0; i < posts->len; i++) {
        carry_out(sound, &g_array_index(posts, Post, i));
    }
    g_array_set_size(posts, 0);
}

typedef struct Mixed {
    size_t count;
    unsigned judged; /* decoded besides */
    SoundSource *sources[MIXED_MAX];
    const PcmFrame *frames[MIXED_MAX + 1]; /* behind theirs that of the clip, if one plays */
    size_t frame_count;
} Mixed;

/* Decodes those who are in the mix, and those whose loudness cannot be told otherwise. */
static void listen(const RoomSound *sound, int64_t now_us, Mixed *mixed)
{
    for (guint i = 0; i < sound->order->len; i++) {
        SoundSource *source = sound->order->pdata[i];
        if (sound_source_in_mix(source)) {
            sound_source_listen(source, now_us);
        } else if (sound_source_is_unmarked(source) && mixed->judged < ROOM_SOUND_JUDGED_MAX) {
            mixed->judged++;
            sound_source_listen(source, now_us);
        }
    }
}

/* Chooses who is heard in this tick, and moves everybody on by one tick. */
static void collect(RoomSound *sound, int64_t now_us, Mixed *mixed)
{
    const guint count = sound->order->len;
    SiteLevel levels[ROOM_SOUND_SOURCES_MAX];
    for (guint i = 0; i < count; i++) {
        const SoundSource *source = sound->order->pdata[i];
        levels[i] = (SiteLevel){sound_source_id(source), sound_source_level(source, now_us)};
    }
    uint32_t chosen[TALKER_CHOICE_MAX];
    talker_choice_update(sound->choice, levels, count, now_us, chosen);
    for (guint i = 0; i < count; i++) {
        SoundSource *source = sound->order->pdata[i];
        const bool chosen_now = talker_choice_has(sound->choice, sound_source_id(source));
        if ((chosen_now || sound_source_in_mix(source)) && mixed->count < MIXED_MAX) {
            mixed->sources[mixed->count] = source;
            mixed->frames[mixed->count++] = sound_source_take(source, !chosen_now, now_us);
        } else {
            sound_source_pass(source, now_us);
        }
    }
}

/* A notice is heard by all: nobody is its source. */
static void add_clip(RoomSound *sound, Mixed *mixed)
{
    mixed->frame_count = mixed->count;
    if (sound->clip != NULL && sound->clip_frame == sound_clip_frames(sound->clip)) {
        g_clear_pointer(&sound->clip, sound_clip_unref);
    }
    if (sound->clip != NULL) {
        mixed->frames[mixed->frame_count++] = sound_clip_frame(sound->clip, sound->clip_frame++);
    }
}

/* Who speaks is judged by what was decoded, before any gain: some senders' level headers lie. */
static void follow_speaker(RoomSound *sound, int64_t now_us)
{
    const guint count = MIN(sound->order->len, (guint)ACTIVE_SPEAKER_SITES_MAX);
    SiteLevel levels[ACTIVE_SPEAKER_SITES_MAX];
    for (guint i = 0; i < count; i++) {
        const SoundSource *source = sound->order->pdata[i];
        const bool speaks =
                sound_source_in_mix(source) && (sound_source_id(source) & ROOM_SOUND_SLIDES) == 0;
        levels[i] = (SiteLevel){sound_source_id(source),
                speaks ? sound_source_level(source, now_us) : AUDIO_LEVEL_SILENCE};
    }
    active_speaker_update(sound->speaker, levels, count, now_us);
    const uint32_t current = active_speaker_current(sound->speaker);
    const uint32_t speaking =
            active_speaker_is_speaking(sound->speaker, current) ? current : ROOM_SOUND_NOBODY;
    if (speaking != sound->announced) {
        sound->announced = speaking;
        sound->events->speaker(speaking, sound->user_data);
    }
}

static GBytes *encode(AudioEncoder *encoder, AudioLimiter *limiter, const AudioMix *mix,
        PcmFrame *ret_frame, uint8_t *ret_level_dbov)
{
    audio_limiter_run(limiter, mix, ret_frame);
    *ret_level_dbov = audio_level_dbov(ret_frame->samples, PCM_FRAME_SAMPLES);
    return audio_encoder_encode(encoder, ret_frame);
}

static void tell_heard(const RoomSound *sound, int64_t now_us, SoundTick *tick)
{
    tick->heard_count = sound->order->len;
    tick->heard = g_new(SoundHeard, tick->heard_count);
    for (size_t i = 0; i < tick->heard_count; i++) {
        tick->heard[i] = sound_source_heard(sound->order->pdata[i], now_us);
    }
}

static uint32_t leg_of(const SoundSource *source)
{
    return sound_source_id(source) & ~ROOM_SOUND_SLIDES;
}

static bool has_own(const SoundTick *tick, uint32_t leg)
{
    for (size_t i = 0; i < tick->own_count; i++) {
        if (tick->own[i].source == leg) {
            return true;
        }
    }
    return false;
}

/* Everybody but one leg: without its voice, and without the sound of its slides. */
static OwnMix own_mix(const RoomSound *sound, const Mixed *mixed, const AudioMix *all, uint32_t leg)
{
    AudioMix others = *all;
    SoundSource *itself = g_hash_table_lookup(sound->sources, GUINT_TO_POINTER(leg));
    for (size_t i = 0; i < mixed->count; i++) {
        if (leg_of(mixed->sources[i]) == leg) {
            audio_mixer_minus(&others, mixed->frames[i], &others);
            itself = itself != NULL ? itself : mixed->sources[i];
        }
    }
    AudioEncoder *encoder = sound_source_encoder(itself, &sound->encoding);
    audio_encoder_set_loss(encoder, sound->loss_percent);
    OwnMix own = {.source = leg, .codec = sound_source_codec(itself)};
    PcmFrame frame;
    own.packet = encode(encoder, sound_source_limiter(itself), &others, &frame, &own.level_dbov);
    return own;
}

/* The common mix for telephones: one encode a codec, for as long as somebody has it. */
static void encode_for_telephones(RoomSound *sound, const PcmFrame *frame, SoundTick *tick)
{
    for (int i = SOUND_CODEC_OPUS + 1; i < SOUND_CODECS; i++) {
        if (sound->listeners[i] == 0) {
            g_clear_pointer(&sound->telephones[i], audio_encoder_free);
            continue;
        }
        if (sound->telephones[i] == NULL) {
            AudioEncoderConfig config = sound->encoding;
            config.codec = (SoundCodec)i;
            sound->telephones[i] = audio_encoder_new(&config, NULL);
        }
        tick->telephones[i] = audio_encoder_encode(sound->telephones[i], frame);
    }
}

static SoundTick *make_tick(RoomSound *sound, const Mixed *mixed, int64_t time_us)
{
    SoundTick *tick = sound_tick_new(time_us);
    AudioMix all;
    audio_mixer_sum(mixed->frames, mixed->frame_count, &all);
    PcmFrame frame;
    tick->common = encode(sound->encoder, &sound->limiter, &all, &frame, &tick->level_dbov);
    encode_for_telephones(sound, &frame, tick);
    for (size_t i = 0; i < mixed->count && tick->own_count < TALKER_CHOICE_MAX; i++) {
        const uint32_t leg = leg_of(mixed->sources[i]);
        if (!has_own(tick, leg)) {
            tick->own[tick->own_count] = own_mix(sound, mixed, &all, leg);
            tick->own_count++;
        }
    }
    return tick;
}

/* Who is told something first hears nothing of the meeting yet. @return what it is sent; NULL: nothing in this tick */
static GBytes *greet(const RoomSound *sound, SoundSource *source)
{
    const PcmFrame *frame = sound_source_greeting(source);
    return frame != NULL
            ? audio_encoder_encode(sound_source_encoder(source, &sound->encoding), frame)
            : NULL;
}

/* Those for whom there is no time in this tick go on in the next ones. */
static void add_greeted(const RoomSound *sound, SoundTick *tick)
{
    g_autoptr(GArray) greeted = NULL;
    unsigned encoded = 0;

    for (guint i = 0; i < sound->order->len; i++) {
        SoundSource *source = sound->order->pdata[i];
        if (!sound_source_is_greeted(source)) {
            continue;
        }
        OwnMix own = {.source = sound_source_id(source),
                .codec = sound_source_codec(source),
                .packet = encoded < ROOM_SOUND_GREETED_MAX ? greet(sound, source) : NULL,
                .level_dbov = AUDIO_LEVEL_SILENCE};
        encoded += own.packet != NULL;
        greeted = greeted != NULL ? greeted : g_array_new(FALSE, FALSE, sizeof(OwnMix));
        if (sound_source_is_greeted(source)) {
            g_array_append_val(greeted, own);
        }
    }
    if (greeted != NULL) {
        tick->greeted = g_array_steal(greeted, &tick->greeted_count);
    }
}

static void hand_parts(RoomSound *sound, SoundTick *tick)
{
    if (sound->parts != NULL && sound->parts->len > 0) {
        tick->parts = g_array_steal(sound->parts, &tick->part_count);
    }
}

static void watch(RoomSound *sound, const SoundTick *made)
{
    const bool due = ++sound->health_ticks >= HEALTH_TICKS;
    SoundHealth health[ROOM_SOUND_SOURCES_MAX];
    size_t count = 0;

    for (guint i = 0; i < sound->order->len; i++) {
        SoundSource *source = sound->order->pdata[i];
        if ((sound_source_id(source) & ROOM_SOUND_SLIDES) != 0) {
            continue;
        }
        sound_source_watch(source, sound_tick_level_for(made, sound_source_id(source)));
        if (due) {
            health[count++] = sound_source_health(source);
        }
    }
    if (due) {
        sound->health_ticks = 0;
        sound->events->health(health, count, sound->user_data);
    }
}

static void count_tick(RoomSound *sound, const Mixed *mixed, const SoundTick *made,
        const TickClock *clock, int64_t busy_us)
{
    uint64_t decoded = 0;
    for (guint i = 0; i < sound->order->len; i++) {
        decoded += sound_source_decoded(sound->order->pdata[i]);
    }
    g_mutex_lock(&sound->lock);
    sound->stats.ticks++;
    sound->late_ticks += clock->late_us > ROOM_SOUND_LATE_US ? 1 : 0;
    sound->stats.skipped = clock->skipped;
    sound->stats.late_max_us = MAX(sound->stats.late_max_us, clock->late_us);
    sound->stats.decoded = decoded;
    sound->stats.talkers = (unsigned)mixed->count;
    sound->stats.decoders = (unsigned)mixed->count + mixed->judged;
    sound->stats.encoders = (unsigned)made->own_count + 1;
    sound->busy_us += busy_us;
    sound->busy_ticks++;
    g_mutex_unlock(&sound->lock);
}

/* @return when the next tick comes, after its beat */
static int64_t follow_packets(
        RoomSound *sound, const Mixed *mixed, const TickClock *clock, int64_t now_us)
{
    for (size_t i = 0; i < mixed->count; i++) {
        int64_t spare_us = 0;
        if (sound_source_is_voiced(mixed->sources[i], &spare_us)) {
            beat_phase_note(&sound->phase, now_us - clock->due_us, spare_us);
        }
    }
    return beat_phase_next(&sound->phase);
}

static void tick(RoomSound *sound, TickClock *clock)
{
    const int64_t now_us = g_get_monotonic_time();
    Mixed mixed = {0};
    take_posts(sound);
    listen(sound, now_us, &mixed);
    collect(sound, now_us, &mixed);
    add_clip(sound, &mixed);
    follow_speaker(sound, now_us);
    clock->offset_us = follow_packets(sound, &mixed, clock, now_us);
    SoundTick *made = make_tick(sound, &mixed, clock->due_us);
    add_greeted(sound, made);
    tell_heard(sound, now_us, made);
    hand_parts(sound, made);
    watch(sound, made);
    count_tick(sound, &mixed, made, clock, g_get_monotonic_time() - now_us);
    sound->events->mixed(made, sound->user_data);
}

static gpointer run(gpointer data)
{
    RoomSound *sound = data;
    thread_priority_set(THREAD_RANK_SOUND);
    TickClock clock = tick_clock_start(PCM_FRAME_US, g_get_monotonic_time());
    while (!g_atomic_int_get(&sound->ending)) {
        tick_clock_wait(&clock);
        tick(sound, &clock);
    }
    return NULL;
}

/* ---- the main thread ---- */

RoomSound *room_sound_new(const RoomSoundConfig *config, const RoomSoundEvents *events,
        void *user_data, GError **error)
{
    const AudioEncoderConfig encoding = {.bitrate_bps = config->bitrate_bps,
            .complexity = COMPLEXITY,
            .loss_percent = LOSS_PERCENT};
    AudioEncoder *encoder = audio_encoder_new(&encoding, error);
    if (encoder == NULL) {
        return NULL;
    }
    RoomSound *sound = g_new0(RoomSound, 1);
    sound->encoding = encoding;
    sound->encoder = encoder;
    sound->loss_percent = LOSS_PERCENT;
    sound->events = events;
    sound->user_data = user_data;
    sound->limiter = AUDIO_LIMITER_INIT;
    g_mutex_init(&sound->lock);
    sound->posts = g_array_new(FALSE, FALSE, sizeof(Post));
    sound->taken = g_array_new(FALSE, FALSE, sizeof(Post));
    sound->sources = g_hash_table_new_full(NULL, NULL, NULL, (GDestroyNotify)sound_source_free);
    sound->order = g_ptr_array_new();
    sound->choice = talker_choice_new((size_t)config->talkers_max);
    sound->speaker = active_speaker_new();
    sound->thread = g_thread_new("sound", run, sound);
    return sound;
}

static void posts_free(GArray *posts)
{
    for (guint i = 0; i < posts->len; i++) {
        g_bytes_unref(g_array_index(posts, Post, i).payload);
        sound_clip_unref(g_array_index(posts, Post, i).clip);
        sound_clip_unref(g_array_index(posts, Post, i).greeting);
    }
    g_array_unref(posts);
}

void room_sound_free(RoomSound *sound)
{
    if (sound == NULL) {
        return;
    }
    g_atomic_int_set(&sound->ending, 1);
    g_thread_join(sound->thread);
    posts_free(sound->posts);
    posts_free(sound->taken);
    g_hash_table_unref(sound->sources);
    g_ptr_array_unref(sound->order);
    talker_choice_free(sound->choice);
    active_speaker_free(sound->speaker);
    audio_encoder_free(sound->encoder);
    for (size_t i = 0; i < SOUND_CODECS; i++) {
        audio_encoder_free(sound->telephones[i]);
    }
    drop_parts(sound);
    sound_clip_unref(sound->clip);
    g_mutex_clear(&sound->lock);
    g_free(sound);
}
