/**
 * screen_notes: the messages that stand on the sites' screens, put there by a console.
 *
 * A site sees the newest that is meant for it and whose time is not over.
 *
 * Units       times are microseconds since 1970.
 * Ownership   texts are copied; what is handed out is good until the next call that is not const.
 * Thread      one at a time: the main loop.
 * Errors      none: the oldest note makes room.
 * Memory      SCREEN_NOTES_MAX notes.
 */
#ifndef SIGNALING_MEETING_SCREEN_NOTES_H
#define SIGNALING_MEETING_SCREEN_NOTES_H

#include <glib.h>

#include <stdbool.h>
#include <stdint.h>

typedef struct ScreenNotes ScreenNotes;

enum { SCREEN_NOTES_MAX = 32 };

/** Every site. */
#define SCREEN_NOTES_ALL "*"

typedef struct ScreenNote {
    const char *site; /**< an identity, or SCREEN_NOTES_ALL */
    const char *text; /**< empty: nothing is to stand there any more */
    int64_t since_us;
    int64_t until_us; /**< 0: until another one comes */
} ScreenNote;

ScreenNotes *screen_notes_new(void);

/** NULL is allowed. */
void screen_notes_free(ScreenNotes *notes);

/** It takes the place of the note to the same site; one to all takes the place of every other. */
void screen_notes_put(ScreenNotes *notes, const ScreenNote *note);

size_t screen_notes_size(const ScreenNotes *notes);
/** From the oldest. */
ScreenNote screen_notes_nth(const ScreenNotes *notes, size_t n);

/** What stands on a site's screen now. @return false: nothing */
bool screen_notes_find(
        const ScreenNotes *notes, const char *site, int64_t now_us, ScreenNote *ret_note);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(ScreenNotes, screen_notes_free)

#endif
