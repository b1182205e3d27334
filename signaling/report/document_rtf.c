#include "signaling/report/document_rtf.h"

#include "signaling/report/bold_width.h"

#include <math.h>

enum {
    BODY_PT = 14,
    TWIPS_OF_PT = 20,
    A4_WIDTH = 11906, /* twips, as Word rounds 210 and 297 mm */
    A4_HEIGHT = 16838,
    HEADER = 567,    /* twips from the edge to the number of the page: 10 mm */
    CELL_GAP = 57,   /* twips between text and line of a table */
    RULE_PT = 2,     /* height of the line in which a rule is drawn */
    LINE_BODY = 312, /* line spacing in 240ths of a line: 1.3 */
    BMP_END = 0x10000,
};

static const double twips_of_mm = 1440 / 25.4;
static const double part_of_text = 0.4; /* DOCUMENT_RULE_PART */

typedef struct Writer {
    GString *out;
    int width;             /* twips of the column that is written into */
    const GArray *columns; /* that are open, or NULL */
    guint column;
    int text_width; /* twips between the margins */
    bool in_table;  /* \intbl */
    bool first;     /* nothing yet stands in this cell: no \par is due */
    bool page_break;
} Writer;

static int twips(double mm)
{
    return (int)lround(mm * twips_of_mm);
}

/* RTF counts in signed 16 bits; letters beyond the first plane take two. */
static void append_code(GString *out, gunichar unit)
{
    g_string_append_printf(out, "\\u%d?", (int)(gint16)unit);
}

static void append_letter(GString *out, gunichar letter)
{
    if (letter == '\n') {
        g_string_append(out, "\\line ");
    } else if (letter == '\t') {
        g_string_append(out, "\\tab ");
    } else if (letter == '\\' || letter == '{' || letter == '}') {
        g_string_append_printf(out, "\\%c", (char)letter);
    } else if (letter < 0x80) {
        g_string_append_c(out, (char)letter);
    } else if (letter < BMP_END) {
        append_code(out, letter);
    } else {
        append_code(out, 0xD800 + ((letter - BMP_END) >> 10));
        append_code(out, 0xDC00 + ((letter - BMP_END) & 0x3FF));
    }
}

static void append_text(GString *out, const char *text)
{
    for (const char *at = text; *at != '\0'; at = g_utf8_next_char(at)) {
        append_letter(out, g_utf8_get_char(at));
    }
}

static void append_run(GString *out, const DocumentRun *run)
{
    if (!run->bold && !run->italic) {
        append_text(out, run->text);
        return;
    }
    g_string_append_printf(out, "{%s%s ", run->bold ? "\\b" : "", run->italic ? "\\i" : "");
    append_text(out, run->text);
    g_string_append_c(out, '}');
}

static const char *align_word(DocumentAlign align)
{
    static const char *const words[] = {
            [DOCUMENT_JUSTIFY] = "\\qj",
            [DOCUMENT_LEFT] = "\\ql",
            [DOCUMENT_CENTRE] = "\\qc",
            [DOCUMENT_RIGHT] = "\\qr",
    };
    return words[align];
}

static int size_of(const DocumentStyle *style)
{
    return style->size_pt != 0 ? style->size_pt : BODY_PT;
}

/* Paragraphs of a cell are separated, the others ended by \par. */
static void begin_paragraph(Writer *writer)
{
    if (writer->in_table && !writer->first) {
        g_string_append(writer->out, "\\par\n");
    }
    writer->first = false;
    g_string_append(writer->out, "\\pard\\plain");
    if (writer->in_table) {
        g_string_append(writer->out, "\\intbl");
    }
    if (writer->page_break) {
        g_string_append(writer->out, "\\pagebb");
        writer->page_break = false;
    }
}

static void end_paragraph(Writer *writer)
{
    if (!writer->in_table) {
        g_string_append(writer->out, "\\par\n");
    }
}

/* The line under a text: the upper border of a paragraph without text that is as wide as the line is to be. */
static void append_rule(Writer *writer, const DocumentBlock *block)
{
    double width_pt = 0;

    for (guint i = 0; block->runs != NULL && i < block->runs->len; i++) {
        width_pt += bold_width_pt(
                g_array_index(block->runs, DocumentRun, i).text, size_of(&block->style));
    }
    const int text = MIN((int)lround(width_pt * TWIPS_OF_PT), writer->width);
    const int rule =
            block->style.rule == DOCUMENT_RULE_FULL ? text : (int)lround(text * part_of_text);
    const int side = (writer->width - rule) / 2;

    begin_paragraph(writer);
    g_string_append_printf(writer->out,
            "\\li%d\\ri%d\\brdrt\\brdrs\\brdrw15\\brsp20\\sl-%d\\slmult0\\f0\\fs%d ", side, side,
            RULE_PT * TWIPS_OF_PT, RULE_PT * 2);
    end_paragraph(writer);
}

static void append_paragraph(Writer *writer, const DocumentBlock *block)
{
    const DocumentStyle *style = &block->style;
    GString *out = writer->out;

    begin_paragraph(writer);
    g_string_append(out, align_word(style->align));
    if (style->keep || style->rule != DOCUMENT_NO_RULE) {
        g_string_append(out, "\\keepn");
    }
    g_string_append_printf(out, "\\li%d\\fi%d\\sb%d\\sa%d", twips(style->left_mm),
            twips(style->first_mm), (int)lround(style->before_pt * TWIPS_OF_PT),
            (int)lround(style->after_pt * TWIPS_OF_PT));
    g_string_append_printf(out, "\\sl%d\\slmult1\\f0\\fs%d\\lang1066 ",
            style->tight ? 240 : LINE_BODY, size_of(style) * 2);
    for (guint i = 0; block->runs != NULL && i < block->runs->len; i++) {
        append_run(out, &g_array_index(block->runs, DocumentRun, i));
    }
    end_paragraph(writer);
    if (style->rule != DOCUMENT_NO_RULE) {
        append_rule(writer, block);
    }
}

static int column_end(const Writer *writer, guint column)
{
    g_assert(writer->columns != NULL);
    double whole = 0;
    double left = 0;

    for (guint i = 0; i < writer->columns->len; i++) {
        const double share = g_array_index(writer->columns, DocumentColumn, i).share;
        whole += share;
        left += i <= column ? share : 0;
    }
    return (int)lround(left / whole * writer->text_width);
}

static void enter_column(Writer *writer, guint column)
{
    writer->column = column;
    writer->width = column_end(writer, column) - (column > 0 ? column_end(writer, column - 1) : 0);
    writer->first = true;
}

/* What a row is, before its cells. */
static void append_row_form(Writer *writer, bool lines, bool heads)
{
    g_assert(writer->columns != NULL);
    GString *out = writer->out;

    g_string_append_printf(out, "\\trowd\\trgaph%d\\trleft0%s\\trkeep", lines ? CELL_GAP : 0,
            heads ? "\\trhdr" : "");
    if (lines) {
        g_string_append_printf(
                out, "\\trpaddl%d\\trpaddr%d\\trpaddfl3\\trpaddfr3", CELL_GAP, CELL_GAP);
    } else {
        g_string_append(out, "\\trpaddl0\\trpaddr0\\trpaddfl3\\trpaddfr3");
    }
    for (guint i = 0; i < writer->columns->len; i++) {
        if (lines) {
            g_string_append(out,
                    "\\clbrdrt\\brdrs\\brdrw10\\clbrdrl\\brdrs\\brdrw10"
                    "\\clbrdrb\\brdrs\\brdrw10\\clbrdrr\\brdrs\\brdrw10");
        }
        if (heads) {
            g_string_append(out, "\\clvertalc");
        }
        g_string_append_printf(out, "\\cellx%d", column_end(writer, i));
    }
    g_string_append_c(out, '\n');
}

static void append_heads(Writer *writer, const DocumentBlock *block)
{
    append_row_form(writer, true, true);
    for (guint i = 0; i < block->columns->len; i++) {
        g_string_append_printf(writer->out, "\\pard\\plain\\intbl\\qc\\f0\\fs%d\\lang1066{\\b ",
                size_of(&block->style) * 2);
        append_text(writer->out, g_array_index(block->columns, DocumentColumn, i).title);
        g_string_append(writer->out, "}\\cell\n");
    }
    g_string_append(writer->out, "\\row\n");
}

static void append_row(Writer *writer, const DocumentBlock *block)
{
    g_assert(writer->columns != NULL);
    append_row_form(writer, true, false);
    for (guint i = 0; i < block->runs->len; i++) {
        const DocumentAlign align = g_array_index(writer->columns, DocumentColumn, i).align;
        g_string_append_printf(writer->out, "\\pard\\plain\\intbl%s\\f0\\fs%d\\lang1066 ",
                align_word(align), size_of(&block->style) * 2);
        append_run(writer->out, &g_array_index(block->runs, DocumentRun, i));
        g_string_append(writer->out, "\\cell\n");
    }
    g_string_append(writer->out, "\\row\n");
}

static void begin_columns(Writer *writer, const DocumentBlock *block)
{
    writer->columns = block->columns;
    writer->in_table = true;
    append_row_form(writer, false, false);
    enter_column(writer, 0);
}

/* A cell needs a paragraph of its own, even an empty one. */
static void end_cell(Writer *writer)
{
    if (writer->first) {
        g_string_append(writer->out, "\\pard\\plain\\intbl\\f0\\fs4 ");
    }
    g_string_append(writer->out, "\\cell\n");
}

static void end_columns(Writer *writer)
{
    end_cell(writer);
    g_string_append(writer->out, "\\row\n");
    writer->in_table = false;
    writer->columns = NULL;
    writer->width = writer->text_width;
}

static void append_block(Writer *writer, const DocumentBlock *block)
{
    switch (block->kind) {
    case DOCUMENT_PARAGRAPH:
        append_paragraph(writer, block);
        break;
    case DOCUMENT_COLUMNS:
        begin_columns(writer, block);
        break;
    case DOCUMENT_NEXT_COLUMN:
        end_cell(writer);
        enter_column(writer, writer->column + 1);
        break;
    case DOCUMENT_COLUMNS_END:
        end_columns(writer);
        break;
    case DOCUMENT_TABLE:
        writer->columns = block->columns;
        append_heads(writer, block);
        break;
    case DOCUMENT_ROW:
        append_row(writer, block);
        break;
    case DOCUMENT_TABLE_END:
        writer->columns = NULL;
        /* Two tables without a paragraph between them would be one. */
        g_string_append(writer->out, "\\pard\\plain\\f0\\fs4\\par\n");
        break;
    case DOCUMENT_PAGE_BREAK:
        writer->page_break = true;
        break;
    }
}

static void append_page(GString *out, const DocumentPage *page)
{
    g_string_append_printf(out, "\\paperw%d\\paperh%d%s", page->landscape ? A4_HEIGHT : A4_WIDTH,
            page->landscape ? A4_WIDTH : A4_HEIGHT, page->landscape ? "\\landscape" : "");
    g_string_append_printf(out, "\\margl%d\\margr%d\\margt%d\\margb%d\n", twips(page->left_mm),
            twips(page->right_mm), twips(page->top_mm), twips(page->bottom_mm));
    /* The number of the page stands from the second one on: the first has a header of its own, without one. */
    g_string_append_printf(out,
            "\\sectd%s\\headery%d\\titlepg{\\headerf\\pard\\plain\\f0\\fs%d\\par}"
            "{\\header\\pard\\plain\\qc\\f0\\fs%d\\chpgn\\par}\n",
            page->landscape ? "\\lndscpsxn" : "", HEADER, BODY_PT * 2, BODY_PT * 2);
}

char *document_rtf(const Document *document)
{
    const int text_width = twips(document_text_width_mm(document));
    Writer writer = {
            .out = g_string_new("{\\rtf1\\ansi\\ansicpg1252\\deff0\\uc1\\deflang1066\n"
                                "{\\fonttbl{\\f0\\froman\\fcharset163\\fprq2 Times New Roman;}}\n"
                                "{\\colortbl;\\red0\\green0\\blue0;}\n{\\info{\\title "),
            .width = text_width,
            .text_width = text_width,
    };
    const DocumentBlock *block = NULL;

    append_text(writer.out, document_title(document));
    g_string_append(writer.out, "}}\n");
    append_page(writer.out, document_page(document));
    for (size_t n = 0; (block = document_block(document, n)) != NULL; n++) {
        append_block(&writer, block);
    }
    g_string_append(writer.out, "}\n");
    return g_string_free(writer.out, FALSE);
}
