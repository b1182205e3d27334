/**
 * meeting_clash: meetings that cannot be held at once: the same room, the same site, more sites than the server bears.
 *
 * Units       times are microseconds since 1970, UTC.
 * Ownership   slots borrow their texts.
 * Thread      any: no state.
 * Errors      none.
 * Memory      none.
 */
#ifndef SIGNALING_MEETING_MEETING_CLASH_H
#define SIGNALING_MEETING_MEETING_CLASH_H

#include <stddef.h>
#include <stdint.h>

typedef enum MeetingClash {
    MEETING_CLASH_NONE = 0,
    MEETING_CLASH_SITE = 1,
    MEETING_CLASH_PLACE = 2,
} MeetingClash;

/** A meeting's place in the calendar. */
typedef struct MeetingSlot {
    int64_t start_us;
    int64_t end_us;
    const char *place;        /**< as text_fold() gives it; empty: none */
    const char *const *sites; /**< codes; ended by NULL */
    size_t site_count;
} MeetingSlot;

/** MeetingClash flags of two meetings. One that begins when the other ends does not clash. */
unsigned meeting_clash_of(const MeetingSlot *left, const MeetingSlot *right);

/** The most sites that are connected at once, of all slots that overlap `own`, `own` included. */
size_t meeting_clash_peak(const MeetingSlot *own, const MeetingSlot *others, size_t count);

#endif
