/**
 * meeting: the life of one running meeting: who is here, who is lost, whose seat is held.
 *
 *            join                    leg_connected
 *   (nobody) ────► CONNECTING ──────────────────────► CONNECTED
 *                     ▲  ▲                             │    │ leave
 *                join │  └── (its media was dropped) ──┘    └───► gone
 *                     │                                │ leg_closed, legs_lost, or silence
 *                   LOST ◄─────────────────────────────┘ after its session went away
 *                     └── the seat's time is over and no session came back ──► gone
 *
 * A participant needs a session (its /ws client) or a leg (its media) to live: a broken /ws does not end
 * flowing media, and broken media does not end the session. What must be done about the world - send, log,
 * drop a leg - is said by events; the machine itself touches nothing. An event's handler may ask the
 * meeting, but not change it.
 *
 * Units       times are microseconds of the monotonic clock.
 * Ownership   the meeting owns its participants; a pointer is good until the next call that is not const.
 * Thread      the main loop's.
 * Errors      a refused join is an ordinary answer; nothing else fails.
 * Memory      sites_max participants, and MEETING_ORDERS_MAX remembered seats.
 */
#ifndef SIGNALING_MEETING_MEETING_H
#define SIGNALING_MEETING_MEETING_H

#include "signaling/meeting/participant.h"

#include <glib.h>

typedef struct Meeting Meeting;

enum {
    MEETING_ORDERS_MAX = 4096, /**< identities whose seat is remembered after they left */
    MEETING_CHAIR_ORDER = 0,   /**< chairs sit first, then sites, in order of arrival */
    MEETING_SITE_ORDER = 1000,
    MEETING_CONNECT_GRACE_US = 30000000, /**< for the media of an entry without a session */
    MEETING_FLOW_GRACE_US = 6000000,     /**< six reports of the MCU, one a second */
    MEETING_VIEWER_GRACE_US = 60000000,  /**< who sends nothing cannot be seen to have vanished */
    MEETING_ADOPT_GRACE_US =
            60000000, /**< for clients to come back after a restart of the server */
};

/** What the attendance log is told. */
typedef enum AttendanceEvent {
    ATTENDANCE_JOINED,
    ATTENDANCE_CONNECTED,
    ATTENDANCE_LOST,
    ATTENDANCE_RETURNED,
    ATTENDANCE_LEFT,
} AttendanceEvent;

const char *attendance_event_name(AttendanceEvent event);

typedef struct MeetingEvents {
    void (*changed)(const Participant *participant, void *user_data);
    void (*gone)(const Participant *participant, void *user_data);
    void (*attendance)(const Participant *participant, AttendanceEvent event, const char *why,
            void *user_data);
    /** Another device took this session's place: tell it and close it. */
    void (*replaced)(uint64_t session, void *user_data);
    /** Take this leg out of the MCU; its tile may stay for the time a seat is held. */
    void (*drop_leg)(const char *leg, bool keep_seat, void *user_data);
} MeetingEvents;

typedef struct MeetingConfig {
    int sites_max;
    int64_t seat_hold_us;
} MeetingConfig;

typedef struct MeetingEntry {
    const char *identity;
    const char *name;
    Role role;
    ParticipantKind kind;
    bool by_link;
    uint64_t session;       /**< 0 for WHIP, WHEP and SIP */
    const char *resume_leg; /**< the leg that the client says it still has, or NULL */
    int64_t rate_cap_bps;   /**< of its link; 0: as for all */
    SiteNetwork network;    /**< of its link */
    bool plain_rtp;         /**< room hardware that may do without encryption */
} MeetingEntry;

typedef enum MeetingJoin {
    MEETING_JOINED,
    MEETING_RESUMED, /**< the leg lives on: keep the peer connection */
    MEETING_FULL,
    MEETING_TAKEN, /**< that site is connected by its own link; the code does not push it out */
} MeetingJoin;

Meeting *meeting_new(const char *code, const char *title, const MeetingConfig *config,
        const MeetingEvents *events, void *user_data);

/** Forgets everybody, without events. NULL is allowed. */
void meeting_free(Meeting *meeting);

/**
 * Before anybody comes: an invited site has the `position`-th seat of the sites, counted from 0, whenever it comes.
 * Who is not invited sits behind all of them.
 */
void meeting_reserve(Meeting *meeting, const char *identity, int position);

/** Whether a place was reserved for it. */
bool meeting_is_invited(const Meeting *meeting, const char *identity);

/** The invited in their order, whether they are here or not. */
size_t meeting_invited_size(const Meeting *meeting);
const char *meeting_nth_invited(const Meeting *meeting, size_t n);

/** How many may be in it at once. */
int meeting_sites_max(const Meeting *meeting);

const char *meeting_code(const Meeting *meeting);
const char *meeting_title(const Meeting *meeting);

/**
 * A client wants in. On success the newest device has won: older session and leg are dropped. Who has no
 * session comes by one HTTP request with an offer: it wins when its leg starts, since the offer may be bad.
 */
MeetingJoin meeting_join(Meeting *meeting, const MeetingEntry *entry, int64_t now_us);

/** A leg found in an MCU that outlived the server; its client may or may not resume. */
typedef struct MeetingAdoption {
    MeetingEntry entry;
    const char *leg;
    int order; /**< the seat on which the MCU shows it */
    bool connected;
} MeetingAdoption;

void meeting_adopt(Meeting *meeting, const MeetingAdoption *adoption, int64_t now_us);

/** The participant said good-bye, or was sent away: gone at once. */
void meeting_leave(Meeting *meeting, const char *identity, const char *why);

/** A session's connection is no more, without a good-bye. */
void meeting_session_gone(Meeting *meeting, uint64_t session, int64_t now_us);

/**
 * The MCU has taken a leg; it takes the place of an older one.
 *
 * @param entry  who offered it
 * @return       false when that one is not here any more: the leg is nobody's
 */
bool meeting_leg_started(
        Meeting *meeting, const MeetingEntry *entry, const char *leg, int64_t now_us);

void meeting_leg_connected(Meeting *meeting, const char *leg, int64_t now_us);

/** The MCU closed the leg. Returns the session that has to hear of it, or 0. */
uint64_t meeting_leg_closed(Meeting *meeting, const char *leg, const char *why, int64_t now_us);

/** What the MCU says of a leg each second: how well, and whether anything comes from it. */
void meeting_leg_report(
        Meeting *meeting, const char *leg, ParticipantQuality quality, bool flows, int64_t now_us);

/** The MCU died, and all legs with it. */
void meeting_legs_lost(Meeting *meeting, int64_t now_us);

void meeting_set_own(Meeting *meeting, const char *identity, bool mic, bool camera);

/** Who speaks now; NULL for nobody. */
void meeting_set_speaker(Meeting *meeting, const char *identity);

/** Ends the seats whose time is over. Call it about once a second. */
void meeting_tick(Meeting *meeting, int64_t now_us);

/** In order of the seats. */
size_t meeting_size(const Meeting *meeting);
const Participant *meeting_nth(const Meeting *meeting, size_t n);

/** NULL when there is none. */
const Participant *meeting_find(const Meeting *meeting, const char *identity);
const Participant *meeting_find_leg(const Meeting *meeting, const char *leg);
const Participant *meeting_find_session(const Meeting *meeting, uint64_t session);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Meeting, meeting_free)

#endif
