#include "signaling/report/invitation.h"

#include <glib.h>

#include <string.h>

static const char *const guests[] = {"UBND thành phố Rạch Giá", "UBND huyện Hòn Đất", NULL};
static const char *const notes[] = {"Liên kết vào họp: https://hop.example/join?site=903", NULL};
static const char *const none[] = {NULL};

static Invitation sample(void)
{
    return (Invitation){
            .style_url = "/api/v1/print.css",
            .parent_agency = "",
            .agency = "Ủy ban nhân dân tỉnh",
            .number = "05/GM-UBND",
            .town = "Rạch Giá",
            .written_us = INT64_C(1770598800000000), /* 2026-02-09T01:00:00Z */
            .title = "Họp giao ban tháng 2",
            .guests = guests,
            .chair_name = "Đại biểu 01",
            .chair_title = "Chủ tịch",
            .start_us = INT64_C(1771203600000000), /* 2026-02-16T01:00:00Z */
            .end_us = INT64_C(1771210800000000),
            .place = "Phòng họp trực tuyến",
            .online = true,
            .sites = 15,
            .agenda = "",
            .notes = notes,
            .signer_title = "TL. CHỦ TỊCH",
            .signer_name = "",
    };
}

static size_t index_of(const char *page, const char *text)
{
    const char *at = strstr(page, text);
    if (at == NULL) {
        g_error("the invitation lacks '%s':\n%s", text, page);
    }
    return (size_t)(at - page);
}

static void test_strings_of_the_form_stand_in_order(void)
{
    static const char *const strings[] = {
            ">Ủy ban nhân dân tỉnh</p>",
            ">Số: 05/GM-UBND</p>",
            ">CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</p>",
            ">Độc lập - Tự do - Hạnh phúc</p>",
            ">Rạch Giá, ngày 09 tháng 02 năm 2026</p>",
            ">GIẤY MỜI</h1>",
            ">Họp giao ban tháng 2</h2>",
            ">Ủy ban nhân dân tỉnh trân trọng kính mời:</p>",
            "<li>UBND thành phố Rạch Giá</li>\n<li>UBND huyện Hòn Đất</li>",
            ">Tới dự: Họp giao ban tháng 2.</p>",
            ">Chủ trì: Đại biểu 01, Chủ tịch</p>",
            ">Thời gian: 08 giờ 00, ngày 16 tháng 02 năm 2026 (dự kiến kết thúc",
            ">Địa điểm: Phòng họp trực tuyến; họp trực tuyến từ điểm cầu trung tâm",
            ">Các vấn đề cần lưu ý:</p>",
            "<li>Liên kết vào họp: https://hop.example/join?site=903</li>",
            "./.</p>",
            "Nơi nhận:",
            "- Lưu: VT",
            ">TL. CHỦ TỊCH</p>",
    };
    const Invitation invitation = sample();
    g_autofree char *page = invitation_html(&invitation);
    size_t last = 0;

    for (size_t i = 0; i < G_N_ELEMENTS(strings); i++) {
        const size_t at = index_of(page, strings[i]);
        g_assert_cmpuint(at, >=, last);
        last = at;
    }
}

static void test_is_composed_unicode(void)
{
    Invitation invitation = sample();
    invitation.title = "Ho\xCC\xA3p"; /* o and a dot below */
    g_autofree char *page = invitation_html(&invitation);
    g_autofree char *composed = g_utf8_normalize(page, -1, G_NORMALIZE_NFC);

    g_assert_cmpstr(page, ==, composed);
    (void)index_of(page, "<h2>Họp</h2>");
}

static void test_foreign_text_is_no_markup(void)
{
    Invitation invitation = sample();
    invitation.title = "<script>alert('x')</script>";
    invitation.style_url = "\"><script>";
    g_autofree char *page = invitation_html(&invitation);

    g_assert_null(strstr(page, "<script>"));
    (void)index_of(page, "&lt;script&gt;alert(&apos;x&apos;)&lt;/script&gt;");
}

static void test_what_is_not_known_is_left_open(void)
{
    Invitation invitation = sample();
    invitation.number = "";
    invitation.town = "";
    invitation.chair_name = "";
    invitation.chair_title = "";
    invitation.place = "";
    invitation.online = false;
    invitation.end_us = 0;
    invitation.guests = none;
    invitation.notes = none;
    g_autofree char *page = invitation_html(&invitation);

    (void)index_of(page, ">Số: …/GM-…</p>");
    (void)index_of(page, ">…, ngày 09 tháng 02 năm 2026</p>");
    (void)index_of(page, ">Thời gian: 08 giờ 00, ngày 16 tháng 02 năm 2026.</p>");
    g_assert_null(strstr(page, "Chủ trì"));
    g_assert_null(strstr(page, "Địa điểm"));
    g_assert_null(strstr(page, "lưu ý"));
    g_assert_null(strstr(page, "DỮ LIỆU MINH HỌA"));
}

static void test_page_is_as_the_decree_says(void)
{
    (void)index_of(invitation_style(), "size: A4 portrait; margin: 20mm 15mm 20mm 30mm;");
    (void)index_of(
            invitation_style(), "\"Times New Roman\", \"Liberation Serif\", \"Tinos\", serif");
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/invitation/strings_of_the_form_stand_in_order",
            test_strings_of_the_form_stand_in_order);
    g_test_add_func("/invitation/is_composed_unicode", test_is_composed_unicode);
    g_test_add_func("/invitation/foreign_text_is_no_markup", test_foreign_text_is_no_markup);
    g_test_add_func(
            "/invitation/what_is_not_known_is_left_open", test_what_is_not_known_is_left_open);
    g_test_add_func("/invitation/page_is_as_the_decree_says", test_page_is_as_the_decree_says);
    return g_test_run();
}
