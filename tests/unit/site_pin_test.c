#include "signaling/client/site_pin.h"

#include <glib.h>

#include <string.h>

static void test_it_is_digits_and_new(void)
{
    g_autofree char *pin = site_pin_new();
    g_autofree char *other = site_pin_new();

    g_assert_cmpuint(strlen(pin), ==, SITE_PIN_DIGITS);
    g_assert_cmpuint(strspn(pin, "0123456789"), ==, SITE_PIN_DIGITS);
    g_assert_cmpstr(pin, !=, other); /* the same once in a hundred million runs */
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/site_pin/it_is_digits_and_new", test_it_is_digits_and_new);
    return g_test_run();
}
