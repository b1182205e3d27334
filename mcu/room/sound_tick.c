#include "mcu/room/sound_tick.h"

SoundTick *sound_tick_new(int64_t time_us)
{
    SoundTick *tick = g_atomic_rc_box_new0(SoundTick);
    tick->time_us = time_us;
    return tick;
}

SoundTick *sound_tick_ref(SoundTick *tick)
{
    return g_atomic_rc_box_acquire(tick);
}

static void tick_clear(gpointer data)
{
    SoundTick *tick = data;
    g_bytes_unref(tick->common);
    for (size_t i = 0; i < SOUND_CODECS; i++) {
        g_bytes_unref(tick->telephones[i]);
    }
    for (size_t i = 0; i < tick->own_count; i++) {
        g_bytes_unref(tick->own[i].packet);
    }
    for (size_t i = 0; i < tick->greeted_count; i++) {
        g_bytes_unref(tick->greeted[i].packet);
    }
    for (size_t i = 0; i < tick->part_count; i++) {
        g_bytes_unref(tick->parts[i].payload);
    }
    g_free(tick->greeted);
    g_free(tick->heard);
    g_free(tick->parts);
}

void sound_tick_unref(SoundTick *tick)
{
    g_atomic_rc_box_release_full(tick, tick_clear);
}

static const OwnMix *find_mix(const OwnMix *mixes, size_t count, uint32_t source)
{
    for (size_t i = 0; i < count; i++) {
        if (mixes[i].source == source) {
            return &mixes[i];
        }
    }
    return NULL;
}

static const OwnMix *find_own(const SoundTick *tick, uint32_t source)
{
    const OwnMix *greeted = find_mix(tick->greeted, tick->greeted_count, source);
    return greeted != NULL ? greeted : find_mix(tick->own, tick->own_count, source);
}

GBytes *sound_tick_packet_for(const SoundTick *tick, uint32_t source, SoundCodec codec)
{
    const OwnMix *own = find_own(tick, source);
    if (own != NULL) {
        return own->codec == codec ? own->packet : NULL;
    }
    return codec == SOUND_CODEC_OPUS ? tick->common : tick->telephones[codec];
}

uint8_t sound_tick_level_for(const SoundTick *tick, uint32_t source)
{
    const OwnMix *own = find_own(tick, source);
    return own != NULL ? own->level_dbov : tick->level_dbov;
}
