/**
 * alerts_api: what the installation tells its administrators and operators about itself.
 *
 *   GET /api/v1/alerts    failed logins and refused sites of the last day, locked accounts, accounts that nobody uses, certificates that
 *                         end, a disk that fills; and the product's version
 *
 * Units       times are µs.
 * Ownership   what it is made with must outlive the routes.
 * Thread      the main loop's; works: the store's.
 * Errors      problems.
 * Memory      ALERTS_EACH_MAX of each kind in an answer.
 */
#ifndef SIGNALING_APP_ALERTS_API_H
#define SIGNALING_APP_ALERTS_API_H

#include "signaling/app/rest.h"
#include "signaling/app/security_profile.h"

typedef struct AlertsContext {
    const SecurityProfile *profile;
    const char *certificate_path; /**< PEM; "" for none */
    const char *data_dir;         /**< whose disk is looked at */
} AlertsContext;

enum {
    ALERTS_EACH_MAX = 100,
    ALERTS_FAILED_LOGINS = 10,    /**< of one address in a day: it is told */
    ALERTS_CERTIFICATE_DAYS = 21, /**< it should have been renewed by then */
};

void alerts_api_add_routes(Rest *rest, const AlertsContext *context);

#endif
