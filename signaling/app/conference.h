/**
 * conference: one running meeting: who is in it (meeting) and the room that mixes it (mcu_room), tied together.
 *
 * What one of the two says is told to the other, to the clients, and to the attendance log. It knows
 * clients by the number of their session only.
 *
 * Units       in the names.
 * Ownership   the conference owns meeting and room; texts in events are lent for the call.
 * Thread      the main loop's.
 * Errors      as ClientError, with a detail in English for whoever writes a client.
 * Memory      as meeting, mcu_supervisor and leg_reports.
 */
#ifndef SIGNALING_APP_CONFERENCE_H
#define SIGNALING_APP_CONFERENCE_H

#include "signaling/app/conference_watch.h"
#include "signaling/app/leg_offers.h"
#include "signaling/app/meeting_conduct.h"
#include "signaling/client/server_message.h"
#include "signaling/mcu_link/mcu_room.h"
#include "signaling/meeting/absentee_list.h"
#include "signaling/meeting/meeting.h"
#include "signaling/meeting/stage.h"
#include "signaling/store/line_log.h"

typedef struct Conference Conference;

typedef struct ConferenceEvents {
    void (*send)(uint64_t session, const char *text, void *user_data);
    /** Another device took the place: tell the session and close it. */
    void (*replaced)(uint64_t session, void *user_data);
    /** Tell the session why it is closed - "ended", "removed", "rejected" -, and close it. */
    void (*closed)(uint64_t session, const char *reason, void *user_data);
    /** It was ended by somebody who may; conference_close() and _free() follow, but not in the event. */
    void (*over)(Conference *conference, void *user_data);
    void (*attendance)(Conference *conference, const Participant *participant,
            AttendanceEvent event, const char *why, void *user_data);
    /** How a site's line did over a period. */
    void (*line)(Conference *conference, const LineRecord *record, void *user_data);
    /** After conference_adopt(): the roster is known now; `alive` false: there was no MCU. */
    void (*settled)(Conference *conference, bool alive, void *user_data);
    /** A recording waits to be completed. */
    void (*recorded)(void *user_data);
} ConferenceEvents;

/** Why a leg is over, beside the words of ApiLegEnd. */
#define CONFERENCE_LEG_LEFT "left"
#define CONFERENCE_LEG_REPLACED                                                                    \
    "replaced" /**< by another of the same site; or nothing has come from it */
#define CONFERENCE_LEG_LOST "media lost" /**< with its MCU; another one begins */

/** What whoever speaks for legs by other ways than /ws has to know of them. Entries may be NULL. */
typedef struct ConferenceLegEvents {
    /** It is no more; `why` is for people who read logs. Not to be answered by changing the conference. */
    void (*over)(const char *leg, const char *why, void *user_data);
    void (*digit)(const char *leg, char digit, void *user_data);
    void (*fast_update_wanted)(const char *leg, void *user_data);
} ConferenceLegEvents;

typedef struct ConferenceConfig {
    Store *store;
    McuSupervisorConfig mcu; /**< code and title of the meeting are in it */
    MeetingConfig meeting;
    StageConfig stage;
    bool delegates;           /**< their names may be kept */
    const char *stills_dir;   /**< of the roll call's pictures; NULL: none are kept */
    const char *notice_sound; /**< as MeetingConductConfig */
    AttendanceRules attendance;
    int64_t sample_us;            /**< period of the lines' samples */
    int64_t rate_cap_bps;         /**< for sites whose link has none; 0: none */
    const char *const *addresses; /**< of each SiteNetwork, as leg_offers; borrowed */
    RecordingShelf *shelf;
    bool records; /**< the recording begins with the meeting */
    bool stems;   /**< as MeetingConductConfig */
    const ConferenceLegEvents *legs;
    void *legs_data; /**< for those */
} ConferenceConfig;

Conference *conference_new(
        const ConferenceConfig *config, const ConferenceEvents *events, void *user_data);

/** Forgets the meeting; its MCU goes on mixing. NULL is allowed. */
void conference_free(Conference *conference);

/** Before it starts: a site that is invited, in its place, counted from 0. */
void conference_invite(Conference *conference, const char *identity, int position);

/** Either a new MCU, or the one that an earlier server left. */
void conference_start(Conference *conference);
void conference_adopt(Conference *conference);

/** Before the loop turns: somebody is here by the log of an earlier server. */
void conference_expect(Conference *conference, const Participant *participant);

/** Sends everybody away and ends the MCU; conference_free() follows. */
void conference_close(Conference *conference);

const Meeting *conference_meeting(const Conference *conference);

/** What its pictures show, to be changed by whoever may. */
Stage *conference_stage(Conference *conference);

/** For pictures. */
McuRoom *conference_room(Conference *conference);

McuRoomStats conference_stats(const Conference *conference);

/** What was last reported of a leg, without its text; NULL before the first report. */
const ApiLegQuality *conference_quality(const Conference *conference, const char *leg);

/** Since when nobody is in it, or 0. */
int64_t conference_empty_since_us(const Conference *conference);

/** The proceedings: for commands, and what they have come to. */
MeetingConduct *conference_conduct(Conference *conference);

/** conference_join() comes after the door: meeting_conduct_knock(). */
MeetingJoin conference_join(Conference *conference, const MeetingEntry *entry);

/** Said good-bye: gone at once. */
void conference_leave(Conference *conference, const char *identity, const char *why);

void conference_session_gone(Conference *conference, uint64_t session);

/** After a welcome: what else a client must know, or has missed. */
void conference_repeat(Conference *conference, const Participant *participant);

/** The same for a console. */
void conference_repeat_console(Conference *conference, uint64_t session, Role role);

/** Writes down how the lines did in the period that is not over yet: before an end. */
void conference_keep_lines(Conference *conference);

/** As leg_offers_make(). */
void conference_offer(Conference *conference, const MeetingEntry *entry, const char *sdp,
        bool fresh, LegAnswerFn done, void *user_data);

void conference_candidate(
        Conference *conference, const char *identity, const char *candidate, const char *mid);

/** Which view an onlooker watches. @return false when it has no media */
bool conference_set_view(Conference *conference, const char *identity, ApiView view);

void conference_set_own(Conference *conference, const char *identity, bool mic, bool camera);

/** How its sites are. */
ConferenceWatch *conference_watch(Conference *conference);

/** Seats run out. About once a second. */
void conference_tick(Conference *conference);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Conference, conference_free)

#endif
