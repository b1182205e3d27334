#include "signaling/app/run_folder.h"

#include <glib/gstdio.h>

static void test_one_server_a_folder(void)
{
    g_autofree char *data_dir = g_dir_make_tmp("run_folder_XXXXXX", NULL);
    g_autoptr(GError) error = NULL;

    g_assert_null(run_folder_url(data_dir)); /* there is not even a folder */
    RunFolder *first = run_folder_new(data_dir, &error);
    g_assert_no_error(error);
    g_assert_null(run_folder_url(data_dir)); /* it has not said where it is */
    g_assert_true(run_folder_publish_url(first, "https://192.0.2.1:8443", NULL));
    g_autofree char *url = run_folder_url(data_dir);
    g_assert_cmpstr(url, ==, "https://192.0.2.1:8443");

    g_assert_null(run_folder_new(data_dir, &error));
    g_assert_error(error, G_FILE_ERROR, G_FILE_ERROR_EXIST);
    g_autofree char *path = g_strdup(run_folder_path(first));
    run_folder_free(first);
    g_assert_null(run_folder_url(data_dir)); /* what is written there is not true any more */
    RunFolder *second = run_folder_new(data_dir, NULL);
    g_assert_nonnull(second);
    run_folder_free(second);

    static const char *const files[] = {"giaoban.lock", "url"};
    for (size_t i = 0; i < G_N_ELEMENTS(files); i++) {
        g_autofree char *file = g_build_filename(path, files[i], NULL);
        g_assert_cmpint(g_unlink(file), ==, 0);
    }
    g_assert_cmpint(g_rmdir(path), ==, 0);
    g_assert_cmpint(g_rmdir(data_dir), ==, 0);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/run_folder/one_server_a_folder", test_one_server_a_folder);
    return g_test_run();
}
