#include "signaling/package/package_manifest.h"

#include "signaling/meeting/utc_time.h"
#include "signaling/package/zip_layout.h"

#include <jansson.h>

#include <stdlib.h>
#include <string.h>

enum { FORMAT_VERSION = 1, SECOND_US = 1000000 };

G_DEFINE_QUARK(package - error - quark, package_error)

static void file_clear(gpointer data)
{
    PackageFile *file = data;
    g_free(file->name);
}

void package_manifest_init(PackageManifest *manifest)
{
    *manifest = (PackageManifest){.files = g_array_new(FALSE, TRUE, sizeof(PackageFile))};
    g_array_set_clear_func(manifest->files, file_clear);
}

void package_manifest_clear(PackageManifest *manifest)
{
    g_free(manifest->meeting);
    g_free(manifest->title);
    g_free(manifest->maker);
    g_clear_pointer(&manifest->files, g_array_unref);
    *manifest = (PackageManifest){0};
}

static bool has_good_letters(const char *name)
{
    for (const char *at = name; *at != '\0'; at = g_utf8_next_char(at)) {
        if (g_unichar_iscntrl(g_utf8_get_char(at)) || strchr("\\:*?\"<>|", *at) != NULL) {
            return false;
        }
    }
    return true;
}

bool package_manifest_allows(const char *name)
{
    const size_t size = strlen(name);

    if (size == 0 || size > ZIP_NAME_MAX || !g_utf8_validate(name, -1, NULL) ||
            !has_good_letters(name) || g_str_equal(name, PACKAGE_MANIFEST_NAME) ||
            g_str_equal(name, PACKAGE_SIGNATURE_NAME)) {
        return false;
    }
    g_auto(GStrv) steps = g_strsplit(name, "/", -1);
    for (size_t i = 0; steps[i] != NULL; i++) {
        if (steps[i][0] == '\0' || steps[i][0] == '.') {
            return false;
        }
    }
    return true;
}

void package_manifest_add(PackageManifest *manifest, const PackageFile *file)
{
    PackageFile copy = *file;

    g_assert(package_manifest_allows(file->name));
    g_assert(manifest->files->len < PACKAGE_FILES_MAX);
    copy.name = g_strdup(file->name);
    g_array_append_val(manifest->files, copy);
}

/* What the chain seals. */
static json_t *row_of(const PackageFile *file)
{
    return json_pack("{s:s, s:I, s:I, s:s}", "name", file->name, "size", (json_int_t)file->size,
            "crc32", (json_int_t)file->crc, "sha256", file->sha256);
}

GBytes *package_manifest_write(const PackageManifest *manifest)
{
    g_autofree char *made = utc_time_text(manifest->made_s * SECOND_US);
    g_autofree char *key = signing_key_hex(manifest->key, SIGNING_PUBLIC_SIZE);
    HashLink link = {.text = HASH_CHAIN_START};
    json_t *files = json_array();

    for (guint i = 0; i < manifest->files->len; i++) {
        json_t *row = row_of(&g_array_index(manifest->files, PackageFile, i));
        link = hash_chain_next(link.text, row);
        json_object_set_new(row, "chain", json_string(link.text));
        json_array_append_new(files, row);
    }
    json_t *object = json_pack("{s:s, s:i, s:s, s:s, s:s, s:s, s:s, s:o, s:s}", "format",
            "giaoban-package", "version", FORMAT_VERSION, "meeting", manifest->meeting, "title",
            manifest->title, "made_by", manifest->maker, "made", made, "key", key, "files", files,
            "head", link.text);
    char *text = json_dumps(object, JSON_INDENT(1));
    json_decref(object);
    g_assert(text != NULL);
    return g_bytes_new_with_free_func(text, strlen(text), free, text);
}

/* ---- reading ---- */

static bool damaged(GError **error, const char *what)
{
    g_set_error(error, PACKAGE_ERROR, PACKAGE_ERROR_DAMAGED, "%s", what);
    return false;
}

static bool read_file(const json_t *row, HashLink *link, PackageFile *ret_file, GError **error)
{
    const char *name = NULL;
    const char *sha256 = NULL;
    const char *chain = NULL;
    json_int_t size = 0;
    json_int_t crc = 0;

    if (json_unpack((json_t *)row, "{s:s, s:I, s:I, s:s, s:s !}", "name", &name, "size", &size,
                "crc32", &crc, "sha256", &sha256, "chain", &chain) != 0 ||
            !package_manifest_allows(name) || size < 0 || crc < 0 || crc > UINT32_MAX ||
            strlen(sha256) != HASH_CHAIN_SIZE - 1) {
        return damaged(error, "a row of the manifest is none");
    }
    *ret_file = (PackageFile){.name = (char *)name, .size = (uint64_t)size, .crc = (uint32_t)crc};
    (void)g_strlcpy(ret_file->sha256, sha256, sizeof ret_file->sha256);
    json_t *sealed = row_of(ret_file);
    *link = hash_chain_next(link->text, sealed);
    json_decref(sealed);
    return g_str_equal(link->text, chain) || damaged(error, "the manifest's chain is broken");
}

static bool read_files(PackageManifest *manifest, json_t *rows, const char *head, GError **error)
{
    g_autoptr(GHashTable) names = g_hash_table_new(g_str_hash, g_str_equal);
    HashLink link = {.text = HASH_CHAIN_START};

    if (!json_is_array(rows) || json_array_size(rows) > PACKAGE_FILES_MAX) {
        return damaged(error, "the manifest has no list of files");
    }
    for (size_t i = 0; i < json_array_size(rows); i++) {
        PackageFile file;
        if (!read_file(json_array_get(rows, i), &link, &file, error)) {
            return false;
        }
        if (!g_hash_table_add(names, file.name)) {
            return damaged(error, "a name stands twice in the manifest");
        }
        package_manifest_add(manifest, &file);
    }
    return g_str_equal(link.text, head) || damaged(error, "the manifest's chain is cut short");
}

static bool read_made(const char *text, int64_t *ret_s)
{
    g_autoptr(GDateTime) time = g_date_time_new_from_iso8601(text, NULL);

    if (time == NULL) {
        return false;
    }
    *ret_s = g_date_time_to_unix(time);
    return true;
}

static bool read_object(PackageManifest *manifest, json_t *object, GError **error)
{
    const char *format = NULL;
    const char *meeting = NULL;
    const char *title = NULL;
    const char *maker = NULL;
    const char *made = NULL;
    const char *key = NULL;
    const char *head = NULL;
    json_t *files = NULL;
    int version = 0;

    if (json_unpack(object, "{s:s, s:i, s:s, s:s, s:s, s:s, s:s, s:o, s:s !}", "format", &format,
                "version", &version, "meeting", &meeting, "title", &title, "made_by", &maker,
                "made", &made, "key", &key, "files", &files, "head", &head) != 0 ||
            !g_str_equal(format, "giaoban-package") || version != FORMAT_VERSION ||
            !read_made(made, &manifest->made_s) ||
            !signing_key_from_hex(key, manifest->key, SIGNING_PUBLIC_SIZE)) {
        return damaged(error, "this is not the manifest of a package of this version");
    }
    manifest->meeting = g_strdup(meeting);
    manifest->title = g_strdup(title);
    manifest->maker = g_strdup(maker);
    return read_files(manifest, files, head, error);
}

bool package_manifest_read(PackageManifest *manifest, GBytes *text, GError **error)
{
    gsize size = 0;
    const char *data = g_bytes_get_data(text, &size);

    if (size == 0 || size > PACKAGE_MANIFEST_SIZE_MAX) {
        return damaged(error, "the manifest has no possible size");
    }
    json_t *object = json_loadb(data, size, JSON_REJECT_DUPLICATES, NULL);
    if (object == NULL) {
        return damaged(error, "the manifest is no JSON");
    }
    const bool good = read_object(manifest, object, error);
    json_decref(object);
    return good;
}
