#include "signaling/sip/sip_accounts.h"

#include "signaling/sip/sip_digest.h"

#include <gio/gio.h>
#include <glib/gstdio.h>

#include <string.h>

static const char *const challenge[] = {"realm=\"tong-dai\"", "nonce=\"n1\"", "qop=\"auth\"", NULL};

/* @return its path, for g_free(); nobody but its owner may read it */
static char *write_file(const char *text)
{
    char *path = NULL;
    g_autoptr(GError) error = NULL;
    const int fd = g_file_open_tmp("giaoban-accounts-XXXXXX", &path, &error);

    g_assert_no_error(error);
    g_assert_true(g_close(fd, NULL));
    g_assert_true(g_file_set_contents_full(path, text, -1, G_FILE_SET_CONTENTS_NONE, 0600, NULL));
    return path;
}

static SipAccounts *load(const char *text, GError **error)
{
    g_autofree char *path = write_file(text);
    SipAccounts *accounts = sip_accounts_load(path, error);

    g_assert_cmpint(g_unlink(path), ==, 0);
    return accounts;
}

static void test_who_is_known(void)
{
    static const char *const other[] = {"realm=\"khac\"", "nonce=\"n1\"", NULL};
    g_autoptr(GError) error = NULL;
    g_autoptr(SipAccounts) accounts =
            load("[tong-dai]\nusername=giaoban\npassword=mat khau = 1\n", &error);

    g_assert_no_error(error);
    g_autofree char *answer = sip_accounts_answer(accounts, challenge, "INVITE", "sip:9@192.0.2.9");
    g_assert_true(g_str_has_prefix(answer, "Digest username=\"giaoban\", realm=\"tong-dai\", "));
    g_auto(GStrv) params = g_strsplit(answer + strlen("Digest "), ", ", -1);
    g_auto(SipCredentials) credentials = {0};
    g_autofree char *ha1 = sip_digest_ha1(SIP_DIGEST_MD5, "giaoban", "tong-dai", "mat khau = 1");
    g_assert_true(sip_credentials_read((const char *const *)params, &credentials));
    g_assert_true(sip_digest_fits(&credentials, "INVITE", ha1));
    g_assert_false(sip_digest_fits(&credentials, "BYE", ha1));
    g_assert_null(sip_accounts_answer(accounts, other, "INVITE", "sip:9@192.0.2.9"));
    g_assert_null(sip_accounts_answer(accounts, NULL, "INVITE", "sip:9@192.0.2.9"));
}

static void test_there_are_none(void)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(SipAccounts) accounts = sip_accounts_load("", &error);

    g_assert_no_error(error);
    g_assert_null(sip_accounts_answer(accounts, challenge, "INVITE", "sip:9@192.0.2.9"));
}

static void test_files_that_are_none(void)
{
    static const char *const rows[] = {"[tong-dai]\nusername=giaoban\n",
            "[tong-dai]\npassword=giaoban\n", "username=giaoban\npassword=1\n"};

    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autoptr(GError) error = NULL;
        g_assert_null(load(rows[i], &error));
        g_assert_nonnull(error);
    }
    g_autoptr(GError) missing = NULL;
    g_assert_null(sip_accounts_load("/nowhere/accounts", &missing));
    g_assert_error(missing, G_FILE_ERROR, G_FILE_ERROR_NOENT);
}

static void test_others_must_not_read_it(void)
{
    g_autofree char *path = write_file("[tong-dai]\nusername=giaoban\npassword=1\n");
    g_autoptr(GError) error = NULL;

    g_assert_cmpint(g_chmod(path, 0640), ==, 0);
    g_assert_null(sip_accounts_load(path, &error));
    g_assert_error(error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED);
    g_assert_cmpint(g_unlink(path), ==, 0);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/sip_accounts/who_is_known", test_who_is_known);
    g_test_add_func("/sip_accounts/there_are_none", test_there_are_none);
    g_test_add_func("/sip_accounts/files_that_are_none", test_files_that_are_none);
    g_test_add_func("/sip_accounts/others_must_not_read_it", test_others_must_not_read_it);
    return g_test_run();
}
