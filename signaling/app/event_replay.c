#include "signaling/app/event_replay.h"

#include "config/log.h"
#include "signaling/meeting/proceedings.h"
#include "signaling/store/meeting_events.h"

LOG_TOPIC("event_replay");

static bool add(const MeetingEvent *row, void *user_data)
{
    json_t *event = json_loads(row->detail, 0, NULL);

    if (event != NULL) {
        json_array_append_new(user_data, event);
    } else {
        log_warning(
                "Event %" G_GINT64_FORMAT " of meeting %s cannot be read.", row->id, row->meeting);
    }
    return true;
}

bool event_replay_load(Database *database, const char *meeting, json_t **ret_events, GError **error)
{
    json_t *events = json_array();

    if (!meeting_events_each(database, meeting, 0, add, events, error)) {
        json_decref(events);
        return false;
    }
    *ret_events = events;
    return true;
}

bool event_replay_is_over(const json_t *events)
{
    /* From the back: what is said of the attendance afterwards stands behind the end. */
    for (size_t i = json_array_size(events); i-- > 0;) {
        ProceedingsVerb verb = PROCEEDINGS_CONVENE;
        if (proceedings_event_verb(json_array_get(events, i), &verb) &&
                (verb == PROCEEDINGS_END || verb == PROCEEDINGS_STOP)) {
            return true;
        }
    }
    return false;
}
