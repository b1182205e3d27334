#include "mcu/wire/telephone_event.h"

#include <glib.h>

/* One press: six packets while it is down, three that say it went up; then the next. */
static void test_tells_each_press_once(void)
{
    static const struct {
        uint8_t event;
        char key;
    } presses[] = {{0, '0'}, {9, '9'}, {9, '9'}, {10, '*'}, {11, '#'}, {12, 'A'}, {15, 'D'}};
    TelephoneEvents events = {0};
    uint32_t at = UINT32_MAX - 2000; /* the clock wraps on the way */
    for (size_t i = 0; i < G_N_ELEMENTS(presses); i++, at += 1600) {
        for (unsigned packet = 0; packet < 9; packet++) {
            const uint8_t up = packet >= 6 ? 0x80 : 0;
            const uint8_t payload[] = {presses[i].event, up | 10, 0, (uint8_t)(packet * 20)};
            const char key = telephone_event_take(&events, payload, sizeof payload, at);
            g_assert_true(key == (packet == 0 ? presses[i].key : 0));
        }
    }
}

static void test_passes_over_what_is_none(void)
{
    TelephoneEvents events = {0};
    const uint8_t flash[] = {16, 10, 0, 160};
    const uint8_t five[] = {5, 10, 0, 160};
    g_assert_true(telephone_event_take(&events, flash, sizeof flash, 1000) == '\0');
    g_assert_true(telephone_event_take(&events, five, 3, 1000) == '\0');
    g_assert_true(telephone_event_take(&events, five, 0, 1000) == '\0');
    g_assert_true(telephone_event_take(&events, five, sizeof five, 1000) == '5');
    g_assert_true(telephone_event_take(&events, flash, sizeof flash, 2000) == '\0');
    g_assert_true(telephone_event_take(&events, five, sizeof five, 200) == '\0'); /* late */
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/telephone_event/tells_each_press_once", test_tells_each_press_once);
    g_test_add_func("/telephone_event/passes_over_what_is_none", test_passes_over_what_is_none);
    return g_test_run();
}
