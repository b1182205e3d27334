/**
 * stage_relay: says on what a meeting's stage says: to the clients what is shown, to the media server what to show, and
 * to the conduct whose slides they are, which writes it down.
 *
 * Units       none.
 * Ownership   a plain value; everything in it is the caller's and outlives the stage's last event.
 * Thread      the main loop's.
 * Errors      none.
 * Memory      none of its own.
 */
#ifndef SIGNALING_APP_STAGE_RELAY_H
#define SIGNALING_APP_STAGE_RELAY_H

#include "signaling/app/meeting_conduct.h"
#include "signaling/mcu_link/mcu_room.h"
#include "signaling/meeting/stage.h"

typedef struct StageRelay {
    const Stage *stage;
    const Meeting *meeting;
    McuRoom *room;
    MeetingConduct *conduct;
    void (*send)(uint64_t session, const char *text, void *user_data);
    void *user_data;
} StageRelay;

/** For stage_new(); its user data is a StageRelay. */
const StageEvents *stage_relay_events(void);

#endif
