#include "signaling/report/document.h"

struct Document {
    char *title;
    DocumentPage page;
    GArray *blocks;
    size_t open_columns; /* of what is being put in; 0: in neither columns nor table */
    size_t column;       /* of those, which one */
    bool in_table;
    int table_size_pt;
};

/* A4 */
static const double long_side_mm = 297;
static const double short_side_mm = 210;

const DocumentPage document_page_official = {
        .top_mm = 20,
        .bottom_mm = 20,
        .left_mm = 30,
        .right_mm = 15,
};

const DocumentPage document_page_wide = {
        .landscape = true,
        .top_mm = 30,
        .bottom_mm = 15,
        .left_mm = 20,
        .right_mm = 20,
};

const DocumentStyle document_style_body = {.first_mm = 10, .before_pt = 6};

static void block_clear(void *data)
{
    DocumentBlock *block = data;

    g_clear_pointer(&block->runs, g_array_unref);
    g_clear_pointer(&block->columns, g_array_unref);
}

static void run_clear(void *data)
{
    g_free((char *)((DocumentRun *)data)->text);
}

static void column_clear(void *data)
{
    g_free((char *)((DocumentColumn *)data)->title);
}

Document *document_new(const char *title, const DocumentPage *page)
{
    Document *document = g_new0(Document, 1);

    document->title = g_strdup(title);
    document->page = *page;
    document->blocks = g_array_new(FALSE, FALSE, sizeof(DocumentBlock));
    g_array_set_clear_func(document->blocks, block_clear);
    return document;
}

void document_free(Document *document)
{
    if (document != NULL) {
        g_free(document->title);
        g_array_unref(document->blocks);
        g_free(document);
    }
}

const char *document_title(const Document *document)
{
    return document->title;
}

const DocumentPage *document_page(const Document *document)
{
    return &document->page;
}

double document_text_width_mm(const Document *document)
{
    const double width_mm = document->page.landscape ? long_side_mm : short_side_mm;
    return width_mm - document->page.left_mm - document->page.right_mm;
}

const DocumentBlock *document_block(const Document *document, size_t n)
{
    return n < document->blocks->len ? &g_array_index(document->blocks, DocumentBlock, n) : NULL;
}

static DocumentBlock *add(Document *document, DocumentBlockKind kind, const DocumentStyle *style)
{
    const DocumentBlock block = {
            .kind = kind, .style = style != NULL ? *style : (DocumentStyle){0}};

    g_array_append_val(document->blocks, block);
    return &g_array_index(document->blocks, DocumentBlock, document->blocks->len - 1);
}

/* In NFC, as the decree wants it; without what is no letter and would end a paragraph or a file in some form. */
static char *clean_text(const char *text, bool upper)
{
    g_autofree char *valid = g_utf8_make_valid(text, -1);
    g_autofree char *composed = g_utf8_normalize(valid, -1, G_NORMALIZE_NFC);
    g_autofree char *cased = upper ? g_utf8_strup(composed, -1) : g_steal_pointer(&composed);
    GString *out = g_string_new(NULL);

    for (const char *at = cased; *at != '\0'; at = g_utf8_next_char(at)) {
        const gunichar letter = g_utf8_get_char(at);
        if (letter == '\n' || letter == '\t' || !g_unichar_iscntrl(letter)) {
            g_string_append_unichar(out, letter);
        }
    }
    return g_string_free(out, FALSE);
}

static void add_run(DocumentBlock *block, const DocumentRun *run)
{
    if (block->runs == NULL) {
        block->runs = g_array_new(FALSE, FALSE, sizeof(DocumentRun));
        g_array_set_clear_func(block->runs, run_clear);
    }
    const DocumentRun copy = {
            .text = clean_text(run->text, block->style.upper),
            .bold = run->bold || block->style.bold,
            .italic = run->italic || block->style.italic,
    };
    g_array_append_val(block->runs, copy);
}

void document_runs(
        Document *document, const DocumentStyle *style, const DocumentRun *runs, size_t count)
{
    g_assert(!document->in_table);

    DocumentBlock *block = add(document, DOCUMENT_PARAGRAPH, style);
    for (size_t i = 0; i < count; i++) {
        add_run(block, &runs[i]);
    }
}

void document_paragraph(Document *document, const DocumentStyle *style, const char *text)
{
    document_runs(document, style, &(DocumentRun){.text = text}, 1);
}

void document_labelled(Document *document, const char *label, const char *text)
{
    if (text[0] != '\0') {
        g_autofree char *line = g_strdup_printf("%s: %s", label, text);
        document_paragraph(document, &document_style_body, line);
    }
}

void document_space(Document *document, double height_mm)
{
    static const double pt_of_mm = 72 / 25.4;
    /* An empty line takes room by itself; one of the smallest letters takes little. */
    const DocumentStyle style = {.size_pt = 1, .tight = true, .before_pt = height_mm * pt_of_mm};

    document_runs(document, &style, NULL, 0);
}

static void add_columns(DocumentBlock *block, const DocumentColumn *columns, size_t count)
{
    g_assert(count > 0 && count <= DOCUMENT_COLUMNS_MAX);

    block->columns = g_array_new(FALSE, FALSE, sizeof(DocumentColumn));
    g_array_set_clear_func(block->columns, column_clear);
    for (size_t i = 0; i < count; i++) {
        DocumentColumn copy = columns[i];
        copy.title = clean_text(columns[i].title, false);
        g_array_append_val(block->columns, copy);
    }
}

void document_columns(Document *document, const double *shares, size_t count)
{
    g_assert(document->open_columns == 0 && count > 0 && count <= DOCUMENT_COLUMNS_MAX);

    DocumentColumn columns[DOCUMENT_COLUMNS_MAX];
    for (size_t i = 0; i < count; i++) {
        columns[i] = (DocumentColumn){.title = "", .share = shares[i]};
    }
    add_columns(add(document, DOCUMENT_COLUMNS, NULL), columns, count);
    document->open_columns = count;
    document->column = 0;
}

void document_next_column(Document *document)
{
    g_assert(!document->in_table && document->column + 1 < document->open_columns);
    document->column++;
    add(document, DOCUMENT_NEXT_COLUMN, NULL);
}

void document_columns_end(Document *document)
{
    g_assert(!document->in_table && document->column + 1 == document->open_columns);
    document->open_columns = 0;
    add(document, DOCUMENT_COLUMNS_END, NULL);
}

void document_table(Document *document, const DocumentColumn *columns, size_t count, int size_pt)
{
    g_assert(document->open_columns == 0);

    const DocumentStyle style = {.size_pt = size_pt, .tight = true};
    add_columns(add(document, DOCUMENT_TABLE, &style), columns, count);
    document->open_columns = count;
    document->in_table = true;
    document->table_size_pt = size_pt;
}

static void add_row(Document *document, const char *const *cells, bool bold)
{
    g_assert(document->in_table);

    const DocumentStyle style = {.size_pt = document->table_size_pt, .tight = true, .bold = bold};
    DocumentBlock *block = add(document, DOCUMENT_ROW, &style);
    for (size_t i = 0; i < document->open_columns; i++) {
        add_run(block, &(DocumentRun){.text = cells[i]});
    }
}

void document_row(Document *document, const char *const *cells)
{
    add_row(document, cells, false);
}

void document_row_bold(Document *document, const char *const *cells)
{
    add_row(document, cells, true);
}

void document_table_end(Document *document)
{
    g_assert(document->in_table);
    document->open_columns = 0;
    document->in_table = false;
    add(document, DOCUMENT_TABLE_END, NULL);
}

void document_page_break(Document *document)
{
    g_assert(document->open_columns == 0);
    add(document, DOCUMENT_PAGE_BREAK, NULL);
}
