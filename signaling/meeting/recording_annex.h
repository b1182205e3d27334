/**
 * recording_annex: what is kept about a recording beside itself: marks that people set, who has seen it, links for other
 * agencies, how long it is kept, and what became of a request to erase it.
 *
 * Units       times are microseconds since 1970, UTC; `_ms` are milliseconds from the recording's beginning.
 * Ownership   as record.
 * Thread      any: the tables are constant.
 * Errors      as record.
 * Memory      as the fields' limits.
 */
#ifndef SIGNALING_MEETING_RECORDING_ANNEX_H
#define SIGNALING_MEETING_RECORDING_ANNEX_H

#include "signaling/meeting/record.h"

enum {
    RECORDING_MARKS_MAX = 500,  /**< of one recording */
    RECORDING_SHARES_MAX = 200, /**< of one recording */
    RECORDING_SHARE_DAYS_MAX = 366,
    RECORDING_LENGTH_MS_MAX = 7 * 24 * 3600 * 1000, /**< as a meeting's */
    RETENTION_YEARS_MAX = 100,
};

/** A place, or a stretch, that somebody has named. */
typedef struct RecordingMark {
    int64_t id;
    int64_t recording;
    char *title;
    int64_t from_ms;
    int64_t to_ms; /**< 0: only a place */
    char *made_by; /**< account */
    int64_t made_us;
} RecordingMark;

extern const RecordType recording_mark_type;

typedef enum RecordingAccessKind {
    RECORDING_ACCESS_VIEW,
    RECORDING_ACCESS_DOWNLOAD,
    RECORDING_ACCESS_SHARED_VIEW, /**< by a link */
    RECORDING_ACCESS_SHARED_DOWNLOAD,
    RECORDING_ACCESS_COPY, /**< a copy was made, in another form */
} RecordingAccessKind;

/** Somebody has seen it, or has it. */
typedef struct RecordingAccess {
    int64_t id;
    int64_t recording;
    int64_t time_us;
    int64_t until_us; /**< the last time that a part of it was fetched */
    char *account;    /**< "" for one who came by a link */
    char *name;
    char *unit;
    char *address;
    int kind;      /**< RecordingAccessKind */
    char *whom;    /**< for whom, and what for */
    int64_t share; /**< the link's id, or 0 */
} RecordingAccess;

extern const RecordType recording_access_type;

/** A link for another agency. */
typedef struct RecordingShare {
    int64_t id;
    int64_t recording;
    char *key; /**< SHA-256 of the link's secret, in hexadecimal digits */
    char *agency;
    char *purpose;
    bool download; /**< it may be kept, not only watched */
    int64_t created_us;
    char *created_by;
    int64_t expires_us;
    int64_t revoked_us; /**< 0: not */
    char *revoked_by;
    int64_t opened; /**< how often */
} RecordingShare;

extern const RecordType recording_share_type;

/** Whether a link opens anything at this time. */
bool recording_share_is_open(const RecordingShare *share, int64_t now_us);

typedef enum RecordingErasureState {
    ERASURE_REQUESTED,
    ERASURE_REFUSED,
    ERASURE_WITHDRAWN,
    ERASURE_DONE,
} RecordingErasureState;

/** A request to erase it, and what the administrator did. */
typedef struct RecordingErasure {
    int64_t id;
    int64_t recording;
    int64_t asked_us;
    char *asked_by;
    char *reason;
    int state; /**< RecordingErasureState */
    int64_t decided_us;
    char *decided_by;
    char *decision; /**< why */
} RecordingErasure;

extern const RecordType recording_erasure_type;

/** How it is kept. */
typedef struct RecordingKeeping {
    int64_t recording;
    char *retention; /**< a class of its own; "": as its kind of meeting */
    int64_t due_us;  /**< when somebody has to decide about it; 0: never, or not known yet */
    bool hold;       /**< it is not erased whatever is due */
    char *hold_reason;
    char *hold_by;
    int64_t hold_us;
    bool filed; /**< it belongs to the meeting's file: "lưu hồ sơ" */
} RecordingKeeping;

extern const RecordType recording_keeping_type;

typedef enum RetentionBasis {
    RETENTION_FOREVER,
    RETENTION_YEARS,   /**< counted from the end of the year in which the meeting was held */
    RETENTION_MINUTES, /**< until the minutes are signed */
} RetentionBasis;

/** How long recordings of a class are kept. */
typedef struct RetentionClass {
    char *code;
    char *name;
    int basis; /**< RetentionBasis */
    int64_t years;
    int64_t position;
} RetentionClass;

extern const RecordType retention_class_type;

/** The class of a kind of meetings. */
typedef struct RetentionKind {
    char *kind;      /**< a code of the kinds */
    char *retention; /**< a code of the classes; "": none */
} RetentionKind;

extern const RecordType retention_kind_type;

/**
 * When somebody has to decide about it.
 *
 * @param class      NULL: none, which is never
 * @param end_us     of the recording
 * @param signed_us  of the minutes; 0: not signed
 * @return           0: never, or not known yet
 */
int64_t retention_due_us(const RetentionClass *class, int64_t end_us, int64_t signed_us);

#endif
