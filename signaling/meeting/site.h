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

typedef enum SiteNetwork {
    SITE_DIRECT, /**< any of the server's addresses */
    SITE_WAN,
    SITE_INTERNET,
    SITE_NETWORKS
} SiteNetwork;

/** As in records. */
const char *site_network_name(SiteNetwork network);

/** @return SITE_DIRECT for what is no network's name */
SiteNetwork site_network_from_name(const char *name);

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
    bool plain_rtp;       /**< its SIP device may send and receive without encryption */
    bool has_sip;         /**< told to clients: there is a password for its device; computed */
    char *sip_ha1_sha256; /**< of that password, as signaling/sip/sip_digest.h */
    char *sip_ha1_md5;
    char *sip_uri; /**< where its device is called when it is not registered: "sip:phong-hop@192.0.2.7" */
} Site;

extern const RecordType site_type;

typedef struct SiteGroup {
    int64_t id;
    char *unit;
    char *name;
} SiteGroup;

extern const RecordType site_group_type;

/** Whether a device can be called there: sip:name@host, with no more than a port and parameters. */
bool site_sip_uri_fits(const char *uri);

/** What a single field cannot show: the ranges are ranges, the device's address is one. */
bool site_check(const Site *site, GError **error);

/** Whether an address lies in the site's ranges, or it has none. */
bool site_allows_address(const Site *site, const char *address);

void site_clear(Site *site);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Site, site_clear)

#endif
