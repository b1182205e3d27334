#include "mcu/media/stems_join.h"

#include "mcu/media/disk_room.h"

#include <glib/gstdio.h>

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

enum { FOLDER_MODE = 0750, MS_US = 1000 };

typedef struct Joining {
    const RecordingSegment *segments;
    size_t count;
    int64_t duration_us;
    int64_t start_us; /* since 1970: of the first segment */
    char *folder;     /* that is being filled */
    GArray *entries;  /* SoundStemsEntry: of the whole */
} Joining;

static bool fail(GError **error, int code, const char *what)
{
    g_set_error(error, G_FILE_ERROR, (gint)g_file_error_from_errno(code), "%s: %s", what,
            g_strerror(code));
    return false;
}

static char *file_in(const char *folder, int number)
{
    g_autofree char *name = g_strdup_printf("%d.webm", number);
    return g_build_filename(folder, name, NULL);
}

char *stems_join_file(const char *path, int number)
{
    g_autofree char *folder = sound_stems_folder(path);
    return file_in(folder, number);
}

/* ---- folders ---- */

/* Of an attempt that was killed: nothing else is in it. */
static void remove_folder(const char *folder)
{
    g_autoptr(GDir) files = g_dir_open(folder, 0, NULL);
    for (const char *name = files != NULL ? g_dir_read_name(files) : NULL; name != NULL;
            name = g_dir_read_name(files)) {
        g_autofree char *path = g_build_filename(folder, name, NULL);
        (void)g_unlink(path);
    }
    (void)g_rmdir(folder);
}

static bool sync_folder(const char *folder, GError **error)
{
    const int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    const bool done = fd >= 0 && fsync(fd) == 0;
    const int code = errno;
    if (fd >= 0) {
        close(fd);
    }
    return done || fail(error, code, folder);
}

static bool move_folder(const char *from, const char *to, GError **error)
{
    g_autofree char *above = g_path_get_dirname(to);
    return sync_folder(from, error) && (g_rename(from, to) == 0 || fail(error, errno, to)) &&
            sync_folder(above, error);
}

/* ---- sites ---- */

static SoundStemsEntry *find_site(const GArray *entries, const char *identity)
{
    for (guint i = 0; i < entries->len; i++) {
        SoundStemsEntry *entry = &g_array_index(entries, SoundStemsEntry, i);
        if (g_str_equal(entry->identity, identity)) {
            return entry;
        }
    }
    return NULL;
}

/* All sites of all segments, in the order in which they were first heard. */
static void gather_sites(Joining *join)
{
    for (size_t i = 0; i < join->count; i++) {
        g_autofree char *folder = sound_stems_folder(join->segments[i].path);
        g_autoptr(GArray) there = sound_stems_read_list(folder);
        for (guint k = 0; k < there->len && join->entries->len < SOUND_STEMS_MAX; k++) {
            SoundStemsEntry *entry = &g_array_index(there, SoundStemsEntry, k);
            if (join->segments[i].duration_ms == 0 ||
                    find_site(join->entries, entry->identity) != NULL) {
                continue;
            }
            const SoundStemsEntry taken = {.number = (int)join->entries->len + 1,
                    .identity = g_steal_pointer(&entry->identity),
                    .name = g_steal_pointer(&entry->name)};
            g_array_append_val(join->entries, taken);
        }
        join->start_us = join->start_us != 0 ? join->start_us : join->segments[i].start_us;
    }
}

/* ---- one file ---- */

/* What is not there, or never got its head, holds nothing. @param ret_file  NULL then */
static bool open_stem(const char *path, RecordingFile **ret_file, GError **error)
{
    g_autoptr(GError) fault = NULL;
    *ret_file = recording_file_open(path, &fault);
    const bool nothing = g_error_matches(fault, G_FILE_ERROR, G_FILE_ERROR_NOENT) ||
            g_error_matches(fault, G_FILE_ERROR, G_FILE_ERROR_INVAL);
    if (*ret_file == NULL && !nothing) {
        g_propagate_error(error, g_steal_pointer(&fault));
        return false;
    }
    return true;
}

static bool append_segment(const Joining *join, const RecordingSegment *segment,
        const char *identity, StemFile *into, GError **error)
{
    g_autofree char *folder = sound_stems_folder(segment->path);
    g_autoptr(GArray) there = sound_stems_read_list(folder);
    const SoundStemsEntry *entry = find_site(there, identity);
    g_autoptr(RecordingFile) file = NULL;
    if (entry == NULL || segment->duration_ms == 0) {
        return true;
    }
    g_autofree char *path = file_in(folder, entry->number);
    if (!open_stem(path, &file, error)) {
        return false;
    }
    const int64_t end_us = (segment->offset_ms + segment->duration_ms) * MS_US;
    return file == NULL ||
            stem_file_append(
                    into, file, segment->offset_ms * MS_US, MIN(end_us, join->duration_us), error);
}

static bool write_site(const Joining *join, const SoundStemsEntry *entry, GError **error)
{
    g_autofree char *path = file_in(join->folder, entry->number);
    g_autoptr(StemFile) file = stem_file_create(path, join->start_us, error);
    if (file == NULL ||
            !sound_stems_write_line(
                    join->folder, entry->number, entry->identity, entry->name, error)) {
        return false;
    }
    for (size_t i = 0; i < join->count; i++) {
        if (!append_segment(join, &join->segments[i], entry->identity, file, error)) {
            return false;
        }
    }
    return stem_file_fill(file, join->duration_us, error) && stem_file_finish(file, error);
}

/* ---- all of them ---- */

static bool write_all(const Joining *join, GError **error)
{
    remove_folder(join->folder);
    if (g_mkdir(join->folder, FOLDER_MODE) != 0) {
        return fail(error, errno, join->folder);
    }
    for (guint i = 0; i < join->entries->len; i++) {
        if (!write_site(join, &g_array_index(join->entries, SoundStemsEntry, i), error)) {
            remove_folder(join->folder);
            return false;
        }
    }
    return true;
}

/* What all stems of these segments take. */
static int64_t bytes_of(const RecordingSegment *segments, size_t count)
{
    int64_t bytes = 0;
    for (size_t i = 0; i < count; i++) {
        g_autofree char *folder = sound_stems_folder(segments[i].path);
        g_autoptr(GArray) there = sound_stems_read_list(folder);
        for (guint k = 0; k < there->len; k++) {
            g_autofree char *path =
                    file_in(folder, g_array_index(there, SoundStemsEntry, k).number);
            struct stat status;
            bytes += g_stat(path, &status) == 0 ? (int64_t)status.st_size : 0;
        }
    }
    return bytes;
}

GArray *stems_join(const char *path, const RecordingSegment *segments, size_t count,
        int64_t duration_ms, GError **error)
{
    g_autofree char *whole = sound_stems_folder(path);
    g_autofree char *part = g_strconcat(whole, ".part", NULL);
    g_autoptr(GArray) entries = sound_stems_read_list(whole);
    Joining join = {.segments = segments,
            .count = count,
            .duration_us = duration_ms * MS_US,
            .folder = part,
            .entries = entries};
    if (entries->len > 0) { /* done before, and nobody was told */
        return g_steal_pointer(&entries);
    }
    gather_sites(&join);
    if (entries->len > 0 &&
            (!disk_room_check(part, bytes_of(segments, count), error) || !write_all(&join, error) ||
                    !move_folder(part, whole, error))) {
        return NULL;
    }
    return g_steal_pointer(&entries);
}
