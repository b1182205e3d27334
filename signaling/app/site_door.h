/**
 * site_door: from which addresses the sites of the installation may come: the ranges of their records, kept here so that
 * nobody waits for a database before a door, and nobody gets in because it is away.
 *
 * Whoever shows a site's token is asked where it comes from, be it at /ws, WHIP or WHEP. A refusal is a line of the audit
 * log, of one site at most one in SITE_DOOR_NOTE_US. (Where a PIN is shown instead, site_entry_api asks.)
 *
 * Units       times are microseconds of the monotonic clock.
 * Ownership   the store is the caller's and outlives the door.
 * Thread      the main loop's.
 * Errors      those of the first reading; later ones are logged, and the ranges stay as they were.
 * Memory      the ranges of at most SITE_LIST_MAX sites, SITE_RANGES_MAX bytes each.
 */
#ifndef SIGNALING_APP_SITE_DOOR_H
#define SIGNALING_APP_SITE_DOOR_H

#include "signaling/client/client_error.h"
#include "signaling/store/store.h"

typedef struct SiteDoor SiteDoor;

enum { SITE_DOOR_NOTE_US = 60000000 };

/** The audit log's word for a site that was not let in; the detail says why. */
#define SITE_REFUSED "site.refused"

/** @param database  read at once; not kept */
SiteDoor *site_door_new(Store *store, Database *database, GError **error);
void site_door_free(SiteDoor *door);

/** Whom else to tell that sites were changed. @param changed  called in site_door_reload() */
void site_door_set_listener(SiteDoor *door, void (*changed)(void *user_data), void *user_data);

/** Sites were changed: reads them again, soon. */
void site_door_reload(SiteDoor *door);

/** @return NONE, also for who is no site with a code; or BAD_ADDRESS */
ClientError site_door_knock(
        SiteDoor *door, const char *identity, const char *address, int64_t now_us);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(SiteDoor, site_door_free)

#endif
