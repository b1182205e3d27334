#include "tests/loop/test_server.h"

#include "signaling/app/admin_commands.h"
#include "signaling/client/auth_token.h"
#include "signaling/mcu_link/mcu_supervisor.h"

#include <glib/gstdio.h>

#include <string.h>

static void start(TestServer *test)
{
    g_autoptr(GError) error = NULL;
    test->server = server_new(test->settings, &test->options, &error);
    g_assert_no_error(error);
}

void test_server_init(TestServer *test, const char *const *sets)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(GStrvBuilder) all = g_strv_builder_new();

    *test = (TestServer){.folder = g_dir_make_tmp("test_server_XXXXXX", NULL)};
    g_autofree char *data_dir = g_strconcat("data.dir=", test->folder, NULL);
    g_autofree char *program = g_strconcat("mcu.program=", g_getenv("FAKE_MCU"), NULL);
    g_autofree char *pages = g_strconcat("web.dir=", test->folder, NULL);
    const char *const fixed[] = {
            data_dir, program, pages, "http.address=127.0.0.1", "http.port=0", NULL};
    g_strv_builder_addv(all, (const char **)fixed);
    if (sets != NULL) {
        g_strv_builder_addv(all, (const char **)sets);
    }
    test->options.sets = g_strv_builder_end(all);
    test->settings = settings_load(&test->options, &error);
    g_assert_no_error(error);
    g_assert_true(admin_create_meeting(test->settings, "demo", "Giao ban", false, NULL));
    start(test);
}

static bool is_folder(const char *path)
{
    return g_file_test(path, G_FILE_TEST_IS_DIR) && !g_file_test(path, G_FILE_TEST_IS_SYMLINK);
}

/* A folder with what is in it, not beyond links. Each folder stands behind the one that it is in. */
static void remove_folder(const char *path)
{
    g_autoptr(GPtrArray) folders = g_ptr_array_new_with_free_func(g_free);

    g_ptr_array_add(folders, g_strdup(path));
    for (guint i = 0; i < folders->len; i++) {
        const char *folder = g_ptr_array_index(folders, i);
        g_autoptr(GDir) listing = g_dir_open(folder, 0, NULL);
        const char *name = NULL;
        while (listing != NULL && (name = g_dir_read_name(listing)) != NULL) {
            g_autofree char *child = g_build_filename(folder, name, NULL);
            if (is_folder(child)) {
                g_ptr_array_add(folders, g_steal_pointer(&child));
            } else {
                (void)g_remove(child); /* a program that is just ending may have been quicker */
            }
        }
    }
    for (guint i = folders->len; i > 0; i--) {
        (void)g_remove(g_ptr_array_index(folders, i - 1));
    }
}

static bool has_mcus(const TestServer *test)
{
    g_autofree char *run_dir = g_build_filename(test->folder, "run", NULL);
    g_auto(GStrv) meetings = mcu_supervisor_list(run_dir);
    return meetings[0] != NULL;
}

void test_server_clear(TestServer *test)
{
    server_close_meetings(test->server);
    while (has_mcus(test)) {
        g_main_context_iteration(NULL, FALSE); /* an MCU's last act is to remove its socket */
    }
    server_free(test->server);
    settings_free(test->settings);
    settings_options_clear(&test->options);
    remove_folder(test->folder);
    g_free(test->folder);
}

void test_server_restart(TestServer *test)
{
    server_free(test->server);
    start(test);
}

static void on_notification(const char *method, const json_t *body, void *user_data)
{
}

static void on_closed(void *user_data)
{
}

/* Ends the MCU of a meeting that no server looks after. */
static void end_mcu(const char *run_dir, const char *meeting)
{
    static const McuLinkEvents events = {.notification = on_notification, .closed = on_closed};
    g_autofree char *path = mcu_supervisor_socket_path(run_dir, meeting);
    g_autoptr(McuLink) link = mcu_link_connect(path, &events, NULL, NULL);

    g_assert_nonnull(link);
    mcu_link_request(link, &(McuRequest){.method = "room.close", .result_kind = API_EMPTY});
    while (g_file_test(path, G_FILE_TEST_EXISTS)) {
        g_main_context_iteration(NULL, FALSE);
    }
}

void test_server_restart_alone(TestServer *test)
{
    g_autofree char *run_dir = g_build_filename(test->folder, "run", NULL);
    g_auto(GStrv) meetings = mcu_supervisor_list(run_dir);

    server_free(test->server);
    for (size_t i = 0; meetings[i] != NULL; i++) {
        end_mcu(run_dir, meetings[i]);
    }
    start(test);
}

char *test_server_token(const TestServer *test, const char *name, Role role)
{
    TokenKey key;
    g_assert_true(token_key_load(&key, test->folder, NULL));
    return auth_token_mint_named(&key, "demo", name, role, INT64_MAX, NULL);
}

char *test_server_capped_token(const TestServer *test, const char *name, int64_t rate_cap_kbps)
{
    TokenKey key;
    g_auto(AuthToken) token = {0};

    g_assert_true(token_key_load(&key, test->folder, NULL));
    g_assert_true(auth_token_name(&token, "demo", name, ROLE_SITE, NULL));
    token.expires_s = INT64_MAX;
    token.rate_cap_kbps = rate_cap_kbps;
    return auth_token_mint(&key, &token);
}

char *test_server_joins(const TestServer *test, const char *name)
{
    g_autofree char *csv = admin_joins(test->settings, "demo", NULL);
    g_auto(GStrv) lines = g_strsplit(csv, "\r\n", -1);
    GString *events = g_string_new(NULL);

    for (size_t i = 1; lines[i] != NULL && lines[i][0] != '\0'; i++) {
        g_auto(GStrv) cells = g_strsplit(lines[i], ",", -1);
        if (g_str_equal(cells[3], name)) {
            g_string_append_printf(events, "%s%s", events->len > 0 ? " " : "", cells[5]);
        }
    }
    return g_string_free(events, FALSE);
}
