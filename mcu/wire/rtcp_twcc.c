#include "mcu/wire/rtcp_twcc.h"

#include "mcu/wire/rtcp_feedback.h"

#include <glib.h>

/*
 *     |                     SSRC of packet sender                     |
 *     |                      SSRC of media source                     |
 *     |      base sequence number     |      packet status count      |
 *     |                 reference time                | fb pkt. count |
 *     |          packet chunk         |         packet chunk          |
 *     |           recv delta          |  recv delta   | zero padding  |
 *
 *     run length: |0| S |       length (13)       |
 *     vector:     |1|0|     14 symbols of 1 bit   |
 *                 |1|1|      7 symbols of 2 bits  |
 */
enum {
    FORMAT_TRANSPORT = 15,
    SYMBOL_NOT_RECEIVED = 0,
    SYMBOL_SMALL = 1, /* one byte, unsigned */
    SYMBOL_LARGE = 2, /* two bytes, signed */
    DELTA_US = 250,
    REFERENCE_US = 64000,
    REFERENCE_DELTAS = REFERENCE_US / DELTA_US,
    SMALL_MAX = 255,
    RUN_MAX = 0x1fff,
    VECTOR_BIT = 0x8000,
    TWO_BIT_SYMBOLS_BIT = 0x4000,
    VECTOR_BITS = 14,
    ONE_BIT_COUNT = VECTOR_BITS,
    TWO_BIT_COUNT = VECTOR_BITS / 2,
    HEADER_SIZE = 20, /* with the four bytes of every RTCP packet */
};

/* The symbols of one chunk, at most `room` of them. @return how many */
static size_t read_chunk(uint16_t chunk, uint8_t *symbols, size_t room)
{
    if ((chunk & VECTOR_BIT) == 0) {
        const size_t run = MIN((size_t)(chunk & RUN_MAX), room);
        for (size_t i = 0; i < run; i++) {
            symbols[i] = (uint8_t)(chunk >> 13 & 3);
        }
        return run;
    }
    const unsigned bits = (chunk & TWO_BIT_SYMBOLS_BIT) == 0 ? 1 : 2;
    const size_t count = MIN((size_t)(VECTOR_BITS / bits), room);
    for (size_t i = 0; i < count; i++) {
        const unsigned shift = VECTOR_BITS - bits * ((unsigned)i + 1);
        symbols[i] = (uint8_t)((unsigned)chunk >> shift & ((1U << bits) - 1));
    }
    return count;
}

static bool read_symbols(ByteReader *reader, uint8_t *symbols, size_t count)
{
    size_t done = 0;
    while (done < count) {
        uint16_t chunk = 0;
        if (!byte_reader_u16(reader, &chunk)) {
            return false;
        }
        const size_t said = read_chunk(chunk, symbols + done, count - done);
        if (said == 0) {
            return false; /* a run of no length */
        }
        done += said;
    }
    return true;
}

static bool read_delta(ByteReader *reader, uint8_t symbol, int64_t *at_us)
{
    uint8_t small = 0;
    uint16_t large = 0;
    if (symbol == SYMBOL_SMALL) {
        if (!byte_reader_u8(reader, &small)) {
            return false;
        }
        *at_us += (int64_t)small * DELTA_US;
        return true;
    }
    if (!byte_reader_u16(reader, &large)) {
        return false;
    }
    *at_us += (int64_t)(int16_t)large * DELTA_US;
    return true;
}

bool rtcp_twcc_read(const RtcpItem *item, RtcpTwcc *out_feedback)
{
    ByteReader reader = byte_reader(item->body, item->size);
    uint8_t symbols[RTCP_TWCC_PACKETS_MAX];
    uint16_t count = 0;
    uint32_t reference = 0;

    if (rtcp_feedback_kind(item) != RTCP_FEEDBACK_TRANSPORT ||
            !byte_reader_u32(&reader, &out_feedback->sender_ssrc) ||
            !byte_reader_u32(&reader, &out_feedback->media_ssrc) ||
            !byte_reader_u16(&reader, &out_feedback->base_sequence) ||
            !byte_reader_u16(&reader, &count) || !byte_reader_u24(&reader, &reference) ||
            !byte_reader_u8(&reader, &out_feedback->feedback_count)) {
        return false;
    }
    if (count == 0 || count > RTCP_TWCC_PACKETS_MAX || !read_symbols(&reader, symbols, count)) {
        return false;
    }
    int64_t at_us = (int64_t)reference * REFERENCE_US;
    for (size_t i = 0; i < count; i++) {
        out_feedback->arrival_us[i] = RTCP_TWCC_NOT_RECEIVED;
        if (symbols[i] == SYMBOL_NOT_RECEIVED) {
            continue;
        }
        if (symbols[i] > SYMBOL_LARGE || !read_delta(&reader, symbols[i], &at_us)) {
            return false;
        }
        out_feedback->arrival_us[i] = at_us;
    }
    out_feedback->count = count;
    return true;
}

int64_t rtcp_twcc_elapsed_us(int64_t from_us, int64_t to_us)
{
    int64_t elapsed_us = (to_us - from_us) % RTCP_TWCC_WRAP_US;
    if (elapsed_us >= RTCP_TWCC_WRAP_US / 2) {
        elapsed_us -= RTCP_TWCC_WRAP_US;
    } else if (elapsed_us < -RTCP_TWCC_WRAP_US / 2) {
        elapsed_us += RTCP_TWCC_WRAP_US;
    }
    return elapsed_us;
}

/* What is to be written: a symbol for each packet, and the deltas of those that arrived. */
typedef struct Plan {
    size_t count;
    size_t delta_size;
    bool has_reference;
    uint32_t reference; /* 24 bits of 64 ms */
    int64_t last_steps; /* of 250 us: the arrival that the next delta counts from */
    uint8_t symbols[RTCP_TWCC_PACKETS_MAX];
    int16_t deltas[RTCP_TWCC_PACKETS_MAX];
} Plan;

/* The first arrival sets the reference, rounded down. */
static void plan_reference(Plan *plan, int64_t steps)
{
    const int64_t reference = steps / REFERENCE_DELTAS;
    if (!plan->has_reference) {
        plan->has_reference = true;
        plan->reference = (uint32_t)(reference & 0xffffff);
        plan->last_steps = reference * REFERENCE_DELTAS;
    }
}

/* Adds a packet that arrived. @return false if the time since the one before cannot be said */
static bool plan_arrival(Plan *plan, int64_t arrival_us)
{
    const int64_t steps = arrival_us / DELTA_US;
    plan_reference(plan, steps);
    const int64_t delta = steps - plan->last_steps;
    if (delta < INT16_MIN || delta > INT16_MAX) {
        return false;
    }
    const bool is_small = delta >= 0 && delta <= SMALL_MAX;
    plan->symbols[plan->count] = is_small ? SYMBOL_SMALL : SYMBOL_LARGE;
    plan->deltas[plan->count] = (int16_t)delta;
    plan->delta_size += is_small ? 1 : 2;
    plan->last_steps = steps;
    return true;
}

/* The packets from the first on that can be said in one feedback and `room` bytes of chunks and deltas. */
static void make_plan(const RtcpTwcc *feedback, size_t room, Plan *plan)
{
    plan->count = 0;
    plan->delta_size = 0;
    plan->has_reference = false;
    plan->reference = 0;
    plan->last_steps = 0;
    for (size_t i = 0; i < feedback->count; i++) {
        if (feedback->arrival_us[i] == RTCP_TWCC_NOT_RECEIVED) {
            plan->symbols[i] = SYMBOL_NOT_RECEIVED;
        } else if (!plan_arrival(plan, feedback->arrival_us[i])) {
            return;
        }
        /* The worst case of chunks: two bytes for each seven packets. Padding to a word: up to three bytes. */
        const size_t chunk_size = 2 * (i / TWO_BIT_COUNT + 1);
        if (chunk_size + plan->delta_size + 3 > room) {
            return;
        }
        plan->count = i + 1;
    }
}

/* How many symbols from `at` on are the same. */
static size_t run_length(const Plan *plan, size_t at)
{
    size_t end = at + 1;
    while (end < plan->count && plan->symbols[end] == plan->symbols[at] && end - at < RUN_MAX) {
        end++;
    }
    return end - at;
}

/* How many symbols from `at` on, at most a vector full of them, can be said by one bit each. */
static size_t one_bit_length(const Plan *plan, size_t at)
{
    size_t end = at;
    while (end < plan->count && end - at < ONE_BIT_COUNT && plan->symbols[end] != SYMBOL_LARGE) {
        end++;
    }
    return end - at;
}

static uint16_t vector_chunk(const Plan *plan, size_t at, size_t count, unsigned bits)
{
    unsigned chunk = VECTOR_BIT | (bits == 2 ? TWO_BIT_SYMBOLS_BIT : 0);
    for (size_t i = 0; i < count; i++) {
        const unsigned shift = VECTOR_BITS - bits * ((unsigned)i + 1);
        chunk |= (unsigned)plan->symbols[at + i] << shift;
    }
    return (uint16_t)chunk;
}

static void write_chunks(const Plan *plan, ByteWriter *writer)
{
    for (size_t at = 0; at < plan->count;) {
        const size_t run = run_length(plan, at);
        const size_t left = plan->count - at;
        const size_t one_bit = one_bit_length(plan, at);
        if (run >= MIN((size_t)ONE_BIT_COUNT, left) || (run > TWO_BIT_COUNT && run >= one_bit)) {
            byte_writer_u16(writer, (uint16_t)(plan->symbols[at] << 13 | run));
            at += run;
        } else if (one_bit == ONE_BIT_COUNT ||
                one_bit == left) { /* a vector is full, or the last */
            byte_writer_u16(writer, vector_chunk(plan, at, one_bit, 1));
            at += one_bit;
        } else {
            const size_t two_bit = MIN((size_t)TWO_BIT_COUNT, left);
            byte_writer_u16(writer, vector_chunk(plan, at, two_bit, 2));
            at += two_bit;
        }
    }
}

static void write_deltas(const Plan *plan, ByteWriter *writer)
{
    for (size_t i = 0; i < plan->count; i++) {
        if (plan->symbols[i] == SYMBOL_SMALL) {
            byte_writer_u8(writer, (uint8_t)plan->deltas[i]);
        } else if (plan->symbols[i] == SYMBOL_LARGE) {
            byte_writer_u16(writer, (uint16_t)plan->deltas[i]);
        }
    }
}

size_t rtcp_twcc_write(const RtcpTwcc *feedback, ByteWriter *writer)
{
    g_assert(feedback->count > 0 && feedback->count <= RTCP_TWCC_PACKETS_MAX);
    const size_t room = writer->full ? 0 : writer->capacity - writer->size;
    Plan plan;

    make_plan(feedback, room > HEADER_SIZE ? room - HEADER_SIZE : 0, &plan);
    if (plan.count == 0) {
        return 0;
    }
    const size_t begin = rtcp_packet_begin(writer, RTCP_RTPFB, FORMAT_TRANSPORT);
    byte_writer_u32(writer, feedback->sender_ssrc);
    byte_writer_u32(writer, feedback->media_ssrc);
    byte_writer_u16(writer, feedback->base_sequence);
    byte_writer_u16(writer, (uint16_t)plan.count);
    byte_writer_u24(writer, plan.reference);
    byte_writer_u8(writer, feedback->feedback_count);
    write_chunks(&plan, writer);
    write_deltas(&plan, writer);
    rtcp_packet_end(writer, begin);
    g_assert(!writer->full);
    return plan.count;
}
