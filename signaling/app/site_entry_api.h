/**
 * site_entry_api: a site comes in by its standing link and PIN, without an account and without knowing the meeting.
 *
 *   POST /api/v1/site-entry   {site, pin} → the join token of the meeting that runs or is next for this site
 *
 * Wrong PINs slow their address down and never lock the site: a stranger cannot keep it out.
 *
 * Units       seconds in the names.
 * Ownership   what it is made with must outlive the routes.
 * Thread      the main loop's; works: the store's; the PIN is compared on a worker thread.
 * Errors      problems: bad_pin, bad_address, too_many, no_meeting.
 * Memory      LoginGuard's.
 */
#ifndef SIGNALING_APP_SITE_ENTRY_API_H
#define SIGNALING_APP_SITE_ENTRY_API_H

#include "signaling/app/rest.h"

typedef struct SiteEntryApi SiteEntryApi;

enum {
    SITE_ENTRY_AHEAD_S = 24 * 3600, /**< how far ahead the next meeting may be */
    SITE_ENTRY_PIN_MAX = 32,
};

/** @param token_s  how long a token outlives the meeting's planned end */
SiteEntryApi *site_entry_api_new(const TokenKey *key, int64_t token_s);

/** After the store. NULL is allowed. */
void site_entry_api_free(SiteEntryApi *api);

void site_entry_api_add_routes(SiteEntryApi *api, Rest *rest);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(SiteEntryApi, site_entry_api_free)

#endif
