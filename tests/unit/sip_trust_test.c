#include "signaling/sip/sip_trust.h"

#include <glib/gstdio.h>

/* @return whether it can be used */
static bool try_pins(const char *text)
{
    char *path = NULL;
    const int fd = g_file_open_tmp("giaoban-pins-XXXXXX", &path, NULL);
    g_autofree char *held = path;

    g_assert_true(g_close(fd, NULL));
    g_assert_true(g_file_set_contents(path, text, -1, NULL));
    g_autoptr(GError) error = NULL;
    g_autoptr(SipTrust) trust = sip_trust_new(&(SipTrustConfig){.pins_path = path}, &error);
    g_assert_cmpint(g_unlink(path), ==, 0);
    g_assert_true((trust != NULL) == (error == NULL));
    return trust != NULL;
}

#define HEX "0123456789abcdefABCDEF0123456789abcdefABCDEF01234567890123456789"

static void test_the_list(void)
{
    g_assert_true(try_pins(""));
    g_assert_true(try_pins("# nothing\n\n  \t\n"));
    g_assert_true(try_pins("10.0.0.1 " HEX "\n"));
    g_assert_true(try_pins("10.0.0.1\t" HEX " phòng họp # cũ\r\nPhong.Tinh.VN " HEX));
    g_assert_false(try_pins("10.0.0.1\n"));
    g_assert_false(try_pins(HEX "\n"));
    g_assert_false(try_pins("10.0.0.1 " HEX "0\n"));
    g_assert_false(try_pins("10.0.0.1 xyz\n"));
}

static void test_a_list_that_is_too_long(void)
{
    g_autoptr(GString) text = g_string_new(NULL);

    for (int i = 0; i < SIP_PINS_MAX; i++) {
        g_string_append_printf(text, "h%d " HEX "\n", i);
    }
    g_assert_true(try_pins(text->str));
    g_string_append(text, "h " HEX "\n");
    g_assert_false(try_pins(text->str));
}

static void test_files_that_are_not_there(void)
{
    g_autoptr(GError) pins = NULL;
    g_autoptr(GError) authorities = NULL;

    g_assert_null(sip_trust_new(&(SipTrustConfig){.pins_path = "/nonexistent"}, &pins));
    g_assert_nonnull(pins);
    g_assert_null(sip_trust_new(&(SipTrustConfig){.ca_path = "/nonexistent"}, &authorities));
    g_assert_nonnull(authorities);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/sip_trust/the_list", test_the_list);
    g_test_add_func("/sip_trust/a_list_that_is_too_long", test_a_list_that_is_too_long);
    g_test_add_func("/sip_trust/files_that_are_not_there", test_files_that_are_not_there);
    return g_test_run();
}
