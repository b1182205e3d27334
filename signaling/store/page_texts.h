/**
 * page_texts: texts that an administrator writes and the pages show, such as the notice at login. A version is never
 * changed, so what somebody agreed to can be read later.
 *
 * Units       times are µs since 1970, UTC; versions count from 1.
 * Ownership   page_text_clear() frees a record's texts.
 * Thread      as database.h.
 * Errors      as database.h.
 * Memory      as database.h.
 */
#ifndef SIGNALING_STORE_PAGE_TEXTS_H
#define SIGNALING_STORE_PAGE_TEXTS_H

#include "signaling/meeting/record.h"
#include "signaling/store/database.h"

#define PAGE_TEXT_LOGIN  "notice_login"
#define PAGE_TEXT_BANNER "banner" /* on top of every page */

enum { PAGE_TEXT_MAX = 20000 };

typedef struct PageText {
    char *name;
    int64_t version; /**< 0: the one that comes with the program */
    char *text;
    int64_t changed;
    char *changed_by;
} PageText;

/** For JSON only; in SQL there is a row a version. */
extern const RecordType page_text_type;

void page_text_clear(PageText *text);

/** Whether the pages know a text of this name. */
bool page_text_is_known(const char *name);

/** The newest version, or the one that comes with the program. @param text  initialised by record_init() */
bool page_texts_find(Database *database, const char *name, PageText *text, GError **error);

/** Adds a version; fills in its number. */
bool page_texts_add(Database *database, PageText *text, GError **error);

/** Somebody was shown this version and went on. */
bool page_texts_note_consent(Database *database, const char *name, const char *account,
        int64_t version, int64_t now_us, GError **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(PageText, page_text_clear)

#endif
