/**
 * agenda_page: which item of its agenda a meeting is at, as whoever conducts it turns the pages.
 *
 *      {"kind": "agenda", "number": 3, "text": "Báo cáo …", "time_us": …}     number 0: at none
 *
 * The event holds the item's words, not only its number: an agenda may be written anew, and the log has to say what was
 * dealt with then.
 *
 * Units       times are microseconds since 1970.
 * Ownership   texts are copied; what is handed out is good until the next event.
 * Thread      one at a time: the main loop.
 * Errors      PROCEEDINGS_ERROR, in English for whoever writes a client.
 * Memory      one text of AGENDA_PAGE_BYTES_MAX.
 */
#ifndef SIGNALING_MEETING_AGENDA_PAGE_H
#define SIGNALING_MEETING_AGENDA_PAGE_H

#include <glib.h>
#include <jansson.h>

#include <stdbool.h>
#include <stdint.h>

enum {
    AGENDA_PAGE_BYTES_MAX = 500,  /**< as RECORD_TEXT_MAX, of which an item's words are */
    AGENDA_PAGE_NUMBER_MAX = 100, /**< as MEETING_AGENDA_MAX */
};

typedef struct AgendaPage AgendaPage;

/** At none. */
AgendaPage *agenda_page_new(void);

/** NULL is allowed. */
void agenda_page_free(AgendaPage *page);

/** An event of the kind "agenda". */
void agenda_page_apply(AgendaPage *page, const json_t *event);

/** The meeting is over. */
void agenda_page_close(AgendaPage *page);

/** "number", "text" and "since" of the item; 0, "" and "" at none. A new reference. */
json_t *agenda_page_to_json(const AgendaPage *page);

/** Whether the page shows this. */
bool agenda_page_is(const AgendaPage *page, int64_t number, const char *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(AgendaPage, agenda_page_free)

#endif
