/**
 * sip_call_parts: a call as the sources sip_call*.c share it: sip_call.c has the desk and what the device asks,
 * sip_call_invite.c what we ask, sip_call_way.c by which connection, sip_call_clock.c the session's time, sip_call_dialog.c
 * what another process goes on with.
 *
 * Included by those only: it shows types of the library.
 *
 * Units       times are microseconds of the monotonic clock.
 * Ownership   as sip_call.
 * Thread      the main loop's.
 * Errors      as sip_call.
 * Memory      as sip_call.
 */
#ifndef SIGNALING_SIP_SIP_CALL_PARTS_H
#define SIGNALING_SIP_SIP_CALL_PARTS_H

#include "signaling/sip/sip_body.h"
#include "signaling/sip/sip_call_desk.h"
#include "signaling/sip/sip_own_address.h"
#include "signaling/sip/sip_session_timer.h"

enum {
    SIP_CONTACT_SIZE = 192,
    /* What was asked since a call was last written down counts too: more than there can be (RFC 3261, 12.2.2, allows it). */
    SIP_CSEQ_LEAP = 1000,
};

#define SIP_SDP_TYPE "application/sdp"

struct SipCall {
    /* set at creation, then constant */
    SipCallDesk *desk;
    uint64_t number;
    nta_leg_t *leg;
    bool outgoing; /* we called: the dialog's identifiers are ours */
    char *call_id;
    char *local_uri;
    char *remote_uri;
    char *route; /* where its requests go; NULL: along the route of the dialog */
    bool lost;   /* its connection ended with another process: `route` is where it asks from next */
    SipHold *hold;   /* of a connection of ours; NULL: it needs none */
    bool seeking;    /* that is being made */
    int64_t seek_us; /* another one is made then, where it is lost; 0: none */
    char *caller;    /* of our Contact, where we call */
    char *name;      /* of our From, with its quotes, where we call */
    char contact[SIP_CONTACT_SIZE];

    bool first;   /* what is asked, or what we ask, is the INVITE that begins the call */
    bool updates; /* the device takes UPDATE */
    SipSessionTimer timer;
    nta_outgoing_t *refresh; /* an UPDATE of ours under way */
    uint32_t told_cseq;      /* ours, when the floor above heard last what the call stands on */

    /* what the device asked and waits for; an INVITE until its ACK has come */
    nta_incoming_t *asked;
    bool replied;   /* which is an INVITE, and has our 200 */
    bool our_offer; /* which brought no offer: we made one, and the ACK has the answer */

    /* an INVITE of ours, until we confirm it */
    nta_outgoing_t *ours;
    bool accepted;      /* it has its 200, whose offer waits for our answer */
    bool written;       /* the floor above knows what takes it back */
    bool placed;        /* and by which socket it went */
    bool withdrawn;     /* nobody wants it any more: what still comes of it is closed */
    uint32_t ours_cseq; /* for the ACK */
    char *target;       /* of the first one; a redirection changes it */
    unsigned redirections;
    char *proof;           /* what answers the challenge of the last one; NULL: there was none */
    bool to_proxy;         /* a proxy's */
    unsigned proofs;       /* since the last that was accepted */
    int64_t ring_until_us; /* the first one rings no longer */
    int64_t again_us;      /* another one goes out then; 0: none */
};

/** It is no more; nobody hears of it. */
void sip_call_forget(SipCall *call);

/** The device ended it, or cannot go on. The floor above hears of it when it is no more. */
void sip_call_over(SipCall *call, const char *why);

void sip_call_send_bye(SipCall *call, const char *why);

void sip_call_read_body(const sip_t *sip, SipBody *ret_body);

/** Requests of the device in the call; given to the library. */
int sip_call_on_request(
        SipCall *call, nta_leg_t *leg, nta_incoming_t *transaction, const sip_t *sip);

/** The call is up, or stands on something else now: the floor above may want to write that down. */
void sip_call_settled(SipCall *call);

/** Free with g_free(). */
char *sip_call_uri_text(const url_t *url);

/* ---- by which connection ---- */

/** Who has lost its connection asks by another one: ours go there too. Whoever asks in a call may stay connected. */
void sip_call_note_way(SipCall *call, nta_incoming_t *transaction);

/** Whether requests can go there still: not where it is a connection that was closed. */
bool sip_call_way_stands(const SipCallDesk *desk, const char *route);

/** Our address as who is there sees it, with brackets where it needs them. */
void sip_call_own_address(
        const SipCallDesk *desk, const char *way, char ret_address[SIP_OWN_ADDRESS_SIZE]);

/** Our Contact, where we call by the way that is set. */
void sip_call_write_contact(SipCall *call);

/** Makes a connection to there; a first INVITE goes out when it stands, or is refused. @return false: it needs none */
bool sip_call_seek(SipCall *call, const char *uri);

/** The same to where the dialog leads. */
bool sip_call_seek_peer(SipCall *call);

void sip_call_tick_way(SipCall *call, int64_t now_us);

/* ---- what we ask ---- */

void sip_call_send_invite(SipCall *call);

/** Confirms an accepted INVITE of ours. @param sdp  our answer; NULL: none, and a BYE has to follow */
void sip_call_confirm(SipCall *call, const char *sdp);

/** Takes an INVITE of ours back, whatever has come of it: the call goes, or will when the device has answered. */
void sip_call_take_back(SipCall *call, const char *why);

/** The INVITE that was to begin the call needs not be taken back by anybody any more. */
void sip_call_invite_over(SipCall *call);

/** What the time brings an INVITE of ours. @return false: it has rung long enough */
bool sip_call_tick_ours(SipCall *call, int64_t now_us);

/** Nobody has answered: the call is gone, and the floor above hears of it. */
void sip_call_give_up(SipCall *call);

/* ---- the session's time ---- */

/** Takes up what the device asks for. @return false: 422 */
bool sip_call_agree_on_time(SipCall *call, const sip_t *sip);

/** Takes up what the device answers to what we proposed. */
void sip_call_note_time(SipCall *call, const sip_t *sip);

/** The value of Session-Expires in our answer; "" for none. */
char *sip_call_time_text(const SipCall *call);

void sip_call_reply_too_brief(nta_incoming_t *transaction);

/** What the time brings the session. @return false: it has run out */
bool sip_call_tick_session(SipCall *call, int64_t now_us);

#endif
