#include "signaling/meeting/proceedings_json.h"

#include "signaling/meeting/utc_time.h"

static json_t *floor_to_json(const Proceedings *proceedings)
{
    g_autofree char *since = utc_time_text(proceedings_floor_since_us(proceedings));
    return json_pack("{s:s, s:s, s:I}", "site", proceedings_floor(proceedings), "since", since,
            "limit_s", (json_int_t)proceedings_floor_limit_s(proceedings));
}

static json_t *queue_to_json(const SpeakerQueue *queue)
{
    json_t *array = json_array();

    for (size_t i = 0; i < speaker_queue_size(queue); i++) {
        const SpeakerEntry entry = speaker_queue_nth(queue, i);
        g_autofree char *since = utc_time_text(entry.since_us);
        json_array_append_new(array,
                json_pack("{s:s, s:s, s:s}", "site", entry.site, "since", since, "subject",
                        entry.subject));
    }
    return array;
}

/* Only the server gives reasons. */
static json_t *reasons_to_json(const Proceedings *proceedings)
{
    const IdentitySet *muted = proceedings_muted(proceedings);
    json_t *object = json_object();

    for (size_t i = 0; i < identity_set_size(muted); i++) {
        const char *site = identity_set_nth(muted, i);
        const char *reason = proceedings_mute_reason(proceedings, site);
        if (reason != NULL) {
            json_object_set_new(object, site, json_string(reason));
        }
    }
    return object;
}

static json_t *vote_to_json(const SiteVote *vote)
{
    return vote != NULL ? site_vote_to_json(vote, false) : json_null();
}

json_t *proceedings_to_json(const Proceedings *proceedings)
{
    static const char *const phases[] = {
            [PROCEEDINGS_BEFORE] = "before",
            [PROCEEDINGS_LIVE] = "live",
            [PROCEEDINGS_ENDED] = "ended",
    };
    g_autofree char *opened = utc_time_text(proceedings_opened_us(proceedings));
    g_autofree char *closed = utc_time_text(proceedings_closed_us(proceedings));
    g_autofree char *end_plan = utc_time_text(proceedings_end_plan_us(proceedings));

    return json_pack("{s:s, s:b, s:s, s:s, s:s, s:b, s:b, s:b, s:o, s:o, s:o, s:o, s:o, s:o, s:o,"
                     " s:b, s:o, s:o}",
            "phase", phases[proceedings_phase(proceedings)], "stopped",
            (int)proceedings_is_stopped(proceedings), "opened", opened, "closed", closed,
            "end_plan", end_plan, "locked", (int)proceedings_is_locked(proceedings), "waiting_room",
            (int)proceedings_has_waiting_room(proceedings), "governed",
            (int)proceedings_is_governed(proceedings), "floor", floor_to_json(proceedings), "queue",
            queue_to_json(proceedings_queue(proceedings)), "muted",
            identity_set_to_json(proceedings_muted(proceedings)), "presenters",
            identity_set_to_json(proceedings_presenters(proceedings)), "site_layouts",
            picture_orders_sites_to_json(proceedings_pictures(proceedings)), "vote",
            vote_to_json(proceedings_vote(proceedings)), "roll",
            roll_call_to_json(proceedings_roll(proceedings)), "auto_mute",
            (int)proceedings_mutes_by_itself(proceedings), "mute_reasons",
            reasons_to_json(proceedings), "agenda",
            agenda_page_to_json(proceedings_agenda(proceedings)));
}
