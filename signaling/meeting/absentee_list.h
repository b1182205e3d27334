/**
 * absentee_list: who was in a meeting by the log of a server that is gone, and has not been seen since.
 *
 * Whoever leaves while no server runs leaves no line in the log. The next server gives everybody some time to be
 * seen; those who are not, have left.
 *
 * Units       times are microseconds of the monotonic clock.
 * Ownership   texts are copied; what is handed out is lent for the call.
 * Thread      the main loop's.
 * Errors      none.
 * Memory      ABSENTEES_MAX entries.
 */
#ifndef SIGNALING_MEETING_ABSENTEE_LIST_H
#define SIGNALING_MEETING_ABSENTEE_LIST_H

#include "signaling/meeting/participant.h"

#include <glib.h>

typedef struct AbsenteeList AbsenteeList;

enum { ABSENTEES_MAX = 4096 };

typedef void (*AbsenteeFn)(const Participant *participant, void *user_data);

AbsenteeList *absentee_list_new(void);
void absentee_list_free(AbsenteeList *list);

/** Identity, name, role and kind are kept. Beyond the maximum nobody is. */
void absentee_list_add(AbsenteeList *list, const Participant *participant);

/** Somebody of this identity is here, or the log has heard of it since. */
void absentee_list_see(AbsenteeList *list, const char *identity);

/** From when on those who are still in the list have left. */
void absentee_list_set_due(AbsenteeList *list, int64_t due_us);

/** Hands out those who have left: everybody once the time is over. */
void absentee_list_take(AbsenteeList *list, int64_t now_us, AbsenteeFn each, void *user_data);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(AbsenteeList, absentee_list_free)

#endif
