/**
 * document: an official paper before it has a form: a page and a row of blocks, which document_html and document_rtf write.
 *
 * The page is NĐ 30/2020/NĐ-CP's, Phụ lục I: A4, Times New Roman, black; the number of the page in the top margin from the
 * second page. What the styles leave at 0 is the body of that decree: 14 pt, justified, 6 pt between paragraphs.
 *
 *   document_paragraph()                        a paragraph, all of one kind
 *   document_runs()                             one with bold or italic parts
 *   document_columns() … document_next_column() … document_columns_end()
 *                                               blocks side by side, without lines: headings, signatures
 *   document_table() … document_row() … document_table_end()
 *                                               a table with lines, its heads repeated on each page
 *
 * Units       mm and pt, as the names say.
 * Ownership   what is given is copied; blocks are lent until the document is changed or freed.
 * Thread      one at a time.
 * Errors      none: columns and tables that are not closed, or lie in each other, are the caller's mistake.
 * Memory      what is put in; DOCUMENT_COLUMNS_MAX columns.
 */
#ifndef SIGNALING_REPORT_DOCUMENT_H
#define SIGNALING_REPORT_DOCUMENT_H

#include <glib.h>

#include <stdbool.h>
#include <stddef.h>

enum { DOCUMENT_COLUMNS_MAX = 32 };

typedef struct DocumentPage {
    bool landscape;
    double top_mm; /**< margins */
    double bottom_mm;
    double left_mm;
    double right_mm;
} DocumentPage;

/** 20, 20, 30 and 15 mm, upright. */
extern const DocumentPage document_page_official;

/** The same lying, for wide tables: what was left is on top. */
extern const DocumentPage document_page_wide;

typedef enum DocumentAlign {
    DOCUMENT_JUSTIFY,
    DOCUMENT_LEFT,
    DOCUMENT_CENTRE,
    DOCUMENT_RIGHT,
} DocumentAlign;

/** A line under a paragraph, in its middle. */
typedef enum DocumentRule {
    DOCUMENT_NO_RULE,
    DOCUMENT_RULE_FULL, /**< as long as the text */
    DOCUMENT_RULE_PART, /**< 2/5 of it: the decree has it between a third and a half */
} DocumentRule;

typedef struct DocumentStyle {
    DocumentAlign align;
    int size_pt;       /**< 0: 14 */
    bool bold;         /**< of all runs */
    bool italic;       /**< of all runs */
    bool upper;        /**< in capitals, whatever case it has */
    double first_mm;   /**< further in of the first line */
    double left_mm;    /**< further in of all lines */
    double before_pt;  /**< space above */
    double after_pt;   /**< space below */
    bool tight;        /**< single line spacing */
    bool keep;         /**< on the page of the next one */
    DocumentRule rule; /**< looks right under a text of one line */
} DocumentStyle;

/** Justified, 14 pt, the first line 10 mm in, 6 pt above. */
extern const DocumentStyle document_style_body;

typedef struct DocumentRun {
    const char *text; /**< '\n' begins a new line; other control characters are left out */
    bool bold;
    bool italic;
} DocumentRun;

/** A column of a table. */
typedef struct DocumentColumn {
    const char *title;
    double share; /**< of the width; shares of a table are taken together */
    DocumentAlign align;
} DocumentColumn;

typedef enum DocumentBlockKind {
    DOCUMENT_PARAGRAPH,
    DOCUMENT_COLUMNS,     /**< `columns`, of which only the shares count; the first one begins */
    DOCUMENT_NEXT_COLUMN, /**< the next one begins */
    DOCUMENT_COLUMNS_END,
    DOCUMENT_TABLE, /**< `columns`; `style` of its cells */
    DOCUMENT_ROW,   /**< a run a cell */
    DOCUMENT_TABLE_END,
    DOCUMENT_PAGE_BREAK,
} DocumentBlockKind;

/** For the writers. */
typedef struct DocumentBlock {
    DocumentBlockKind kind;
    DocumentStyle style;
    GArray *runs;    /**< DocumentRun, texts in NFC; NULL where there are none */
    GArray *columns; /**< DocumentColumn; NULL where there are none */
} DocumentBlock;

typedef struct Document Document;

/** @param title  of the file, not printed */
Document *document_new(const char *title, const DocumentPage *page);

/** NULL is allowed. */
void document_free(Document *document);

const char *document_title(const Document *document);
const DocumentPage *document_page(const Document *document);
double document_text_width_mm(const Document *document);

/** @return NULL behind the last */
const DocumentBlock *document_block(const Document *document, size_t n);

void document_paragraph(Document *document, const DocumentStyle *style, const char *text);
void document_runs(
        Document *document, const DocumentStyle *style, const DocumentRun *runs, size_t count);

/** "label: text", as a paragraph of the body; nothing when the text is empty. */
void document_labelled(Document *document, const char *label, const char *text);

/** Nothing, so high. */
void document_space(Document *document, double height_mm);

void document_columns(Document *document, const double *shares, size_t count);
void document_next_column(Document *document);
void document_columns_end(Document *document);

void document_table(Document *document, const DocumentColumn *columns, size_t count, int size_pt);
/** @param cells  as many as there are columns */
void document_row(Document *document, const char *const *cells);
void document_row_bold(Document *document, const char *const *cells);
void document_table_end(Document *document);

void document_page_break(Document *document);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Document, document_free)

#endif
