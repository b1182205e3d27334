/**
 * minutes: the minutes of a meeting (Biên bản, Mẫu 1.9): what is in them, how far they have come, who may lead them on.
 *
 *   draft ──submit──► submitted ──approve──► approved ──number──► issued
 *     ▲                   │
 *     └───with a reason───┘
 *
 * The secretary writes a draft, the chair approves or gives it back, the clerk numbers it and files the signed file.
 * Beside single fields there are lists, held as one JSON object of arrays (minutes_lists); each item of a list is a record
 * of its own. An item that the program has filled in carries a `source`, by which a later filling finds it again
 * (minutes_merge.h).
 *
 * Units       times are microseconds since 1970, UTC.
 * Ownership   as record.
 * Thread      any: no state.
 * Errors      RECORD_ERROR for a field, MINUTES_ERROR for the rest; messages are Vietnamese.
 * Memory      as the fields' limits; MINUTES_LISTS_BYTES_MAX for all lists together.
 */
#ifndef SIGNALING_MEETING_MINUTES_H
#define SIGNALING_MEETING_MINUTES_H

#include "signaling/meeting/record.h"

typedef enum MinutesState {
    MINUTES_DRAFT,
    MINUTES_SUBMITTED,
    MINUTES_APPROVED,
    MINUTES_ISSUED,
    MINUTES_STATES
} MinutesState;

enum {
    MINUTES_TEXT_MAX = 8000, /**< of what one has said, in bytes */
    MINUTES_LISTS_BYTES_MAX = 1024 * 1024,
    MINUTES_NUMBER_MAX = 99999,
};

/** Opened so much later than planned, the minutes must say why. */
#define MINUTES_LATE_US INT64_C(300000000)

typedef struct Minutes {
    char *meeting;   /**< its code */
    int64_t version; /**< one more with each change; 0: not written yet */
    int state;       /**< MinutesState */

    /* the secretary's */
    char *parent_agency;
    char *agency;
    char *symbol; /**< behind the number: "BB-" and this */
    char *title;
    int64_t planned_us;
    int64_t opened_us;
    int64_t closed_us;
    char *late_reason; /**< why it was opened later than planned */
    char *place;
    int64_t sites; /**< convened */
    int64_t sites_present;
    int64_t delegates_present;
    char *chair_name;
    char *chair_title;
    char *secretary_name;
    char *secretary_title;
    char *opening; /**< part I */
    char *lists;   /**< JSON */

    /* the server's */
    char *filled; /**< JSON: what the program has filled in the last time */
    char *return_reason;
    int64_t number;
    int64_t issued_us;
    char *submitted_by;
    int64_t submitted_us;
    char *approved_by;
    int64_t approved_us;
    char *issued_by;
    char *signed_name; /**< of the signed file; empty: none yet */
    int64_t signed_size;
    char *signed_sha256;
    char *signed_by;
    int64_t signed_us;
    char *notice_no; /**< of the notice of conclusions; empty: not issued */
    int64_t notice_us;
    char *changed_by;
    int64_t changed_us;
} Minutes;

extern const RecordType minutes_type;
extern const char *const minutes_state_words[];

/** One of the lists. */
typedef struct MinutesList {
    const char *name;
    const RecordType *type; /**< of its items */
    size_t max;
    const char *title; /**< Vietnamese */
} MinutesList;

typedef enum MinutesListKind {
    MINUTES_ATTENDEES, /**< at the central site, in groups */
    MINUTES_ABSENCES,
    MINUTES_REPORTS, /**< part II */
    MINUTES_SPEECHES,
    MINUTES_VOTES,
    MINUTES_CONCLUSIONS,
    MINUTES_INCIDENTS,
    MINUTES_RECIPIENTS,
    MINUTES_LISTS
} MinutesListKind;

extern const MinutesList minutes_lists[MINUTES_LISTS];

#define MINUTES_ERROR (minutes_error_quark())
GQuark minutes_error_quark(void);

typedef enum MinutesError {
    MINUTES_ERROR_STEP,    /**< no way from this state to that */
    MINUTES_ERROR_MISSING, /**< what must be there before it goes on */
    MINUTES_ERROR_FROZEN,  /**< it is not written any more */
} MinutesError;

void minutes_clear(Minutes *minutes);

/**
 * Reads what a secretary sent: fields that are there change, lists that are there are replaced.
 *
 * @param ret_version  the version that it is based on
 */
bool minutes_read(const json_t *body, Minutes *minutes, int64_t *ret_version, GError **error);

/** Fields and lists. */
json_t *minutes_to_json(const Minutes *minutes);

/** The object of arrays; a new reference. Each list of minutes_lists is there. */
json_t *minutes_lists_json(const Minutes *minutes);

/** Writes fields and lists of this JSON, as of minutes_to_json(), into the record; what it does not know is passed over. */
bool minutes_take(Minutes *minutes, const json_t *json, GError **error);

/** Whether the secretary may still write: only in a draft. */
bool minutes_may_write(const Minutes *minutes, GError **error);

/** Whether they may go on to a state; `reason` is asked for on the way back, a number for MINUTES_ISSUED. */
bool minutes_may_step(const Minutes *minutes, MinutesState to, const char *reason, int64_t number,
        GError **error);

typedef struct MinutesStep {
    MinutesState to;
    const char *reason;
    int64_t number;
    const char *account;
    int64_t now_us;
} MinutesStep;

/** Carries out a step that is allowed. */
void minutes_step(Minutes *minutes, const MinutesStep *step);

/** "05/BB-UBND", a number below ten with its leading zero; "…/BB-UBND" while there is none, "…/BB-…" without a symbol as well. Free with g_free(). */
char *minutes_number_text(const Minutes *minutes);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Minutes, minutes_clear)

#endif
