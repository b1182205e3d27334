#include "signaling/meeting/roll_check.h"

#include "signaling/meeting/event_text.h"

/* One command on its way through. */
typedef struct Check {
    const Proceedings *state;
    const ProceedingsActor *actor;
    const ProceedingsCommand *command;
    const ProceedingsRoom *room;
    int64_t now_us;
    const char *site; /* never NULL; whose people are meant: a site speaks for itself */
    json_t *body;     /* NULL: nothing has to change */
    GError **error;
} Check;

static bool refuse(const Check *check, ProceedingsError code, const char *field, const char *why)
{
    return proceedings_refuse(check->command->verb, code, field, why, check->error);
}

static const RollCall *roll_of(const Check *check)
{
    return proceedings_roll(check->state);
}

/* In the order of the room: who is invited, and whoever else sits at a site. */
static json_t *sites_to_call(const ProceedingsRoom *room)
{
    json_t *sites = json_array();

    for (size_t i = 0; i < room->count && json_array_size(sites) < PROCEEDINGS_SITES_MAX; i++) {
        const ProceedingsSite *site = &room->sites[i];
        if (site->invited || (site->present && !site->chair)) {
            json_array_append_new(sites, json_string(site->identity));
        }
    }
    return sites;
}

static bool check_begin(Check *check)
{
    RollMode mode = ROLL_ASSISTED;

    if (roll_call_is_open(roll_of(check))) {
        return refuse(check, PROCEEDINGS_ERROR_STATE, NULL, "a roll call is under way");
    }
    if (check->command->word == NULL || !roll_mode_from_name(check->command->word, &mode)) {
        return refuse(check, PROCEEDINGS_ERROR_FIELD, "mode", "is not known");
    }
    json_t *sites = sites_to_call(check->room);
    if (json_array_size(sites) == 0) {
        json_decref(sites);
        return refuse(check, PROCEEDINGS_ERROR_NOBODY, NULL, "there is no site to call");
    }
    check->body = json_pack("{s:s, s:o}", "mode", roll_mode_name(mode), "sites", sites);
    return true;
}

static bool check_listed(const Check *check)
{
    return roll_call_has(roll_of(check), check->site) ||
            refuse(check, PROCEEDINGS_ERROR_NOBODY, "site", "is not on the list of this roll call");
}

static bool check_call(Check *check)
{
    const int64_t until_us = check->now_us + ROLL_CALL_SHOWN_US;

    if (!roll_call_is_open(roll_of(check))) {
        return refuse(check, PROCEEDINGS_ERROR_STATE, NULL, "no roll call is under way");
    }
    if (!check_listed(check)) {
        return false;
    }
    check->body = json_pack("{s:s, s:I}", "site", check->site, "until_us", (json_int_t)until_us);
    return true;
}

/* Corrections are welcome until somebody has put his name under it. */
static bool check_mark(Check *check)
{
    RollAnswer answer = ROLL_UNCHECKED;

    if (!roll_call_has_begun(roll_of(check)) || roll_call_is_confirmed(roll_of(check))) {
        return refuse(check, PROCEEDINGS_ERROR_STATE, NULL, "no roll call is to be marked");
    }
    if (check->command->word == NULL || !roll_answer_from_name(check->command->word, &answer) ||
            answer == ROLL_UNCHECKED) {
        return refuse(check, PROCEEDINGS_ERROR_FIELD, "answer", "is not known");
    }
    if (!check_listed(check)) {
        return false;
    }
    if (roll_call_answer(roll_of(check), check->site) != answer) {
        check->body =
                json_pack("{s:s, s:s}", "site", check->site, "answer", roll_answer_name(answer));
    }
    return true;
}

/* By the server alone, when the picture is on disk: maybe after the end. */
static bool check_still(Check *check)
{
    if (!check_listed(check)) {
        return false;
    }
    check->body = json_pack("{s:s, s:s}", "site", check->site, "sha256",
            check->command->word != NULL ? check->command->word : "");
    return true;
}

static bool check_end(Check *check)
{
    if (!roll_call_is_open(roll_of(check))) {
        return refuse(check, PROCEEDINGS_ERROR_STATE, NULL, "no roll call is under way");
    }
    check->body = json_object();
    return true;
}

static bool check_confirm(Check *check)
{
    const RollCall *roll = roll_of(check);

    if (!roll_call_has_begun(roll)) {
        return refuse(check, PROCEEDINGS_ERROR_STATE, NULL, "there was no roll call");
    }
    if (!roll_call_is_confirmed(roll)) {
        check->body = json_object();
    }
    return true;
}

/* ---- people ---- */

static bool is_known(const Check *check)
{
    for (size_t i = 0; i < check->room->count; i++) {
        const ProceedingsSite *site = &check->room->sites[i];
        if (g_str_equal(site->identity, check->site)) {
            return site->present || site->invited;
        }
    }
    return false;
}

static bool check_people(const Check *check, int64_t position)
{
    if (!is_known(check)) {
        return refuse(check, PROCEEDINGS_ERROR_NOBODY, "site", "is neither here nor invited");
    }
    return site_heads_table_has_room(proceedings_heads(check->state), check->site, position) ||
            refuse(check, PROCEEDINGS_ERROR_FULL, NULL, "the lists have no room left");
}

static bool put_number(const Check *check, const char *field, int64_t number, int64_t max)
{
    if (number < 0 || number > max) {
        return refuse(check, PROCEEDINGS_ERROR_FIELD, field, "is out of range");
    }
    json_object_set_new(check->body, field, json_integer((json_int_t)number));
    return true;
}

static bool put_text(const Check *check, const char *field, const char *text, size_t bytes_max)
{
    const char *fault = NULL;
    g_autofree char *clean = event_text_clean(text, bytes_max, false, &fault);

    if (clean == NULL) {
        return refuse(check, PROCEEDINGS_ERROR_FIELD, field, fault);
    }
    json_object_set_new(check->body, field, json_string(clean));
    return true;
}

static bool check_heads(Check *check)
{
    const SiteHeads *heads = &check->command->heads;

    if (!check_people(check, 0)) {
        return false;
    }
    check->body = json_pack("{s:s}", "site", check->site);
    const bool good = put_number(check, "convened", heads->convened, SITE_HEADS_PEOPLE_MAX) &&
            put_number(check, "present", heads->present, SITE_HEADS_PEOPLE_MAX) &&
            put_number(check, "excused", heads->excused, SITE_HEADS_PEOPLE_MAX) &&
            put_number(check, "unexcused", heads->unexcused, SITE_HEADS_PEOPLE_MAX) &&
            put_text(check, "responsible", heads->responsible, SITE_HEADS_NAME_BYTES_MAX) &&
            put_text(check, "technician", heads->technician, SITE_HEADS_NAME_BYTES_MAX) &&
            put_text(check, "note", heads->note, SITE_HEADS_NOTE_BYTES_MAX);
    if (!good) {
        return false;
    }
    const char *fault = site_heads_fault(heads);
    return fault == NULL ||
            refuse(check, PROCEEDINGS_ERROR_FIELD, fault, "more are away than are missing");
}

static bool put_how(const Check *check)
{
    const char *how = check->command->word != NULL ? check->command->word : "";

    if (!g_strv_contains(site_delegate_hows, how)) {
        return refuse(check, PROCEEDINGS_ERROR_FIELD, "how", "is not known");
    }
    json_object_set_new(check->body, "how", json_string(how));
    return true;
}

static bool check_delegate(Check *check)
{
    const SiteDelegate *delegate = &check->command->delegate;

    if (!check->room->delegates) {
        return refuse(check, PROCEEDINGS_ERROR_STATE, NULL, "names of delegates are not kept here");
    }
    if (delegate->position < 1) {
        return refuse(check, PROCEEDINGS_ERROR_FIELD, "position", "is out of range");
    }
    if (!check_people(check, delegate->position)) {
        return false;
    }
    check->body = json_pack("{s:s}", "site", check->site);
    return put_number(check, "position", delegate->position, SITE_DELEGATES_MAX) &&
            put_text(check, "name", delegate->name, SITE_HEADS_NAME_BYTES_MAX) &&
            put_text(check, "title", delegate->title, SITE_HEADS_NAME_BYTES_MAX) &&
            put_text(check, "unit", delegate->unit, SITE_HEADS_NAME_BYTES_MAX) &&
            put_text(
                    check, "substitute_for", delegate->substitute_for, SITE_HEADS_NAME_BYTES_MAX) &&
            put_text(check, "note", delegate->note, SITE_HEADS_NOTE_BYTES_MAX) && put_how(check);
}

static bool (*const checks[PROCEEDINGS_VERBS])(Check *check) = {
        [PROCEEDINGS_ROLL_BEGIN] = check_begin,
        [PROCEEDINGS_ROLL_CALL] = check_call,
        [PROCEEDINGS_ROLL_MARK] = check_mark,
        [PROCEEDINGS_ROLL_STILL] = check_still,
        [PROCEEDINGS_ROLL_END] = check_end,
        [PROCEEDINGS_ROLL_CONFIRM] = check_confirm,
        [PROCEEDINGS_HEADS] = check_heads,
        [PROCEEDINGS_DELEGATE] = check_delegate,
};

bool roll_check_knows(ProceedingsVerb verb)
{
    return verb < PROCEEDINGS_VERBS && checks[verb] != NULL;
}

bool roll_check(const Proceedings *proceedings, const ProceedingsWish *wish,
        const ProceedingsRoom *room, json_t **ret_body, GError **error)
{
    const char *site = wish->command->site != NULL ? wish->command->site : "";
    Check check = {
            .state = proceedings,
            .actor = wish->actor,
            .command = wish->command,
            .room = room,
            .now_us = wish->now_us,
            .site = wish->actor->role == ROLE_SITE ? wish->actor->identity : site,
            .error = error,
    };

    g_assert(roll_check_knows(wish->command->verb));
    if (!checks[wish->command->verb](&check)) {
        json_decref(check.body);
        return false;
    }
    *ret_body = check.body;
    return true;
}
