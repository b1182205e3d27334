#include "signaling/app/audit_commands.h"

#include "signaling/store/audit_log.h"
#include "tests/fakes/test_database.h"

#include <stdlib.h>
#include <string.h>

#define DAY_US INT64_C(86400000000)

static Settings *settings_of(const TestDatabase *place)
{
    g_autofree char *dir = g_strconcat("data.dir=", place->folder, NULL);
    g_autofree char *url = g_strconcat("store.url=", place->url, NULL);
    char *sets[] = {dir, url, NULL};
    const SettingsOptions options = {.sets = sets};
    Settings *settings = settings_load(&options, NULL);
    g_assert_nonnull(settings);
    return settings;
}

static void append(Database *database, int64_t time_us)
{
    const AuditEntry entry = {.time_us = time_us, .account = "a", .action = "test"};
    g_assert_true(database_begin(database, NULL));
    g_assert_true(audit_append(database, &entry, NULL));
    g_assert_true(database_commit(database, NULL));
}

static char *export(const Settings *settings, const char *from, const char *to)
{
    char *text = NULL;
    size_t size = 0;
    GError *error = NULL;
    FILE *out = open_memstream(&text, &size);
    (void)audit_command_export(settings, from, to, out, &error);
    g_assert_no_error(error);
    (void)fclose(out);
    return text;
}

static unsigned lines_in(const char *text)
{
    unsigned lines = 0;
    for (const char *at = text; *at != '\0'; at++) {
        lines += *at == '\n';
    }
    return lines;
}

static void test_verify_export_prune(void)
{
    TestDatabase place;
    g_autoptr(GError) error = NULL;
    test_database_init(&place);
    g_autoptr(Settings) settings = settings_of(&place);
    Database *database = test_database_open(&place);
    append(database, 2 * DAY_US);
    append(database, 3 * DAY_US);
    append(database, g_get_real_time());
    append(database, g_get_real_time());

    g_autofree char *intact = audit_command_verify(settings, &error);
    g_assert_no_error(error);
    g_assert_true(g_str_has_prefix(intact, "intact: 4 rows, head "));
    char *all = export(settings, NULL, NULL);
    char *day = export(settings, "1970-01-03", "1970-01-04");
    g_assert_cmpuint(lines_in(all), ==, 4);
    g_assert_cmpuint(lines_in(day), ==, 1);
    g_assert_true(g_str_has_prefix(day, "{\"id\":1,\"time\":\"1970-01-03T00:00:00Z\","));
    free(all);
    free(day);
    g_assert_false(audit_command_export(settings, "yesterday", NULL, stdout, &error));
    g_assert_error(error, AUDIT_COMMAND_ERROR, AUDIT_COMMAND_ERROR_USAGE);
    g_clear_error(&error);

    g_autofree char *pruned = audit_command_prune(settings, &error);
    g_assert_no_error(error);
    g_assert_cmpstr(pruned, ==, "2 rows older than 365 days were taken out\n");
    g_assert_true(database_script(database,
            "{allow_change audit_log} UPDATE audit_log SET account = 'b' WHERE id = 4;"
            " {append_only audit_log}",
            NULL));
    g_assert_null(audit_command_verify(settings, &error));
    g_assert_error(error, AUDIT_COMMAND_ERROR, AUDIT_COMMAND_ERROR_BROKEN);
    g_assert_nonnull(strstr(error->message, "at row 4:"));
    database_close(database);
    test_database_clear(&place);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/audit_commands/S-46/verify_export_prune", test_verify_export_prune);
    return g_test_run();
}
