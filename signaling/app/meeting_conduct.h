/**
 * meeting_conduct: a running meeting's proceedings, and what follows from them: who is let in, who is heard, who shows
 * slides, what everybody is told.
 *
 *      a command ─► proceedings_desk ─► `applied` ─┬─► the media server: who is audible, whose the floor is
 *                                                  ├─► sessions: proceedings, chat, message, restart, closed
 *                                                  └─► the meeting: a site is put out, or all of it is over
 *
 * Besides the participants it knows the consoles: sessions of accounts that command and see, without a seat.
 *
 * Units       in the names.
 * Ownership   meeting, stage, room and reports are the caller's and outlive it.
 * Thread      the main loop's.
 * Errors      as proceedings_desk; the door's answer is a ClientError.
 * Memory      as proceedings_desk, waiting_room and console_list.
 */
#ifndef SIGNALING_APP_MEETING_CONDUCT_H
#define SIGNALING_APP_MEETING_CONDUCT_H

#include "signaling/app/console_list.h"
#include "signaling/app/leg_reports.h"
#include "signaling/app/proceedings_desk.h"
#include "signaling/app/recording_keeper.h"
#include "signaling/client/client_error.h"
#include "signaling/mcu_link/mcu_room.h"
#include "signaling/meeting/meeting.h"
#include "signaling/meeting/stage.h"

typedef struct MeetingConduct MeetingConduct;

typedef struct MeetingConductEvents {
    void (*send)(uint64_t session, const char *text, void *user_data);
    /** Tell the session why, and close it. */
    void (*closed)(uint64_t session, const char *reason, void *user_data);
    /** The meeting is over. The conduct must not be freed in it. */
    void (*over)(void *user_data);
    /** A recording waits to be completed. */
    void (*recorded)(void *user_data);
} MeetingConductEvents;

typedef struct MeetingConductConfig {
    Store *store;
    Meeting *meeting;
    Stage *stage;
    McuRoom *room;
    const LegReports *reports;
    bool delegates;         /**< their names may be kept */
    const char *stills_dir; /**< of the roll call's pictures; NULL: none are kept */
    AttendanceRules attendance;
    RecordingShelf *shelf;
    bool records; /**< the recording begins with the meeting */
    bool stems;   /**< with each site's sound beside it, unless somebody says otherwise */
    const char *notice_sound; /**< what is spoken then, as RecordingNotice.sound */
} MeetingConductConfig;

MeetingConduct *meeting_conduct_new(
        const MeetingConductConfig *config, const MeetingConductEvents *events, void *user_data);

/** NULL is allowed. */
void meeting_conduct_free(MeetingConduct *conduct);

/** An event of an earlier server, before anything else. */
void meeting_conduct_replay(MeetingConduct *conduct, const json_t *event);

/** After the last of those events. @param pulse_us  until when that server is known to have watched */
void meeting_conduct_restore(MeetingConduct *conduct, int64_t pulse_us);

/** What the media server says of a participant's leg, each second. */
void meeting_conduct_report(
        MeetingConduct *conduct, const Participant *participant, const ApiLegQuality *quality);

/**
 * Whether somebody may come in now.
 *
 * @return  NONE; WAITING: its session waits, and is told when it is let in; or why not
 */
ClientError meeting_conduct_knock(MeetingConduct *conduct, const MeetingEntry *entry);

/** @return false when there are too many */
bool meeting_conduct_add_console(MeetingConduct *conduct, const MeetingConsole *console);

/** One that waits, or a console, is gone. */
void meeting_conduct_session_gone(MeetingConduct *conduct, uint64_t session);

/** A participant is not as it was, or is gone; the meeting has it already. */
void meeting_conduct_changed(MeetingConduct *conduct, const Participant *participant);
void meeting_conduct_gone(MeetingConduct *conduct, const char *identity);

/** The stage shows other slides than before, or none: that is written down. */
void meeting_conduct_slides(MeetingConduct *conduct);

/** A media server that knows nothing, or one that outlived the server. */
void meeting_conduct_tell_media(MeetingConduct *conduct);

/** About once a second. */
void meeting_conduct_tick(MeetingConduct *conduct);

/** To the consoles alone. */
void meeting_conduct_send_consoles(const MeetingConduct *conduct, const char *text);

/** What a client must hear after its welcome: chat, the message on its screen, what is known of the people. */
void meeting_conduct_repeat(
        const MeetingConduct *conduct, uint64_t session, const char *identity, Role role);

/** As proceedings_desk_run(). */
void meeting_conduct_run(MeetingConduct *conduct, const ProceedingsActor *actor,
        const ProceedingsCommand *command, ProceedingsDoneFn done, void *user_data);

/** Sends everybody who has no seat away. */
void meeting_conduct_close(MeetingConduct *conduct, const char *reason);

/**
 * A site without a page was told on its way in that the meeting is recorded, if it had to be.
 *
 * @param spoken  it has heard it; else it was in the answer to its offer
 */
void meeting_conduct_told(MeetingConduct *conduct, const char *identity, bool spoken);

/** For what the media server says of the recording. */
RecordingKeeper *meeting_conduct_recording(const MeetingConduct *conduct);

const Proceedings *meeting_conduct_state(const MeetingConduct *conduct);

/** For somebody of this role: who waits is for those to know who may let them in. A new reference. */
json_t *meeting_conduct_json(const MeetingConduct *conduct, Role role);

size_t meeting_conduct_consoles(const MeetingConduct *conduct);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(MeetingConduct, meeting_conduct_free)

#endif
