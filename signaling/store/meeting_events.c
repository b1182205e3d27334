#include "signaling/store/meeting_events.h"

#include <jansson.h>

G_DEFINE_QUARK(meeting - events - error - quark, meeting_events_error)

#define COLUMNS "id, meeting, time_us, actor, kind, detail, hash"

/* One text for one event and no other, whatever stands in its fields. Free with g_free(). */
static char *hash_of(const char *before, const MeetingEvent *event)
{
    json_t *row = json_pack("[s, s, I, s, s, s]", before, event->meeting,
            (json_int_t)event->time_us, event->actor, event->kind, event->detail);
    g_assert(row != NULL);
    char *text = json_dumps(row, JSON_COMPACT);
    char *hash = g_compute_checksum_for_string(G_CHECKSUM_SHA256, text, -1);
    free(text);
    json_decref(row);
    return hash;
}

/* The end of the chain; the meeting's first event stands behind the empty text. */
static bool find_last(
        Database *database, const char *meeting, char **ret_hash, int64_t *ret_rows, GError **error)
{
    g_autoptr(GError) fault = NULL;

    if (!database_number(database, "SELECT count(*) FROM meeting_events WHERE meeting = $1",
                DATABASE_VALUES(database_text(meeting)), 0, ret_rows, error)) {
        return false;
    }
    g_autoptr(DatabaseRows) rows = database_query(database,
            "SELECT hash FROM meeting_events WHERE meeting = $1 ORDER BY id DESC LIMIT 1",
            DATABASE_VALUES(database_text(meeting)), error);
    if (rows == NULL) {
        return false;
    }
    *ret_hash = g_strdup(database_rows_next(rows, &fault) ? database_rows_text(rows, 0) : "");
    if (fault != NULL) {
        g_clear_pointer(ret_hash, g_free);
        g_propagate_error(error, g_steal_pointer(&fault));
        return false;
    }
    return true;
}

static int64_t most_rows(MeetingEventRoom room)
{
    return room == MEETING_EVENT_LAST         ? MEETING_EVENTS_MAX
            : room == MEETING_EVENT_BY_ITSELF ? MEETING_EVENTS_MAX - MEETING_EVENTS_LEFT_FOR_PEOPLE
                                              : MEETING_EVENTS_MAX - MEETING_EVENTS_LEFT_FOR_END;
}

bool meeting_events_append(
        Database *database, const MeetingEvent *event, MeetingEventRoom room, GError **error)
{
    g_autofree char *before = NULL;
    int64_t rows = 0;

    if (!find_last(database, event->meeting, &before, &rows, error)) {
        return false;
    }
    if (rows >= most_rows(room)) {
        g_set_error(error, MEETING_EVENTS_ERROR, MEETING_EVENTS_ERROR_FULL,
                "the meeting has %" G_GINT64_FORMAT " events already", rows);
        return false;
    }
    g_autofree char *hash = hash_of(before, event);
    return database_run(database,
            "INSERT INTO meeting_events (meeting, time_us, actor, kind, detail, hash)"
            " VALUES ($1, $2, $3, $4, $5, $6)",
            DATABASE_VALUES(database_text(event->meeting), database_int(event->time_us),
                    database_text(event->actor), database_text(event->kind),
                    database_text(event->detail), database_text(hash)),
            NULL, error);
}

bool meeting_events_each(Database *database, const char *meeting, int64_t after,
        MeetingEventFn each, void *user_data, GError **error)
{
    g_autoptr(GError) fault = NULL;
    bool more = true;
    g_autoptr(DatabaseRows) rows = database_query(database,
            "SELECT " COLUMNS " FROM meeting_events WHERE meeting = $1 AND id > $2 ORDER BY id",
            DATABASE_VALUES(database_text(meeting), database_int(after)), error);

    if (rows == NULL) {
        return false;
    }
    while (more && database_rows_next(rows, &fault)) {
        const MeetingEvent event = {
                .id = database_rows_int(rows, 0),
                .meeting = database_rows_text(rows, 1),
                .time_us = database_rows_int(rows, 2),
                .actor = database_rows_text(rows, 3),
                .kind = database_rows_text(rows, 4),
                .detail = database_rows_text(rows, 5),
                .hash = database_rows_text(rows, 6),
        };
        more = each(&event, user_data);
    }
    if (fault != NULL) {
        g_propagate_error(error, g_steal_pointer(&fault));
        return false;
    }
    return true;
}

typedef struct Chain {
    char *before;
    int64_t rows;
    int64_t broken;
} Chain;

static bool check_link(const MeetingEvent *event, void *user_data)
{
    Chain *chain = user_data;
    g_autofree char *hash = hash_of(chain->before, event);

    chain->rows++;
    if (!g_str_equal(hash, event->hash)) {
        chain->broken = event->id;
        return false;
    }
    g_free(chain->before);
    chain->before = g_steal_pointer(&hash);
    return true;
}

bool meeting_events_verify(Database *database, const char *meeting, int64_t *ret_rows,
        int64_t *ret_broken, GError **error)
{
    Chain chain = {.before = g_strdup("")};
    const bool done = meeting_events_each(database, meeting, 0, check_link, &chain, error);

    g_free(chain.before);
    if (done) {
        if (ret_rows != NULL) {
            *ret_rows = chain.rows;
        }
        *ret_broken = chain.broken;
    }
    return done;
}
