#include "signaling/report/attendance_print.h"

#include "signaling/report/document_html.h"
#include "signaling/report/document_rtf.h"
#include "tests/fakes/attendance_events.h"
#include "tests/fakes/test_database.h"

#include <gio/gio.h>
#include <glib/gstdio.h>

#include <string.h>

/* The known briefing's table, row by row as it is written down with it. */
typedef struct Expected {
    const char *code;
    const char *spans;
    int losses;
    int gap_s;
    int presence_s;
    const char *presence;
    const char *share;
    const char *share_number; /* in the Excel file */
    const char *state;
    const char *flags;
} Expected;

static const Expected expected[FIXTURE_SITES] = {
        {"KG-000", "07:00:00–10:30:00", 0, 0, 8700, "2:25:00", "100,00%", "1", "Có mặt", ""},
        {"899", "07:12:10–10:28:00", 0, 0, 8700, "2:25:00", "100,00%", "1", "Có mặt", ""},
        {"900", "07:15:00–10:28:05", 0, 0, 8700, "2:25:00", "100,00%", "1", "Có mặt", ""},
        {"902", "07:20:00–10:27:30", 0, 0, 8700, "2:25:00", "100,00%", "1", "Có mặt", ""},
        {"903", "07:05:00–10:28:00", 0, 0, 8700, "2:25:00", "100,00%", "1", "Có mặt", ""},
        {"904", "07:18:30–10:27:50", 0, 0, 8700, "2:25:00", "100,00%", "1", "Có mặt", ""},
        {"905", "07:40:00–10:28:00", 0, 0, 8700, "2:25:00", "100,00%", "1", "Có mặt", ""},
        {"906", "07:22:00–09:10:00; 09:10:20–10:28:00", 1, 0, 8700, "2:25:00", "100,00%", "1",
                "Có mặt", ""},
        {"907", "08:17:00–10:28:00", 0, 0, 7800, "2:10:00", "89,66%", "0.896551724137931", "Có mặt",
                "Vào muộn"},
        {"908", "07:30:00–10:05:00", 0, 0, 7380, "2:03:00", "84,83%", "0.8482758620689655",
                "Có mặt", "Rời sớm"},
        {"909", "07:33:00–08:40:00; 08:52:00–10:28:00", 1, 720, 7980, "2:13:00", "91,72%",
                "0.9172413793103448", "Có mặt", "Gián đoạn"},
        {"910", "07:28:00–10:28:00", 0, 0, 8700, "2:25:00", "100,00%", "1", "Có mặt", ""},
        {"911", "07:10:00–10:28:00", 0, 0, 8700, "2:25:00", "100,00%", "1", "Có mặt", ""},
        {"912", "07:45:00–08:30:00; 08:31:30–09:05:00; 09:09:00–09:40:00; 09:40:25–10:28:00", 3,
                330, 8370, "2:19:30", "96,21%", "0.9620689655172414", "Có mặt", "Gián đoạn"},
        {"913", "", 0, 0, 0, "0:00:00", "0,00%", "0", "Vắng mặt", ""},
        {"914", "07:05:00–07:35:00", 0, 0, 0, "0:00:00", "0,00%", "0", "Vắng mặt",
                "chỉ kết nối phiên thử"},
};

static const char summary[] = "Số điểm cầu được triệu tập: 15; có mặt: 13; vắng mặt: 2; vào muộn: "
                              "1; rời sớm: 1; gián đoạn: 2; số lần mất kết nối: 5";

static AttendanceReport *held(Database *database)
{
    GError *error = NULL;

    AttendanceReport *report =
            attendance_report_load(database, FIXTURE_MEETING, NULL, FIXTURE_CLOSED_US, &error);
    g_assert_no_error(error);
    return report;
}

static void with_database(void (*test)(Database *database))
{
    TestDatabase place;
    test_database_init(&place);
    Database *database = test_database_open(&place);

    fixture_plan_meeting(database);
    fixture_hold_meeting(database);
    test(database);
    database_close(database);
    test_database_clear(&place);
}

static const char *after(const char *at, const char *piece)
{
    const char *found = strstr(at, piece);
    if (found == NULL) {
        g_error("'%s' is not behind:\n%.3000s", piece, at);
    }
    return found + strlen(piece);
}

static void check_page(Database *database)
{
    g_autoptr(AttendanceReport) report = held(database);
    g_autoptr(Document) document = attendance_document(report);
    g_autofree char *page = document_html(document);
    g_autofree char *rtf = document_rtf(document);
    const char *at = page;

    at = after(at, "<b>BÁO CÁO ĐIỂM DANH CÁC ĐIỂM CẦU</b>");
    at = after(at, "Số, ký hiệu giấy mời: 05/GM-UBND");
    at = after(at, "Thời gian dự kiến: 08:00:00 28/03/2018 – 10:00:00 28/03/2018");
    at = after(at, "Mở phiên họp: 08:02:00 28/03/2018");
    at = after(at, "Kết thúc phiên họp: 10:27:00 28/03/2018");
    at = after(at, "Thời lượng: 2:25:00");
    at = after(at, summary);
    for (size_t i = 0; i < FIXTURE_SITES; i++) {
        const Expected *row = &expected[i];
        g_autofree char *first = g_strdup_printf(
                "<tr><td class=\"centre\">%zu</td><td class=\"left\">%s</td>", i, row->code);
        g_autofree char *rest = g_strdup_printf(
                "<td class=\"left\">%s</td><td class=\"right\">%d</td><td class=\"right\">%d</td>"
                "<td class=\"right\">%s</td><td class=\"right\">%s</td><td class=\"left\">%s</td>"
                "<td class=\"left\">%s</td><td class=\"left\">Chưa điểm danh</td></tr>\n",
                row->spans, row->losses, row->gap_s, row->presence, row->share, row->state,
                row->flags);
        at = after(after(at, first), rest);
    }
    at = after(at, "Phú Quốc</td>");
    at = after(at, "<td class=\"right\">2</td><td class=\"right\">0:07:30</td>");
    at = after(at, "Số liệu kết nối do hệ thống ghi tự động theo giờ máy chủ.");
    at = after(at, "<b>THƯ KÝ</b>");
    (void)after(at, "<b>CHỦ TỌA</b>");
    (void)after(rtf, "\\paperw16838\\paperh11906\\landscape");
}

static void test_page_to_the_letter(void)
{
    with_database(check_page);
}

/* The cells of a sheet as lines "B7<tab>value", shared strings in their places, by the system's own tools. */
static const char reader[] =
        "import sys,zipfile,xml.etree.ElementTree as E\n"
        "z=zipfile.ZipFile(sys.argv[1]);n='{http://schemas.openxmlformats.org/spreadsheetml/2006/"
        "main}'\n"
        "s=[''.join(t.text or '' for t in i.iter(n+'t')) for i in "
        "E.fromstring(z.read('xl/sharedStrings.xml'))]\n"
        "for c in E.fromstring(z.read('xl/worksheets/sheet1.xml')).iter(n+'c'):\n"
        "  v=c.find(n+'v')\n"
        "  if v is not None: sys.stdout.buffer.write((c.get('r')+'\\t'+(s[int(v.text)] if "
        "c.get('t')=='s' else v.text)+'\\n').encode())\n";

static char *cells_of(GBytes *book)
{
    g_autofree char *folder = g_dir_make_tmp("attendance_XXXXXX", NULL);
    g_autofree char *path = g_build_filename(folder, "a.xlsx", NULL);
    gsize size = 0;
    const char *bytes = g_bytes_get_data(book, &size);
    char *text = NULL;

    g_assert_true(g_file_set_contents(path, bytes, (gssize)size, NULL));
    g_autoptr(GSubprocess) python = g_subprocess_new(
            G_SUBPROCESS_FLAGS_STDOUT_PIPE, NULL, "python3", "-c", reader, path, NULL);
    g_assert_true(g_subprocess_communicate_utf8(python, NULL, NULL, &text, NULL, NULL));
    g_assert_true(g_subprocess_get_successful(python));
    g_assert_cmpint(g_unlink(path), ==, 0);
    g_assert_cmpint(g_rmdir(folder), ==, 0);
    return text;
}

/* "A17\t", "B17\t…\n" and so on of one row, where there is something to say. */
static void expect_cell(const char *cells, char column, int line, const char *value)
{
    g_autofree char *cell = value[0] != '\0' ? g_strdup_printf("\n%c%d\t%s\n", column, line, value)
                                             : g_strdup_printf("\n%c%d\t", column, line);
    if ((strstr(cells, cell) != NULL) != (value[0] != '\0')) {
        g_error("cell %s is another in:\n%s", cell, cells);
    }
}

static void check_book(Database *database)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(AttendanceReport) report = held(database);
    g_autoptr(GBytes) book = attendance_xlsx(report, &error);
    g_assert_no_error(error);
    g_autofree char *cells = cells_of(book);
    const char *head = after(cells, summary);
    int line = (int)g_ascii_strtoll(strstr(head, "\tSTT\n") - 2, NULL, 10) + 1;

    for (size_t i = 0; i < FIXTURE_SITES; i++, line++) {
        const Expected *row = &expected[i];
        g_autofree char *losses = g_strdup_printf("%d", row->losses);
        g_autofree char *gap = g_strdup_printf("%d", row->gap_s);
        g_autofree char *presence = g_strdup_printf("%.16G", row->presence_s / 86400.0);
        expect_cell(cells, 'B', line, row->code);
        expect_cell(cells, 'I', line, row->spans);
        expect_cell(cells, 'J', line, losses);
        expect_cell(cells, 'K', line, gap);
        expect_cell(cells, 'L', line, presence);
        expect_cell(cells, 'M', line, row->share_number);
        expect_cell(cells, 'N', line, row->state);
        expect_cell(cells, 'O', line, row->flags);
    }
    (void)after(cells, "Số liệu kết nối do hệ thống ghi tự động theo giờ máy chủ.");
}

static void test_book_to_the_letter(void)
{
    with_database(check_book);
}

static void check_corrections(Database *database)
{
    fixture_say(database, FIXTURE_MEETING, FIXTURE_AT(8, 4, 0),
            json_pack("{s:s, s:s, s:i, s:i, s:i, s:i, s:s, s:s, s:s}", "kind", "heads", "site",
                    "code:903", "convened", 10, "present", 8, "excused", 1, "unexcused", 1,
                    "responsible", "=HYPERLINK(\"http://a.example\")", "technician", "", "note",
                    "{\\object}<script>"));
    fixture_say(database, FIXTURE_MEETING, FIXTURE_AT(8, 5, 0),
            json_pack("{s:s, s:s, s:i, s:i, s:i, s:i, s:s, s:s, s:s}", "kind", "heads", "site",
                    "code:903", "convened", 10, "present", 9, "excused", 1, "unexcused", 0,
                    "responsible", "=HYPERLINK(\"http://a.example\")", "technician", "", "note",
                    "{\\object}<script>"));
    g_autoptr(AttendanceReport) report = held(database);
    g_autoptr(Document) document = attendance_document(report);
    g_autofree char *page = document_html(document);
    g_autofree char *rtf = document_rtf(document);
    g_autoptr(GBytes) book = attendance_xlsx(report, NULL);
    g_autofree char *cells = cells_of(book);

    const char *at = after(page, "II. Đại biểu");
    at = after(at, "Hòn Đất</td><td class=\"right\">10</td><td class=\"right\">8</td>");
    at = after(at, "{\\object}&lt;script&gt;");
    (void)after(at,
            "Sửa lúc 08:05:00 28/03/2018, server</td><td class=\"right\"></td>"
            "<td class=\"right\">9</td>");
    g_assert_null(strstr(page, "<script"));
    (void)after(rtf, "\\{\\\\object\\}<script>");
    at = after(cells, "\t=HYPERLINK(\"http://a.example\")\n");
    (void)after(at, "\tSửa lúc 08:05:00 28/03/2018, server\n");
}

static void test_corrections_are_second_lines(void)
{
    with_database(check_corrections);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/attendance_print/S-30/page_to_the_letter", test_page_to_the_letter);
    g_test_add_func("/attendance_print/S-30/book_to_the_letter", test_book_to_the_letter);
    g_test_add_func("/attendance_print/corrections", test_corrections_are_second_lines);
    return g_test_run();
}
