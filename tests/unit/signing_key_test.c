#include "signaling/client/signing_key.h"

#include <glib/gstdio.h>

#include <string.h>

/* RFC 8032, 7.1, TEST 2: the public key of this seed, and its signature of one byte. */
static const char seed_text[] = "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb";
static const char public_text[] =
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c";
static const char signature_text[] =
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
        "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00";

static char *folder_with_seed(void)
{
    char *folder = g_dir_make_tmp("signing_key_XXXXXX", NULL);
    g_autofree char *keys = g_build_filename(folder, "keys", NULL);
    g_autofree char *path = g_build_filename(keys, "package.key", NULL);
    uint8_t seed[32];

    g_assert_true(signing_key_from_hex(seed_text, seed, sizeof seed));
    g_assert_cmpint(g_mkdir(keys, 0700), ==, 0);
    g_assert_true(g_file_set_contents(path, (const char *)seed, sizeof seed, NULL));
    return folder;
}

static void remove_folder(const char *folder)
{
    g_autofree char *keys = g_build_filename(folder, "keys", NULL);
    g_autofree char *path = g_build_filename(keys, "package.key", NULL);
    g_assert_cmpint(g_unlink(path), ==, 0);
    g_assert_cmpint(g_rmdir(keys), ==, 0);
    g_assert_cmpint(g_rmdir(folder), ==, 0);
}

static void test_signs_as_the_rfc_does(void)
{
    g_autofree char *folder = folder_with_seed();
    const uint8_t message = 0x72;
    uint8_t signature[SIGNATURE_SIZE];
    SigningKey key;

    g_assert_true(signing_key_load(&key, folder, NULL));
    g_autofree char *public_hex = signing_key_hex(key.public_bytes, SIGNING_PUBLIC_SIZE);
    g_assert_cmpstr(public_hex, ==, public_text);
    signing_key_sign(&key, &message, 1, signature);
    g_autofree char *hex = signing_key_hex(signature, sizeof signature);
    g_assert_cmpstr(hex, ==, signature_text);
    g_assert_true(signing_key_check(key.public_bytes, &message, 1, signature));
    for (size_t i = 0; i < sizeof signature; i++) {
        signature[i] ^= 1;
        g_assert_false(signing_key_check(key.public_bytes, &message, 1, signature));
        signature[i] ^= 1;
    }
    remove_folder(folder);
}

static void test_makes_one_key(void)
{
    g_autofree char *folder = g_dir_make_tmp("signing_key_XXXXXX", NULL);
    SigningKey first;
    SigningKey second;

    g_assert_true(signing_key_load(&first, folder, NULL));
    g_assert_true(signing_key_load(&second, folder, NULL));
    g_assert_cmpmem(
            first.public_bytes, SIGNING_PUBLIC_SIZE, second.public_bytes, SIGNING_PUBLIC_SIZE);
    remove_folder(folder);
}

static void test_reads_only_hexadecimal_digits(void)
{
    static const char *const wrong[] = {"", "0", "000", "0G00", "AB01", "ab0", "ab012", " b01"};
    uint8_t bytes[2];

    for (size_t i = 0; i < G_N_ELEMENTS(wrong); i++) {
        g_assert_false(signing_key_from_hex(wrong[i], bytes, sizeof bytes));
    }
    g_assert_true(signing_key_from_hex("ab01", bytes, sizeof bytes));
    g_assert_cmpuint(bytes[0], ==, 0xab);
    g_assert_cmpuint(bytes[1], ==, 0x01);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/signing_key/signs_as_the_rfc_does", test_signs_as_the_rfc_does);
    g_test_add_func("/signing_key/makes_one_key", test_makes_one_key);
    g_test_add_func(
            "/signing_key/reads_only_hexadecimal_digits", test_reads_only_hexadecimal_digits);
    return g_test_run();
}
