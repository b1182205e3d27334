/* meeting-tape PATH HOURS: a recording of so many hours, written by the recorder as fast as it can (tests/fakes/meeting_tape.h). */
#include "tests/fakes/meeting_tape.h"

#include <stdio.h>
#include <stdlib.h>

enum { HOURS_MAX = 24, HOUR_MS = 3600 * 1000 };

int main(int argc, char **argv)
{
    g_autoptr(GError) error = NULL;
    gint64 hours = 0;

    if (argc != 3 || !g_ascii_string_to_signed(argv[2], 10, 1, HOURS_MAX, &hours, NULL)) {
        (void)fputs("meeting-tape PATH HOURS\n", stderr);
        return EXIT_FAILURE;
    }
    if (!meeting_tape_write(argv[1], (int)hours * (HOUR_MS / MEETING_TAPE_ROUND_MS), &error)) {
        (void)fprintf(stderr, "%s\n", error->message);
        return EXIT_FAILURE;
    }
    return EXIT_SUCCESS;
}
