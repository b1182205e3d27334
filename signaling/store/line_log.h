/**
 * line_log: how the sites' lines did, a row for each site and period.
 *
 * Units       times are microseconds since 1970, UTC; figures as in meeting/line_meter.h.
 * Ownership   what is given is copied; what is handed out is lent for the time of the call.
 * Thread      as database.h; line_log_submit(): the store's caller.
 * Errors      as database.h.
 * Memory      rows are handed out one by one; nothing is cached.
 */
#ifndef SIGNALING_STORE_LINE_LOG_H
#define SIGNALING_STORE_LINE_LOG_H

#include "signaling/meeting/line_meter.h"
#include "signaling/store/store.h"

/** How a site's line did over one period. */
typedef struct LineRecord {
    char *meeting;
    char *identity;
    char *name; /**< as it was then */
    LineSample sample;
} LineRecord;

void line_record_clear(LineRecord *record);

bool line_log_append(Database *database, const LineRecord *record, GError **error);

/** Writes a row on the store's thread; nobody hears of it. */
void line_log_submit(Store *store, const LineRecord *record);

typedef void (*LineLogFn)(const LineRecord *record, void *user_data);

/** A meeting's lines: site by site, each oldest period first. */
bool line_log_each(
        Database *database, const char *meeting, LineLogFn each, void *user_data, GError **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(LineRecord, line_record_clear)

#endif
