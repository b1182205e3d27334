#include "signaling/app/paper_folder.h"

#include <glib/gstdio.h>

#include <unistd.h>

static void test_a_paper_comes_back(void)
{
    g_autofree char *root = g_dir_make_tmp("papers-XXXXXX", NULL);
    g_autofree char *folder = g_build_filename(root, "papers", NULL);
    g_autoptr(GBytes) bytes = g_bytes_new_static("abc", 3);
    g_autofree char *hash = paper_folder_hash(bytes);
    g_autoptr(GError) error = NULL;

    /* FIPS 180-2, B.1 */
    g_assert_cmpstr(hash, ==, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    g_assert_true(paper_folder_write(folder, hash, bytes, &error));
    g_assert_true(paper_folder_write(folder, hash, bytes, &error)); /* the same paper again */
    const int back = paper_folder_open(folder, hash, &error);
    char text[8] = "";
    g_assert_no_error(error);
    g_assert_cmpint(pread(back, text, sizeof text, 0), ==, 3);
    g_assert_cmpstr(text, ==, "abc");
    close(back);

    g_autoptr(GDir) listing = g_dir_open(folder, 0, NULL);
    g_assert_cmpstr(g_dir_read_name(listing), ==, hash);
    g_assert_null(g_dir_read_name(listing)); /* nothing is left beside it */

    g_autofree char *path = g_build_filename(folder, hash, NULL);
    g_assert_true(g_file_set_contents(path, "abd", 3, NULL));
    g_assert_cmpint(paper_folder_open(folder, hash, &error), ==, -1);
    g_assert_error(error, G_FILE_ERROR, G_FILE_ERROR_FAILED);
    g_clear_error(&error);
    paper_folder_remove(folder, hash);
    paper_folder_remove(folder, hash);
    g_assert_cmpint(paper_folder_open(folder, hash, &error), ==, -1);
    g_assert_error(error, G_FILE_ERROR, G_FILE_ERROR_NOENT);
    (void)g_rmdir(folder);
    (void)g_rmdir(root);
}

static void test_no_folder_no_paper(void)
{
    g_autoptr(GBytes) bytes = g_bytes_new_static("", 0);
    g_autofree char *hash = paper_folder_hash(bytes);
    g_autoptr(GError) error = NULL;

    g_assert_false(paper_folder_write("/proc/papers", hash, bytes, &error));
    g_assert_nonnull(error);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/paper_folder/a_paper_comes_back", test_a_paper_comes_back);
    g_test_add_func("/paper_folder/no_folder_no_paper", test_no_folder_no_paper);
    return g_test_run();
}
