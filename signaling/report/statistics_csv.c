#include "signaling/report/csv_writer.h"
#include "signaling/report/statistics_form.h"

/* The columns; what a row has nothing to say about stays empty. */
typedef enum Column {
    TABLE,    /* bang: quan_he_loai_hinh_thuc, thang, chi_tieu, don_vi */
    RELATION, /* quan_he: code */
    KIND,     /* loai: code */
    FORM,     /* hinh_thuc: code */
    MONTH,    /* thang */
    CODE,     /* ma: a unit's */
    NAME,     /* ten: of target or unit */
    MEETINGS,
    ONLINE,
    HOURS,
    SITES,
    SHARE,
    THRESHOLD,
    STRICT,
    RESULT,
    INVITED,
    PRESENT,
    ABSENT,
    LATE,
    COLUMNS
} Column;

static const char *const heads[COLUMNS + 1] = {"bang", "quan_he", "loai", "hinh_thuc", "thang",
        "ma", "ten", "so_cuoc_hop", "truc_tuyen", "so_gio", "luot_diem_cau", "ty_le", "nguong",
        "lon_hon", "ket_qua", "duoc_moi", "co_mat", "vang_mat", "vao_muon", NULL};

typedef struct Row {
    char *cells[COLUMNS];
} Row;

/* @param text  taken */
static void set(Row *row, Column column, char *text)
{
    g_free(row->cells[column]);
    row->cells[column] = text;
}

static void set_number(Row *row, Column column, int64_t number)
{
    set(row, column, g_strdup_printf("%" G_GINT64_FORMAT, number));
}

/* Decimals have a point, whatever the country of the server. */
static void set_real(Row *row, Column column, double value)
{
    char digits[G_ASCII_DTOSTR_BUF_SIZE];
    set(row, column, g_strdup(g_ascii_formatd(digits, sizeof digits, "%.2f", value)));
}

static void set_share(Row *row, int64_t part, int64_t whole)
{
    if (whole > 0) {
        set_real(row, SHARE, 100.0 * (double)part / (double)whole);
    }
}

static void set_sum(Row *row, const StatisticsSum *sum)
{
    static const double hour_us = 3.6e9;

    set_number(row, MEETINGS, sum->meetings);
    set_number(row, ONLINE, sum->online);
    set_real(row, HOURS, (double)sum->length_us / hour_us);
    set_number(row, SITES, sum->sites);
    set_share(row, sum->online, sum->meetings);
}

static void write_row(GString *out, Row *row)
{
    const char *cells[COLUMNS + 1] = {NULL};

    for (size_t i = 0; i < COLUMNS; i++) {
        cells[i] = row->cells[i] != NULL ? row->cells[i] : "";
    }
    csv_writer_row(out, cells);
    for (size_t i = 0; i < COLUMNS; i++) {
        g_free(row->cells[i]);
    }
}

static void append_forms(GString *out, const Statistics *statistics, StatisticsChoice choice)
{
    for (choice.form = 0; choice.form < STATISTICS_FORMS; choice.form++) {
        const StatisticsSum sum = statistics_sum(statistics, choice);
        Row row = {{g_strdup("quan_he_loai_hinh_thuc")}};
        set(&row, RELATION,
                g_strdup(statistics_relation(statistics, (size_t)choice.relation)->code));
        set(&row, KIND, g_strdup(statistics_kind(statistics, (size_t)choice.kind)->code));
        set(&row, FORM, g_strdup(statistics_form_code(choice.form)));
        set_sum(&row, &sum);
        write_row(out, &row);
    }
}

static void append_cells(GString *out, const Statistics *statistics)
{
    StatisticsChoice choice = STATISTICS_ALL;

    for (choice.relation = 0; statistics_relation(statistics, (size_t)choice.relation) != NULL;
            choice.relation++) {
        for (choice.kind = 0; statistics_kind(statistics, (size_t)choice.kind) != NULL;
                choice.kind++) {
            append_forms(out, statistics, choice);
        }
    }
}

static void append_months(GString *out, const Statistics *statistics)
{
    StatisticsChoice choice = STATISTICS_ALL;
    char *month = NULL;

    for (choice.month = 0; (month = statistics_month(statistics, (size_t)choice.month)) != NULL;
            choice.month++) {
        for (choice.relation = 0; statistics_relation(statistics, (size_t)choice.relation) != NULL;
                choice.relation++) {
            const StatisticsSum sum = statistics_sum(statistics, choice);
            Row row = {{g_strdup("thang")}};
            set(&row, MONTH, g_strdup(month));
            set(&row, RELATION,
                    g_strdup(statistics_relation(statistics, (size_t)choice.relation)->code));
            set_sum(&row, &sum);
            write_row(out, &row);
        }
        g_free(month);
    }
}

static void append_targets(GString *out, const Statistics *statistics)
{
    const StatisticsTarget *target = NULL;

    for (size_t n = 0; (target = statistics_target(statistics, n)) != NULL; n++) {
        g_auto(StatisticsResult) result = {0};
        Row row = {{g_strdup("chi_tieu")}};
        statistics_result(statistics, target, &result);
        set(&row, NAME, g_strdup(target->name));
        set(&row, RELATION, g_strjoinv(";", target->relations));
        set_number(&row, MEETINGS, result.meetings);
        set_number(&row, ONLINE, result.online);
        set_share(&row, result.online, result.meetings);
        set_real(&row, THRESHOLD, (double)target->hundredths / 100);
        set_number(&row, STRICT, target->strict ? 1 : 0);
        set(&row, RESULT, g_strdup(statistics_result_word(&result)));
        write_row(out, &row);
    }
}

static void append_units(GString *out, const Statistics *statistics)
{
    const StatisticsUnit *unit = NULL;

    for (size_t n = 0; (unit = statistics_unit(statistics, n)) != NULL; n++) {
        Row row = {{g_strdup("don_vi")}};
        set(&row, CODE, g_strdup(unit->code));
        set(&row, NAME, g_strdup(unit->name));
        set_share(&row, unit->present, unit->invited);
        set_number(&row, INVITED, unit->invited);
        set_number(&row, PRESENT, unit->present);
        set_number(&row, ABSENT, unit->absent);
        set_number(&row, LATE, unit->late);
        write_row(out, &row);
    }
}

char *statistics_csv(const Statistics *statistics)
{
    GString *out = g_string_new(CSV_BYTE_ORDER_MARK);

    csv_writer_row(out, heads);
    append_cells(out, statistics);
    append_months(out, statistics);
    append_targets(out, statistics);
    append_units(out, statistics);
    return g_string_free(out, FALSE);
}
