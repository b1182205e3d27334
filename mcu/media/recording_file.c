#include "mcu/media/recording_file.h"

#include "mcu/media/webm_scan.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

/* How far it is whole. */
typedef struct Mark {
    int64_t end;
    int64_t duration_ms;
    size_t clusters;
    WebmCluster last;  /* of them */
    int64_t before_ms; /* how long it is without the last */
    guint cues;
} Mark;

struct RecordingFile {
    int fd;
    bool finished;
    bool lazy; /* the disk is waited for at the end only */
    WebmPlaces places;
    WebmTrack cue_track;
    GArray *cues;       /* WebmCue */
    Mark written;       /* its cues are counted by the array */
    Mark asked, synced; /* what the disk shall have, and what it has */

    GByteArray *blocks; /* of the cluster that is being filled; its head is kept free before them */
    int64_t cluster_ms;
    int64_t newest_ms;
    bool cluster_cue; /* it begins where a player may go */
};

static bool fail(GError **error, const char *what)
{
    const int code = errno;
    g_set_error(error, G_FILE_ERROR, (gint)g_file_error_from_errno(code), "%s: %s", what,
            g_strerror(code));
    return false;
}

static bool write_at(RecordingFile *file, int64_t place, const GByteArray *bytes, GError **error)
{
    size_t done = 0;
    while (done < bytes->len) {
        const ssize_t written = pwrite(
                file->fd, bytes->data + done, bytes->len - done, (off_t)(place + (int64_t)done));
        if (written < 0 && errno == EINTR) {
            continue;
        }
        if (written <= 0) {
            errno = written == 0 ? ENOSPC : errno;
            return fail(error, "the recording cannot be written");
        }
        done += (size_t)written;
    }
    return true;
}

static bool sync_file(RecordingFile *file, GError **error)
{
    return fdatasync(file->fd) == 0 || fail(error, "the disk does not take the recording");
}

/* What is written into a file that nobody finds any more is lost when it is closed. */
static bool is_there(const RecordingFile *file, GError **error)
{
    struct stat status;
    if (fstat(file->fd, &status) != 0 || status.st_nlink > 0) {
        return true;
    }
    errno = ENOENT;
    return fail(error, "the recording was taken away");
}

/* Who completes leftovers keeps off a file that is being written. */
static bool take(int fd, const char *path, GError **error)
{
    return flock(fd, LOCK_EX | LOCK_NB) == 0 || fail(error, path);
}

static RecordingFile *make(int fd)
{
    RecordingFile *file = g_new0(RecordingFile, 1);
    file->fd = fd;
    file->cues = g_array_new(FALSE, FALSE, sizeof(WebmCue));
    file->blocks = g_byte_array_new();
    return file;
}

static RecordingFile *create(const char *path, const WebmHead *head, bool lazy, GError **error)
{
    const int fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0640);
    if (fd < 0) {
        fail(error, path);
        return NULL;
    }
    if (!take(fd, path, error)) {
        close(fd);
        return NULL;
    }
    g_autoptr(RecordingFile) file = make(fd);
    g_autoptr(GByteArray) bytes = g_byte_array_new();
    webm_write_head(bytes, head, &file->places);
    file->cue_track = head->width_px > 0 ? WEBM_PICTURE : WEBM_SOUND;
    file->written.end = file->places.clusters;
    file->asked = file->synced = file->written;
    file->lazy = lazy;
    if (!write_at(file, 0, bytes, error) || (!lazy && !sync_file(file, error))) {
        return NULL;
    }
    return g_steal_pointer(&file);
}

RecordingFile *recording_file_create(const char *path, const WebmHead *head, GError **error)
{
    return create(path, head, false, error);
}

RecordingFile *recording_file_create_lazy(const char *path, const WebmHead *head, GError **error)
{
    return create(path, head, true, error);
}

bool recording_file_ask_sync(RecordingFile *file, DiskSync *disk, int64_t tag)
{
    const bool asked = disk_sync_ask(disk, file->fd, tag);
    if (asked) {
        file->synced = file->asked;
        file->asked = file->written;
        file->asked.cues = file->cues->len;
    }
    return asked;
}

void recording_file_cut(RecordingFile *file)
{
    file->written = file->asked = file->synced;
    g_array_set_size(file->cues, file->synced.cues);
    g_byte_array_set_size(file->blocks, 0);
    (void)!ftruncate(file->fd, (off_t)file->written.end);
}

static bool take_cluster(const WebmCluster *cluster, void *user_data)
{
    RecordingFile *file = user_data;
    if (cluster->begins_with_key &&
            (file->cue_track == WEBM_PICTURE || file->cues->len == 0 ||
                    cluster->time_ms -
                                    g_array_index(file->cues, WebmCue, file->cues->len - 1)
                                            .time_ms >=
                            RECORDING_CUE_GAP_MS)) {
        const WebmCue cue = {.time_ms = cluster->time_ms, .cluster = cluster->place};
        g_array_append_val(file->cues, cue);
    }
    file->written.end = cluster->end;
    file->written.last = *cluster;
    file->written.before_ms = file->written.duration_ms;
    file->written.duration_ms = MAX(file->written.duration_ms, cluster->newest_ms);
    file->written.clusters++;
    return true;
}

RecordingFile *recording_file_open(const char *path, GError **error)
{
    const int fd = open(path, O_RDWR | O_CLOEXEC);
    if (fd < 0) {
        fail(error, path);
        return NULL;
    }
    if (!take(fd, path, error)) {
        close(fd);
        return NULL;
    }
    g_autoptr(RecordingFile) file = make(fd);
    if (!webm_scan_head(fd, &file->places, &file->cue_track, error)) {
        return NULL;
    }
    file->written.end = file->places.clusters;
    webm_scan_clusters(fd, &file->places, file->cue_track, take_cluster, file);
    return g_steal_pointer(&file);
}

void recording_file_free(RecordingFile *file)
{
    if (file == NULL) {
        return;
    }
    if (file->fd >= 0) {
        close(file->fd);
    }
    g_array_unref(file->cues);
    g_byte_array_unref(file->blocks);
    g_free(file);
}

/* ---- clusters ---- */

static void begin_cluster(RecordingFile *file, const RecordingBlock *block)
{
    static const uint8_t room[WEBM_CLUSTER_HEAD_BYTES];
    g_byte_array_append(file->blocks, room, sizeof room);
    file->cluster_ms = block->time_ms;
    file->cluster_cue = block->key && block->track == file->cue_track;
}

/* A key frame begins a cluster, since there a player may go; but two at once do not make two. */
static bool is_full(const RecordingFile *file, const RecordingBlock *block)
{
    const int64_t length_ms = block->time_ms - file->cluster_ms;
    return length_ms >= RECORDING_CLUSTER_MS ||
            file->blocks->len + block->size_bytes > RECORDING_CLUSTER_BYTES_MAX ||
            (block->key && block->track == file->cue_track && file->cue_track == WEBM_PICTURE);
}

bool recording_file_add(RecordingFile *file, const RecordingBlock *block, GError **error)
{
    g_assert(!file->finished && block->time_ms >= 0);
    if (block->size_bytes > WEBM_BLOCK_BYTES_MAX) {
        errno = EFBIG;
        return fail(error, "a frame");
    }
    if (file->blocks->len > 0 && is_full(file, block) && !recording_file_flush(file, error)) {
        return false;
    }
    if (file->blocks->len == 0) {
        begin_cluster(file, block);
    }
    const int64_t time_ms = MAX(block->time_ms, file->cluster_ms);
    webm_write_block(file->blocks, block->track, (int)(time_ms - file->cluster_ms), block->key,
            block->data, block->size_bytes);
    file->newest_ms = MAX(file->newest_ms, time_ms);
    return true;
}

bool recording_file_flush(RecordingFile *file, GError **error)
{
    if (file->blocks->len == 0) {
        return true;
    }
    g_autoptr(GByteArray) cluster = g_steal_pointer(&file->blocks);
    g_autoptr(GByteArray) head = g_byte_array_sized_new(WEBM_CLUSTER_HEAD_BYTES);
    file->blocks = g_byte_array_sized_new(cluster->len);
    webm_write_cluster_head(head, file->cluster_ms, cluster->len - WEBM_CLUSTER_HEAD_BYTES);
    memcpy(cluster->data, head->data, WEBM_CLUSTER_HEAD_BYTES);
    if (!write_at(file, file->written.end, cluster, error) ||
            (!file->lazy && !sync_file(file, error)) || !is_there(file, error)) {
        /* Half a cluster would be taken for the end of the file; what is whole stays. */
        (void)!ftruncate(file->fd, (off_t)file->written.end);
        return false;
    }
    take_cluster(
            &(WebmCluster){
                    .place = file->written.end,
                    .end = file->written.end + (int64_t)cluster->len,
                    .time_ms = file->cluster_ms,
                    .newest_ms = file->newest_ms,
                    .begins_with_key = file->cluster_cue,
            },
            file);
    return true;
}

/* ---- out of another ---- */

typedef struct Reading {
    int fd;
    RecordingBlockFn each;
    void *user_data;
    bool wanted;
} Reading;

static void read_block(const WebmBlock *block, void *user_data)
{
    Reading *reading = user_data;
    const RecordingBlock read = {
            .track = block->track,
            .time_ms = block->time_ms,
            .key = block->key,
            .data = block->data,
            .size_bytes = block->size_bytes,
    };
    reading->wanted = reading->wanted && reading->each(&read, reading->user_data);
}

static bool read_cluster(const WebmCluster *cluster, void *user_data)
{
    Reading *reading = user_data;
    int64_t time_ms = 0;
    g_autoptr(GByteArray) bytes = webm_load_cluster(reading->fd, cluster->place);
    if (bytes != NULL) {
        (void)webm_read_cluster(bytes->data, bytes->len, &time_ms, read_block, reading);
    }
    return reading->wanted;
}

bool recording_file_read(const RecordingFile *file, RecordingBlockFn each, void *user_data)
{
    Reading reading = {.fd = file->fd, .each = each, .user_data = user_data, .wanted = true};
    webm_scan_clusters(file->fd, &file->places, file->cue_track, read_cluster, &reading);
    return reading.wanted;
}

typedef struct Copy {
    RecordingFile *into;
    int64_t offset_ms;
    GError **error;
} Copy;

static bool copy_block(const RecordingBlock *block, void *user_data)
{
    const Copy *copy = user_data;
    RecordingBlock moved = *block;
    moved.time_ms += copy->offset_ms;
    return recording_file_add(copy->into, &moved, copy->error);
}

bool recording_file_append(
        RecordingFile *file, const RecordingFile *other, int64_t offset_ms, GError **error)
{
    const bool lazy = file->lazy;
    Copy copy = {.into = file, .offset_ms = offset_ms, .error = error};
    file->lazy = true;
    const bool done =
            recording_file_read(other, copy_block, &copy) && recording_file_flush(file, error);
    file->lazy = lazy;
    return done;
}

bool recording_file_describe(const RecordingFile *file, WebmHead *ret_head, GError **error)
{
    return webm_scan_description(file->fd, ret_head, error);
}

/* ---- the end ---- */

static bool write_places(RecordingFile *file, int64_t cues, int64_t end, GError **error)
{
    g_autoptr(GByteArray) seek_head = g_byte_array_new();
    g_autoptr(GByteArray) duration = g_byte_array_new();
    g_autoptr(GByteArray) size = g_byte_array_new();
    webm_write_seek_head(seek_head, &file->places, cues);
    webm_write_duration(duration, file->written.duration_ms);
    webm_write_segment_size(size, end - file->places.segment_data);
    return write_at(file, file->places.seek_head, seek_head, error) &&
            write_at(file, file->places.duration, duration, error) &&
            write_at(file, file->places.segment_size, size, error) && sync_file(file, error);
}

/* The end of a file on a full disk stands where its last cluster stood: a second is less than all of the cues. */
static bool make_room(RecordingFile *file)
{
    if (file->written.clusters < 2) {
        return false;
    }
    file->written.end = file->written.last.place;
    file->written.duration_ms = file->written.before_ms;
    file->written.clusters--;
    const WebmCue *cues = (const WebmCue *)(void *)file->cues->data;
    while (file->cues->len > 0 && cues[file->cues->len - 1].cluster >= file->written.end) {
        g_array_set_size(file->cues, file->cues->len - 1);
    }
    return true;
}

static GByteArray *make_cues(const RecordingFile *file)
{
    GByteArray *cues = g_byte_array_new();
    webm_write_cues(cues, &file->places, file->cue_track, (const WebmCue *)(void *)file->cues->data,
            file->cues->len);
    return cues;
}

/* The cues are on the disk before anything says where they are. */
static bool write_cues(RecordingFile *file, int64_t *ret_end, GError **error)
{
    g_autoptr(GByteArray) cues = make_cues(file);
    const int64_t end = file->written.end + (int64_t)cues->len;
    if (!write_at(file, file->written.end, cues, error)) {
        return false;
    }
    if (ftruncate(file->fd, (off_t)end) != 0) {
        return fail(error, "the recording cannot be cut to its length");
    }
    *ret_end = end;
    return sync_file(file, error);
}

static bool write_end(RecordingFile *file, int64_t *ret_end, GError **error)
{
    g_autoptr(GError) full = NULL;
    if (ftruncate(file->fd, (off_t)file->written.end) != 0) {
        return fail(error, "the recording cannot be cut to its length");
    }
    if (write_cues(file, ret_end, &full)) {
        return true;
    }
    if (g_error_matches(full, G_FILE_ERROR, G_FILE_ERROR_NOSPC) && make_room(file)) {
        return write_cues(file, ret_end, error);
    }
    g_propagate_error(error, g_steal_pointer(&full));
    (void)!ftruncate(file->fd, (off_t)file->written.end);
    return false;
}

bool recording_file_finish(RecordingFile *file, GError **error)
{
    int64_t end = 0;
    if (!recording_file_flush(file, error)) {
        return false;
    }
    if (!write_end(file, &end, error)) {
        return false;
    }
    if (!write_places(file, file->written.end, end, error)) {
        return false;
    }
    file->finished = true;
    (void)flock(file->fd, LOCK_UN); /* nothing more is written */
    return true;
}

RecordingFileStats recording_file_stats(const RecordingFile *file)
{
    return (RecordingFileStats){
            .size_bytes = file->written.end,
            .duration_ms = file->written.duration_ms,
            .clusters = file->written.clusters,
            .cues = file->cues->len,
    };
}
