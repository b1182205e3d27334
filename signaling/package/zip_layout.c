#include "signaling/package/zip_layout.h"

#include <stdbool.h>
#include <string.h>

/* APPNOTE.TXT 6.3.10. */
enum {
    HEADER_MARK = 0x04034b50,    /* 4.3.7 */
    LINE_MARK = 0x02014b50,      /* 4.3.12 */
    END_MARK = 0x06054b50,       /* 4.3.16 */
    END64_MARK = 0x06064b50,     /* 4.3.14 */
    LOCATOR64_MARK = 0x07064b50, /* 4.3.15 */
    VERSION_PLAIN = 20,          /* 4.4.3.2 */
    VERSION_ZIP64 = 45,
    MADE_ON_UNIX = 3 << 8,    /* 4.4.2 */
    NAMES_ARE_UTF8 = 1 << 11, /* 4.4.4, bit 11 */
    ZIP64_FIELD = 0x0001,     /* 4.5.3 */
    END64_REST_SIZE = 44,     /* what follows the size of the record itself */
    DOS_EPOCH_YEAR = 1980,
};

static const uint64_t four_bytes = UINT32_MAX;
static const uint32_t file_mode = (uint32_t)0100644 << 16;

static void add(GByteArray *out, uint64_t value, unsigned size)
{
    uint8_t bytes[8];

    g_assert(size <= sizeof bytes);
    for (unsigned i = 0; i < size; i++) {
        bytes[i] = (uint8_t)(value >> 8 * i);
    }
    g_byte_array_append(out, bytes, size);
}

uint32_t zip_layout_time(int64_t time_s)
{
    g_autoptr(GDateTime) time = g_date_time_new_from_unix_utc(time_s);

    if (time == NULL || g_date_time_get_year(time) < DOS_EPOCH_YEAR) {
        return 1 << 21 | 1 << 16; /* its first day */
    }
    const unsigned date = (unsigned)(g_date_time_get_year(time) - DOS_EPOCH_YEAR) << 9 |
            (unsigned)g_date_time_get_month(time) << 5 |
            (unsigned)g_date_time_get_day_of_month(time);
    const unsigned clock = (unsigned)g_date_time_get_hour(time) << 11 |
            (unsigned)g_date_time_get_minute(time) << 5 |
            (unsigned)g_date_time_get_second(time) / 2;
    return (date & 0xffff) << 16 | clock;
}

static bool is_large(uint64_t value)
{
    return value >= four_bytes;
}

static uint64_t or_mark(uint64_t value, bool large)
{
    return large ? four_bytes : value;
}

/* Of both kinds of header: what they have in common, up to the length of the name. */
static void add_common(GByteArray *out, const ZipEntry *entry, uint32_t time, bool large)
{
    add(out, NAMES_ARE_UTF8, 2);
    add(out, 0, 2); /* stored */
    add(out, time, 4);
    add(out, entry->crc, 4);
    add(out, or_mark(entry->size, large), 4);
    add(out, or_mark(entry->size, large), 4);
    add(out, strlen(entry->name), 2);
}

static void add_name(GByteArray *out, const char *name)
{
    g_byte_array_append(out, (const guint8 *)name, (guint)strlen(name));
}

void zip_layout_header(GByteArray *out, const ZipEntry *entry, uint32_t time)
{
    const bool large = is_large(entry->size);

    add(out, HEADER_MARK, 4);
    add(out, large ? VERSION_ZIP64 : VERSION_PLAIN, 2);
    add_common(out, entry, time, large);
    add(out, large ? 20 : 0, 2);
    add_name(out, entry->name);
    if (large) {
        add(out, ZIP64_FIELD, 2);
        add(out, 16, 2);
        add(out, entry->size, 8);
        add(out, entry->size, 8);
    }
}

void zip_layout_line(GByteArray *out, const ZipEntry *entry, uint32_t time)
{
    const bool large = is_large(entry->size);
    const bool far = is_large(entry->offset);
    const unsigned field = (large ? 16U : 0U) + (far ? 8U : 0U);

    add(out, LINE_MARK, 4);
    add(out, MADE_ON_UNIX | VERSION_ZIP64, 2);
    add(out, field > 0 ? VERSION_ZIP64 : VERSION_PLAIN, 2);
    add_common(out, entry, time, large);
    add(out, field > 0 ? field + 4 : 0, 2);
    add(out, 0, 2); /* no comment */
    add(out, 0, 2); /* the first disk */
    add(out, 0, 2);
    add(out, file_mode, 4);
    add(out, or_mark(entry->offset, far), 4);
    add_name(out, entry->name);
    if (field > 0) {
        add(out, ZIP64_FIELD, 2);
        add(out, field, 2);
    }
    if (large) {
        add(out, entry->size, 8);
        add(out, entry->size, 8);
    }
    if (far) {
        add(out, entry->offset, 8);
    }
}

void zip_layout_end(GByteArray *out, size_t entries, uint64_t offset, uint64_t size)
{
    const bool far = is_large(offset) || is_large(size);

    g_assert(entries < UINT16_MAX);
    if (far) {
        add(out, END64_MARK, 4);
        add(out, END64_REST_SIZE, 8);
        add(out, MADE_ON_UNIX | VERSION_ZIP64, 2);
        add(out, VERSION_ZIP64, 2);
        add(out, 0, 4);
        add(out, 0, 4);
        add(out, entries, 8);
        add(out, entries, 8);
        add(out, size, 8);
        add(out, offset, 8);
        add(out, LOCATOR64_MARK, 4);
        add(out, 0, 4);
        add(out, offset + size, 8);
        add(out, 1, 4); /* disk in all */
    }
    add(out, END_MARK, 4);
    add(out, 0, 2);
    add(out, 0, 2);
    add(out, entries, 2);
    add(out, entries, 2);
    add(out, or_mark(size, is_large(size)), 4);
    add(out, or_mark(offset, is_large(offset)), 4);
    add(out, 0, 2);
}
