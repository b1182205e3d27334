/**
 * site_heads: how many people sit at each site, who answers for it, and, where names are kept, who they are.
 *
 * The last word counts here; the event log keeps the earlier ones.
 *
 * Units       people.
 * Ownership   texts are copied.
 * Thread      one at a time: the main loop.
 * Errors      what there is no room for is passed over.
 * Memory      SITE_HEADS_MAX sites, SITE_DELEGATES_MAX lines of delegates a site and SITE_DELEGATES_ALL_MAX in all.
 */
#ifndef SIGNALING_MEETING_SITE_HEADS_H
#define SIGNALING_MEETING_SITE_HEADS_H

#include <glib.h>
#include <jansson.h>

#include <stdbool.h>
#include <stdint.h>

enum {
    SITE_HEADS_MAX = 1024,
    SITE_HEADS_PEOPLE_MAX = 9999, /**< at one site */
    SITE_HEADS_NAME_BYTES_MAX = 300,
    SITE_HEADS_NOTE_BYTES_MAX = 1000,
    SITE_DELEGATES_MAX = 200,
    SITE_DELEGATES_ALL_MAX = 20000,
};

/** What a site says of its people. A text may be NULL, which counts as "". */
typedef struct SiteHeads {
    int64_t convened;
    int64_t present;
    int64_t excused; /**< away, with a reason */
    int64_t unexcused;
    const char *responsible; /**< who answers for the site: name and title */
    const char *technician;  /**< on duty */
    const char *note;
} SiteHeads;

/** One line of the list of delegates. */
typedef struct SiteDelegate {
    int64_t position; /**< 1 is the first */
    const char *name; /**< "": the line is taken out */
    const char *title;
    const char *unit;
    const char *substitute_for;
    const char *note;
} SiteDelegate;

/** The words for how a delegate is there, ended by NULL: in_person, online, absent. */
extern const char *const site_delegate_hows[];

/** NULL, or what cannot be: "absent" more than are missing. */
const char *site_heads_fault(const SiteHeads *heads);

typedef struct SiteHeadsTable SiteHeadsTable;

SiteHeadsTable *site_heads_table_new(void);

/** NULL is allowed. */
void site_heads_table_free(SiteHeadsTable *table);

/** Out of an event: its members as in SiteHeads, and as in SiteDelegate with `how`. */
void site_heads_table_put(SiteHeadsTable *table, const json_t *event);
void site_heads_table_put_delegate(SiteHeadsTable *table, const json_t *event);

/** Whether another site, or another line of this one, still has room. */
bool site_heads_table_has_room(const SiteHeadsTable *table, const char *site, int64_t position);

/** The sites of which something is known, in the order in which they spoke. */
size_t site_heads_table_size(const SiteHeadsTable *table);
const char *site_heads_table_nth(const SiteHeadsTable *table, size_t n);

/** For clients: the numbers, the names, `delegates`. NULL when nothing is known; else a new reference. */
json_t *site_heads_table_json(const SiteHeadsTable *table, const char *site);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(SiteHeadsTable, site_heads_table_free)

#endif
