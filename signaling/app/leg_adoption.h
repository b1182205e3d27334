/**
 * leg_adoption: what a media server that outlived the server knows of a participant, as the meeting takes it over.
 *
 * Units       as api_message.
 * Ownership   texts are lent from the leg's state.
 * Thread      any: no state.
 * Errors      none: api_message has checked the words.
 * Memory      none.
 */
#ifndef SIGNALING_APP_LEG_ADOPTION_H
#define SIGNALING_APP_LEG_ADOPTION_H

#include "mcu/api/api_message.h"
#include "signaling/meeting/meeting.h"

/** Whether it came by its own link is known again when its client resumes. */
MeetingAdoption leg_adoption_of(const ApiLegState *leg);

/** What its client was told to send: it may not have heard it. @return false while it was told nothing */
bool leg_adoption_size(const ApiLegState *leg, ApiLegSize *ret_size);

#endif
