/**
 * zip_layout: the bytes of a ZIP archive around its files, in the one form that this program writes.
 *
 *      [header, content] for each file ── directory ── end
 *
 * Files are stored as they are, so that a player may read a recording out of the archive, and every byte of the headers
 * follows from names, sizes, sums and one time: who knows these can compare each of them. Files and archives over 4 GB
 * have the headers of ZIP64.
 *
 * Units       sizes and offsets are bytes; times are DOS's, two bytes of date over two of time, UTC.
 * Ownership   bytes are added to the caller's array.
 * Thread      any: no state.
 * Errors      none.
 * Memory      the caller's.
 */
#ifndef SIGNALING_PACKAGE_ZIP_LAYOUT_H
#define SIGNALING_PACKAGE_ZIP_LAYOUT_H

#include <glib.h>

#include <stdint.h>

enum {
    ZIP_HEADER_SIZE = 30, /* APPNOTE 4.3.7, without name and extra field */
    ZIP_HEADER_CRC_AT = 14,
    ZIP_HEADER_SIZE_AT = 22,
    ZIP_NAME_MAX = 255,
};

typedef struct ZipEntry {
    const char *name; /**< UTF-8, at most ZIP_NAME_MAX bytes */
    uint64_t size;
    uint64_t offset; /**< of its header */
    uint32_t crc;    /**< CRC-32 of its content */
} ZipEntry;

/** @param time_s  seconds since 1970 */
uint32_t zip_layout_time(int64_t time_s);

/** What stands before a file's content. */
void zip_layout_header(GByteArray *out, const ZipEntry *entry, uint32_t time);

/** Its line in the directory. */
void zip_layout_line(GByteArray *out, const ZipEntry *entry, uint32_t time);

/** What stands after the directory. @param offset, size  of the directory */
void zip_layout_end(GByteArray *out, size_t entries, uint64_t offset, uint64_t size);

#endif
