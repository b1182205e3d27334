#include "signaling/app/recording_notes.h"

#include "signaling/app/recording_steps.h"

typedef struct SpanNote {
    int64_t id;
    RecordingSpan span;
} SpanNote;

static void span_note_free(gpointer data)
{
    SpanNote *note = data;
    recording_span_clear(&note->span);
    g_free(note);
}

static bool write_span(Database *database, void *data, GError **error)
{
    const SpanNote *note = data;
    return recording_book_put_span(database, note->id, &note->span, error);
}

void recording_notes_span(Store *store, int64_t id, const RecordingSpan *span)
{
    SpanNote *note = g_new(SpanNote, 1);

    *note = (SpanNote){.id = id, .span = *span};
    note->span.path = g_strdup(span->path);
    (void)store_submit(store, write_span, NULL, note, span_note_free, NULL);
}

static bool write_progress(Database *database, void *data, GError **error)
{
    return recording_book_progress(database, data, error);
}

void recording_notes_progress(Store *store, const RecordingProgress *progress)
{
    (void)store_submit(
            store, write_progress, NULL, g_memdup2(progress, sizeof *progress), g_free, NULL);
}

static bool write_end(Database *database, void *data, GError **error)
{
    return recording_steps_end_leftover(database, data, g_get_real_time(), error);
}

static void ended_free(gpointer data)
{
    recording_clear(data);
    g_free(data);
}

void recording_notes_leftover(Store *store, int64_t id, const char *meeting)
{
    Recording *recording = g_new0(Recording, 1);

    recording->id = id;
    recording->meeting = g_strdup(meeting);
    (void)store_submit(store, write_end, NULL, recording, ended_free, NULL);
}
