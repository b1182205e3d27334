#include "tests/bots/flash_eye.h"

#include <glib.h>

#include <string.h>

enum { LASTS_US = 200000 };

static FlashEye *eye;
static uint8_t picture[FLASH_EYE_CELLS];

static void start(void)
{
    g_free(eye);
    eye = g_new0(FlashEye, 1);
    memset(picture, 80, sizeof picture);
    flash_eye_look(eye, picture, 1000);
}

static void light(size_t cells, uint8_t luma)
{
    memset(picture + 500, luma, cells);
}

static void test_sees_only_flashes(void)
{
    static const struct {
        const char *why;
        size_t cells;
        uint8_t luma;
        int64_t complete_us; /* the flash was sent at 1 s */
        bool seen;
    } cases[] = {
            {"a tile", 92, 235, 1040000, true},
            {"just large enough", FLASH_EYE_LIT_CELLS, 235, 1040000, true},
            {"too small", FLASH_EYE_LIT_CELLS - 1, 235, 1040000, false},
            {"not light enough", 92, FLASH_EYE_LIT - 1, 1040000, false},
            {"complete before it was sent", 92, 235, 999999, false},
            {"too late", 92, 235, 1000001 + FLASH_EYE_TIMEOUT_US, false},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_test_message("%s", cases[i].why);
        start();
        flash_eye_expect(eye, 1000000, LASTS_US);
        light(cases[i].cells, cases[i].luma);
        g_assert_true(flash_eye_look(eye, picture, cases[i].complete_us) == cases[i].seen);
        g_assert_cmpuint(eye->latency.count, ==, cases[i].seen ? 1 : 0);
        if (cases[i].seen) {
            g_assert_cmpint(eye->latency.sample_us[0], ==, cases[i].complete_us - 1000000);
        }
    }
}

static void test_does_not_learn_the_flash(void)
{
    start();
    flash_eye_expect(eye, 1000000, LASTS_US);
    light(92, 235);
    g_assert_true(flash_eye_look(eye, picture, 1050000));
    g_assert_false(flash_eye_look(eye, picture, 1090000));
    light(92, 80);
    g_assert_false(flash_eye_look(eye, picture, 1800000));
    flash_eye_expect(eye, 3000000, LASTS_US);
    light(92, 235);
    g_assert_true(flash_eye_look(eye, picture, 3070000));
    g_assert_cmpuint(eye->latency.count, ==, 2);
    g_assert_cmpuint(eye->missed, ==, 0);
}

static void test_counts_what_it_missed(void)
{
    start();
    flash_eye_expect(eye, 1000000, LASTS_US);
    g_assert_false(flash_eye_look(eye, picture, 1000001 + FLASH_EYE_TIMEOUT_US));
    g_assert_cmpuint(eye->missed, ==, 1);
    flash_eye_expect(eye, 5000000, LASTS_US);
    flash_eye_expect(eye, 7000000, LASTS_US);
    g_assert_cmpuint(eye->missed, ==, 2);
}

static void test_cells_are_means(void)
{
    enum { WIDTH = 128, HEIGHT = 72, STRIDE = 140 };
    g_autofree uint8_t *luma = g_malloc0((size_t)STRIDE * HEIGHT);
    uint8_t cells[FLASH_EYE_CELLS];

    for (size_t y = 36; y < HEIGHT; y++) {
        memset(luma + y * STRIDE + 64, 200, 64);
    }
    flash_eye_cells(luma, STRIDE, WIDTH, HEIGHT, cells);
    g_assert_cmpuint(cells[0], ==, 0);
    g_assert_cmpuint(cells[17 * FLASH_EYE_COLUMNS + 63], ==, 0);
    g_assert_cmpuint(cells[18 * FLASH_EYE_COLUMNS + 31], ==, 0);
    g_assert_cmpuint(cells[18 * FLASH_EYE_COLUMNS + 32], ==, 200);
    g_assert_cmpuint(cells[FLASH_EYE_CELLS - 1], ==, 200);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/flash_eye/sees_only_flashes", test_sees_only_flashes);
    g_test_add_func("/flash_eye/does_not_learn_the_flash", test_does_not_learn_the_flash);
    g_test_add_func("/flash_eye/counts_what_it_missed", test_counts_what_it_missed);
    g_test_add_func("/flash_eye/cells_are_means", test_cells_are_means);
    const int result = g_test_run();
    g_free(eye);
    return result;
}
