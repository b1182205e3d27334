/**
 * audit_api: the audit log over HTTP: pages of it, all of it as JSON lines, and whether it is intact.
 *
 * Units       as store/audit_log.h.
 * Ownership   as rest.h.
 * Thread      as rest.h.
 * Errors      as rest.h.
 * Memory      a page of rows; an export is gathered in a file without a name in `folder`.
 */
#ifndef SIGNALING_APP_AUDIT_API_H
#define SIGNALING_APP_AUDIT_API_H

#include "signaling/app/rest.h"

/** @param folder  for exports on their way out; outlives the rest */
void audit_api_add_routes(Rest *rest, const char *folder);

#endif
