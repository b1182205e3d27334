#include "signaling/app/store_commands.h"

#include "signaling/app/run_folder.h"
#include "signaling/store/audit_log.h"
#include "tests/fakes/test_database.h"

#include <string.h>

/* An installation on SQLite with one row in its log, whatever the tests run on. */
typedef struct Installation {
    TestDatabase place;
    Settings *settings;
} Installation;

static Settings *settings_of(const char *folder, const char *url)
{
    g_autofree char *dir = g_strconcat("data.dir=", folder, NULL);
    g_autofree char *store = g_strconcat("store.url=", url, NULL);
    char *sets[] = {dir, store, NULL};
    const SettingsOptions options = {.sets = sets};
    Settings *settings = settings_load(&options, NULL);
    g_assert_nonnull(settings);
    return settings;
}

static int64_t rows_of(const TestDatabase *place)
{
    Database *database = test_database_open(place);
    int64_t rows = -1;

    g_assert_true(database_number(database, "SELECT count(*) FROM audit_log WHERE action = 'test'",
            DATABASE_NO_VALUES, -1, &rows, NULL));
    database_close(database);
    return rows;
}

static void installation_init(Installation *self)
{
    self->place = (TestDatabase){
            .folder = g_dir_make_tmp("store_commands_XXXXXX", NULL), .url = g_strdup("")};
    self->settings = settings_of(self->place.folder, "");
    Database *database = test_database_open(&self->place);
    g_assert_true(database_begin(database, NULL));
    g_assert_true(audit_append(database, &(AuditEntry){.account = "a", .action = "test"}, NULL));
    g_assert_true(database_commit(database, NULL));
    database_close(database);
}

static void installation_clear(Installation *self)
{
    /* What is kept beside the database: the lock of who is alone with it. */
    g_autofree char *line = g_strdup_printf("rm -rf '%s/run'", self->place.folder);
    g_assert_true(g_spawn_command_line_sync(line, NULL, NULL, NULL, NULL));
    settings_free(self->settings);
    test_database_clear(&self->place);
}

static void refused(const Settings *settings, const char *to, const char *why)
{
    g_autoptr(GError) error = NULL;

    g_assert_null(store_command_move(settings, to, &error));
    g_assert_nonnull(error);
    g_test_message("%s", error->message);
    g_assert_true(why == NULL || strstr(error->message, why) != NULL);
}

static void test_refused(void)
{
    Installation self;
    installation_init(&self);
    g_autoptr(Settings) moved = settings_of(self.place.folder, "postgresql://db.example/giaoban");

    refused(moved, "postgresql://db.example/giaoban", "store.url is set");
    refused(self.settings, "postgresql://127.0.0.1:1/nobody?connect_timeout=2", NULL);
    RunFolder *server = run_folder_new(self.place.folder, NULL);
    g_assert_nonnull(server);
    refused(self.settings, "postgresql://127.0.0.1:1/nobody", "another giaoban is serving");
    run_folder_free(server);
    g_assert_cmpint(rows_of(&self.place), ==, 1);
    installation_clear(&self);
}

/* Only where there is a server of PostgreSQL: tests/with_postgresql runs it. */
static void test_moves(void)
{
    Installation self;
    TestDatabase target;
    g_autoptr(GError) error = NULL;

    test_database_init(&target);
    g_assert_false(test_database_is_sqlite(&target));
    installation_init(&self);
    g_autofree char *told = store_command_move(self.settings, target.url, &error);
    g_assert_no_error(error);
    g_assert_nonnull(strstr(told, "audit log of 1 rows"));
    g_assert_nonnull(strstr(told, "Now set store.url"));
    g_assert_cmpint(rows_of(&target), ==, 1);
    g_assert_cmpint(rows_of(&self.place), ==, 1);
    refused(self.settings, target.url, NULL); /* it is not empty any more */
    installation_clear(&self);
    test_database_clear(&target);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/store_commands/refused", test_refused);
    if (g_getenv("GIAOBAN_TEST_STORE_URL") != NULL) {
        g_test_add_func("/store_commands/moves", test_moves);
    }
    return g_test_run();
}
