/**
 * seq_unwrap: numbers of 16 or 32 bits that wrap, made into 64-bit numbers that do not.
 *
 * Units       a value is a sequence number, or RTP time in ticks; the result counts the same.
 * Ownership   a plain value, held by whoever needs it; zeroed memory is a fresh one.
 * Thread      that of its holder.
 * Errors      nothing here fails.
 * Memory      none.
 */
#ifndef MCU_RTP_SEQ_UNWRAP_H
#define MCU_RTP_SEQ_UNWRAP_H

#include <stdbool.h>
#include <stdint.h>

typedef struct SeqUnwrap {
    bool started;
    int64_t highest; /**< the highest result so far */
} SeqUnwrap;

/**
 * The 64-bit number nearest to the highest so far whose low 16 bits are `value`.
 *
 * The first value is its own result, so what came before it may be negative; the low bits stay right.
 * A step of exactly half the range counts as backward.
 */
int64_t seq_unwrap_16(SeqUnwrap *unwrap, uint16_t value);

/** As seq_unwrap_16() for 32 bits. */
int64_t seq_unwrap_32(SeqUnwrap *unwrap, uint32_t value);

/** What seq_unwrap_16() would give, without moving the highest: for numbers that a peer speaks about. */
int64_t seq_unwrap_peek_16(const SeqUnwrap *unwrap, uint16_t value);

/** As seq_unwrap_peek_16() for 32 bits. */
int64_t seq_unwrap_peek_32(const SeqUnwrap *unwrap, uint32_t value);

#endif
