/**
 * demo_province: a province to look at: 509 units, their sites, an account for each role. Names are those of public offices
 * as they were in 2018, or made up; no person, no telephone, no password is in it.
 *
 * Units       none.
 * Ownership   nothing is kept.
 * Thread      the program's only one; it blocks.
 * Errors      as store/database.h.
 * Memory      none.
 */
#ifndef SIGNALING_APP_DEMO_PROVINCE_H
#define SIGNALING_APP_DEMO_PROVINCE_H

#include "config/settings.h"
#include "signaling/store/database.h"

enum {
    DEMO_UNITS = 509,
    DEMO_PROVINCE_SITES =
            51, /**< the centre, 15 districts, 21 departments, 14 communes of one district */
};

/** The code of the province's own unit, and of the site at its centre. */
#define DEMO_PROVINCE_UNIT "91"
#define DEMO_CENTRE_SITE   "KG-000"

/** Writes units and sites, inside a transaction, into a database that has no units. */
bool demo_province_fill(Database *database, GError **error);

/**
 * Fills a database that has no units, and makes accounts with new passwords.
 *
 * @return "account USERNAME PASSWORD" in lines, told this once; "" when there were units. Free with g_free(); NULL on error
 */
char *demo_province_seed(const Settings *settings, GError **error);

#endif
