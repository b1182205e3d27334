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
 * Ownership   meeting, stage and room are the caller's and outlive it.
 * Thread      the main loop's.
 * Errors      as proceedings_desk; the door's answer is a ClientError.
 * Memory      as proceedings_desk, waiting_room and console_list.
 */
#ifndef SIGNALING_APP_MEETING_CONDUCT_H
#define SIGNALING_APP_MEETING_CONDUCT_H

#include "signaling/app/console_list.h"
#include "signaling/app/proceedings_desk.h"
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
} MeetingConductEvents;

typedef struct MeetingConductConfig {
    Store *store;
    Meeting *meeting;
    Stage *stage;
    McuRoom *room;
} MeetingConductConfig;

MeetingConduct *meeting_conduct_new(
        const MeetingConductConfig *config, const MeetingConductEvents *events, void *user_data);

/** NULL is allowed. */
void meeting_conduct_free(MeetingConduct *conduct);

/** An event of an earlier server, before anything else. */
void meeting_conduct_replay(MeetingConduct *conduct, const json_t *event);

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

/** A media server that knows nothing, or one that outlived the server. */
void meeting_conduct_tell_media(const MeetingConduct *conduct);

/** To the consoles alone. */
void meeting_conduct_send_consoles(const MeetingConduct *conduct, const char *text);

/** What a client must hear after its welcome: chat, the message on its screen. */
void meeting_conduct_repeat(
        const MeetingConduct *conduct, uint64_t session, const char *identity, Role role);

/** As proceedings_desk_run(). */
void meeting_conduct_run(MeetingConduct *conduct, const ProceedingsActor *actor,
        const ProceedingsCommand *command, ProceedingsDoneFn done, void *user_data);

/** Sends everybody who has no seat away. */
void meeting_conduct_close(MeetingConduct *conduct, const char *reason);

const Proceedings *meeting_conduct_state(const MeetingConduct *conduct);

/** For somebody of this role: who waits is for those to know who may let them in. A new reference. */
json_t *meeting_conduct_json(const MeetingConduct *conduct, Role role);

size_t meeting_conduct_consoles(const MeetingConduct *conduct);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(MeetingConduct, meeting_conduct_free)

#endif
