/**
 * leg_offers: the offers that participants make for their media, and the answers of the MCU to them.
 *
 *     a client's offer ──► the MCU ──► taken: the meeting's leg from now on, and the answer
 *                                 └──► not:   an error; who came only for this was never here
 *
 * Who comes without a page into a meeting that is recorded hears the notice before anything else, and is not heard before;
 * who only sends is told by the answer.
 *
 * A leg gets a number that cannot be guessed when its first offer goes out.
 *
 * Units       in the names.
 * Ownership   meeting and room are the caller's and outlive the offers that are under way; freeing the room
 *             answers those, so it comes before leg_offers_free(). Texts in answers are lent for the call.
 * Thread      the main loop's.
 * Errors      each offer is answered once, with a ClientError and a detail in English when it failed; a
 *             line of the log a second at most says so.
 * Memory      one entry an offer under way; how many that can be says mcu_supervisor.
 */
#ifndef SIGNALING_APP_LEG_OFFERS_H
#define SIGNALING_APP_LEG_OFFERS_H

#include "signaling/client/server_message.h"
#include "signaling/mcu_link/mcu_room.h"
#include "signaling/meeting/meeting.h"
#include "signaling/meeting/proceedings.h"

typedef struct LegOffers LegOffers;

typedef struct LegOffersConfig {
    Meeting *meeting;
    McuRoom *room;
    int64_t rate_cap_bps; /**< for sites whose link has none; 0: none */
    /** Where sites of each network are received, with commas between; NULL or "": where all are. Borrowed. */
    const char *const *addresses;
    const Proceedings *proceedings; /**< whether the meeting is recorded, and who knows it */
    const char *notice_sound;       /**< as RecordingNotice.sound; NULL counts as "" */
} LegOffersConfig;

typedef struct LegAnswer {
    ClientError
            error; /**< MEDIA_UNAVAILABLE: the leg is lost, /ws clients hear media_lost besides */
    const char *detail;
    const char *sdp;
    const char *leg;
} LegAnswer;

typedef void (*LegAnswerFn)(const LegAnswer *answer, void *user_data);

LegOffers *leg_offers_new(const LegOffersConfig *config);

/** NULL is allowed. */
void leg_offers_free(LegOffers *offers);

/** What is sent to a participant at most; 0: no cap. */
int64_t leg_offers_cap_bps(const LegOffers *offers, const Participant *participant);

/**
 * A participant's offer goes to the MCU.
 *
 * @param entry  who offers, as it joined
 * @param fresh  a new peer connection: once the MCU has taken it, it is in place of an older one;
 *               otherwise the leg's own ICE restart
 * @param done   called once, maybe before this returns
 */
void leg_offers_make(LegOffers *offers, const MeetingEntry *entry, const char *sdp, bool fresh,
        LegAnswerFn done, void *user_data);

/** What who offered is told of an answer that is not MCU_REPLIED. */
ClientError leg_offers_error_of(const McuAnswer *answer);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(LegOffers, leg_offers_free)

#endif
