#include "signaling/client/token_key.h"

#include <glib/gstdio.h>

#include <string.h>

static void test_signs_and_opens(void)
{
    const TokenKey key = {.bytes = {1, 2, 3}};
    const TokenKey other = {.bytes = {1, 2, 4}};
    g_autofree char *text = token_key_sign(&key, "door", "{\"a\":1}");
    g_autofree char *payload = token_key_open(&key, "door", text);

    g_assert_cmpstr(payload, ==, "{\"a\":1}");
    g_assert_null(strpbrk(text, "+/= "));
    g_assert_null(token_key_open(&other, "door", text));
    g_assert_null(token_key_open(&key, "window", text));
}

static void test_refuses_every_changed_byte(void)
{
    const TokenKey key = {.bytes = {9}};
    g_autofree char *text = token_key_sign(&key, "door", "who=me");

    for (size_t i = 0; i < strlen(text); i++) {
        g_autofree char *forged = g_strdup(text);
        forged[i] = forged[i] == 'A' ? 'B' : 'A';
        g_autofree char *payload = token_key_open(&key, "door", forged);
        /* The last letter of a group holds bits that mean nothing; only those may change unseen. */
        g_assert_true(payload == NULL || g_str_equal(payload, "who=me"));
        g_autofree char *cut = g_strndup(text, i);
        g_assert_null(token_key_open(&key, "door", cut));
    }
}

static void test_refuses_what_is_no_token(void)
{
    const TokenKey key = {.bytes = {9}};
    g_autofree char *huge = g_strnfill(1000000, 'A');
    const char *cases[] = {"", ".", "a.", ".a", "..", "a.b.c", "%%%.%%%", "AAAA.AAAA", huge};

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_assert_null(token_key_open(&key, "door", cases[i]));
    }
}

static void test_one_key_an_installation(void)
{
    g_autofree char *folder = g_dir_make_tmp("token_key_XXXXXX", NULL);
    g_autofree char *path = g_build_filename(folder, "keys", "token.key", NULL);
    g_autofree char *keys = g_build_filename(folder, "keys", NULL);
    TokenKey first;
    TokenKey second;
    GStatBuf status;
    g_autoptr(GError) error = NULL;

    g_assert_true(token_key_load(&first, folder, NULL));
    g_assert_true(token_key_load(&second, folder, NULL));
    g_assert_cmpmem(first.bytes, sizeof first.bytes, second.bytes, sizeof second.bytes);
    g_assert_cmpint(g_stat(path, &status), ==, 0);
    g_assert_cmpint((int)(status.st_mode & 0777), ==, 0600);

    g_assert_true(g_file_set_contents(path, "short", -1, NULL));
    g_assert_false(token_key_load(&second, folder, &error));
    g_assert_error(error, G_FILE_ERROR, G_FILE_ERROR_INVAL);

    g_assert_cmpint(g_unlink(path), ==, 0);
    g_assert_cmpint(g_rmdir(keys), ==, 0);
    g_assert_cmpint(g_rmdir(folder), ==, 0);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/token_key/signs_and_opens", test_signs_and_opens);
    g_test_add_func("/token_key/refuses_every_changed_byte", test_refuses_every_changed_byte);
    g_test_add_func("/token_key/refuses_what_is_no_token", test_refuses_what_is_no_token);
    g_test_add_func("/token_key/one_key_an_installation", test_one_key_an_installation);
    return g_test_run();
}
