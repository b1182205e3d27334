/**
 * site: a room from which a unit takes part, as a record, and groups of them.
 *
 * Units       rates are kbit/s.
 * Ownership   as record.h.
 * Thread      any: constants.
 * Errors      as record.h.
 * Memory      as record.h.
 */
#ifndef SIGNALING_MEETING_SITE_H
#define SIGNALING_MEETING_SITE_H

#include "signaling/meeting/record.h"

enum {
    SITE_TITLE_MAX = 200, /**< bytes of a site's name */
    SITE_RANGES_MAX = 1000,
};

typedef enum SiteNetwork { SITE_DIRECT, SITE_WAN, SITE_INTERNET } SiteNetwork;

typedef struct Site {
    char *code;
    char *unit; /**< code of the unit that has the room */
    char *name;
    int64_t position;     /**< official order */
    int network;          /**< SiteNetwork */
    char *allowed_ranges; /**< addresses it may come from, "192.0.2.0/24, 2001:db8::/32"; "" for any */
    int64_t rate_cap_kbps; /**< 0: as for all */
    char *contact_name;
    char *contact_phone;
    char *room;
    int64_t capacity;
    bool active;
    bool has_pin; /**< told to clients; computed from the next */
    char *pin_hash;
} Site;

extern const RecordType site_type;

typedef struct SiteGroup {
    int64_t id;
    char *unit;
    char *name;
} SiteGroup;

extern const RecordType site_group_type;

/** What a single field cannot show: the ranges are ranges. */
bool site_check(const Site *site, GError **error);

/** Whether an address lies in the site's ranges, or it has none. */
bool site_allows_address(const Site *site, const char *address);

void site_clear(Site *site);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Site, site_clear)

#endif
