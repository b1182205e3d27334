#include "signaling/sip/sip_via_word.h"

#include <glib.h>

#include <string.h>

static void test_what_is_changed(void)
{
    static const struct {
        const char *before;
        const char *after;
        const char *why;
    } rows[] = {
            {"OPTIONS sip:a SIP/2.0\r\nVia: SIP/2.0/TLS h;x\r\n\r\n",
                    "OPTIONS sip:a SIP/2.0\r\nVia: SIP/2.0/TCP h;x\r\n\r\n", "as it is written"},
            {"OPTIONS sip:a SIP/2.0\r\nv:SIP / 2.0 /\r\n\ttls h\r\n\r\n",
                    "OPTIONS sip:a SIP/2.0\r\nv:SIP / 2.0 /\r\n\tTCP h\r\n\r\n",
                    "short, with blanks, and over two lines"},
            {"A\nVia : SIP/2.0/TLS h, SIP/2.0/TLS i\nVia: SIP/2.0/TLS j\n\n",
                    "A\nVia : SIP/2.0/TCP h, SIP/2.0/TLS i\nVia: SIP/2.0/TLS j\n\n",
                    "the first alone, of lines that end otherwise"},
            {"A\r\nSubject: Via: SIP/2.0/TLS\r\n SIP/2.0/TLS\r\n\r\n",
                    "A\r\nSubject: Via: SIP/2.0/TLS\r\n SIP/2.0/TLS\r\n\r\n", "another header"},
            {"A\r\nVia: SIP/2.0/UDP h\r\n\r\n", "A\r\nVia: SIP/2.0/UDP h\r\n\r\n",
                    "another transport"},
            {"A\r\nVia: SIP/2.0/TLS h\r\nContent-Length: 15\r\n\r\nVia: SIP/2.0/TLSB\r\nVia: "
             "SIP/2.0/TLS i\r\n\r\n",
                    "A\r\nVia: SIP/2.0/TCP h\r\nContent-Length: 15\r\n\r\nVia: "
                    "SIP/2.0/TLSB\r\nVia: SIP/2.0/TCP i\r\n\r\n",
                    "a body is left alone, and the next message begins behind it"},
            {"\r\n\r\nA\r\nl: 0\r\nVia: SIP/2.0/TLS h\r\n\r\n",
                    "\r\n\r\nA\r\nl: 0\r\nVia: SIP/2.0/TCP h\r\n\r\n",
                    "what keeps a connection open is no message"},
            {"A\r\n Via: SIP/2.0/TLS h\r\n\r\n", "A\r\n Via: SIP/2.0/TLS h\r\n\r\n",
                    "the first line may go on"},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        const size_t size = strlen(rows[i].before);
        g_test_message("%s", rows[i].why);
        /* at once, and in two pieces, wherever it is cut */
        for (size_t cut = 0; cut <= size; cut++) {
            g_autofree char *bytes = g_strdup(rows[i].before);
            SipViaWord word;
            sip_via_word_init(&word, SIP_VIA_INWARD);
            sip_via_word_change(&word, bytes, cut);
            sip_via_word_change(&word, bytes + cut, size - cut);
            g_assert_cmpstr(bytes, ==, rows[i].after);
            g_assert_cmpint(word.place, ==, SIP_VIA_BETWEEN);
        }
    }
}

static void test_back_again(void)
{
    static const char inside[] =
            "SIP/2.0 200 OK\r\nVia: SIP/2.0/TCP h\r\nVia: SIP/2.0/TCP i\r\n\r\n";
    static const char outside[] =
            "SIP/2.0 200 OK\r\nVia: SIP/2.0/TLS h\r\nVia: SIP/2.0/TCP i\r\n\r\n";
    g_autofree char *bytes = g_strdup(inside);
    SipViaWord word;

    sip_via_word_init(&word, SIP_VIA_OUTWARD);
    sip_via_word_change(&word, bytes, strlen(bytes));
    g_assert_cmpstr(bytes, ==, outside);
}

static void test_a_length_that_has_no_end(void)
{
    g_autofree char *bytes =
            g_strdup("A\r\nContent-Length: 99999999999999999999999999\r\n\r\nVia: SIP/2.0/TLS");
    SipViaWord word;

    sip_via_word_init(&word, SIP_VIA_INWARD);
    sip_via_word_change(&word, bytes, strlen(bytes));
    g_assert_cmpint(word.place, ==, SIP_VIA_BODY);
    g_assert_true(g_str_has_suffix(bytes, "Via: SIP/2.0/TLS"));
}

/* In the clear nothing is changed; where a message ends is seen all the same. */
static void test_as_it_is(void)
{
    static const char message[] = "A\r\nVia: SIP/2.0/TLS h\r\nl: 3\r\n\r\nabc";
    SipViaWord word;

    sip_via_word_init(&word, SIP_VIA_AS_IT_IS);
    g_assert_true(sip_via_word_is_between(&word));
    for (size_t i = 0; message[i] != '\0'; i++) {
        char byte = message[i];
        sip_via_word_change(&word, &byte, 1);
        g_assert_true(byte == message[i]);
        g_assert_true(sip_via_word_is_between(&word) == (message[i + 1] == '\0'));
    }
    g_assert_cmpuint(word.heads, ==, 1);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/sip_via_word/what_is_changed", test_what_is_changed);
    g_test_add_func("/sip_via_word/back_again", test_back_again);
    g_test_add_func("/sip_via_word/a_length_that_has_no_end", test_a_length_that_has_no_end);
    g_test_add_func("/sip_via_word/as_it_is", test_as_it_is);
    return g_test_run();
}
