#include "config/log.h"
#include "signaling/app/sip_calls.h"
#include "signaling/app/sip_calls_parts.h"
#include "signaling/app/sip_kept_call.h"
#include "signaling/meeting/site_name.h"

LOG_TOPIC("sip");

/* ---- for the next process ---- */

void sip_calls_keep(SipCalls *calls, SipCallsCall *call)
{
    SipDialog dialog = {0};

    if (!sip_server_dialog(calls->server, call->number, &dialog)) {
        log_info("The call of the SIP device of site %s does not outlive the server.", call->site);
        return;
    }
    const SipKeptCall kept = {
            .site = call->site,
            .meeting = call->meeting,
            .leg = call->leg,
            .address = call->address != NULL ? call->address : (char *)"",
            .called = call->called,
            .dialog = dialog,
    };
    if (call->note == NULL) {
        call->note = g_strconcat(dialog.call_id, " ", dialog.local_tag, NULL);
    }
    json_t *note = sip_kept_call_to_json(&kept);
    note_folder_put(calls->notes, call->note, note);
    json_decref(note);
    sip_dialog_clear(&dialog);
}

void sip_calls_unkeep(const SipCalls *calls, SipCallsCall *call)
{
    if (call->note != NULL) {
        note_folder_remove(calls->notes, call->note);
        g_clear_pointer(&call->note, g_free);
    }
}

void sip_calls_on_inviting(const SipRing *ring, void *user_data)
{
    const SipCalls *calls = user_data;
    json_t *note = record_to_json(&sip_ring_type, ring);

    note_folder_put(calls->rings, ring->call_id, note);
    json_decref(note);
}

void sip_calls_on_invite_over(const char *call_id, void *user_data)
{
    const SipCalls *calls = user_data;
    note_folder_remove(calls->rings, call_id);
}

void sip_calls_on_recalled(const SipRing *ring, const char *how, void *user_data)
{
    const SipCalls *calls = user_data;

    log_info("The call to %s of before the restart: %s.", ring->target, how);
    note_folder_remove(calls->rings, ring->call_id);
}

/* ---- from an earlier one ---- */

/* It stays until that is done: the server may die once more. */
static bool on_ring(const json_t *note, void *user_data)
{
    const SipCalls *calls = user_data;
    g_auto(SipRing) ring = {0};
    g_autoptr(GError) error = NULL;

    record_init(&sip_ring_type, &ring);
    if (!record_read_json(&sip_ring_type, note, false, &ring, &error) ||
            !sip_ring_check(&ring, &error)) {
        log_warning(
                "Whom a SIP call of before the restart was to cannot be read: %s", error->message);
        return false;
    }
    if (sip_ring_is_stale(&ring, g_get_real_time()) || !sip_server_recall(calls->server, &ring)) {
        log_info("The call to %s of before the restart is not taken back.", ring.target);
        return false;
    }
    log_info("The call to %s of before the restart is taken back.", ring.target);
    return true;
}

/* A call whose meeting is looked for; it may be over meanwhile. */
typedef struct Adoption {
    SipCalls *calls;
    uint64_t number;
    char *leg;
} Adoption;

static void adoption_free(Adoption *adoption)
{
    g_free(adoption->leg);
    g_free(adoption);
}

/* It has hung up before its meeting was there again. */
static void let_leave(Conference *conference, const char *leg)
{
    const Participant *participant = meeting_find_leg(conference_meeting(conference), leg);

    if (participant != NULL) {
        g_autofree char *identity = g_strdup(participant->identity);
        conference_leave(conference, identity, SIP_CALL_HUNG_UP);
    }
}

static void take_up(SipCalls *calls, SipCallsCall *call, Conference *conference)
{
    const Participant *participant = meeting_find_leg(conference_meeting(conference), call->leg);

    if (calls->listener->entered != NULL) {
        calls->listener->entered(call->number, call->site, call->meeting, calls->user_data);
    }
    if (participant != NULL && g_str_equal(participant->identity, call->identity)) {
        log_info("The call of the SIP device of site %s goes on after a restart.", call->site);
    } else {
        sip_calls_move(calls, call);
    }
}

static void on_meeting(Conference *conference, ClientError error, void *user_data)
{
    Adoption *adoption = user_data;
    SipCalls *calls = adoption->calls;
    SipCallsCall *call = sip_calls_find(calls, adoption->number);

    if (call == NULL && conference != NULL) {
        let_leave(conference, adoption->leg);
    } else if (call != NULL && conference == NULL) {
        log_info("The call of the SIP device of site %s outlived its meeting: %s", call->site,
                client_error_text(error));
        sip_calls_hang_up(calls, call->number, "the meeting is over");
    } else if (call != NULL) {
        take_up(calls, call, conference);
    }
    adoption_free(adoption);
}

static SipCallsCall *add(SipCalls *calls, uint64_t number, const SipKeptCall *kept)
{
    SipCallsCall *call = g_new(SipCallsCall, 1);

    *call = (SipCallsCall){
            .number = number,
            .site = g_strdup(kept->site),
            .identity = site_name_code_identity(kept->site),
            .meeting = g_strdup(kept->meeting),
            .leg = g_strdup(kept->leg),
            .address = g_strdup(kept->address),
            .called = kept->called,
            .entered = true,
    };
    g_hash_table_insert(calls->calls, &call->number, call);
    g_hash_table_insert(calls->legs, call->leg, call);
    return call;
}

static bool adopt(SipCalls *calls, const SipKeptCall *kept)
{
    const uint64_t number = sip_server_restore(calls->server, &kept->dialog);

    if (number == 0) {
        return false;
    }
    if (sip_sites_find(calls->with.sites, kept->site) == NULL ||
            g_hash_table_contains(calls->legs, kept->leg)) {
        sip_server_end(calls->server, number, "the site has no such call any more");
        return false;
    }
    SipCallsCall *call = add(calls, number, kept);
    Adoption *adoption = g_new(Adoption, 1);
    *adoption = (Adoption){.calls = calls, .number = number, .leg = g_strdup(kept->leg)};
    sip_calls_keep(calls, call); /* the next process must not ask with the same numbers */
    conference_service_open(calls->with.service, call->meeting, on_meeting, adoption);
    return true;
}

static bool on_note(const json_t *note, void *user_data)
{
    SipCalls *calls = user_data;
    g_auto(SipKeptCall) kept = {0};
    g_autoptr(GError) error = NULL;

    if (!sip_kept_call_read(note, &kept, &error)) {
        log_warning("A SIP call of before the restart cannot be read: %s", error->message);
        return false;
    }
    const bool adopted = adopt(calls, &kept);
    if (!adopted) {
        log_info("The call of the SIP device of site %s of before the restart is not taken up.",
                kept.site);
    }
    return adopted;
}

void sip_calls_adopt(SipCalls *calls)
{
    note_folder_each(calls->rings, on_ring, calls);
    note_folder_each(calls->notes, on_note, calls);
}
