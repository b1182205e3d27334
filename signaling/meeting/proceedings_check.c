#include "signaling/meeting/proceedings_check.h"

#include "signaling/meeting/event_text.h"
#include "signaling/meeting/picture_check.h"
#include "signaling/meeting/record_check.h"
#include "signaling/meeting/roll_check.h"
#include "signaling/meeting/vote_check.h"

/* One command on its way through. */
typedef struct Check {
    const Proceedings *state;
    const ProceedingsWish *wish; /* of which the next three are parts */
    const ProceedingsActor *actor;
    const ProceedingsCommand *command;
    int64_t now_us;
    const ProceedingsRoom *room;
    const char *site; /* never NULL */
    json_t *event;    /* NULL: nothing has to change */
    GError **error;
} Check;

/* @param field  NULL: it is not about one */
static bool refuse(const Check *check, ProceedingsError code, const char *field, const char *why)
{
    return proceedings_refuse(check->command->verb, code, field, why, check->error);
}

/* The event, which carries who and when; each check adds what its kind needs. */
static json_t *make_event(Check *check)
{
    check->event = json_pack("{s:s, s:I, s:s, s:s, s:s}", "kind",
            proceedings_verb_name(check->command->verb), "time_us", (json_int_t)check->now_us,
            "actor", check->actor->identity, "name", check->actor->name, "role",
            role_name(check->actor->role));
    g_assert(check->event != NULL);
    return check->event;
}

static void put_text(json_t *event, const char *member, const char *text)
{
    json_object_set_new(event, member, json_string(text));
}

static void put_number(json_t *event, const char *member, int64_t number)
{
    json_object_set_new(event, member, json_integer((json_int_t)number));
}

static void put_flag(json_t *event, const char *member, bool flag)
{
    json_object_set_new(event, member, json_boolean(flag));
}

/* Who is there. */

static const ProceedingsSite *find_site(const Check *check, const char *identity)
{
    for (size_t i = 0; i < check->room->count; i++) {
        if (g_str_equal(check->room->sites[i].identity, identity)) {
            return &check->room->sites[i];
        }
    }
    return NULL;
}

static bool is_present(const Check *check, const char *identity)
{
    const ProceedingsSite *site = find_site(check, identity);
    return site != NULL && site->present;
}

static bool need_present(const Check *check, const char *identity)
{
    return is_present(check, identity) ||
            refuse(check, PROCEEDINGS_ERROR_NOBODY, "site", "nobody of that identity is here");
}

typedef bool (*SiteTest)(const ProceedingsSite *site);

static bool is_here(const ProceedingsSite *site)
{
    return site->present;
}

static bool waits(const ProceedingsSite *site)
{
    return site->waiting;
}

static bool is_here_to_be_muted(const ProceedingsSite *site)
{
    return site->present && !site->chair;
}

/* The identities of those who pass, as far as an event may hold them. */
static json_t *sites_that(const Check *check, SiteTest test)
{
    json_t *sites = json_array();

    for (size_t i = 0; i < check->room->count; i++) {
        if (test(&check->room->sites[i]) && json_array_size(sites) < PROCEEDINGS_SITES_MAX) {
            json_array_append_new(sites, json_string(check->room->sites[i].identity));
        }
    }
    return sites;
}

static json_t *one_site(const char *identity)
{
    return json_pack("[s]", identity);
}

/* A text in its one form, or NULL: too long, or with control characters. */
static char *clean_text(const Check *check, size_t bytes_max, bool lines)
{
    const char *fault = NULL;
    char *clean = event_text_clean(check->command->text, bytes_max, lines, &fault);

    if (clean == NULL) {
        (void)refuse(check, PROCEEDINGS_ERROR_FIELD, "text", fault);
    }
    return clean;
}

static bool check_range(const Check *check, const char *field, int64_t min, int64_t max)
{
    return (check->command->number >= min && check->command->number <= max) ||
            refuse(check, PROCEEDINGS_ERROR_FIELD, field, "is out of range");
}

/* Each command. */

static bool check_convene(Check *check)
{
    const ProceedingsCommand *command = check->command;
    const Proceedings *state = check->state;
    const bool is_so = proceedings_has_waiting_room(state) == command->waiting_room &&
            proceedings_is_governed(state) == command->governed &&
            proceedings_end_plan_us(state) == command->end_plan_us && !command->on;

    /* What was decided in the meeting is not undone by its plan. */
    if (!is_so && proceedings_phase(state) == PROCEEDINGS_BEFORE) {
        json_t *event = make_event(check);
        put_flag(event, "waiting_room", command->waiting_room);
        put_flag(event, "governed", command->governed);
        put_number(event, "end_plan_us", command->end_plan_us);
        put_flag(event, "on", command->on);
    }
    return true;
}

static bool check_begin(Check *check)
{
    if (proceedings_phase(check->state) == PROCEEDINGS_BEFORE) {
        (void)make_event(check);
    }
    return true;
}

static bool check_end(Check *check)
{
    if (proceedings_phase(check->state) != PROCEEDINGS_LIVE) {
        return refuse(check, PROCEEDINGS_ERROR_STATE, NULL, "the meeting has not begun");
    }
    (void)make_event(check);
    return true;
}

static bool check_always(Check *check)
{
    (void)make_event(check);
    return true;
}

static bool check_extend(Check *check)
{
    if (!check_range(check, "minutes", 1, PROCEEDINGS_EXTEND_MIN_MAX)) {
        return false;
    }
    const int64_t from_us = MAX(proceedings_end_plan_us(check->state), check->now_us);
    put_number(make_event(check), "end_plan_us",
            from_us + check->command->number * INT64_C(60) * G_USEC_PER_SEC);
    return true;
}

/* Who is inside already stays inside, and may come back. */
static bool check_door(Check *check, bool is_so)
{
    if (is_so != check->command->on) {
        json_t *event = make_event(check);
        put_flag(event, "on", check->command->on);
        if (check->command->on) {
            json_object_set_new(event, "sites", sites_that(check, is_here));
        }
    }
    return true;
}

static bool check_lock(Check *check)
{
    return check_door(check, proceedings_is_locked(check->state));
}

static bool check_waiting(Check *check)
{
    return check_door(check, proceedings_has_waiting_room(check->state));
}

static bool check_admit(Check *check)
{
    const bool all = g_str_equal(check->site, PROCEEDINGS_ALL);
    const ProceedingsSite *site = all ? NULL : find_site(check, check->site);

    if (!all && (site == NULL || !site->waiting)) {
        return proceedings_is_admitted(check->state, check->site) ||
                refuse(check, PROCEEDINGS_ERROR_NOBODY, "site", "nobody of that identity waits");
    }
    json_t *sites = all ? sites_that(check, waits) : one_site(check->site);
    if (json_array_size(sites) > 0) {
        json_object_set(make_event(check), "sites", sites);
    }
    json_decref(sites);
    return true;
}

static bool check_reject(Check *check)
{
    const ProceedingsSite *site = find_site(check, check->site);

    if (site == NULL || !site->waiting) {
        return refuse(check, PROCEEDINGS_ERROR_NOBODY, "site", "nobody of that identity waits");
    }
    put_text(make_event(check), "site", check->site);
    return true;
}

static bool check_govern(Check *check)
{
    if (proceedings_is_governed(check->state) != check->command->on) {
        put_flag(make_event(check), "on", check->command->on);
    }
    return true;
}

static bool check_ask(Check *check)
{
    const SpeakerQueue *queue = proceedings_queue(check->state);
    const char *self = check->actor->identity;

    if (!need_present(check, self)) {
        return false;
    }
    if (!speaker_queue_has(queue, self) && speaker_queue_size(queue) >= SPEAKER_QUEUE_MAX) {
        return refuse(check, PROCEEDINGS_ERROR_FULL, NULL, "the queue is full");
    }
    g_autofree char *subject = clean_text(check, PROCEEDINGS_SUBJECT_BYTES_MAX, false);
    if (subject == NULL) {
        return false;
    }
    json_t *event = make_event(check);
    put_text(event, "site", self);
    put_text(event, "text", subject);
    return true;
}

/* A site for itself; a console for any. */
static bool check_withdraw(Check *check)
{
    const char *site = check->actor->role == ROLE_SITE || check->site[0] == '\0'
            ? check->actor->identity
            : check->site;

    if (speaker_queue_has(proceedings_queue(check->state), site)) {
        put_text(make_event(check), "site", site);
    }
    return true;
}

static bool check_queue(Check *check)
{
    const json_t *sites = check->command->sites;
    const SpeakerQueue *queue = proceedings_queue(check->state);
    size_t more = 0;

    if (json_array_size(sites) > SPEAKER_QUEUE_MAX) {
        return refuse(check, PROCEEDINGS_ERROR_FULL, "sites", "are too many");
    }
    for (size_t i = 0; i < json_array_size(sites); i++) {
        const char *site = json_string_value(json_array_get(sites, i));
        if (site == NULL || (!speaker_queue_has(queue, site) && !is_present(check, site))) {
            return refuse(check, PROCEEDINGS_ERROR_NOBODY, "sites", "one of them is not here");
        }
        more += speaker_queue_has(queue, site) ? 0 : 1;
    }
    if (speaker_queue_size(queue) + more > SPEAKER_QUEUE_MAX) {
        return refuse(check, PROCEEDINGS_ERROR_FULL, NULL, "the queue is full");
    }
    if (json_array_size(sites) > 0) {
        json_object_set_new(make_event(check), "sites", json_deep_copy(sites));
    }
    return true;
}

static bool check_floor(Check *check)
{
    if (!check_range(check, "limit_s", 0, PROCEEDINGS_LIMIT_S_MAX) ||
            (check->site[0] != '\0' && !need_present(check, check->site))) {
        return false;
    }
    if (check->site[0] != '\0' || proceedings_floor(check->state)[0] != '\0') {
        json_t *event = make_event(check);
        put_text(event, "site", check->site);
        put_number(event, "limit_s", check->site[0] != '\0' ? check->command->number : 0);
    }
    return true;
}

static json_t *sites_to_mute(const Check *check)
{
    const IdentitySet *muted = proceedings_muted(check->state);

    if (!g_str_equal(check->site, PROCEEDINGS_ALL)) {
        return one_site(check->site);
    }
    return check->command->on ? sites_that(check, is_here_to_be_muted)
                              : identity_set_to_json(muted);
}

/* Only the server says why. */
static void put_reason(const Check *check, json_t *event)
{
    const char *reason = check->command->text;

    if (check->command->on && reason != NULL && reason[0] != '\0') {
        put_text(event, "reason", reason);
    }
}

static bool check_mute(Check *check)
{
    const ProceedingsSite *site = find_site(check, check->site);
    const bool one = !g_str_equal(check->site, PROCEEDINGS_ALL);

    if (one && site != NULL && site->chair) {
        return refuse(check, PROCEEDINGS_ERROR_NOBODY, "site", "the chair is always heard");
    }
    if (one && check->command->on && !need_present(check, check->site)) {
        return false;
    }
    json_t *sites = sites_to_mute(check);
    if (json_array_size(sites) > 0) {
        json_t *event = make_event(check);
        json_object_set(event, "sites", sites);
        put_flag(event, "on", check->command->on);
        put_reason(check, event);
    }
    json_decref(sites);
    return true;
}

/* Something is done to one site that is here: drop and restart. */
static bool check_one(Check *check)
{
    if (!need_present(check, check->site)) {
        return false;
    }
    put_text(make_event(check), "site", check->site);
    return true;
}

static bool check_present(Check *check)
{
    const bool has = identity_set_has(proceedings_presenters(check->state), check->site);

    if (check->command->on && !need_present(check, check->site)) {
        return false;
    }
    if (has != check->command->on) {
        json_t *event = make_event(check);
        put_text(event, "site", check->site);
        put_flag(event, "on", check->command->on);
    }
    return true;
}

static bool check_slides(Check *check)
{
    const bool on = check->site[0] != '\0';
    const char *shown = proceedings_slides(check->state);

    if (!g_str_equal(shown, check->site)) {
        json_t *event = make_event(check);
        put_text(event, "site", on ? check->site : shown);
        put_flag(event, "on", on);
    }
    return true;
}

static bool check_chat(Check *check)
{
    const bool by_site = check->actor->role == ROLE_SITE;

    if (by_site && check->site[0] != '\0') {
        return refuse(check, PROCEEDINGS_ERROR_NOBODY, "to", "a site writes to the consoles only");
    }
    if (check->site[0] != '\0' && !need_present(check, check->site)) {
        return false;
    }
    g_autofree char *text = clean_text(check, PROCEEDINGS_CHAT_BYTES_MAX, true);
    if (text == NULL) {
        return false;
    }
    if (text[0] == '\0') {
        return refuse(check, PROCEEDINGS_ERROR_FIELD, "text", "is empty");
    }
    json_t *event = make_event(check);
    put_text(event, "site", check->site);
    put_text(event, "text", text);
    put_flag(event, "by_site", by_site);
    return true;
}

static bool check_message(Check *check)
{
    if (!g_str_equal(check->site, PROCEEDINGS_ALL) && !need_present(check, check->site)) {
        return false;
    }
    g_autofree char *text = clean_text(check, PROCEEDINGS_NOTE_BYTES_MAX, true);
    if (text == NULL || !check_range(check, "seconds", 0, PROCEEDINGS_NOTE_S_MAX)) {
        return false;
    }
    json_t *event = make_event(check);
    put_text(event, "site", check->site);
    put_text(event, "text", text);
    put_number(event, "seconds", check->command->number);
    return true;
}

typedef bool (*PartFn)(const Proceedings *proceedings, const ProceedingsWish *wish,
        const ProceedingsRoom *room, json_t **ret_body, GError **error);

/* What another part checks: it gives back its own members of the event. */
static bool check_part(Check *check, PartFn part)
{
    json_t *body = NULL;

    if (!part(check->state, check->wish, check->room, &body, check->error)) {
        return false;
    }
    if (body != NULL) {
        (void)json_object_update(
                make_event(check), body); /* a delegate's name stands for the actor's */
        json_decref(body);
    }
    return true;
}

static bool check_media(Check *check)
{
    if (json_array_size(check->command->sites) > 0) {
        json_object_set_new(make_event(check), "changes", json_deep_copy(check->command->sites));
    }
    return true;
}

static bool check_watch(Check *check)
{
    json_t *event = make_event(check);
    put_text(event, "site", check->site);
    put_text(event, "what", check->command->text);
    put_flag(event, "on", check->command->on);
    return true;
}

static bool check_auto_mute(Check *check)
{
    if (proceedings_mutes_by_itself(check->state) != check->command->on) {
        put_flag(make_event(check), "on", check->command->on);
    }
    return true;
}

/* What was dealt with is written down in its words: the agenda may be another one later. */
static bool check_agenda(Check *check)
{
    const int64_t number = check->command->number;

    if (!check_range(check, "number", 0, AGENDA_PAGE_NUMBER_MAX)) {
        return false;
    }
    g_autofree char *text = clean_text(check, AGENDA_PAGE_BYTES_MAX, false);
    if (text == NULL) {
        return false;
    }
    if ((number == 0) != (text[0] == '\0')) {
        return refuse(check, PROCEEDINGS_ERROR_FIELD, "text", "belongs to an item, and has words");
    }
    if (!agenda_page_is(proceedings_agenda(check->state), number, text)) {
        json_t *event = make_event(check);
        put_number(event, "number", number);
        put_text(event, "text", text);
    }
    return true;
}

static bool check_never(Check *check)
{
    return refuse(check, PROCEEDINGS_ERROR_EVENT, NULL, "is no command");
}

/* What belongs to another part: */
static const PartFn parts[PROCEEDINGS_VERBS] = {
        [PROCEEDINGS_LAYOUT] = picture_check,
        [PROCEEDINGS_OVERLAY] = picture_check,
        [PROCEEDINGS_SITE_LAYOUT] = picture_check,
        [PROCEEDINGS_VOTE_OPEN] = vote_check,
        [PROCEEDINGS_VOTE] = vote_check,
        [PROCEEDINGS_VOTE_CLOSE] = vote_check,
        [PROCEEDINGS_ROLL_BEGIN] = roll_check,
        [PROCEEDINGS_ROLL_CALL] = roll_check,
        [PROCEEDINGS_ROLL_MARK] = roll_check,
        [PROCEEDINGS_ROLL_STILL] = roll_check,
        [PROCEEDINGS_ROLL_END] = roll_check,
        [PROCEEDINGS_ROLL_CONFIRM] = roll_check,
        [PROCEEDINGS_HEADS] = roll_check,
        [PROCEEDINGS_DELEGATE] = roll_check,
        [PROCEEDINGS_RECORD] = record_check,
        [PROCEEDINGS_RECORD_ACK] = record_check,
};

/* All others: */
static bool (*const checks[PROCEEDINGS_VERBS])(Check *check) = {
        [PROCEEDINGS_CONVENE] = check_convene,
        [PROCEEDINGS_BEGIN] = check_begin,
        [PROCEEDINGS_END] = check_end,
        [PROCEEDINGS_STOP] = check_always,
        [PROCEEDINGS_EXTEND] = check_extend,
        [PROCEEDINGS_LOCK] = check_lock,
        [PROCEEDINGS_WAITING] = check_waiting,
        [PROCEEDINGS_ADMIT] = check_admit,
        [PROCEEDINGS_REJECT] = check_reject,
        [PROCEEDINGS_GOVERN] = check_govern,
        [PROCEEDINGS_ASK] = check_ask,
        [PROCEEDINGS_WITHDRAW] = check_withdraw,
        [PROCEEDINGS_QUEUE] = check_queue,
        [PROCEEDINGS_FLOOR] = check_floor,
        [PROCEEDINGS_MUTE] = check_mute,
        [PROCEEDINGS_DROP] = check_one,
        [PROCEEDINGS_RESTART] = check_one,
        [PROCEEDINGS_PRESENT] = check_present,
        [PROCEEDINGS_SLIDES] = check_slides,
        [PROCEEDINGS_CHAT] = check_chat,
        [PROCEEDINGS_MESSAGE] = check_message,
        [PROCEEDINGS_MEDIA] = check_media,
        [PROCEEDINGS_CORRECT] = check_never,
        [PROCEEDINGS_CONFIRM] = check_never,
        [PROCEEDINGS_WATCH] = check_watch,
        [PROCEEDINGS_AUTO_MUTE] = check_auto_mute,
        [PROCEEDINGS_AGENDA] = check_agenda,
};

bool proceedings_check(const Proceedings *proceedings, const ProceedingsWish *wish,
        const ProceedingsRoom *room, json_t **ret_event, GError **error)
{
    const ProceedingsCommand *command = wish->command;
    Check check = {
            .state = proceedings,
            .wish = wish,
            .actor = wish->actor,
            .command = command,
            .room = room,
            .now_us = wish->now_us,
            .site = command->site != NULL ? command->site : "",
            .error = error,
    };

    g_assert(command->verb < PROCEEDINGS_VERBS);
    if (proceedings_phase(proceedings) == PROCEEDINGS_ENDED) {
        return refuse(&check, PROCEEDINGS_ERROR_STATE, NULL, "the meeting is over");
    }
    const PartFn part = parts[command->verb];
    if (!(part != NULL ? check_part(&check, part) : checks[command->verb](&check))) {
        return false;
    }
    *ret_event = check.event;
    return true;
}
