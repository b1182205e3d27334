/**
 * meeting_tape: a recording of hours, written by the recorder itself as fast as it takes what it is fed.
 *
 * A round of five seconds, encoded once, comes again and again: in each one a part is white, and a beep is heard as long.
 *
 * Units       in the names; times are from the recording's beginning.
 * Ownership   nothing is kept.
 * Thread      any.
 * Errors      those of the disk.
 * Memory      one round, and the recorder's queue.
 */
#ifndef TESTS_FAKES_MEETING_TAPE_H
#define TESTS_FAKES_MEETING_TAPE_H

#include <glib.h>

#include <stdbool.h>

enum {
    MEETING_TAPE_ROUND_MS = 5000, /**< begins with a key frame */
    MEETING_TAPE_MARK_MS = 2000,
    MEETING_TAPE_MARK_LENGTH_MS = 200,
    MEETING_TAPE_WIDTH = 64,
    MEETING_TAPE_HEIGHT = 48,
    MEETING_TAPE_WHITE = 235, /**< marked */
    MEETING_TAPE_GREY = 100,
};

bool meeting_tape_write(const char *path, int rounds, GError **error);

#endif
