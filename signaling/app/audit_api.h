/**
 * audit_api: the audit log over HTTP: pages of it, all of it as JSON lines, and whether it is intact.
 *
 * Units       as store/audit_log.h.
 * Ownership   as rest.h.
 * Thread      as rest.h.
 * Errors      as rest.h.
 * Memory      an export holds at most AUDIT_EXPORT_ROWS_MAX rows; `giaoban audit export` has no bound.
 */
#ifndef SIGNALING_APP_AUDIT_API_H
#define SIGNALING_APP_AUDIT_API_H

#include "signaling/app/rest.h"

enum { AUDIT_EXPORT_ROWS_MAX = 100000 };

void audit_api_add_routes(Rest *rest);

#endif
