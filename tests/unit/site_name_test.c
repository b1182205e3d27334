#include "signaling/meeting/site_name.h"

#include <string.h>

static void test_one_display_form(void)
{
    static const struct {
        const char *why;
        const char *text;
        const char *name;
    } cases[] = {
            {"stays as it is", "Điểm cầu Hòn Đất", "Điểm cầu Hòn Đất"},
            {"trimmed and squeezed", "  Hòn \t Đất  ", "Hòn Đất"},
            {"a no-break space is a space", "Hòn\xC2\xA0\xC2\xA0Đất", "Hòn Đất"},
            {"letters and marks are composed", "Ho\xCC\x80n", "Hòn"},
            {"a zero-width space is not seen", "Hòn\xE2\x80\x8B Đất", "Hòn Đất"},
            {"a zero-width joiner hides no mark", "o\xE2\x80\x8D\xCC\x80", "ò"},
            {"direction marks are dropped",
                    "\xE2\x80\xAE"
                    "abc",
                    "abc"},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(GError) error = NULL;
        g_autofree char *name = site_name_normalise(cases[i].text, &error);
        g_test_message("%s", cases[i].why);
        g_assert_no_error(error);
        g_assert_cmpstr(name, ==, cases[i].name);
    }
}

static void test_refuses_what_nobody_may_have(void)
{
    g_autofree char *longest = g_strnfill(SITE_NAME_MAX, 'x');
    g_autofree char *too_long = g_strnfill(SITE_NAME_MAX + 1, 'x');
    g_autofree char *far_too_long = g_strnfill(100000, 'x');
    const struct {
        const char *why;
        const char *text;
        int code;
    } cases[] = {
            {"empty", "", SITE_NAME_ERROR_EMPTY},
            {"only spaces", " \t ", SITE_NAME_ERROR_EMPTY},
            {"only what is not seen", "\xE2\x80\x8B", SITE_NAME_ERROR_EMPTY},
            {"a line feed", "a\nb", SITE_NAME_ERROR_CONTROL},
            {"an escape", "a\x1b[0m", SITE_NAME_ERROR_CONTROL},
            {"not UTF-8", "\xff\xfe", SITE_NAME_ERROR_ENCODING},
            {"one too long", too_long, SITE_NAME_ERROR_LONG},
            {"far too long", far_too_long, SITE_NAME_ERROR_LONG},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(GError) error = NULL;
        g_test_message("%s", cases[i].why);
        g_assert_null(site_name_normalise(cases[i].text, &error));
        g_assert_error(error, SITE_NAME_ERROR, cases[i].code);
    }
    g_autofree char *name = site_name_normalise(longest, NULL);
    g_assert_cmpstr(name, ==, longest);
}

static void test_case_makes_no_second_site(void)
{
    g_autofree char *one = site_name_identity("Điểm cầu Hòn Đất");
    g_autofree char *other = site_name_identity("ĐIỂM CẦU HÒN ĐẤT");
    g_autofree char *without_marks = site_name_identity("Diem cau Hon Dat");
    g_autofree char *viewer = site_name_viewer_identity("Điểm cầu Hòn Đất");

    g_assert_cmpstr(one, ==, "site:điểm cầu hòn đất");
    g_assert_cmpstr(one, ==, other);
    g_assert_cmpstr(one, !=, without_marks);
    g_assert_cmpstr(one, !=, viewer);
}

static void test_a_code_is_an_identity_of_its_own(void)
{
    g_autofree char *by_code = site_name_code_identity("903");
    g_autofree char *by_name = site_name_identity("903");
    g_autofree char *in_disguise = site_name_identity("code:903");

    g_assert_cmpstr(by_code, !=, by_name);
    g_assert_cmpstr(by_code, !=, in_disguise);
    g_assert_cmpstr(site_name_identity_code(by_code), ==, "903");
    g_assert_null(site_name_identity_code(by_name));
    g_assert_null(site_name_identity_code(in_disguise));
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/site_name/one_display_form", test_one_display_form);
    g_test_add_func("/site_name/refuses_what_nobody_may_have", test_refuses_what_nobody_may_have);
    g_test_add_func("/site_name/case_makes_no_second_site", test_case_makes_no_second_site);
    g_test_add_func(
            "/site_name/a_code_is_an_identity_of_its_own", test_a_code_is_an_identity_of_its_own);
    return g_test_run();
}
