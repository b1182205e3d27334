#include "signaling/report/official_heading.h"

enum { SMALL_PT = 12, NUMBER_PT = 13, MOTTO_PT = 13, BODY_PT = 14, RECIPIENTS_PT = 11 };

static const double signature_mm = 25; /* room for signature and seal */

static bool is_said(const char *text)
{
    return text != NULL && text[0] != '\0';
}

static void append(Document *document, DocumentStyle style, const char *text)
{
    if (is_said(text)) {
        document_paragraph(document, &style, text);
    }
}

static DocumentStyle centred(int size_pt)
{
    return (DocumentStyle){.align = DOCUMENT_CENTRE, .size_pt = size_pt, .tight = true};
}

static void append_agency(Document *document, const OfficialHeading *heading)
{
    DocumentStyle parent = centred(SMALL_PT);
    DocumentStyle agency = centred(SMALL_PT);
    DocumentStyle number = centred(NUMBER_PT);

    parent.upper = agency.upper = agency.bold = true;
    agency.rule = DOCUMENT_RULE_PART;
    number.before_pt = 6;
    append(document, parent, heading->parent_agency);
    append(document, agency, heading->agency);
    append(document, number, heading->number);
}

static void append_nation(Document *document, const OfficialHeading *heading)
{
    DocumentStyle nation = centred(SMALL_PT);
    DocumentStyle motto = centred(MOTTO_PT);
    DocumentStyle date = centred(MOTTO_PT);

    nation.bold = motto.bold = true;
    motto.rule = DOCUMENT_RULE_FULL;
    date.italic = true;
    date.before_pt = 6;
    append(document, nation, OFFICIAL_NATION);
    append(document, motto, OFFICIAL_MOTTO);
    append(document, date, heading->date);
}

void official_heading_append(Document *document, const OfficialHeading *heading)
{
    /* The nation's name at 12 pt takes 88 mm, and must not break. */
    const double nation_mm = 92;
    const double shares[] = {document_text_width_mm(document) - nation_mm, nation_mm};
    DocumentStyle kind = centred(BODY_PT);
    DocumentStyle excerpt = centred(BODY_PT);

    document_columns(document, shares, G_N_ELEMENTS(shares));
    append_agency(document, heading);
    document_next_column(document);
    append_nation(document, heading);
    document_columns_end(document);

    kind.bold = excerpt.bold = kind.upper = true;
    kind.before_pt = 18;
    if (is_said(heading->excerpt)) {
        kind.keep = true;
        excerpt.rule = DOCUMENT_RULE_PART;
    } else {
        kind.after_pt = 12;
    }
    append(document, kind, heading->kind);
    append(document, excerpt, heading->excerpt);
}

static void append_signature(Document *document, const OfficialSignature *signature)
{
    DocumentStyle title = centred(BODY_PT);
    DocumentStyle hint = centred(BODY_PT);
    DocumentStyle name = centred(BODY_PT);

    title.bold = title.upper = name.bold = hint.italic = true;
    append(document, title, signature->title);
    append(document, hint, signature->hint);
    document_space(document, signature_mm);
    append(document, name, signature->name);
}

void official_signatures_append(
        Document *document, const OfficialSignature *left, const OfficialSignature *right)
{
    static const double shares[] = {1, 1};

    document_space(document, 5);
    document_columns(document, shares, G_N_ELEMENTS(shares));
    append_signature(document, left);
    document_next_column(document);
    append_signature(document, right);
    document_columns_end(document);
}

void official_recipients_append(Document *document, const char *const *lines)
{
    const DocumentStyle head = {.align = DOCUMENT_LEFT,
            .size_pt = SMALL_PT,
            .bold = true,
            .italic = true,
            .before_pt = 6,
            .tight = true,
            .keep = true};
    const DocumentStyle line = {.align = DOCUMENT_LEFT, .size_pt = RECIPIENTS_PT, .tight = true};

    document_paragraph(document, &head, "Nơi nhận:");
    for (size_t i = 0; lines[i] != NULL; i++) {
        document_paragraph(document, &line, lines[i]);
    }
}

void official_foot_append(
        Document *document, const char *const *lines, const OfficialSignature *signature)
{
    static const double shares[] = {1, 1};

    document_space(document, 5);
    document_columns(document, shares, G_N_ELEMENTS(shares));
    official_recipients_append(document, lines);
    document_next_column(document);
    append_signature(document, signature);
    document_columns_end(document);
}

void official_part_append(Document *document, const char *title)
{
    const DocumentStyle style = {
            .align = DOCUMENT_LEFT, .bold = true, .before_pt = 10, .keep = true};
    document_paragraph(document, &style, title);
}
