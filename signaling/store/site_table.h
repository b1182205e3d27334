/**
 * site_table: the sites and their groups in the database.
 *
 * Units       as meeting/site.h.
 * Ownership   records are the caller's, but for what an each-function lends.
 * Thread      as database.h.
 * Errors      DATABASE_ERROR; RECORD_ERROR where a rule is broken, in Vietnamese, about a field.
 * Memory      SITE_LIST_MAX sites of a list, SITE_GROUP_MAX of a group.
 */
#ifndef SIGNALING_STORE_SITE_TABLE_H
#define SIGNALING_STORE_SITE_TABLE_H

#include "signaling/meeting/site.h"
#include "signaling/store/record_sql.h"

enum {
    SITE_LIST_MAX = 5000,
    SITE_GROUP_MAX = 1000,
};

/** What is 0 or NULL does not narrow a question. */
typedef struct SiteFilter {
    const char *text;  /**< words of the name, without accents if they have none; or the code */
    const char *unit;  /**< of this unit itself */
    const char *under; /**< of this unit and all below it */
    bool active_only;
    const char *after; /**< the code that ended the page before */
    int64_t limit;     /**< 0: SITE_LIST_MAX */
} SiteFilter;

/** Sites in official order: position, then code. */
bool site_table_list(Database *database, const SiteFilter *filter, RecordEachFn each,
        void *user_data, GError **error);

/** @param site  initialised; changed only when it was found */
bool site_table_find(
        Database *database, const char *code, Site *site, bool *ret_found, GError **error);

bool site_table_add(Database *database, Site *site, GError **error);
bool site_table_change(Database *database, const Site *site, GError **error);

/** @param hash  of password_hash; "" takes the PIN away */
bool site_table_set_pin(Database *database, const char *code, const char *hash, GError **error);

/** The password of its device, as sip_digest keeps it. @param sha256, md5  "" takes it away */
bool site_table_set_sip(
        Database *database, const char *code, const char *sha256, const char *md5, GError **error);

/** The group's sites in their order: codes, NULL-terminated; free with g_strfreev(). NULL when the database failed. */
char **site_group_members(Database *database, int64_t group, GError **error);

/** Puts these in place of the group's sites. */
bool site_group_set_members(
        Database *database, int64_t group, const char *const *codes, GError **error);

bool site_group_remove(Database *database, int64_t group, GError **error);

#endif
