#include "signaling/app/site_keys.h"

#define SECOND INT64_C(1000000)

static void test_keys(void)
{
    static const struct {
        const char *why;
        char key;
        int64_t at_us;
        SiteKeyWish wish;
    } steps[] = {
            {"a digit alone", '5', 0, SITE_KEY_NOTHING},
            {"a star", '*', SECOND, SITE_KEY_NOTHING},
            {"and its digit", '5', 2 * SECOND, SITE_KEY_SPEAK},
            {"the digit again", '5', 4 * SECOND, SITE_KEY_NOTHING},
            {"a star", '*', 10 * SECOND, SITE_KEY_NOTHING},
            {"another star", '*', 14 * SECOND, SITE_KEY_NOTHING},
            {"which counts", '6', 19 * SECOND, SITE_KEY_MICROPHONE},
            {"a star", '*', 30 * SECOND, SITE_KEY_NOTHING},
            {"too late", '5', 35 * SECOND + 1, SITE_KEY_NOTHING},
            {"a star", '*', 40 * SECOND, SITE_KEY_NOTHING},
            {"what has no meaning", '7', 40 * SECOND, SITE_KEY_NOTHING},
            {"ends it", '5', 40 * SECOND, SITE_KEY_NOTHING},
            {"a star", '*', 50 * SECOND, SITE_KEY_NOTHING},
            {"first", '5', 50 * SECOND, SITE_KEY_SPEAK},
            {"a star", '*', 50 * SECOND + 1, SITE_KEY_NOTHING},
            {"too soon after it", '5', 51 * SECOND - 1, SITE_KEY_NOTHING},
            {"a star", '*', 51 * SECOND, SITE_KEY_NOTHING},
            {"soon enough", '5', 51 * SECOND, SITE_KEY_SPEAK},
    };
    SiteKeys keys = {0};

    for (size_t i = 0; i < G_N_ELEMENTS(steps); i++) {
        g_test_message("%s", steps[i].why);
        g_assert_cmpint(site_keys_take(&keys, steps[i].key, steps[i].at_us), ==, steps[i].wish);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/site_keys/keys", test_keys);
    return g_test_run();
}
