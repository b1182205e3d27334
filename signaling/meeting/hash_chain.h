/**
 * hash_chain: rows of which each seals those before it, so that a row changed, taken out or put in later shows.
 *
 *     hash(n) = SHA-256( hash(n-1) in hexadecimal, LF, canonical text of row n )
 *
 * Units       hashes are 64 small hexadecimal digits.
 * Ownership   values.
 * Thread      any: no state.
 * Errors      none.
 * Memory      none.
 */
#ifndef SIGNALING_MEETING_HASH_CHAIN_H
#define SIGNALING_MEETING_HASH_CHAIN_H

#include <jansson.h>

enum { HASH_CHAIN_SIZE = 65 };

/** What the first row stands on. */
#define HASH_CHAIN_START "0000000000000000000000000000000000000000000000000000000000000000"

typedef struct HashLink {
    char text[HASH_CHAIN_SIZE];
} HashLink;

/** The hash of a row. @param row  its canonical text is the compact JSON of it, keys sorted, ASCII only */
HashLink hash_chain_next(const char *previous, const json_t *row);

#endif
