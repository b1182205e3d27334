#include "signaling/package/package_writer.h"

#include "signaling/package/content_sums.h"
#include "signaling/package/zip_layout.h"

#include <glib/gstdio.h>

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { BLOCK_SIZE = 256 * 1024 };

typedef struct Writer {
    const PackagePlan *plan;
    PackageManifest manifest;
    FILE *out;
    GByteArray *directory;
    uint64_t offset;
    uint64_t done, total;
    size_t entries;
    uint32_t time;
    uint8_t block[BLOCK_SIZE];
} Writer;

static bool fail_errno(GError **error, const char *what, const char *path)
{
    const int saved = errno;
    g_set_error(error, G_FILE_ERROR, (gint)g_file_error_from_errno(saved), "cannot %s %s: %s", what,
            path, g_strerror(saved));
    return false;
}

static bool put(Writer *writer, const void *bytes, size_t size, GError **error)
{
    writer->offset += size;
    return fwrite(bytes, 1, size, writer->out) == size || fail_errno(error, "write", "the package");
}

static bool step(Writer *writer, size_t size, GError **error)
{
    const PackagePlan *plan = writer->plan;

    writer->done += size;
    if (plan->progress == NULL || plan->progress(writer->done, writer->total, plan->user_data)) {
        return true;
    }
    g_set_error(error, PACKAGE_ERROR, PACKAGE_ERROR_CANCELLED, "the package was given up");
    return false;
}

/* Reads an input through. @param copy  into the package as well */
static bool read_through(
        Writer *writer, const PackageInput *input, bool copy, ContentSums *sums, GError **error)
{
    FILE *in = fopen(input->path, "re");
    bool good = true;

    if (in == NULL) {
        return fail_errno(error, "read", input->path);
    }
    while (good) {
        const size_t size = fread(writer->block, 1, sizeof writer->block, in);
        if (size == 0) {
            good = ferror(in) == 0 || fail_errno(error, "read", input->path);
            break;
        }
        content_sums_add(sums, writer->block, size);
        good = (!copy || put(writer, writer->block, size, error)) && step(writer, size, error);
    }
    (void)fclose(in);
    return good;
}

static bool sum_up(Writer *writer, GError **error)
{
    const PackagePlan *plan = writer->plan;

    for (size_t i = 0; i < plan->input_count; i++) {
        const PackageInput *input = &plan->inputs[i];
        g_auto(ContentSums) sums = {0};
        content_sums_init(&sums);
        if (!read_through(writer, input, false, &sums, error)) {
            return false;
        }
        PackageFile file = {.name = (char *)input->name, .size = sums.size, .crc = sums.crc};
        (void)g_strlcpy(file.sha256, content_sums_sha256(&sums), sizeof file.sha256);
        package_manifest_add(&writer->manifest, &file);
    }
    return true;
}

static bool put_header(
        Writer *writer, const char *name, uint64_t size, uint32_t crc, GError **error)
{
    const ZipEntry entry = {.name = name, .size = size, .crc = crc, .offset = writer->offset};
    g_autoptr(GByteArray) header = g_byte_array_new();

    zip_layout_header(header, &entry, writer->time);
    zip_layout_line(writer->directory, &entry, writer->time);
    writer->entries++;
    return put(writer, header->data, header->len, error);
}

static bool put_bytes(
        Writer *writer, const char *name, const void *bytes, size_t size, GError **error)
{
    return put_header(writer, name, size, content_sums_crc(bytes, size), error) &&
            put(writer, bytes, size, error);
}

static bool put_manifest(Writer *writer, GError **error)
{
    g_autoptr(GBytes) text = package_manifest_write(&writer->manifest);
    uint8_t signature[SIGNATURE_SIZE];
    gsize size = 0;
    const void *bytes = g_bytes_get_data(text, &size);

    if (size > PACKAGE_MANIFEST_SIZE_MAX) {
        g_set_error(error, PACKAGE_ERROR, PACKAGE_ERROR_INPUT, "these are too many files");
        return false;
    }
    signing_key_sign(writer->plan->key, bytes, size, signature);
    g_autofree char *hex = signing_key_hex(signature, sizeof signature);
    return put_bytes(writer, PACKAGE_MANIFEST_NAME, bytes, size, error) &&
            put_bytes(writer, PACKAGE_SIGNATURE_NAME, hex, strlen(hex), error);
}

static bool put_file(
        Writer *writer, const PackageInput *input, const PackageFile *file, GError **error)
{
    g_auto(ContentSums) sums = {0};

    content_sums_init(&sums);
    if (!put_header(writer, file->name, file->size, file->crc, error) ||
            !read_through(writer, input, true, &sums, error)) {
        return false;
    }
    if (sums.size != file->size || !g_str_equal(content_sums_sha256(&sums), file->sha256)) {
        g_set_error(
                error, PACKAGE_ERROR, PACKAGE_ERROR_INPUT, "%s was changed meanwhile", input->path);
        return false;
    }
    return true;
}

static bool put_all(Writer *writer, GError **error)
{
    const PackagePlan *plan = writer->plan;
    g_autoptr(GByteArray) end = g_byte_array_new();

    if (!sum_up(writer, error) || !put_manifest(writer, error)) {
        return false;
    }
    for (size_t i = 0; i < plan->input_count; i++) {
        const PackageFile *file = &g_array_index(writer->manifest.files, PackageFile, i);
        if (!put_file(writer, &plan->inputs[i], file, error)) {
            return false;
        }
    }
    zip_layout_end(end, writer->entries, writer->offset, writer->directory->len);
    return put(writer, writer->directory->data, writer->directory->len, error) &&
            put(writer, end->data, end->len, error);
}

static bool check_plan(Writer *writer, GError **error)
{
    const PackagePlan *plan = writer->plan;
    g_autoptr(GHashTable) names = g_hash_table_new(g_str_hash, g_str_equal);

    if (plan->input_count > PACKAGE_FILES_MAX) {
        g_set_error(error, PACKAGE_ERROR, PACKAGE_ERROR_INPUT, "these are too many files");
        return false;
    }
    for (size_t i = 0; i < plan->input_count; i++) {
        GStatBuf status;
        if (!package_manifest_allows(plan->inputs[i].name) ||
                !g_hash_table_add(names, (gpointer)plan->inputs[i].name)) {
            g_set_error(error, PACKAGE_ERROR, PACKAGE_ERROR_INPUT,
                    "%s is no name for a file of a package, or stands there twice",
                    plan->inputs[i].name);
            return false;
        }
        if (g_stat(plan->inputs[i].path, &status) != 0) {
            return fail_errno(error, "read", plan->inputs[i].path);
        }
        writer->total += 2 * (uint64_t)status.st_size;
    }
    return true;
}

/* Under a name of its own until it is whole. */
static bool write_draft(Writer *writer, const char *draft, const char *path, GError **error)
{
    writer->out = fopen(draft, "wxe");
    if (writer->out == NULL) {
        return fail_errno(error, "make", draft);
    }
    bool good = put_all(writer, error);
    if (good && (fflush(writer->out) != 0 || fsync(fileno(writer->out)) != 0)) {
        good = fail_errno(error, "write", draft);
    }
    if (fclose(writer->out) != 0 && good) {
        good = fail_errno(error, "write", draft);
    }
    if (good && g_rename(draft, path) != 0) {
        good = fail_errno(error, "name", path);
    }
    if (!good) {
        (void)g_unlink(draft);
    }
    return good;
}

bool package_write(const PackagePlan *plan, const char *path, GError **error)
{
    g_autofree char *draft = g_strdup_printf("%s.%d.part", path, (int)getpid());
    Writer *writer = g_new0(Writer, 1);

    writer->plan = plan;
    writer->directory = g_byte_array_new();
    writer->time = zip_layout_time(plan->made_s);
    package_manifest_init(&writer->manifest);
    writer->manifest.meeting = g_strdup(plan->meeting);
    writer->manifest.title = g_strdup(plan->title);
    writer->manifest.maker = g_strdup(plan->maker);
    writer->manifest.made_s = plan->made_s;
    memcpy(writer->manifest.key, plan->key->public_bytes, SIGNING_PUBLIC_SIZE);
    const bool good = check_plan(writer, error) && write_draft(writer, draft, path, error);
    package_manifest_clear(&writer->manifest);
    g_byte_array_unref(writer->directory);
    g_free(writer);
    return good;
}
