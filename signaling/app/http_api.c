#include "signaling/app/http_api.h"

#include "signaling/app/metrics.h"

#include <string.h>

/* The addresses of web/src/frame/pages.ts: all are the one page, which looks at its address. */
static const char *const page_paths[] = {"/", "/join", "/room", "/login", "/password", "/calendar",
        "/meetings", "/meetings/*", "/console/*", "/units", "/units/*", "/sites", "/sites/*",
        "/accounts", "/accounts/*", "/settings", "/settings/*", "/audit", "/help", "/help/*",
        "/statistics", "/statistics/*", "/line-report", "/recordings", "/recordings/*", "/shared",
        "/watch"};

struct HttpApi {
    HttpApiConfig config;
    const WebServer *web_server;
};

static HttpResponse *text_response(const char *type, char *text)
{
    const size_t size = strlen(text);
    g_autoptr(GBytes) body = g_bytes_new_take(text, size);
    HttpResponse *response = http_response_new_bytes(200, type, body);
    http_response_set_header(response, "Cache-Control", "no-store");
    return response;
}

static void on_health(HttpRequest *request, void *user_data)
{
    const HttpApi *api = user_data;
    char *text = g_strdup_printf(
            "{\"status\":\"ok\",\"meetings\":%u}\n", conference_service_count(api->config.service));
    http_request_answer(request, text_response("application/json", text));
}

/* Whether the request comes from this machine, by whichever of its addresses. */
static bool is_local(const HttpRequest *request)
{
    g_auto(GStrv) names = tls_authority_local_names(NULL);
    return http_request_is_loopback(request) ||
            g_strv_contains((const char *const *)names, http_request_peer(request));
}

/* The labels hold the codes of the meetings, and a code lets people in: not for everybody. */
static void on_metrics(HttpRequest *request, void *user_data)
{
    const HttpApi *api = user_data;

    if (!is_local(request)) {
        http_request_answer(
                request, http_response_new_text(403, "The figures are for this machine only."));
        return;
    }
    char *text = metrics_text(api->config.service, api->web_server, api->config.websockets,
            api->config.store, api->config.webhooks);
    http_request_answer(request, text_response("text/plain; version=0.0.4; charset=utf-8", text));
}

static void on_authority(HttpRequest *request, void *user_data)
{
    const HttpApi *api = user_data;
    HttpResponse *response = text_response(
            "application/x-x509-ca-cert", g_strdup(tls_authority_pem(api->config.authority)));
    http_response_set_header(
            response, "Content-Disposition", "attachment; filename=\"giaoban-ca.crt\"");
    http_request_answer(request, response);
}

static void on_page(HttpRequest *request, void *user_data)
{
    const HttpApi *api = user_data;
    http_request_answer(request, static_files_respond(api->config.pages, request, "index.html"));
}

/* The path in the folder is the path of the request. */
static void on_file(HttpRequest *request, void *user_data)
{
    const HttpApi *api = user_data;
    http_request_answer(request,
            static_files_respond(api->config.pages, request, http_request_path(request) + 1));
}

HttpApi *http_api_new(const HttpApiConfig *config)
{
    HttpApi *api = g_new0(HttpApi, 1);
    api->config = *config;
    return api;
}

void http_api_free(HttpApi *api)
{
    g_free(api);
}

void http_api_set_web_server(HttpApi *api, const WebServer *web_server)
{
    api->web_server = web_server;
}

void http_api_add_routes(HttpApi *api, HttpRouter *router)
{
    http_router_add(router, HTTP_GET, "/healthz", on_health, api);
    http_router_add(router, HTTP_GET, "/metrics", on_metrics, api);
    if (api->config.authority != NULL) {
        http_router_add(router, HTTP_GET, "/ca.crt", on_authority, api);
    }
    if (api->config.pages != NULL) {
        for (size_t i = 0; i < G_N_ELEMENTS(page_paths); ++i) {
            http_router_add(router, HTTP_GET, page_paths[i], on_page, api);
        }
        http_router_add(router, HTTP_GET, "/assets/*", on_file, api);
    }
}
