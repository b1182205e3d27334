#include "signaling/app/conference.h"

#include "config/log.h"
#include "signaling/app/conference_state.h"

LOG_TOPIC("conference");

const char *conference_code(const Conference *conference)
{
    return meeting_code(conference->meeting);
}

/* To the clients. */

void conference_send(Conference *conference, uint64_t session, char *text)
{
    if (session != 0) {
        conference->events->send(session, text, conference->user_data);
    }
    g_free(text);
}

void conference_send_all(Conference *conference, char *text)
{
    for (size_t i = 0; i < meeting_size(conference->meeting); i++) {
        const Participant *participant = meeting_nth(conference->meeting, i);
        if (participant->session != 0) {
            conference->events->send(participant->session, text, conference->user_data);
        }
    }
    meeting_conduct_send_consoles(conference->conduct, text);
    g_free(text);
}

/* The meeting says. */

static void on_changed(const Participant *participant, void *user_data)
{
    const Conference *conference = user_data;

    conference_send_all(user_data, server_message_site(participant));
    stage_participant_changed(conference->stage, participant);
    meeting_conduct_changed(conference->conduct, participant);
    conference_watch_changed(conference->watch, participant);
}

static void on_gone(const Participant *participant, void *user_data)
{
    const Conference *conference = user_data;

    conference_send_all(user_data, server_message_site_gone(participant->identity));
    stage_participant_gone(conference->stage, participant->identity);
    meeting_conduct_gone(conference->conduct, participant->identity);
    conference_watch_gone(conference->watch, participant);
}

void conference_attendance(
        const Participant *participant, AttendanceEvent event, const char *why, void *user_data)
{
    Conference *conference = user_data;

    log_info("Meeting %s: %s (%s, %s) %s%s%s.", conference_code(conference), participant->name,
            role_name(participant->role), participant_kind_name(participant->kind),
            attendance_event_name(event), why[0] != '\0' ? ": " : "", why);
    absentee_list_see(conference->absentees, participant->identity);
    conference->events->attendance(conference, participant, event, why, conference->user_data);
}

static void on_replaced(uint64_t session, void *user_data)
{
    Conference *conference = user_data;
    conference->events->replaced(session, conference->user_data);
}

void conference_leg_over(const Conference *conference, const char *leg, const char *why)
{
    if (conference->legs->over != NULL) {
        conference->legs->over(leg, why, conference->legs_data);
    }
}

static void on_drop_leg(const char *leg, bool keep_seat, void *user_data)
{
    Conference *conference = user_data;
    conference_leg_over(conference, leg, keep_seat ? CONFERENCE_LEG_REPLACED : CONFERENCE_LEG_LEFT);
    leg_reports_forget(conference->reports, leg);
    mcu_room_remove_leg(
            conference->room, leg, keep_seat ? "replaced or vanished" : "left", keep_seat);
}

/* The lines. */

static void on_line(const LineRecord *record, void *user_data)
{
    Conference *conference = user_data;
    conference->events->line(conference, record, conference->user_data);
}

/* The conduct says. */

static void on_send(uint64_t session, const char *text, void *user_data)
{
    const Conference *conference = user_data;
    conference->events->send(session, text, conference->user_data);
}

static void on_closed(uint64_t session, const char *reason, void *user_data)
{
    const Conference *conference = user_data;
    conference->events->closed(session, reason, conference->user_data);
}

static void on_over(void *user_data)
{
    Conference *conference = user_data;
    conference->events->over(conference, conference->user_data);
}

static void on_recording_over(void *user_data)
{
    const Conference *conference = user_data;
    conference->events->recorded(conference->user_data);
}

Conference *conference_new(
        const ConferenceConfig *config, const ConferenceEvents *events, void *user_data)
{
    static const MeetingEvents meeting_events = {
            .changed = on_changed,
            .gone = on_gone,
            .attendance = conference_attendance,
            .replaced = on_replaced,
            .drop_leg = on_drop_leg,
    };
    static const MeetingConductEvents conduct_events = {
            .send = on_send,
            .closed = on_closed,
            .over = on_over,
            .recorded = on_recording_over,
    };
    static const ConferenceLegEvents no_legs = {0};
    Conference *conference = g_new0(Conference, 1);

    conference->events = events;
    conference->user_data = user_data;
    conference->legs = config->legs != NULL ? config->legs : &no_legs;
    conference->legs_data = config->legs_data;
    conference->reports = leg_reports_new();
    conference->meeting = meeting_new(
            config->mcu.meeting, config->mcu.title, &config->meeting, &meeting_events, conference);
    conference->stage = stage_new(
            &config->stage, conference->meeting, stage_relay_events(), &conference->relay);
    conference->lines = line_reader_new(conference->meeting, config->sample_us,
            (unsigned)config->meeting.sites_max, on_line, conference);
    conference->history = line_history_new();
    conference->absentees = absentee_list_new();
    conference->room = mcu_room_new(&config->mcu, conference_media_events(), conference);
    conference->conduct = meeting_conduct_new(&(MeetingConductConfig){.store = config->store,
                                                      .meeting = conference->meeting,
                                                      .stage = conference->stage,
                                                      .room = conference->room,
                                                      .reports = conference->reports,
                                                      .delegates = config->delegates,
                                                      .stills_dir = config->stills_dir,
                                                      .notice_sound = config->notice_sound,
                                                      .attendance = config->attendance,
                                                      .shelf = config->shelf,
                                                      .records = config->records,
                                                      .stems = config->stems},
            &conduct_events, conference);
    conference->offers = leg_offers_new(&(LegOffersConfig){.meeting = conference->meeting,
            .room = conference->room,
            .rate_cap_bps = config->rate_cap_bps,
            .addresses = config->addresses,
            .proceedings = meeting_conduct_state(conference->conduct),
            .notice_sound = config->notice_sound});
    conference->relay = (StageRelay){
            .stage = conference->stage,
            .meeting = conference->meeting,
            .room = conference->room,
            .conduct = conference->conduct,
            .send = on_send,
            .user_data = conference,
    };
    conference->watch = conference_watch_new(&(ConferenceWatchConfig){.store = config->store,
            .meeting = conference->meeting,
            .conduct = conference->conduct});
    conference->empty_since_us = g_get_monotonic_time();
    return conference;
}

void conference_free(Conference *conference)
{
    if (conference != NULL) {
        mcu_room_free(
                conference->room); /* answers what is under way, so the meeting must be there */
        stage_free(conference->stage);
        line_reader_free(conference->lines);
        line_history_free(conference->history);
        absentee_list_free(conference->absentees);
        leg_offers_free(conference->offers);
        conference_watch_free(conference->watch);
        meeting_conduct_free(conference->conduct);
        meeting_free(conference->meeting);
        leg_reports_free(conference->reports);
        g_free(conference);
    }
}

void conference_invite(Conference *conference, const char *identity, int position)
{
    meeting_reserve(conference->meeting, identity, position);
}

void conference_start(Conference *conference)
{
    mcu_room_start(conference->room);
}

void conference_adopt(Conference *conference)
{
    mcu_room_adopt(conference->room);
}

void conference_keep_lines(Conference *conference)
{
    line_reader_end(conference->lines);
}

void conference_expect(Conference *conference, const Participant *participant)
{
    absentee_list_add(conference->absentees, participant);
}

/* Sessions first, so that nobody hears of everybody else's leaving. */
static void send_away(Conference *conference)
{
    Meeting *meeting = conference->meeting;

    for (size_t i = meeting_size(meeting); i-- > 0;) {
        const Participant *participant = meeting_nth(meeting, i);
        if (participant->session != 0) {
            conference->events->closed(participant->session, "ended", conference->user_data);
        }
    }
    while (meeting_size(meeting) > 0) {
        g_autofree char *identity = g_strdup(meeting_nth(meeting, 0)->identity);
        meeting_leave(meeting, identity, "the meeting has ended");
    }
    meeting_conduct_close(conference->conduct, "ended");
}

void conference_close(Conference *conference)
{
    send_away(conference);
    recording_keeper_close(meeting_conduct_recording(conference->conduct));
    mcu_room_close(conference->room);
}

const Meeting *conference_meeting(const Conference *conference)
{
    return conference->meeting;
}

Stage *conference_stage(Conference *conference)
{
    return conference->stage;
}

McuRoom *conference_room(Conference *conference)
{
    return conference->room;
}

McuRoomStats conference_stats(const Conference *conference)
{
    return mcu_room_stats(conference->room);
}

const ApiLegQuality *conference_quality(const Conference *conference, const char *leg)
{
    return leg_reports_quality(conference->reports, leg);
}

int64_t conference_empty_since_us(const Conference *conference)
{
    return conference->empty_since_us;
}

MeetingConduct *conference_conduct(Conference *conference)
{
    return conference->conduct;
}

MeetingJoin conference_join(Conference *conference, const MeetingEntry *entry)
{
    conference->empty_since_us = 0;
    const MeetingJoin join = meeting_join(conference->meeting, entry, g_get_monotonic_time());
    if (join == MEETING_RESUMED) { /* by another link maybe, with another cap */
        const Participant *participant = meeting_find(conference->meeting, entry->identity);
        mcu_room_cap_leg(conference->room, participant->leg,
                leg_offers_cap_bps(conference->offers, participant));
    }
    return join;
}

void conference_leave(Conference *conference, const char *identity, const char *why)
{
    meeting_leave(conference->meeting, identity, why);
}

void conference_session_gone(Conference *conference, uint64_t session)
{
    meeting_session_gone(conference->meeting, session, g_get_monotonic_time());
    meeting_conduct_session_gone(conference->conduct, session);
}

void conference_repeat(Conference *conference, const Participant *participant)
{
    const uint64_t session = participant->session;

    conference_send(conference, session, server_message_floor(conference->stage));
    conference_send(conference, session, server_message_overlay(conference->stage));
    conference_send(
            conference, session, server_message_share(conference->stage, participant->identity));
    const ApiLegSize *size = participant->leg != NULL
            ? leg_reports_size(conference->reports, participant->leg)
            : NULL;
    if (size != NULL) {
        conference_send_size(conference, participant->session, size);
    }
    meeting_conduct_repeat(conference->conduct, session, participant->identity, participant->role);
}

typedef struct Listener {
    Conference *conference;
    uint64_t session;
} Listener;

static void send_watch(char *text, void *user_data)
{
    const Listener *listener = user_data;
    conference_send(listener->conference, listener->session, text);
}

void conference_repeat_console(Conference *conference, uint64_t session, Role role)
{
    conference_send(conference, session, server_message_floor(conference->stage));
    conference_send(conference, session, server_message_overlay(conference->stage));
    conference_send(conference, session, server_message_share(conference->stage, ""));
    json_t *lines = line_history_to_json(conference->history, g_get_monotonic_time());
    conference_send(conference, session, server_message_lines(LINE_HISTORY_STEP_S, lines));
    json_decref(lines);
    meeting_conduct_repeat(conference->conduct, session, "", role);
    conference_watch_repeat(conference->watch, send_watch, &(Listener){conference, session});
}

void conference_offer(Conference *conference, const MeetingEntry *entry, const char *sdp,
        bool fresh, LegAnswerFn done, void *user_data)
{
    leg_offers_make(conference->offers, entry, sdp, fresh, done, user_data);
}

void conference_candidate(
        Conference *conference, const char *identity, const char *candidate, const char *mid)
{
    const Participant *participant = meeting_find(conference->meeting, identity);

    if (participant != NULL && participant->leg != NULL) {
        mcu_room_candidate(conference->room, participant->leg, candidate, mid);
    }
}

void conference_set_own(Conference *conference, const char *identity, bool mic, bool camera)
{
    meeting_set_own(conference->meeting, identity, mic, camera);
    const Participant *participant = meeting_find(conference->meeting, identity);
    if (participant != NULL && participant->leg != NULL) {
        mcu_room_set_leg(conference->room, participant->leg, mic, camera);
    }
}

bool conference_set_view(Conference *conference, const char *identity, ApiView view)
{
    const Participant *participant = meeting_find(conference->meeting, identity);
    const bool has_media = participant != NULL && participant->leg != NULL;

    if (has_media) {
        mcu_room_set_leg_view(conference->room, participant->leg, (int)view);
    }
    return has_media;
}

ConferenceWatch *conference_watch(Conference *conference)
{
    return conference->watch;
}

void conference_tick(Conference *conference)
{
    const int64_t now_us = g_get_monotonic_time();

    meeting_tick(conference->meeting, now_us);
    meeting_conduct_tick(conference->conduct);
    conference_log_absentees(conference);
    if (meeting_size(conference->meeting) > 0 ||
            meeting_conduct_consoles(conference->conduct) > 0) {
        conference->empty_since_us = 0;
    } else if (conference->empty_since_us == 0) {
        conference->empty_since_us = now_us;
    }
}
