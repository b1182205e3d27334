#include "signaling/meeting/civil_day.h"
#include "signaling/report/official_heading.h"
#include "signaling/report/print_text.h"
#include "signaling/report/statistics_form.h"

enum { TABLE_PT = 12, CELLS_MAX = 8 };

static const double hour_us = 3.6e9;

char *statistics_period_text(const Statistics *statistics)
{
    g_autofree char *from = civil_day_text(statistics_from_day(statistics));
    g_autofree char *to = civil_day_text(statistics_to_day(statistics));
    return g_strdup_printf("Từ ngày %s đến ngày %s", from, to);
}

/* @param cells  each taken */
static void row(Document *document, char **cells, size_t count, bool bold)
{
    const char *const *texts = (const char *const *)cells;

    if (bold) {
        document_row_bold(document, texts);
    } else {
        document_row(document, texts);
    }
    for (size_t i = 0; i < count; i++) {
        g_free(cells[i]);
    }
}

static void append_word(Document *document, const Statistics *statistics, const char *name,
        StatisticsChoice choice, bool bold)
{
    const StatisticsSum sum = statistics_sum(statistics, choice);
    char *cells[CELLS_MAX] = {g_strdup(name)};
    size_t n = 1;

    for (int form = 0; form < STATISTICS_FORMS; form++) {
        StatisticsChoice one = choice;
        one.form = form;
        cells[n++] = print_number(statistics_sum(statistics, one).meetings);
    }
    cells[n++] = print_number(sum.meetings);
    cells[n++] = print_decimal((double)sum.length_us / hour_us, 1);
    cells[n++] = print_number(sum.sites);
    cells[n++] = statistics_share(&sum);
    row(document, cells, n, bold);
}

static void begin_words(Document *document, const char *title)
{
    const DocumentColumn columns[] = {
            {title, 4, DOCUMENT_LEFT},
            {"Trực tuyến", 1.4, DOCUMENT_RIGHT},
            {"Trực tiếp", 1.4, DOCUMENT_RIGHT},
            {"Kết hợp", 1.4, DOCUMENT_RIGHT},
            {"Tổng số", 1.4, DOCUMENT_RIGHT},
            {"Số giờ", 1.6, DOCUMENT_RIGHT},
            {"Lượt điểm cầu", 1.6, DOCUMENT_RIGHT},
            {"Tỷ lệ trực tuyến", 1.8, DOCUMENT_RIGHT},
    };
    document_table(document, columns, G_N_ELEMENTS(columns), TABLE_PT);
}

static void append_relations(Document *document, const Statistics *statistics)
{
    const StatisticsWord *word = NULL;
    StatisticsChoice choice = STATISTICS_ALL;

    official_part_append(document, "1. Số cuộc họp theo quan hệ và hình thức");
    begin_words(document, "Quan hệ");
    for (choice.relation = 0;
            (word = statistics_relation(statistics, (size_t)choice.relation)) != NULL;
            choice.relation++) {
        append_word(document, statistics, word->name, choice, false);
    }
    append_word(document, statistics, "Cộng", STATISTICS_ALL, true);
    document_table_end(document);
}

static void append_kinds(Document *document, const Statistics *statistics)
{
    const StatisticsWord *word = NULL;
    StatisticsChoice choice = STATISTICS_ALL;

    official_part_append(document, "2. Số cuộc họp theo loại");
    begin_words(document, "Loại cuộc họp");
    for (choice.kind = 0; (word = statistics_kind(statistics, (size_t)choice.kind)) != NULL;
            choice.kind++) {
        append_word(document, statistics, word->name, choice, false);
    }
    document_table_end(document);
}

static void append_targets(Document *document, const Statistics *statistics)
{
    static const DocumentColumn columns[] = {
            {"Chỉ tiêu", 5, DOCUMENT_LEFT},
            {"Ngưỡng", 1.8, DOCUMENT_RIGHT},
            {"Trực tuyến / tổng số", 2, DOCUMENT_RIGHT},
            {"Tỷ lệ", 1.4, DOCUMENT_RIGHT},
            {"Kết quả", 1.8, DOCUMENT_LEFT},
    };
    const StatisticsTarget *target = NULL;

    official_part_append(document, "3. Tỷ lệ họp trực tuyến so với chỉ tiêu");
    document_table(document, columns, G_N_ELEMENTS(columns), TABLE_PT);
    for (size_t n = 0; (target = statistics_target(statistics, n)) != NULL; n++) {
        g_auto(StatisticsResult) result = {0};
        statistics_result(statistics, target, &result);
        const bool whole = target->hundredths % 100 == 0;
        g_autofree char *threshold = print_percent((double)target->hundredths / 100, whole ? 0 : 2);
        g_autofree char *online = print_number(result.online);
        g_autofree char *meetings = print_number(result.meetings);
        char *cells[] = {g_strdup(target->name),
                g_strconcat(target->strict ? "trên " : "từ ", threshold, NULL),
                g_strconcat(online, "/", meetings, NULL), g_strdup(result.share),
                g_strdup(statistics_result_word(&result))};
        row(document, cells, G_N_ELEMENTS(cells), false);
    }
    document_table_end(document);
}

static void append_months(Document *document, const Statistics *statistics)
{
    DocumentColumn columns[DOCUMENT_COLUMNS_MAX] = {{"Tháng", 1.5, DOCUMENT_LEFT}};
    const StatisticsWord *word = NULL;
    size_t count = 1;
    char *month = NULL;

    for (; count + 1 < DOCUMENT_COLUMNS_MAX &&
            (word = statistics_relation(statistics, count - 1)) != NULL;
            count++) {
        columns[count] = (DocumentColumn){word->name, 2, DOCUMENT_RIGHT};
    }
    columns[count] = (DocumentColumn){"Cộng", 1.2, DOCUMENT_RIGHT};
    official_part_append(document, "4. Số cuộc họp theo tháng");
    document_table(document, columns, count + 1, TABLE_PT);
    for (int m = 0; (month = statistics_month(statistics, (size_t)m)) != NULL; m++) {
        char *cells[DOCUMENT_COLUMNS_MAX] = {g_strdup_printf("%.2s/%.4s", month + 5, month)};
        StatisticsChoice choice = STATISTICS_ALL;
        choice.month = m;
        cells[count] = print_number(statistics_sum(statistics, choice).meetings);
        for (size_t i = 1; i < count; i++) {
            choice.relation = (int)i - 1;
            cells[i] = print_number(statistics_sum(statistics, choice).meetings);
        }
        row(document, cells, count + 1, false);
        g_free(month);
    }
    document_table_end(document);
}

static void append_units(Document *document, const Statistics *statistics)
{
    static const DocumentColumn columns[] = {
            {"STT", 0.8, DOCUMENT_CENTRE},
            {"Đơn vị", 5, DOCUMENT_LEFT},
            {"Được mời", 1.3, DOCUMENT_RIGHT},
            {"Có mặt", 1.3, DOCUMENT_RIGHT},
            {"Vắng mặt", 1.3, DOCUMENT_RIGHT},
            {"Vào muộn", 1.3, DOCUMENT_RIGHT},
            {"Tỷ lệ có mặt", 1.5, DOCUMENT_RIGHT},
    };
    const StatisticsUnit *unit = NULL;

    official_part_append(document, "5. Tham dự của các đơn vị");
    document_table(document, columns, G_N_ELEMENTS(columns), TABLE_PT);
    for (size_t n = 0; (unit = statistics_unit(statistics, n)) != NULL; n++) {
        char *cells[] = {print_number((int64_t)n + 1), g_strdup(unit->name),
                print_number(unit->invited), print_number(unit->present),
                print_number(unit->absent), print_number(unit->late),
                print_percent(100.0 * (double)unit->present / (double)unit->invited, 1)};
        row(document, cells, G_N_ELEMENTS(cells), false);
    }
    document_table_end(document);
}

Document *statistics_document(const Statistics *statistics)
{
    g_autofree char *period = statistics_period_text(statistics);
    Document *document = document_new("Thống kê họp trực tuyến", &document_page_wide);

    official_heading_append(document,
            &(OfficialHeading){.parent_agency = statistics_parent_name(statistics),
                    .agency = statistics_unit_name(statistics),
                    .kind = "Thống kê họp trực tuyến",
                    .excerpt = period});
    append_relations(document, statistics);
    append_kinds(document, statistics);
    append_targets(document, statistics);
    append_months(document, statistics);
    append_units(document, statistics);
    if (statistics_is_cut(statistics)) {
        document_paragraph(document, &document_style_body,
                "Số liệu vượt quá giới hạn của một báo cáo; hãy chọn khoảng thời gian ngắn hơn.");
    }
    official_signatures_append(document, &(OfficialSignature){.title = "Người lập"},
            &(OfficialSignature){.title = "Thủ trưởng đơn vị"});
    return document;
}
