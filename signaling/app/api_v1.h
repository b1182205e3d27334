/**
 * api_v1: everything under /api/v1, put together: who may log in and how, and every resource's table of routes.
 *
 * Units       sizes are bytes.
 * Ownership   what it is made with must outlive it.
 * Thread      the main loop's.
 * Errors      none.
 * Memory      the sum of its parts.
 */
#ifndef SIGNALING_APP_API_V1_H
#define SIGNALING_APP_API_V1_H

#include "config/settings.h"
#include "signaling/app/copy_desk.h"
#include "signaling/app/login_api.h"
#include "signaling/app/plan_context.h"
#include "signaling/app/rest.h"
#include "signaling/app/sip_dialler.h"
#include "signaling/app/site_door.h"
#include "signaling/app/webhooks.h"

typedef struct ApiV1 ApiV1;

/** The largest body of any route: a paper. */
enum { API_V1_BODY_MAX = 64 * 1024 * 1024 };

typedef struct ApiV1Config {
    const Settings *settings;
    Store *store;
    HttpRouter *router;
    const TokenKey *key;
    PlanContext *plans;
    CopyDesk *copies;
    const Webhooks *webhooks;
    SiteDoor *sites;
    SipDialler *dialler;          /**< NULL: SIP is not served */
    const char *certificate_path; /**< the server's, PEM */
} ApiV1Config;

ApiV1 *api_v1_new(const ApiV1Config *config);

/** After the store. NULL is allowed. */
void api_v1_free(ApiV1 *api);

/** Where to answer, once it runs; NULL before it goes. */
void api_v1_set_web_server(ApiV1 *api, WebServer *web_server);

/** For who comes with a cookie by another way. */
Rest *api_v1_rest(ApiV1 *api);
LoginApi *api_v1_login(ApiV1 *api);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(ApiV1, api_v1_free)

#endif
