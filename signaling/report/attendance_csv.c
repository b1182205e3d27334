#include "signaling/report/attendance_csv.h"

#include "signaling/report/csv_writer.h"
#include "signaling/report/local_time.h"

enum { SECOND_US = 1000000, PERCENT = 100, CELL_BYTES = 40 };

typedef enum Column {
    STT,
    MA_DIEM_CAU,
    DIEM_CAU,
    KHOI,
    LOAI_DON_VI,
    KET_NOI,
    VAO_LUC,
    ROI_LUC,
    KHOANG,
    SO_LAN_MAT,
    GIAN_DOAN_S,
    THAM_DU_S,
    TY_LE,
    TRANG_THAI,
    CO,
    DIEM_DANH,
    DB_TRIEU_TAP,
    DB_CO_MAT,
    DB_VANG_LY_DO,
    DB_VANG_KHONG,
    PHU_TRACH,
    KY_THUAT,
    PHAT_BIEU_LAN,
    PHAT_BIEU_S,
    KBPS_TB,
    KBPS_P95,
    MAT_GOI,
    GHI_CHU,
    COLUMNS
} Column;

static const char *const heads[COLUMNS + 1] = {
        [STT] = "stt",
        [MA_DIEM_CAU] = "ma_diem_cau",
        [DIEM_CAU] = "diem_cau",
        [KHOI] = "khoi",
        [LOAI_DON_VI] = "loai_don_vi",
        [KET_NOI] = "ket_noi",
        [VAO_LUC] = "vao_luc",
        [ROI_LUC] = "roi_luc",
        [KHOANG] = "khoang",
        [SO_LAN_MAT] = "so_lan_mat",
        [GIAN_DOAN_S] = "gian_doan_s",
        [THAM_DU_S] = "tham_du_s",
        [TY_LE] = "ty_le",
        [TRANG_THAI] = "trang_thai",
        [CO] = "co",
        [DIEM_DANH] = "diem_danh",
        [DB_TRIEU_TAP] = "db_trieu_tap",
        [DB_CO_MAT] = "db_co_mat",
        [DB_VANG_LY_DO] = "db_vang_ly_do",
        [DB_VANG_KHONG] = "db_vang_khong",
        [PHU_TRACH] = "phu_trach",
        [KY_THUAT] = "ky_thuat",
        [PHAT_BIEU_LAN] = "phat_bieu_lan",
        [PHAT_BIEU_S] = "phat_bieu_s",
        [KBPS_TB] = "kbps_tb",
        [KBPS_P95] = "kbps_p95",
        [MAT_GOI] = "mat_goi",
        [GHI_CHU] = "ghi_chu",
};

/* Where what people say of a site stands. */
static const Column columns_of[ATTENDANCE_FIELDS] = {
        [ATTENDANCE_CONVENED] = DB_TRIEU_TAP,
        [ATTENDANCE_PRESENT] = DB_CO_MAT,
        [ATTENDANCE_EXCUSED] = DB_VANG_LY_DO,
        [ATTENDANCE_UNEXCUSED] = DB_VANG_KHONG,
        [ATTENDANCE_RESPONSIBLE] = PHU_TRACH,
        [ATTENDANCE_TECHNICIAN] = KY_THUAT,
        [ATTENDANCE_NOTE] = GHI_CHU,
};

typedef struct Line {
    char *cells[COLUMNS + 1]; /* NULL: empty */
} Line;

static void put(Line *line, Column column, const char *text)
{
    attendance_set_text(&line->cells[column], text);
}

static void put_number(Line *line, Column column, int64_t number)
{
    char text[CELL_BYTES];
    (void)g_snprintf(text, sizeof text, "%" G_GINT64_FORMAT, number);
    put(line, column, text);
}

static void put_real(Line *line, Column column, const char *format, double number)
{
    char text[CELL_BYTES];
    put(line, column, g_ascii_formatd(text, sizeof text, format, number));
}

static void put_people(Line *line, Column column, int64_t number)
{
    if (number >= 0) {
        put_number(line, column, number);
    }
}

static void write_line(GString *out, Line *line)
{
    for (size_t i = 0; i < COLUMNS; i++) {
        if (line->cells[i] == NULL) {
            line->cells[i] = g_strdup("");
        }
    }
    csv_writer_row(out, (const char *const *)line->cells);
    for (size_t i = 0; i < COLUMNS; i++) {
        g_free(line->cells[i]);
    }
}

static void put_spans(Line *line, const AttendanceRow *row)
{
    g_autoptr(GString) text = g_string_new(NULL);

    for (guint i = 0; i < row->spans->len; i++) {
        const AttendanceSpan *span = &g_array_index(row->spans, AttendanceSpan, i);
        g_autofree char *from = local_time_second(span->from_us);
        g_autofree char *to = local_time_second(span->to_us);
        g_string_append_printf(text, "%s%s/%s", i > 0 ? "; " : "", from, to);
        if (i == 0) {
            put(line, VAO_LUC, from);
        }
        put(line, ROI_LUC, to);
    }
    put(line, KHOANG, text->str);
}

static void put_automatic(Line *line, const AttendanceRow *row)
{
    const AttendanceFigures *figures = &row->figures;
    g_autofree char *flags = attendance_row_flags(row);

    put(line, KHOI, row->block);
    put(line, LOAI_DON_VI, row->unit_kind);
    put(line, KET_NOI, row->connection);
    put_spans(line, row);
    put_number(line, SO_LAN_MAT, (int64_t)figures->losses);
    put_number(line, GIAN_DOAN_S, figures->gap_us / SECOND_US);
    put_number(line, THAM_DU_S, figures->presence_us / SECOND_US);
    put_real(line, TY_LE, "%.2f", attendance_share(figures) * PERCENT);
    put(line, TRANG_THAI, attendance_row_state(row));
    put(line, CO, flags);
    put_number(line, PHAT_BIEU_LAN, row->floor_count);
    put_number(line, PHAT_BIEU_S, row->floor_us / SECOND_US);
    if (row->kbps_p95 > 0) {
        put_real(line, KBPS_TB, "%.0f", row->kbps_mean);
        put_real(line, KBPS_P95, "%.0f", row->kbps_p95);
        put_real(line, MAT_GOI, "%.2f", row->loss_mean);
    }
}

static void put_site(Line *line, const AttendanceRow *row)
{
    put_number(line, STT, row->position);
    put(line, MA_DIEM_CAU, row->code);
    put(line, DIEM_CAU, row->name);
}

static void write_row(GString *out, const AttendanceRow *row)
{
    g_autofree char *note = attendance_row_remark(row);
    Line line = {0};

    put_site(&line, row);
    put_automatic(&line, row);
    put(&line, DIEM_DANH, attendance_row_roll(row));
    put_people(&line, DB_TRIEU_TAP, row->convened);
    put_people(&line, DB_CO_MAT, row->present);
    put_people(&line, DB_VANG_LY_DO, row->excused);
    put_people(&line, DB_VANG_KHONG, row->unexcused);
    put(&line, PHU_TRACH, row->responsible);
    put(&line, KY_THUAT, row->technician);
    put(&line, GHI_CHU, note);
    write_line(out, &line);
}

static void write_correction(
        GString *out, const AttendanceRow *row, const AttendanceCorrection *correction)
{
    AttendanceField field = ATTENDANCE_NOTE;
    g_autofree char *time = local_time_second(correction->time_us);
    g_autoptr(GString) said = g_string_new("Đính chính");
    Line line = {0};

    (void)attendance_field_from_name(correction->field, &field);
    g_string_append_printf(said, " %s, %s", time, correction->account);
    if (field == ATTENDANCE_NOTE) {
        g_string_append_printf(said, ": %s", correction->value);
    }
    if (correction->note[0] != '\0') {
        g_string_append_printf(said, " (%s)", correction->note);
    }
    put_site(&line, row);
    put(&line, columns_of[field], correction->value);
    put(&line, GHI_CHU, said->str);
    write_line(out, &line);
}

char *attendance_csv(const AttendanceReport *report)
{
    GString *out = g_string_new(CSV_BYTE_ORDER_MARK);

    csv_writer_row(out, heads);
    for (guint i = 0; i < report->rows->len; i++) {
        const AttendanceRow *row = g_ptr_array_index(report->rows, i);
        write_row(out, row);
        for (guint j = 0; j < row->corrections->len; j++) {
            write_correction(out, row, g_ptr_array_index(row->corrections, j));
        }
    }
    return g_string_free(out, FALSE);
}
