#include "signaling/app/event_lines.h"

#include "signaling/meeting/utc_time.h"
#include "signaling/store/database_open.h"
#include "signaling/store/meeting_events.h"

#include <jansson.h>

G_DEFINE_QUARK(event - lines - error - quark, event_lines_error)

typedef struct Writer {
    GString *lines;
    bool secret; /* the vote that is open */
} Writer;

static bool add_line(const MeetingEvent *event, void *user_data)
{
    Writer *writer = user_data;
    json_t *detail = json_loads(event->detail, 0, NULL);
    g_autofree char *time = utc_time_text(event->time_us);

    if (g_str_equal(event->kind, "vote_open")) {
        writer->secret = json_is_true(json_object_get(detail, "secret"));
    } else if (g_str_equal(event->kind, "vote") && writer->secret) {
        json_object_del(detail, "choice");
    }
    json_t *line = json_pack("{s:I, s:s, s:s, s:s, s:s, s:o?, s:s}", "id", (json_int_t)event->id,
            "meeting", event->meeting, "time", time, "actor", event->actor, "kind", event->kind,
            "detail", detail, "hash", event->hash);
    char *text = json_dumps(line, JSON_COMPACT);
    g_string_append_printf(writer->lines, "%s\n", text);
    free(text);
    json_decref(line);
    return true;
}

bool event_lines_add(
        Database *database, const char *meeting, int64_t after, GString *lines, GError **error)
{
    Writer writer = {.lines = lines};
    return meeting_events_each(database, meeting, after, add_line, &writer, error);
}

char *event_lines_command(const Settings *settings, const char *meeting, GError **error)
{
    g_autoptr(GString) lines = g_string_new(NULL);
    int64_t broken = 0;
    g_autoptr(Database) database = database_open(
            settings_text(settings, "data.dir"), settings_text(settings, "store.url"), error);

    if (database == NULL || !meeting_events_verify(database, meeting, NULL, &broken, error) ||
            !event_lines_add(database, meeting, 0, lines, error)) {
        return NULL;
    }
    if (broken != 0) {
        g_set_error(error, EVENT_LINES_ERROR, EVENT_LINES_ERROR_BROKEN,
                "the events of meeting %s are broken at row %" G_GINT64_FORMAT, meeting, broken);
        return NULL;
    }
    return g_string_free(g_steal_pointer(&lines), FALSE);
}
