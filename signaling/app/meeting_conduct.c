#include "signaling/app/meeting_conduct.h"

#include "config/log.h"
#include "signaling/client/server_message.h"
#include "signaling/meeting/utc_time.h"
#include "signaling/meeting/waiting_room.h"

LOG_TOPIC("conduct");

struct MeetingConduct {
    MeetingConductConfig with;
    const MeetingConductEvents *events;
    void *user_data;
    ProceedingsDesk *desk;
    WaitingRoom *waiting;
    ConsoleList *consoles;
};

static const Proceedings *state_of(const MeetingConduct *conduct)
{
    return proceedings_desk_state(conduct->desk);
}

/* ---- to the clients ---- */

static void send_text(const MeetingConduct *conduct, uint64_t session, const char *text)
{
    if (session != 0) {
        conduct->events->send(session, text, conduct->user_data);
    }
}

static void send_once(const MeetingConduct *conduct, uint64_t session, char *text)
{
    send_text(conduct, session, text);
    g_free(text);
}

typedef bool (*ListenerTest)(const char *identity, Role role, const void *data);

/* To each session of a participant or console that passes. */
static void send_those(
        const MeetingConduct *conduct, const char *text, ListenerTest test, const void *data)
{
    for (size_t i = 0; i < meeting_size(conduct->with.meeting); i++) {
        const Participant *participant = meeting_nth(conduct->with.meeting, i);
        if (test(participant->identity, participant->role, data)) {
            send_text(conduct, participant->session, text);
        }
    }
    for (size_t i = 0; i < console_list_size(conduct->consoles); i++) {
        const MeetingConsole console = console_list_nth(conduct->consoles, i);
        if (test(console.identity, console.role, data)) {
            send_text(conduct, console.session, text);
        }
    }
}

void meeting_conduct_send_consoles(const MeetingConduct *conduct, const char *text)
{
    for (size_t i = 0; i < console_list_size(conduct->consoles); i++) {
        send_text(conduct, console_list_nth(conduct->consoles, i).session, text);
    }
}

static bool commands(Role role)
{
    return permission_allows(role, PERMISSION_ADMIT);
}

static bool is_of_those_who_command(const char *identity, Role role, const void *data)
{
    const bool *wanted = data;
    (void)identity;
    return commands(role) == *wanted;
}

static json_t *waiting_to_json(const WaitingRoom *waiting)
{
    json_t *array = json_array();

    for (size_t i = 0; i < waiting_room_size(waiting); i++) {
        const WaitingSite site = waiting_room_nth(waiting, i);
        g_autofree char *since = utc_time_text(site.since_us);
        json_array_append_new(array,
                json_pack("{s:s, s:s, s:s}", "site", site.identity, "name", site.name, "since",
                        since));
    }
    return array;
}

json_t *meeting_conduct_json(const MeetingConduct *conduct, Role role)
{
    json_t *state = proceedings_to_json(state_of(conduct));
    g_autofree char *now = utc_time_text(g_get_real_time());

    json_object_set_new(
            state, "waiting", commands(role) ? waiting_to_json(conduct->waiting) : json_array());
    json_object_set_new(state, "now", json_string(now));
    return state;
}

static void tell_state_to(const MeetingConduct *conduct, bool who_command)
{
    json_t *state = meeting_conduct_json(conduct, who_command ? ROLE_CHAIR : ROLE_SITE);
    g_autofree char *text = server_message_proceedings(state);

    json_decref(state);
    send_those(conduct, text, is_of_those_who_command, &who_command);
}

static void tell_state(const MeetingConduct *conduct)
{
    tell_state_to(conduct, true);
    tell_state_to(conduct, false);
}

static bool sees_line(const char *identity, Role role, const void *data)
{
    return commands(role) || chat_line_is_for(data, identity);
}

static void tell_last_line(const MeetingConduct *conduct)
{
    const ChatLog *chat = proceedings_chat(state_of(conduct));
    const ChatLine line = chat_log_nth(chat, chat_log_size(chat) - 1);
    g_autofree char *text = server_message_chat(&line);

    send_those(conduct, text, sees_line, &line);
}

static bool sees_note(const char *identity, Role role, const void *data)
{
    const ScreenNote *note = data;
    return commands(role) || g_str_equal(note->site, SCREEN_NOTES_ALL) ||
            g_str_equal(note->site, identity);
}

/* As the event says it, for an emptied screen is no note any more. */
static void tell_note(const MeetingConduct *conduct, const json_t *event)
{
    const int64_t since_us = json_integer_value(json_object_get(event, "time_us"));
    const int64_t seconds = json_integer_value(json_object_get(event, "seconds"));
    const ScreenNote note = {
            .site = json_string_value(json_object_get(event, "site")),
            .text = json_string_value(json_object_get(event, "text")),
            .since_us = since_us,
            .until_us = seconds > 0 ? since_us + seconds * G_USEC_PER_SEC : 0,
    };
    g_autofree char *text = server_message_note(&note);

    send_those(conduct, text, sees_note, &note);
}

void meeting_conduct_repeat(
        const MeetingConduct *conduct, uint64_t session, const char *identity, Role role)
{
    const ChatLog *chat = proceedings_chat(state_of(conduct));
    ScreenNote note;

    for (size_t i = 0; i < chat_log_size(chat); i++) {
        const ChatLine line = chat_log_nth(chat, i);
        if (sees_line(identity, role, &line)) {
            send_once(conduct, session, server_message_chat(&line));
        }
    }
    if (screen_notes_find(
                proceedings_notes(state_of(conduct)), identity, g_get_real_time(), &note)) {
        send_once(conduct, session, server_message_note(&note));
    }
}

/* ---- to the media server ---- */

static void tell_audible(const MeetingConduct *conduct)
{
    const Proceedings *state = state_of(conduct);
    const bool governed = proceedings_is_governed(state);
    const char *floor = proceedings_floor(state);
    const IdentitySet *muted = proceedings_muted(state);
    const size_t listed = governed ? 1 : MIN(identity_set_size(muted), (size_t)API_LEGS_MAX);
    g_autofree ApiAudibleSite *sites = g_new0(ApiAudibleSite, MAX(listed, 1));
    size_t count = 0;

    if (!governed) {
        for (; count < listed; count++) {
            sites[count].identity = (char *)identity_set_nth(muted, count);
        }
    } else if (floor[0] != '\0' && proceedings_may_speak(state, floor, false)) {
        sites[count++].identity = (char *)floor;
    }
    mcu_room_set_audible(
            conduct->with.room, &(ApiAudible){.only = governed, .sites = sites, .n_sites = count});
}

/* The stage takes nobody who is not here: it is told again when that one comes. */
static void tell_floor(const MeetingConduct *conduct)
{
    const char *floor = proceedings_floor(state_of(conduct));

    if (!g_str_equal(stage_floor(conduct->with.stage), floor) &&
            !stage_set_floor(conduct->with.stage, floor, NULL)) {
        (void)stage_set_floor(conduct->with.stage, "", NULL);
    }
}

void meeting_conduct_tell_media(const MeetingConduct *conduct)
{
    tell_audible(conduct);
    tell_floor(conduct);
}

/* Who was called, or is not muted any more, need not find the button first. */
static void open_microphone(const MeetingConduct *conduct, const char *identity)
{
    const Participant *participant = meeting_find(conduct->with.meeting, identity);

    if (participant == NULL || participant->mic ||
            !permission_allows(participant->role, PERMISSION_PUBLISH)) {
        return;
    }
    const bool camera = participant->camera;
    if (participant->leg != NULL) {
        mcu_room_set_leg(conduct->with.room, participant->leg, true, camera);
    }
    meeting_set_own(conduct->with.meeting, identity, true, camera);
}

static void check_presenter(const MeetingConduct *conduct)
{
    const char *presenter = stage_presenter(conduct->with.stage);
    const Participant *participant = meeting_find(conduct->with.meeting, presenter);

    if (participant != NULL &&
            !proceedings_may_present(
                    state_of(conduct), presenter, participant->role == ROLE_CHAIR)) {
        g_autofree char *identity = g_strdup(presenter);
        (void)stage_share(conduct->with.stage, identity, false, false, NULL);
    }
}

/* ---- what was decided is done ---- */

static void on_called(MeetingConduct *conduct, const json_t *event)
{
    const char *site = json_string_value(json_object_get(event, "site"));

    tell_floor(conduct);
    tell_audible(conduct);
    open_microphone(conduct, site);
    check_presenter(conduct);
}

static void on_muted(MeetingConduct *conduct, const json_t *event)
{
    const json_t *sites = json_object_get(event, "sites");

    tell_audible(conduct);
    for (size_t i = 0; json_is_false(json_object_get(event, "on")) && i < json_array_size(sites);
            i++) {
        open_microphone(conduct, json_string_value(json_array_get(sites, i)));
    }
}

static void on_governed(MeetingConduct *conduct, const json_t *event)
{
    (void)event;
    tell_audible(conduct);
    check_presenter(conduct);
}

static void on_right(MeetingConduct *conduct, const json_t *event)
{
    (void)event;
    check_presenter(conduct);
}

/* They knock again, and the door decides. */
static void call_in(MeetingConduct *conduct, const char *identity)
{
    const uint64_t session = waiting_room_leave(conduct->waiting, identity);
    send_once(conduct, session, server_message_admitted());
}

static void on_admitted(MeetingConduct *conduct, const json_t *event)
{
    const json_t *sites = json_object_get(event, "sites");

    for (size_t i = 0; i < json_array_size(sites); i++) {
        call_in(conduct, json_string_value(json_array_get(sites, i)));
    }
}

static void on_door(MeetingConduct *conduct, const json_t *event)
{
    if (json_is_true(json_object_get(event, "on"))) {
        return;
    }
    while (waiting_room_size(conduct->waiting) > 0) {
        g_autofree char *identity = g_strdup(waiting_room_nth(conduct->waiting, 0).identity);
        call_in(conduct, identity);
    }
}

static void on_rejected(MeetingConduct *conduct, const json_t *event)
{
    const char *site = json_string_value(json_object_get(event, "site"));
    const uint64_t session = waiting_room_leave(conduct->waiting, site);

    if (session != 0) {
        conduct->events->closed(session, "rejected", conduct->user_data);
    }
}

static void on_dropped(MeetingConduct *conduct, const json_t *event)
{
    const char *site = json_string_value(json_object_get(event, "site"));
    const Participant *participant = meeting_find(conduct->with.meeting, site);

    if (participant != NULL) {
        const uint64_t session = participant->session;
        meeting_leave(conduct->with.meeting, site, "sent away");
        if (session != 0) {
            conduct->events->closed(session, "removed", conduct->user_data);
        }
    }
    on_called(conduct, event);
}

/* A page says hello again; what has no session comes back by itself once its media is gone. */
static void on_restarted(MeetingConduct *conduct, const json_t *event)
{
    const char *site = json_string_value(json_object_get(event, "site"));
    const Participant *participant = meeting_find(conduct->with.meeting, site);

    if (participant != NULL && participant->session != 0) {
        send_once(conduct, participant->session, server_message_restart());
    } else if (participant != NULL) {
        meeting_leave(conduct->with.meeting, site, "restarted by a console");
    }
}

static void on_line(MeetingConduct *conduct, const json_t *event)
{
    (void)event;
    tell_last_line(conduct);
}

static void on_note(MeetingConduct *conduct, const json_t *event)
{
    tell_note(conduct, event);
}

static void on_over(MeetingConduct *conduct, const json_t *event)
{
    (void)event;
    conduct->events->over(conduct->user_data);
}

static const struct {
    void (*act)(MeetingConduct *conduct, const json_t *event);
    bool quiet; /* the state is as it was */
} consequences[PROCEEDINGS_VERBS] = {
        [PROCEEDINGS_CONVENE] = {.act = on_governed},
        [PROCEEDINGS_END] = {.act = on_over},
        [PROCEEDINGS_STOP] = {.act = on_over},
        [PROCEEDINGS_LOCK] = {.act = on_door},
        [PROCEEDINGS_WAITING] = {.act = on_door},
        [PROCEEDINGS_ADMIT] = {.act = on_admitted},
        [PROCEEDINGS_REJECT] = {.act = on_rejected},
        [PROCEEDINGS_GOVERN] = {.act = on_governed},
        [PROCEEDINGS_FLOOR] = {.act = on_called},
        [PROCEEDINGS_MUTE] = {.act = on_muted},
        [PROCEEDINGS_DROP] = {.act = on_dropped},
        [PROCEEDINGS_RESTART] = {.act = on_restarted, .quiet = true},
        [PROCEEDINGS_PRESENT] = {.act = on_right},
        [PROCEEDINGS_CHAT] = {.act = on_line, .quiet = true},
        [PROCEEDINGS_MESSAGE] = {.act = on_note, .quiet = true},
};

static void on_applied(ProceedingsVerb verb, const json_t *event, void *user_data)
{
    MeetingConduct *conduct = user_data;

    log_info("Meeting %s: %s by %s.", meeting_code(conduct->with.meeting),
            proceedings_verb_name(verb), json_string_value(json_object_get(event, "actor")));
    if (consequences[verb].act != NULL) {
        consequences[verb].act(conduct, event);
    }
    if (!consequences[verb].quiet) {
        tell_state(conduct);
    }
}

/* ---- who is there ---- */

static void on_look(GArray *sites, void *user_data)
{
    const MeetingConduct *conduct = user_data;

    for (size_t i = 0; i < meeting_size(conduct->with.meeting); i++) {
        const Participant *participant = meeting_nth(conduct->with.meeting, i);
        const bool seat = participant->role == ROLE_CHAIR || participant->role == ROLE_SITE;
        const ProceedingsSite site = {
                .identity = participant->identity,
                .present = seat,
                .chair = participant->role == ROLE_CHAIR,
                .votes = seat,
        };
        g_array_append_val(sites, site);
    }
    for (size_t i = 0; i < waiting_room_size(conduct->waiting); i++) {
        const ProceedingsSite site = {
                .identity = waiting_room_nth(conduct->waiting, i).identity,
                .waiting = true,
        };
        g_array_append_val(sites, site);
    }
}

/* By its own: nobody but the server says so. */
static void run_as_server(MeetingConduct *conduct, const ProceedingsCommand *command)
{
    const ProceedingsActor server = {.identity = "server", .name = "", .role = ROLE_OPERATOR};
    proceedings_desk_run(conduct->desk, &server, command, NULL, NULL);
}

void meeting_conduct_changed(MeetingConduct *conduct, const Participant *participant)
{
    if (g_str_equal(proceedings_floor(state_of(conduct)), participant->identity)) {
        tell_floor(conduct);
    }
}

void meeting_conduct_gone(MeetingConduct *conduct, const char *identity)
{
    if (g_str_equal(proceedings_floor(state_of(conduct)), identity) &&
            proceedings_phase(state_of(conduct)) != PROCEEDINGS_ENDED) {
        run_as_server(conduct, &(ProceedingsCommand){.verb = PROCEEDINGS_FLOOR, .site = ""});
    }
}

static ClientError wait(MeetingConduct *conduct, const MeetingEntry *entry)
{
    const WaitingSite site = {
            .identity = entry->identity,
            .name = entry->name,
            .session = entry->session,
            .since_us = g_get_real_time(),
    };
    uint64_t replaced = 0;

    if (entry->session == 0) {
        return CLIENT_ERROR_WAITING; /* over HTTP: it tries again by itself */
    }
    if (!waiting_room_enter(conduct->waiting, &site, &replaced)) {
        return CLIENT_ERROR_TOO_MANY;
    }
    if (replaced != 0) {
        conduct->events->closed(replaced, "duplicate", conduct->user_data);
    }
    tell_state_to(conduct, true);
    return CLIENT_ERROR_WAITING;
}

ClientError meeting_conduct_knock(MeetingConduct *conduct, const MeetingEntry *entry)
{
    const Proceedings *state = state_of(conduct);

    if (proceedings_phase(state) == PROCEEDINGS_ENDED) {
        return CLIENT_ERROR_MEETING_ENDED;
    }
    /* The waiting room and the lock are for who is not invited: a name that was typed proves nothing. */
    if (entry->role == ROLE_CHAIR || proceedings_is_admitted(state, entry->identity) ||
            (entry->by_link && meeting_is_invited(conduct->with.meeting, entry->identity))) {
        return CLIENT_ERROR_NONE;
    }
    if (proceedings_is_locked(state) && !entry->by_link) {
        return CLIENT_ERROR_LOCKED;
    }
    /* Who was invited may still be let in by hand. */
    return proceedings_is_locked(state) || proceedings_has_waiting_room(state)
            ? wait(conduct, entry)
            : CLIENT_ERROR_NONE;
}

bool meeting_conduct_add_console(MeetingConduct *conduct, const MeetingConsole *console)
{
    return console_list_add(conduct->consoles, console);
}

void meeting_conduct_session_gone(MeetingConduct *conduct, uint64_t session)
{
    console_list_remove(conduct->consoles, session);
    if (waiting_room_session_gone(conduct->waiting, session)) {
        tell_state_to(conduct, true);
    }
}

void meeting_conduct_close(MeetingConduct *conduct, const char *reason)
{
    while (waiting_room_size(conduct->waiting) > 0) {
        const WaitingSite site = waiting_room_nth(conduct->waiting, 0);
        const uint64_t session = site.session;
        (void)waiting_room_leave(conduct->waiting, site.identity);
        conduct->events->closed(session, reason, conduct->user_data);
    }
    while (console_list_size(conduct->consoles) > 0) {
        const uint64_t session = console_list_nth(conduct->consoles, 0).session;
        console_list_remove(conduct->consoles, session);
        conduct->events->closed(session, reason, conduct->user_data);
    }
}

void meeting_conduct_replay(MeetingConduct *conduct, const json_t *event)
{
    proceedings_desk_replay(conduct->desk, event);
}

void meeting_conduct_run(MeetingConduct *conduct, const ProceedingsActor *actor,
        const ProceedingsCommand *command, ProceedingsDoneFn done, void *user_data)
{
    proceedings_desk_run(conduct->desk, actor, command, done, user_data);
}

const Proceedings *meeting_conduct_state(const MeetingConduct *conduct)
{
    return state_of(conduct);
}

size_t meeting_conduct_consoles(const MeetingConduct *conduct)
{
    return console_list_size(conduct->consoles);
}

MeetingConduct *meeting_conduct_new(
        const MeetingConductConfig *config, const MeetingConductEvents *events, void *user_data)
{
    static const ProceedingsDeskEvents desk_events = {.look = on_look, .applied = on_applied};
    MeetingConduct *conduct = g_new0(MeetingConduct, 1);

    conduct->with = *config;
    conduct->events = events;
    conduct->user_data = user_data;
    conduct->waiting = waiting_room_new();
    conduct->consoles = console_list_new();
    conduct->desk = proceedings_desk_new(
            config->store, meeting_code(config->meeting), &desk_events, conduct);
    return conduct;
}

void meeting_conduct_free(MeetingConduct *conduct)
{
    if (conduct != NULL) {
        proceedings_desk_free(conduct->desk);
        waiting_room_free(conduct->waiting);
        console_list_free(conduct->consoles);
        g_free(conduct);
    }
}
