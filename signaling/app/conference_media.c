#include "config/log.h"
#include "signaling/app/conference.h"
#include "signaling/app/conference_state.h"
#include "signaling/app/leg_adoption.h"

LOG_TOPIC("conference");

static void on_ready(void *user_data)
{
    const Conference *conference = user_data;
    stage_tell_all(conference->stage);
    meeting_conduct_tell_media(conference->conduct);
    recording_keeper_media_ready(meeting_conduct_recording(conference->conduct));
}

static void adopt_leg(Conference *conference, const ApiLegState *leg)
{
    const MeetingAdoption adoption = leg_adoption_of(leg);
    ApiLegSize size;

    absentee_list_see(conference->absentees, leg->identity);
    meeting_adopt(conference->meeting, &adoption, g_get_monotonic_time());
    meeting_set_own(conference->meeting, leg->identity, !leg->mic_muted, !leg->camera_off);
    if (leg_adoption_size(leg, &size)) {
        leg_reports_keep_size(conference->reports, leg->leg, &size);
    }
}

static void on_adopted(const ApiRoomDescription *description, void *user_data)
{
    Conference *conference = user_data;

    for (size_t i = 0; i < description->n_legs; i++) {
        adopt_leg(conference, &description->legs[i]);
    }
    stage_adopt(conference->stage, description);
    meeting_conduct_tell_media(conference->conduct);
    recording_keeper_media_adopted(
            meeting_conduct_recording(conference->conduct), description->recording);
    absentee_list_set_due(conference->absentees, g_get_monotonic_time() + MEETING_ADOPT_GRACE_US);
    conference->events->settled(conference, true, conference->user_data);
}

static void on_absentee(const Participant *participant, void *user_data)
{
    conference_attendance(participant, ATTENDANCE_LEFT, "while the server was away", user_data);
}

void conference_log_absentees(Conference *conference)
{
    absentee_list_take(conference->absentees, g_get_monotonic_time(), on_absentee, conference);
}

static void on_not_found(void *user_data)
{
    Conference *conference = user_data;

    absentee_list_set_due(conference->absentees, 0);
    conference_log_absentees(conference);
    conference->events->settled(conference, false, conference->user_data);
}

static void on_lost(void *user_data)
{
    Conference *conference = user_data;

    log_warning("Meeting %s has lost its media server; all sites connect anew.",
            conference_code(conference));
    leg_reports_forget_all(conference->reports);
    for (size_t i = 0; i < meeting_size(conference->meeting); i++) {
        const Participant *participant = meeting_nth(conference->meeting, i);
        if (participant->leg != NULL) {
            conference_leg_over(conference, participant->leg, CONFERENCE_LEG_LOST);
        }
    }
    recording_keeper_media_lost(meeting_conduct_recording(conference->conduct));
    meeting_legs_lost(conference->meeting, g_get_monotonic_time());
    meeting_set_speaker(conference->meeting, NULL);
    conference_send_all(conference, server_message_media_lost("restart"));
    conference_send_all(conference, server_message_speaker(NULL));
}

static void on_leg_connected(const char *leg, void *user_data)
{
    Conference *conference = user_data;
    meeting_leg_connected(conference->meeting, leg, g_get_monotonic_time());
    const Participant *participant = meeting_find_leg(conference->meeting, leg);
    if (participant != NULL && participant->session == 0) {
        meeting_conduct_told(
                conference->conduct, participant->identity, participant->kind != PARTICIPANT_WHIP);
    }
}

static void on_leg_closed(const char *leg, ApiLegEnd why, void *user_data)
{
    Conference *conference = user_data;
    const char *word = api_leg_end_word(why);

    leg_reports_forget(conference->reports, leg);
    conference_leg_over(conference, leg, word);
    if (why == API_LEG_END_REPLACED) {
        return; /* by the next leg of the same site, whose answer is on its way: nothing is lost */
    }
    const uint64_t session =
            meeting_leg_closed(conference->meeting, leg, word, g_get_monotonic_time());
    conference_send(conference, session, server_message_media_lost(word));
}

static void on_leg_digit(const char *leg, char digit, void *user_data)
{
    const Conference *conference = user_data;

    if (conference->legs->digit != NULL) {
        conference->legs->digit(leg, digit, conference->legs_data);
    }
}

static void on_leg_fast_update_wanted(const char *leg, void *user_data)
{
    const Conference *conference = user_data;

    if (conference->legs->fast_update_wanted != NULL) {
        conference->legs->fast_update_wanted(leg, conference->legs_data);
    }
}

static bool may_present(const Conference *conference, const Participant *participant)
{
    return permission_allows(participant->role, PERMISSION_PRESENT) &&
            proceedings_may_present(meeting_conduct_state(conference->conduct),
                    participant->identity, participant->role == ROLE_CHAIR);
}

/* A room's device asks as its page would: by the same rules, and it may be taken from it again. */
static void on_leg_floor(const char *leg, bool wanted, void *user_data)
{
    const Conference *conference = user_data;
    const Participant *participant = meeting_find_leg(conference->meeting, leg);

    if (participant == NULL) {
        return; /* it was dropped meanwhile */
    }
    const bool preempt = wanted && permission_allows(participant->role, PERMISSION_PREEMPT);
    const bool may = !wanted || may_present(conference, participant);
    if (!may || !stage_share(conference->stage, participant->identity, wanted, preempt, NULL)) {
        mcu_room_deny_floor(conference->room, leg);
    }
}

void conference_send_size(Conference *conference, uint64_t session, const ApiLegSize *size)
{
    conference_send(conference, session,
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
    conference_send_size(conference, participant->session, size);
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
    line_history_note(
            conference->history, participant->identity, (int)level, g_get_monotonic_time());
    leg_reports_keep_quality(conference->reports, quality->leg, quality, g_get_monotonic_time());
    meeting_conduct_report(conference->conduct, participant, quality);
    const CentreFigures centre = leg_reports_centre(mcu_room_stats(conference->room).room, quality);
    conference_send(
            conference, participant->session, server_message_quality(level, quality, &centre));
    if (meeting_conduct_consoles(conference->conduct) > 0) {
        g_autofree char *text = server_message_site_quality(participant->identity, level, quality);
        meeting_conduct_send_consoles(conference->conduct, text);
    }
    conference_watch_quality(conference->watch, participant, quality);
}

static void on_leg_health(const ApiLegHealth *health, void *user_data)
{
    const Conference *conference = user_data;
    const Participant *participant = meeting_find_leg(conference->meeting, health->leg);

    if (participant != NULL) {
        conference_watch_health(conference->watch, participant, health);
    }
}

static void on_speaker(const char *identity, void *user_data)
{
    Conference *conference = user_data;
    meeting_set_speaker(conference->meeting, identity);
    conference_send_all(conference, server_message_speaker(identity));
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

static void on_recording(const ApiRecording *recording, void *user_data)
{
    const Conference *conference = user_data;
    recording_keeper_report(meeting_conduct_recording(conference->conduct), recording);
}

static void on_recorded(const ApiRecorded *recorded, void *user_data)
{
    const Conference *conference = user_data;
    recording_keeper_recorded(meeting_conduct_recording(conference->conduct), recorded);
}

static void on_stats(const ApiRoomStats *stats, void *user_data)
{
    const Conference *conference = user_data;
    line_reader_read(conference->lines, stats);
    conference_watch_stats(conference->watch, stats);
}

const McuRoomEvents *conference_media_events(void)
{
    static const McuRoomEvents events = {
            .ready = on_ready,
            .adopted = on_adopted,
            .not_found = on_not_found,
            .lost = on_lost,
            .leg_connected = on_leg_connected,
            .leg_closed = on_leg_closed,
            .leg_digit = on_leg_digit,
            .leg_fast_update_wanted = on_leg_fast_update_wanted,
            .leg_floor = on_leg_floor,
            .leg_size = on_leg_size,
            .leg_quality = on_leg_quality,
            .leg_health = on_leg_health,
            .speaker = on_speaker,
            .layout = on_layout,
            .slides_refused = on_slides_refused,
            .recording = on_recording,
            .recorded = on_recorded,
            .stats = on_stats,
    };
    return &events;
}
