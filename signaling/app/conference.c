#include "signaling/app/conference.h"

#include "config/log.h"
#include "signaling/app/leg_reports.h"
#include "signaling/app/line_reader.h"

LOG_TOPIC("conference");

struct Conference {
    Meeting *meeting;
    McuRoom *room;
    const ConferenceEvents *events;
    void *user_data;
    Stage *stage;
    LineReader *lines;
    AbsenteeList *absentees;
    LegOffers *offers;
    LegReports *reports;
    MeetingConduct *conduct;
    int64_t empty_since_us;
};

static const char *code_of(const Conference *conference)
{
    return meeting_code(conference->meeting);
}

/* To the clients. */

static void send_text(Conference *conference, uint64_t session, char *text)
{
    if (session != 0) {
        conference->events->send(session, text, conference->user_data);
    }
    g_free(text);
}

static void send_all(Conference *conference, char *text)
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

/* The stage says. */

static void on_stage_layouts(void *user_data)
{
    const Conference *conference = user_data;
    send_all(user_data, server_message_layouts(conference->stage));
}

static void on_stage_floor(void *user_data)
{
    const Conference *conference = user_data;
    send_all(user_data, server_message_floor(conference->stage));
}

/* Each hears whether it is its own. */
static void on_stage_share(void *user_data)
{
    Conference *conference = user_data;

    for (size_t i = 0; i < meeting_size(conference->meeting); i++) {
        const Participant *participant = meeting_nth(conference->meeting, i);
        send_text(conference, participant->session,
                server_message_share(conference->stage, participant->identity));
    }
    g_autofree char *text = server_message_share(conference->stage, "");
    meeting_conduct_send_consoles(conference->conduct, text);
}

static void on_stage_overlay(void *user_data)
{
    const Conference *conference = user_data;
    send_all(user_data, server_message_overlay(conference->stage));
}

static void on_tell_layout(const ApiLayout *layout, void *user_data)
{
    const Conference *conference = user_data;
    mcu_room_set_layout(conference->room, layout);
}

static void on_tell_floor(const char *identity, void *user_data)
{
    const Conference *conference = user_data;
    mcu_room_set_floor(conference->room, identity);
}

static void on_tell_slides(const char *leg, void *user_data)
{
    const Conference *conference = user_data;
    mcu_room_set_slides(conference->room, leg);
}

static void on_tell_overlay(const ApiOverlay *overlay, void *user_data)
{
    const Conference *conference = user_data;
    mcu_room_set_overlay(conference->room, overlay);
}

/* The meeting says. */

static void on_changed(const Participant *participant, void *user_data)
{
    const Conference *conference = user_data;

    send_all(user_data, server_message_site(participant));
    stage_participant_changed(conference->stage, participant);
    meeting_conduct_changed(conference->conduct, participant);
}

static void on_gone(const Participant *participant, void *user_data)
{
    const Conference *conference = user_data;

    send_all(user_data, server_message_site_gone(participant->identity));
    stage_participant_gone(conference->stage, participant->identity);
    meeting_conduct_gone(conference->conduct, participant->identity);
}

static void on_attendance(
        const Participant *participant, AttendanceEvent event, const char *why, void *user_data)
{
    Conference *conference = user_data;

    log_info("Meeting %s: %s (%s, %s) %s%s%s.", code_of(conference), participant->name,
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

static void on_drop_leg(const char *leg, bool keep_seat, void *user_data)
{
    Conference *conference = user_data;
    leg_reports_forget(conference->reports, leg);
    mcu_room_remove_leg(
            conference->room, leg, keep_seat ? "replaced or vanished" : "left", keep_seat);
}

/* The room says. */

static void on_ready(void *user_data)
{
    const Conference *conference = user_data;
    stage_tell_all(conference->stage);
    meeting_conduct_tell_media(conference->conduct);
}

/* Its client was told before the server went away, but may not have heard it. */
static void adopt_size(Conference *conference, const ApiLegState *leg)
{
    if (leg->fps > 0) {
        leg_reports_keep_size(conference->reports, leg->leg,
                &(ApiLegSize){.width_px = leg->width_px,
                        .height_px = leg->height_px,
                        .fps = leg->fps,
                        .bitrate_bps = leg->bitrate_bps});
    }
}

static void adopt_leg(Conference *conference, const ApiLegState *leg)
{
    static const Role roles[] = {ROLE_CHAIR, ROLE_SITE, ROLE_VIEWER};
    static const ParticipantKind kinds[] = {
            PARTICIPANT_BROWSER, PARTICIPANT_BOT, PARTICIPANT_WHIP, PARTICIPANT_WHEP};
    const MeetingAdoption adoption = {
            /* Whether it came by its own link is known again when its client resumes. */
            .entry =
                    {
                            .identity = leg->identity,
                            .name = leg->name,
                            .role = roles[leg->role],
                            .kind = kinds[leg->kind],
                            .rate_cap_bps = leg->rate_cap_bps,
                    },
            .leg = leg->leg,
            .order = (int)CLAMP(leg->order, 0, G_MAXINT - 1),
            .connected = leg->connected,
    };
    absentee_list_see(conference->absentees, leg->identity);
    meeting_adopt(conference->meeting, &adoption, g_get_monotonic_time());
    meeting_set_own(conference->meeting, leg->identity, !leg->mic_muted, !leg->camera_off);
    adopt_size(conference, leg);
}

static void on_adopted(const ApiRoomDescription *description, void *user_data)
{
    Conference *conference = user_data;

    for (size_t i = 0; i < description->n_legs; i++) {
        adopt_leg(conference, &description->legs[i]);
    }
    stage_adopt(conference->stage, description);
    meeting_conduct_tell_media(conference->conduct);
    absentee_list_set_due(conference->absentees, g_get_monotonic_time() + MEETING_ADOPT_GRACE_US);
    conference->events->settled(conference, true, conference->user_data);
}

static void on_absentee(const Participant *participant, void *user_data)
{
    on_attendance(participant, ATTENDANCE_LEFT, "while the server was away", user_data);
}

static void log_absentees(Conference *conference)
{
    absentee_list_take(conference->absentees, g_get_monotonic_time(), on_absentee, conference);
}

static void on_not_found(void *user_data)
{
    Conference *conference = user_data;

    absentee_list_set_due(conference->absentees, 0);
    log_absentees(conference);
    conference->events->settled(conference, false, conference->user_data);
}

static void on_lost(void *user_data)
{
    Conference *conference = user_data;

    log_warning(
            "Meeting %s has lost its media server; all sites connect anew.", code_of(conference));
    leg_reports_forget_all(conference->reports);
    meeting_legs_lost(conference->meeting, g_get_monotonic_time());
    meeting_set_speaker(conference->meeting, NULL);
    send_all(conference, server_message_media_lost("restart"));
    send_all(conference, server_message_speaker(NULL));
}

static void on_leg_connected(const char *leg, void *user_data)
{
    Conference *conference = user_data;
    meeting_leg_connected(conference->meeting, leg, g_get_monotonic_time());
}

static void on_leg_closed(const char *leg, ApiLegEnd why, void *user_data)
{
    Conference *conference = user_data;
    const char *word = api_leg_end_word(why);

    leg_reports_forget(conference->reports, leg);
    if (why == API_LEG_END_REPLACED) {
        return; /* by the next leg of the same site, whose answer is on its way: nothing is lost */
    }
    const uint64_t session =
            meeting_leg_closed(conference->meeting, leg, word, g_get_monotonic_time());
    send_text(conference, session, server_message_media_lost(word));
}

static void send_size(Conference *conference, uint64_t session, const ApiLegSize *size)
{
    send_text(conference, session,
            server_message_size(size->width_px, size->height_px, size->fps, size->bitrate_bps));
}

static void on_leg_size(const ApiLegSize *size, void *user_data)
{
    Conference *conference = user_data;
    const Participant *participant = meeting_find_leg(conference->meeting, size->leg);

    if (participant == NULL) {
        return; /* it was dropped meanwhile */
    }
    leg_reports_keep_size(conference->reports, size->leg, size);
    send_size(conference, participant->session, size);
}

static void on_leg_quality(const ApiLegQuality *quality, void *user_data)
{
    static const ParticipantQuality levels[] = {QUALITY_GOOD, QUALITY_FAIR, QUALITY_POOR};
    Conference *conference = user_data;
    const ParticipantQuality level = levels[quality->level];

    meeting_leg_report(conference->meeting, quality->leg, level, quality->sound || quality->picture,
            g_get_monotonic_time());
    const Participant *participant = meeting_find_leg(conference->meeting, quality->leg);
    if (participant == NULL) {
        return; /* it was dropped meanwhile */
    }
    leg_reports_keep_quality(conference->reports, quality->leg, quality);
    send_text(conference, participant->session, server_message_quality(level, quality));
    if (meeting_conduct_consoles(conference->conduct) > 0) {
        g_autofree char *text = server_message_site_quality(participant->identity, level, quality);
        meeting_conduct_send_consoles(conference->conduct, text);
    }
}

static void on_speaker(const char *identity, void *user_data)
{
    Conference *conference = user_data;
    meeting_set_speaker(conference->meeting, identity);
    send_all(conference, server_message_speaker(identity));
}

static void on_layout(const ApiLayout *layout, void *user_data)
{
    const Conference *conference = user_data;
    stage_note_layout(conference->stage, layout);
}

static void on_slides_refused(const char *leg, void *user_data)
{
    const Conference *conference = user_data;
    stage_slides_refused(conference->stage, leg);
}

/* Lines. */

static void on_line(const LineRecord *record, void *user_data)
{
    Conference *conference = user_data;
    conference->events->line(conference, record, conference->user_data);
}

static void on_stats(const ApiRoomStats *stats, void *user_data)
{
    const Conference *conference = user_data;
    line_reader_read(conference->lines, stats);
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

Conference *conference_new(
        const ConferenceConfig *config, const ConferenceEvents *events, void *user_data)
{
    static const MeetingEvents meeting_events = {
            .changed = on_changed,
            .gone = on_gone,
            .attendance = on_attendance,
            .replaced = on_replaced,
            .drop_leg = on_drop_leg,
    };
    static const McuRoomEvents room_events = {
            .ready = on_ready,
            .adopted = on_adopted,
            .not_found = on_not_found,
            .lost = on_lost,
            .leg_connected = on_leg_connected,
            .leg_closed = on_leg_closed,
            .leg_size = on_leg_size,
            .leg_quality = on_leg_quality,
            .speaker = on_speaker,
            .layout = on_layout,
            .slides_refused = on_slides_refused,
            .stats = on_stats,
    };
    static const StageEvents stage_events = {
            .layouts = on_stage_layouts,
            .floor = on_stage_floor,
            .share = on_stage_share,
            .overlay = on_stage_overlay,
            .tell_layout = on_tell_layout,
            .tell_floor = on_tell_floor,
            .tell_slides = on_tell_slides,
            .tell_overlay = on_tell_overlay,
    };
    static const MeetingConductEvents conduct_events = {
            .send = on_send,
            .closed = on_closed,
            .over = on_over,
    };
    Conference *conference = g_new0(Conference, 1);

    conference->events = events;
    conference->user_data = user_data;
    conference->reports = leg_reports_new();
    conference->meeting = meeting_new(
            config->mcu.meeting, config->mcu.title, &config->meeting, &meeting_events, conference);
    conference->stage = stage_new(&config->stage, conference->meeting, &stage_events, conference);
    conference->lines = line_reader_new(conference->meeting, config->sample_us,
            (unsigned)config->meeting.sites_max, on_line, conference);
    conference->absentees = absentee_list_new();
    conference->room = mcu_room_new(&config->mcu, &room_events, conference);
    conference->offers = leg_offers_new(&(LegOffersConfig){.meeting = conference->meeting,
            .room = conference->room,
            .rate_cap_bps = config->rate_cap_bps});
    conference->conduct = meeting_conduct_new(&(MeetingConductConfig){.store = config->store,
                                                      .meeting = conference->meeting,
                                                      .stage = conference->stage,
                                                      .room = conference->room},
            &conduct_events, conference);
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
        absentee_list_free(conference->absentees);
        leg_offers_free(conference->offers);
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

    send_text(conference, session, server_message_floor(conference->stage));
    send_text(conference, session, server_message_overlay(conference->stage));
    send_text(conference, session, server_message_share(conference->stage, participant->identity));
    const ApiLegSize *size = participant->leg != NULL
            ? leg_reports_size(conference->reports, participant->leg)
            : NULL;
    if (size != NULL) {
        send_size(conference, participant->session, size);
    }
    meeting_conduct_repeat(conference->conduct, session, participant->identity, participant->role);
}

void conference_repeat_console(Conference *conference, uint64_t session, Role role)
{
    send_text(conference, session, server_message_floor(conference->stage));
    send_text(conference, session, server_message_overlay(conference->stage));
    send_text(conference, session, server_message_share(conference->stage, ""));
    meeting_conduct_repeat(conference->conduct, session, "", role);
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

void conference_tick(Conference *conference)
{
    const int64_t now_us = g_get_monotonic_time();

    meeting_tick(conference->meeting, now_us);
    log_absentees(conference);
    if (meeting_size(conference->meeting) > 0 ||
            meeting_conduct_consoles(conference->conduct) > 0) {
        conference->empty_since_us = 0;
    } else if (conference->empty_since_us == 0) {
        conference->empty_since_us = now_us;
    }
}
