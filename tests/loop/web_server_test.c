#include "signaling/http/web_server.h"

#include "signaling/http/range_file.h"
#include "signaling/http/static_files.h"
#include "signaling/http/tls_authority.h"
#include "tests/loop/web_client.h"

#include <glib.h>
#include <glib/gstdio.h>

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

/* The server lives on the main loop; each test's client is a blocking function in a thread. */
typedef struct Fixture {
    char *folder;
    TlsAuthority *authority;
    HttpRouter *router;
    WebsocketHub *hub;
    WebServer *server;
    StaticFiles *files;
    WebClientTarget plain;
    WebClientTarget secure;
    char *ca_path;
    char *other_address; /* one of this machine that is not loopback, or NULL */
    uint64_t held;       /* a request that its handler left open */
    uint64_t socket;     /* the newest WebSocket */
    GMainLoop *loop;
    void (*client)(struct Fixture *);
    /* set by the loop's thread, read by the client's */
    int opened;
    int closed;
    int messages;
    size_t last_size;
} Fixture;

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
    Fixture *fixture = data;

    g_assert_true(
            web_server_answer(fixture->server, fixture->held, http_response_new_text(200, "late")));
    g_assert_false(web_server_answer(
            fixture->server, fixture->held, http_response_new_text(200, "again")));
    return G_SOURCE_REMOVE;
}

static void on_later(HttpRequest *request, void *user_data)
{
    Fixture *fixture = user_data;

    fixture->held = http_request_id(request);
    g_idle_add(answer_held, fixture);
}

static void on_never(HttpRequest *request, void *user_data)
{
    Fixture *fixture = user_data;

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
    Fixture *fixture = user_data;

    http_request_answer(request, static_files_respond(fixture->files, request, "index.html"));
}

static void on_asset(HttpRequest *request, void *user_data)
{
    Fixture *fixture = user_data;
    g_autofree char *path = g_strconcat("assets/", http_request_param(request, "*"), NULL);

    http_request_answer(request, static_files_respond(fixture->files, request, path));
}

static void on_opened(uint64_t id, const WebsocketPeer *peer, void *user_data)
{
    Fixture *fixture = user_data;

    g_assert_cmpstr(peer->host, ==, "test.example:8443");
    fixture->socket = id;
    g_atomic_int_inc(&fixture->opened);
    websocket_send(fixture->hub, id, "hello", 5);
}

static void on_message(uint64_t id, const char *text, size_t size, void *user_data)
{
    Fixture *fixture = user_data;
    static char flood[100000];

    fixture->last_size = size;
    g_atomic_int_inc(&fixture->messages);
    if (strcmp(text, "close me") == 0) {
        websocket_send(fixture->hub, id, "bye", 3);
        websocket_close(fixture->hub, id, 4001, "asked");
    } else if (strcmp(text, "flood me") == 0) {
        memset(flood, 'f', sizeof flood);
        while (websocket_send(fixture->hub, id, flood, sizeof flood)) {
            g_assert_cmpuint(websocket_queued(fixture->hub, id), <=, 1024 * 1024);
        }
    } else {
        websocket_send(fixture->hub, id, text, size);
    }
}

static void on_closed(uint64_t id, void *user_data)
{
    Fixture *fixture = user_data;

    g_assert_false(websocket_send(fixture->hub, id, "gone", 4));
    g_atomic_int_inc(&fixture->closed);
}

static const WebsocketEvents events = {
        .opened = on_opened,
        .message = on_message,
        .closed = on_closed,
};

/* ---- the fixture ---- */

static void write_file(Fixture *fixture, const char *name, const char *text)
{
    g_autofree char *path = g_build_filename(fixture->folder, name, NULL);

    g_assert_true(g_file_set_contents(path, text, -1, NULL));
}

static void make_pages(Fixture *fixture)
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

static void make_routes(Fixture *fixture)
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

static void fixture_open(Fixture *fixture, const WebServerConfig *wanted)
{
    GError *error = NULL;
    WebServerConfig config = *wanted;

    *fixture = (Fixture){.folder = g_dir_make_tmp("web-XXXXXX", NULL)};
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

static void fixture_close(Fixture *fixture)
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
    Fixture *fixture = data;

    g_main_loop_quit(fixture->loop);
    return G_SOURCE_REMOVE;
}

static gpointer run_client(gpointer data)
{
    Fixture *fixture = data;

    fixture->client(fixture);
    g_idle_add(stop_loop, fixture);
    return NULL;
}

static void run_in(Fixture *fixture, void (*client)(Fixture *))
{
    fixture->client = client;
    GThread *thread = g_thread_new("client", run_client, fixture);
    g_main_loop_run(fixture->loop);
    g_thread_join(thread);
}

static void run_with(const WebServerConfig *config, void (*client)(Fixture *))
{
    Fixture fixture;

    fixture_open(&fixture, config);
    run_in(&fixture, client);
    fixture_close(&fixture);
}

/* ---- HTTP ---- */

static void assert_body(const WebReply *reply, const char *text)
{
    g_byte_array_append(reply->body, (const guint8 *)"", 1);
    g_assert_cmpstr((const char *)reply->body->data, ==, text);
}

static void assert_header(const WebReply *reply, const char *name, const char *value)
{
    g_autofree char *got = web_reply_header(reply, name);

    g_assert_cmpstr(got, ==, value);
}

/* One connection, kept alive through all of it. */
static void ask_everything(Fixture *fixture)
{
    static const struct {
        const char *method;
        const char *path;
        const char *lines;
        const char *body;
        unsigned status;
        const char *answer;
    } cases[] = {
            {"GET", "/echo/ab?q=a%26b+c", "Authorization: Bearer t0k\r\n", NULL, 200,
                    "GET code=ab more=(null) q=a&b c peer=127.0.0.1 tls=%d auth=t0k body=0\n"},
            {"POST", "/echo/%C3%A1+", "", "12345", 200,
                    "POST code=\xc3\xa1  more=(null) q=(null) peer=127.0.0.1 tls=%d auth=(null) "
                    "body=5\n"},
            {"POST", "/echo/ab", "", "", 200,
                    "POST code=ab more=(null) q=(null) peer=127.0.0.1 tls=%d auth=(null) body=0\n"},
            {"PATCH", "/echo/ab/s1", "", "1234", 200,
                    "PATCH code=ab more=s1 q=(null) peer=127.0.0.1 tls=%d auth=(null) body=4\n"},
            {"PATCH", "/echo/ab/s1", "", "", 200,
                    "PATCH code=ab more=s1 q=(null) peer=127.0.0.1 tls=%d auth=(null) body=0\n"},
            {"DELETE", "/echo/ab/s1", "", NULL, 200,
                    "DELETE code=ab more=s1 q=(null) peer=127.0.0.1 tls=%d auth=(null) body=0\n"},
            {"DELETE", "/echo/ab/s1", "", "123", 200,
                    "DELETE code=ab more=s1 q=(null) peer=127.0.0.1 tls=%d auth=(null) body=3\n"},
            {"HEAD", "/echo/ab", "", NULL, 200, ""},
            {"GET", "/later", "", NULL, 200, "late\n"},
            {"POST", "/later", "", "123", 200, "late\n"},
            {"GET", "/nowhere", "", NULL, 404, "There is nothing at this address.\n"},
            {"GET", "/ws", "", NULL, 426, "This address is a WebSocket.\n"},
            {"DELETE", "/echo/ab", "", NULL, 405, "This address does not know this method.\n"},
            {"OPTIONS", "/echo/ab/s1", "", NULL, 204, ""},
            {"GET", "/", "", NULL, 200, "<!doctype html>"},
    };
    const bool tls = fixture->secure.ca_path == NULL;
    g_autoptr(WebClient) client = web_client_new(tls ? &fixture->plain : &fixture->secure);

    g_assert_nonnull(client);
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_test_message("%s %s", cases[i].method, cases[i].path);
        g_auto(WebReply) reply = web_client_ask(
                client, cases[i].method, cases[i].path, cases[i].lines, cases[i].body);
        g_autofree char *answer = g_strdup(cases[i].answer);
        char *flag = strstr(answer, "%d");
        if (flag != NULL) {
            memmove(flag + 1, flag + 2, strlen(flag + 2) + 1);
            *flag = tls ? '0' : '1';
        }
        g_assert_cmpuint(reply.status, ==, cases[i].status);
        assert_body(&reply, answer);
        assert_header(&reply, "Connection", "keep-alive");
        assert_header(&reply, "X-Content-Type-Options", "nosniff");
        assert_header(&reply, "Strict-Transport-Security", tls ? NULL : "max-age=31536000");
    }
}

static void ask_everything_plain(Fixture *fixture)
{
    fixture->secure.ca_path = NULL;
    ask_everything(fixture);
    fixture->secure.ca_path = fixture->ca_path;
}

static void test_answers(void)
{
    run_with(&(WebServerConfig){0}, ask_everything);
    run_with(&(WebServerConfig){0}, ask_everything_plain);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/web_server/answers", test_answers);
    return g_test_run();
}
