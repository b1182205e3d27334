#include "signaling/report/attendance_print.h"
#include "signaling/report/xlsx_book.h"

static const double percent = 100;

/* The columns of the form, in its order. */
typedef enum Column {
    NUMBER,
    CODE,
    NAME,
    BLOCK,
    KIND,
    CONNECTION,
    FIRST,
    LAST,
    SPANS,
    LOSSES,
    GAP,
    PRESENCE,
    SHARE,
    STATE,
    FLAGS,
    ROLL,
    CONVENED,
    PRESENT,
    EXCUSED,
    UNEXCUSED,
    RESPONSIBLE,
    TECHNICIAN,
    FLOORS,
    FLOOR,
    MEAN,
    P95,
    LOSS,
    NOTE,
    COLUMNS
} Column;

static const XlsxColumn columns[COLUMNS] = {
        [NUMBER] = {"STT", XLSX_INTEGER, 5},
        [CODE] = {"Mã điểm cầu", XLSX_TEXT, 10},
        [NAME] = {"Điểm cầu (đơn vị)", XLSX_TEXT, 32},
        [BLOCK] = {"Khối", XLSX_TEXT, 11},
        [KIND] = {"Cấp", XLSX_TEXT, 12},
        [CONNECTION] = {"Hình thức kết nối", XLSX_TEXT, 11},
        [FIRST] = {"Kết nối lần đầu", XLSX_TIME, 19},
        [LAST] = {"Rời lần cuối", XLSX_TIME, 19},
        [SPANS] = {"Các khoảng kết nối", XLSX_TEXT, 20},
        [LOSSES] = {"Số lần mất kết nối", XLSX_INTEGER, 9},
        [GAP] = {"Tổng thời gian gián đoạn (giây)", XLSX_INTEGER, 12},
        [PRESENCE] = {"Thời gian tham dự", XLSX_DURATION, 11},
        [SHARE] = {"Tỷ lệ (%)", XLSX_PERCENT, 10},
        [STATE] = {"Trạng thái", XLSX_TEXT, 11},
        [FLAGS] = {"Ghi nhận", XLSX_TEXT, 14},
        [ROLL] = {"Điểm danh (thư ký)", XLSX_TEXT, 18},
        [CONVENED] = {"Đại biểu được triệu tập", XLSX_INTEGER, 10},
        [PRESENT] = {"Đại biểu có mặt", XLSX_INTEGER, 10},
        [EXCUSED] = {"Vắng có lý do", XLSX_INTEGER, 10},
        [UNEXCUSED] = {"Vắng không lý do", XLSX_INTEGER, 10},
        [RESPONSIBLE] = {"Người phụ trách tại điểm cầu", XLSX_TEXT, 26},
        [TECHNICIAN] = {"Kỹ thuật viên trực", XLSX_TEXT, 26},
        [FLOORS] = {"Số lần phát biểu", XLSX_INTEGER, 9},
        [FLOOR] = {"Tổng thời gian phát biểu", XLSX_DURATION, 11},
        [MEAN] = {"Băng thông TB (kbit/s)", XLSX_INTEGER, 11},
        [P95] = {"Băng thông p95 (kbit/s)", XLSX_INTEGER, 11},
        [LOSS] = {"Mất gói TB", XLSX_PERCENT, 9},
        [NOTE] = {"Lý do vắng / ghi chú", XLSX_TEXT, 30},
};

static const Column column_of[ATTENDANCE_FIELDS] = {
        [ATTENDANCE_CONVENED] = CONVENED,
        [ATTENDANCE_PRESENT] = PRESENT,
        [ATTENDANCE_EXCUSED] = EXCUSED,
        [ATTENDANCE_UNEXCUSED] = UNEXCUSED,
        [ATTENDANCE_RESPONSIBLE] = RESPONSIBLE,
        [ATTENDANCE_TECHNICIAN] = TECHNICIAN,
        [ATTENDANCE_NOTE] = NOTE,
};

static XlsxCell text(const char *value)
{
    return (XlsxCell){.text = value};
}

static XlsxCell number(int64_t value)
{
    return (XlsxCell){.number = value};
}

static XlsxCell people(int64_t value)
{
    return (XlsxCell){.number = value, .empty = value < 0};
}

static XlsxCell real(double value, bool known)
{
    return (XlsxCell){.real = value, .number = (int64_t)(value + 0.5), .empty = !known};
}

static int64_t span_end(const AttendanceRow *row, bool last)
{
    const GArray *spans = row->spans;
    return spans->len == 0 ? 0
            : last         ? g_array_index(spans, AttendanceSpan, spans->len - 1).to_us
                           : g_array_index(spans, AttendanceSpan, 0).from_us;
}

static void append_row(XlsxBook *book, const AttendanceRow *row)
{
    const AttendanceFigures *figures = &row->figures;
    const bool measured = row->kbps_p95 > 0;
    g_autofree char *spans = attendance_spans_text(row);
    g_autofree char *flags = attendance_row_flags(row);
    const XlsxCell cells[COLUMNS] = {
            [NUMBER] = number(row->position),
            [CODE] = text(row->code),
            [NAME] = text(row->name),
            [BLOCK] = text(row->block),
            [KIND] = text(row->unit_kind),
            [CONNECTION] = text(row->connection),
            [FIRST] = number(span_end(row, false)),
            [LAST] = number(span_end(row, true)),
            [SPANS] = text(spans),
            [LOSSES] = number((int64_t)figures->losses),
            [GAP] = number(figures->gap_us / G_USEC_PER_SEC),
            [PRESENCE] = number(figures->presence_us),
            [SHARE] = real(attendance_share(figures) * percent, true),
            [STATE] = text(attendance_row_state(row)),
            [FLAGS] = text(flags),
            [ROLL] = text(attendance_row_roll(row)),
            [CONVENED] = people(row->convened),
            [PRESENT] = people(row->present),
            [EXCUSED] = people(row->excused),
            [UNEXCUSED] = people(row->unexcused),
            [RESPONSIBLE] = text(row->responsible),
            [TECHNICIAN] = text(row->technician),
            [FLOORS] = number(row->floor_count),
            [FLOOR] = number(row->floor_us),
            [MEAN] = real(row->kbps_mean, measured),
            [P95] = real(row->kbps_p95, measured),
            [LOSS] = real(row->loss_mean, measured),
            [NOTE] = text(row->note),
    };
    xlsx_book_row(book, cells);
}

/* The second line: who, when, and in the field's own column what. */
static void append_correction(XlsxBook *book, const AttendanceCorrection *correction)
{
    XlsxCell cells[COLUMNS];
    AttendanceField field = ATTENDANCE_NOTE;
    g_autofree char *who = attendance_correction_text(correction);

    for (size_t i = 0; i < COLUMNS; i++) {
        cells[i] = (XlsxCell){.empty = TRUE};
    }
    cells[NAME] = text(who);
    cells[NOTE] = text(correction->note);
    (void)attendance_field_from_name(correction->field, &field);
    cells[column_of[field]] = field < ATTENDANCE_NUMBER_FIELDS
            ? number(g_ascii_strtoll(correction->value, NULL, 10))
            : text(correction->value);
    xlsx_book_row(book, cells);
}

static void append_delegates(XlsxBook *book, const AttendanceReport *report)
{
    static const XlsxColumn heads[] = {{"STT", XLSX_INTEGER, 5}, {"Họ và tên", XLSX_TEXT, 28},
            {"Chức vụ", XLSX_TEXT, 28}, {"Đơn vị", XLSX_TEXT, 28}, {"Điểm cầu", XLSX_TEXT, 28},
            {"Có mặt trực tiếp / trực tuyến / Vắng", XLSX_TEXT, 16}, {"Dự thay cho", XLSX_TEXT, 24},
            {"Ghi chú", XLSX_TEXT, 30}};
    const char *const lines[] = {"DANH SÁCH ĐẠI BIỂU", report->title, NULL};

    xlsx_book_sheet(book, "Đại biểu", lines, heads, G_N_ELEMENTS(heads));
    for (guint i = 0; i < report->delegates->len; i++) {
        const AttendanceDelegate *delegate = g_ptr_array_index(report->delegates, i);
        const XlsxCell cells[] = {number((int64_t)i + 1), text(delegate->name),
                text(delegate->title), text(delegate->unit), text(delegate->site),
                text(attendance_how_text(delegate)), text(delegate->substitute_for),
                text(delegate->note)};
        xlsx_book_row(book, cells);
    }
}

static char **all_lines(const AttendanceReport *report)
{
    g_autoptr(GStrvBuilder) lines = g_strv_builder_new();
    g_auto(GStrv) heading = attendance_heading_lines(report);
    g_auto(GStrv) summary = attendance_summary_lines(report);

    g_strv_builder_add(lines, ATTENDANCE_TITLE);
    g_strv_builder_add(lines, report->parent_agency);
    g_strv_builder_add(lines, report->agency);
    g_strv_builder_addv(lines, (const char **)heading);
    g_strv_builder_addv(lines, (const char **)summary);
    return g_strv_builder_end(lines);
}

GBytes *attendance_xlsx(const AttendanceReport *report, GError **error)
{
    g_autoptr(XlsxBook) book = xlsx_book_new();
    g_auto(GStrv) lines = all_lines(report);
    g_auto(GStrv) foot = attendance_foot_lines(report);

    xlsx_book_sheet(book, "Điểm danh", (const char *const *)lines, columns, COLUMNS);
    for (guint i = 0; i < report->rows->len; i++) {
        const AttendanceRow *row = g_ptr_array_index(report->rows, i);
        append_row(book, row);
        for (guint n = 0; n < row->corrections->len; n++) {
            append_correction(book, g_ptr_array_index(row->corrections, n));
        }
    }
    for (size_t i = 0; foot[i] != NULL; i++) {
        xlsx_book_line(book, foot[i]);
    }
    append_delegates(book, report);
    return xlsx_book_finish(book, error);
}
