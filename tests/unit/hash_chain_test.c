#include "signaling/meeting/hash_chain.h"

#include <glib.h>

static HashLink link_of(const char *previous, const char *text)
{
    json_t *row = json_loads(text, 0, NULL);
    g_assert_nonnull(row);
    const HashLink link = hash_chain_next(previous, row);
    json_decref(row);
    return link;
}

static void test_the_canonical_text(void)
{
    /* printf '%s\n{"a":"\u00EA","b":1}' 000…0 | sha256sum */
    g_assert_cmpstr(link_of(HASH_CHAIN_START, "{\"b\":1, \"a\":\"ê\"}").text, ==,
            "18e5a50b6fe9338b34fba06aa4886279c24737f43cd4a0ee6234eb67e1bf7ca9");
}

static void test_everything_counts(void)
{
    const HashLink first = link_of(HASH_CHAIN_START, "[1,\"a\"]");
    const HashLink same = link_of(HASH_CHAIN_START, "[ 1, \"a\" ]");
    const HashLink other = link_of(HASH_CHAIN_START, "[1,\"b\"]");
    const HashLink next = link_of(first.text, "[1,\"a\"]");

    g_assert_cmpstr(first.text, ==, same.text);
    g_assert_cmpstr(first.text, !=, other.text);
    g_assert_cmpstr(first.text, !=, next.text);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/hash_chain/the_canonical_text", test_the_canonical_text);
    g_test_add_func("/hash_chain/everything_counts", test_everything_counts);
    return g_test_run();
}
