#include "signaling/package/package_check.h"

#include "signaling/package/content_sums.h"
#include "signaling/package/zip_layout.h"

#include <string.h>

enum { BLOCK_SIZE = 256 * 1024, SIGNATURE_TEXT_SIZE = 2 * SIGNATURE_SIZE };

typedef struct Reader {
    FILE *in;
    PackageVerdict *verdict;
    GByteArray *directory; /* as it has to be */
    uint64_t offset;
    size_t entries;
    uint32_t time;
    bool at_end;
    uint8_t block[BLOCK_SIZE];
} Reader;

static void fault_clear(gpointer data)
{
    PackageFault *fault = data;
    g_free(fault->part);
}

void package_verdict_init(PackageVerdict *verdict)
{
    *verdict = (PackageVerdict){.faults = g_array_new(FALSE, TRUE, sizeof(PackageFault))};
    g_array_set_clear_func(verdict->faults, fault_clear);
    package_manifest_init(&verdict->manifest);
}

void package_verdict_clear(PackageVerdict *verdict)
{
    package_manifest_clear(&verdict->manifest);
    g_clear_pointer(&verdict->faults, g_array_unref);
}

/* One line a part: the first fault says it. */
static void blame(Reader *reader, const char *part, const char *reason)
{
    GArray *faults = reader->verdict->faults;
    const PackageFault fault = {.part = g_strdup(part), .reason = reason};

    if (faults->len > 0 &&
            g_str_equal(g_array_index(faults, PackageFault, faults->len - 1).part, part)) {
        g_free(fault.part);
        return;
    }
    g_array_append_val(faults, fault);
}

/* @return how many there are of them, less at the end of the file */
static size_t take(Reader *reader, void *bytes, size_t size)
{
    const size_t got = fread(bytes, 1, size, reader->in);
    reader->offset += got;
    reader->at_end = reader->at_end || got < size;
    return got;
}

static bool take_all(Reader *reader, const char *part, void *bytes, size_t size)
{
    if (take(reader, bytes, size) == size) {
        return true;
    }
    blame(reader, part, "cut off");
    return false;
}

/* Bytes that are known beforehand. @return false when the file ends in them */
static bool expect(Reader *reader, const char *part, const GByteArray *wanted, const char *reason)
{
    g_autofree uint8_t *found = g_malloc(MAX(wanted->len, 1U));

    if (!take_all(reader, part, found, wanted->len)) {
        return false;
    }
    if (memcmp(found, wanted->data, wanted->len) != 0) {
        blame(reader, part, reason);
    }
    return true;
}

static void add_line(Reader *reader, const ZipEntry *entry)
{
    zip_layout_line(reader->directory, entry, reader->time);
    reader->entries++;
}

/* ---- the manifest and its signature ---- */

typedef struct Early {
    uint8_t *header;
    size_t header_size;
    GBytes *content;
    uint64_t offset;
} Early;

static void early_clear(Early *early)
{
    g_free(early->header);
    g_clear_pointer(&early->content, g_bytes_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Early, early_clear)

static uint32_t header_field(const uint8_t *header, size_t offset)
{
    const uint8_t *at = header + offset;
    return (uint32_t)at[0] | (uint32_t)at[1] << 8 | (uint32_t)at[2] << 16 | (uint32_t)at[3] << 24;
}

/* @param size  what the content has to have; 0: as the header says */
static bool read_early(Reader *reader, const char *name, size_t size, Early *early)
{
    early->offset = reader->offset;
    early->header_size = ZIP_HEADER_SIZE + strlen(name);
    early->header = g_malloc(early->header_size);
    if (!take_all(reader, name, early->header, early->header_size)) {
        return false;
    }
    const size_t wanted = size > 0 ? size : header_field(early->header, ZIP_HEADER_SIZE_AT);
    if (wanted == 0 || wanted > PACKAGE_MANIFEST_SIZE_MAX) {
        blame(reader, name, "its header is damaged");
        return false;
    }
    uint8_t *content = g_malloc(wanted);
    early->content = g_bytes_new_take(content, wanted);
    return take_all(reader, name, content, wanted);
}

/* Header and content have to agree; the directory then says what the one says that is right. */
static void check_early(Reader *reader, const char *name, const Early *early, bool content_good)
{
    g_autoptr(GByteArray) wanted = g_byte_array_new();
    gsize size = 0;
    const void *content = g_bytes_get_data(early->content, &size);
    ZipEntry entry = {.name = name,
            .size = size,
            .crc = content_sums_crc(content, size),
            .offset = early->offset};

    zip_layout_header(wanted, &entry, reader->time);
    if (wanted->len != early->header_size ||
            memcmp(wanted->data, early->header, early->header_size) != 0) {
        blame(reader, name, "header and content do not fit");
    }
    if (!content_good) {
        entry.crc = header_field(early->header, ZIP_HEADER_CRC_AT);
    }
    add_line(reader, &entry);
}

static bool is_signed(const PackageManifest *manifest, GBytes *text, GBytes *hex)
{
    gsize size = 0;
    const void *bytes = g_bytes_get_data(text, &size);
    uint8_t signature[SIGNATURE_SIZE];
    g_autofree char *digits = g_strndup(g_bytes_get_data(hex, NULL), (gsize)SIGNATURE_TEXT_SIZE);

    return signing_key_from_hex(digits, signature, sizeof signature) &&
            signing_key_check(manifest->key, bytes, size, signature);
}

/* Without a good manifest nothing else can be told. */
static bool read_manifest(Reader *reader)
{
    PackageVerdict *verdict = reader->verdict;
    g_auto(Early) text = {0};
    g_auto(Early) signature = {0};
    g_autoptr(GError) error = NULL;

    if (!read_early(reader, PACKAGE_MANIFEST_NAME, 0, &text)) {
        return false;
    }
    if (!package_manifest_read(&verdict->manifest, text.content, &error)) {
        blame(reader, PACKAGE_MANIFEST_NAME, "it cannot be read");
        return false;
    }
    reader->time = zip_layout_time(verdict->manifest.made_s);
    check_early(reader, PACKAGE_MANIFEST_NAME, &text, true);
    const bool whole = verdict->faults->len == 0;
    if (!read_early(reader, PACKAGE_SIGNATURE_NAME, SIGNATURE_TEXT_SIZE, &signature)) {
        return false;
    }
    verdict->manifest_good = is_signed(&verdict->manifest, text.content, signature.content);
    if (!whole && !verdict->manifest_good) {
        return false; /* what the signature's header has to be is not known either */
    }
    check_early(reader, PACKAGE_SIGNATURE_NAME, &signature, verdict->manifest_good);
    if (!verdict->manifest_good && verdict->faults->len == 0) {
        blame(reader, PACKAGE_SIGNATURE_NAME, "it is not the signature of this manifest");
    }
    return true;
}

/* ---- the files ---- */

static bool check_file(Reader *reader, const PackageFile *file)
{
    const ZipEntry entry = {
            .name = file->name, .size = file->size, .crc = file->crc, .offset = reader->offset};
    g_autoptr(GByteArray) header = g_byte_array_new();
    g_auto(ContentSums) sums = {0};

    content_sums_init(&sums);
    zip_layout_header(header, &entry, reader->time);
    add_line(reader, &entry);
    if (!expect(reader, file->name, header, "its header is damaged")) {
        return false;
    }
    for (uint64_t left = file->size; left > 0;) {
        const size_t wanted = (size_t)MIN(left, (uint64_t)BLOCK_SIZE);
        if (!take_all(reader, file->name, reader->block, wanted)) {
            return false;
        }
        content_sums_add(&sums, reader->block, wanted);
        left -= wanted;
    }
    if (sums.crc != file->crc || !g_str_equal(content_sums_sha256(&sums), file->sha256)) {
        blame(reader, file->name, "its content was changed");
    }
    return true;
}

static void check_rest(Reader *reader)
{
    const GArray *files = reader->verdict->manifest.files;
    g_autoptr(GByteArray) end = g_byte_array_new();
    uint8_t more = 0;

    for (guint i = 0; i < files->len; i++) {
        if (!check_file(reader, &g_array_index(files, PackageFile, i))) {
            return;
        }
    }
    zip_layout_end(end, reader->entries, reader->offset, reader->directory->len);
    if (expect(reader, PACKAGE_PART_DIRECTORY, reader->directory,
                "the archive's list is damaged") &&
            expect(reader, PACKAGE_PART_END, end, "the archive's end is damaged") &&
            take(reader, &more, 1) == 1) {
        blame(reader, PACKAGE_PART_AFTER, "something was added");
    }
}

bool package_check(FILE *file, PackageVerdict *verdict, GError **error)
{
    Reader *reader = g_new0(Reader, 1);

    reader->in = file;
    reader->verdict = verdict;
    reader->directory = g_byte_array_new();
    if (read_manifest(reader)) {
        check_rest(reader);
    }
    verdict->size = reader->offset;
    g_byte_array_unref(reader->directory);
    g_free(reader);
    if (ferror(file) != 0) {
        g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_IO, "the package cannot be read");
        return false;
    }
    return true;
}
