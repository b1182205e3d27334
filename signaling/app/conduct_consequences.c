#include "config/log.h"
#include "signaling/app/conduct_state.h"
#include "signaling/app/meeting_conduct.h"
#include "signaling/client/server_message.h"

LOG_TOPIC("conduct");

/* ---- the media server ---- */

void conduct_tell_audible(const MeetingConduct *conduct)
{
    const Proceedings *state = conduct_state(conduct);
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
            conduct->with->room, &(ApiAudible){.only = governed, .sites = sites, .n_sites = count});
}

/* The stage takes nobody who is not here: it is told again when that one comes. */
void conduct_tell_floor(const MeetingConduct *conduct)
{
    const char *floor = proceedings_floor(conduct_state(conduct));

    if (!g_str_equal(stage_floor(conduct->with->stage), floor) &&
            !stage_set_floor(conduct->with->stage, floor, NULL)) {
        (void)stage_set_floor(conduct->with->stage, "", NULL);
    }
}

/* Who was called, or is not muted any more, need not find the button first. */
static void open_microphone(const MeetingConduct *conduct, const char *identity)
{
    const Participant *participant = meeting_find(conduct->with->meeting, identity);

    if (participant == NULL || participant->mic ||
            !permission_allows(participant->role, PERMISSION_PUBLISH)) {
        return;
    }
    const bool camera = participant->camera;
    if (participant->leg != NULL) {
        mcu_room_set_leg(conduct->with->room, participant->leg, true, camera);
    }
    meeting_set_own(conduct->with->meeting, identity, true, camera);
}

static void check_presenter(const MeetingConduct *conduct)
{
    const char *presenter = stage_presenter(conduct->with->stage);
    const Participant *participant = meeting_find(conduct->with->meeting, presenter);

    if (participant != NULL &&
            !proceedings_may_present(
                    conduct_state(conduct), presenter, participant->role == ROLE_CHAIR)) {
        g_autofree char *identity = g_strdup(presenter);
        (void)stage_share(conduct->with->stage, identity, false, false, NULL);
    }
}

/* ---- each verb ---- */

static void on_called(MeetingConduct *conduct, const json_t *event)
{
    const char *site = json_string_value(json_object_get(event, "site"));

    conduct_tell_floor(conduct);
    conduct_tell_audible(conduct);
    open_microphone(conduct, site);
    check_presenter(conduct);
}

static void on_muted(MeetingConduct *conduct, const json_t *event)
{
    const json_t *sites = json_object_get(event, "sites");

    conduct_tell_audible(conduct);
    for (size_t i = 0; json_is_false(json_object_get(event, "on")) && i < json_array_size(sites);
            i++) {
        open_microphone(conduct, json_string_value(json_array_get(sites, i)));
    }
}

static void on_governed(MeetingConduct *conduct, const json_t *event)
{
    (void)event;
    conduct_tell_audible(conduct);
    check_presenter(conduct);
}

static void on_right(MeetingConduct *conduct, const json_t *event)
{
    (void)event;
    check_presenter(conduct);
}

/* The same order again may turn a page back. */
static void on_layout(MeetingConduct *conduct, const json_t *event)
{
    ApiView view = API_VIEW_SITES;

    (void)api_view_from_word(json_string_value(json_object_get(event, "view")), &view);
    stage_follow_view(conduct->with->stage, proceedings_pictures(conduct_state(conduct)), view);
}

static void on_pictures(MeetingConduct *conduct, const json_t *event)
{
    (void)event;
    stage_follow(conduct->with->stage, proceedings_pictures(conduct_state(conduct)));
}

/* They knock again, and the door decides. */
static void call_in(MeetingConduct *conduct, const char *identity)
{
    const uint64_t session = waiting_room_leave(conduct->waiting, identity);
    conduct_voice_say(&conduct->voice, session, server_message_admitted());
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
    const Participant *participant = meeting_find(conduct->with->meeting, site);

    if (participant != NULL) {
        const uint64_t session = participant->session;
        meeting_leave(conduct->with->meeting, site, "sent away");
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
    const Participant *participant = meeting_find(conduct->with->meeting, site);

    if (participant != NULL && participant->session != 0) {
        conduct_voice_say(&conduct->voice, participant->session, server_message_restart());
    } else if (participant != NULL) {
        meeting_leave(conduct->with->meeting, site, "restarted by a console");
    }
}

static void on_line(MeetingConduct *conduct, const json_t *event)
{
    (void)event;
    conduct_voice_tell_line(&conduct->voice);
}

static void on_note(MeetingConduct *conduct, const json_t *event)
{
    conduct_voice_tell_note(&conduct->voice, event);
}

static void on_roll(MeetingConduct *conduct, const json_t *event)
{
    (void)event;
    roll_runner_changed(conduct->roll);
}

/* The others see who is called; what was answered is for those who call. */
static void on_answer(MeetingConduct *conduct, const json_t *event)
{
    roll_stills_take(conduct->stills, json_string_value(json_object_get(event, "site")));
    conduct_voice_tell_state(&conduct->voice, CONDUCT_VOICE_COMMANDERS);
}

static void on_people(MeetingConduct *conduct, const json_t *event)
{
    conduct_voice_tell_heads(&conduct->voice, json_string_value(json_object_get(event, "site")));
}

static void on_media(MeetingConduct *conduct, const json_t *event)
{
    if (console_list_size(conduct->consoles) > 0) {
        g_autofree char *text = presence_keeper_change(conduct->presence, event, g_get_real_time());
        meeting_conduct_send_consoles(conduct, text);
    }
}

static void on_recorded(MeetingConduct *conduct, const json_t *event)
{
    if (g_strcmp0(json_string_value(json_object_get(event, "action")), "begin") == 0) {
        recording_notice_write(&conduct->notice);
    }
    recording_keeper_follow(conduct->recording);
}

static void on_record_ack(MeetingConduct *conduct, const json_t *event)
{
    const char *how = json_string_value(json_object_get(event, "how"));
    g_autofree char *text =
            server_message_record_told(json_integer_value(json_object_get(event, "recording")),
                    json_string_value(json_object_get(event, "site")), how != NULL ? how : "seen");
    conduct_voice_tell_both(&conduct->voice, text, NULL);
}

void conduct_record_from_begin(MeetingConduct *conduct)
{
    if (conduct->with->records) {
        conduct_run_as_server(conduct,
                &(ProceedingsCommand){
                        .verb = PROCEEDINGS_RECORD, .word = "begin", .on = conduct->with->stems});
    }
}

/* From here on presence counts. */
static void on_begun(MeetingConduct *conduct, const json_t *event)
{
    (void)event;
    conduct_record_from_begin(conduct);
    g_autofree char *text = presence_keeper_message(conduct->presence, g_get_real_time());
    meeting_conduct_send_consoles(conduct, text);
}

static void on_over(MeetingConduct *conduct, const json_t *event)
{
    (void)event;
    recording_keeper_follow(conduct->recording);
    conduct->events->over(conduct->user_data);
}

static const struct {
    void (*act)(MeetingConduct *conduct, const json_t *event);
    bool quiet; /* the state is as it was */
} consequences[PROCEEDINGS_VERBS] = {
        [PROCEEDINGS_CONVENE] = {.act = on_governed},
        [PROCEEDINGS_BEGIN] = {.act = on_begun},
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
        [PROCEEDINGS_SLIDES] = {.quiet = true},
        [PROCEEDINGS_LAYOUT] = {.act = on_layout, .quiet = true},
        [PROCEEDINGS_OVERLAY] = {.act = on_pictures, .quiet = true},
        [PROCEEDINGS_SITE_LAYOUT] = {.act = on_pictures},
        [PROCEEDINGS_CHAT] = {.act = on_line, .quiet = true},
        [PROCEEDINGS_MESSAGE] = {.act = on_note, .quiet = true},
        [PROCEEDINGS_ROLL_BEGIN] = {.act = on_roll},
        [PROCEEDINGS_ROLL_CALL] = {.act = on_roll},
        [PROCEEDINGS_ROLL_MARK] = {.act = on_answer, .quiet = true},
        [PROCEEDINGS_ROLL_STILL] = {.quiet = true},
        [PROCEEDINGS_ROLL_END] = {.act = on_roll},
        [PROCEEDINGS_ROLL_CONFIRM] = {.act = on_roll},
        [PROCEEDINGS_HEADS] = {.act = on_people, .quiet = true},
        [PROCEEDINGS_DELEGATE] = {.act = on_people, .quiet = true},
        [PROCEEDINGS_MEDIA] = {.act = on_media, .quiet = true},
        [PROCEEDINGS_WATCH] = {.quiet = true},
        [PROCEEDINGS_RECORD] = {.act = on_recorded, .quiet = true},
        [PROCEEDINGS_RECORD_ACK] = {.act = on_record_ack, .quiet = true},
};

bool conduct_follow(MeetingConduct *conduct, ProceedingsVerb verb, const json_t *event)
{
    if (consequences[verb].act != NULL) {
        consequences[verb].act(conduct, event);
    }
    return !consequences[verb].quiet;
}
