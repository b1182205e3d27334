#include "signaling/app/package_commands.h"

#include "signaling/app/attendance_rules.h"
#include "signaling/app/package_content.h"
#include "signaling/app/recording_dir.h"
#include "signaling/meeting/utc_time.h"
#include "signaling/package/package_check.h"
#include "signaling/store/database_open.h"

#include <glib/gstdio.h>

#include <errno.h>
#include <string.h>

enum { SECOND_US = 1000000, PERMILLE = 1000 };

G_DEFINE_QUARK(package - command - error - quark, package_command_error)

/* ---- making ---- */

typedef struct Progress {
    FILE *out;
    uint64_t told;
} Progress;

/* Nobody reads any more who is told: whoever asked for it is gone. */
static bool tell(uint64_t done, uint64_t total, void *user_data)
{
    Progress *progress = user_data;
    const uint64_t now = total == 0 ? 0 : done * PERMILLE / total;

    if (progress->out == NULL || now == progress->told) {
        return true;
    }
    progress->told = now;
    return fprintf(progress->out, "progress %" G_GUINT64_FORMAT "\n", now) > 0 &&
            fflush(progress->out) == 0;
}

static void remove_folder(const char *folder, const PackageContent *content)
{
    for (guint i = 0; i < content->inputs->len; i++) {
        const char *path = g_array_index(content->inputs, PackageInput, i).path;
        g_autofree char *above = g_path_get_dirname(path);
        if (g_str_equal(above, folder)) {
            (void)g_unlink(path);
        }
    }
    (void)g_rmdir(folder);
}

static bool gather(const Settings *settings, const char *meeting, const char *folder,
        PackageContent *content, GError **error)
{
    const char *data_dir = settings_text(settings, "data.dir");
    const AttendanceRules rules = attendance_rules_of(settings);
    g_autofree char *papers = g_build_filename(data_dir, "papers", NULL);
    g_autofree char *recordings = recording_dir_of(settings);
    g_autoptr(Database) database =
            database_open(data_dir, settings_text(settings, "store.url"), error);

    return database != NULL &&
            package_content_gather(database,
                    &(PackageSources){.papers_dir = papers,
                            .recordings_dir = recordings,
                            .rules = &rules,
                            .folder = folder,
                            .now_us = g_get_real_time()},
                    meeting, content, error);
}

char *package_command_make(const Settings *settings, const PackageWish *wish, GError **error)
{
    g_autofree char *folder = g_strdup_printf("%s.XXXXXX", wish->path);
    g_auto(PackageContent) content = {0};
    Progress progress = {.out = wish->progress};
    SigningKey key;

    if (!signing_key_load(&key, settings_text(settings, "data.dir"), error)) {
        return NULL;
    }
    if (g_mkdtemp(folder) == NULL) {
        const int saved = errno;
        g_set_error(error, G_FILE_ERROR, (gint)g_file_error_from_errno(saved),
                "cannot make the folder %s: %s", folder, g_strerror(saved));
        return NULL;
    }
    package_content_init(&content);
    bool good = gather(settings, wish->meeting, folder, &content, error);
    if (good) {
        const PackagePlan plan = {.meeting = content.meeting,
                .title = content.title,
                .maker = wish->maker != NULL ? wish->maker : g_get_user_name(),
                .made_s = g_get_real_time() / SECOND_US,
                .inputs = (const PackageInput *)(const void *)content.inputs->data,
                .input_count = content.inputs->len,
                .key = &key,
                .progress = tell,
                .user_data = &progress};
        good = package_write(&plan, wish->path, error);
    }
    remove_folder(folder, &content);
    return good ? g_strdup_printf("%s holds %u files\n", wish->path, content.inputs->len) : NULL;
}

/* ---- checking ---- */

static bool is_faulty(const PackageVerdict *verdict, const char *part)
{
    for (guint i = 0; i < verdict->faults->len; i++) {
        if (g_str_equal(g_array_index(verdict->faults, PackageFault, i).part, part)) {
            return true;
        }
    }
    return false;
}

static char *report_of(const PackageVerdict *verdict)
{
    GString *report = g_string_new(NULL);
    const PackageManifest *manifest = &verdict->manifest;

    if (verdict->manifest_good) {
        g_autofree char *key = signing_key_hex(manifest->key, SIGNING_PUBLIC_SIZE);
        g_autofree char *made = utc_time_text(manifest->made_s * SECOND_US);
        g_string_printf(report, "meeting\t%s\ntitle\t%s\nmade\t%s by %s\nkey\t%s\n",
                manifest->meeting, manifest->title, made, manifest->maker, key);
        for (guint i = 0; i < manifest->files->len; i++) {
            const PackageFile *file = &g_array_index(manifest->files, PackageFile, i);
            if (!is_faulty(verdict, file->name)) {
                g_string_append_printf(report, "good\t%s\n", file->name);
            }
        }
    }
    for (guint i = 0; i < verdict->faults->len; i++) {
        const PackageFault *fault = &g_array_index(verdict->faults, PackageFault, i);
        g_string_append_printf(report, "DAMAGED\t%s: %s\n", fault->part, fault->reason);
    }
    if (verdict->faults->len == 0) {
        g_string_append(report, "intact\n");
    }
    return g_string_free(report, FALSE);
}

static bool judge(const PackageVerdict *verdict, const char *key, GError **error)
{
    g_autofree char *found = signing_key_hex(verdict->manifest.key, SIGNING_PUBLIC_SIZE);

    if (verdict->faults->len > 0) {
        g_set_error(error, PACKAGE_COMMAND_ERROR, PACKAGE_COMMAND_ERROR_DAMAGED,
                "the package is damaged: %s", g_array_index(verdict->faults, PackageFault, 0).part);
        return false;
    }
    if (key != NULL && !g_str_equal(key, found)) {
        g_set_error(error, PACKAGE_COMMAND_ERROR, PACKAGE_COMMAND_ERROR_KEY,
                "the package was signed with another key: %s", found);
        return false;
    }
    return true;
}

bool package_command_verify(const char *path, const char *key, char **ret_report, GError **error)
{
    g_auto(PackageVerdict) verdict = {0};
    FILE *file = fopen(path, "re");

    if (file == NULL) {
        const int saved = errno;
        g_set_error(error, G_FILE_ERROR, (gint)g_file_error_from_errno(saved), "cannot read %s: %s",
                path, g_strerror(saved));
        return false;
    }
    package_verdict_init(&verdict);
    const bool read = package_check(file, &verdict, error);
    (void)fclose(file);
    if (!read) {
        return false;
    }
    *ret_report = report_of(&verdict);
    return judge(&verdict, key, error);
}

char *package_command_key(const Settings *settings, GError **error)
{
    SigningKey key;

    if (!signing_key_load(&key, settings_text(settings, "data.dir"), error)) {
        return NULL;
    }
    g_autofree char *hex = signing_key_hex(key.public_bytes, SIGNING_PUBLIC_SIZE);
    return g_strconcat(hex, "\n", NULL);
}
