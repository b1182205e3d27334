/**
 * proceedings: how a meeting is conducted: opened and closed, locked, who is let in, who may speak and present, what
 * is put to the vote, what is written.
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
 * Memory      as identity_set, speaker_queue, site_vote, chat_log and screen_notes; an event is bounded by
 *             proceedings_check.
 */
#ifndef SIGNALING_MEETING_PROCEEDINGS_H
#define SIGNALING_MEETING_PROCEEDINGS_H

#include "signaling/meeting/chat_log.h"
#include "signaling/meeting/identity_set.h"
#include "signaling/meeting/screen_notes.h"
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
    PROCEEDINGS_VOTE_OPEN,
    PROCEEDINGS_VOTE,
    PROCEEDINGS_VOTE_CLOSE,
    PROCEEDINGS_CHAT,
    PROCEEDINGS_MESSAGE,
    PROCEEDINGS_VERBS, /**< how many */
} ProceedingsVerb;

/** The word of the protocol and of the event log, and back. */
const char *proceedings_verb_name(ProceedingsVerb verb);
bool proceedings_verb_from_name(const char *name, ProceedingsVerb *ret_verb);

typedef enum ProceedingsPhase {
    PROCEEDINGS_BEFORE,
    PROCEEDINGS_LIVE,
    PROCEEDINGS_ENDED,
} ProceedingsPhase;

typedef struct Proceedings Proceedings;

Proceedings *proceedings_new(void);

/** NULL is allowed. */
void proceedings_free(Proceedings *proceedings);

/** What an event is about. */
bool proceedings_event_verb(const json_t *event, ProceedingsVerb *ret_verb);

/** @return false for what is no event: the state is as it was */
bool proceedings_apply(Proceedings *proceedings, const json_t *event, GError **error);

/** For clients: the whole state but chat and screen messages. A new reference. */
json_t *proceedings_to_json(const Proceedings *proceedings);

ProceedingsPhase proceedings_phase(const Proceedings *proceedings);
int64_t proceedings_end_plan_us(const Proceedings *proceedings); /**< 0: none */
bool proceedings_is_locked(const Proceedings *proceedings);
bool proceedings_has_waiting_room(const Proceedings *proceedings);
bool proceedings_is_governed(const Proceedings *proceedings);
bool proceedings_is_admitted(const Proceedings *proceedings, const char *identity);
const char *proceedings_floor(const Proceedings *proceedings); /**< "": nobody */

/** Whether a site's microphone is under its own control now. */
bool proceedings_may_speak(const Proceedings *proceedings, const char *identity, bool chair);
bool proceedings_may_present(const Proceedings *proceedings, const char *identity, bool chair);

const IdentitySet *proceedings_muted(const Proceedings *proceedings);
const IdentitySet *proceedings_presenters(const Proceedings *proceedings);
const SpeakerQueue *proceedings_queue(const Proceedings *proceedings);
const SiteVote *proceedings_vote(const Proceedings *proceedings); /**< NULL: there was none yet */
const ChatLog *proceedings_chat(const Proceedings *proceedings);
const ScreenNotes *proceedings_notes(const Proceedings *proceedings);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Proceedings, proceedings_free)

#endif
