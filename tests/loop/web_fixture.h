/**
 * web_fixture: a web server with routes and a WebSocket for the loop tests.
 *
 * The server lives on the main loop; each test's client is a blocking function in a thread.
 *
 * Units       none.
 * Ownership   the test owns the fixture.
 * Thread      see above; the counters are read by the client's thread.
 * Errors      any fails the test.
 * Memory      of no matter.
 */
#ifndef TESTS_LOOP_WEB_FIXTURE_H
#define TESTS_LOOP_WEB_FIXTURE_H

#include "signaling/http/static_files.h"
#include "signaling/http/tls_authority.h"
#include "signaling/http/web_server.h"
#include "tests/loop/web_client.h"

#include <glib.h>

typedef struct WebFixture {
    char *folder;
    TlsAuthority *authority;
    HttpRouter *router;
    WebsocketHub *hub;
    WebServer *server;
    StaticFiles *files;
    WebClientTarget plain;
    WebClientTarget secure;
    char *ca_path;
    char *other_address; /**< one of this machine that is not loopback, or NULL */
    uint64_t held;       /**< a request that its handler left open */
    GMainLoop *loop;
    void (*client)(struct WebFixture *);
    gint opened; /**< atomic, as the next ones */
    gint closed;
    gint messages;
    gint last_size;
} WebFixture;

void web_fixture_open(WebFixture *fixture, const WebServerConfig *wanted);
void web_fixture_close(WebFixture *fixture);

/** Runs a client beside the server until it returns. */
void web_fixture_run(WebFixture *fixture, void (*client)(WebFixture *));

/** All three of them. */
void web_fixture_run_with(const WebServerConfig *config, void (*client)(WebFixture *));

/** Makes the server's certificate anew and has it reloaded; for the client's thread. */
void web_fixture_renew(WebFixture *fixture);

/** The server's counters; for the client's thread. */
WebServerStats web_fixture_stats(WebFixture *fixture);

/** A port that was free a moment ago. */
uint16_t web_free_port(void);

#endif
