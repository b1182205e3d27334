#include "signaling/meeting/text_fold.h"

#include <glib.h>

static void test_spellings_meet(void)
{
    static const struct {
        const char *text;
        const char *folded;
        const char *reason;
    } rows[] = {
            {"", "", "nothing"},
            {"hoa", "hoa", "as it is"},
            {"Hòa", "hoa", "mark on the first vowel"},
            {"Hoà", "hoa", "mark on the second vowel"},
            {"Ho\xcc\x80"
             "a",
                    "hoa", "decomposed"},
            {"ĐẶC KHU Phú Quốc", "dac khu phu quoc", "two marks on a letter, and the letter đ"},
            {"Ưu, ương", "uu, uong", "horns"},
            {"Xã 12-B", "xa 12-b", "digits and signs stay"},
            {"\xc3", "", "no UTF-8"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autofree char *folded = text_fold(rows[i].text);
        g_test_message("%s", rows[i].reason);
        g_assert_cmpstr(folded, ==, rows[i].folded);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/text_fold/spellings_meet", test_spellings_meet);
    return g_test_run();
}
