/**
 * sip_calls_desk: what sip_calls has to do with others: what it needs, who listens, whom it calls, who is brought to it.
 *
 * Units       none.
 * Ownership   texts are lent for the call of a function; what the config names is the caller's.
 * Thread      the main loop's.
 * Errors      none.
 * Memory      none.
 */
#ifndef SIGNALING_APP_SIP_CALLS_DESK_H
#define SIGNALING_APP_SIP_CALLS_DESK_H

#include "signaling/app/conference_service.h"
#include "signaling/app/join_guard.h"
#include "signaling/app/sip_sites.h"
#include "signaling/sip/sip_server.h"

typedef struct SipCalls SipCalls;

typedef struct SipCallsConfig {
    ConferenceService *service;
    JoinGuard *guard;
    SiteDoor *door;
    const SipSites *sites;
    const char *run_dir; /**< where calls are written down, in a folder of their own */
} SipCallsConfig;

/** Who has dialled in and said which site it is. */
typedef struct SipCallsGuest {
    const char *site;    /**< a code */
    const char *meeting; /**< another */
    const char *address;
} SipCallsGuest;

/** Whether the meeting's door is open to a guest. */
typedef struct SipCallsDoor {
    ClientError error; /**< NONE: the device is asked for its offer anew, and then is in it */
    bool invited;
} SipCallsDoor;

typedef void (*SipCallsDoorFn)(uint64_t call, const SipCallsDoor *door, void *user_data);

/** How a call is over. */
typedef enum SipCallsEnd {
    SIP_CALLS_REFUSED,   /**< it has never been in a meeting: the status says why */
    SIP_CALLS_HUNG_UP,   /**< the room there has hung up */
    SIP_CALLS_DROPPED,   /**< it was lost */
    SIP_CALLS_SENT_AWAY, /**< we wanted it so */
} SipCallsEnd;

/** For who calls the sites. A handler may begin calls and hang up others. Entries may be NULL. */
typedef struct SipCallsListener {
    void (*ringing)(uint64_t call, void *user_data);
    /** The device has taken our call: another one of the same site's need not any more. */
    void (*answered)(uint64_t call, void *user_data);
    /** A site is in a meeting by its device, whoever called. */
    void (*entered)(uint64_t call, const char *site, const char *meeting, void *user_data);
    /** @param status  of RFC 3261, for REFUSED */
    void (*over)(uint64_t call, SipCallsEnd end, int status, void *user_data);
} SipCallsListener;

/** A device to be called. */
typedef struct SipCallsOrder {
    const SipSite *site;
    const char *meeting; /**< its code */
    const char *title;   /**< as the device's screen shows it */
    const char *uri;     /**< of the device */
    const char *route;   /**< where it is registered from; NULL: where the URI says */
} SipCallsOrder;

#endif
