/*
 * Speech over a line that loses much, from the encoder to the listener: how much of it is still to be understood. What
 * is heard is held against what is heard over a clean line: the level, and piece by piece the wave itself, wherever the
 * jitter buffer has put it. Time is counted, not waited for.
 */
#include "mcu/media/audio_encoder.h"
#include "mcu/media/audio_level.h"
#include "mcu/media/spoken_notice.h"
#include "mcu/room/inbound_sound.h"
#include "mcu/room/sound_source.h"
#include "mcu/rtp/sound_copies.h"

#include <math.h>
#include <string.h>

enum {
    OPUS_TYPE = 111,
    SECONDS = 30,
    TICKS = SECONDS * 50,
    FEEDBACK_TICKS = 5, /* 100 ms */
    DELAY_US = 30000,
    PHASE_US = 7000,
    BESIDES_BYTES = 20 + 8 + 12 + 12 + 16, /* IP, UDP, RTP, its extensions, SRTP */
    SCALE = 6,                             /* compared at 8 kHz */
    SAMPLES = TICKS * PCM_FRAME_SAMPLES / SCALE,
    PIECE = 480, /* 60 ms: a sound of speech */
    EACH = 2 * PIECE,
    LAG_MAX = 2800, /* what the jitter buffer may add, and 150 ms */
    SPOKEN_RMS = 200,
};

typedef struct Ear {
    InboundSound *inbound;
    SoundSource *source;
    double *heard; /* SAMPLES of them, and no sound behind for LAG_MAX */
    size_t ticks;
} Ear;

static void ear_init(Ear *ear)
{
    ear->inbound = inbound_sound_new(1, SOUND_CODEC_OPUS, NULL);
    ear->source = sound_source_new(1, false);
    ear->heard = g_new0(double, SAMPLES + LAG_MAX);
    ear->ticks = 0;
}

static void ear_clear(Ear *ear)
{
    inbound_sound_free(ear->inbound);
    sound_source_free(ear->source);
    g_free(ear->heard);
}

static void ear_put(Ear *ear, uint16_t sequence, GBytes *payload, bool red, int64_t now_us)
{
    gsize size = 0;
    const uint8_t *data = g_bytes_get_data(payload, &size);
    const RtpHeader header = {
            .sequence = sequence, .timestamp_ticks = sequence * 960U, .payload_size = size};
    const RtpExtensionValues values = {.has_audio_level = true, .audio_level_dbov = 30};
    InboundSoundPacket got[INBOUND_SOUND_PACKETS_MAX];
    const size_t count = red
            ? inbound_sound_put_red(ear->inbound,
                      &(InboundSoundArrival){data, &header, &values, now_us}, OPUS_TYPE, got)
            : inbound_sound_put(ear->inbound, data, &header, &values, now_us, got);
    for (size_t i = 0; i < count; i++) {
        sound_source_put(ear->source, &got[i].packet, got[i].payload);
        g_bytes_unref(got[i].payload);
    }
}

static void ear_tick(Ear *ear, int64_t now_us)
{
    const PcmFrame *frame = sound_source_take(ear->source, false, now_us);
    double *heard = ear->heard + ear->ticks++ * PCM_FRAME_SAMPLES / SCALE;
    for (size_t i = 0; i < PCM_FRAME_SAMPLES; i++) {
        heard[i / SCALE] += frame->samples[i] / (double)SCALE;
    }
}

/* ---- the line ---- */

typedef struct Line {
    unsigned random_percent;
    unsigned burst_packets; /* in a row, */
    unsigned burst_each;    /* of so many */
    bool red;               /* was agreed on */
    bool mends;             /* the encoder's own error correction is used */
} Line;

typedef struct Sent {
    LossRuns loss;
    SoundCopies copies;
    size_t bytes;
    GRand *chance;
} Sent;

static bool is_lost(const Line *line, GRand *chance, unsigned n)
{
    if (n < 50) {
        return false;
    }
    return g_rand_int_range(chance, 0, 100) < (int)line->random_percent ||
            (line->burst_packets > 0 && n % line->burst_each < line->burst_packets);
}

static void send(Sent *sent, const Line *line, Ear *ear, GBytes *payload, unsigned n)
{
    const int64_t sent_us = G_USEC_PER_SEC + n * PCM_FRAME_US;
    g_autoptr(GBytes) red = sound_copies_wrap(&sent->copies, payload, n * 960U, OPUS_TYPE);
    GBytes *leaves = red != NULL ? red : payload;
    const TwccSample sample = {.sent_us = sent_us, .lost = is_lost(line, sent->chance, n)};
    loss_runs_put(&sent->loss, &sample, 1);
    sent->bytes += g_bytes_get_size(leaves) + BESIDES_BYTES;
    if (!sample.lost) {
        ear_put(ear, (uint16_t)n, leaves, red != NULL, sent_us + DELAY_US);
    }
    if (line->red && n % FEEDBACK_TICKS == 0) {
        const LossRunsView view = loss_runs_view(&sent->loss, sent_us);
        sound_copies_choose(&sent->copies, &view, false);
    }
}

/* ---- what is understood ---- */

static double power(const double *samples)
{
    double sum = 0;
    for (size_t i = 0; i < PIECE; i++) {
        sum += samples[i] * samples[i];
    }
    return sum;
}

/* How alike a piece is to the most alike one that is heard a little earlier or later. */
static double likeness(const double *piece, const Ear *other, size_t at)
{
    const double own = power(piece);
    double best = 0;
    for (size_t lag = 0; lag < LAG_MAX; lag++) {
        const double *heard = other->heard + at + lag;
        double product = 0;
        for (size_t i = 0; i < PIECE; i++) {
            product += piece[i] * heard[i];
        }
        if (product > 0 && product * product > best * own) {
            const double alike = product * product / (own * power(heard) + 1);
            best = MAX(best, alike);
        }
    }
    return sqrt(best);
}

typedef struct Score {
    double understood; /* the share of all that is spoken which is heard as it is */
    double level_db;   /* how much louder it all is */
    double kbps;
} Score;

static Score compare(const Ear *clean, const Ear *lossy, const Sent *sent)
{
    size_t spoken = 0;
    size_t alike = 0;
    double clean_power = 0;
    double lossy_power = 0;
    for (size_t at = 2 * PCM_RATE_HZ / SCALE; at + PIECE <= SAMPLES; at += EACH) {
        clean_power += power(clean->heard + at);
        lossy_power += power(lossy->heard + at);
        if (power(clean->heard + at) >= (double)PIECE * SPOKEN_RMS * SPOKEN_RMS) {
            spoken++;
            alike += likeness(clean->heard + at, lossy, at) >= 0.8;
        }
    }
    g_assert_cmpuint(spoken, >, 75);
    return (Score){
            .understood = (double)alike / (double)spoken,
            .level_db = 10 * log10(lossy_power / clean_power),
            .kbps = (double)sent->bytes * 8 / 1000 / SECONDS,
    };
}

static Score listen(const Line *line)
{
    g_autoptr(SoundClip) clip = spoken_notice_load("recording_notice", NULL);
    g_assert_nonnull(clip);
    const AudioEncoderConfig config = {
            .bitrate_bps = 32000, .complexity = 5, .loss_percent = line->mends ? 10 : 0};
    g_autoptr(AudioEncoder) encoder = audio_encoder_new(&config, NULL);
    Sent sent = {.chance = g_rand_new_with_seed(7)};
    Ear clean, lossy;
    ear_init(&clean);
    ear_init(&lossy);
    for (unsigned n = 0; n < TICKS; n++) {
        const PcmFrame *frame = sound_clip_frame(clip, n % sound_clip_frames(clip));
        g_autoptr(GBytes) payload = audio_encoder_encode(encoder, frame);
        const int64_t now_us = G_USEC_PER_SEC + n * PCM_FRAME_US + DELAY_US;
        ear_put(&clean, (uint16_t)n, payload, false, now_us);
        send(&sent, line, &lossy, payload, n);
        ear_tick(&clean, now_us + PHASE_US);
        ear_tick(&lossy, now_us + PHASE_US);
    }
    const Score score = compare(&clean, &lossy, &sent);
    g_test_message("%.1f %% understood, %+.1f dB, %.0f kbit/s", 100 * score.understood,
            score.level_db, score.kbps);
    ear_clear(&clean);
    ear_clear(&lossy);
    sound_copies_clear(&sent.copies);
    g_rand_free(sent.chance);
    return score;
}

static void test_speech_is_understood(void)
{
    static const struct {
        const char *why;
        Line line;
        double least, most; /* understood */
    } rows[] = {
            {"a clean line", {.red = true, .mends = true}, 0.999, 1.0},
            {"30 % at random, nothing against it", {.random_percent = 30}, 0.0, 0.75},
            {"30 % at random, without RED", {.random_percent = 30, .mends = true}, 0.7, 1.0},
            {"30 % at random", {.random_percent = 30, .red = true, .mends = true}, 0.9, 1.0},
            {"bursts of 200 ms, nothing against it", {.burst_packets = 10, .burst_each = 60}, 0.0,
                    0.9},
            {"bursts of 200 ms",
                    {.burst_packets = 10, .burst_each = 60, .red = true, .mends = true}, 0.95, 1.0},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_test_message("%s", rows[i].why);
        const Score score = listen(&rows[i].line);
        g_assert_cmpfloat(score.understood, >=, rows[i].least);
        g_assert_cmpfloat(score.understood, <=, rows[i].most);
        g_assert_cmpfloat(score.kbps, <=, 128.0);
        if (rows[i].line.red) {
            g_assert_cmpfloat(fabs(score.level_db), <=, 1.5);
        }
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/lossy_sound/speech_is_understood", test_speech_is_understood);
    return g_test_run();
}
