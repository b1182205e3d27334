#include "signaling/app/recording_steps.h"

#include "signaling/meeting/permission.h"
#include "signaling/meeting/proceedings.h"
#include "signaling/store/meeting_events.h"

static const char *text_of(const json_t *event, const char *member)
{
    const char *text = json_string_value(json_object_get(event, member));
    return text != NULL ? text : "";
}

bool recording_steps_write(Database *database, const char *meeting, json_t *event, GError **error)
{
    const char *action = text_of(event, "action");
    const int64_t now_us = json_integer_value(json_object_get(event, "time_us"));
    int64_t id = json_integer_value(json_object_get(event, "recording"));

    if (g_str_equal(action, "begin")) {
        if (!recording_book_begin(database, meeting, text_of(event, "actor"), now_us, &id, error)) {
            return false;
        }
        json_object_set_new(event, "recording", json_integer((json_int_t)id));
        return true;
    }
    const RecordingState state = g_str_equal(action, "end") ? RECORDING_COMPLETING
            : g_str_equal(action, "pause")                  ? RECORDING_PAUSED
                                                            : RECORDING_RECORDING;
    return recording_book_step(database, id, state, text_of(event, "reason"), now_us, error);
}

bool recording_steps_end_leftover(
        Database *database, const Recording *recording, int64_t now_us, GError **error)
{
    json_t *event = json_pack("{s:s, s:I, s:s, s:s, s:s, s:s, s:s, s:I}", "kind",
            proceedings_verb_name(PROCEEDINGS_RECORD), "time_us", (json_int_t)now_us, "actor",
            "server", "name", "", "role", role_name(ROLE_OPERATOR), "action", "end", "reason",
            "abandoned", "recording", (json_int_t)recording->id);
    char *text = json_dumps(event, JSON_COMPACT | JSON_SORT_KEYS);
    const MeetingEvent row = {
            .meeting = recording->meeting,
            .time_us = now_us,
            .actor = "server",
            .kind = proceedings_verb_name(PROCEEDINGS_RECORD),
            .detail = text,
    };
    const bool done = meeting_events_append(database, &row, MEETING_EVENT_LAST, error) &&
            recording_book_step(
                    database, recording->id, RECORDING_COMPLETING, "abandoned", now_us, error);

    free(text);
    json_decref(event);
    return done;
}

void recording_opening_clear(RecordingOpening *opening)
{
    g_free(opening->meeting);
    recording_span_clear(&opening->span);
    *opening = (RecordingOpening){0};
}

static unsigned count_files(const RecordingSpan *spans, size_t count)
{
    unsigned files = 0;

    for (size_t i = 0; i < count; i++) {
        files += i == 0 || !g_str_equal(spans[i].path, spans[i - 1].path);
    }
    return files;
}

static bool find_on(Database *database, RecordingOpening *opening, GError **error)
{
    g_auto(Recording) recording = {0};

    if (!recording_book_find(database, opening->id, &recording, error)) {
        return false;
    }
    opening->on = recording.id != 0 &&
            (recording.state == RECORDING_RECORDING || recording.state == RECORDING_PAUSED);
    opening->bytes = recording.bytes;
    opening->stem_bytes = recording.stem_bytes;
    return true;
}

static bool close_last(
        Database *database, RecordingOpening *opening, RecordingSpan *last, GError **error)
{
    if (last == NULL || last->wall_end_us != 0) {
        return true;
    }
    last->wall_end_us = CLAMP(opening->seen_us, last->wall_start_us, opening->now_us);
    return recording_book_put_span(database, opening->id, last, error);
}

bool recording_steps_open(Database *database, RecordingOpening *opening, GError **error)
{
    if (!find_on(database, opening, error)) {
        return false;
    }
    g_autoptr(GArray) list = recording_book_spans(database, opening->id, error);
    if (list == NULL) {
        return false;
    }
    RecordingSpan *spans = (RecordingSpan *)(void *)list->data;
    RecordingSpan *last = list->len > 0 ? &spans[list->len - 1] : NULL;
    opening->on = opening->on && list->len < RECORDING_SPANS_MAX;
    if (!opening->on) {
        return true;
    }
    if (!close_last(database, opening, last, error)) {
        return false;
    }
    const bool segment = opening->segment || last == NULL;
    recording_span_clear(&opening->span);
    opening->span = (RecordingSpan){
            .number = list->len + 1,
            .path = segment ? g_strdup_printf("%s/%" G_GINT64_FORMAT "-%u.webm", opening->meeting,
                                      opening->id, count_files(spans, list->len) + 1)
                            : g_strdup(last->path),
            .wall_start_us = opening->now_us,
            .file_start_us = recording_clock_length(spans, list->len, opening->now_us),
    };
    return recording_book_put_span(database, opening->id, &opening->span, error);
}

bool recording_steps_look(Database *database, RecordingOpening *opening, GError **error)
{
    if (!find_on(database, opening, error)) {
        return false;
    }
    g_autoptr(GArray) list = recording_book_spans(database, opening->id, error);
    if (list == NULL) {
        return false;
    }
    opening->on = opening->on && list->len > 0;
    if (opening->on) {
        RecordingSpan *last = &g_array_index(list, RecordingSpan, list->len - 1);
        recording_span_clear(&opening->span);
        opening->span = *last;
        last->path = NULL; /* handed over */
    }
    return true;
}
