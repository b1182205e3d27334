/**
 * word_lists: the lists of meeting/office_word in the database: an entry that is in use stays.
 *
 * Units       none.
 * Ownership   as record_sql.
 * Thread      as database.h.
 * Errors      as database.h; RECORD_ERROR_FIELD for a code that there is already, WORD_LISTS_ERROR_IN_USE.
 * Memory      WORD_LISTS_MAX entries a list.
 */
#ifndef SIGNALING_STORE_WORD_LISTS_H
#define SIGNALING_STORE_WORD_LISTS_H

#include "signaling/meeting/office_word.h"
#include "signaling/store/record_sql.h"

enum { WORD_LISTS_MAX = 200 };

#define WORD_LISTS_ERROR (word_lists_error_quark())
GQuark word_lists_error_quark(void);

typedef enum WordListsError {
    WORD_LISTS_ERROR_IN_USE, /**< something carries this word */
    WORD_LISTS_ERROR_FULL,
} WordListsError;

typedef struct WordList {
    const RecordType *type;
    const char *used; /**< SQL that counts what carries the code $1 */
} WordList;

extern const WordList word_list_unit_kinds;
extern const WordList word_list_meeting_kinds;
extern const WordList word_list_relations;

/** In the office's order. `each` gets an OfficeWord. */
bool word_list_each(Database *database, const WordList *list, RecordEachFn each, void *user_data,
        GError **error);

bool word_list_add(Database *database, const WordList *list, OfficeWord *word, GError **error);

/** DATABASE_ERROR_MISSING when there is none. */
bool word_list_remove(Database *database, const WordList *list, const char *code, GError **error);

#endif
