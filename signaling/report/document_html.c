#include "signaling/report/document_html.h"

static const char style_head[] =
        "@page :first { @top-center { content: none; } }\n"
        "html { background: #fff; color: #000; }\n"
        "body { margin: 0 auto; font: 14pt/1.3 \"Times New Roman\", \"Liberation Serif\", "
        "\"Tinos\", serif; }\n"
        "p { margin: 0; white-space: pre-line; overflow-wrap: anywhere; }\n"
        "h1, h2 { margin: 0; font-size: inherit; font-weight: inherit; }\n"
        "table { width: 100%; border-collapse: collapse; table-layout: fixed; }\n"
        "td, th { padding: 0; vertical-align: top; font-weight: normal; text-align: left; }\n"
        ".lines { margin: 6pt 0; line-height: 1.15; }\n"
        ".lines td, .lines th { border: 0.75pt solid #000; padding: 1.5pt 2.5pt; white-space: "
        "pre-line; "
        "overflow-wrap: anywhere; }\n"
        ".lines th { font-weight: bold; text-align: center; vertical-align: middle; }\n"
        ".lines tr { break-inside: avoid; }\n"
        "thead { display: table-header-group; }\n"
        ".side { break-inside: avoid; }\n"
        ".justify { text-align: justify; }\n.left { text-align: left; }\n"
        ".centre { text-align: center; }\n.right { text-align: right; }\n"
        ".tight { line-height: 1.15; }\n"
        ".keep { break-after: avoid; }\n"
        ".break { break-before: page; }\n"
        ".full > span { display: inline-block; border-bottom: 0.75pt solid #000; }\n"
        ".part > span { display: inline-block; }\n"
        ".part > span::after { content: \"\"; display: block; width: 40%; margin: 1pt auto 0; "
        "border-top: 0.75pt solid #000; }\n";

static const char *const aligns[] = {
        [DOCUMENT_JUSTIFY] = "justify",
        [DOCUMENT_LEFT] = "left",
        [DOCUMENT_CENTRE] = "centre",
        [DOCUMENT_RIGHT] = "right",
};

/* CSS has a point, whatever the country of the server. */
static void append_length(GString *out, const char *before, double value, const char *after)
{
    char digits[G_ASCII_DTOSTR_BUF_SIZE];
    g_string_append_printf(
            out, "%s%s%s", before, g_ascii_formatd(digits, sizeof digits, "%g", value), after);
}

/* A style of its own for each block that has lengths: a class named after its number. */
static void append_block_style(GString *out, const DocumentBlock *block, size_t n)
{
    const DocumentStyle *style = &block->style;

    if (block->kind != DOCUMENT_PARAGRAPH && block->kind != DOCUMENT_TABLE) {
        return;
    }
    g_string_append_printf(out, ".b%zu {", n);
    if (style->size_pt != 0) {
        g_string_append_printf(out, " font-size: %dpt;", style->size_pt);
    }
    if (style->first_mm != 0) {
        append_length(out, " text-indent: ", style->first_mm, "mm;");
    }
    if (style->left_mm != 0) {
        append_length(out, " margin-left: ", style->left_mm, "mm;");
    }
    if (style->before_pt != 0) {
        append_length(out, " margin-top: ", style->before_pt, "pt;");
    }
    if (style->after_pt != 0) {
        append_length(out, " margin-bottom: ", style->after_pt, "pt;");
    }
    g_string_append(out, " }\n");
}

static char *style_text(const Document *document)
{
    const DocumentPage *page = document_page(document);
    GString *out = g_string_new("@page { size: A4 ");

    g_string_append(out, page->landscape ? "landscape" : "portrait");
    append_length(out, "; margin: ", page->top_mm, "mm");
    append_length(out, " ", page->right_mm, "mm");
    append_length(out, " ", page->bottom_mm, "mm");
    append_length(out, " ", page->left_mm, "mm;\n");
    g_string_append(out,
            "  @top-center { content: counter(page); font: 14pt \"Times New Roman\", \"Liberation "
            "Serif\", serif; } }\n");
    g_string_append(out, style_head);
    append_length(
            out, "@media screen { body { max-width: ", document_text_width_mm(document), "mm;");
    append_length(out, " padding: ", page->top_mm, "mm");
    append_length(out, " ", page->right_mm, "mm");
    append_length(out, " ", page->bottom_mm, "mm");
    append_length(out, " ", page->left_mm, "mm; } }\n");
    const DocumentBlock *block = NULL;
    for (size_t n = 0; (block = document_block(document, n)) != NULL; n++) {
        append_block_style(out, block, n);
    }
    return g_string_free(out, FALSE);
}

static void append_run(GString *out, const DocumentRun *run)
{
    g_autofree char *escaped = g_markup_escape_text(run->text, -1);
    g_string_append_printf(out, "%s%s%s%s%s", run->bold ? "<b>" : "", run->italic ? "<i>" : "",
            escaped, run->italic ? "</i>" : "", run->bold ? "</b>" : "");
}

static void append_paragraph(GString *out, const DocumentBlock *block, size_t n, bool page_break)
{
    const DocumentStyle *style = &block->style;
    const bool ruled = style->rule != DOCUMENT_NO_RULE;

    g_string_append_printf(out, "<p class=\"b%zu %s%s%s%s%s\">", n, aligns[style->align],
            style->tight ? " tight" : "", style->keep ? " keep" : "", page_break ? " break" : "",
            style->rule == DOCUMENT_RULE_FULL           ? " full"
                    : style->rule == DOCUMENT_RULE_PART ? " part"
                                                        : "");
    g_string_append(out, ruled ? "<span>" : "");
    for (guint i = 0; block->runs != NULL && i < block->runs->len; i++) {
        append_run(out, &g_array_index(block->runs, DocumentRun, i));
    }
    g_string_append(out, ruled ? "</span></p>\n" : "</p>\n");
}

/* Widths as attributes: the policy of the page allows no styles but its own sheet. */
static void append_widths(GString *out, const GArray *columns)
{
    g_assert(columns != NULL);
    double whole = 0;

    for (guint i = 0; i < columns->len; i++) {
        whole += g_array_index(columns, DocumentColumn, i).share;
    }
    g_string_append(out, "<colgroup>");
    for (guint i = 0; i < columns->len; i++) {
        append_length(out, "<col width=\"",
                100 * g_array_index(columns, DocumentColumn, i).share / whole, "%\">");
    }
    g_string_append(out, "</colgroup>\n");
}

static void append_heads(GString *out, const GArray *columns)
{
    g_assert(columns != NULL);
    g_string_append(out, "<thead><tr>");
    for (guint i = 0; i < columns->len; i++) {
        g_autofree char *title =
                g_markup_escape_text(g_array_index(columns, DocumentColumn, i).title, -1);
        g_string_append_printf(out, "<th scope=\"col\">%s</th>", title);
    }
    g_string_append(out, "</tr></thead>\n<tbody>\n");
}

static void append_row(GString *out, const DocumentBlock *block, const GArray *columns)
{
    g_assert(columns != NULL);
    g_string_append(out, "<tr>");
    for (guint i = 0; i < block->runs->len; i++) {
        const DocumentAlign align = g_array_index(columns, DocumentColumn, i).align;
        g_string_append_printf(out, "<td class=\"%s\">", aligns[align]);
        append_run(out, &g_array_index(block->runs, DocumentRun, i));
        g_string_append(out, "</td>");
    }
    g_string_append(out, "</tr>\n");
}

static void append_block(
        GString *out, const DocumentBlock *block, size_t n, const GArray *columns, bool page_break)
{
    switch (block->kind) {
    case DOCUMENT_PARAGRAPH:
        append_paragraph(out, block, n, page_break);
        break;
    case DOCUMENT_COLUMNS:
        g_string_append(out, "<table class=\"side\" role=\"presentation\">");
        append_widths(out, block->columns);
        g_string_append(out, "<tr><td>\n");
        break;
    case DOCUMENT_NEXT_COLUMN:
        g_string_append(out, "</td><td>\n");
        break;
    case DOCUMENT_COLUMNS_END:
        g_string_append(out, "</td></tr></table>\n");
        break;
    case DOCUMENT_TABLE:
        g_string_append_printf(
                out, "<table class=\"lines b%zu%s\">", n, page_break ? " break" : "");
        append_widths(out, block->columns);
        append_heads(out, block->columns);
        break;
    case DOCUMENT_ROW:
        append_row(out, block, columns);
        break;
    case DOCUMENT_TABLE_END:
        g_string_append(out, "</tbody></table>\n");
        break;
    case DOCUMENT_PAGE_BREAK:
        break;
    }
}

char *document_html(const Document *document)
{
    g_autofree char *title = g_markup_escape_text(document_title(document), -1);
    g_autofree char *style = style_text(document);
    GString *out = g_string_new(NULL);
    const GArray *columns = NULL;
    const DocumentBlock *block = NULL;
    bool page_break = false;

    g_string_append_printf(out,
            "<!doctype html>\n<html lang=\"vi\"><head><meta charset=\"utf-8\">\n<title>%s</title>\n"
            "<style>%s</style>\n</head><body><main>\n",
            title, style);
    for (size_t n = 0; (block = document_block(document, n)) != NULL; n++) {
        if (block->columns != NULL) {
            columns = block->columns;
        }
        append_block(out, block, n, columns, page_break);
        page_break = block->kind == DOCUMENT_PAGE_BREAK;
    }
    g_string_append(out, "</main></body></html>\n");
    return g_string_free(out, FALSE);
}

char *document_html_policy(const Document *document)
{
    g_autofree char *style = style_text(document);
    guint8 digest[32];
    gsize size = sizeof digest;
    g_autoptr(GChecksum) checksum = g_checksum_new(G_CHECKSUM_SHA256);

    g_checksum_update(checksum, (const guchar *)style, -1);
    g_checksum_get_digest(checksum, digest, &size);
    g_autofree char *hash = g_base64_encode(digest, size);
    return g_strdup_printf("default-src 'none'; style-src 'sha256-%s'; base-uri 'none'; "
                           "form-action 'none'; frame-ancestors 'none'",
            hash);
}
