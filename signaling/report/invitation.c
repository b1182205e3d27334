#include "signaling/report/invitation.h"

#include "signaling/meeting/civil_day.h"

#include <glib.h>

/* NĐ 30/2020/NĐ-CP, Phụ lục I: A4, margins 20-25, 30-35 left, 15-20 right; numbers of pages from the second, centred
 * in the top margin; body justified, 13-14 pt, first line indented 1 cm or 1.27 cm. */
static const char style[] =
        "@page { size: A4 portrait; margin: 20mm 15mm 20mm 30mm;\n"
        "  @top-center { content: counter(page); font: 14pt \"Times New Roman\", serif; } }\n"
        "@page :first { @top-center { content: none; } }\n"
        "html { background: #fff; color: #000; }\n"
        "body { margin: 0 auto; max-width: 165mm; font: 14pt/1.3 \"Times New Roman\", "
        "\"Liberation Serif\", \"Tinos\", serif; }\n"
        "@media screen { body { padding: 20mm 15mm 20mm 30mm; } }\n"
        "header, footer { display: flex; justify-content: space-between; }\n"
        "header > div { text-align: center; }\n"
        "header > .agency { width: 42%; }\n"
        "header > .nation { width: 56%; }\n"
        "header p, footer p, h1, h2 { margin: 0; }\n"
        ".upright, .upper { font-size: 13pt; text-transform: uppercase; }\n"
        ".upper { font-weight: bold; }\n"
        ".agency .upper::after { content: \"\"; display: block; width: 40%; margin: 1pt auto 0; "
        "border-top: 0.75pt solid #000; }\n"
        ".motto { display: inline-block; font-weight: bold; border-bottom: 0.75pt solid #000; }\n"
        ".number { font-size: 13pt; margin-top: 6pt; }\n"
        ".date { font-style: italic; margin-top: 6pt; }\n"
        "h1 { margin-top: 18pt; text-align: center; font-size: 14pt; }\n"
        "h2 { text-align: center; font-size: 14pt; }\n"
        "h2::after { content: \"\"; display: block; width: 35%; margin: 2pt auto 14pt; "
        "border-top: 0.75pt solid #000; }\n"
        "main p { margin: 6pt 0; text-align: justify; text-indent: 10mm; white-space: pre-line; }\n"
        "main li { margin: 3pt 0; text-align: justify; }\n"
        "footer { margin-top: 14pt; break-inside: avoid; }\n"
        ".recipients { font-size: 11pt; }\n"
        ".recipients b { font-size: 12pt; font-style: italic; }\n"
        ".signature { min-width: 45%; text-align: center; font-weight: bold; }\n"
        ".signature .upper { font-size: 14pt; }\n"
        ".signature .name { margin-top: 30mm; }\n"
        ".demonstration { text-align: center; border: 0.75pt solid #000; }\n";

const char *invitation_style(void)
{
    return style;
}

char *invitation_time_text(int64_t time_us)
{
    const CivilTime time = civil_time_of(time_us);
    g_autofree char *day = civil_day_long_text(civil_day_of(time_us));
    return g_strdup_printf("%02d giờ %02d, %s", time.hour, time.minute, day);
}

/* `<tag class="name">text</tag>`, the text escaped and in NFC; nothing when it is empty. */
static void append(GString *out, const char *tag, const char *class_name, const char *text)
{
    if (text[0] == '\0') {
        return;
    }
    g_autofree char *composed = g_utf8_normalize(text, -1, G_NORMALIZE_NFC);
    g_autofree char *escaped = g_markup_escape_text(composed != NULL ? composed : "", -1);
    g_string_append_printf(out, "<%s", tag);
    if (class_name != NULL) {
        g_string_append_printf(out, " class=\"%s\"", class_name);
    }
    g_string_append_printf(out, ">%s</%s>\n", escaped, tag);
}

static void append_labelled(GString *out, const char *label, const char *text)
{
    if (text[0] != '\0') {
        g_autofree char *line = g_strdup_printf("%s: %s", label, text);
        append(out, "p", NULL, line);
    }
}

static void append_list(GString *out, const char *const *items)
{
    g_string_append(out, "<ul>\n");
    for (size_t i = 0; items[i] != NULL; i++) {
        append(out, "li", NULL, items[i]);
    }
    g_string_append(out, "</ul>\n");
}

static void append_heading(GString *out, const Invitation *invitation)
{
    g_autofree char *number = g_strdup_printf(
            "Số: %s", invitation->number[0] != '\0' ? invitation->number : "…/GM-…");
    g_autofree char *day = civil_day_long_text(civil_day_of(invitation->written_us));
    g_autofree char *date =
            g_strdup_printf("%s, %s", invitation->town[0] != '\0' ? invitation->town : "…", day);

    g_string_append(out, "<header><div class=\"agency\">\n");
    append(out, "p", "upright", invitation->parent_agency);
    append(out, "p", "upper", invitation->agency);
    append(out, "p", "number", number);
    g_string_append(out, "</div><div class=\"nation\">\n");
    append(out, "p", "upper", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM");
    append(out, "p", "motto", "Độc lập - Tự do - Hạnh phúc");
    append(out, "p", "date", date);
    g_string_append(out, "</div></header>\n");
    append(out, "h1", NULL, "GIẤY MỜI");
    append(out, "h2", NULL, invitation->title);
}

static char *place_text(const Invitation *invitation)
{
    if (!invitation->online) {
        return g_strdup(invitation->place);
    }
    return g_strdup_printf("%s%shọp trực tuyến từ điểm cầu trung tâm đến %d điểm cầu.",
            invitation->place, invitation->place[0] != '\0' ? "; " : "", invitation->sites);
}

static char *time_text(const Invitation *invitation)
{
    g_autofree char *start = invitation_time_text(invitation->start_us);

    if (invitation->end_us == 0) {
        return g_strconcat(start, ".", NULL);
    }
    const CivilTime end = civil_time_of(invitation->end_us);
    return g_strdup_printf("%s (dự kiến kết thúc lúc %02d giờ %02d).", start, end.hour, end.minute);
}

static void append_body(GString *out, const Invitation *invitation)
{
    g_autofree char *inviting = g_strdup_printf("%s trân trọng kính mời:", invitation->agency);
    g_autofree char *occasion = g_strdup_printf("Tới dự: %s.", invitation->title);
    g_autofree char *chair = g_strdup_printf("%s%s%s", invitation->chair_name,
            invitation->chair_name[0] != '\0' && invitation->chair_title[0] != '\0' ? ", " : "",
            invitation->chair_title);
    g_autofree char *time = time_text(invitation);
    g_autofree char *place = place_text(invitation);

    append(out, "p", NULL, inviting);
    append_list(out, invitation->guests);
    append(out, "p", NULL, occasion);
    append_labelled(out, "Chủ trì", chair);
    append_labelled(out, "Thời gian", time);
    append_labelled(out, "Địa điểm", place);
    append_labelled(out, "Chương trình", invitation->agenda);
    if (invitation->notes[0] != NULL) {
        append(out, "p", NULL, "Các vấn đề cần lưu ý:");
        append_list(out, invitation->notes);
    }
    append(out, "p", NULL, "Đề nghị đại biểu tham dự đầy đủ, đúng thành phần, đúng thời gian./.");
}

static void append_foot(GString *out, const Invitation *invitation)
{
    g_string_append(out, "<footer><div class=\"recipients\">\n<b>Nơi nhận:</b>\n");
    append(out, "p", NULL, "- Như trên;");
    append(out, "p", NULL, "- Lưu: VT, Hồ sơ.");
    g_string_append(out, "</div><div class=\"signature\">\n");
    append(out, "p", "upper", invitation->signer_title);
    append(out, "p", "name", invitation->signer_name);
    g_string_append(out, "</div></footer>\n");
}

char *invitation_html(const Invitation *invitation)
{
    GString *out =
            g_string_new("<!doctype html>\n<html lang=\"vi\"><head><meta charset=\"utf-8\">\n");
    g_autofree char *style_url = g_markup_escape_text(invitation->style_url, -1);

    append(out, "title", NULL, invitation->title);
    g_string_append_printf(
            out, "<link rel=\"stylesheet\" href=\"%s\">\n</head><body>\n", style_url);
    if (invitation->demonstration) {
        append(out, "p", "demonstration", "DỮ LIỆU MINH HỌA");
    }
    append_heading(out, invitation);
    g_string_append(out, "<main>\n");
    append_body(out, invitation);
    g_string_append(out, "</main>\n");
    append_foot(out, invitation);
    g_string_append(out, "</body></html>\n");
    return g_string_free(out, FALSE);
}
