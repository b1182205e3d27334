#include "signaling/client/trickle_fragment.h"

#include <string.h>

static bool read_text(const char *text, TrickleFragment *fragment)
{
    return trickle_fragment_read(text, strlen(text), fragment);
}

static void test_what_a_client_sends(void)
{
    g_auto(TrickleFragment) fragment = {0};

    g_assert_true(
            read_text("a=ice-ufrag:EsAw\r\n"
                      "a=ice-pwd:P2uYro0UCOQ4zxjKXaWCBui1\r\n"
                      "m=audio 9 RTP/AVP 0\r\n"
                      "a=mid:0\r\n"
                      "a=candidate:1387637174 1 udp 2122260223 192.0.2.1 61764 typ host\r\n"
                      "a=candidate:3471623853 1 udp 2122194687 198.51.100.2 61765 typ host\r\n"
                      "a=end-of-candidates\r\n",
                    &fragment));
    g_assert_cmpuint(fragment.n_candidates, ==, 3);
    g_assert_cmpstr(fragment.candidates[0].candidate, ==,
            "candidate:1387637174 1 udp 2122260223 192.0.2.1 61764 typ host");
    g_assert_cmpstr(fragment.candidates[0].mid, ==, "0");
    g_assert_cmpstr(fragment.candidates[2].candidate, ==, "");
    g_assert_true(fragment.has_credentials);
}

static void test_edges(void)
{
    g_autofree char *long_line = g_strnfill(TRICKLE_LINE_BYTES_MAX - 1, 'x');
    g_autofree char *longest = g_strconcat("a=", long_line + 1, NULL);
    g_autofree char *too_long = g_strconcat("a=", long_line, NULL);
    const struct {
        const char *why;
        const char *text;
        bool good;
        size_t candidates;
    } cases[] = {
            {"nothing", "", false, 0},
            {"line feeds alone", "a=mid:0\na=candidate:1\n", true, 1},
            {"no line feed at the end", "a=candidate:1", true, 1},
            {"no medium named", "a=end-of-candidates\r\n", true, 1},
            {"no SDP", "hello", false, 0},
            {"JSON", "{\"candidate\":1}", false, 0},
            {"what is not known is passed over", "a=group:BUNDLE 0\r\n", true, 0},
            {"not UTF-8", "a=\xff\r\n", false, 0},
            {"the longest line", longest, true, 0},
            {"a line that is longer", too_long, false, 0},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_auto(TrickleFragment) fragment = {0};
        g_test_message("%s", cases[i].why);
        g_assert_true(read_text(cases[i].text, &fragment) == cases[i].good);
        g_assert_cmpuint(fragment.n_candidates, ==, cases[i].candidates);
    }
    g_assert_false(trickle_fragment_read("a=\0\0", 4, &(TrickleFragment){0}));
}

static void test_bounds(void)
{
    g_autoptr(GString) text = g_string_new(NULL);
    g_auto(TrickleFragment) most = {0};
    TrickleFragment more = {0};

    for (int i = 0; i < TRICKLE_CANDIDATES_MAX; i++) {
        g_string_append(text, "a=candidate:1\r\n");
    }
    g_assert_true(read_text(text->str, &most));
    g_string_append(text, "a=candidate:1\r\n");
    g_assert_false(read_text(text->str, &more));

    g_autofree char *huge = g_strnfill(TRICKLE_FRAGMENT_BYTES_MAX + 1, '\n');
    g_assert_false(read_text(huge, &more));
    g_assert_cmpuint(more.n_candidates, ==, 0);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/trickle_fragment/what_a_client_sends", test_what_a_client_sends);
    g_test_add_func("/trickle_fragment/edges", test_edges);
    g_test_add_func("/trickle_fragment/bounds", test_bounds);
    return g_test_run();
}
