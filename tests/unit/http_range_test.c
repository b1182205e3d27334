#include "signaling/http/http_range.h"

#include <glib.h>

static void test_reads_the_header(void)
{
    static const struct {
        const char *header;
        int64_t size;
        HttpRange expected;
    } cases[] = {
            {NULL, 10, {HTTP_RANGE_WHOLE, 0, 0}},
            {"", 10, {HTTP_RANGE_WHOLE, 0, 0}},
            {"bytes=0-0", 10, {HTTP_RANGE_PART, 0, 0}},
            {"bytes=0-9", 10, {HTTP_RANGE_PART, 0, 9}},
            {"Bytes= 0-9 ", 10, {HTTP_RANGE_PART, 0, 9}},
            {"bytes=0-10", 10, {HTTP_RANGE_PART, 0, 9}},
            {"bytes=9-", 10, {HTTP_RANGE_PART, 9, 9}},
            {"bytes=10-", 10, {HTTP_RANGE_UNSATISFIABLE, 0, 0}},
            {"bytes=-1", 10, {HTTP_RANGE_PART, 9, 9}},
            {"bytes=-10", 10, {HTTP_RANGE_PART, 0, 9}},
            {"bytes=-11", 10, {HTTP_RANGE_PART, 0, 9}},
            {"bytes=-0", 10, {HTTP_RANGE_UNSATISFIABLE, 0, 0}},
            {"bytes=0-", 0, {HTTP_RANGE_UNSATISFIABLE, 0, 0}},
            {"bytes=-5", 0, {HTTP_RANGE_UNSATISFIABLE, 0, 0}},
            {"bytes=5-4", 10, {HTTP_RANGE_WHOLE, 0, 0}},
            {"bytes=0-1,3-4", 10, {HTTP_RANGE_WHOLE, 0, 0}},
            {"bytes=a-b", 10, {HTTP_RANGE_WHOLE, 0, 0}},
            {"bytes=1", 10, {HTTP_RANGE_WHOLE, 0, 0}},
            {"bytes=-", 10, {HTTP_RANGE_WHOLE, 0, 0}},
            {"bytes=--1", 10, {HTTP_RANGE_WHOLE, 0, 0}},
            {"lines=0-1", 10, {HTTP_RANGE_WHOLE, 0, 0}},
            {"bytes=0-99999999999999999999", 10, {HTTP_RANGE_PART, 0, 9}},
            {"bytes=99999999999999999999-", 10, {HTTP_RANGE_UNSATISFIABLE, 0, 0}},
            {"bytes=-99999999999999999999", 10, {HTTP_RANGE_PART, 0, 9}},
            {"bytes=9223372036854775806-9223372036854775807", INT64_MAX,
                    {HTTP_RANGE_PART, INT64_MAX - 1, INT64_MAX - 1}},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_test_message("%s of %" G_GINT64_FORMAT, cases[i].header, cases[i].size);
        const HttpRange got = http_range_parse(cases[i].header, cases[i].size);
        g_assert_cmpint(got.kind, ==, cases[i].expected.kind);
        g_assert_cmpint(got.first, ==, cases[i].expected.first);
        g_assert_cmpint(got.last, ==, cases[i].expected.last);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/http_range/reads_the_header", test_reads_the_header);
    return g_test_run();
}
