#include "signaling/client/password_hash.h"

#include <glib.h>

#include <string.h>

static void test_fits_its_password_only(void)
{
    g_autofree char *hash = password_hash_make("Mật khẩu 1!");

    g_assert_true(g_str_has_prefix(hash, "$argon2id$v=19$m=65536,t=2,"));
    g_assert_null(strstr(hash, "khẩu"));
    g_assert_true(password_hash_fits(hash, "Mật khẩu 1!"));
    g_assert_false(password_hash_fits(hash, "Mật khẩu 1"));
    g_assert_false(password_hash_fits(hash, ""));
}

static void test_every_hash_has_its_salt(void)
{
    g_autofree char *first = password_hash_make("Abcdef1!");
    g_autofree char *second = password_hash_make("Abcdef1!");

    g_assert_cmpstr(first, !=, second);
}

static void test_what_is_no_hash_fits_nothing(void)
{
    static const char *const hashes[] = {
            "", "Abcdef1!", "$argon2id$", "$2y$10$abcdefghijklmnopqrst"};

    for (size_t i = 0; i < G_N_ELEMENTS(hashes); i++) {
        g_assert_false(password_hash_fits(hashes[i], "Abcdef1!"));
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/password_hash/fits_its_password_only", test_fits_its_password_only);
    g_test_add_func("/password_hash/salt", test_every_hash_has_its_salt);
    g_test_add_func("/password_hash/no_hash", test_what_is_no_hash_fits_nothing);
    return g_test_run();
}
