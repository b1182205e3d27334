#include "signaling/app/conference.h"

#include "config/log.h"

#include <string.h>
#include <sys/random.h>

LOG_TOPIC("conference");

enum {
    LEG_RANDOM_BYTES = 16, /* a leg's number is part of a WHIP resource's URL: not to be guessed */
    REFUSED_LOG_US = 1000000,
};

struct Conference {
    Meeting *meeting;
    McuRoom *room;
    const ConferenceEvents *events;
    void *user_data;
    ApiLayout layout;
    GHashTable *sizes; /* leg → ApiLegSize without its text */
    int64_t empty_since_us;
    LogLimit refused;
};

/* A word for each enumerator of both sides: the API's and the meeting's are the same words. */

static ApiRole api_role(Role role)
{
    static const ApiRole roles[ROLE_COUNT] = {
            [ROLE_CHAIR] = API_ROLE_CHAIR,
            [ROLE_SITE] = API_ROLE_SITE,
            [ROLE_VIEWER] = API_ROLE_VIEWER,
    };
    return roles[role];
}

static ApiLegKind api_kind(ParticipantKind kind)
{
    static const ApiLegKind kinds[PARTICIPANT_KIND_COUNT] = {
            [PARTICIPANT_BROWSER] = API_LEG_BROWSER,
            [PARTICIPANT_BOT] = API_LEG_BOT,
            [PARTICIPANT_WHIP] = API_LEG_WHIP,
            [PARTICIPANT_WHEP] = API_LEG_WHEP,
    };
    return kinds[kind];
}

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
    g_free(text);
}

/* The meeting says. */

static void on_changed(const Participant *participant, void *user_data)
{
    send_all(user_data, server_message_site(participant));
}

static void on_gone(const Participant *participant, void *user_data)
{
    send_all(user_data, server_message_site_gone(participant->identity));
}

static void on_attendance(
        const Participant *participant, AttendanceEvent event, const char *why, void *user_data)
{
    Conference *conference = user_data;

    log_info("Meeting %s: %s (%s, %s) %s%s%s.", code_of(conference), participant->name,
            role_name(participant->role), participant_kind_name(participant->kind),
            attendance_event_name(event), why[0] != '\0' ? ": " : "", why);
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
    g_hash_table_remove(conference->sizes, leg);
    mcu_room_remove_leg(
            conference->room, leg, keep_seat ? "replaced or vanished" : "left", keep_seat);
}

/* The room says. */

static void on_ready(void *user_data)
{
    Conference *conference = user_data;
    if (conference->layout.mode != API_LAYOUT_GRID || conference->layout.page != 0) {
        mcu_room_set_layout(
                conference->room, (ApiLayoutMode)conference->layout.mode, conference->layout.page);
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
                    },
            .leg = leg->leg,
            .order = (int)CLAMP(leg->order, 0, G_MAXINT - 1),
            .connected = leg->connected,
    };
    meeting_adopt(conference->meeting, &adoption, g_get_monotonic_time());
    meeting_set_own(conference->meeting, leg->identity, !leg->mic_muted, !leg->camera_off);
}

/* The numbers of the sites' view; its strings belong to the message. */
static void keep_layout(Conference *conference, const ApiLayout *layout)
{
    conference->layout =
            (ApiLayout){.mode = layout->mode, .page = layout->page, .pages = layout->pages};
}

static void on_adopted(const ApiRoomDescription *description, void *user_data)
{
    Conference *conference = user_data;

    for (size_t i = 0; i < description->n_legs; i++) {
        adopt_leg(conference, &description->legs[i]);
    }
    for (size_t i = 0; i < description->n_layouts; i++) {
        if (description->layouts[i].view == API_VIEW_SITES) {
            keep_layout(conference, &description->layouts[i]);
        }
    }
    conference->events->settled(conference, true, conference->user_data);
}

static void on_not_found(void *user_data)
{
    Conference *conference = user_data;
    conference->events->settled(conference, false, conference->user_data);
}

static void on_lost(void *user_data)
{
    Conference *conference = user_data;

    log_warning(
            "Meeting %s has lost its media server; all sites connect anew.", code_of(conference));
    g_hash_table_remove_all(conference->sizes);
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

    g_hash_table_remove(conference->sizes, leg);
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
    ApiLegSize *kept = g_new(ApiLegSize, 1);
    *kept = *size;
    kept->leg = NULL;
    g_hash_table_replace(conference->sizes, g_strdup(size->leg), kept);
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
    if (participant != NULL) {
        send_text(conference, participant->session,
                server_message_quality(level, quality->rtt_ms, quality->loss_percent));
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
    Conference *conference = user_data;
    if (layout->view != API_VIEW_SITES) {
        return;
    }
    keep_layout(conference, layout);
    const ServerLayout shown = conference_layout(conference);
    send_all(conference, server_message_layout(&shown));
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
    };
    Conference *conference = g_new0(Conference, 1);

    conference->events = events;
    conference->user_data = user_data;
    conference->layout = (ApiLayout){.mode = API_LAYOUT_GRID, .pages = 1};
    conference->sizes = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    conference->meeting = meeting_new(
            config->mcu.meeting, config->mcu.title, &config->meeting, &meeting_events, conference);
    conference->room = mcu_room_new(&config->mcu, &room_events, conference);
    conference->empty_since_us = g_get_monotonic_time();
    return conference;
}

void conference_free(Conference *conference)
{
    if (conference != NULL) {
        mcu_room_free(
                conference->room); /* answers what is under way, so the meeting must be there */
        meeting_free(conference->meeting);
        g_hash_table_unref(conference->sizes);
        g_free(conference);
    }
}

void conference_start(Conference *conference)
{
    mcu_room_start(conference->room);
}

void conference_adopt(Conference *conference)
{
    mcu_room_adopt(conference->room);
}

void conference_close(Conference *conference)
{
    mcu_room_close(conference->room);
}

const Meeting *conference_meeting(const Conference *conference)
{
    return conference->meeting;
}

ServerLayout conference_layout(const Conference *conference)
{
    return (ServerLayout){
            .mode = api_layout_mode_word((ApiLayoutMode)conference->layout.mode),
            .page = conference->layout.page,
            .pages = conference->layout.pages,
    };
}

McuRoomStats conference_stats(const Conference *conference)
{
    return mcu_room_stats(conference->room);
}

int64_t conference_empty_since_us(const Conference *conference)
{
    return conference->empty_since_us;
}

MeetingJoin conference_join(Conference *conference, const MeetingEntry *entry)
{
    conference->empty_since_us = 0;
    return meeting_join(conference->meeting, entry, g_get_monotonic_time());
}

void conference_leave(Conference *conference, const char *identity, const char *why)
{
    meeting_leave(conference->meeting, identity, why);
}

void conference_session_gone(Conference *conference, uint64_t session)
{
    meeting_session_gone(conference->meeting, session, g_get_monotonic_time());
}

void conference_repeat_size(Conference *conference, const Participant *participant)
{
    const ApiLegSize *size = participant->leg != NULL
            ? g_hash_table_lookup(conference->sizes, participant->leg)
            : NULL;
    if (size != NULL) {
        send_size(conference, participant->session, size);
    }
}

/* Offers. */

typedef struct Offer {
    Conference *conference;
    MeetingEntry entry; /* its texts are the next two */
    char *identity;
    char *name;
    char *leg;
    bool fresh;
    bool mic; /* as the media server was told with the offer */
    bool camera;
    ConferenceAnswerFn done;
    void *user_data;
} Offer;

static void offer_free(Offer *offer)
{
    g_free(offer->identity);
    g_free(offer->name);
    g_free(offer->leg);
    g_free(offer);
}

static ClientError error_of(const McuAnswer *answer)
{
    if (answer->outcome != MCU_REFUSED) {
        return CLIENT_ERROR_MEDIA_UNAVAILABLE;
    }
    switch (answer->fault) {
    case API_FAULT_BAD_OFFER:
        return CLIENT_ERROR_BAD_OFFER;
    case API_FAULT_NO_CODEC:
        return CLIENT_ERROR_NO_CODEC;
    case API_FAULT_ROOM_FULL:
        return CLIENT_ERROR_MEETING_FULL;
    case API_FAULT_UNKNOWN_LEG:
        return CLIENT_ERROR_MEDIA_UNAVAILABLE;
    default:
        return CLIENT_ERROR_SERVER_BUSY;
    }
}

/* Whoever came only for this offer and has nothing else here was never here. */
static void forget_refused(const Offer *offer)
{
    Meeting *meeting = offer->conference->meeting;
    const Participant *participant = meeting_find(meeting, offer->identity);

    if (participant != NULL && participant->session == 0 && participant->leg == NULL &&
            participant->state == PARTICIPANT_CONNECTING) {
        meeting_leave(meeting, offer->identity, "refused");
    }
}

static void log_refused(Conference *conference, const Offer *offer, const McuAnswer *answer)
{
    unsigned held = 0;

    if (log_limit_pass(&conference->refused, REFUSED_LOG_US, g_get_monotonic_time(), &held)) {
        log_warning("Meeting %s: an offer of %s was not answered: %s (and %u more were not, since "
                    "the last such line).",
                code_of(conference), offer->name, answer->reason, held);
    }
}

static void offer_refused(const Offer *offer, const McuAnswer *answer)
{
    Conference *conference = offer->conference;

    log_refused(conference, offer, answer);
    if (offer->fresh) {
        forget_refused(offer);
    } else if (answer->outcome == MCU_REFUSED && answer->fault == API_FAULT_UNKNOWN_LEG) {
        (void)meeting_leg_closed(conference->meeting, offer->leg, "lost", g_get_monotonic_time());
    }
    offer->done(&(ConferenceAnswer){.error = error_of(answer), .detail = answer->reason},
            offer->user_data);
}

/* A new leg is the participant's from now on; what it switched meanwhile is made good. */
static void leg_started(Conference *conference, const Offer *offer)
{
    if (!meeting_leg_started(
                conference->meeting, &offer->entry, offer->leg, g_get_monotonic_time())) {
        mcu_room_remove_leg(conference->room, offer->leg, "its client has gone", true);
        return;
    }
    const Participant *participant = meeting_find(conference->meeting, offer->identity);
    if (participant != NULL &&
            (participant->mic != offer->mic || participant->camera != offer->camera)) {
        mcu_room_set_leg(conference->room, participant->leg, participant->mic, participant->camera);
    }
}

static void offer_done(const McuAnswer *answer, void *user_data)
{
    Offer *offer = user_data;
    Conference *conference = offer->conference;

    if (answer->outcome != MCU_REPLIED) {
        offer_refused(offer, answer);
    } else {
        if (offer->fresh) {
            leg_started(conference, offer);
        }
        offer->done(&(ConferenceAnswer){.sdp = answer->sdp, .leg = offer->leg}, offer->user_data);
    }
    offer_free(offer);
}

static char *random_leg(void)
{
    uint8_t bytes[LEG_RANDOM_BYTES];
    GString *leg = g_string_sized_new(2 * (gsize)LEG_RANDOM_BYTES);

    const ssize_t size = getrandom(bytes, sizeof bytes, 0);
    g_assert(size == (ssize_t)sizeof bytes);
    for (size_t i = 0; i < sizeof bytes; i++) {
        g_string_append_printf(leg, "%02x", bytes[i]);
    }
    return g_string_free(leg, FALSE);
}

static void add_leg(
        Conference *conference, const Participant *participant, Offer *offer, const char *sdp)
{
    const ApiLegAdd add = {
            .leg = offer->leg,
            .identity = offer->identity,
            .name = offer->name,
            .order = participant->order,
            .role = (int)api_role(offer->entry.role),
            .kind = (int)api_kind(offer->entry.kind),
            .mic_muted = !participant->mic,
            .camera_off = !participant->camera,
            .offer = (char *)sdp,
    };
    mcu_room_add_leg(conference->room, &add, offer_done, offer);
}

void conference_offer(Conference *conference, const MeetingEntry *entry, const char *sdp,
        bool fresh, ConferenceAnswerFn done, void *user_data)
{
    const Participant *participant = meeting_find(conference->meeting, entry->identity);

    if (participant == NULL || (!fresh && participant->leg == NULL)) {
        done(&(ConferenceAnswer){.error = CLIENT_ERROR_MEDIA_UNAVAILABLE,
                     .detail = "there is no leg to restart"},
                user_data);
        return;
    }
    Offer *offer = g_new(Offer, 1);
    *offer = (Offer){
            .conference = conference,
            .entry = *entry,
            .identity = g_strdup(entry->identity),
            .name = g_strdup(entry->name),
            .leg = fresh ? random_leg() : g_strdup(participant->leg),
            .fresh = fresh,
            .mic = participant->mic,
            .camera = participant->camera,
            .done = done,
            .user_data = user_data,
    };
    offer->entry.identity = offer->identity;
    offer->entry.name = offer->name;
    offer->entry.resume_leg = NULL;
    if (fresh) {
        add_leg(conference, participant, offer, sdp);
    } else {
        mcu_room_offer(conference->room, offer->leg, sdp, offer_done, offer);
    }
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

void conference_set_layout(Conference *conference, ApiLayoutMode mode, int64_t page)
{
    mcu_room_set_layout(conference->room, mode, page);
}

void conference_tick(Conference *conference)
{
    const int64_t now_us = g_get_monotonic_time();

    meeting_tick(conference->meeting, now_us);
    if (meeting_size(conference->meeting) > 0) {
        conference->empty_since_us = 0;
    } else if (conference->empty_since_us == 0) {
        conference->empty_since_us = now_us;
    }
}
