/**
 * bot_tape: what one bot is sent, kept in a file as it came, so that it can be compared with what another one is sent.
 *
 *     "GBTAPE01" | entries: u8 kind, u8[3] 0, u32 size, i64 shown_us, i64 came_us | bytes
 *
 * All numbers are little-endian.
 *
 * Units       shown_us is on the clock of the mix, came_us on the monotonic clock of the machine.
 * Ownership   bytes of an entry that is read belong to the tape.
 * Thread      one at a time.
 * Errors      a file that cannot be written or read is a GError; what is cut off at its end is left out.
 * Memory      an open tape for reading is mapped.
 */
#ifndef TESTS_BOTS_BOT_TAPE_H
#define TESTS_BOTS_BOT_TAPE_H

#include <glib.h>

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { BOT_TAPE_BYTES_MAX = 1 << 20 };

typedef enum BotTapeKind {
    BOT_TAPE_PICTURE, /**< a whole picture, VP8 */
    BOT_TAPE_SOUND,   /**< a packet of Opus */
} BotTapeKind;

typedef struct BotTapeEntry {
    BotTapeKind kind;
    int64_t shown_us;
    int64_t came_us;
    const uint8_t *bytes;
    size_t size; /**< at most BOT_TAPE_BYTES_MAX */
} BotTapeEntry;

typedef struct BotTape BotTape;

/** Begins a new file. */
BotTape *bot_tape_new(const char *path, GError **error);

void bot_tape_put(BotTape *tape, const BotTapeEntry *entry);

/** Closes what was written. NULL is allowed. */
void bot_tape_free(BotTape *tape);

typedef struct BotTapeReader BotTapeReader;

BotTapeReader *bot_tape_open(const char *path, GError **error);

/** The next entry. @return false at the end */
bool bot_tape_next(BotTapeReader *reader, BotTapeEntry *ret_entry);

/** The next entry is the first again. */
void bot_tape_rewind(BotTapeReader *reader);

/** NULL is allowed. */
void bot_tape_close(BotTapeReader *reader);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(BotTape, bot_tape_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(BotTapeReader, bot_tape_close)

#endif
