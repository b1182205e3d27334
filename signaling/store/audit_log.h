/**
 * audit_log: who did what to what, from where, and when. It is only ever added to, and each row seals those before it
 * (meeting/hash_chain.h), so that a row changed, taken out or put in behind the program's back shows.
 *
 * A row is written in the transaction of the change that it tells of: there is neither without the other. The last
 * hash stands in a table of its own too, so that rows cut off at the end show as well.
 *
 * Units       times are microseconds since 1970, UTC; rows count from 1 without a gap.
 * Ownership   entries are lent for the time of the call, both ways.
 * Thread      as database.h.
 * Errors      as database.h.
 * Memory      rows are read AUDIT_PAGE at a time; a detail takes at most AUDIT_DETAIL_MAX bytes, the other texts
 *             AUDIT_TEXT_MAX: what is longer is cut, a detail is left out.
 */
#ifndef SIGNALING_STORE_AUDIT_LOG_H
#define SIGNALING_STORE_AUDIT_LOG_H

#include "signaling/meeting/hash_chain.h"
#include "signaling/store/database.h"

#include <jansson.h>

enum {
    AUDIT_PAGE = 1000,
    AUDIT_TEXT_MAX = 256,
    AUDIT_DETAIL_MAX = 32 * 1024,
};

typedef struct AuditEntry {
    int64_t time_us;     /**< 0: now */
    const char *account; /**< who; "" for the program itself. NULL is "" here and below */
    const char *role;
    const char *source; /**< the address it came from */
    const char *target; /**< the server's address that it came to */
    const char *action; /**< "unit.create" */
    const char *object; /**< "unit:903" */
    const char *detail; /**< a JSON text, or "" */
    int64_t id;         /**< given by the log */
    HashLink hash;      /**< given by the log */
} AuditEntry;

/** Writes a row, inside a transaction. */
bool audit_append(Database *database, const AuditEntry *entry, GError **error);

/** The rows that a question is about; what is 0 or NULL does not narrow it. */
typedef struct AuditFilter {
    int64_t from_us; /**< at or after */
    int64_t to_us;   /**< before */
    int64_t before;  /**< rows of smaller numbers only: the next page of audit_list() */
    const char *
            text; /**< somewhere in account, source, action, object or detail, in any case of ASCII */
    const char *under; /**< by accounts of this unit and those below it */
    int64_t limit;     /**< audit_list() only; at most AUDIT_PAGE, which 0 stands for */
} AuditFilter;

typedef void (*AuditFn)(const AuditEntry *entry, void *user_data);

/** One page, newest first. */
bool audit_list(Database *database, const AuditFilter *filter, AuditFn each, void *user_data,
        GError **error);

/** All rows, oldest first. */
bool audit_each(Database *database, const AuditFilter *filter, AuditFn each, void *user_data,
        GError **error);

/**
 * One page of at most AUDIT_PAGE rows, oldest first.
 *
 * @param place  the row behind which it begins (0: with the first); becomes its last row, 0 after the last page
 */
bool audit_next(Database *database, const AuditFilter *filter, int64_t *place, AuditFn each,
        void *user_data, GError **error);

/** A row as JSON: {id,time,account,role,source,target,action,object,detail,hash}; detail is an object or null. */
json_t *audit_to_json(const AuditEntry *entry);

typedef struct AuditVerdict {
    int64_t rows;         /**< rows that are there and good */
    int64_t broken_row;   /**< the first that is not as it was written, or is missing; 0: intact */
    const char *reason;   /**< what is wrong with it; a constant */
    int64_t anchored_row; /**< rows up to this one were taken out by audit_prune(); 0: none */
    HashLink head; /**< the hash of the last good row: whoever notes it down can compare later */
} AuditVerdict;

bool audit_verify(Database *database, AuditVerdict *ret_verdict, GError **error);

/**
 * Takes out the rows before a time, but for the last of all, and leaves an anchor on which the chain stands. Inside a
 * transaction. A log that is not intact stays as it is: DATABASE_ERROR_REFUSED.
 *
 * @param entry  who does it; action, object and detail are filled in
 */
bool audit_prune(Database *database, int64_t before_us, const AuditEntry *entry,
        int64_t *ret_removed, GError **error);

#endif
