/**
 * sip_calls_parts: calls as the sources sip_calls*.c share them: their table, the questions about them that are under way,
 * how they go out of it, and what is written down of them.
 *
 * Included by those only.
 *
 * Units       none.
 * Ownership   as sip_calls; a question owns its texts.
 * Thread      the main loop's.
 * Errors      none.
 * Memory      as sip_calls.
 */
#ifndef SIGNALING_APP_SIP_CALLS_PARTS_H
#define SIGNALING_APP_SIP_CALLS_PARTS_H

#include "signaling/app/note_folder.h"
#include "signaling/app/sip_calls_desk.h"
#include "signaling/app/sip_refusal.h"
#include "signaling/app/site_keys.h"

struct SipCalls {
    SipCallsConfig with;
    SipServer *server;
    GHashTable *calls; /* number → SipCallsCall */
    GHashTable *legs;  /* leg → Call, of those that have one */
    NoteFolder *notes; /* of those in a meeting */
    NoteFolder *rings; /* of INVITEs of ours that are under way */
    void (*lost_way)(uint64_t call, const SipInvitation *invitation, void *user_data);
    void *lost_way_data;
    const SipCallsListener *listener;
    void *user_data;
};

typedef struct SipCallsCall {
    uint64_t number;
    char *site;
    char *identity;
    char *offer;
    char *meeting; /* NULL: not in one yet */
    char *leg;     /* NULL: the MCU has not taken it yet, or was lost */
    bool called;   /* by us */
    bool entered;  /* it has been in its meeting: no door is in its way any more */
    SiteKeys keys;
    char *address; /* where it comes from */
    SipCallsDoorFn
            door; /* a guest's, until it knows whether the door is open; NULL: not, or no guest's */
    void *door_data;
    bool guest; /* it was in no meeting when its call was answered */
    char *note; /* the key of what is written down of it; NULL: nothing is */
} SipCallsCall;

/* A question under way: its call may be gone when the answer comes. */
typedef struct SipCallsQuestion {
    SipCalls *calls;
    uint64_t number;
    char *meeting; /* NULL: not in one yet */
} SipCallsQuestion;

void sip_calls_free_call(void *data);

SipCallsCall *sip_calls_find(const SipCalls *calls, uint64_t number);

SipCallsQuestion *sip_calls_ask(SipCalls *calls, const SipCallsCall *call);

void sip_calls_question_free(void *data);

/** The call that the answer is for, or NULL. */
SipCallsCall *sip_calls_call_of(const SipCallsQuestion *question);

Conference *sip_calls_conference_of(const SipCalls *calls, const SipCallsCall *call);

/** Out of the tables, since what follows says in turn that it is over. */
void sip_calls_steal(SipCalls *calls, SipCallsCall *call);

void sip_calls_tell_over(const SipCalls *calls, uint64_t number, SipCallsEnd end, int status);

void sip_calls_refuse(SipCalls *calls, SipCallsCall *call, SipRefusal refusal, const char *detail);

/** The site leaves, unless it has come by another way since. */
void sip_calls_leave(const SipCalls *calls, const SipCallsCall *call, const char *why);

/** Writes down what the next process of this server goes on with. */
void sip_calls_keep(SipCalls *calls, SipCallsCall *call);

/** It goes on in no other process. */
void sip_calls_unkeep(const SipCalls *calls, SipCallsCall *call);

/** As SipCallEvents; `user_data` is SipCalls. */
void sip_calls_on_inviting(const SipRing *ring, void *user_data);
void sip_calls_on_invite_over(const char *call_id, void *user_data);
void sip_calls_on_recalled(const SipRing *ring, const char *how, void *user_data);

/** Out of its media server, and asked for an offer for the next one. */
void sip_calls_move(SipCalls *calls, SipCallsCall *call);

/** It is over in SIP. */
void sip_calls_close(SipCalls *calls, SipCallsCall *call, SipCallsEnd end, const char *why);

#endif
