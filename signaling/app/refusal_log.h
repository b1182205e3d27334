/**
 * refusal_log: tells the administrator why connections are refused, and which setting says so: whoever is refused sees
 * nothing but a server that does not answer.
 *
 * Units       times are microseconds of the monotonic clock.
 * Ownership   a plain value, {0} at first; the line is the caller's.
 * Thread      its holder's.
 * Errors      none.
 * Memory      fixed: one line a minute of each kind, with how many were held back.
 */
#ifndef SIGNALING_APP_REFUSAL_LOG_H
#define SIGNALING_APP_REFUSAL_LOG_H

#include "config/log.h"
#include "signaling/http/web_server.h"

#include <stdint.h>

enum { REFUSAL_LOG_EVERY_US = 60000000 };

typedef struct RefusalLog {
    LogLimit limits[WEB_REFUSALS];
} RefusalLog;

/** A connection was refused. @return the line to write, g_free() it; NULL: the last one was not long ago */
char *refusal_log_line(RefusalLog *log, WebRefusal why, const char *address, int64_t now_us);

#endif
