#include "signaling/meeting/proceedings.h"

#include "signaling/meeting/utc_time.h"

G_DEFINE_QUARK(proceedings - error - quark, proceedings_error)

typedef struct Floor {
    char *site; /* never NULL; "": nobody */
    int64_t since_us;
    int64_t limit_s; /* 0: none */
} Floor;

struct Proceedings {
    ProceedingsPhase phase;
    bool stopped;
    int64_t opened_us;
    int64_t closed_us;
    int64_t end_plan_us;
    bool locked;
    bool waiting_room;
    bool governed;
    Floor floor;
    IdentitySet *admitted;
    IdentitySet *muted;
    IdentitySet *presenters;
    SpeakerQueue *queue;
    SiteVote *vote; /* the last one, or NULL */
    ChatLog *chat;
    ScreenNotes *notes;
};

Proceedings *proceedings_new(void)
{
    Proceedings *proceedings = g_new0(Proceedings, 1);

    proceedings->floor.site = g_strdup("");
    proceedings->admitted = identity_set_new();
    proceedings->muted = identity_set_new();
    proceedings->presenters = identity_set_new();
    proceedings->queue = speaker_queue_new();
    proceedings->chat = chat_log_new();
    proceedings->notes = screen_notes_new();
    return proceedings;
}

void proceedings_free(Proceedings *proceedings)
{
    if (proceedings != NULL) {
        g_free(proceedings->floor.site);
        identity_set_free(proceedings->admitted);
        identity_set_free(proceedings->muted);
        identity_set_free(proceedings->presenters);
        speaker_queue_free(proceedings->queue);
        site_vote_free(proceedings->vote);
        chat_log_free(proceedings->chat);
        screen_notes_free(proceedings->notes);
        g_free(proceedings);
    }
}

/* Out of an event. What is missing counts as empty: events are written by proceedings_check alone. */

static const char *text_of(const json_t *event, const char *member)
{
    const char *text = json_string_value(json_object_get(event, member));
    return text != NULL ? text : "";
}

static int64_t number_of(const json_t *event, const char *member)
{
    return json_integer_value(json_object_get(event, member));
}

static bool flag_of(const json_t *event, const char *member)
{
    return json_is_true(json_object_get(event, member));
}

static int64_t time_of(const json_t *event)
{
    return number_of(event, "time_us");
}

/* Each kind of event. */

static void set_floor(Proceedings *self, const char *site, int64_t since_us, int64_t limit_s)
{
    char *copy = g_strdup(site);
    g_free(self->floor.site);
    self->floor = (Floor){.site = copy, .since_us = since_us, .limit_s = limit_s};
}

static void begin(Proceedings *self, int64_t time_us)
{
    if (self->phase == PROCEEDINGS_BEFORE) {
        self->phase = PROCEEDINGS_LIVE;
        self->opened_us = time_us;
    }
}

static void apply_convene(Proceedings *self, const json_t *event)
{
    self->waiting_room = flag_of(event, "waiting_room");
    self->governed = flag_of(event, "governed");
    self->end_plan_us = number_of(event, "end_plan_us");
    if (flag_of(event, "on")) {
        begin(self, time_of(event));
    }
}

static void apply_begin(Proceedings *self, const json_t *event)
{
    begin(self, time_of(event));
}

static void apply_end(Proceedings *self, const json_t *event)
{
    self->phase = PROCEEDINGS_ENDED;
    self->closed_us = time_of(event);
    set_floor(self, "", 0, 0);
    if (self->vote != NULL) {
        site_vote_close(self->vote, time_of(event));
    }
}

static void apply_stop(Proceedings *self, const json_t *event)
{
    self->stopped = true;
    apply_end(self, event);
}

static void apply_extend(Proceedings *self, const json_t *event)
{
    self->end_plan_us = number_of(event, "end_plan_us");
}

static void apply_lock(Proceedings *self, const json_t *event)
{
    self->locked = flag_of(event, "on");
    identity_set_add_json(self->admitted, json_object_get(event, "sites"));
}

static void apply_waiting(Proceedings *self, const json_t *event)
{
    self->waiting_room = flag_of(event, "on");
    identity_set_add_json(self->admitted, json_object_get(event, "sites"));
}

static void apply_admit(Proceedings *self, const json_t *event)
{
    identity_set_add_json(self->admitted, json_object_get(event, "sites"));
}

static void apply_nothing(Proceedings *self, const json_t *event)
{
    /* Reject and restart: something is done to a client, and the log has it; the state is as it was. */
    (void)self;
    (void)event;
}

static void apply_govern(Proceedings *self, const json_t *event)
{
    self->governed = flag_of(event, "on");
}

static void apply_ask(Proceedings *self, const json_t *event)
{
    (void)speaker_queue_add(self->queue,
            &(SpeakerEntry){
                    .site = text_of(event, "site"),
                    .subject = text_of(event, "text"),
                    .since_us = time_of(event),
            });
}

static void apply_withdraw(Proceedings *self, const json_t *event)
{
    speaker_queue_remove(self->queue, text_of(event, "site"));
}

static void apply_queue(Proceedings *self, const json_t *event)
{
    speaker_queue_order(self->queue, json_object_get(event, "sites"), time_of(event));
}

static void apply_floor(Proceedings *self, const json_t *event)
{
    const char *site = text_of(event, "site");

    set_floor(self, site, site[0] != '\0' ? time_of(event) : 0, number_of(event, "limit_s"));
    speaker_queue_remove(self->queue, site);
    identity_set_remove(self->muted, site);
}

static void apply_mute(Proceedings *self, const json_t *event)
{
    const json_t *sites = json_object_get(event, "sites");

    if (flag_of(event, "on")) {
        identity_set_add_json(self->muted, sites);
        return;
    }
    for (size_t i = 0; i < json_array_size(sites); i++) {
        const char *site = json_string_value(json_array_get(sites, i));
        identity_set_remove(self->muted, site != NULL ? site : "");
    }
}

static void apply_drop(Proceedings *self, const json_t *event)
{
    const char *site = text_of(event, "site");

    identity_set_remove(self->admitted, site);
    speaker_queue_remove(self->queue, site);
    if (g_str_equal(self->floor.site, site)) {
        set_floor(self, "", 0, 0);
    }
}

static void apply_present(Proceedings *self, const json_t *event)
{
    if (flag_of(event, "on")) {
        (void)identity_set_add(self->presenters, text_of(event, "site"));
    } else {
        identity_set_remove(self->presenters, text_of(event, "site"));
    }
}

static void apply_vote_open(Proceedings *self, const json_t *event)
{
    site_vote_free(self->vote);
    self->vote = site_vote_new(&(SiteVoteConfig){
            .question = text_of(event, "text"),
            .quorum_percent = number_of(event, "quorum_percent"),
            .secret = flag_of(event, "secret"),
            .opened_us = time_of(event),
            .voters = json_object_get(event, "sites"),
    });
}

static void apply_vote(Proceedings *self, const json_t *event)
{
    VoteChoice choice = VOTE_ABSTAIN;

    if (self->vote != NULL && vote_choice_from_name(text_of(event, "choice"), &choice)) {
        (void)site_vote_cast(self->vote, text_of(event, "site"), choice);
    }
}

static void apply_vote_close(Proceedings *self, const json_t *event)
{
    if (self->vote != NULL) {
        site_vote_close(self->vote, time_of(event));
    }
}

static void apply_chat(Proceedings *self, const json_t *event)
{
    chat_log_add(self->chat,
            &(ChatLine){
                    .from = text_of(event, "actor"),
                    .name = text_of(event, "name"),
                    .to = text_of(event, "site"),
                    .text = text_of(event, "text"),
                    .by_site = flag_of(event, "by_site"),
                    .time_us = time_of(event),
            });
}

static void apply_message(Proceedings *self, const json_t *event)
{
    const int64_t seconds = number_of(event, "seconds");

    screen_notes_put(self->notes,
            &(ScreenNote){
                    .site = text_of(event, "site"),
                    .text = text_of(event, "text"),
                    .since_us = time_of(event),
                    .until_us = seconds > 0 ? time_of(event) + seconds * G_USEC_PER_SEC : 0,
            });
}

static const struct {
    const char *name;
    void (*apply)(Proceedings *self, const json_t *event);
} verbs[PROCEEDINGS_VERBS] = {
        [PROCEEDINGS_CONVENE] = {"convene", apply_convene},
        [PROCEEDINGS_BEGIN] = {"begin", apply_begin},
        [PROCEEDINGS_END] = {"end", apply_end},
        [PROCEEDINGS_STOP] = {"stop", apply_stop},
        [PROCEEDINGS_EXTEND] = {"extend", apply_extend},
        [PROCEEDINGS_LOCK] = {"lock", apply_lock},
        [PROCEEDINGS_WAITING] = {"waiting", apply_waiting},
        [PROCEEDINGS_ADMIT] = {"admit", apply_admit},
        [PROCEEDINGS_REJECT] = {"reject", apply_nothing},
        [PROCEEDINGS_GOVERN] = {"govern", apply_govern},
        [PROCEEDINGS_ASK] = {"ask", apply_ask},
        [PROCEEDINGS_WITHDRAW] = {"withdraw", apply_withdraw},
        [PROCEEDINGS_QUEUE] = {"queue", apply_queue},
        [PROCEEDINGS_FLOOR] = {"floor", apply_floor},
        [PROCEEDINGS_MUTE] = {"mute", apply_mute},
        [PROCEEDINGS_DROP] = {"drop", apply_drop},
        [PROCEEDINGS_RESTART] = {"restart", apply_nothing},
        [PROCEEDINGS_PRESENT] = {"present", apply_present},
        [PROCEEDINGS_VOTE_OPEN] = {"vote_open", apply_vote_open},
        [PROCEEDINGS_VOTE] = {"vote", apply_vote},
        [PROCEEDINGS_VOTE_CLOSE] = {"vote_close", apply_vote_close},
        [PROCEEDINGS_CHAT] = {"chat", apply_chat},
        [PROCEEDINGS_MESSAGE] = {"message", apply_message},
};

const char *proceedings_verb_name(ProceedingsVerb verb)
{
    g_assert(verb < PROCEEDINGS_VERBS);
    return verbs[verb].name;
}

bool proceedings_verb_from_name(const char *name, ProceedingsVerb *ret_verb)
{
    for (ProceedingsVerb verb = 0; verb < PROCEEDINGS_VERBS; verb++) {
        if (g_str_equal(verbs[verb].name, name)) {
            *ret_verb = verb;
            return true;
        }
    }
    return false;
}

bool proceedings_event_verb(const json_t *event, ProceedingsVerb *ret_verb)
{
    return proceedings_verb_from_name(text_of(event, "kind"), ret_verb);
}

bool proceedings_apply(Proceedings *proceedings, const json_t *event, GError **error)
{
    ProceedingsVerb verb = PROCEEDINGS_CONVENE;

    if (!proceedings_event_verb(event, &verb)) {
        g_set_error(error, PROCEEDINGS_ERROR, PROCEEDINGS_ERROR_EVENT,
                "an event of the kind \"%s\" is not known", text_of(event, "kind"));
        return false;
    }
    verbs[verb].apply(proceedings, event);
    return true;
}

/* What it looks like from outside. */

static json_t *floor_to_json(const Floor *floor)
{
    g_autofree char *since = utc_time_text(floor->since_us);
    return json_pack("{s:s, s:s, s:I}", "site", floor->site, "since", since, "limit_s",
            (json_int_t)floor->limit_s);
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

json_t *proceedings_to_json(const Proceedings *proceedings)
{
    static const char *const phases[] = {
            [PROCEEDINGS_BEFORE] = "before",
            [PROCEEDINGS_LIVE] = "live",
            [PROCEEDINGS_ENDED] = "ended",
    };
    g_autofree char *opened = utc_time_text(proceedings->opened_us);
    g_autofree char *closed = utc_time_text(proceedings->closed_us);
    g_autofree char *end_plan = utc_time_text(proceedings->end_plan_us);

    return json_pack("{s:s, s:b, s:s, s:s, s:s, s:b, s:b, s:b, s:o, s:o, s:o, s:o, s:o}", "phase",
            phases[proceedings->phase], "stopped", proceedings->stopped, "opened", opened, "closed",
            closed, "end_plan", end_plan, "locked", proceedings->locked, "waiting_room",
            proceedings->waiting_room, "governed", proceedings->governed, "floor",
            floor_to_json(&proceedings->floor), "queue", queue_to_json(proceedings->queue), "muted",
            identity_set_to_json(proceedings->muted), "presenters",
            identity_set_to_json(proceedings->presenters), "vote",
            proceedings->vote != NULL ? site_vote_to_json(proceedings->vote, false) : json_null());
}

ProceedingsPhase proceedings_phase(const Proceedings *proceedings)
{
    return proceedings->phase;
}

int64_t proceedings_end_plan_us(const Proceedings *proceedings)
{
    return proceedings->end_plan_us;
}

bool proceedings_is_locked(const Proceedings *proceedings)
{
    return proceedings->locked;
}

bool proceedings_has_waiting_room(const Proceedings *proceedings)
{
    return proceedings->waiting_room;
}

bool proceedings_is_governed(const Proceedings *proceedings)
{
    return proceedings->governed;
}

bool proceedings_is_admitted(const Proceedings *proceedings, const char *identity)
{
    return identity_set_has(proceedings->admitted, identity);
}

const char *proceedings_floor(const Proceedings *proceedings)
{
    return proceedings->floor.site;
}

bool proceedings_may_speak(const Proceedings *proceedings, const char *identity, bool chair)
{
    return chair ||
            (!identity_set_has(proceedings->muted, identity) &&
                    (!proceedings->governed || g_str_equal(proceedings->floor.site, identity)));
}

bool proceedings_may_present(const Proceedings *proceedings, const char *identity, bool chair)
{
    return chair || !proceedings->governed || g_str_equal(proceedings->floor.site, identity) ||
            identity_set_has(proceedings->presenters, identity);
}

const IdentitySet *proceedings_muted(const Proceedings *proceedings)
{
    return proceedings->muted;
}

const IdentitySet *proceedings_presenters(const Proceedings *proceedings)
{
    return proceedings->presenters;
}

const SpeakerQueue *proceedings_queue(const Proceedings *proceedings)
{
    return proceedings->queue;
}

const SiteVote *proceedings_vote(const Proceedings *proceedings)
{
    return proceedings->vote;
}

const ChatLog *proceedings_chat(const Proceedings *proceedings)
{
    return proceedings->chat;
}

const ScreenNotes *proceedings_notes(const Proceedings *proceedings)
{
    return proceedings->notes;
}
