#include "tests/loop/web_fixture.h"

#include <glib/gstdio.h>

#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/* ---- handlers ---- */

static void on_echo(HttpRequest *request, void *user_data)
{
    g_autofree char *text = g_strdup_printf(
            "%s code=%s more=%s q=%s peer=%s tls=%d auth=%s body=%zu",
            http_method_name(http_request_method(request)), http_request_param(request, "code"),
            http_request_param(request, "session"), http_request_query(request, "q"),
            http_request_peer(request), http_request_is_tls(request), http_request_bearer(request),
            g_bytes_get_size(http_request_body(request)));
    http_request_answer(request, http_response_new_text(200, text));
}

static gboolean answer_held(gpointer data)
{
    WebFixture *fixture = data;

    /* Its client may have left; that it can be answered once only is what matters. */
    web_server_answer(fixture->server, fixture->held, http_response_new_text(200, "late"));
    g_assert_false(web_server_answer(
            fixture->server, fixture->held, http_response_new_text(200, "again")));
    return G_SOURCE_REMOVE;
}

static void on_later(HttpRequest *request, void *user_data)
{
    WebFixture *fixture = user_data;

    fixture->held = http_request_id(request);
    g_idle_add(answer_held, fixture);
}

static void on_never(HttpRequest *request, void *user_data)
{
    WebFixture *fixture = user_data;

    fixture->held = http_request_id(request);
}

static void on_big(HttpRequest *request, void *user_data)
{
    g_autoptr(GByteArray) bytes = g_byte_array_new();

    g_byte_array_set_size(bytes, 3000000);
    memset(bytes->data, 'x', bytes->len);
    g_autoptr(GBytes) body = g_bytes_new(bytes->data, bytes->len);
    http_request_answer(request, http_response_new_bytes(200, "application/octet-stream", body));
}

static void on_page(HttpRequest *request, void *user_data)
{
    WebFixture *fixture = user_data;

    http_request_answer(request, static_files_respond(fixture->files, request, "index.html"));
}

static void on_asset(HttpRequest *request, void *user_data)
{
    WebFixture *fixture = user_data;
    g_autofree char *path = g_strconcat("assets/", http_request_param(request, "*"), NULL);

    http_request_answer(request, static_files_respond(fixture->files, request, path));
}

static void on_opened(uint64_t id, const WebsocketPeer *peer, void *user_data)
{
    WebFixture *fixture = user_data;

    g_assert_cmpstr(peer->host, ==, "test.example:8443");

    g_atomic_int_inc(&fixture->opened);
    websocket_send(fixture->hub, id, "hello", 5);
}

static void on_message(uint64_t id, const char *text, size_t size, void *user_data)
{
    WebFixture *fixture = user_data;
    static char flood[100000];

    g_atomic_int_set(&fixture->last_size, (gint)size);
    g_atomic_int_inc(&fixture->messages);
    if (strcmp(text, "close me") == 0) {
        websocket_send(fixture->hub, id, "bye", 3);
        websocket_close(fixture->hub, id, 4001, "asked");
    } else if (strcmp(text, "flood me") == 0) {
        memset(flood, 'f', sizeof flood);
        while (websocket_send(fixture->hub, id, flood, sizeof flood)) {
            g_assert_cmpuint(websocket_queued(fixture->hub, id), <=, 1048576);
        }
    } else {
        websocket_send(fixture->hub, id, text, size);
    }
}

static void on_closed(uint64_t id, void *user_data)
{
    WebFixture *fixture = user_data;

    g_assert_false(websocket_send(fixture->hub, id, "gone", 4));
    g_atomic_int_inc(&fixture->closed);
}

static const WebsocketEvents events = {
        .opened = on_opened,
        .message = on_message,
        .closed = on_closed,
};

/* ---- the fixture ---- */

static void write_file(WebFixture *fixture, const char *name, const char *text)
{
    g_autofree char *path = g_build_filename(fixture->folder, name, NULL);

    g_assert_true(g_file_set_contents(path, text, -1, NULL));
}

static void make_pages(WebFixture *fixture)
{
    g_autofree char *assets = g_build_filename(fixture->folder, "assets", NULL);

    g_assert_cmpint(g_mkdir(assets, 0700), ==, 0);
    write_file(fixture, "index.html", "<!doctype html>");
    write_file(fixture, "assets/app-1.js", "0123456789");
    write_file(fixture, "assets/app-1.js.br", "brotli");
    write_file(fixture, "assets/.hidden", "secret");
    fixture->files = static_files_new(fixture->folder, NULL);
    g_assert_nonnull(fixture->files);
}

static char *find_other_address(void)
{
    g_auto(GStrv) names = tls_authority_local_names(NULL);

    for (char **name = names; *name != NULL; name++) {
        if (g_hostname_is_ip_address(*name) && strchr(*name, ':') == NULL &&
                !g_str_has_prefix(*name, "127.")) {
            return g_strdup(*name);
        }
    }
    return NULL;
}

static void make_routes(WebFixture *fixture)
{
    HttpRouter *router = fixture->router = http_router_new();

    http_router_add(router, HTTP_GET, "/", on_page, fixture);
    http_router_add(router, HTTP_GET, "/assets/*", on_asset, fixture);
    http_router_add(router, HTTP_GET, "/echo/{code}", on_echo, fixture);
    http_router_add(router, HTTP_POST, "/echo/{code}", on_echo, fixture);
    http_router_add(router, HTTP_PATCH, "/echo/{code}/{session}", on_echo, fixture);
    http_router_add(router, HTTP_DELETE, "/echo/{code}/{session}", on_echo, fixture);
    http_router_add(router, HTTP_GET, "/later", on_later, fixture);
    http_router_add(router, HTTP_POST, "/later", on_later, fixture);
    http_router_add(router, HTTP_GET, "/never", on_never, fixture);
    http_router_add(router, HTTP_GET, "/big", on_big, fixture);
}

void web_fixture_open(WebFixture *fixture, const WebServerConfig *wanted)
{
    GError *error = NULL;
    WebServerConfig config = *wanted;

    *fixture = (WebFixture){.folder = g_dir_make_tmp("web-XXXXXX", NULL)};
    fixture->ca_path = g_build_filename(fixture->folder, "tls", "ca.crt", NULL);
    g_autofree char *tls = g_path_get_dirname(fixture->ca_path);
    g_auto(GStrv) names = tls_authority_local_names(NULL);
    fixture->authority = tls_authority_new(
            tls, (const char *const *)names, g_get_real_time() / G_USEC_PER_SEC, &error);
    g_assert_no_error(error);
    make_pages(fixture);
    make_routes(fixture);
    fixture->hub = websocket_hub_new(&(WebsocketLimits){.messages_per_s = 20}, &events, fixture);
    fixture->other_address = find_other_address();
    config.router = fixture->router;
    config.websockets = fixture->hub;
    config.certificate_path = tls_authority_certificate_path(fixture->authority);
    config.key_path = tls_authority_key_path(fixture->authority);
    fixture->server = web_server_new(&config, &error);
    g_assert_no_error(error);
    fixture->plain = (WebClientTarget){.port = web_server_port(fixture->server)};
    fixture->secure = fixture->plain;
    fixture->secure.ca_path = fixture->ca_path;
    fixture->loop = g_main_loop_new(NULL, FALSE);
}

void web_fixture_close(WebFixture *fixture)
{
    web_server_free(fixture->server);
    g_assert_cmpint(fixture->opened, ==, fixture->closed);
    websocket_hub_free(fixture->hub);
    http_router_free(fixture->router);
    static_files_free(fixture->files);
    tls_authority_free(fixture->authority);
    g_main_loop_unref(fixture->loop);
    const char *const argv[] = {"rm", "-r", fixture->folder, NULL};
    g_spawn_sync(
            NULL, (char **)argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, NULL, NULL);
    g_free(fixture->folder);
    g_free(fixture->ca_path);
    g_free(fixture->other_address);
}

static gboolean stop_loop(gpointer data)
{
    WebFixture *fixture = data;

    g_main_loop_quit(fixture->loop);
    return G_SOURCE_REMOVE;
}

static gpointer run_client(gpointer data)
{
    WebFixture *fixture = data;

    fixture->client(fixture);
    g_idle_add(stop_loop, fixture);
    return NULL;
}

void web_fixture_run(WebFixture *fixture, void (*client)(WebFixture *))
{
    fixture->client = client;
    GThread *thread = g_thread_new("client", run_client, fixture);
    g_main_loop_run(fixture->loop);
    g_thread_join(thread);
}

void web_fixture_run_with(const WebServerConfig *config, void (*client)(WebFixture *))
{
    WebFixture fixture;

    web_fixture_open(&fixture, config);
    web_fixture_run(&fixture, client);
    web_fixture_close(&fixture);
}

/* What the client's thread wants to have done on the server's. */
typedef struct Errand {
    WebFixture *fixture;
    GSourceFunc run;
    WebServerStats stats;
    gint done;
} Errand;

static gboolean run_errand(gpointer data)
{
    Errand *errand = data;

    errand->run(errand);
    g_atomic_int_set(&errand->done, 1);
    return G_SOURCE_REMOVE;
}

static void send_on(Errand *errand)
{
    g_idle_add(run_errand, errand);
    while (g_atomic_int_get(&errand->done) == 0) {
        g_thread_yield();
    }
}

static gboolean renew(gpointer data)
{
    const Errand *errand = data;
    const int64_t now_s = g_get_real_time() / G_USEC_PER_SEC;
    const char *const names[] = {"renewed.example", "127.0.0.1", NULL};
    bool renewed = false;

    g_assert_true(tls_authority_refresh(errand->fixture->authority, names, now_s, &renewed, NULL));
    g_assert_true(renewed);
    g_assert_true(web_server_reload_certificate(errand->fixture->server, NULL));
    return G_SOURCE_REMOVE;
}

void web_fixture_renew(WebFixture *fixture)
{
    Errand errand = {.fixture = fixture, .run = renew};

    send_on(&errand);
}

static gboolean take_stats(gpointer data)
{
    Errand *errand = data;

    errand->stats = web_server_stats(errand->fixture->server);
    return G_SOURCE_REMOVE;
}

WebServerStats web_fixture_stats(WebFixture *fixture)
{
    Errand errand = {.fixture = fixture, .run = take_stats};

    send_on(&errand);
    return errand.stats;
}

uint16_t web_free_port(void)
{
    struct sockaddr_in address = {.sin_family = AF_INET};
    socklen_t size = sizeof address;
    const int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

    g_assert_cmpint(bind(fd, (struct sockaddr *)&address, size), ==, 0);
    g_assert_cmpint(getsockname(fd, (struct sockaddr *)&address, &size), ==, 0);
    close(fd);
    return ntohs(address.sin_port);
}
