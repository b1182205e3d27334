/**
 * proceedings: how a meeting is conducted: opened and closed, locked, who is let in, who may speak and present, what
 * is put to the vote, what is written, what the pictures show.
 *
 *      a command ──► proceedings_check ──► an event ──► (written down by the caller) ──► apply ──► the new state
 *
 * An event is a JSON object that holds everything apply needs, times and lists of sites included: whoever applies the
 * same events in the same order has the same state, without knowing who was connected or what the clock said.
 *
 *   phase    before ──begin──► live ──end, stop──► ended
 *   governed only the chair and the floor are heard, and only who has the right or the floor presents; otherwise
 *            everybody but the muted
 *   admitted who comes in though the waiting room is on, or the meeting is locked
 *
 * Units       times are microseconds since 1970; minutes, seconds and percent are in the names.
 * Ownership   texts are copied; what is handed out is good until the next call that is not const.
 * Thread      one at a time: the main loop.
 * Errors      PROCEEDINGS_ERROR, in English for whoever writes a client.
 * Memory      as identity_set, picture_orders, speaker_queue, site_vote, chat_log, screen_notes, roll_call,
 *             site_heads and presence_log; an event is bounded by proceedings_check.
 */
#ifndef SIGNALING_MEETING_PROCEEDINGS_H
#define SIGNALING_MEETING_PROCEEDINGS_H

#include "signaling/meeting/agenda_page.h"
#include "signaling/meeting/chat_log.h"
#include "signaling/meeting/identity_set.h"
#include "signaling/meeting/picture_orders.h"
#include "signaling/meeting/presence_log.h"
#include "signaling/meeting/roll_call.h"
#include "signaling/meeting/screen_notes.h"
#include "signaling/meeting/site_heads.h"
#include "signaling/meeting/site_vote.h"
#include "signaling/meeting/speaker_queue.h"

#define PROCEEDINGS_ERROR (proceedings_error_quark())
GQuark proceedings_error_quark(void);

typedef enum ProceedingsError {
    PROCEEDINGS_ERROR_NOBODY, /**< no such site is here, or it cannot do this */
    PROCEEDINGS_ERROR_STATE,  /**< not now: the meeting is over, no vote is open, … */
    PROCEEDINGS_ERROR_FIELD,  /**< a text or number out of its range */
    PROCEEDINGS_ERROR_FULL,   /**< a list has no room left */
    PROCEEDINGS_ERROR_EVENT,  /**< this is no event */
} ProceedingsError;

typedef enum ProceedingsVerb {
    PROCEEDINGS_CONVENE, /**< the server's own: what the meeting was planned as */
    PROCEEDINGS_BEGIN,
    PROCEEDINGS_END,
    PROCEEDINGS_STOP,
    PROCEEDINGS_EXTEND,
    PROCEEDINGS_LOCK,
    PROCEEDINGS_WAITING,
    PROCEEDINGS_ADMIT,
    PROCEEDINGS_REJECT,
    PROCEEDINGS_GOVERN,
    PROCEEDINGS_ASK,
    PROCEEDINGS_WITHDRAW,
    PROCEEDINGS_QUEUE,
    PROCEEDINGS_FLOOR,
    PROCEEDINGS_MUTE,
    PROCEEDINGS_DROP,
    PROCEEDINGS_RESTART,
    PROCEEDINGS_PRESENT,
    PROCEEDINGS_SLIDES, /**< the server's own: a site's slides are shown, or are not any more */
    PROCEEDINGS_LAYOUT,
    PROCEEDINGS_OVERLAY,
    PROCEEDINGS_SITE_LAYOUT,
    PROCEEDINGS_VOTE_OPEN,
    PROCEEDINGS_VOTE,
    PROCEEDINGS_VOTE_CLOSE,
    PROCEEDINGS_CHAT,
    PROCEEDINGS_MESSAGE,
    PROCEEDINGS_ROLL_BEGIN,
    PROCEEDINGS_ROLL_CALL,
    PROCEEDINGS_ROLL_MARK,
    PROCEEDINGS_ROLL_STILL, /**< the server's own: a picture of a marked site is kept */
    PROCEEDINGS_ROLL_END,
    PROCEEDINGS_ROLL_CONFIRM,
    PROCEEDINGS_HEADS,
    PROCEEDINGS_DELEGATE,
    PROCEEDINGS_MEDIA,   /**< the server's own: from which sites media flows; see presence_log.h */
    PROCEEDINGS_CORRECT, /**< no commands: what is said of the attendance over REST */
    PROCEEDINGS_CONFIRM,
    PROCEEDINGS_WATCH,      /**< the server's own: a site's fault begins or ends */
    PROCEEDINGS_AUTO_MUTE,  /**< whether the server mutes a site that disturbs all others */
    PROCEEDINGS_RECORD,     /**< begins, pauses, resumes, ends the recording */
    PROCEEDINGS_RECORD_ACK, /**< a site has seen the notice of the recording */
    PROCEEDINGS_AGENDA,     /**< the meeting comes to an item of its agenda, or leaves it */
    PROCEEDINGS_VERBS,      /**< how many */
} ProceedingsVerb;

/** The word of the protocol and of the event log, and back. */
const char *proceedings_verb_name(ProceedingsVerb verb);
bool proceedings_verb_from_name(const char *name, ProceedingsVerb *ret_verb);

/**
 * Sets an error of a command: "verb.field: why". @param field  NULL: it is not about one
 *
 * @return false
 */
bool proceedings_refuse(ProceedingsVerb verb, ProceedingsError code, const char *field,
        const char *why, GError **error);

typedef enum ProceedingsPhase {
    PROCEEDINGS_BEFORE,
    PROCEEDINGS_LIVE,
    PROCEEDINGS_ENDED,
} ProceedingsPhase;

typedef struct Proceedings Proceedings;

/** What is wanted of the recording; whether a media server does it is another matter. */
typedef struct ProceedingsRecording {
    bool on;
    bool paused;
    int64_t id;       /**< of the one that is on, or was last; 0: there was none */
    int64_t since_us; /**< when it was begun */
    bool stems;       /**< each site's sound beside it, too */
} ProceedingsRecording;

/** What can be done to a recording: begin, pause, resume, end; NULL-terminated. */
extern const char *const proceedings_record_actions[];

Proceedings *proceedings_new(void);

/** NULL is allowed. */
void proceedings_free(Proceedings *proceedings);

/** What an event is about. */
bool proceedings_event_verb(const json_t *event, ProceedingsVerb *ret_verb);

/** @return false for what is no event: the state is as it was */
bool proceedings_apply(Proceedings *proceedings, const json_t *event, GError **error);

ProceedingsPhase proceedings_phase(const Proceedings *proceedings);
int64_t proceedings_opened_us(const Proceedings *proceedings);   /**< 0: not yet */
int64_t proceedings_closed_us(const Proceedings *proceedings);   /**< 0: not yet */
int64_t proceedings_end_plan_us(const Proceedings *proceedings); /**< 0: none */
bool proceedings_is_locked(const Proceedings *proceedings);
bool proceedings_has_waiting_room(const Proceedings *proceedings);
bool proceedings_is_governed(const Proceedings *proceedings);
bool proceedings_is_admitted(const Proceedings *proceedings, const char *identity);
bool proceedings_is_stopped(const Proceedings *proceedings); /**< it ended by the emergency stop */
const char *proceedings_floor(const Proceedings *proceedings); /**< "": nobody */
int64_t proceedings_floor_since_us(const Proceedings *proceedings);
int64_t proceedings_floor_limit_s(const Proceedings *proceedings); /**< 0: none */

/** Whether a site's microphone is under its own control now. */
bool proceedings_may_speak(const Proceedings *proceedings, const char *identity, bool chair);
bool proceedings_may_present(const Proceedings *proceedings, const char *identity, bool chair);

/** Whose slides are shown, as it is written down; "": nobody's. */
const char *proceedings_slides(const Proceedings *proceedings);

const IdentitySet *proceedings_muted(const Proceedings *proceedings);
/** Why the server muted a site, a site_watch fault's name; NULL when it did not. */
const char *proceedings_mute_reason(const Proceedings *proceedings, const char *identity);

/** Whether the server mutes a site that disturbs all others. */
bool proceedings_mutes_by_itself(const Proceedings *proceedings);

const IdentitySet *proceedings_presenters(const Proceedings *proceedings);
const PictureOrders *proceedings_pictures(const Proceedings *proceedings);
const SpeakerQueue *proceedings_queue(const Proceedings *proceedings);
const AgendaPage *proceedings_agenda(const Proceedings *proceedings);
const SiteVote *proceedings_vote(const Proceedings *proceedings); /**< NULL: there was none yet */
const ChatLog *proceedings_chat(const Proceedings *proceedings);
const ScreenNotes *proceedings_notes(const Proceedings *proceedings);
const RollCall *proceedings_roll(const Proceedings *proceedings);
const SiteHeadsTable *proceedings_heads(const Proceedings *proceedings);
const PresenceLog *proceedings_presence(const Proceedings *proceedings);
const ProceedingsRecording *proceedings_recording(const Proceedings *proceedings);

/** Of the recording that is on, or was last: who was there when it began, or was told on its way in; and who has said that it
    has seen the notice. */
const IdentitySet *proceedings_told(const Proceedings *proceedings);
const IdentitySet *proceedings_acknowledged(const Proceedings *proceedings);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Proceedings, proceedings_free)

#endif
