/**
 * meeting_annex: what belongs to a planned meeting beside its plan: invited sites, agenda, papers.
 *
 * Units       times are microseconds since 1970, UTC; sizes bytes.
 * Ownership   as record.
 * Thread      any: tables only.
 * Errors      as record.
 * Memory      as the fields' limits, and the numbers below.
 */
#ifndef SIGNALING_MEETING_MEETING_ANNEX_H
#define SIGNALING_MEETING_MEETING_ANNEX_H

#include "signaling/meeting/record.h"

enum {
    MEETING_INVITED_MAX = 500,
    MEETING_AGENDA_MAX = 100,
    MEETING_PAPERS_MAX = 100,
};

/** A site that is invited. */
typedef struct MeetingSite {
    char *site; /**< its code */
    char *name; /**< as it is at the time of the meeting */
    int64_t position;
} MeetingSite;

typedef struct AgendaItem {
    int64_t position; /**< counted from 1 */
    char *title;
    int64_t minutes;
    char *speaker_unit;
} AgendaItem;

/** A paper; its bytes are a file named by their hash. */
typedef struct MeetingPaper {
    int64_t id;
    char *meeting;
    char *name; /**< a file's name, without a folder */
    int64_t size;
    char *sha256;      /**< in hexadecimal digits */
    char *declared_by; /**< who has declared that it holds no state secret */
    int64_t time_us;
} MeetingPaper;

extern const RecordType meeting_site_type;
extern const RecordType agenda_item_type;
extern const RecordType meeting_paper_type;

#endif
