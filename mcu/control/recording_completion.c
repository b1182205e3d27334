#include "mcu/control/recording_completion.h"

#include "mcu/media/recording_join.h"
#include "mcu/media/stems_join.h"

#include <glib/gstdio.h>
#include <jansson.h>

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

enum {
    LOWEST_NICE = 19,
    IDLE_CLASS = 3 << 13, /* ioprio_set(2): IOPRIO_CLASS_IDLE in the upper bits */
    THIS_PROCESS = 1,     /* IOPRIO_WHO_PROCESS */
    READ_BYTES = 64 * 1024,
};

/* A meeting that runs beside it must not notice. */
static void step_back(void)
{
    (void)setpriority(PRIO_PROCESS, 0, LOWEST_NICE);
    (void)syscall(SYS_ioprio_set, THIS_PROCESS, 0, IDLE_CLASS);
}

static char *sum_of(const char *path)
{
    g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA256);
    static uint8_t data[READ_BYTES]; /* this process does nothing else */
    const int fd = open(path, O_RDONLY | O_CLOEXEC);
    ssize_t got = -1;

    while (fd >= 0 && ((got = read(fd, data, READ_BYTES)) > 0 || (got < 0 && errno == EINTR))) {
        g_checksum_update(sum, data, MAX(got, 0));
    }
    if (fd >= 0) {
        close(fd);
    }
    return got == 0 ? g_strdup(g_checksum_get_string(sum)) : NULL;
}

static const char *fault_word(const GError *error)
{
    static const struct {
        GFileError code;
        const char *word;
    } words[] = {{G_FILE_ERROR_AGAIN, "busy"}, {G_FILE_ERROR_NOENT, "nothing"},
            {G_FILE_ERROR_NOSPC, "disk_full"}, {G_FILE_ERROR_ROFS, "read_only"}};

    for (size_t i = 0; i < G_N_ELEMENTS(words); i++) {
        if (g_error_matches(error, G_FILE_ERROR, (gint)words[i].code)) {
            return words[i].word;
        }
    }
    return "disk";
}

static void print(json_t *line)
{
    char *text = json_dumps(line, JSON_COMPACT);
    printf("%s\n", text);
    (void)fflush(stdout);
    free(text);
    json_decref(line);
}

static json_t *segments_to_json(const RecordingSegment *segments, size_t count)
{
    json_t *array = json_array();

    for (size_t i = 0; i < count; i++) {
        json_array_append_new(array,
                json_pack("{s:I, s:I, s:I}", "start_us", (json_int_t)segments[i].start_us,
                        "offset_us", (json_int_t)segments[i].offset_ms * 1000, "duration_us",
                        (json_int_t)segments[i].duration_ms * 1000));
    }
    return array;
}

static bool fail_reading(GError **error)
{
    g_set_error_literal(error, G_FILE_ERROR, G_FILE_ERROR_IO, "the file cannot be read");
    return false;
}

/* @param stem  a new reference on success */
static bool stem_to_json(
        const char *path, const SoundStemsEntry *entry, json_t **stem, GError **error)
{
    g_autofree char *file = stems_join_file(path, entry->number);
    g_autofree char *sum = sum_of(file);
    struct stat status;

    if (sum == NULL || g_stat(file, &status) != 0) {
        return fail_reading(error);
    }
    *stem = json_pack("{s:i, s:s, s:s, s:I, s:s}", "number", entry->number, "identity",
            entry->identity, "name", entry->name, "bytes", (json_int_t)status.st_size, "sha256",
            sum);
    return true;
}

/* @return NULL with an error */
static json_t *stems_to_json(const char *path, const GArray *entries, GError **error)
{
    json_t *array = json_array();

    for (guint i = 0; i < entries->len; i++) {
        json_t *stem = NULL;
        if (!stem_to_json(path, &g_array_index(entries, SoundStemsEntry, i), &stem, error)) {
            json_decref(array);
            return NULL;
        }
        json_array_append_new(array, stem);
    }
    return array;
}

/* @return what is to be told; NULL with an error */
static json_t *complete(const char *path, RecordingSegment *parts, size_t count, GError **error)
{
    RecordingJoined joined = {0};

    if (!recording_join(path, parts, count, &joined, error)) {
        return NULL;
    }
    g_autofree char *sum = sum_of(path);
    if (sum == NULL) {
        (void)fail_reading(error);
        return NULL;
    }
    g_autoptr(GArray) entries = stems_join(path, parts, count, joined.duration_ms, error);
    json_t *stems = entries != NULL ? stems_to_json(path, entries, error) : NULL;
    return stems == NULL
            ? NULL
            : json_pack("{s:I, s:I, s:i, s:i, s:s, s:o, s:o}", "duration_us",
                      (json_int_t)joined.duration_ms * 1000, "bytes", (json_int_t)joined.size_bytes,
                      "width", joined.head.width_px, "height", joined.head.height_px, "sha256", sum,
                      "segments", segments_to_json(parts, count), "stems", stems);
}

bool recording_completion_run(const char *path, char *const *segments, size_t count)
{
    g_autoptr(GError) error = NULL;
    g_autofree RecordingSegment *parts = g_new0(RecordingSegment, MAX(count, 1));

    step_back();
    for (size_t i = 0; i < count; i++) {
        parts[i].path = segments[i];
    }
    json_t *told = complete(path, parts, count, &error);
    const bool done = told != NULL;
    print(done ? told
               : json_pack("{s:s, s:s}", "fault", fault_word(error), "reason", error->message));
    return done;
}
