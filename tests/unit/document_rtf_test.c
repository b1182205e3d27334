#include "signaling/report/document_rtf.h"

#include "signaling/report/official_heading.h"

#include <string.h>

static Document *sample(const char *text)
{
    static const DocumentColumn columns[] = {
            {.title = "STT", .share = 1, .align = DOCUMENT_CENTRE},
            {.title = "Điểm cầu", .share = 3, .align = DOCUMENT_LEFT},
    };
    const char *const row[] = {"1", text};
    Document *document = document_new(text, &document_page_official);

    official_heading_append(document,
            &(OfficialHeading){.agency = "Ủy ban nhân dân tỉnh",
                    .number = "Số: 05/BB-UBND",
                    .kind = "Biên bản",
                    .excerpt = text});
    document_labelled(document, "Địa điểm", text);
    document_table(document, columns, G_N_ELEMENTS(columns), 11);
    document_row(document, row);
    document_row_bold(document, row);
    document_table_end(document);
    official_signatures_append(document, &(OfficialSignature){.title = "Thư ký"},
            &(OfficialSignature){.title = "Chủ tọa"});
    official_recipients_append(
            document, (const char *const[]){"- Như trên;", "- Lưu: VT, Hồ sơ.", NULL});
    return document;
}

/* The text of an RTF without its commands, as UTF-8: what a reader shows. Fails the test when braces do not match. */
static char *plain_text(const char *rtf)
{
    GString *out = g_string_new(NULL);
    int depth = 0;

    for (const char *at = rtf; *at != '\0';) {
        if (*at == '{' || *at == '}') {
            depth += *at == '{' ? 1 : -1;
            g_assert_cmpint(depth, >=, at[1] == '\0' || strcmp(at, "}\n") == 0 ? 0 : 1);
            at++;
        } else if (*at == '\\' && strchr("\\{}", at[1]) != NULL) {
            g_string_append_c(out, at[1]);
            at += 2;
        } else if (*at == '\\' && at[1] == 'u' && strchr("-0123456789", at[2]) != NULL) {
            char *end = NULL;
            const gint64 unit = g_ascii_strtoll(at + 2, &end, 10);
            g_assert_true(*end == '?');
            g_string_append_unichar(out, (gunichar)(guint16)unit);
            at = end + 1;
        } else if (*at == '\\') {
            at += 1 + strcspn(at + 1, "\\{} \n");
            at += *at == ' ' ? 1 : 0;
        } else {
            g_assert_cmpint((guchar)*at, <, 0x80);
            if (*at != '\n') {
                g_string_append_c(out, *at);
            }
            at++;
        }
    }
    g_assert_cmpint(depth, ==, 0);
    return g_string_free(out, FALSE);
}

static const char *after(const char *at, const char *text)
{
    const char *found = strstr(at, text);
    if (found == NULL) {
        g_error("the document lacks '%s' behind:\n%s", text, at);
    }
    return found + strlen(text);
}

static void test_page_is_the_decrees(void)
{
    g_autoptr(Document) document = sample("Họp");
    g_autofree char *rtf = document_rtf(document);
    const char *at = rtf;

    at = after(at, "{\\rtf1\\ansi");
    at = after(at, "{\\fonttbl{\\f0\\froman\\fcharset163\\fprq2 Times New Roman;}}");
    at = after(at, "\\paperw11906\\paperh16838\\margl1701\\margr850\\margt1134\\margb1134\n");
    (void)after(at,
            "\\titlepg{\\headerf\\pard\\plain\\f0\\fs28\\par}{"
            "\\header\\pard\\plain\\qc\\f0\\fs28\\chpgn");
}

static void test_heading_reads_byte_for_byte(void)
{
    g_autoptr(Document) document = sample("Họp giao ban");
    g_autofree char *rtf = document_rtf(document);
    g_autofree char *text = plain_text(rtf);
    const char *at = text;

    at = after(at, "ỦY BAN NHÂN DÂN TỈNH");
    at = after(at, "Số: 05/BB-UBND");
    at = after(at, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM");
    at = after(at, "Độc lập - Tự do - Hạnh phúc");
    at = after(at, "BIÊN BẢN");
    at = after(at, "Họp giao ban");
    at = after(at, "Địa điểm: Họp giao ban");
    at = after(at, "THƯ KÝ");
    at = after(at, "CHỦ TỌA");
    at = after(at, "Nơi nhận:");
    (void)after(at, "- Lưu: VT, Hồ sơ.");
}

/* Every letter of Vietnamese, and what RTF itself is written with. */
static void test_text_cannot_become_a_command(void)
{
    static const char *const texts[] = {
            "a}{\\object\\objdata 00} \\par \\u65? \\'41",
            "\\",
            "{",
            "}",
            "}}}}}}}}{\\field{\\*\\fldinst INCLUDEPICTURE \"http://a.example/\"}}",
            "ăắằẳẵặâấầẩẫậđêếềểễệôốồổỗộơớờởỡợưứừửữự",
            "ĂẮẰẲẴẶÂẤẦẨẪẬĐÊẾỀỂỄỆÔỐỒỔỖỘƠỚỜỞỠỢƯỨỪỬỮỰ",
            "áàảãạéèẻẽẹíìỉĩịóòỏõọúùủũụýỳỷỹỵ",
    };

    for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
        g_autoptr(Document) document = sample(texts[i]);
        g_autofree char *rtf = document_rtf(document);
        g_autofree char *text = plain_text(rtf);
        const char *at = text;
        for (int times = 0; times < 5; times++) { /* title, excerpt, paragraph, two rows */
            at = after(at, texts[i]);
        }
    }
}

static void test_letters_have_their_codes(void)
{
    g_autoptr(Document) document = document_new("", &document_page_official);
    /* e, circumflex and dot below apart: NFC makes one letter of them; the third is beyond the first plane. */
    document_paragraph(
            document, &document_style_body, "Vie\xcc\xa3\xcc\x82t\xF0\x9F\x98\x80\x01\n.");
    g_autofree char *rtf = document_rtf(document);

    (void)after(rtf, " Vi\\u7879?t\\u-10179?\\u-8704?\\line .\\par");
}

static void test_rules_are_as_long_as_asked(void)
{
    g_autoptr(Document) document = document_new("", &document_page_official);
    const DocumentStyle full = {
            .align = DOCUMENT_CENTRE, .bold = true, .size_pt = 10, .rule = DOCUMENT_RULE_FULL};
    DocumentStyle part = full;

    part.rule = DOCUMENT_RULE_PART;
    document_paragraph(document, &full, "AAAAA");
    document_paragraph(document, &part, "AAAAA");
    g_autofree char *rtf = document_rtf(document);
    /* The text takes 5 x 0.722 x 10 pt = 722 twips of 9354: (9354 - 722) / 2, (9354 - 289) / 2. */
    const char *at = after(rtf, "\\li4316\\ri4316\\brdrt\\brdrs");
    (void)after(at, "\\li4532\\ri4532\\brdrt\\brdrs");
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/document_rtf/page", test_page_is_the_decrees);
    g_test_add_func("/document_rtf/S-60/heading", test_heading_reads_byte_for_byte);
    g_test_add_func("/document_rtf/no_commands_from_outside", test_text_cannot_become_a_command);
    g_test_add_func("/document_rtf/letters", test_letters_have_their_codes);
    g_test_add_func("/document_rtf/rules", test_rules_are_as_long_as_asked);
    return g_test_run();
}
