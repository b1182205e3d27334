/**
 * test_database: a fresh database for a test, SQLite in a folder of its own.
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

#include <glib/gstdio.h>

typedef struct TestDatabase {
    char *folder;
    char *url;
} TestDatabase;

static inline void test_database_init(TestDatabase *self)
{
    self->folder = g_dir_make_tmp("test_database_XXXXXX", NULL);
    self->url = g_strdup("");
    g_assert_nonnull(self->folder);
}

/** In the newest form. */
static inline Database *test_database_open(const TestDatabase *self)
{
    GError *error = NULL;
    Database *database = database_open(self->folder, self->url, &error);
    g_assert_no_error(error);
    return database;
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
