/**
 * line_check_log: how the checks of the sites before a meeting came out, a row for each result that was new.
 *
 * Units       times are microseconds since 1970, UTC.
 * Ownership   what is given is copied; what is handed out is lent for the time of the call.
 * Thread      as database.h; line_check_log_submit(): the store's caller.
 * Errors      as database.h.
 * Memory      LINE_CHECK_LOG_MAX rows a site and meeting; the oldest make room.
 */
#ifndef SIGNALING_STORE_LINE_CHECK_LOG_H
#define SIGNALING_STORE_LINE_CHECK_LOG_H

#include "signaling/store/store.h"

enum { LINE_CHECK_LOG_MAX = 50 };

typedef struct LineCheckRecord {
    char *meeting;
    char *identity;
    char *name; /**< as it was then */
    int64_t time_us;
    char *level;  /**< a line_check level's name */
    char *detail; /**< the check as JSON: meeting/line_check.h */
} LineCheckRecord;

void line_check_record_clear(LineCheckRecord *record);

bool line_check_log_append(Database *database, const LineCheckRecord *record, GError **error);

/** Writes a row on the store's thread; nobody hears of it. */
void line_check_log_submit(Store *store, const LineCheckRecord *record);

typedef void (*LineCheckLogFn)(const LineCheckRecord *record, void *user_data);

/** The newest row of each site of a meeting, in order of their names. */
bool line_check_log_latest(Database *database, const char *meeting, LineCheckLogFn each,
        void *user_data, GError **error);

/** All that is kept of one site in a meeting, the newest first. */
bool line_check_log_of_site(Database *database, const char *meeting, const char *identity,
        LineCheckLogFn each, void *user_data, GError **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(LineCheckRecord, line_check_record_clear)

#endif
