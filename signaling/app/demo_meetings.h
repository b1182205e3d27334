/**
 * demo_meetings: the meetings of the demonstration, before, on and after the day it is shown: one held with its times,
 * one running, one to come with all sites, a district's own, the Government's, a training on trial, three held in rooms.
 *
 * Only generic titles: no person is named.
 *
 * Units       times are microseconds since 1970, UTC.
 * Ownership   nothing is kept.
 * Thread      as database.h, inside a transaction.
 * Errors      as database.h.
 * Memory      none.
 */
#ifndef SIGNALING_APP_DEMO_MEETINGS_H
#define SIGNALING_APP_DEMO_MEETINGS_H

#include "config/settings.h"
#include "signaling/store/database.h"

/** Adds those that are not there yet to this installation's database. */
bool demo_meetings_make(const Settings *settings, GError **error);

/**
 * Adds those that are not there yet. The units and sites of the demonstration must be there: a meeting invites those
 * of its sites that it finds.
 */
bool demo_meetings_seed(Database *database, int64_t now_us, GError **error);

#endif
