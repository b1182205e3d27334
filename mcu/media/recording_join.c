#include "mcu/media/recording_join.h"

#include "mcu/media/disk_room.h"

#include <glib/gstdio.h>

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

typedef struct Join {
    const char *path;
    RecordingSegment *segments;
    size_t count;
    RecordingFile **files; /* of the segments; NULL: not there */
    size_t last;           /* that holds something */
    size_t whole;          /* how many do */
    int64_t bytes;         /* of those */
} Join;

static bool fail(GError **error, int code, const char *what)
{
    g_set_error(error, G_FILE_ERROR, (gint)g_file_error_from_errno(code), "%s: %s", what,
            g_strerror(code));
    return false;
}

/* A file's new name is on the disk with its folder. */
static bool sync_folder(const char *path, GError **error)
{
    g_autofree char *folder = g_path_get_dirname(path);
    const int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    const bool done = fd >= 0 && fsync(fd) == 0;
    const int code = errno;
    if (fd >= 0) {
        close(fd);
    }
    return done || fail(error, code, folder);
}

static bool move(const char *from, const char *to, GError **error)
{
    return (g_rename(from, to) == 0 || fail(error, errno, to)) && sync_folder(to, error);
}

/* What is not there, or never got its head, is no fault: it holds nothing. */
static bool open_segment(Join *join, size_t i, GError **error)
{
    g_autoptr(GError) fault = NULL;
    RecordingSegment *segment = &join->segments[i];
    WebmHead head = {0};
    join->files[i] = recording_file_open(segment->path, &fault);
    if (join->files[i] == NULL) {
        const bool nothing = g_error_matches(fault, G_FILE_ERROR, G_FILE_ERROR_NOENT) ||
                g_error_matches(fault, G_FILE_ERROR, G_FILE_ERROR_INVAL);
        if (!nothing) {
            g_propagate_error(error, g_steal_pointer(&fault));
        }
        return nothing;
    }
    if (!recording_file_describe(join->files[i], &head, error)) {
        return false;
    }
    segment->start_us = head.start_us;
    const RecordingFileStats stats = recording_file_stats(join->files[i]);
    if (stats.clusters > 0) {
        segment->duration_ms = stats.duration_ms + RECORDING_JOIN_STEP_MS;
        join->last = i;
        join->whole++;
        join->bytes += stats.size_bytes;
    }
    return true;
}

static bool open_all(Join *join, GError **error)
{
    int64_t offset_ms = 0;
    for (size_t i = 0; i < join->count; i++) {
        if (!open_segment(join, i, error)) {
            return false;
        }
        join->segments[i].offset_ms = offset_ms;
        offset_ms += join->segments[i].duration_ms;
    }
    return true;
}

static RecordingFile *begin_part(const Join *join, const char *part, GError **error)
{
    WebmHead head = {0};
    for (size_t i = 0; i < join->count; i++) {
        if (join->segments[i].duration_ms > 0) {
            if (!recording_file_describe(join->files[i], &head, error)) {
                return NULL;
            }
            break;
        }
    }
    (void)g_unlink(part); /* of an attempt that was killed */
    return recording_file_create(part, &head, error);
}

static bool write_part(const Join *join, const char *part, GError **error)
{
    g_autoptr(RecordingFile) file = begin_part(join, part, error);
    if (file == NULL) {
        return false;
    }
    for (size_t i = 0; i < join->count; i++) {
        if (join->segments[i].duration_ms > 0 &&
                !recording_file_append(file, join->files[i], join->segments[i].offset_ms, error)) {
            return false;
        }
    }
    return recording_file_finish(file, error);
}

static bool join_them(const Join *join, GError **error)
{
    g_autofree char *part = g_strconcat(join->path, ".part", NULL);
    if (join->whole == 1) {
        return recording_file_finish(join->files[join->last], error) &&
                move(join->segments[join->last].path, join->path, error);
    }
    if (disk_room_check(part, join->bytes, error) && write_part(join, part, error) &&
            move(part, join->path, error)) {
        return true;
    }
    (void)g_unlink(part);
    return false;
}

static bool describe(const char *path, RecordingJoined *ret_joined, GError **error)
{
    g_autoptr(RecordingFile) file = recording_file_open(path, error);
    RecordingJoined joined = {0};
    struct stat status;
    if (file == NULL || !recording_file_describe(file, &joined.head, error)) {
        return false;
    }
    if (g_stat(path, &status) != 0) {
        return fail(error, errno, path);
    }
    joined.duration_ms = recording_file_stats(file).duration_ms + RECORDING_JOIN_STEP_MS;
    joined.size_bytes = status.st_size;
    *ret_joined = joined;
    return true;
}

/* The only segment was given the last name already, and nobody was told. */
static void know_the_one(Join *join, const RecordingJoined *joined)
{
    for (size_t i = 0; i < join->count && join->whole == 0; i++) {
        if (join->files[i] == NULL) {
            join->segments[i].start_us = joined->head.start_us;
            join->segments[i].duration_ms = joined->duration_ms;
            return;
        }
    }
}

static bool run(Join *join, RecordingJoined *ret_joined, GError **error)
{
    if (!open_all(join, error)) {
        return false;
    }
    const bool done_before = g_file_test(join->path, G_FILE_TEST_EXISTS);
    if (!done_before && join->whole == 0) {
        return fail(error, ENOENT, join->path);
    }
    if (!done_before && !join_them(join, error)) {
        return false;
    }
    if (!describe(join->path, ret_joined, error)) {
        return false;
    }
    if (done_before) {
        know_the_one(join, ret_joined);
    }
    return true;
}

bool recording_join(const char *path, RecordingSegment *segments, size_t count,
        RecordingJoined *ret_joined, GError **error)
{
    g_assert(count <= RECORDING_SEGMENTS_MAX);
    Join join = {.path = path,
            .segments = segments,
            .count = count,
            .files = g_new0(RecordingFile *, MAX(count, 1))};
    const bool done = run(&join, ret_joined, error);
    for (size_t i = 0; i < count; i++) {
        recording_file_free(join.files[i]);
    }
    g_free(join.files);
    return done;
}
