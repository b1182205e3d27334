/**
 * sound_tick: what a room's sound comes to in one tick, for everybody: what each is sent, and what became of each source.
 *
 * Units       a tick is 20 ms; times are microseconds of the monotonic clock.
 * Ownership   counted; read-only once it is made. It owns all that it points to.
 * Thread      any.
 * Errors      none.
 * Memory      a packet for each who talks or is greeted, an entry for each source.
 */
#ifndef MCU_ROOM_SOUND_TICK_H
#define MCU_ROOM_SOUND_TICK_H

#include "mcu/media/talker_choice.h"
#include "mcu/room/sound_source.h"

/** What one talker hears: everybody but itself. */
typedef struct OwnMix {
    uint32_t source;
    SoundCodec codec;
    GBytes *packet;
    uint8_t level_dbov;
} OwnMix;

/** The sound of 20 ms, for everybody. */
typedef struct SoundTick {
    int64_t time_us; /**< the moment that it sounds: an even beat of 20 ms, whenever it is made: see beat_phase */
    uint8_t level_dbov;               /**< of the common mix */
    GBytes *common;                   /**< Opus, for all who do not talk */
    GBytes *telephones[SOUND_CODECS]; /**< the same in other codecs; NULL where nobody has it */
    size_t own_count;
    OwnMix own[TALKER_CHOICE_MAX];
    size_t greeted_count;
    OwnMix *greeted;    /**< who hears something else alone; NULL: nobody */
    size_t heard_count; /**< all sources */
    SoundHeard *heard;
    size_t part_count; /**< what began to be played in it, if somebody asked for that */
    SoundPart *parts;
} SoundTick;

/** One of a moment, with nothing in it: to be filled in, and then only read. */
SoundTick *sound_tick_new(int64_t time_us);
SoundTick *sound_tick_ref(SoundTick *tick);
void sound_tick_unref(SoundTick *tick);

/** What a source is to be sent: what it hears alone, else its own mix if it talks, else the common one. Borrowed; NULL: not in
    its codec yet, or nothing yet. */
GBytes *sound_tick_packet_for(const SoundTick *tick, uint32_t source, SoundCodec codec);

/** How loud that is. */
uint8_t sound_tick_level_for(const SoundTick *tick, uint32_t source);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(SoundTick, sound_tick_unref)

#endif
