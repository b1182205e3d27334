#include "signaling/report/document_html.h"

#include "signaling/report/official_heading.h"

#include <string.h>

static Document *sample(void)
{
    static const DocumentColumn columns[] = {
            {.title = "STT", .share = 1, .align = DOCUMENT_CENTRE},
            {.title = "Điểm cầu", .share = 3, .align = DOCUMENT_LEFT},
    };
    static const char *const row[] = {"1", "Điểm cầu <b>Hòn Đất</b> & \"Kiên Lương\""};
    Document *document = document_new("Biên bản </title><script>", &document_page_official);

    official_heading_append(document,
            &(OfficialHeading){.parent_agency = "",
                    .agency = "Ủy ban nhân dân tỉnh",
                    .number = "Số: 05/BB-UBND",
                    .kind = "Biên bản",
                    .excerpt = "Họp giao ban tháng 3"});
    document_labelled(document, "Địa điểm", "<img src=x onerror=alert(1)>");
    document_labelled(document, "Không nói", "");
    document_table(document, columns, G_N_ELEMENTS(columns), 11);
    document_row(document, row);
    document_table_end(document);
    document_page_break(document);
    document_paragraph(document, &document_style_body, "Trang sau");
    official_signatures_append(document, &(OfficialSignature){.title = "Thư ký"},
            &(OfficialSignature){.title = "Chủ tọa"});
    return document;
}

static const char *after(const char *at, const char *text)
{
    const char *found = strstr(at, text);
    if (found == NULL) {
        g_error("the page lacks '%s' behind:\n%s", text, at);
    }
    return found + strlen(text);
}

static void test_has_its_parts_in_order(void)
{
    g_autoptr(Document) document = sample();
    g_autofree char *page = document_html(document);
    const char *at = page;

    at = after(at, "@page { size: A4 portrait; margin: 20mm 15mm 20mm 30mm;");
    at = after(at, "@top-center { content: counter(page);");
    at = after(at, "@page :first { @top-center { content: none; } }");
    at = after(at, ">ỦY BAN NHÂN DÂN TỈNH<");
    at = after(at, ">Số: 05/BB-UBND<");
    at = after(at, "<b>" OFFICIAL_NATION "</b>");
    at = after(at, "<b>" OFFICIAL_MOTTO "</b>");
    at = after(at, "<b>BIÊN BẢN</b>");
    at = after(at, "<b>Họp giao ban tháng 3</b>");
    at = after(at, "<th scope=\"col\">Điểm cầu</th>");
    at = after(at, "<td class=\"centre\">1</td><td class=\"left\">");
    at = after(at, " break\">Trang sau</p>");
    at = after(at, "<b>THƯ KÝ</b>");
    (void)after(at, "<b>CHỦ TỌA</b>");
    g_assert_null(strstr(page, "Không nói"));
}

static void test_nothing_from_outside_is_executed(void)
{
    g_autoptr(Document) document = sample();
    g_autofree char *page = document_html(document);

    g_assert_null(strstr(page, "<script"));
    g_assert_null(strstr(page, "<img"));
    g_assert_null(strstr(page, "<b>Hòn"));
    (void)after(page, "<title>Biên bản &lt;/title&gt;&lt;script&gt;</title>");
    (void)after(page, "Điểm cầu &lt;b&gt;Hòn Đất&lt;/b&gt; &amp; &quot;Kiên Lương&quot;");
}

static void test_policy_allows_its_own_style_only(void)
{
    g_autoptr(Document) document = sample();
    g_autofree char *page = document_html(document);
    g_autofree char *policy = document_html_policy(document);
    const char *style = after(page, "<style>");
    const size_t size = (size_t)(strstr(style, "</style>") - style);
    g_autofree char *hex = g_compute_checksum_for_string(G_CHECKSUM_SHA256, style, (gssize)size);
    gsize bytes = 0;
    g_autofree char *base64 = NULL;
    g_autofree guchar *digest =
            g_base64_decode(strstr(policy, "sha256-") + strlen("sha256-"), &bytes);
    g_autoptr(GString) found = g_string_new(NULL);

    for (size_t i = 0; i < 32; i++) {
        g_string_append_printf(found, "%02x", digest[i]);
    }
    g_assert_cmpstr(found->str, ==, hex);
    g_assert_true(g_str_has_prefix(policy, "default-src 'none'; style-src 'sha256-"));
}

static void test_lies_for_wide_tables(void)
{
    g_autoptr(Document) document = document_new("", &document_page_wide);
    g_autofree char *page = document_html(document);

    (void)after(page, "@page { size: A4 landscape; margin: 30mm 20mm 15mm 20mm;");
    g_assert_cmpfloat(document_text_width_mm(document), ==, 257);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/document_html/S-60/parts_in_order", test_has_its_parts_in_order);
    g_test_add_func("/document_html/nothing_is_executed", test_nothing_from_outside_is_executed);
    g_test_add_func("/document_html/policy", test_policy_allows_its_own_style_only);
    g_test_add_func("/document_html/wide", test_lies_for_wide_tables);
    return g_test_run();
}
