/**
 * meeting_book: planned meetings in the database, with their sites, agendas, papers, and the calendar.
 *
 * Nothing here asks who may; it writes no audit. A meeting's code is found in whatever case.
 *
 * Units       times are microseconds since 1970, UTC.
 * Ownership   what is read into a plan or an array is the caller's.
 * Thread      as database.h.
 * Errors      as database.h.
 * Memory      lists have the limits of MeetingQuery and meeting_annex.h.
 */
#ifndef SIGNALING_STORE_MEETING_BOOK_H
#define SIGNALING_STORE_MEETING_BOOK_H

#include "signaling/meeting/meeting_annex.h"
#include "signaling/meeting/meeting_plan.h"
#include "signaling/store/record_sql.h"

enum { MEETING_QUERY_MAX = 1000 };

/** @param plan  initialised; changed only when it was found */
bool meeting_book_find(
        Database *database, const char *code, MeetingPlan *plan, bool *ret_found, GError **error);

/** Adds a meeting. An empty code becomes one that nobody guesses. */
bool meeting_book_add(Database *database, MeetingPlan *plan, GError **error);

bool meeting_book_update(Database *database, const MeetingPlan *plan, GError **error);

/** What to look for; what is 0, "" or NULL does not matter. */
typedef struct MeetingQuery {
    int64_t from_us; /**< those that end after it, */
    int64_t to_us;   /**< and begin before it */
    const char *state;
    const char *text; /**< in title, number or place; accents do not matter */
    const char *unit; /**< that convenes it */
    int limit;        /**< at most MEETING_QUERY_MAX, which 0 means */
    /* who looks: any of them lets a meeting be seen */
    bool everything;
    const char *reach;   /**< meetings of this unit, */
    bool reach_below;    /**< and of the units below it, */
    const char *account; /**< those in which this account is named, */
    const char *site;    /**< and those to which this site is invited */
} MeetingQuery;

/** In order of their start. `each` gets a MeetingPlan. */
bool meeting_book_each(Database *database, const MeetingQuery *query, RecordEachFn each,
        void *user_data, GError **error);

enum { MEETING_BOOK_CALLING_MAX = 100 };

/**
 * Meetings that call their sites, are not over, and began by plan after `from_us` and until `until_us`: the first
 * MEETING_BOOK_CALLING_MAX of them.
 */
bool meeting_book_each_calling(Database *database, int64_t from_us, int64_t until_us,
        RecordEachFn each, void *user_data, GError **error);

/** The invited sites in their order: MeetingSite each. */
bool meeting_book_each_site(
        Database *database, const char *code, RecordEachFn each, void *user_data, GError **error);

/**
 * Invites these sites instead of those that were, in this order, under the names that they have now.
 *
 * @param ret_unknown  the first code that is no site in use, else NULL; g_free(). Nothing is changed then
 */
bool meeting_book_set_sites(Database *database, const char *code, const char *const *sites,
        char **ret_unknown, GError **error);

/** Codes of all sites in use of a unit and those below it, in official order; NULL-terminated. */
char **meeting_book_sites_under(Database *database, const char *unit, GError **error);

/** Codes of the sites in use of a site group, in its order; NULL-terminated; empty when there is no such group. */
char **meeting_book_sites_of_group(Database *database, int64_t group, GError **error);

/** AgendaItem each. */
bool meeting_book_each_item(
        Database *database, const char *code, RecordEachFn each, void *user_data, GError **error);

/** @param items  numbered anew, from 1 */
bool meeting_book_set_agenda(Database *database, const char *code, const AgendaItem *items,
        size_t count, GError **error);

/** The session has been opened: the meeting is live. As part of the transaction that writes it down. */
bool meeting_book_open(Database *database, const char *code, int64_t now_us, GError **error);

/** The session is over: the meeting has ended. Another time does nothing. */
bool meeting_book_close(Database *database, const char *code, int64_t now_us, GError **error);

/** Once, at the start: titles that were written before there was a search. */
bool meeting_book_fold_titles(Database *database, GError **error);

#endif
