#include "signaling/meeting/vote_check.h"

#include "signaling/meeting/event_text.h"

/* One command on its way through. */
typedef struct Check {
    const SiteVote *vote; /* NULL: there was none yet */
    const ProceedingsActor *actor;
    const ProceedingsCommand *command;
    const ProceedingsRoom *room;
    GError **error;
} Check;

static json_t *refuse(const Check *check, ProceedingsError code, const char *field, const char *why)
{
    (void)proceedings_refuse(check->command->verb, code, field, why, check->error);
    return NULL;
}

static bool is_open(const Check *check)
{
    return check->vote != NULL && site_vote_is_open(check->vote);
}

/* @param vote  NULL: the one that is being opened */
static json_int_t voters_here(const ProceedingsRoom *room, const SiteVote *vote)
{
    json_int_t count = 0;

    for (size_t i = 0; i < room->count; i++) {
        const ProceedingsSite *site = &room->sites[i];
        count +=
                site->present && (vote != NULL ? site_vote_may(vote, site->identity) : site->votes);
    }
    return count;
}

static json_t *voters_of(const ProceedingsRoom *room)
{
    json_t *sites = json_array();

    for (size_t i = 0; i < room->count && json_array_size(sites) < PROCEEDINGS_SITES_MAX; i++) {
        if (room->sites[i].votes) {
            json_array_append_new(sites, json_string(room->sites[i].identity));
        }
    }
    return sites;
}

static json_t *check_open(const Check *check)
{
    const ProceedingsCommand *command = check->command;
    const char *fault = NULL;

    if (is_open(check)) {
        return refuse(check, PROCEEDINGS_ERROR_STATE, NULL, "another vote is open");
    }
    g_autofree char *question =
            event_text_clean(command->text, PROCEEDINGS_QUESTION_BYTES_MAX, true, &fault);
    if (question == NULL) {
        return refuse(check, PROCEEDINGS_ERROR_FIELD, "text", fault);
    }
    if (command->number < 0 || command->number > 100) {
        return refuse(check, PROCEEDINGS_ERROR_FIELD, "quorum_percent", "is out of range");
    }
    if (question[0] == '\0') {
        return refuse(check, PROCEEDINGS_ERROR_FIELD, "question", "is empty");
    }
    json_t *voters = voters_of(check->room);
    if (json_array_size(voters) == 0) {
        json_decref(voters);
        return refuse(check, PROCEEDINGS_ERROR_NOBODY, NULL, "nobody here has a voice");
    }
    return json_pack("{s:o, s:s, s:I, s:b, s:I}", "sites", voters, "text", question,
            "quorum_percent", (json_int_t)command->number, "secret", (int)command->secret,
            "connected", voters_here(check->room, NULL));
}

static json_t *check_cast(const Check *check)
{
    if (!is_open(check)) {
        return refuse(check, PROCEEDINGS_ERROR_STATE, NULL, "no vote is open");
    }
    if (!site_vote_may(check->vote, check->actor->identity)) {
        return refuse(check, PROCEEDINGS_ERROR_NOBODY, NULL, "this site has no voice in this vote");
    }
    return json_pack("{s:s, s:s}", "site", check->actor->identity, "choice",
            vote_choice_name(check->command->choice));
}

static json_t *check_close(const Check *check)
{
    if (!is_open(check)) {
        return refuse(check, PROCEEDINGS_ERROR_STATE, NULL, "no vote is open");
    }
    return json_pack("{s:I}", "connected", voters_here(check->room, check->vote));
}

static json_t *(*const checks[PROCEEDINGS_VERBS])(const Check *check) = {
        [PROCEEDINGS_VOTE_OPEN] = check_open,
        [PROCEEDINGS_VOTE] = check_cast,
        [PROCEEDINGS_VOTE_CLOSE] = check_close,
};

bool vote_check_knows(ProceedingsVerb verb)
{
    return verb < PROCEEDINGS_VERBS && checks[verb] != NULL;
}

bool vote_check(const Proceedings *proceedings, const ProceedingsWish *wish,
        const ProceedingsRoom *room, json_t **ret_body, GError **error)
{
    const Check check = {
            .vote = proceedings_vote(proceedings),
            .actor = wish->actor,
            .command = wish->command,
            .room = room,
            .error = error,
    };

    g_assert(vote_check_knows(wish->command->verb));
    json_t *body = checks[wish->command->verb](&check);
    if (body != NULL) {
        *ret_body = body;
    }
    return body != NULL;
}
