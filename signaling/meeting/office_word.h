/**
 * office_word: an entry of a list of words that the office keeps itself: the kinds of units, the kinds of meetings, the
 * relations between those who meet. Data, not code.
 *
 * Units       none.
 * Ownership   as record.
 * Thread      any: tables only.
 * Errors      as record.
 * Memory      as the fields' limits.
 */
#ifndef SIGNALING_MEETING_OFFICE_WORD_H
#define SIGNALING_MEETING_OFFICE_WORD_H

#include "signaling/meeting/record.h"

typedef struct OfficeWord {
    char *code;
    char *name;
    int64_t position;
} OfficeWord;

extern const RecordType unit_kind_type;
extern const RecordType meeting_kind_type;
extern const RecordType meeting_relation_type;

#endif
