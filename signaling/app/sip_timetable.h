/**
 * sip_timetable: meetings whose record says so call their sites when their time has come: all that are invited, have a
 * device, and are not there.
 *
 * Units       in the names.
 * Ownership   everything in its configuration is the caller's, and outlives it but for the store.
 * Thread      the main loop's; questions are the store's.
 * Errors      logged: the next look tries again.
 * Memory      the codes of the meetings that have called since the start, MEETING_BOOK_CALLING_MAX of one look.
 */
#ifndef SIGNALING_APP_SIP_TIMETABLE_H
#define SIGNALING_APP_SIP_TIMETABLE_H

#include "signaling/app/sip_dialler.h"

typedef struct SipTimetable SipTimetable;

enum {
    SIP_TIMETABLE_LOOK_S = 5,
    SIP_TIMETABLE_LATE_S = 1800, /**< a server that was away calls for so long afterwards */
};

SipTimetable *sip_timetable_new(Store *store, ConferenceService *service, SipDialler *dialler);

/** After the store and the service, which answer what is under way when they go. NULL is allowed. */
void sip_timetable_free(SipTimetable *timetable);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(SipTimetable, sip_timetable_free)

#endif
