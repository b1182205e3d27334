/**
 * test_server: a whole server in the test's own process, in a folder of its own, with fake MCUs.
 *
 * Units       none.
 * Ownership   the test owns the server; test_server_clear() removes the folder and ends the MCUs.
 * Thread      the test's only one.
 * Errors      fail the test.
 * Memory      none.
 */
#ifndef TESTS_LOOP_TEST_SERVER_H
#define TESTS_LOOP_TEST_SERVER_H

#include "config/settings.h"
#include "signaling/app/server.h"
#include "signaling/meeting/permission.h"

typedef struct TestServer {
    char *folder;
    SettingsOptions options;
    Settings *settings;
    Server *server;
} TestServer;

/** Starts it with a meeting `demo`. @param sets  more settings, NULL-terminated, or NULL */
void test_server_init(TestServer *test, const char *const *sets);

/** Ends the MCUs, then everything else. */
void test_server_clear(TestServer *test);

/** Another server on the same folder: the MCUs live on. */
void test_server_restart(TestServer *test);

/** Another server on the same folder, after the MCUs have ended while there was none. */
void test_server_restart_alone(TestServer *test);

/** A join token for the meeting. Free with g_free(). */
char *test_server_token(const TestServer *test, const char *name, Role role);

/** A site's join token with a cap. Free with g_free(). */
char *test_server_capped_token(const TestServer *test, const char *name, int64_t rate_cap_kbps);

/** The attendance log's events of one site, joined by spaces. Free with g_free(). */
char *test_server_joins(const TestServer *test, const char *name);

#endif
