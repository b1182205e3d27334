/**
 * conduct_state: what meeting_conduct.c and conduct_consequences.c share; nobody else includes it.
 *
 * Units       in the names.
 * Ownership   the conduct owns all but what is in `with`.
 * Thread      the main loop's.
 * Errors      none.
 * Memory      as meeting_conduct.h.
 */
#ifndef SIGNALING_APP_CONDUCT_STATE_H
#define SIGNALING_APP_CONDUCT_STATE_H

#include "signaling/app/conduct_voice.h"
#include "signaling/app/console_list.h"
#include "signaling/app/presence_keeper.h"
#include "signaling/app/recording_keeper.h"
#include "signaling/app/recording_notice.h"
#include "signaling/app/roll_runner.h"
#include "signaling/app/roll_stills.h"
#include "signaling/app/site_captions.h"
#include "signaling/meeting/waiting_room.h"

/* Of meeting_conduct.h, which does not know this file. */
typedef struct MeetingConduct MeetingConduct;
typedef struct MeetingConductConfig MeetingConductConfig;
typedef struct MeetingConductEvents MeetingConductEvents;

struct MeetingConduct {
    const MeetingConductConfig *with; /**< owned */
    const MeetingConductEvents *events;
    void *user_data;
    ProceedingsDesk *desk;
    RollRunner *roll;
    PresenceKeeper *presence;
    RollStills *stills;
    WaitingRoom *waiting;
    ConsoleList *consoles;
    ConductVoice voice;
    SiteCaptions *captions;
    RecordingKeeper *recording;
    RecordingNotice notice;
};

const Proceedings *conduct_state(const MeetingConduct *conduct);

/** By its own: nobody but the server says so. */
void conduct_run_as_server(MeetingConduct *conduct, const ProceedingsCommand *command);

/** Begins the recording of a meeting that is to be recorded from its beginning. */
void conduct_record_from_begin(MeetingConduct *conduct);

/** Tells the media server who is heard, and the stage whose the floor is. */
void conduct_tell_audible(const MeetingConduct *conduct);
void conduct_tell_floor(const MeetingConduct *conduct);

/** Does what a decision asks for. @return whether the state that everybody sees is another now */
bool conduct_follow(MeetingConduct *conduct, ProceedingsVerb verb, const json_t *event);

#endif
