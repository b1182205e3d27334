#include "signaling/report/statistics_form.h"
#include "signaling/report/xlsx_book.h"

enum { LINES_MAX = 4 };

static XlsxCell text(const char *value)
{
    return (XlsxCell){.text = value};
}

static XlsxCell number(int64_t value)
{
    return (XlsxCell){.number = value};
}

static XlsxCell share(int64_t part, int64_t whole)
{
    return (XlsxCell){
            .real = whole > 0 ? 100.0 * (double)part / (double)whole : 0, .empty = whole == 0};
}

static void begin(XlsxBook *book, const Statistics *statistics, const char *name, const char *title,
        const XlsxColumn *columns, size_t count)
{
    g_autofree char *period = statistics_period_text(statistics);
    const char *const lines[LINES_MAX] = {title, statistics_unit_name(statistics), period, NULL};
    xlsx_book_sheet(book, name, lines, columns, count);
}

static void append_form(XlsxBook *book, const Statistics *statistics, StatisticsChoice choice)
{
    const StatisticsSum sum = statistics_sum(statistics, choice);
    const XlsxCell row[] = {text(statistics_relation(statistics, (size_t)choice.relation)->name),
            text(statistics_kind(statistics, (size_t)choice.kind)->name),
            text(statistics_form_name(choice.form)), number(sum.meetings), number(sum.length_us),
            number(sum.sites)};
    xlsx_book_row(book, row);
}

static void append_meetings(XlsxBook *book, const Statistics *statistics)
{
    static const XlsxColumn columns[] = {{"Quan hệ", XLSX_TEXT, 28}, {"Loại", XLSX_TEXT, 28},
            {"Hình thức", XLSX_TEXT, 14}, {"Số cuộc họp", XLSX_INTEGER, 12},
            {"Tổng thời gian", XLSX_DURATION, 14}, {"Lượt điểm cầu", XLSX_INTEGER, 14}};
    StatisticsChoice choice = STATISTICS_ALL;

    begin(book, statistics, "Cuộc họp", "THỐNG KÊ HỌP TRỰC TUYẾN", columns, G_N_ELEMENTS(columns));
    for (choice.relation = 0; statistics_relation(statistics, (size_t)choice.relation) != NULL;
            choice.relation++) {
        for (choice.kind = 0; statistics_kind(statistics, (size_t)choice.kind) != NULL;
                choice.kind++) {
            for (choice.form = 0; choice.form < STATISTICS_FORMS; choice.form++) {
                append_form(book, statistics, choice);
            }
        }
    }
}

static void append_targets(XlsxBook *book, const Statistics *statistics)
{
    static const XlsxColumn columns[] = {{"Chỉ tiêu", XLSX_TEXT, 40},
            {"Số cuộc họp", XLSX_INTEGER, 12}, {"Trực tuyến", XLSX_INTEGER, 12},
            {"Tỷ lệ", XLSX_PERCENT, 10}, {"Ngưỡng", XLSX_PERCENT, 10},
            {"Phải lớn hơn", XLSX_TEXT, 12}, {"Kết quả", XLSX_TEXT, 18}};
    const StatisticsTarget *target = NULL;

    begin(book, statistics, "Chỉ tiêu", "TỶ LỆ HỌP TRỰC TUYẾN SO VỚI CHỈ TIÊU", columns,
            G_N_ELEMENTS(columns));
    for (size_t n = 0; (target = statistics_target(statistics, n)) != NULL; n++) {
        g_auto(StatisticsResult) result = {0};
        statistics_result(statistics, target, &result);
        const XlsxCell row[] = {text(target->name), number(result.meetings), number(result.online),
                share(result.online, result.meetings), {.real = (double)target->hundredths / 100},
                text(target->strict ? "có" : "không"), text(statistics_result_word(&result))};
        xlsx_book_row(book, row);
    }
}

static void append_months(XlsxBook *book, const Statistics *statistics)
{
    static const XlsxColumn columns[] = {{"Tháng", XLSX_TEXT, 10}, {"Quan hệ", XLSX_TEXT, 28},
            {"Số cuộc họp", XLSX_INTEGER, 12}, {"Trực tuyến", XLSX_INTEGER, 12}};
    StatisticsChoice choice = STATISTICS_ALL;
    const StatisticsWord *word = NULL;
    char *month = NULL;

    begin(book, statistics, "Theo tháng", "SỐ CUỘC HỌP THEO THÁNG", columns, G_N_ELEMENTS(columns));
    for (choice.month = 0; (month = statistics_month(statistics, (size_t)choice.month)) != NULL;
            choice.month++) {
        for (choice.relation = 0;
                (word = statistics_relation(statistics, (size_t)choice.relation)) != NULL;
                choice.relation++) {
            const StatisticsSum sum = statistics_sum(statistics, choice);
            const XlsxCell row[] = {
                    text(month), text(word->name), number(sum.meetings), number(sum.online)};
            xlsx_book_row(book, row);
        }
        g_free(month);
    }
}

static void append_units(XlsxBook *book, const Statistics *statistics)
{
    static const XlsxColumn columns[] = {{"Mã", XLSX_TEXT, 10}, {"Đơn vị", XLSX_TEXT, 40},
            {"Được mời", XLSX_INTEGER, 10}, {"Có mặt", XLSX_INTEGER, 10},
            {"Vắng mặt", XLSX_INTEGER, 10}, {"Vào muộn", XLSX_INTEGER, 10},
            {"Tỷ lệ có mặt", XLSX_PERCENT, 12}};
    const StatisticsUnit *unit = NULL;

    begin(book, statistics, "Đơn vị", "THAM DỰ CỦA CÁC ĐƠN VỊ", columns, G_N_ELEMENTS(columns));
    for (size_t n = 0; (unit = statistics_unit(statistics, n)) != NULL; n++) {
        const XlsxCell row[] = {text(unit->code), text(unit->name), number(unit->invited),
                number(unit->present), number(unit->absent), number(unit->late),
                share(unit->present, unit->invited)};
        xlsx_book_row(book, row);
    }
}

GBytes *statistics_xlsx(const Statistics *statistics, GError **error)
{
    g_autoptr(XlsxBook) book = xlsx_book_new();

    append_meetings(book, statistics);
    append_targets(book, statistics);
    append_months(book, statistics);
    append_units(book, statistics);
    return xlsx_book_finish(book, error);
}
