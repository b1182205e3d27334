#include "signaling/report/attendance_print.h"
#include "signaling/report/official_heading.h"
#include "signaling/report/print_text.h"

enum { TABLE_PT = 9, LINE_PT = 12 };

static const double percent = 100;

/* ---- what the server saw ---- */

typedef enum Seen {
    SEEN_NUMBER,
    SEEN_CODE,
    SEEN_NAME,
    SEEN_KIND,
    SEEN_CONNECTION,
    SEEN_FIRST,
    SEEN_LAST,
    SEEN_SPANS,
    SEEN_LOSSES,
    SEEN_GAP,
    SEEN_PRESENCE,
    SEEN_SHARE,
    SEEN_STATE,
    SEEN_FLAGS,
    SEEN_ROLL,
    SEEN_COLUMNS
} Seen;

static const DocumentColumn seen_columns[SEEN_COLUMNS] = {
        [SEEN_NUMBER] = {"STT", 1, DOCUMENT_CENTRE},
        [SEEN_CODE] = {"Mã điểm cầu", 1.8, DOCUMENT_LEFT},
        [SEEN_NAME] = {"Điểm cầu (đơn vị)", 4, DOCUMENT_LEFT},
        [SEEN_KIND] = {"Khối / cấp", 2.4, DOCUMENT_LEFT},
        [SEEN_CONNECTION] = {"Hình thức kết nối", 2, DOCUMENT_LEFT},
        [SEEN_FIRST] = {"Kết nối lần đầu", 2, DOCUMENT_CENTRE},
        [SEEN_LAST] = {"Rời lần cuối", 2, DOCUMENT_CENTRE},
        [SEEN_SPANS] = {"Các khoảng kết nối", 4, DOCUMENT_LEFT},
        [SEEN_LOSSES] = {"Số lần mất kết nối", 1.6, DOCUMENT_RIGHT},
        [SEEN_GAP] = {"Gián đoạn (giây)", 1.8, DOCUMENT_RIGHT},
        [SEEN_PRESENCE] = {"Thời gian tham dự", 1.9, DOCUMENT_RIGHT},
        [SEEN_SHARE] = {"Tỷ lệ", 1.9, DOCUMENT_RIGHT},
        [SEEN_STATE] = {"Trạng thái", 2, DOCUMENT_LEFT},
        [SEEN_FLAGS] = {"Ghi nhận", 2.2, DOCUMENT_LEFT},
        [SEEN_ROLL] = {"Điểm danh (thư ký)", 2.4, DOCUMENT_LEFT},
};

/* @param cells  each taken */
static void add_row(Document *document, char **cells, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (cells[i] == NULL) {
            cells[i] = g_strdup("");
        }
    }
    document_row(document, (const char *const *)cells);
    for (size_t i = 0; i < count; i++) {
        g_free(cells[i]);
    }
}

static char *span_end(const AttendanceRow *row, bool last)
{
    const GArray *spans = row->spans;
    return spans->len == 0 ? g_strdup("")
            : last         ? print_clock(g_array_index(spans, AttendanceSpan, spans->len - 1).to_us)
                           : print_clock(g_array_index(spans, AttendanceSpan, 0).from_us);
}

static void append_seen_row(Document *document, const AttendanceRow *row)
{
    const AttendanceFigures *figures = &row->figures;
    const bool both = row->block[0] != '\0' && row->unit_kind[0] != '\0';
    char *cells[SEEN_COLUMNS] = {
            [SEEN_NUMBER] = print_number(row->position),
            [SEEN_CODE] = g_strdup(row->code),
            [SEEN_NAME] = g_strdup(row->name),
            [SEEN_KIND] = g_strconcat(row->block, both ? " / " : "", row->unit_kind, NULL),
            [SEEN_CONNECTION] = g_strdup(row->connection),
            [SEEN_FIRST] = span_end(row, false),
            [SEEN_LAST] = span_end(row, true),
            [SEEN_SPANS] = attendance_spans_text(row),
            [SEEN_LOSSES] = print_number((int64_t)figures->losses),
            [SEEN_GAP] = print_number(figures->gap_us / G_USEC_PER_SEC),
            [SEEN_PRESENCE] = print_duration(figures->presence_us),
            [SEEN_SHARE] = print_percent(attendance_share(figures) * percent, 2),
            [SEEN_STATE] = g_strdup(attendance_row_state(row)),
            [SEEN_FLAGS] = attendance_row_flags(row),
            [SEEN_ROLL] = g_strdup(attendance_row_roll(row)),
    };
    add_row(document, cells, SEEN_COLUMNS);
}

static void append_seen(Document *document, const AttendanceReport *report)
{
    official_part_append(document, "I. Kết nối và tham dự");
    document_table(document, seen_columns, SEEN_COLUMNS, TABLE_PT);
    for (guint i = 0; i < report->rows->len; i++) {
        append_seen_row(document, g_ptr_array_index(report->rows, i));
    }
    document_table_end(document);
}

/* ---- what people say, and how well the site was heard ---- */

typedef enum Said {
    SAID_NUMBER,
    SAID_NAME,
    SAID_CONVENED,
    SAID_PRESENT,
    SAID_EXCUSED,
    SAID_UNEXCUSED,
    SAID_RESPONSIBLE,
    SAID_TECHNICIAN,
    SAID_FLOORS,
    SAID_FLOOR,
    SAID_MEAN,
    SAID_P95,
    SAID_LOSS,
    SAID_NOTE,
    SAID_COLUMNS
} Said;

static const DocumentColumn said_columns[SAID_COLUMNS] = {
        [SAID_NUMBER] = {"STT", 1, DOCUMENT_CENTRE},
        [SAID_NAME] = {"Điểm cầu (đơn vị)", 4.5, DOCUMENT_LEFT},
        [SAID_CONVENED] = {"Đại biểu được triệu tập", 1.8, DOCUMENT_RIGHT},
        [SAID_PRESENT] = {"Đại biểu có mặt", 1.8, DOCUMENT_RIGHT},
        [SAID_EXCUSED] = {"Vắng có lý do", 1.8, DOCUMENT_RIGHT},
        [SAID_UNEXCUSED] = {"Vắng không lý do", 1.8, DOCUMENT_RIGHT},
        [SAID_RESPONSIBLE] = {"Người phụ trách tại điểm cầu", 3.5, DOCUMENT_LEFT},
        [SAID_TECHNICIAN] = {"Kỹ thuật viên trực", 3.5, DOCUMENT_LEFT},
        [SAID_FLOORS] = {"Số lần phát biểu", 1.8, DOCUMENT_RIGHT},
        [SAID_FLOOR] = {"Thời gian phát biểu", 1.8, DOCUMENT_RIGHT},
        [SAID_MEAN] = {"Băng thông TB (kbit/s)", 2, DOCUMENT_RIGHT},
        [SAID_P95] = {"Băng thông p95 (kbit/s)", 2, DOCUMENT_RIGHT},
        [SAID_LOSS] = {"Mất gói TB", 1.6, DOCUMENT_RIGHT},
        [SAID_NOTE] = {"Lý do vắng / ghi chú", 4, DOCUMENT_LEFT},
};

static const Said said_of[ATTENDANCE_FIELDS] = {
        [ATTENDANCE_CONVENED] = SAID_CONVENED,
        [ATTENDANCE_PRESENT] = SAID_PRESENT,
        [ATTENDANCE_EXCUSED] = SAID_EXCUSED,
        [ATTENDANCE_UNEXCUSED] = SAID_UNEXCUSED,
        [ATTENDANCE_RESPONSIBLE] = SAID_RESPONSIBLE,
        [ATTENDANCE_TECHNICIAN] = SAID_TECHNICIAN,
        [ATTENDANCE_NOTE] = SAID_NOTE,
};

static char *people(int64_t number)
{
    return number < 0 ? g_strdup("") : print_number(number);
}

static void append_said_row(Document *document, const AttendanceRow *row)
{
    const bool measured = row->kbps_p95 > 0;
    char *cells[SAID_COLUMNS] = {
            [SAID_NUMBER] = print_number(row->position),
            [SAID_NAME] = g_strdup(row->name),
            [SAID_CONVENED] = people(row->convened),
            [SAID_PRESENT] = people(row->present),
            [SAID_EXCUSED] = people(row->excused),
            [SAID_UNEXCUSED] = people(row->unexcused),
            [SAID_RESPONSIBLE] = g_strdup(row->responsible),
            [SAID_TECHNICIAN] = g_strdup(row->technician),
            [SAID_FLOORS] = print_number(row->floor_count),
            [SAID_FLOOR] = print_duration(row->floor_us),
            [SAID_MEAN] = measured ? print_decimal(row->kbps_mean, 0) : NULL,
            [SAID_P95] = measured ? print_decimal(row->kbps_p95, 0) : NULL,
            [SAID_LOSS] = measured ? print_percent(row->loss_mean, 2) : NULL,
            [SAID_NOTE] = g_strdup(row->note),
    };
    add_row(document, cells, SAID_COLUMNS);
}

/* The second line: who, when, and in the field's own column what. */
static void append_correction(Document *document, const AttendanceCorrection *correction)
{
    AttendanceField field = ATTENDANCE_NOTE;
    char *cells[SAID_COLUMNS] = {[SAID_NAME] = attendance_correction_text(correction)};

    (void)attendance_field_from_name(correction->field, &field);
    if (field != ATTENDANCE_NOTE && correction->note != NULL) {
        cells[SAID_NOTE] = g_strdup(correction->note);
    }
    cells[said_of[field]] = g_strdup(correction->value);
    add_row(document, cells, SAID_COLUMNS);
}

static void append_said(Document *document, const AttendanceReport *report)
{
    official_part_append(document, "II. Đại biểu, phát biểu và chất lượng đường truyền");
    document_table(document, said_columns, SAID_COLUMNS, TABLE_PT);
    for (guint i = 0; i < report->rows->len; i++) {
        const AttendanceRow *row = g_ptr_array_index(report->rows, i);
        append_said_row(document, row);
        for (guint n = 0; n < row->corrections->len; n++) {
            append_correction(document, g_ptr_array_index(row->corrections, n));
        }
    }
    document_table_end(document);
}

/* ---- delegates ---- */

static void append_delegates(Document *document, const AttendanceReport *report)
{
    static const DocumentColumn columns[] = {
            {"STT", 1, DOCUMENT_CENTRE},
            {"Họ và tên", 4, DOCUMENT_LEFT},
            {"Chức vụ", 4, DOCUMENT_LEFT},
            {"Đơn vị", 4, DOCUMENT_LEFT},
            {"Điểm cầu", 4, DOCUMENT_LEFT},
            {"Có mặt", 2, DOCUMENT_LEFT},
            {"Dự thay cho", 3, DOCUMENT_LEFT},
            {"Ghi chú", 4, DOCUMENT_LEFT},
    };

    if (report->delegates->len == 0) {
        return;
    }
    official_part_append(document, "III. Danh sách đại biểu");
    document_table(document, columns, G_N_ELEMENTS(columns), TABLE_PT);
    for (guint i = 0; i < report->delegates->len; i++) {
        const AttendanceDelegate *delegate = g_ptr_array_index(report->delegates, i);
        char *cells[] = {print_number((int64_t)i + 1), g_strdup(delegate->name),
                g_strdup(delegate->title), g_strdup(delegate->unit), g_strdup(delegate->site),
                g_strdup(attendance_how_text(delegate)), g_strdup(delegate->substitute_for),
                g_strdup(delegate->note)};
        add_row(document, cells, G_N_ELEMENTS(cells));
    }
    document_table_end(document);
}

/* ---- the whole ---- */

static void append_lines(Document *document, char **lines, const DocumentStyle *style)
{
    for (size_t i = 0; lines[i] != NULL; i++) {
        document_paragraph(document, style, lines[i]);
    }
    g_strfreev(lines);
}

Document *attendance_document(const AttendanceReport *report)
{
    static const DocumentStyle line = {
            .align = DOCUMENT_LEFT, .size_pt = LINE_PT, .tight = true, .before_pt = 2};
    static const DocumentStyle summary = {.align = DOCUMENT_LEFT,
            .size_pt = LINE_PT,
            .tight = true,
            .before_pt = 4,
            .bold = true};
    Document *document = document_new(ATTENDANCE_TITLE, &document_page_wide);

    official_heading_append(document,
            &(OfficialHeading){.parent_agency = report->parent_agency,
                    .agency = report->agency,
                    .kind = ATTENDANCE_TITLE,
                    .excerpt = report->title});
    append_lines(document, attendance_heading_lines(report), &line);
    append_lines(document, attendance_summary_lines(report), &summary);
    append_seen(document, report);
    append_said(document, report);
    append_delegates(document, report);
    append_lines(document, attendance_foot_lines(report), &line);
    official_signatures_append(document,
            &(OfficialSignature){.title = "Thư ký", .name = report->secretary_name},
            &(OfficialSignature){.title = "Chủ tọa", .name = report->chair_name});
    return document;
}
