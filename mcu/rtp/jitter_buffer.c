#include "mcu/rtp/jitter_buffer.h"

#include "mcu/rtp/delay_estimate.h"
#include "mcu/rtp/seq_unwrap.h"

enum {
    LEAP = 60000,          /* a step in the numbers that no loss explains: the sender began anew */
    QUIET_DBOV = 50,       /* nobody notices a frame more or less below -50 dBov */
    PIECES_A_SECOND = 400, /* Opus conceals in steps of 2.5 ms */
    PACKETS_A_SECOND_MIN = 8, /* the longest packet is 120 ms */
    MARGIN_US =
            3000, /* over the spread: arrivals are stamped by a thread that may be late itself */
    HYSTERESIS_US = 5000,       /* between "too long" and "just right" after one frame less */
    HYSTERESIS_QUIET_US = 1000, /* the same where nobody notices the change */
    CONCEAL_MAX_US = 100000,    /* beyond that, concealed sound is noise */
    STARVED_MAX_US = 200000,    /* then the next packet starts afresh */
    LONG_US = 1000000,   /* a delay that is wrong for this long changes in loud moments as well */
    COPIES_US = 5000000, /* for so long one copy lets others be expected */
    ADJUST_QUIET_US = 60000, /* between two changes of the delay */
    ADJUST_LOUD_US = 200000,
    TRANSIT_LEAP_US = 2000000, /* the sender's clock was set, or the line stood still: begin anew */
};

typedef struct Slot {
    GBytes *payload; /* NULL while the slot is empty */
    int64_t seq;
    int64_t ts; /* ticks, unwrapped */
    uint32_t duration;
    bool quiet;
    bool pause;
    bool copy;
} Slot;

struct JitterBuffer {
    JitterBufferConfig config;
    uint32_t tick; /* in ticks of the sound's clock */

    Slot slots[JITTER_BUFFER_PACKETS_MAX];
    unsigned count;
    int64_t first_seq;  /* of what waits, while count > 0 */
    int64_t newest_seq; /* of what was ever put since the last reset */
    bool put_before;

    SeqUnwrap ts_unwrap;
    DelayEstimate estimate;

    bool played_before; /* last_seq means something */
    int64_t last_seq;
    bool playing; /* next_ts means something */
    int64_t next_ts;
    bool pausing;           /* the last frame said so */
    uint32_t last_duration; /* of a frame */
    uint32_t waited; /* concealed since the last frame while the place in the sound stood still */
    uint32_t concealed; /* all that was concealed since the last frame */
    uint32_t starved;   /* without any packet since the last frame */

    int64_t least_us;       /* asked for from outside */
    int64_t long_since_us;  /* when the delay became too long; 0 while it is not */
    int64_t short_since_us; /* the same for less than the least */
    int64_t adjusted_us;
    int64_t copy_us; /* when the last copy came; 0: never */
    JitterBufferStats stats;
};

JitterBuffer *jitter_buffer_new(const JitterBufferConfig *config)
{
    g_assert(config->clock_hz >= PIECES_A_SECOND);
    g_assert(config->tick_us > 0 && config->tick_us <= G_USEC_PER_SEC);
    g_assert(config->needed_min_us >= 0 && config->needed_min_us <= config->needed_max_us);

    JitterBuffer *buffer = g_new0(JitterBuffer, 1);
    buffer->config = *config;
    buffer->tick = (uint32_t)(config->tick_us * config->clock_hz / G_USEC_PER_SEC);
    buffer->stats.needed_us = config->needed_min_us;
    return buffer;
}

/* What the line needs, and what was asked for. */
static void need(JitterBuffer *buffer, int64_t line_us)
{
    buffer->stats.needed_us = CLAMP(MAX(line_us, buffer->least_us), buffer->config.needed_min_us,
            buffer->config.needed_max_us);
}

static Slot *slot_for(JitterBuffer *buffer, int64_t seq)
{
    return &buffer->slots[(uint64_t)seq % JITTER_BUFFER_PACKETS_MAX];
}

static void clear_slots(JitterBuffer *buffer)
{
    for (size_t i = 0; i < JITTER_BUFFER_PACKETS_MAX; i++) {
        g_clear_pointer(&buffer->slots[i].payload, g_bytes_unref);
    }
    buffer->count = 0;
}

void jitter_buffer_free(JitterBuffer *buffer)
{
    if (buffer == NULL) {
        return;
    }
    clear_slots(buffer);
    g_free(buffer);
}

void jitter_buffer_reset(JitterBuffer *buffer)
{
    clear_slots(buffer);
    buffer->put_before = false;
    buffer->ts_unwrap = (SeqUnwrap){0};
    buffer->estimate = (DelayEstimate){0};
    buffer->played_before = false;
    buffer->playing = false;
    buffer->pausing = false;
    buffer->waited = 0;
    buffer->concealed = 0;
    buffer->starved = 0;
    buffer->long_since_us = 0;
    buffer->short_since_us = 0;
    need(buffer, 0);
    buffer->stats.resets++;
}

void jitter_buffer_set_least(JitterBuffer *buffer, int64_t least_us)
{
    buffer->least_us = least_us;
    need(buffer, buffer->estimate.count > 0 ? buffer->estimate.spread_us + MARGIN_US : 0);
}

/* ---- times ---- */

static int64_t ticks_to_us(const JitterBuffer *buffer, int64_t ticks)
{
    const int64_t hz = buffer->config.clock_hz;
    return ticks / hz * G_USEC_PER_SEC + ticks % hz * G_USEC_PER_SEC / hz;
}

static uint32_t us_to_ticks(const JitterBuffer *buffer, int64_t us)
{
    return (uint32_t)(us * buffer->config.clock_hz / G_USEC_PER_SEC);
}

/* How much later than the fastest possible arrival a packet would be played now. */
static int64_t delay_us(const JitterBuffer *buffer, const Slot *slot, int64_t now_us)
{
    return now_us - ticks_to_us(buffer, slot->ts) - buffer->estimate.base_us;
}

/* The delay at which a packet may be played: a tick that takes several short ones needs the last of them too. */
static int64_t needed_for(const JitterBuffer *buffer, const Slot *slot)
{
    const int64_t rest_us = buffer->config.tick_us - ticks_to_us(buffer, slot->duration);
    return buffer->stats.needed_us + MAX(rest_us, 0);
}

/* ---- packets in ---- */

/* Takes the first packet out; the caller owns the payload in the result. */
static Slot take_first(JitterBuffer *buffer)
{
    Slot *slot = slot_for(buffer, buffer->first_seq);
    const Slot taken = *slot;

    g_assert(taken.payload != NULL);
    *slot = (Slot){0};
    buffer->count--;
    if (buffer->count > 0) {
        do {
            buffer->first_seq++;
        } while (slot_for(buffer, buffer->first_seq)->payload == NULL);
    }
    buffer->played_before = true;
    buffer->last_seq = taken.seq;
    return taken;
}

static void drop_first(JitterBuffer *buffer)
{
    const Slot dropped = take_first(buffer);
    g_bytes_unref(dropped.payload);
    buffer->next_ts = dropped.ts + dropped.duration;
    buffer->stats.discarded++;
}

/* Learns from an arrival. @return the unwrapped time of the packet, after a reset if that makes no sense with the rest */
static int64_t learn(JitterBuffer *buffer, const JitterBufferPacket *packet)
{
    int64_t ts = seq_unwrap_32(&buffer->ts_unwrap, packet->timestamp_ticks);
    int64_t transit_us = packet->arrival_us - ticks_to_us(buffer, ts);
    const bool known = buffer->estimate.count > 0;

    if (known && ABS(transit_us - buffer->estimate.base_us) > TRANSIT_LEAP_US) {
        jitter_buffer_reset(buffer);
        ts = seq_unwrap_32(&buffer->ts_unwrap, packet->timestamp_ticks);
        transit_us = packet->arrival_us - ticks_to_us(buffer, ts);
    } else if (known && packet->recovered) {
        return ts;
    }
    delay_estimate_put(&buffer->estimate, transit_us, packet->arrival_us);
    if (packet->copy) {
        buffer->copy_us = packet->arrival_us;
    }
    if (packet->mends) {
        const int64_t later_us = ticks_to_us(buffer, packet->duration_ticks);
        delay_estimate_put(&buffer->estimate, transit_us + later_us, packet->arrival_us);
    }
    need(buffer, buffer->estimate.spread_us + MARGIN_US);
    return ts;
}

/* Makes the slot of a number free, by dropping the oldest packets if it lies too far ahead. */
static bool make_room(JitterBuffer *buffer, int64_t seq)
{
    if (buffer->played_before && seq <= buffer->last_seq) {
        buffer->stats.late++;
        return false;
    }
    while (buffer->count > 0 && seq - buffer->first_seq >= JITTER_BUFFER_PACKETS_MAX) {
        drop_first(buffer);
    }
    if (buffer->count > 0 && buffer->newest_seq - seq >= JITTER_BUFFER_PACKETS_MAX) {
        buffer->stats.late++;
        return false;
    }
    if (slot_for(buffer, seq)->payload != NULL) {
        buffer->stats.duplicates++;
        return false;
    }
    return true;
}

static bool is_quiet(const JitterBufferPacket *packet)
{
    return packet->pause ||
            (packet->level_dbov != JITTER_BUFFER_LEVEL_UNKNOWN && packet->level_dbov >= QUIET_DBOV);
}

void jitter_buffer_put(JitterBuffer *buffer, const JitterBufferPacket *packet, GBytes *payload)
{
    if (packet->duration_ticks < buffer->config.clock_hz / PIECES_A_SECOND ||
            packet->duration_ticks > buffer->config.clock_hz / PACKETS_A_SECOND_MIN) {
        buffer->stats.refused++;
        return;
    }
    if (buffer->put_before && ABS(packet->seq - buffer->newest_seq) > LEAP) {
        jitter_buffer_reset(buffer);
    }
    const int64_t ts = learn(buffer, packet);
    if (!make_room(buffer, packet->seq)) {
        return;
    }
    *slot_for(buffer, packet->seq) = (Slot){
            .payload = g_bytes_ref(payload),
            .seq = packet->seq,
            .ts = ts,
            .duration = packet->duration_ticks,
            .quiet = is_quiet(packet),
            .pause = packet->pause,
            .copy = packet->copy,
    };
    buffer->first_seq = buffer->count == 0 ? packet->seq : MIN(buffer->first_seq, packet->seq);
    buffer->newest_seq = buffer->put_before ? MAX(buffer->newest_seq, packet->seq) : packet->seq;
    buffer->put_before = true;
    buffer->count++;
}

/* ---- sound out ---- */

static JitterBufferSound silence(const JitterBuffer *buffer)
{
    return (JitterBufferSound){
            .action = JITTER_BUFFER_SILENCE,
            .duration_ticks = buffer->tick,
    };
}

static JitterBufferSound conceal(JitterBuffer *buffer, uint32_t duration)
{
    buffer->concealed += duration;
    buffer->stats.concealed++;
    return (JitterBufferSound){.action = JITTER_BUFFER_PLC, .duration_ticks = duration};
}

/* Hands the head out, to be heard (FRAME) or not (DISCARD). */
static JitterBufferSound give_head(JitterBuffer *buffer, JitterBufferAction action, int64_t now_us)
{
    const Slot *head = slot_for(buffer, buffer->first_seq);
    buffer->stats.delay_us = delay_us(buffer, head, now_us);
    buffer->stats.spare_us = buffer->stats.delay_us - needed_for(buffer, head);
    const Slot slot = take_first(buffer);

    buffer->playing = true;
    buffer->next_ts = slot.ts + slot.duration;
    buffer->pausing = slot.pause;
    buffer->last_duration = slot.duration;
    buffer->waited = 0;
    buffer->concealed = 0;
    buffer->starved = 0;
    return (JitterBufferSound){
            .action = action,
            .duration_ticks = slot.duration,
            .timestamp_ticks = (uint32_t)slot.ts,
            .payload = slot.payload,
    };
}

static JitterBufferSound play(JitterBuffer *buffer, int64_t now_us)
{
    buffer->stats.played++;
    buffer->stats.recovered_copies += slot_for(buffer, buffer->first_seq)->copy;
    return give_head(buffer, JITTER_BUFFER_FRAME, now_us);
}

/* Nothing is here. The place in the sound stands still: what comes next is played, later than planned. */
static JitterBufferSound starve(JitterBuffer *buffer)
{
    if (!buffer->playing) {
        return silence(buffer);
    }
    if (buffer->starved == 0 && !buffer->pausing) {
        buffer->stats.underruns++;
    }
    const uint32_t duration = MIN(buffer->last_duration, buffer->tick);
    buffer->starved += duration;
    if (buffer->starved > us_to_ticks(buffer, STARVED_MAX_US)) {
        buffer->playing = false;
        return silence(buffer);
    }
    if (buffer->pausing || buffer->concealed >= us_to_ticks(buffer, CONCEAL_MAX_US)) {
        return silence(buffer);
    }
    buffer->waited += duration;
    return conceal(buffer, duration);
}

/*
 * Packets before the head are lost, or the sender paused. Decides for sound in their place, or for the head.
 *
 * @return  whether `*out_sound` was made; else the head is to be played
 */
static bool bridge(
        JitterBuffer *buffer, const Slot *head, int64_t late_us, JitterBufferSound *out_sound)
{
    const int64_t needed_us = needed_for(buffer, head);
    const bool lost = head->seq != buffer->last_seq + 1;

    /* What was concealed while we waited stands for what is missing. */
    if (head->ts > buffer->next_ts) {
        buffer->next_ts += MIN((int64_t)buffer->waited, head->ts - buffer->next_ts);
        buffer->waited = 0;
    }
    const int64_t missing = head->ts - buffer->next_ts;
    const uint32_t piece = buffer->config.clock_hz / PIECES_A_SECOND;
    if (missing < piece) {
        return false;
    }
    if (!lost || buffer->concealed >= us_to_ticks(buffer, CONCEAL_MAX_US)) {
        if (late_us >= needed_us) {
            return false;
        }
        *out_sound = silence(buffer);
        return true;
    }
    if (late_us >= needed_us + buffer->config.tick_us) {
        return false; /* behind already: leaving the gap out brings us back */
    }
    if (missing == head->duration) {
        buffer->next_ts = head->ts;
        buffer->concealed += head->duration;
        buffer->stats.recovered_fec++;
        *out_sound = (JitterBufferSound){
                .action = JITTER_BUFFER_FEC,
                .duration_ticks = head->duration,
                .payload = g_bytes_ref(head->payload),
        };
        return true;
    }
    int64_t part = missing > head->duration ? missing - head->duration : missing;
    part = MIN(part, (int64_t)buffer->tick);
    part = MAX(part - part % piece, (int64_t)piece);
    buffer->next_ts += part;
    *out_sound = conceal(buffer, (uint32_t)part);
    return true;
}

/* Whether the delay is so long that the head is better left out. */
static bool must_shrink(JitterBuffer *buffer, const Slot *head, int64_t late_us, int64_t now_us)
{
    const int64_t without_us = late_us - ticks_to_us(buffer, head->duration);
    const int64_t over_us = without_us - needed_for(buffer, head);
    const int64_t since_us = now_us - buffer->adjusted_us;

    if (over_us < HYSTERESIS_US || buffer->count < 2) {
        buffer->long_since_us = 0;
    } else if (buffer->long_since_us == 0) {
        buffer->long_since_us = now_us;
    }
    if (head->quiet) {
        return over_us >= HYSTERESIS_QUIET_US && buffer->count >= 2 && since_us >= ADJUST_QUIET_US;
    }
    return buffer->long_since_us != 0 && since_us >= ADJUST_LOUD_US &&
            now_us - buffer->long_since_us >= LONG_US;
}

/* What the delay must reach even if the buffer does not run dry: who plays on never hears a copy that is later. */
static int64_t least_us(const JitterBuffer *buffer, int64_t now_us)
{
    const bool copies = buffer->copy_us != 0 && now_us - buffer->copy_us < COPIES_US;
    return MIN(copies ? buffer->stats.needed_us : buffer->least_us, buffer->config.needed_max_us);
}

/* Whether the delay is so short that a frame of waiting is better put in before the head. */
static bool must_grow(JitterBuffer *buffer, const Slot *head, int64_t late_us, int64_t now_us)
{
    const int64_t next_us = late_us + buffer->config.tick_us;
    const int64_t since_us = now_us - buffer->adjusted_us;
    if (next_us >= least_us(buffer, now_us)) {
        buffer->short_since_us = 0;
    } else if (buffer->short_since_us == 0) {
        buffer->short_since_us = now_us;
    }
    if (head->quiet) {
        return next_us < buffer->stats.needed_us && since_us >= ADJUST_QUIET_US;
    }
    return buffer->short_since_us != 0 && since_us >= ADJUST_LOUD_US &&
            now_us - buffer->short_since_us >= LONG_US;
}

JitterBufferSound jitter_buffer_take(JitterBuffer *buffer, int64_t now_us)
{
    const int64_t most_us = buffer->config.needed_max_us + 2 * buffer->config.tick_us;
    while (buffer->count > 1 &&
            delay_us(buffer, slot_for(buffer, buffer->first_seq), now_us) > most_us) {
        drop_first(buffer);
    }
    if (buffer->count == 0) {
        return starve(buffer);
    }

    const Slot *head = slot_for(buffer, buffer->first_seq);
    const int64_t late_us = delay_us(buffer, head, now_us);
    JitterBufferSound sound;
    if (!buffer->playing) {
        return late_us >= needed_for(buffer, head) ? play(buffer, now_us) : silence(buffer);
    }
    if (bridge(buffer, head, late_us, &sound)) {
        return sound;
    }
    if (must_shrink(buffer, head, late_us, now_us)) {
        buffer->adjusted_us = now_us;
        buffer->stats.discarded++;
        return give_head(buffer, JITTER_BUFFER_DISCARD, now_us);
    }
    if (must_grow(buffer, head, late_us, now_us)) {
        buffer->adjusted_us = now_us;
        buffer->stats.stretched++;
        return (JitterBufferSound){
                .action = JITTER_BUFFER_PLC,
                .duration_ticks = MIN(head->duration, buffer->tick),
        };
    }
    return play(buffer, now_us);
}

unsigned jitter_buffer_size(const JitterBuffer *buffer)
{
    return buffer->count;
}

JitterBufferStats jitter_buffer_stats(const JitterBuffer *buffer)
{
    return buffer->stats;
}
