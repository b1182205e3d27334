/**
 * test_database: a fresh database for a test: SQLite in a folder of its own, or, where GIAOBAN_TEST_STORE_URL names a server
 * of PostgreSQL (tests/with_postgresql), a schema of its own there.
 *
 * Units       none.
 * Ownership   the test clears it; databases opened from it are closed before.
 * Thread      the test's.
 * Errors      fail the test.
 * Memory      none.
 */
#ifndef TESTS_FAKES_TEST_DATABASE_H
#define TESTS_FAKES_TEST_DATABASE_H

#include "signaling/store/database_open.h"
#include "signaling/store/database_postgresql.h"
#include "signaling/store/database_sqlite.h"

#include <glib/gstdio.h>

#include <signal.h>
#include <string.h>

typedef struct TestDatabase {
    char *folder;
    char *url;
} TestDatabase;

static inline void test_database_init(TestDatabase *self)
{
    self->folder = g_dir_make_tmp("test_database_XXXXXX", NULL);
    g_assert_nonnull(self->folder);
    const char *server = g_getenv("GIAOBAN_TEST_STORE_URL");
    if (server == NULL) {
        self->url = g_strdup("");
        return;
    }
    /* The folder's name is nobody else's. */
    g_autofree char *base = g_path_get_basename(self->folder);
    g_autofree char *schema = g_ascii_strdown(base, -1);
    g_autofree char *create = g_strdup_printf("CREATE SCHEMA \"%s\"", schema);
    g_autoptr(Database) database = database_postgresql_open(server, NULL);
    g_assert_nonnull(database);
    g_assert_true(database_script(database, create, NULL));
    self->url = g_strdup_printf("%s&options=-csearch_path%%3D%s", server, schema);
}

static inline bool test_database_is_sqlite(const TestDatabase *self)
{
    return self->url[0] == '\0';
}

/** As it is: without the steps to the newest form. */
static inline Database *test_database_open_raw(const TestDatabase *self)
{
    GError *error = NULL;
    Database *database = test_database_is_sqlite(self)
            ? database_sqlite_open(self->folder, &error)
            : database_postgresql_open(self->url, &error);
    g_assert_no_error(error);
    return database;
}

/** In the newest form. */
static inline Database *test_database_open(const TestDatabase *self)
{
    GError *error = NULL;
    Database *database = database_open(self->folder, self->url, &error);
    g_assert_no_error(error);
    return database;
}

/** As a crash of all processes of PostgreSQL at once; tests/with_postgresql starts another on the same data. */
static inline void test_database_kill_server(const TestDatabase *self)
{
    g_assert_false(test_database_is_sqlite(self)); /* a file does not die */
    const char *host = strstr(self->url, "host=") + strlen("host=");
    g_autofree char *folder = g_strndup(host, strcspn(host, "&"));
    g_autofree char *path = g_build_filename(folder, "data", "postmaster.pid", NULL);
    g_autofree char *text = NULL;

    g_assert_true(g_file_get_contents(path, &text, NULL, NULL));
    const gint64 pid = g_ascii_strtoll(text, NULL, 10);
    g_assert_cmpint(pid, >, 1);
    g_assert_cmpint(kill((pid_t)pid, SIGQUIT), ==, 0);
}

/** Until the next one answers. */
static inline void test_database_wait_server(const TestDatabase *self)
{
    enum { WAIT_US = 60 * G_USEC_PER_SEC, AGAIN_US = 10000 };
    const int64_t since_us = g_get_monotonic_time();
    Database *database = database_postgresql_open(self->url, NULL);

    while (database == NULL) {
        g_assert_cmpint(g_get_monotonic_time() - since_us, <, WAIT_US);
        g_usleep(AGAIN_US); /* nothing tells when it listens */
        database = database_postgresql_open(self->url, NULL);
    }
    database_close(database);
}

static inline void test_database_clear(TestDatabase *self)
{
    static const char *const files[] = {"giaoban.db", "giaoban.db-wal", "giaoban.db-shm"};

    for (size_t i = 0; i < G_N_ELEMENTS(files); i++) {
        g_autofree char *path = g_build_filename(self->folder, files[i], NULL);
        (void)g_unlink(path);
    }
    g_assert_cmpint(g_rmdir(self->folder), ==, 0);
    g_free(self->folder);
    g_free(self->url);
    *self = (TestDatabase){0};
}

#endif
