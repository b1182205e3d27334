#include "signaling/sip/sip_password.h"

#include <glib.h>

#include <string.h>

static void test_it_is_new_and_can_be_typed(void)
{
    g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

    for (int i = 0; i < 200; i++) {
        char *password = sip_password_new();
        g_assert_cmpuint(strlen(password), ==, SIP_PASSWORD_LENGTH);
        g_assert_cmpuint(
                strspn(password, "abcdefghijkmnpqrstuvwxyz23456789"), ==, SIP_PASSWORD_LENGTH);
        g_assert_true(g_hash_table_add(seen, password));
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/sip_password/it_is_new_and_can_be_typed", test_it_is_new_and_can_be_typed);
    return g_test_run();
}
