#include "tests/bots/bot_tape.h"

#include <gio/gio.h>

#include <errno.h>
#include <stdio.h>
#include <string.h>

enum { MAGIC_BYTES = 8, HEAD_BYTES = 24 };

static const char magic[MAGIC_BYTES + 1] = "GBTAPE01";

struct BotTape {
    FILE *file;
};

struct BotTapeReader {
    GMappedFile *map;
    const uint8_t *bytes;
    size_t size;
    size_t at;
};

BotTape *bot_tape_new(const char *path, GError **error)
{
    FILE *file = fopen(path, "wb");
    if (file == NULL || fwrite(magic, 1, MAGIC_BYTES, file) != MAGIC_BYTES) {
        g_set_error(
                error, G_IO_ERROR, g_io_error_from_errno(errno), "%s: %s", path, g_strerror(errno));
        if (file != NULL) {
            (void)fclose(file);
        }
        return NULL;
    }
    BotTape *tape = g_new0(BotTape, 1);
    tape->file = file;
    return tape;
}

static void put_u64(uint8_t *bytes, uint64_t value)
{
    for (int i = 0; i < 8; i++) {
        bytes[i] = (uint8_t)(value >> (8 * i));
    }
}

static uint64_t u64_at(const uint8_t *bytes)
{
    uint64_t value = 0;
    for (int i = 0; i < 8; i++) {
        value |= (uint64_t)bytes[i] << (8 * i);
    }
    return value;
}

void bot_tape_put(BotTape *tape, const BotTapeEntry *entry)
{
    uint8_t head[HEAD_BYTES] = {0};

    g_assert(entry->size <= BOT_TAPE_BYTES_MAX);
    put_u64(head, (uint64_t)entry->kind | (uint64_t)entry->size << 32);
    put_u64(head + 8, (uint64_t)entry->shown_us);
    put_u64(head + 16, (uint64_t)entry->came_us);
    /* A full disk cuts the tape off: what is compared is shorter then, and says so. */
    (void)fwrite(head, 1, HEAD_BYTES, tape->file);
    if (entry->size > 0) {
        (void)fwrite(entry->bytes, 1, entry->size, tape->file);
    }
}

void bot_tape_free(BotTape *tape)
{
    if (tape != NULL) {
        (void)fclose(tape->file);
        g_free(tape);
    }
}

BotTapeReader *bot_tape_open(const char *path, GError **error)
{
    GMappedFile *map = g_mapped_file_new(path, FALSE, error);
    if (map == NULL) {
        return NULL;
    }
    const size_t size = g_mapped_file_get_length(map);
    const char *bytes = g_mapped_file_get_contents(map);
    if (size < MAGIC_BYTES || memcmp(bytes, magic, MAGIC_BYTES) != 0) {
        g_set_error(error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "%s is not a bot's tape", path);
        g_mapped_file_unref(map);
        return NULL;
    }
    BotTapeReader *reader = g_new0(BotTapeReader, 1);
    *reader = (BotTapeReader){
            .map = map, .bytes = (const uint8_t *)bytes, .size = size, .at = MAGIC_BYTES};
    return reader;
}

bool bot_tape_next(BotTapeReader *reader, BotTapeEntry *ret_entry)
{
    const size_t left = reader->size - reader->at;
    if (left < HEAD_BYTES) {
        return false;
    }
    const uint8_t *head = reader->bytes + reader->at;
    const uint64_t word = u64_at(head);
    const size_t size = (size_t)(word >> 32);
    const unsigned kind = (unsigned)(word & UINT32_MAX);
    if (kind > BOT_TAPE_SOUND || size > BOT_TAPE_BYTES_MAX || size > left - HEAD_BYTES) {
        return false;
    }
    *ret_entry = (BotTapeEntry){.kind = (BotTapeKind)kind,
            .shown_us = (int64_t)u64_at(head + 8),
            .came_us = (int64_t)u64_at(head + 16),
            .bytes = head + HEAD_BYTES,
            .size = size};
    reader->at += HEAD_BYTES + size;
    return true;
}

void bot_tape_rewind(BotTapeReader *reader)
{
    reader->at = MAGIC_BYTES;
}

void bot_tape_close(BotTapeReader *reader)
{
    if (reader != NULL) {
        g_mapped_file_unref(reader->map);
        g_free(reader);
    }
}
