#include "signaling/meeting/record_check.h"

static bool refuse(const ProceedingsCommand *command, ProceedingsError code, const char *field,
        const char *why, GError **error)
{
    return proceedings_refuse(command->verb, code, field, why, error);
}

static json_t *sites_here(const ProceedingsRoom *room)
{
    json_t *sites = json_array();

    for (size_t i = 0; i < room->count && json_array_size(sites) < PROCEEDINGS_SITES_MAX; i++) {
        if (room->sites[i].present) {
            json_array_append_new(sites, json_string(room->sites[i].identity));
        }
    }
    return sites;
}

static bool would_change(const ProceedingsRecording *recording, const char *action)
{
    return g_str_equal(action, "begin") ? !recording->on
            : g_str_equal(action, "end")
            ? recording->on
            : recording->on && recording->paused != g_str_equal(action, "pause");
}

/* Which recording a new one is, the database says when it is written down. */
static json_t *make_body(const ProceedingsRecording *recording, const ProceedingsCommand *command,
        const ProceedingsRoom *room)
{
    const bool begins = g_str_equal(command->word, "begin");
    json_t *body = json_pack("{s:s, s:s, s:I}", "action", command->word, "reason",
            command->text != NULL ? command->text : "", "recording",
            begins ? 0 : (json_int_t)recording->id);

    if (begins) { /* who hears and reads the notice now */
        json_object_set_new(body, "sites", sites_here(room));
        json_object_set_new(body, "stems", json_boolean(command->on));
    }
    return body;
}

static bool check_action(const ProceedingsRecording *recording, const ProceedingsCommand *command,
        const ProceedingsRoom *room, json_t **ret_body, GError **error)
{
    const char *action = command->word;

    if (action == NULL || !g_strv_contains(proceedings_record_actions, action)) {
        return refuse(command, PROCEEDINGS_ERROR_FIELD, "action", "is not known", error);
    }
    if (!recording->on && !g_str_equal(action, "begin") && !g_str_equal(action, "end")) {
        return refuse(command, PROCEEDINGS_ERROR_STATE, NULL, "nothing is recorded", error);
    }
    *ret_body = would_change(recording, action) ? make_body(recording, command, room) : NULL;
    return true;
}

/* Who has said it, or says it late, need not know. */
static bool check_acknowledgement(const Proceedings *proceedings, const ProceedingsWish *wish,
        json_t **ret_body, GError **error)
{
    const ProceedingsRecording *recording = proceedings_recording(proceedings);
    const ProceedingsCommand *command = wish->command;
    const char *how = command->word; /* the server's own: a site without a page was told */
    const char *site = command->site != NULL ? command->site : "";
    const char *identity = how != NULL ? site : wish->actor->identity;
    const IdentitySet *done =
            how != NULL ? proceedings_told(proceedings) : proceedings_acknowledged(proceedings);

    if (command->number < 0 || command->number > PROCEEDINGS_NOTICE_VERSION_MAX) {
        return refuse(command, PROCEEDINGS_ERROR_FIELD, "version", "is out of range", error);
    }
    *ret_body = NULL;
    if (recording->on && !identity_set_has(done, identity)) {
        *ret_body = json_pack("{s:s, s:I, s:I, s:s*}", "site", identity, "recording",
                (json_int_t)recording->id, "version", (json_int_t)command->number, "how", how);
    }
    return true;
}

bool record_check_knows(ProceedingsVerb verb)
{
    return verb == PROCEEDINGS_RECORD || verb == PROCEEDINGS_RECORD_ACK;
}

bool record_check(const Proceedings *proceedings, const ProceedingsWish *wish,
        const ProceedingsRoom *room, json_t **ret_body, GError **error)
{
    g_assert(record_check_knows(wish->command->verb));
    return wish->command->verb == PROCEEDINGS_RECORD
            ? check_action(proceedings_recording(proceedings), wish->command, room, ret_body, error)
            : check_acknowledgement(proceedings, wish, ret_body, error);
}
