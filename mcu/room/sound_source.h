/**
 * sound_source: one site's sound on its way into the mix, tick by tick.
 *
 *      packets ─> jitter buffer ─┬─ pass ───> the last few packets are kept, undecoded
 *                                └─ listen ─> decoder ─> raw level ─> gate and level control ─> frame
 *
 * A site is decoded only while it is in the mix, or while its loudness cannot be told otherwise. When it comes
 * into the mix the packets that it passed last are decoded first and thrown away: so the decoder knows the voice
 * already when the first packet that is heard comes, and the first syllable is whole.
 *
 * Units       frames are 20 ms; levels are decibels below overload.
 * Ownership   owns its jitter buffer, decoder and encoder; borrows where its parts go.
 * Thread      the sound thread.
 * Errors      none: what cannot be decoded is concealed.
 * Memory      jitter_buffer's bound, SOUND_SOURCE_PREROLL packets, and a decoder from the first packet
 *             on; once it talked, an encoder.
 */
#ifndef MCU_ROOM_SOUND_SOURCE_H
#define MCU_ROOM_SOUND_SOURCE_H

#include "mcu/media/audio_encoder.h"
#include "mcu/media/audio_limiter.h"
#include "mcu/media/echo_watch.h"
#include "mcu/media/pcm.h"
#include "mcu/media/sound_clip.h"
#include "mcu/media/sound_watch.h"
#include "mcu/rtp/jitter_buffer.h"

#include <glib.h>

#include <stdbool.h>
#include <stdint.h>

/** RFC 7845, 4.6: a decoder that begins in the middle needs 80 ms to find its feet. */
enum { SOUND_SOURCE_PREROLL = 4 };

typedef struct SoundSource SoundSource;

/** What became of a source's sound in one tick. */
typedef struct SoundHeard {
    uint32_t source;
    uint8_t level_dbov;       /**< before any gain: decoded, or as the sender says */
    bool placed;              /**< whether it is known which sound the tick begins with: */
    uint32_t timestamp_ticks; /**< the RTP time of the tick's first sample */
    int64_t waited_us;        /**< what the jitter buffer added to the fastest packet's delay */
} SoundHeard;

/** A packet of which something was played for the first time in a tick. */
typedef struct SoundPart {
    uint32_t source;
    SoundCodec codec;
    int64_t after_us; /**< from the tick's beginning to where it begins */
    int64_t duration_us;
    GBytes *payload; /**< a reference */
} SoundPart;

/** Whether its microphone is of use, as far as that can be heard here; muted or not. */
typedef struct SoundHealth {
    uint32_t source;
    SoundWatchResult sound;
    bool echo;
    bool echo_judged; /**< it was spoken to, so that an echo would have been heard */
    int64_t echo_delay_us;
} SoundHealth;

/** @param voice  gate and level control are for voices, not for music: without, it is mixed as it comes */
SoundSource *sound_source_new(uint32_t id, bool voice);
void sound_source_free(SoundSource *source);

uint32_t sound_source_id(const SoundSource *source);

/** What it sends from now on, and is sent; at first Opus. Another one than before: what waits is forgotten. */
void sound_source_set_codec(SoundSource *source, SoundCodec codec);
SoundCodec sound_source_codec(const SoundSource *source);

/** From now on each packet that is played is put there, as a SoundPart. @param parts  borrowed; NULL: no more */
void sound_source_tap(SoundSource *source, GArray *parts);

/** Muted: what comes is dropped, and what waits is forgotten. */
void sound_source_mute(SoundSource *source, bool muted);

/**
 * It hears this alone, and is not heard, until it has heard all of it: first silence, from begin on the clip.
 *
 * @param clip  a new reference is taken
 */
void sound_source_greet(SoundSource *source, SoundClip *clip);
void sound_source_greet_begin(SoundSource *source);

bool sound_source_is_greeted(const SoundSource *source);

/** The next frame of that; NULL: it has not begun, or is over, and it hears the mix. Borrowed until the next call. */
const PcmFrame *sound_source_greeting(SoundSource *source);

/** Its sound is to wait so long at least, for its pictures' sake; 0: no longer than the line needs. */
void sound_source_set_least(SoundSource *source, int64_t least_us);

void sound_source_put(SoundSource *source, const JitterBufferPacket *packet, GBytes *payload);

/** Whether its loudness is only known when it is decoded: it sends no level, or a wrong one. */
bool sound_source_is_unmarked(const SoundSource *source);

/** Decodes the sound of this tick, which sound_source_take() may then give. */
void sound_source_listen(SoundSource *source, int64_t now_us);

/** How loud it is now, decoded or as it says; AUDIO_LEVEL_SILENCE when nothing came lately. */
uint8_t sound_source_level(const SoundSource *source, int64_t now_us);

/**
 * Takes the sound of a tick into the mix.
 *
 * @param leaving  its last tick in the mix: fades out
 * @return         the frame, until the next call; gate and level control are done
 */
const PcmFrame *sound_source_take(SoundSource *source, bool leaving, int64_t now_us);

/** Ends a tick for a source that is not in the mix: nothing is decoded if nobody listened. */
void sound_source_pass(SoundSource *source, int64_t now_us);

/**
 * Whether a voice of it is in this tick's mix, in place.
 *
 * @param ret_spare_us  how much longer its packet waited than the line needs
 */
bool sound_source_is_voiced(const SoundSource *source, int64_t *ret_spare_us);

/** Whether the last tick was taken, not passed. */
bool sound_source_in_mix(const SoundSource *source);

/** What became of the last tick. */
SoundHeard sound_source_heard(const SoundSource *source, int64_t now_us);

/** At the end of a tick. @param sent_dbov  how loud what it is sent in this tick is */
void sound_source_watch(SoundSource *source, uint8_t sent_dbov);

/** About once a second. */
SoundHealth sound_source_health(SoundSource *source);

/** Packets given to the decoder since the start, for whatever reason. */
uint64_t sound_source_decoded(const SoundSource *source);

/** Its own encoder, of its codec, and limiter, for what it hears while it talks; made when first asked for. */
AudioEncoder *sound_source_encoder(SoundSource *source, const AudioEncoderConfig *config);
AudioLimiter *sound_source_limiter(SoundSource *source);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(SoundSource, sound_source_free)

#endif
