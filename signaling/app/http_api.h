/**
 * http_api: what the server answers over HTTP besides WHIP and WHEP: pages, the CA's certificate, health, figures.
 *
 * Units       none.
 * Ownership   everything in the configuration must outlive the routes.
 * Thread      the main loop's.
 * Errors      HTTP statuses.
 * Memory      none.
 */
#ifndef SIGNALING_APP_HTTP_API_H
#define SIGNALING_APP_HTTP_API_H

#include "signaling/app/conference_service.h"
#include "signaling/app/webhooks.h"
#include "signaling/http/http_router.h"
#include "signaling/http/static_files.h"
#include "signaling/http/tls_authority.h"
#include "signaling/http/web_server.h"

typedef struct HttpApi HttpApi;

typedef struct HttpApiConfig {
    ConferenceService *service;
    const Store *store;
    const WebsocketHub *websockets;
    const Webhooks *webhooks;
    const StaticFiles *pages; /**< NULL: no pages */
    const TlsAuthority *authority;
} HttpApiConfig;

HttpApi *http_api_new(const HttpApiConfig *config);
void http_api_free(HttpApi *api);

void http_api_add_routes(HttpApi *api, HttpRouter *router);

/** For its figures, once it runs. */
void http_api_set_web_server(HttpApi *api, const WebServer *web_server);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(HttpApi, http_api_free)

#endif
