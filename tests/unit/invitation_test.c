#include "signaling/report/invitation.h"

#include "signaling/report/document_html.h"
#include "signaling/report/document_rtf.h"

#include <string.h>

static const char *const guests[] = {"UBND thành phố Rạch Giá", "UBND huyện Hòn Đất", NULL};
static const char *const notes[] = {"Liên kết vào họp: https://hop.example/join?site=903", NULL};
static const char *const none[] = {NULL};

static Invitation sample(void)
{
    return (Invitation){
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

static char *html_of(const Invitation *invitation)
{
    g_autoptr(Document) document = invitation_document(invitation);
    return document_html(document);
}

static char *rtf_of(const Invitation *invitation)
{
    g_autoptr(Document) document = invitation_document(invitation);
    return document_rtf(document);
}

/* RTF's words for a text: letters beyond ASCII as \uN?. */
static char *rtf_words(const char *text)
{
    GString *out = g_string_new(NULL);

    for (const char *at = text; *at != '\0'; at = g_utf8_next_char(at)) {
        const gunichar letter = g_utf8_get_char(at);
        if (letter < 0x80) {
            g_string_append_c(out, (char)letter);
        } else {
            g_string_append_printf(out, "\\u%d?", (int)(gint16)letter);
        }
    }
    return g_string_free(out, FALSE);
}

static size_t index_of(const char *page, const char *text)
{
    const char *at = strstr(page, text);
    if (at == NULL) {
        g_error("the invitation lacks '%s':\n%s", text, page);
    }
    return (size_t)(at - page);
}

/* In both forms; in the heading agency and number stand left of the nation, so they come first. */
static void test_strings_of_the_form_stand_in_order(void)
{
    static const char *const strings[] = {
            "Số: 05/GM-UBND",
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
            "Độc lập - Tự do - Hạnh phúc",
            "Rạch Giá, ngày 09 tháng 02 năm 2026",
            "GIẤY MỜI",
            "Họp giao ban tháng 2",
            "Ủy ban nhân dân tỉnh trân trọng kính mời:",
            "- UBND thành phố Rạch Giá;",
            "- UBND huyện Hòn Đất;",
            "Tới dự: Họp giao ban tháng 2.",
            "Đại biểu 01, Chủ tịch",
            "08 giờ 00, ngày 16 tháng 02 năm 2026 (dự kiến kết thúc",
            "Phòng họp trực tuyến; họp trực tuyến từ điểm cầu trung tâm",
            "Các vấn đề cần lưu ý:",
            "- Liên kết vào họp: https://hop.example/join?site=903;",
            "./.",
            "Nơi nhận:",
            "- Như trên;",
            "- Lưu: VT",
            "TL. CHỦ TỊCH",
    };
    const Invitation invitation = sample();
    g_autofree char *html = html_of(&invitation);
    g_autofree char *rtf = rtf_of(&invitation);
    size_t last_html = index_of(html, "<body>");
    size_t last_rtf = 0;

    for (size_t i = 0; i < G_N_ELEMENTS(strings); i++) {
        g_autofree char *words = rtf_words(strings[i]);
        const size_t in_html = last_html + index_of(html + last_html, strings[i]);
        const size_t in_rtf = last_rtf + index_of(rtf + last_rtf, words);
        last_html = in_html + 1;
        last_rtf = in_rtf + 1;
    }
}

static void test_is_composed_unicode(void)
{
    Invitation invitation = sample();
    invitation.title = "Ho\xCC\xA3p"; /* o and a dot below */
    g_autofree char *page = html_of(&invitation);
    g_autofree char *composed = g_utf8_normalize(page, -1, G_NORMALIZE_NFC);

    g_assert_cmpstr(page, ==, composed);
    (void)index_of(page, ">Họp<");
}

static void test_foreign_text_is_no_markup(void)
{
    Invitation invitation = sample();
    invitation.title = "<script>alert('x')</script>{\\object}";
    g_autofree char *page = html_of(&invitation);
    g_autofree char *rtf = rtf_of(&invitation);

    g_assert_null(strstr(page, "<script>"));
    (void)index_of(page, "&lt;script&gt;alert(&apos;x&apos;)&lt;/script&gt;");
    (void)index_of(rtf, "\\{\\\\object\\}");
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
    g_autofree char *page = html_of(&invitation);

    (void)index_of(page, "Số: …/GM-…");
    (void)index_of(page, "…, ngày 09 tháng 02 năm 2026");
    (void)index_of(page, "08 giờ 00, ngày 16 tháng 02 năm 2026.");
    g_assert_null(strstr(page, "Chủ trì"));
    g_assert_null(strstr(page, "Địa điểm"));
    g_assert_null(strstr(page, "lưu ý"));
}

/* NĐ 30/2020/NĐ-CP, Phụ lục I: A4, margins 20, 20, 30 and 15 mm, Times New Roman. */
static void test_page_is_as_the_decree_says(void)
{
    static const char *const words[] = {"\\paperw11906", "\\paperh16838", "\\margl1701",
            "\\margr850", "\\margt1134", "\\margb1134", "Times New Roman"};
    const Invitation invitation = sample();
    g_autofree char *rtf = rtf_of(&invitation);
    g_autofree char *html = html_of(&invitation);

    for (size_t i = 0; i < G_N_ELEMENTS(words); i++) {
        (void)index_of(rtf, words[i]);
    }
    (void)index_of(html, "size: A4 portrait; margin: 20mm 15mm 20mm 30mm");
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/invitation/S-60/strings_of_the_form_stand_in_order",
            test_strings_of_the_form_stand_in_order);
    g_test_add_func("/invitation/is_composed_unicode", test_is_composed_unicode);
    g_test_add_func("/invitation/foreign_text_is_no_markup", test_foreign_text_is_no_markup);
    g_test_add_func(
            "/invitation/what_is_not_known_is_left_open", test_what_is_not_known_is_left_open);
    g_test_add_func("/invitation/S-37/page_is_as_the_decree_says", test_page_is_as_the_decree_says);
    return g_test_run();
}
