#include "config/log.h"
#include "signaling/app/sip_calls_parts.h"

LOG_TOPIC("sip");

void sip_calls_free_call(void *data)
{
    SipCallsCall *call = data;
    g_free(call->site);
    g_free(call->identity);
    g_free(call->offer);
    g_free(call->meeting);
    g_free(call->leg);
    g_free(call->address);
    g_free(call->note);
    g_free(call);
}

SipCallsCall *sip_calls_find(const SipCalls *calls, uint64_t number)
{
    return g_hash_table_lookup(calls->calls, &number);
}

SipCallsQuestion *sip_calls_ask(SipCalls *calls, const SipCallsCall *call)
{
    SipCallsQuestion *question = g_new(SipCallsQuestion, 1);
    *question = (SipCallsQuestion){calls, call->number, g_strdup(call->meeting)};
    return question;
}

void sip_calls_question_free(void *data)
{
    SipCallsQuestion *question = data;
    g_free(question->meeting);
    g_free(question);
}

/* The call that the answer is for, or NULL. */
SipCallsCall *sip_calls_call_of(const SipCallsQuestion *question)
{
    return sip_calls_find(question->calls, question->number);
}

Conference *sip_calls_conference_of(const SipCalls *calls, const SipCallsCall *call)
{
    return call->meeting != NULL ? conference_service_find(calls->with.service, call->meeting)
                                 : NULL;
}

/* Out of the tables, since what follows says in turn that it is over. */
void sip_calls_steal(SipCalls *calls, SipCallsCall *call)
{
    sip_calls_unkeep(calls, call);
    g_hash_table_steal(calls->calls, &call->number);
    if (call->leg != NULL) {
        g_hash_table_remove(calls->legs, call->leg);
    }
}

void sip_calls_tell_over(const SipCalls *calls, uint64_t number, SipCallsEnd end, int status)
{
    if (calls->listener->over != NULL) {
        calls->listener->over(number, end, status, calls->user_data);
    }
}

void sip_calls_refuse(SipCalls *calls, SipCallsCall *call, SipRefusal refusal, const char *detail)
{
    const uint64_t number = call->number;

    log_info("The SIP device of site %s was not let in: %d, %s%s%s.", call->site, refusal.status,
            refusal.text, detail != NULL ? " " : "", detail != NULL ? detail : "");
    sip_calls_steal(calls, call);
    sip_refusal_tell(calls->server, number, refusal);
    sip_calls_tell_over(
            calls, number, call->entered ? SIP_CALLS_DROPPED : SIP_CALLS_REFUSED, refusal.cause);
    sip_calls_free_call(call);
}

/* The site leaves, unless it has come by another way since. */
void sip_calls_leave(const SipCalls *calls, const SipCallsCall *call, const char *why)
{
    Conference *conference = sip_calls_conference_of(calls, call);
    const Participant *participant = conference != NULL
            ? meeting_find(conference_meeting(conference), call->identity)
            : NULL;

    if (participant != NULL && call->leg != NULL && g_strcmp0(participant->leg, call->leg) == 0) {
        conference_leave(conference, call->identity, why);
    }
}

/* It is over in SIP. */
void sip_calls_close(SipCalls *calls, SipCallsCall *call, SipCallsEnd end, const char *why)
{
    sip_calls_steal(calls, call);
    sip_calls_leave(calls, call, why);
    sip_calls_tell_over(calls, call->number, call->entered ? end : SIP_CALLS_REFUSED, 487);
    sip_calls_free_call(call);
}
