#include "signaling/app/sip_calls.h"

#include "config/log.h"
#include "signaling/app/sip_calls_parts.h"
#include "signaling/meeting/site_name.h"

LOG_TOPIC("sip");

enum { KILOBIT = 1000 };

/* ---- into a meeting ---- */

/* It hung up while the MCU was asked: what was made for it goes. */
static void undo(const SipCallsQuestion *question, const char *leg)
{
    Conference *conference =
            conference_service_find(question->calls->with.service, question->meeting);
    const Participant *participant =
            conference != NULL ? meeting_find_leg(conference_meeting(conference), leg) : NULL;

    if (participant != NULL) {
        g_autofree char *identity = g_strdup(participant->identity);
        conference_leave(conference, identity, "hung up");
    }
}

static void on_taken(const LegAnswer *answer, void *user_data)
{
    SipCallsQuestion *question = user_data;
    SipCalls *calls = question->calls;
    SipCallsCall *call = sip_calls_call_of(question);

    if (call == NULL && answer->error == CLIENT_ERROR_NONE) {
        undo(question, answer->leg);
    } else if (call != NULL && answer->error != CLIENT_ERROR_NONE) {
        sip_calls_refuse(calls, call, sip_refusal_of(answer->error), answer->detail);
    } else if (call != NULL) {
        const bool again = call->entered;
        call->leg = g_strdup(answer->leg);
        call->entered = true;
        g_hash_table_insert(calls->legs, call->leg, call);
        sip_server_answer(calls->server, call->number, answer->sdp);
        if (!again && calls->listener->entered != NULL) {
            calls->listener->entered(call->number, call->site, call->meeting, calls->user_data);
        }
    }
    sip_calls_question_free(question);
}

static MeetingEntry entry_of(const SipCallsCall *call, const SipSite *site)
{
    return (MeetingEntry){
            .identity = call->identity,
            .name = site->name,
            .role = ROLE_SITE,
            .kind = PARTICIPANT_SIP,
            .by_link = true,
            .rate_cap_bps = site->rate_cap_kbps * KILOBIT,
            .network = site->network,
            .plain_rtp = site->plain_rtp,
    };
}

static SipCallsDoor knock(Conference *conference, const MeetingEntry *entry)
{
    const Meeting *meeting = conference_meeting(conference);
    const bool invited =
            meeting_invited_size(meeting) == 0 || meeting_is_invited(meeting, entry->identity);

    return (SipCallsDoor){
            .error = invited ? meeting_conduct_knock(conference_conduct(conference), entry)
                             : CLIENT_ERROR_NONE,
            .invited = invited,
    };
}

static void join(SipCalls *calls, SipCallsCall *call, Conference *conference, const SipSite *site)
{
    const Meeting *meeting = conference_meeting(conference);
    const MeetingEntry entry = entry_of(call, site);
    const bool wanted = call->called || call->entered; /* whom we call, and who comes back */
    const SipCallsDoor door = wanted ? (SipCallsDoor){.invited = true} : knock(conference, &entry);

    if (!door.invited || door.error != CLIENT_ERROR_NONE) {
        sip_calls_refuse(calls, call,
                door.invited ? sip_refusal_of(door.error) : sip_refusal_not_invited(), NULL);
        return;
    }
    const MeetingJoin joined = conference_join(conference, &entry);
    if (joined == MEETING_FULL || joined == MEETING_TAKEN) {
        sip_calls_refuse(calls, call,
                sip_refusal_of(joined == MEETING_FULL ? CLIENT_ERROR_MEETING_FULL
                                                      : CLIENT_ERROR_SITE_TAKEN),
                NULL);
        return;
    }
    g_free(call->meeting);
    call->meeting = g_strdup(meeting_code(meeting));
    conference_offer(conference, &entry, call->offer, true, on_taken, sip_calls_ask(calls, call));
}

/* A site's device has called what is no meeting: somebody may ask it which it means. @return whether he does */
static bool hand_over(SipCalls *calls, SipCallsCall *call, ClientError error)
{
    if (error != CLIENT_ERROR_UNKNOWN_MEETING || calls->lost_way == NULL || call->guest) {
        return false;
    }
    sip_calls_steal(calls, call);
    calls->lost_way(call->number,
            &(SipInvitation){.site = call->site,
                    .target = "",
                    .address = call->address,
                    .device = "",
                    .offer = call->offer},
            calls->lost_way_data);
    sip_calls_free_call(call);
    return true;
}

static void on_meeting(Conference *conference, ClientError error, void *user_data)
{
    SipCallsQuestion *question = user_data;
    SipCalls *calls = question->calls;
    SipCallsCall *call = sip_calls_call_of(question);
    const SipSite *site = call != NULL ? sip_sites_find(calls->with.sites, call->site) : NULL;

    sip_calls_question_free(question);
    if (call == NULL) {
        return;
    }
    if (conference == NULL && hand_over(calls, call, error)) {
        return;
    }
    if (conference == NULL || site == NULL) {
        sip_calls_refuse(calls, call,
                sip_refusal_of(conference == NULL ? error : CLIENT_ERROR_FORBIDDEN), NULL);
        return;
    }
    join(calls, call, conference, site);
}

static void on_invited(uint64_t number, const SipInvitation *invitation, void *user_data)
{
    SipCalls *calls = user_data;
    SipCallsCall *call = g_new(SipCallsCall, 1);

    *call = (SipCallsCall){
            .number = number,
            .site = g_strdup(invitation->site),
            .identity = site_name_code_identity(invitation->site),
            .offer = g_strdup(invitation->offer),
            .address = g_strdup(invitation->address),
    };
    g_hash_table_insert(calls->calls, &call->number, call);
    log_info("The SIP device of site %s (%s) calls \"%s\", from %s.", call->site,
            invitation->device, invitation->target, invitation->address);
    ClientError error = site_door_knock(
            calls->with.door, call->identity, invitation->address, g_get_monotonic_time());
    if (error == CLIENT_ERROR_NONE) {
        error = join_guard_admit(calls->with.guard, invitation->address, call->identity);
    }
    if (error != CLIENT_ERROR_NONE) {
        sip_calls_refuse(calls, call, sip_refusal_of(error), NULL);
        return;
    }
    conference_service_open(
            calls->with.service, invitation->target, on_meeting, sip_calls_ask(calls, call));
}

/* ---- guests ---- */

/* Who is not let in is told so by who has brought it. */
static void answer_door(SipCalls *calls, SipCallsCall *call, SipCallsDoor door)
{
    const SipCallsDoorFn done = call->door;
    void *user_data = call->door_data;
    const uint64_t number = call->number;
    const bool open = door.invited && door.error == CLIENT_ERROR_NONE;

    call->door = NULL;
    if (!open) {
        sip_calls_steal(calls, call);
        sip_calls_free_call(call);
    }
    done(number, &door, user_data);
    if (open) {
        sip_server_ask_again(calls->server, number);
    }
}

static void on_door(Conference *conference, ClientError error, void *user_data)
{
    SipCallsQuestion *question = user_data;
    SipCalls *calls = question->calls;
    SipCallsCall *call = sip_calls_call_of(question);
    const SipSite *site = call != NULL ? sip_sites_find(calls->with.sites, call->site) : NULL;
    SipCallsDoor door = {.error = error, .invited = true};

    sip_calls_question_free(question);
    if (call == NULL) {
        return;
    }
    if (conference != NULL && site == NULL) {
        door.error = CLIENT_ERROR_FORBIDDEN;
    } else if (conference != NULL) {
        const MeetingEntry entry = entry_of(call, site);
        door = knock(conference, &entry);
    }
    answer_door(calls, call, door);
}

void sip_calls_bring(SipCalls *calls, uint64_t number, const SipCallsGuest *guest,
        SipCallsDoorFn done, void *user_data)
{
    SipCallsCall *call = g_new(SipCallsCall, 1);

    *call = (SipCallsCall){
            .number = number,
            .site = g_strdup(guest->site),
            .identity = site_name_code_identity(guest->site),
            .meeting = g_strdup(guest->meeting),
            .address = g_strdup(guest->address),
            .door = done,
            .door_data = user_data,
            .guest = true,
    };
    g_hash_table_insert(calls->calls, &call->number, call);
    log_info("Site %s has dialled in from %s, for meeting %s.", call->site, call->address,
            call->meeting);
    ClientError error = site_door_knock(
            calls->with.door, call->identity, guest->address, g_get_monotonic_time());
    if (error == CLIENT_ERROR_NONE) {
        error = join_guard_admit(calls->with.guard, guest->address, call->identity);
    }
    if (error != CLIENT_ERROR_NONE) {
        answer_door(calls, call, (SipCallsDoor){.error = error, .invited = true});
        return;
    }
    conference_service_open(
            calls->with.service, call->meeting, on_door, sip_calls_ask(calls, call));
}

void sip_calls_set_lost_way(SipCalls *calls,
        void (*take)(uint64_t call, const SipInvitation *invitation, void *user_data),
        void *user_data)
{
    calls->lost_way = take;
    calls->lost_way_data = user_data;
}

/* ---- called by us, or in need of another MCU ---- */

/* The device has taken the call, or offers anew: into the meeting with it. */
static void take_offer(SipCalls *calls, SipCallsCall *call, const char *offer)
{
    g_free(call->offer);
    call->offer = g_strdup(offer);
    if (call->called && !call->entered && calls->listener->answered != NULL) {
        calls->listener->answered(call->number, calls->user_data);
    }
    conference_service_open(
            calls->with.service, call->meeting, on_meeting, sip_calls_ask(calls, call));
}

uint64_t sip_calls_dial(SipCalls *calls, const SipCallsOrder *order)
{
    const uint64_t number = calls->server != NULL ? sip_server_call(calls->server,
                                                            &(SipCallOrder){.uri = order->uri,
                                                                    .route = order->route,
                                                                    .caller = order->meeting,
                                                                    .name = order->title})
                                                  : 0;

    if (number != 0) {
        SipCallsCall *call = g_new(SipCallsCall, 1);
        *call = (SipCallsCall){
                .number = number,
                .site = g_strdup(order->site->code),
                .identity = site_name_code_identity(order->site->code),
                .meeting = g_strdup(order->meeting),
                .called = true,
        };
        g_hash_table_insert(calls->calls, &call->number, call);
        log_info("The SIP device of site %s is called: %s.", call->site, order->uri);
    }
    return number;
}

void sip_calls_hang_up(SipCalls *calls, uint64_t number, const char *why)
{
    SipCallsCall *call = sip_calls_find(calls, number);

    if (call != NULL) {
        sip_calls_steal(calls, call);
        sip_server_end(calls->server, number, why);
        sip_calls_leave(calls, call, why);
        sip_calls_free_call(call);
    }
}

static void on_ringing(uint64_t number, void *user_data)
{
    const SipCalls *calls = user_data;

    if (calls->listener->ringing != NULL) {
        calls->listener->ringing(number, calls->user_data);
    }
}

/* It does not come; or it makes no new offer, with which it may go on as it was if it still has its MCU. */
static void on_refused(uint64_t number, int status, void *user_data)
{
    SipCalls *calls = user_data;
    SipCallsCall *call = sip_calls_find(calls, number);

    if (call == NULL) {
        return;
    }
    log_info("The SIP device of site %s does not %s: %d.", call->site,
            call->entered ? "offer anew" : "take the call", status);
    if (call->guest && !call->entered) {
        sip_server_end(calls->server, number, "no offer for the meeting");
    }
    if (!call->entered) {
        sip_calls_steal(calls, call);
        sip_calls_tell_over(calls, number, SIP_CALLS_REFUSED, status);
        sip_calls_free_call(call);
    } else if (call->leg == NULL) {
        sip_server_end(calls->server, number, "no offer");
        sip_calls_close(calls, call, SIP_CALLS_DROPPED, "no offer");
    }
}

/* ---- in a meeting ---- */

static void on_updated(const McuAnswer *answer, void *user_data)
{
    SipCallsQuestion *question = user_data;
    const SipCalls *calls = question->calls;
    const SipCallsCall *call = sip_calls_call_of(question);

    sip_calls_question_free(question);
    if (call == NULL) {
        return;
    }
    if (answer->outcome == MCU_REPLIED) {
        sip_server_answer(calls->server, call->number, answer->sdp);
        return;
    }
    log_info("A new offer of the SIP device of site %s was refused: %s.", call->site,
            answer->reason);
    sip_refusal_tell(calls->server, call->number, sip_refusal_of(leg_offers_error_of(answer)));
}

static void on_offered(uint64_t number, const char *offer, void *user_data)
{
    SipCalls *calls = user_data;
    SipCallsCall *call = sip_calls_find(calls, number);
    Conference *conference = call != NULL ? sip_calls_conference_of(calls, call) : NULL;

    if (call != NULL && call->leg == NULL && (call->called || call->entered || call->guest)) {
        take_offer(calls, call, offer);
        return;
    }
    if (conference == NULL || call->leg == NULL) {
        sip_refusal_tell(calls->server, number, sip_refusal_of(CLIENT_ERROR_MEDIA_UNAVAILABLE));
        return;
    }
    mcu_room_update(
            conference_room(conference), call->leg, offer, on_updated, sip_calls_ask(calls, call));
}

static void on_agreed(const McuAnswer *answer, void *user_data)
{
    SipCallsQuestion *question = user_data;
    SipCalls *calls = question->calls;
    SipCallsCall *call = sip_calls_call_of(question);

    sip_calls_question_free(question);
    if (call == NULL || answer->outcome == MCU_REPLIED) {
        return;
    }
    log_info("What the SIP device of site %s answers cannot be used: %s.", call->site,
            answer->reason);
    sip_server_end(calls->server, call->number, "the answer cannot be used");
    sip_calls_close(calls, call, SIP_CALLS_DROPPED, "the answer cannot be used");
}

static void on_answered(uint64_t number, const char *answer, void *user_data)
{
    SipCalls *calls = user_data;
    const SipCallsCall *call = sip_calls_find(calls, number);
    Conference *conference = call != NULL ? sip_calls_conference_of(calls, call) : NULL;

    if (conference != NULL && call->leg != NULL) {
        mcu_room_answer(conference_room(conference), call->leg, answer, on_agreed,
                sip_calls_ask(calls, call));
    }
}

static void on_ended(uint64_t number, const char *why, void *user_data)
{
    SipCalls *calls = user_data;
    SipCallsCall *call = sip_calls_find(calls, number);

    if (call == NULL) {
        return;
    }
    log_info("The call of the SIP device of site %s is over: %s.", call->site, why);
    sip_calls_close(calls, call,
            g_str_equal(why, SIP_CALL_HUNG_UP) ? SIP_CALLS_HUNG_UP : SIP_CALLS_DROPPED, why);
}

static void on_digit(uint64_t number, char digit, void *user_data)
{
    const SipCalls *calls = user_data;
    SipCallsCall *call = sip_calls_find(calls, number);
    Conference *conference = call != NULL ? sip_calls_conference_of(calls, call) : NULL;

    if (conference != NULL) {
        const SiteKeyWish wish = site_keys_take(&call->keys, digit, g_get_monotonic_time());
        site_keys_do(wish, conference, call->identity);
    }
}

static void on_settled(uint64_t number, void *user_data)
{
    SipCalls *calls = user_data;
    SipCallsCall *call = sip_calls_find(calls, number);

    if (call != NULL && call->leg != NULL) {
        sip_calls_keep(calls, call);
    }
}

static void on_fast_update(uint64_t number, void *user_data)
{
    const SipCalls *calls = user_data;
    const SipCallsCall *call = sip_calls_find(calls, number);
    Conference *conference = call != NULL ? sip_calls_conference_of(calls, call) : NULL;

    if (conference != NULL && call->leg != NULL) {
        mcu_room_fast_update(conference_room(conference), call->leg);
    }
}

const SipCallEvents *sip_calls_events(void)
{
    static const SipCallEvents events = {
            .invited = on_invited,
            .offered = on_offered,
            .answered = on_answered,
            .ended = on_ended,
            .ringing = on_ringing,
            .refused = on_refused,
            .digit = on_digit,
            .settled = on_settled,
            .inviting = sip_calls_on_inviting,
            .invite_over = sip_calls_on_invite_over,
            .recalled = sip_calls_on_recalled,
            .fast_update = on_fast_update,
    };
    return &events;
}

/* ---- what the conferences say ---- */

/* The next MCU gets what the device offers anew. */
void sip_calls_move(SipCalls *calls, SipCallsCall *call)
{
    log_info("The SIP device of site %s has lost its media server, and is asked for another "
             "offer.",
            call->site);
    g_hash_table_remove(calls->legs, call->leg);
    g_clear_pointer(&call->leg, g_free);
    sip_server_ask_again(calls->server, call->number);
}

static void on_leg_over(const char *leg, const char *why, void *user_data)
{
    SipCalls *calls = user_data;
    SipCallsCall *call = g_hash_table_lookup(calls->legs, leg);
    /* Who was replaced is told apart from who was not heard any more by who is there then. */
    const bool wanted = g_str_equal(why, CONFERENCE_LEG_LEFT);

    if (call == NULL) {
        return;
    }
    if (g_str_equal(why, CONFERENCE_LEG_LOST)) {
        sip_calls_move(calls, call);
        return;
    }
    log_info("The call of the SIP device of site %s is ended: %s.", call->site, why);
    sip_calls_steal(calls, call);
    sip_server_end(calls->server, call->number, why);
    sip_calls_tell_over(calls, call->number, wanted ? SIP_CALLS_SENT_AWAY : SIP_CALLS_DROPPED, 0);
    sip_calls_free_call(call);
}

static void on_leg_digit(const char *leg, char digit, void *user_data)
{
    const SipCalls *calls = user_data;
    const SipCallsCall *call = g_hash_table_lookup(calls->legs, leg);

    if (call != NULL) {
        on_digit(call->number, digit, user_data);
    }
}

static void on_leg_fast_update_wanted(const char *leg, void *user_data)
{
    const SipCalls *calls = user_data;
    const SipCallsCall *call = g_hash_table_lookup(calls->legs, leg);

    if (call != NULL) {
        sip_server_fast_update(calls->server, call->number);
    }
}

SipCalls *sip_calls_new(const SipCallsConfig *config)
{
    static const ConferenceLegEvents events = {
            .over = on_leg_over,
            .digit = on_leg_digit,
            .fast_update_wanted = on_leg_fast_update_wanted,
    };
    static const SipCallsListener nobody = {0};
    SipCalls *calls = g_new0(SipCalls, 1);

    g_autofree char *folder = g_build_filename(config->run_dir, "sip-calls", NULL);
    g_autofree char *rings = g_build_filename(config->run_dir, "sip-rings", NULL);

    calls->with = *config;
    calls->with.run_dir = NULL; /* lent */
    calls->notes = note_folder_new(folder);
    calls->rings = note_folder_new(rings);
    calls->listener = &nobody;
    calls->calls = g_hash_table_new_full(g_int64_hash, g_int64_equal, NULL, sip_calls_free_call);
    calls->legs = g_hash_table_new(g_str_hash, g_str_equal);
    conference_service_set_legs(config->service, &events, calls);
    return calls;
}

void sip_calls_set_listener(SipCalls *calls, const SipCallsListener *listener, void *user_data)
{
    calls->listener = listener;
    calls->user_data = user_data;
}

void sip_calls_set_server(SipCalls *calls, SipServer *server)
{
    calls->server = server;
    if (server == NULL) {
        g_hash_table_remove_all(calls->legs);
        g_hash_table_remove_all(calls->calls);
    }
}

void sip_calls_free(SipCalls *calls)
{
    if (calls != NULL) {
        g_hash_table_unref(calls->legs);
        g_hash_table_unref(calls->calls);
        note_folder_free(calls->notes);
        note_folder_free(calls->rings);
        g_free(calls);
    }
}

unsigned sip_calls_count(const SipCalls *calls)
{
    return g_hash_table_size(calls->calls);
}
