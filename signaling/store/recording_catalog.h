/**
 * recording_catalog: recordings with what people know them by: found by words, day, unit, meeting, and what is due.
 *
 * Nothing here asks who may, but for the reach that a question carries.
 *
 * Units       times are microseconds since 1970, UTC.
 * Ownership   entries are lent for the time of a call.
 * Thread      as database.h.
 * Errors      as database.h.
 * Memory      CATALOG_LIMIT_MAX entries of a question.
 */
#ifndef SIGNALING_STORE_RECORDING_CATALOG_H
#define SIGNALING_STORE_RECORDING_CATALOG_H

#include "signaling/store/sql_conditions.h"

enum { CATALOG_LIMIT_MAX = 200 };

/** A recording, its meeting, and how it is kept. */
typedef struct CatalogEntry {
    int64_t id;
    const char *meeting; /**< code */
    const char *state;
    const char *path;
    int64_t start_us;
    int64_t end_us;
    int64_t duration_us;
    int64_t bytes;
    const char *sha256;
    const char *reason;
    const char *check_json;
    int64_t width, height;
    /* of the meeting */
    const char *title;
    const char *invite_no;
    const char *kind;
    const char *unit;
    const char *unit_name;
    const char *chair;     /**< account */
    const char *secretary; /**< account */
    /* how it is kept */
    const char *retention; /**< the class that counts: its own, or its kind's; may be "" */
    int64_t due_us;        /**< 0: never, or not known yet */
    bool hold;
    bool filed;
    int64_t asked;     /**< 1: a request to erase it waits */
    const char *waits; /**< why it is not whole yet, if something is in the way */
} CatalogEntry;

typedef struct CatalogQuestion {
    const char *
            text; /**< all its words are of the recording, the last one or its beginning; NULL or "": any */
    bool minutes;     /**< words of the minutes count as well */
    int64_t from_us;  /**< 0: any; those that began then or later, */
    int64_t to_us;    /**< and before this */
    const char *unit; /**< that convened it, or below it */
    const char *meeting;
    const char *state; /**< NULL or "": all but the erased */
    int64_t due_by_us; /**< 0: any; else those on which somebody has to decide by then */
    bool asked;        /**< only with a request to erase it */
    int64_t before_us; /**< the page behind the one that ended with a recording begun then, */
    int64_t before_id; /**< and with this id; 0: the first page */
    int limit;         /**< at most CATALOG_LIMIT_MAX, which 0 means */
    SqlReach reach;
} CatalogQuestion;

typedef void (*CatalogEntryFn)(const CatalogEntry *entry, void *user_data);

/** The newest first. */
bool recording_catalog_each(Database *database, const CatalogQuestion *question,
        CatalogEntryFn each, void *user_data, GError **error);

/** How many a question finds on all pages. */
bool recording_catalog_count(
        Database *database, const CatalogQuestion *question, int64_t *ret_count, GError **error);

/** One of them, whoever looks. @param ret_found  whether `each` was called */
bool recording_catalog_find(Database *database, int64_t id, CatalogEntryFn each, void *user_data,
        bool *ret_found, GError **error);

#endif
