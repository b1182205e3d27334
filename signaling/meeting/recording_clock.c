#include "signaling/meeting/recording_clock.h"

void recording_span_clear(RecordingSpan *span)
{
    g_free(span->path);
    *span = (RecordingSpan){0};
}

static bool is_open(const RecordingSpan *span)
{
    return span->wall_end_us == 0;
}

static bool has(const RecordingSpan *span, int64_t wall_us)
{
    return wall_us >= span->wall_start_us && (is_open(span) || wall_us < span->wall_end_us);
}

static int64_t position_in(const RecordingSpan *span, int64_t wall_us)
{
    return span->file_start_us + (wall_us - span->wall_start_us);
}

int64_t recording_clock_position(const RecordingSpan *spans, size_t count, int64_t wall_us)
{
    for (size_t i = count;
            i-- > 0;) { /* the newest first: a clock that was set back counts twice */
        if (has(&spans[i], wall_us)) {
            return position_in(&spans[i], wall_us);
        }
    }
    return -1;
}

int64_t recording_clock_next(const RecordingSpan *spans, size_t count, int64_t wall_us)
{
    const int64_t position = recording_clock_position(spans, count, wall_us);

    if (position >= 0) {
        return position;
    }
    for (size_t i = 0; i < count; i++) {
        if (spans[i].wall_start_us >= wall_us) {
            return spans[i].file_start_us;
        }
    }
    return -1;
}

int64_t recording_clock_wall(const RecordingSpan *spans, size_t count, int64_t file_us)
{
    for (size_t i = count; i-- > 0;) {
        const int64_t wall_us = spans[i].wall_start_us + (file_us - spans[i].file_start_us);
        if (file_us >= spans[i].file_start_us && has(&spans[i], wall_us)) {
            return wall_us;
        }
    }
    return 0;
}

int64_t recording_clock_length(const RecordingSpan *spans, size_t count, int64_t now_us)
{
    if (count == 0) {
        return 0;
    }
    const RecordingSpan *last = &spans[count - 1];
    const int64_t end_us = is_open(last) ? now_us : last->wall_end_us;
    return last->file_start_us + MAX(end_us - last->wall_start_us, 0);
}

static const RecordingPart *find_part(const RecordingPart *parts, size_t count, const char *path)
{
    for (size_t i = 0; i < count; i++) {
        if (g_str_equal(parts[i].path, path)) {
            return &parts[i];
        }
    }
    return NULL;
}

/* Where each span begins in its own file: the first of a file at its beginning. */
static void to_own_files(RecordingSpan *spans, size_t count)
{
    int64_t base_us = 0;

    for (size_t i = 0; i < count; i++) {
        const int64_t start_us = spans[i].file_start_us;
        if (i == 0 || !g_str_equal(spans[i].path, spans[i - 1].path)) {
            base_us = start_us;
        }
        spans[i].file_start_us = MAX(start_us - base_us, 0);
    }
}

/* @param last  of its file: it ends where the file does. @return false when nothing of it is there */
static bool settle_one(RecordingSpan *span, const RecordingPart *part, bool last)
{
    const int64_t left_us = part != NULL ? part->duration_us - span->file_start_us : 0;

    if (left_us <= 0) {
        return false;
    }
    if (span->file_start_us == 0 && part->start_us != 0) {
        span->wall_start_us = part->start_us;
    }
    const int64_t length_us =
            last || is_open(span) ? left_us : MIN(span->wall_end_us - span->wall_start_us, left_us);
    span->wall_end_us = span->wall_start_us + MAX(length_us, 0);
    span->file_start_us += part->offset_us;
    return true;
}

void recording_clock_settle(
        GArray *spans, const RecordingPart *parts, size_t count, const char *path)
{
    RecordingSpan *list = (RecordingSpan *)(void *)spans->data;

    to_own_files(list, spans->len);
    for (guint i = 0; i < spans->len; i++) {
        const bool last = i + 1 == spans->len || !g_str_equal(list[i].path, list[i + 1].path);
        list[i].number = last ? 1 : 0; /* until they are counted again */
    }
    for (guint i = spans->len; i-- > 0;) {
        if (!settle_one(&list[i], find_part(parts, count, list[i].path), list[i].number == 1)) {
            g_array_remove_index(spans, i);
        }
    }
    for (guint i = 0; i < spans->len; i++) {
        list[i].number = i + 1;
        g_free(list[i].path);
        list[i].path = g_strdup(path);
    }
}
