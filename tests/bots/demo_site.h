/**
 * demo_site: the names of the sites that the bots play: public administrative units, no persons.
 *
 * Units       none.
 * Ownership   the texts are constants.
 * Thread      any.
 * Errors      none: every number has a name.
 * Memory      none, but for the texts that demo_site_name() makes.
 */
#ifndef TESTS_BOTS_DEMO_SITE_H
#define TESTS_BOTS_DEMO_SITE_H

#include <glib.h>

enum { DEMO_SITES = 16 }; /**< the sites that have a room of their own to show: 0 is the centre */

/** What is written on the wall of a site's room. */
typedef struct DemoBoard {
    const char *unit; /**< the upper, small line */
    const char *name; /**< the lower, large line */
} DemoBoard;

/** The name of a site, for any number: free it with g_free(). */
char *demo_site_name(unsigned site);

/** Its code among the sites of the demonstration's province; NULL for those that it has not. */
const char *demo_site_code(unsigned site);

/** The wall of a site's room; sites above the sixteenth use the rooms again. */
const DemoBoard *demo_site_board(unsigned site);

#endif
