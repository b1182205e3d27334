#include "signaling/report/line_report.h"

#include "signaling/meeting/civil_day.h"
#include "signaling/meeting/site_name.h"
#include "signaling/report/csv_writer.h"
#include "signaling/report/line_summary.h"
#include "signaling/report/local_time.h"
#include "signaling/report/official_heading.h"
#include "signaling/report/print_text.h"

enum { BITS = 1000, TABLE_PT = 12 };

static const double percent = 100;

static void row_free(void *data)
{
    LineReportRow *row = data;
    g_free(row->code);
    g_free(row->name);
    g_free(row);
}

void line_report_free(LineReport *report)
{
    if (report != NULL) {
        g_ptr_array_unref(report->rows);
        g_free(report);
    }
}

static bool end_of_rows(GError *fault, GError **error)
{
    if (fault != NULL) {
        g_propagate_error(error, fault);
        return false;
    }
    return true;
}

#define BELOW                                                                                      \
    "(WITH RECURSIVE below(code) AS (SELECT $1 UNION SELECT u.code FROM units u JOIN below b "     \
    "ON u.parent = b.code) SELECT code FROM below)"

static bool read_sites(
        Database *database, const LineReportChoice *choice, LineReport *report, GError **error)
{
    GError *fault = NULL;
    g_autoptr(DatabaseRows) rows = database_query(database,
            "SELECT code, name, rate_cap_kbps FROM sites WHERE active <> 0"
            " AND ($2 = '' OR code = $2) AND ($1 = '' OR $2 <> '' OR unit IN " BELOW ")"
            " ORDER BY position, code LIMIT $3",
            DATABASE_VALUES(database_text(choice->unit), database_text(choice->site),
                    database_int(LINE_REPORT_SITES_MAX)),
            error);

    if (rows == NULL) {
        return false;
    }
    while (database_rows_next(rows, &fault)) {
        LineReportRow *row = g_new0(LineReportRow, 1);
        row->code = g_strdup(database_rows_text(rows, 0));
        row->name = g_strdup(database_rows_text(rows, 1));
        row->capacity_kbps = database_rows_int(rows, 2);
        g_ptr_array_add(report->rows, row);
    }
    return end_of_rows(fault, error);
}

LineReport *line_report_begin(Database *database, const LineReportChoice *choice, GError **error)
{
    LineReport *report = g_new0(LineReport, 1);

    report->days = CLAMP(choice->days, 1, LINE_REPORT_DAYS_MAX);
    report->to_us = choice->now_us;
    report->from_us = choice->now_us - report->days * CIVIL_DAY_US;
    report->rows = g_ptr_array_new_with_free_func(row_free);
    if (!read_sites(database, choice, report, error)) {
        line_report_free(report);
        return NULL;
    }
    return report;
}

/* A site has joined by its link, or by its name. */
static bool measure(
        Database *database, const LineReport *report, LineReportRow *row, GError **error)
{
    GError *fault = NULL;
    g_autoptr(GArray) in = g_array_new(FALSE, FALSE, sizeof(double));
    g_autoptr(GArray) out = g_array_new(FALSE, FALSE, sizeof(double));
    g_autofree char *link = site_name_code_identity(row->code);
    g_autofree char *name = site_name_identity(row->name);
    g_autoptr(DatabaseRows) rows = database_query(database,
            "SELECT in_bps, out_bps FROM line_log WHERE identity IN ($1, $2)"
            " AND time_us >= $3 AND time_us < $4",
            DATABASE_VALUES(database_text(link), database_text(name), database_int(report->from_us),
                    database_int(report->to_us)),
            error);

    if (rows == NULL) {
        return false;
    }
    while (database_rows_next(rows, &fault)) {
        const double in_kbps = database_rows_real(rows, 0) / BITS;
        const double out_kbps = database_rows_real(rows, 1) / BITS;
        g_array_append_val(in, in_kbps);
        g_array_append_val(out, out_kbps);
    }
    row->samples = in->len;
    row->in_kbps = line_summary_p95((double *)(void *)in->data, in->len);
    row->out_kbps = line_summary_p95((double *)(void *)out->data, out->len);
    if (row->capacity_kbps > 0) {
        row->share_percent =
                percent * MAX(row->in_kbps, row->out_kbps) / (double)row->capacity_kbps;
        row->over = row->share_percent > LINE_REPORT_LIMIT_PERCENT;
    }
    return end_of_rows(fault, error);
}

bool line_report_measure(
        Database *database, LineReport *report, size_t *next, size_t count, GError **error)
{
    const size_t end = MIN(*next + count, report->rows->len);

    for (; *next < end; (*next)++) {
        if (!measure(database, report, g_ptr_array_index(report->rows, *next), error)) {
            return false;
        }
    }
    return true;
}

/* ---- forms ---- */

json_t *line_report_json(const LineReport *report)
{
    json_t *items = json_array();
    g_autofree char *from = local_time_text(report->from_us);
    g_autofree char *to = local_time_text(report->to_us);

    for (guint i = 0; i < report->rows->len; i++) {
        const LineReportRow *row = g_ptr_array_index(report->rows, i);
        json_array_append_new(items,
                json_pack("{s:s, s:s, s:I, s:I, s:f, s:f, s:f, s:b}", "code", row->code, "name",
                        row->name, "capacity_kbps", (json_int_t)row->capacity_kbps, "samples",
                        (json_int_t)row->samples, "in_p95_kbps", row->in_kbps, "out_p95_kbps",
                        row->out_kbps, "share_percent", row->share_percent, "over",
                        (int)row->over));
    }
    return json_pack("{s:s, s:s, s:I, s:i, s:o}", "from", from, "to", to, "days",
            (json_int_t)report->days, "limit_percent", LINE_REPORT_LIMIT_PERCENT, "items", items);
}

static const char *verdict(const LineReportRow *row)
{
    return row->samples == 0          ? "Không có số liệu"
            : row->capacity_kbps == 0 ? "Chưa khai báo dung lượng"
            : row->over               ? "Vượt 90% dung lượng"
                                      : "Đạt";
}

static char *decimal(double value)
{
    char digits[G_ASCII_DTOSTR_BUF_SIZE];
    return g_strdup(g_ascii_formatd(digits, sizeof digits, "%.2f", value));
}

char *line_report_csv(const LineReport *report)
{
    static const char *const heads[] = {"ma_diem_cau", "diem_cau", "dung_luong_kbps", "so_mau",
            "kbps_vao_p95", "kbps_ra_p95", "ty_le", "vuot", "ket_qua", NULL};
    GString *out = g_string_new(CSV_BYTE_ORDER_MARK);

    csv_writer_row(out, heads);
    for (guint i = 0; i < report->rows->len; i++) {
        const LineReportRow *row = g_ptr_array_index(report->rows, i);
        g_autofree char *capacity = g_strdup_printf("%" G_GINT64_FORMAT, row->capacity_kbps);
        g_autofree char *samples = g_strdup_printf("%" G_GINT64_FORMAT, row->samples);
        g_autofree char *in = decimal(row->in_kbps);
        g_autofree char *sent = decimal(row->out_kbps);
        g_autofree char *share = decimal(row->share_percent);
        const char *const cells[] = {row->code, row->name, capacity, samples, in, sent, share,
                row->over ? "1" : "0", verdict(row), NULL};
        csv_writer_row(out, cells);
    }
    return g_string_free(out, FALSE);
}

static void append_row(Document *document, const LineReportRow *row, guint n)
{
    const bool known = row->capacity_kbps > 0;
    char *cells[] = {print_number((int64_t)n + 1), g_strdup(row->code), g_strdup(row->name),
            known ? print_number(row->capacity_kbps) : g_strdup(""), print_number(row->samples),
            print_decimal(row->in_kbps, 0), print_decimal(row->out_kbps, 0),
            known ? print_percent(row->share_percent, 1) : g_strdup(""), g_strdup(verdict(row))};

    if (row->over) {
        document_row_bold(document, (const char *const *)cells);
    } else {
        document_row(document, (const char *const *)cells);
    }
    for (size_t i = 0; i < G_N_ELEMENTS(cells); i++) {
        g_free(cells[i]);
    }
}

Document *line_report_document(const LineReport *report)
{
    static const DocumentColumn columns[] = {
            {"STT", 1, DOCUMENT_CENTRE},
            {"Mã", 1.6, DOCUMENT_LEFT},
            {"Điểm cầu", 5, DOCUMENT_LEFT},
            {"Dung lượng (kbit/s)", 2, DOCUMENT_RIGHT},
            {"Số mẫu 5 phút", 1.8, DOCUMENT_RIGHT},
            {"p95 vào (kbit/s)", 2, DOCUMENT_RIGHT},
            {"p95 ra (kbit/s)", 2, DOCUMENT_RIGHT},
            {"So với dung lượng", 2, DOCUMENT_RIGHT},
            {"Kết quả", 3, DOCUMENT_LEFT},
    };
    g_autofree char *from = print_time(report->from_us);
    g_autofree char *to = print_time(report->to_us);
    g_autofree char *period = g_strdup_printf("Từ %s đến %s", from, to);
    Document *document = document_new("Báo cáo kênh truyền", &document_page_wide);

    official_heading_append(
            document, &(OfficialHeading){.kind = "Báo cáo kênh truyền", .excerpt = period});
    document_table(document, columns, G_N_ELEMENTS(columns), TABLE_PT);
    for (guint i = 0; i < report->rows->len; i++) {
        append_row(document, g_ptr_array_index(report->rows, i), i);
    }
    document_table_end(document);
    document_paragraph(document, &document_style_body,
            "Mỗi mẫu là trung bình của 5 phút trong thời gian điểm cầu có kết nối; p95 là giá trị "
            "mà "
            "95% số mẫu không vượt quá. Kênh truyền đạt khi p95 của cả hai chiều không quá 90% "
            "dung "
            "lượng.");
    return document;
}
