/**
 * room_sound: the meeting's one sound, made by a tick of 20 ms on a thread of its own.
 *
 *      packets ─> jitter buffer a site ─> decoder (the loudest few) ─> gate, level ─> sum ─> limiter ─> one encode for
 *                                                                                      │               all who listen
 *                                                                                      └─ minus own ─> one encode a talker
 *
 * Those who all hear the same are sent one encode a codec: Opus always, a telephone's while somebody has it.
 *
 * A site whose audio-level header says that it is quiet costs a jitter buffer and nothing else. One that sends no
 * such header is decoded to hear how loud it is, ROOM_SOUND_JUDGED_MAX of them at a time.
 *
 * When nobody talks the mix is silent and not filled with noise: halls listen over loudspeakers, and have a sound of
 * their own. What a talker hears lacks the very samples that it gave, gate and level control included.
 *
 * Units       times are microseconds of the monotonic clock.
 * Ownership   payloads are taken by reference. A tick that is made is shared and read-only.
 * Thread      new and free: the main thread; everything else: any. Events come on the sound thread and must
 *             only post.
 * Errors      new fails when the encoder refuses its settings. Packets that cannot be used are counted.
 * Memory      ROOM_SOUND_QUEUE_MAX packets between two ticks, then jitter_buffer's bound for each source.
 */
#ifndef MCU_ROOM_ROOM_SOUND_H
#define MCU_ROOM_ROOM_SOUND_H

#include "mcu/media/sound_clip.h"
#include "mcu/media/talker_choice.h"
#include "mcu/room/sound_tick.h"
#include "mcu/rtp/jitter_buffer.h"

#include <glib.h>

#include <stdbool.h>
#include <stdint.h>

enum {
    ROOM_SOUND_QUEUE_MAX = 16384,  /* 160 sites at 50 packets a second fill it in two seconds */
    ROOM_SOUND_SOURCES_MAX = 1024, /* one more is not heard; the room has no more legs anyway */
    ROOM_SOUND_JUDGED_MAX = 32,    /* decoded only to hear how loud they are */
    ROOM_SOUND_GREETED_MAX = 16,   /* told something alone at once; the others wait for them */
    ROOM_SOUND_LATE_US = 10000,    /* half a tick: the receivers' buffers notice */
    ROOM_SOUND_NOBODY = 0,
};

/**
 * Added to a leg's number: the sound of the slides that the leg shows, a source of its own. It is not heard by the leg
 * itself, is never taken for somebody who speaks, and is not muted with the leg's microphone.
 */
#define ROOM_SOUND_SLIDES UINT32_C(0x80000000)

typedef struct RoomSound RoomSound;

typedef struct RoomSoundConfig {
    int talkers_max; /**< heard at the same moment, 1 to TALKER_CHOICE_MAX */
    int bitrate_bps; /**< of each encoded mix */
} RoomSoundConfig;

typedef struct RoomSoundEvents {
    /** One tick is ready; the reference is the receiver's. */
    void (*mixed)(SoundTick *tick, void *user_data);
    /** Another source speaks, or (ROOM_SOUND_NOBODY) nobody does any more. */
    void (*speaker)(uint32_t source, void *user_data);
    /** Once a second: how the microphones are, without the slides; lent for the call. */
    void (*health)(const SoundHealth *sources, size_t count, void *user_data);
} RoomSoundEvents;

typedef struct RoomSoundStats {
    uint64_t ticks;
    uint64_t skipped;       /**< ticks that the machine was too late for */
    uint64_t queue_dropped; /**< packets that found the queue full */
    int64_t late_max_us;    /**< since the last call of room_sound_stats() */
    int64_t tick_us;        /**< what a tick takes, on average since that call */
    uint64_t decoded;       /**< Opus packets decoded, of sources that are here */
    unsigned talkers;       /**< sources mixed in the last tick */
    unsigned decoders; /**< sources decoded in the last tick: those, and those that are judged */
    unsigned encoders; /**< mixes encoded in the last tick */
} RoomSoundStats;

/** Counted since the start. */
typedef struct RoomSoundLoad {
    uint64_t ticks; /**< with those that were skipped */
    uint64_t late;  /**< of them more than ROOM_SOUND_LATE_US late, or skipped */
} RoomSoundLoad;

/** Starts the thread; it mixes silence until there is a source. */
RoomSound *room_sound_new(const RoomSoundConfig *config, const RoomSoundEvents *events,
        void *user_data, GError **error);

/** Ends the thread: no event comes afterwards. NULL is allowed. */
void room_sound_free(RoomSound *sound);

/** A source comes; its number is the room's, not 0. */
void room_sound_add(RoomSound *sound, uint32_t source);
void room_sound_remove(RoomSound *sound, uint32_t source);

/** What a source sends and is sent; Opus until this is called. */
void room_sound_set_codec(RoomSound *sound, uint32_t source, SoundCodec codec);

/** A muted source is not heard from the next tick on. */
void room_sound_mute(RoomSound *sound, uint32_t source, bool muted);

/** As sound_source_greet(); from the next tick on. Takes a reference. */
void room_sound_greet(RoomSound *sound, uint32_t source, SoundClip *clip);
void room_sound_greet_begin(RoomSound *sound, uint32_t source);

/** A source's sound is to wait so long at least, for its pictures' sake: see jitter_buffer_set_least(). */
void room_sound_set_least(RoomSound *sound, uint32_t source, int64_t least_us);

/** One packet of a source, in whatever order they came. Takes a reference on the payload. */
void room_sound_push(
        RoomSound *sound, uint32_t source, const JitterBufferPacket *packet, GBytes *payload);

/** What the receivers lose, in percent: the encoders' redundancy follows it. */
void room_sound_set_loss(RoomSound *sound, int percent);

/** Whether its ticks have parts: what is played of each source, as it came. */
void room_sound_tap(RoomSound *sound, bool on);

/** Plays a clip to all, talkers too, from the next tick on, in place of one that plays; NULL: no more. Takes a reference. */
void room_sound_play(RoomSound *sound, SoundClip *clip);

RoomSoundStats room_sound_stats(RoomSound *sound);

RoomSoundLoad room_sound_load(RoomSound *sound);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(RoomSound, room_sound_free)

#endif
