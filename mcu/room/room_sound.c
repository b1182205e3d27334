#include "mcu/room/room_sound.h"

#include "mcu/media/active_speaker.h"
#include "mcu/media/audio_level.h"
#include "mcu/media/audio_mixer.h"
#include "mcu/room/thread_priority.h"
#include "mcu/room/tick_clock.h"

#include <string.h>

enum {
    COMPLEXITY = 5, /* 0.18 ms a frame; 9 doubles it for nothing that a meeting room hears */
    LOSS_PERCENT =
            10, /* until receivers report; below it libopus spends nothing on redundancy at 32 kbit/s */
    MIXED_MAX = 2 * TALKER_CHOICE_MAX, /* those who leave the mix have a last frame in it */
};

typedef enum PostKind {
    POST_ADD,
    POST_REMOVE,
    POST_MUTE,
    POST_PACKET,
    POST_LEAST,
    POST_LOSS,
} PostKind;

/* What other threads tell the sound thread, in order. */
typedef struct Post {
    PostKind kind;
    uint32_t source;
    int64_t value; /* POST_MUTE: muted; POST_LEAST: microseconds; POST_LOSS: percent */
    JitterBufferPacket packet;
    GBytes *payload;
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
    AudioLimiter limiter;
    int loss_percent;
};

/* ---- any thread ---- */

SoundTick *sound_tick_ref(SoundTick *tick)
{
    return g_atomic_rc_box_acquire(tick);
}

static void tick_clear(gpointer data)
{
    SoundTick *tick = data;
    g_bytes_unref(tick->common);
    for (size_t i = 0; i < tick->own_count; i++) {
        g_bytes_unref(tick->own[i].packet);
    }
    g_free(tick->heard);
}

void sound_tick_unref(SoundTick *tick)
{
    g_atomic_rc_box_release_full(tick, tick_clear);
}

GBytes *sound_tick_packet_for(const SoundTick *tick, uint32_t source)
{
    for (size_t i = 0; i < tick->own_count; i++) {
        if (tick->own[i].source == source) {
            return tick->own[i].packet;
        }
    }
    return tick->common;
}

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

/* ---- sound thread ---- */

static void source_add(RoomSound *sound, uint32_t id)
{
    if (g_hash_table_contains(sound->sources, GUINT_TO_POINTER(id)) ||
            sound->order->len >= ROOM_SOUND_SOURCES_MAX) {
        return;
    }
    SoundSource *source = sound_source_new(id, (id & ROOM_SOUND_SLIDES) == 0);
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

static void carry_out(RoomSound *sound, const Post *what)
{
    SoundSource *source = g_hash_table_lookup(sound->sources, GUINT_TO_POINTER(what->source));
    switch (what->kind) {
    case POST_ADD:
        source_add(sound, what->source);
        break;
    case POST_REMOVE:
        source_remove(sound, what->source);
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
    const PcmFrame *frames[MIXED_MAX];
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

static GBytes *encode(
        AudioEncoder *encoder, AudioLimiter *limiter, const AudioMix *mix, uint8_t *ret_level_dbov)
{
    PcmFrame frame;
    audio_limiter_run(limiter, mix, &frame);
    if (ret_level_dbov != NULL) {
        *ret_level_dbov = audio_level_dbov(frame.samples, PCM_FRAME_SAMPLES);
    }
    return audio_encoder_encode(encoder, &frame);
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
    return (OwnMix){
            .source = leg,
            .packet = encode(encoder, sound_source_limiter(itself), &others, NULL),
    };
}

static SoundTick *make_tick(RoomSound *sound, const Mixed *mixed, int64_t time_us)
{
    SoundTick *tick = g_atomic_rc_box_new0(SoundTick);
    tick->time_us = time_us;
    AudioMix all;
    audio_mixer_sum(mixed->frames, mixed->count, &all);
    tick->common = encode(sound->encoder, &sound->limiter, &all, &tick->level_dbov);
    for (size_t i = 0; i < mixed->count && tick->own_count < TALKER_CHOICE_MAX; i++) {
        const uint32_t leg = leg_of(mixed->sources[i]);
        if (!has_own(tick, leg)) {
            tick->own[tick->own_count] = own_mix(sound, mixed, &all, leg);
            tick->own_count++;
        }
    }
    return tick;
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

static void tick(RoomSound *sound, const TickClock *clock)
{
    const int64_t now_us = g_get_monotonic_time();
    Mixed mixed = {0};
    take_posts(sound);
    listen(sound, now_us, &mixed);
    collect(sound, now_us, &mixed);
    follow_speaker(sound, now_us);
    SoundTick *made = make_tick(sound, &mixed, clock->due_us);
    tell_heard(sound, now_us, made);
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
    g_mutex_clear(&sound->lock);
    g_free(sound);
}
