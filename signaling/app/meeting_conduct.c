#include "signaling/app/meeting_conduct.h"

#include "config/log.h"
#include "signaling/app/conduct_state.h"
#include "signaling/client/server_message.h"

LOG_TOPIC("conduct");

const Proceedings *conduct_state(const MeetingConduct *conduct)
{
    return proceedings_desk_state(conduct->desk);
}

/* ---- to the clients ---- */

void meeting_conduct_send_consoles(const MeetingConduct *conduct, const char *text)
{
    conduct_voice_say_consoles(&conduct->voice, text);
}

json_t *meeting_conduct_json(const MeetingConduct *conduct, Role role)
{
    return conduct_voice_json(&conduct->voice, role);
}

void meeting_conduct_repeat(
        const MeetingConduct *conduct, uint64_t session, const char *identity, Role role)
{
    conduct_voice_repeat(&conduct->voice, session, identity, role);
    conduct_voice_say(&conduct->voice, session,
            recording_keeper_message(
                    conduct->recording, permission_allows(role, PERMISSION_ADMIT)));
    recording_notice_repeat(&conduct->notice, session, identity);
    if (identity[0] == '\0') {
        conduct_voice_say(&conduct->voice, session,
                presence_keeper_message(conduct->presence, g_get_real_time()));
    }
}

/* ---- to the media server ---- */

/* Rooms that have no page read it in their pictures. */
static void on_caption(const char *leg, const char *text, int64_t ms, void *user_data)
{
    const MeetingConduct *conduct = user_data;
    mcu_room_caption_leg(conduct->with->room, leg, text, ms);
}

static void tell_captions(const MeetingConduct *conduct)
{
    site_captions_follow(conduct->captions, g_get_real_time());
}

void meeting_conduct_tell_media(MeetingConduct *conduct)
{
    conduct_tell_audible(conduct);
    conduct_tell_floor(conduct);
    stage_follow(conduct->with->stage, proceedings_pictures(conduct_state(conduct)));
    tell_captions(conduct);
    meeting_conduct_slides(conduct); /* maybe the last server did not live to write them down */
}

/* ---- what was decided is done ---- */

/* By its own: nobody but the server says so. */
void conduct_run_as_server(MeetingConduct *conduct, const ProceedingsCommand *command)
{
    const ProceedingsActor server = {.identity = "server", .name = "", .role = ROLE_OPERATOR};
    proceedings_desk_run(conduct->desk, &server, command, NULL, NULL);
}

void meeting_conduct_told(MeetingConduct *conduct, const char *identity, bool spoken)
{
    if (recording_notice_is_owed(conduct_state(conduct), identity)) {
        conduct_run_as_server(conduct,
                &(ProceedingsCommand){.verb = PROCEEDINGS_RECORD_ACK,
                        .site = identity,
                        .word = spoken ? "spoken" : "written"});
    }
}

static void on_applied(ProceedingsVerb verb, const json_t *event, void *user_data)
{
    MeetingConduct *conduct = user_data;

    if (verb != PROCEEDINGS_MEDIA) { /* the log of who joined has it */
        log_info("Meeting %s: %s by %s.", meeting_code(conduct->with->meeting),
                proceedings_verb_name(verb), json_string_value(json_object_get(event, "actor")));
    }
    if (conduct_follow(conduct, verb, event)) {
        conduct_voice_tell_state(&conduct->voice, CONDUCT_VOICE_ALL);
    }
    tell_captions(conduct);
}

/* ---- who is there ---- */

static void look_at_invited(GArray *sites, const MeetingConduct *conduct)
{
    const Meeting *meeting = conduct->with->meeting;

    for (size_t i = 0; i < meeting_invited_size(meeting); i++) {
        const char *identity = meeting_nth_invited(meeting, i);
        const Participant *participant = meeting_find(meeting, identity);
        const bool seat = participant != NULL;
        const ProceedingsSite site = {
                .identity = identity,
                .present = seat,
                .chair = seat && participant->role == ROLE_CHAIR,
                .votes = true,
                .invited = true,
        };
        g_array_append_val(sites, site);
    }
}

static void on_look(GArray *sites, void *user_data)
{
    const MeetingConduct *conduct = user_data;
    const bool open = meeting_invited_size(conduct->with->meeting) == 0;

    look_at_invited(sites, conduct);
    for (size_t i = 0; i < meeting_size(conduct->with->meeting); i++) {
        const Participant *participant = meeting_nth(conduct->with->meeting, i);
        const bool seat = participant->role == ROLE_CHAIR || participant->role == ROLE_SITE;
        if (meeting_is_invited(conduct->with->meeting, participant->identity)) {
            continue;
        }
        const ProceedingsSite site = {
                .identity = participant->identity,
                .present = seat,
                .chair = participant->role == ROLE_CHAIR,
                .votes = participant->role == ROLE_CHAIR || (seat && open),
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

void meeting_conduct_slides(MeetingConduct *conduct)
{
    if (proceedings_phase(conduct_state(conduct)) != PROCEEDINGS_ENDED) {
        conduct_run_as_server(conduct,
                &(ProceedingsCommand){
                        .verb = PROCEEDINGS_SLIDES, .site = stage_presenter(conduct->with->stage)});
    }
}

void meeting_conduct_changed(MeetingConduct *conduct, const Participant *participant)
{
    if (g_str_equal(proceedings_floor(conduct_state(conduct)), participant->identity)) {
        conduct_tell_floor(conduct);
    }
    tell_captions(conduct);
}

void meeting_conduct_gone(MeetingConduct *conduct, const char *identity)
{
    if (g_str_equal(proceedings_floor(conduct_state(conduct)), identity) &&
            proceedings_phase(conduct_state(conduct)) != PROCEEDINGS_ENDED) {
        conduct_run_as_server(
                conduct, &(ProceedingsCommand){.verb = PROCEEDINGS_FLOOR, .site = ""});
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
    conduct_voice_tell_state(&conduct->voice, CONDUCT_VOICE_COMMANDERS);
    return CLIENT_ERROR_WAITING;
}

ClientError meeting_conduct_knock(MeetingConduct *conduct, const MeetingEntry *entry)
{
    const Proceedings *state = conduct_state(conduct);

    if (proceedings_phase(state) == PROCEEDINGS_ENDED) {
        return CLIENT_ERROR_MEETING_ENDED;
    }
    /* The waiting room and the lock are for who is not invited: a name that was typed proves nothing. */
    if (entry->role == ROLE_CHAIR || proceedings_is_admitted(state, entry->identity) ||
            (entry->by_link && meeting_is_invited(conduct->with->meeting, entry->identity))) {
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
        conduct_voice_tell_state(&conduct->voice, CONDUCT_VOICE_COMMANDERS);
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

void meeting_conduct_tick(MeetingConduct *conduct)
{
    roll_runner_tick(conduct->roll);
    presence_keeper_tick(conduct->presence, g_get_real_time());
    recording_keeper_tick(conduct->recording);
}

void meeting_conduct_restore(MeetingConduct *conduct, int64_t pulse_us)
{
    presence_keeper_restore(conduct->presence, pulse_us);
    conduct->notice.spoken = proceedings_recording(conduct_state(conduct))->id;
    /* One that is held at once was never begun by anybody: its session is on when it is opened. */
    if (proceedings_phase(conduct_state(conduct)) == PROCEEDINGS_LIVE &&
            conduct->notice.spoken == 0) {
        conduct_record_from_begin(conduct);
    }
}

void meeting_conduct_report(
        MeetingConduct *conduct, const Participant *participant, const ApiLegQuality *quality)
{
    presence_keeper_report(conduct->presence, participant, quality, g_get_real_time());
}

void meeting_conduct_replay(MeetingConduct *conduct, const json_t *event)
{
    proceedings_desk_replay(conduct->desk, event);
}

void meeting_conduct_run(MeetingConduct *conduct, const ProceedingsActor *actor,
        const ProceedingsCommand *command, ProceedingsDoneFn done, void *user_data)
{
    const bool begins =
            command->verb == PROCEEDINGS_RECORD && g_strcmp0(command->word, "begin") == 0;
    const char *refusal = begins ? recording_keeper_refusal(conduct->recording) : "";

    if (refusal[0] != '\0' && done != NULL) {
        g_autoptr(GError) error = g_error_new(PROCEEDINGS_ERROR, PROCEEDINGS_ERROR_FULL,
                "nothing more can be recorded: %s", refusal);
        done(error, user_data);
        return;
    }
    proceedings_desk_run(conduct->desk, actor, command, done, user_data);
}

RecordingKeeper *meeting_conduct_recording(const MeetingConduct *conduct)
{
    return conduct->recording;
}

const Proceedings *meeting_conduct_state(const MeetingConduct *conduct)
{
    return conduct_state(conduct);
}

size_t meeting_conduct_consoles(const MeetingConduct *conduct)
{
    return console_list_size(conduct->consoles);
}

/* ---- the recording ---- */

static void on_recording_news(void *user_data)
{
    MeetingConduct *conduct = user_data;

    if (recording_keeper_writes(conduct->recording)) {
        recording_notice_speak(&conduct->notice);
    }
    g_autofree char *full = recording_keeper_message(conduct->recording, true);
    g_autofree char *brief = recording_keeper_message(conduct->recording, false);

    conduct_voice_tell_both(&conduct->voice, full, brief);
}

static void on_recording_over(void *user_data)
{
    const MeetingConduct *conduct = user_data;
    conduct->events->recorded(conduct->user_data);
}

MeetingConduct *meeting_conduct_new(
        const MeetingConductConfig *config, const MeetingConductEvents *events, void *user_data)
{
    static const RecordingKeeperEvents recording_events = {
            .news = on_recording_news, .ended = on_recording_over};
    static const ProceedingsDeskEvents desk_events = {.look = on_look, .applied = on_applied};
    MeetingConduct *conduct = g_new0(MeetingConduct, 1);

    conduct->with = g_memdup2(config, sizeof *config);
    conduct->events = events;
    conduct->user_data = user_data;
    conduct->waiting = waiting_room_new();
    conduct->consoles = console_list_new();
    conduct->desk = proceedings_desk_new(&(ProceedingsDeskConfig){.store = config->store,
                                                 .meeting = meeting_code(config->meeting),
                                                 .delegates = config->delegates,
                                                 .attendance = config->attendance},
            &desk_events, conduct);
    conduct->voice = (ConductVoice){
            .state = conduct_state(conduct),
            .meeting = config->meeting,
            .consoles = conduct->consoles,
            .waiting = conduct->waiting,
            .delegates = config->delegates,
            .send = events->send,
            .user_data = user_data,
    };
    conduct->captions = site_captions_new(&(SiteCaptionsConfig){.meeting = config->meeting,
            .state = conduct_state(conduct),
            .show = on_caption,
            .user_data = conduct});
    conduct->notice = (RecordingNotice){
            .voice = &conduct->voice, .room = config->room, .sound = config->notice_sound};
    conduct->stills = roll_stills_new(&(RollStillsConfig){.store = config->store,
            .folder = config->stills_dir,
            .desk = conduct->desk,
            .meeting = config->meeting,
            .room = config->room});
    conduct->roll = roll_runner_new(&(RollRunnerConfig){.desk = conduct->desk,
            .meeting = config->meeting,
            .room = config->room,
            .reports = config->reports});
    conduct->presence = presence_keeper_new(&(PresenceKeeperConfig){.store = config->store,
            .desk = conduct->desk,
            .meeting = meeting_code(config->meeting),
            .attendance = config->attendance});
    conduct->recording = recording_keeper_new(&(RecordingKeeperConfig){.store = config->store,
                                                      .desk = conduct->desk,
                                                      .room = config->room,
                                                      .shelf = config->shelf,
                                                      .meeting = meeting_code(config->meeting),
                                                      .stems = config->stems},
            &recording_events, conduct);
    return conduct;
}

void meeting_conduct_free(MeetingConduct *conduct)
{
    if (conduct != NULL) {
        proceedings_desk_free(conduct->desk); /* answers the runner and the keeper */
        roll_runner_free(conduct->roll);
        presence_keeper_free(conduct->presence);
        recording_keeper_free(conduct->recording);
        roll_stills_free(conduct->stills);
        waiting_room_free(conduct->waiting);
        console_list_free(conduct->consoles);
        site_captions_free(conduct->captions);
        g_free((void *)conduct->with);
        g_free(conduct);
    }
}
