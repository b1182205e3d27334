#include "tests/bots/payload_hashes.h"

#include <glib.h>

#include <string.h>

static void put(PayloadHashes *hashes, const char *text)
{
    payload_hashes_put(hashes, (const uint8_t *)text, strlen(text));
}

static void test_known_hashes(void)
{
    static const struct {
        const char *why;
        const char *payload;
        uint64_t hash;
    } cases[] = {
            {"nothing: the basis", "", UINT64_C(0xcbf29ce484222325)},
            {"one byte, from the published vectors", "a", UINT64_C(0xaf63dc4c8601ec8c)},
            {"more", "foobar", UINT64_C(0x85944171f73967e8)},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        PayloadHashes hashes = {0};
        g_test_message("%s", cases[i].why);
        put(&hashes, cases[i].payload);
        g_assert_cmpuint(payload_hashes_count(&hashes), ==, 1);
        g_assert_cmphex(payload_hashes_at(&hashes, 0), ==, cases[i].hash);
    }
}

static void test_keeps_the_latest(void)
{
    PayloadHashes hashes = {0};
    PayloadHashes latest = {0};
    g_assert_cmpuint(payload_hashes_count(&hashes), ==, 0);

    for (unsigned i = 0; i < PAYLOAD_HASHES_MAX + 3; i++) {
        g_autofree char *text = g_strdup_printf("%u", i);
        put(&hashes, text);
        if (i >= 3) {
            put(&latest, text);
        }
    }
    g_assert_cmpuint(hashes.total, ==, PAYLOAD_HASHES_MAX + 3);
    g_assert_cmpuint(payload_hashes_count(&hashes), ==, PAYLOAD_HASHES_MAX);
    for (size_t i = 0; i < PAYLOAD_HASHES_MAX; i++) {
        g_assert_cmphex(payload_hashes_at(&hashes, i), ==, payload_hashes_at(&latest, i));
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/payload_hashes/known_hashes", test_known_hashes);
    g_test_add_func("/payload_hashes/keeps_the_latest", test_keeps_the_latest);
    return g_test_run();
}
