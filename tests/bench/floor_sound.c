#include "tests/bench/floor_sound.h"

#include "mcu/media/audio_decoder.h"
#include "mcu/media/audio_encoder.h"
#include "mcu/media/audio_limiter.h"
#include "mcu/media/audio_mixer.h"

struct FloorSound {
    size_t talkers;
    BotFeed feeds[FLOOR_SOUND_TALKERS_MAX];
    AudioDecoder *ears[FLOOR_SOUND_TALKERS_MAX];
    AudioEncoder *mixes[FLOOR_SOUND_TALKERS_MAX + 1]; /* the last one is for all who listen */
    AudioLimiter limiters[FLOOR_SOUND_TALKERS_MAX + 1];
};

static AudioEncoder *new_encoder(void)
{
    return audio_encoder_new(
            &(AudioEncoderConfig){.bitrate_bps = 32000, .complexity = 5, .loss_percent = 10}, NULL);
}

static bool open_talker(FloorSound *sound, const ClipFile *clips, size_t index, unsigned last)
{
    const bool beeps = index + 1 == sound->talkers;

    sound->ears[index] = audio_decoder_new();
    return bot_feed_init(&sound->feeds[index],
            &(BotFeedConfig){.clips = clips,
                    .site = beeps ? last : (unsigned)index + 1,
                    .voice = beeps ? BOT_VOICE_BEEPS : BOT_VOICE_TALKS});
}

FloorSound *floor_sound_new(const ClipFile *clips, size_t talkers, unsigned last)
{
    g_autoptr(FloorSound) sound = g_new0(FloorSound, 1);

    g_assert(talkers <= FLOOR_SOUND_TALKERS_MAX);
    sound->talkers = talkers;
    for (size_t i = 0; i <= talkers; i++) {
        sound->limiters[i] = AUDIO_LIMITER_INIT;
        sound->mixes[i] = new_encoder();
        if (sound->mixes[i] == NULL || (i < talkers && !open_talker(sound, clips, i, last))) {
            return NULL;
        }
    }
    return g_steal_pointer(&sound);
}

void floor_sound_free(FloorSound *sound)
{
    if (sound == NULL) {
        return;
    }
    for (size_t i = 0; i <= sound->talkers; i++) {
        audio_encoder_free(sound->mixes[i]);
        if (i < sound->talkers) {
            audio_decoder_free(sound->ears[i]);
        }
    }
    g_free(sound);
}

size_t floor_sound_tick(FloorSound *sound)
{
    PcmFrame heard[FLOOR_SOUND_TALKERS_MAX];
    const PcmFrame *talkers[FLOOR_SOUND_TALKERS_MAX];
    size_t count = 0;
    size_t bytes = 0;
    AudioMix sum;

    for (size_t i = 0; i < sound->talkers; i++) {
        const ClipFrame *frame = bot_feed_sound(&sound->feeds[i], 0).frame;
        if (frame == NULL) {
            continue;
        }
        audio_decoder_decode(sound->ears[i], frame->bytes, frame->size);
        if (audio_decoder_take(sound->ears[i], &heard[count])) {
            talkers[count] = &heard[count];
            count++;
        }
    }
    audio_mixer_sum(talkers, count, &sum);
    for (size_t i = 0; i <= count; i++) {
        const size_t mix = i < count ? i : sound->talkers;
        AudioMix own = sum;
        PcmFrame out;
        if (i < count) {
            audio_mixer_minus(&sum, talkers[i], &own);
        }
        audio_limiter_run(&sound->limiters[mix], &own, &out);
        g_autoptr(GBytes) packet = audio_encoder_encode(sound->mixes[mix], &out);
        bytes = packet != NULL ? g_bytes_get_size(packet) : 0;
    }
    return bytes;
}
