#include "signaling/meeting/proceedings_state.h"

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
    self->floor = (ProceedingsFloor){.site = copy, .since_us = since_us, .limit_s = limit_s};
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
    self->recording.on = self->recording.paused = false;
    self->phase = PROCEEDINGS_ENDED;
    self->closed_us = time_of(event);
    set_floor(self, "", 0, 0);
    agenda_page_close(self->agenda);
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
    /* Something is done to a client, or said of the attendance, and the log has it; the state is as it was. */
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

static void unmute(Proceedings *self, const char *site)
{
    identity_set_remove(self->muted, site);
    g_hash_table_remove(self->reasons, site);
}

/* By somebody, the server's own reason is none any more. */
static void note_reason(Proceedings *self, const json_t *sites, const char *reason)
{
    for (size_t i = 0; i < json_array_size(sites); i++) {
        const char *site = json_string_value(json_array_get(sites, i));
        if (site == NULL || reason[0] == '\0') {
            g_hash_table_remove(self->reasons, site != NULL ? site : "");
        } else if (identity_set_has(self->muted, site)) {
            g_hash_table_replace(self->reasons, g_strdup(site), g_strdup(reason));
        }
    }
}

static void apply_floor(Proceedings *self, const json_t *event)
{
    const char *site = text_of(event, "site");

    set_floor(self, site, site[0] != '\0' ? time_of(event) : 0, number_of(event, "limit_s"));
    speaker_queue_remove(self->queue, site);
    unmute(self, site);
}

static void apply_mute(Proceedings *self, const json_t *event)
{
    const json_t *sites = json_object_get(event, "sites");

    if (flag_of(event, "on")) {
        identity_set_add_json(self->muted, sites);
        note_reason(self, sites, text_of(event, "reason"));
        return;
    }
    for (size_t i = 0; i < json_array_size(sites); i++) {
        const char *site = json_string_value(json_array_get(sites, i));
        unmute(self, site != NULL ? site : "");
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

static void apply_slides(Proceedings *self, const json_t *event)
{
    g_free(self->slides);
    self->slides = g_strdup(flag_of(event, "on") ? text_of(event, "site") : "");
}

static void apply_layout(Proceedings *self, const json_t *event)
{
    picture_orders_apply_layout(self->pictures, event);
}

static void apply_overlay(Proceedings *self, const json_t *event)
{
    picture_orders_apply_overlay(self->pictures, event);
}

static void apply_site_layout(Proceedings *self, const json_t *event)
{
    picture_orders_apply_site(self->pictures, event);
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
            .connected = number_of(event, "connected"),
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
        site_vote_connect(self->vote, number_of(event, "connected"));
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

static void apply_roll_begin(Proceedings *self, const json_t *event)
{
    RollMode mode = ROLL_ASSISTED;

    (void)roll_mode_from_name(text_of(event, "mode"), &mode);
    roll_call_begin(self->roll, mode, json_object_get(event, "sites"), time_of(event));
}

static void apply_roll_call(Proceedings *self, const json_t *event)
{
    roll_call_call(self->roll, text_of(event, "site"), number_of(event, "until_us"));
}

static void apply_roll_mark(Proceedings *self, const json_t *event)
{
    RollAnswer answer = ROLL_UNCHECKED;

    if (roll_answer_from_name(text_of(event, "answer"), &answer)) {
        roll_call_mark(self->roll, text_of(event, "site"), answer);
    }
}

static void apply_roll_end(Proceedings *self, const json_t *event)
{
    roll_call_end(self->roll, time_of(event));
}

static void apply_roll_confirm(Proceedings *self, const json_t *event)
{
    roll_call_confirm(self->roll, text_of(event, "name"), time_of(event));
}

static void apply_heads(Proceedings *self, const json_t *event)
{
    site_heads_table_put(self->heads, event);
}

static void apply_delegate(Proceedings *self, const json_t *event)
{
    site_heads_table_put_delegate(self->heads, event);
}

static void apply_media(Proceedings *self, const json_t *event)
{
    presence_log_apply(self->presence, event);
}

static void apply_auto_mute(Proceedings *self, const json_t *event)
{
    self->auto_mute = flag_of(event, "on");
}

const char *const proceedings_record_actions[] = {"begin", "pause", "resume", "end", NULL};

static void apply_record(Proceedings *self, const json_t *event)
{
    const char *action = text_of(event, "action");
    const bool begins = g_str_equal(action, "begin");

    if (begins) {
        self->recording = (ProceedingsRecording){.id = number_of(event, "recording"),
                .since_us = time_of(event),
                .stems = flag_of(event, "stems")};
        identity_set_clear(self->told);
        identity_set_clear(self->acknowledged);
        identity_set_add_json(self->told, json_object_get(event, "sites"));
    }
    self->recording.on = !g_str_equal(action, "end");
    self->recording.paused = g_str_equal(action, "pause");
}

static void apply_record_ack(Proceedings *self, const json_t *event)
{
    const bool told = text_of(event, "how")[0] != '\0'; /* it has not said so itself */
    (void)identity_set_add(told ? self->told : self->acknowledged, text_of(event, "site"));
}

static void apply_agenda(Proceedings *self, const json_t *event)
{
    agenda_page_apply(self->agenda, event);
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
        [PROCEEDINGS_SLIDES] = {"slides", apply_slides},
        [PROCEEDINGS_LAYOUT] = {"layout", apply_layout},
        [PROCEEDINGS_OVERLAY] = {"overlay", apply_overlay},
        [PROCEEDINGS_SITE_LAYOUT] = {"site_layout", apply_site_layout},
        [PROCEEDINGS_VOTE_OPEN] = {"vote_open", apply_vote_open},
        [PROCEEDINGS_VOTE] = {"vote", apply_vote},
        [PROCEEDINGS_VOTE_CLOSE] = {"vote_close", apply_vote_close},
        [PROCEEDINGS_CHAT] = {"chat", apply_chat},
        [PROCEEDINGS_MESSAGE] = {"message", apply_message},
        [PROCEEDINGS_ROLL_BEGIN] = {"roll_begin", apply_roll_begin},
        [PROCEEDINGS_ROLL_CALL] = {"roll_call", apply_roll_call},
        [PROCEEDINGS_ROLL_MARK] = {"roll_mark", apply_roll_mark},
        [PROCEEDINGS_ROLL_STILL] = {"roll_still", apply_nothing},
        [PROCEEDINGS_ROLL_END] = {"roll_end", apply_roll_end},
        [PROCEEDINGS_ROLL_CONFIRM] = {"roll_confirm", apply_roll_confirm},
        [PROCEEDINGS_HEADS] = {"heads", apply_heads},
        [PROCEEDINGS_DELEGATE] = {"delegate", apply_delegate},
        [PROCEEDINGS_MEDIA] = {"media", apply_media},
        [PROCEEDINGS_CORRECT] = {"correct", apply_nothing},
        [PROCEEDINGS_CONFIRM] = {"confirm", apply_nothing},
        [PROCEEDINGS_WATCH] = {"watch", apply_nothing},
        [PROCEEDINGS_AUTO_MUTE] = {"auto_mute", apply_auto_mute},
        [PROCEEDINGS_RECORD] = {"record", apply_record},
        [PROCEEDINGS_RECORD_ACK] = {"record_ack", apply_record_ack},
        [PROCEEDINGS_AGENDA] = {"agenda", apply_agenda},
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

bool proceedings_refuse(ProceedingsVerb verb, ProceedingsError code, const char *field,
        const char *why, GError **error)
{
    g_set_error(error, PROCEEDINGS_ERROR, (gint)code, "%s%s%s: %s", proceedings_verb_name(verb),
            field != NULL ? "." : "", field != NULL ? field : "", why);
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
