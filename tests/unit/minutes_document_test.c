#include "signaling/report/minutes_document.h"

#include "signaling/report/document_html.h"
#include "signaling/report/document_rtf.h"
#include "signaling/report/official_heading.h"

#include <string.h>

#define AT_US(minute) (INT64_C(1522198800000000) + (minute)*INT64_C(60000000)) /* 08:00 */

static void set(char **place, const char *text)
{
    g_free(*place);
    *place = g_strdup(text);
}

static void read_text(Minutes *minutes, const char *text)
{
    g_autoptr(GError) error = NULL;
    int64_t version = 0;
    json_t *body = json_loads(text, 0, NULL);

    g_assert_nonnull(body);
    (void)minutes_read(body, minutes, &version, &error);
    g_assert_no_error(error);
    json_decref(body);
}

/* The briefing of 28/03/2018, opened two minutes late, which needs no reason. */
static void make_minutes(Minutes *minutes)
{
    record_init(&minutes_type, minutes);
    read_text(minutes,
            "{\"version\":0,\"parent_agency\":\"\",\"agency\":\"Ủy ban nhân dân tỉnh\","
            "\"symbol\":\"UBND\",\"title\":\"Họp giao ban tháng 3\","
            "\"place\":\"Phòng họp trực tuyến UBND tỉnh\",\"sites\":15,\"sites_present\":13,"
            "\"delegates_present\":182,\"chair_name\":\"Đại biểu 01\","
            "\"chair_title\":\"Phó Chủ tịch UBND tỉnh\",\"secretary_name\":\"Đại biểu 02\","
            "\"secretary_title\":\"Thư ký, Văn phòng UBND tỉnh\","
            "\"opening\":\"Chủ tọa khai mạc và thông qua chương trình.\","
            "\"attendees\":[{\"group\":\"Thành viên Ban Chỉ đạo\",\"name\":\"Đại biểu 03\","
            "\"title\":\"Giám đốc\",\"unit\":\"Sở Nội vụ\"},"
            "{\"group\":\"Tổ giúp việc\",\"name\":\"Đại biểu 04\",\"title\":\"Chuyên viên\"}],"
            "\"absences\":[{\"site\":\"U Minh Thượng\",\"text\":\"mất điện\"},"
            "{\"site\":\"Giang Thành\"}],"
            "\"reports\":[{\"title\":\"Báo cáo tình hình kinh tế - xã hội\","
            "\"unit\":\"Sở Kế hoạch và Đầu tư\"}],"
            "\"speeches\":[{\"time\":\"2018-03-28T01:50:00Z\",\"site\":\"Phú Quốc\","
            "\"name\":\"Đại biểu 05\",\"title\":\"Phó Chủ tịch\","
            "\"text\":\"Đề nghị hỗ trợ đường truyền.\\nĐề nghị tập huấn.\"}],"
            "\"votes\":[{\"text\":\"Thông qua quy chế\",\"total\":14,\"agree\":13,\"abstain\":1}],"
            "\"conclusions\":[{\"text\":\"Hoàn thành trước mùa mưa.\",\"unit\":\"Sở A\","
            "\"support\":\"Sở B\",\"deadline\":\"30/4/2018\"}],"
            "\"incidents\":[{\"time\":\"2018-03-28T01:40:00Z\",\"site\":\"An Minh\","
            "\"text\":\"Mất kết nối từ 08 giờ 40 đến 08 giờ 52.\"}],"
            "\"recipients\":[{\"text\":\"Thường trực Tỉnh ủy\"},{\"text\":\"Như trên\"}]}");
    minutes->planned_us = AT_US(0);
    minutes->opened_us = AT_US(2);
    minutes->closed_us = AT_US(147);
    minutes->number = 5;
}

/* ---- byte for byte ---- */

static void check_golden(const char *name, const char *text)
{
    g_autofree char *path =
            g_build_filename(g_getenv("MESON_SOURCE_ROOT"), "tests", "data", name, NULL);
    g_autofree char *golden = NULL;
    gsize size = 0;

    if (g_getenv("WRITE_GOLDEN") != NULL) { /* for whoever has changed the form and looked at it */
        g_assert_true(g_file_set_contents(path, text, -1, NULL));
    }
    g_assert_true(g_file_get_contents(path, &golden, &size, NULL));
    g_assert_cmpstr(text, ==, golden);
}

static void test_minutes_are_as_they_were_looked_at(void)
{
    g_auto(Minutes) minutes = {0};
    make_minutes(&minutes);
    g_autoptr(Document) document = minutes_document(&minutes);
    g_autofree char *rtf = document_rtf(document);
    g_autofree char *html = document_html(document);
    check_golden("minutes.rtf", rtf);
    check_golden("minutes.html", html);
}

static void test_a_notice_is_as_it_was_looked_at(void)
{
    g_auto(Minutes) minutes = {0};
    make_minutes(&minutes);
    g_autoptr(Document) document = minutes_notice_document(&minutes,
            &(NoticeHeading){.town = "Rạch Giá",
                    .written_us = AT_US(0) + INT64_C(86400000000) * 5,
                    .signer_title = "TL. CHỦ TỊCH",
                    .signer_name = "Đại biểu 06"});
    g_autofree char *rtf = document_rtf(document);
    g_autofree char *html = document_html(document);
    check_golden("notice.rtf", rtf);
    check_golden("notice.html", html);
}

/* ---- the form ---- */

static char *html_of(const Minutes *minutes)
{
    g_autoptr(Document) document = minutes_document(minutes);
    return document_html(document);
}

static size_t place_of(const char *page, const char *text, size_t from)
{
    const char *at = strstr(page + from, text);
    if (at == NULL) {
        g_error("'%s' does not follow in:\n%s", text, page);
    }
    return (size_t)(at - page);
}

static void test_the_strings_of_the_form_stand_in_order(void)
{
    static const char *const strings[] = {
            "ỦY BAN NHÂN DÂN TỈNH",
            "Số: 05/BB-UBND",
            OFFICIAL_NATION,
            OFFICIAL_MOTTO,
            "BIÊN BẢN",
            "Họp giao ban tháng 3",
            "Thời gian bắt đầu",
            "08 giờ 02, ngày 28 tháng 3 năm 2018",
            "Địa điểm",
            "họp trực tuyến từ điểm cầu trung tâm đến 15 điểm cầu",
            "Thành phần tham dự",
            "1. Tại điểm cầu trung tâm:",
            "Thành viên Ban Chỉ đạo:",
            "- Đại biểu 03, Giám đốc, Sở Nội vụ;",
            "Tổ giúp việc:",
            "2. Tại các điểm cầu thành phần: có mặt 13/15 điểm cầu, 182 đại biểu (Phụ lục",
            "3. Vắng mặt: U Minh Thượng (mất điện); Giang Thành (lý do: …).",
            "Chủ trì (chủ tọa)",
            "Đại biểu 01, Phó Chủ tịch UBND tỉnh",
            "Thư ký (người ghi biên bản)",
            "Nội dung (theo diễn biến cuộc họp/hội nghị/hội thảo)",
            "I. Khai mạc (08 giờ 02)",
            "II. Báo cáo, tham luận",
            "III. Ý kiến phát biểu",
            "1. Phú Quốc (08 giờ 50): Đại biểu 05, Phó Chủ tịch: Đề nghị",
            "IV. Biểu quyết",
            "tổng số 14; tán thành 13 (92,86%); không tán thành 0; không biểu quyết 1.",
            "V. Kết luận của chủ tọa",
            "Đơn vị chủ trì: Sở A. Đơn vị phối hợp: Sở B. Thời hạn: 30/4/2018.",
            "VI. Sự cố kỹ thuật",
            "kết thúc vào 10 giờ 27, ngày 28 tháng 3 năm 2018./.",
            "THƯ KÝ",
            "Đại biểu 02",
            "CHỦ TỌA",
            "Đại biểu 01",
            "Nơi nhận:",
            "- Thường trực Tỉnh ủy;",
            "- Lưu: VT, Hồ sơ.",
    };
    g_auto(Minutes) minutes = {0};
    make_minutes(&minutes);
    g_autofree char *page = html_of(&minutes);
    size_t at = 0;

    for (size_t i = 0; i < G_N_ELEMENTS(strings); i++) {
        at = place_of(page, strings[i], at) + strlen(strings[i]);
    }
}

/* Late, and in the parts that there are only where something was: the numbers go on without a gap. */
static void test_what_there_is_not_is_left_out(void)
{
    g_auto(Minutes) minutes = {0};
    make_minutes(&minutes);
    read_text(&minutes,
            "{\"version\":0,\"votes\":[],\"incidents\":[],\"speeches\":[],\"absences\":[],"
            "\"late_reason\":\"chờ đại biểu\"}");
    minutes.opened_us = AT_US(5);
    minutes.closed_us = 0;
    minutes.number = 0;
    g_autofree char *page = html_of(&minutes);
    (void)place_of(page, "(dự kiến 08 giờ 00; lý do bắt đầu muộn: chờ đại biểu)", 0);
    (void)place_of(page, "Số: …/BB-UBND", 0);
    (void)place_of(page, "3. Vắng mặt: không.", 0);
    (void)place_of(page, "IV. Kết luận của chủ tọa", 0);
    (void)place_of(page, "… giờ …, ngày … tháng … năm …./.", 0);
    g_assert_null(strstr(page, "Biểu quyết"));
    g_assert_null(strstr(page, "Sự cố"));
}

/* The notice holds what was concluded, and nothing that was said. */
static void test_conclusions_alone(void)
{
    g_auto(Minutes) minutes = {0};
    make_minutes(&minutes);
    set(&minutes.notice_no, "12/TB-UBND");
    g_autoptr(Document) document = minutes_notice_document(
            &minutes, &(NoticeHeading){.town = "", .signer_title = "", .signer_name = ""});
    g_autofree char *page = document_html(document);
    (void)place_of(page, "Số: 12/TB-UBND", 0);
    (void)place_of(page, "THÔNG BÁO", 0);
    (void)place_of(page, "Kết luận tại Họp giao ban tháng 3", 0);
    (void)place_of(page, "1. Hoàn thành trước mùa mưa. Đơn vị chủ trì: Sở A.", 0);
    g_assert_null(strstr(page, "Đề nghị hỗ trợ"));
    g_assert_null(strstr(page, "Sự cố"));
    g_assert_null(strstr(page, "mất điện"));
}

/* ---- what somebody types begins no command ---- */

static void test_nothing_is_executed(void)
{
    static const char evil[] = "{\\rtf1\\object}\\u8364?<script>alert(1)</script>\"'&";
    g_auto(Minutes) minutes = {0};
    make_minutes(&minutes);
    json_t *body = json_pack("{s:i, s:s, s:s, s:[{s:s}], s:[{s:s}]}", "version", 0, "title", evil,
            "place", evil, "conclusions", "text", evil, "recipients", "text", evil);
    int64_t version = 0;
    g_assert_true(minutes_read(body, &minutes, &version, NULL));
    json_decref(body);
    g_autoptr(Document) document = minutes_document(&minutes);
    g_autofree char *rtf = document_rtf(document);
    g_autofree char *html = document_html(document);
    g_assert_nonnull(strstr(rtf, "\\{\\\\rtf1\\\\object\\}\\\\u8364?<script>"));
    g_assert_null(strstr(rtf, "}\\u8364"));
    g_assert_null(strstr(html, "<script"));
    g_assert_nonnull(strstr(html, "&lt;script&gt;alert(1)&lt;/script&gt;"));
    int depth = 0; /* groups close where they should, whatever was typed */
    for (const char *at = rtf; *at != '\0'; at++) {
        if (*at == '\\' && at[1] != '\0') {
            at++;
        } else {
            depth += *at == '{' ? 1 : *at == '}' ? -1 : 0;
            g_assert_cmpint(depth, >=, 0);
        }
        g_assert_true((unsigned char)*at < 0x80);
    }
    g_assert_cmpint(depth, ==, 0);
}

static void test_the_sidecar_has_what_a_document_system_asks_for(void)
{
    static const char *const members[] = {"ten_loai", "so", "ky_hieu", "ngay", "co_quan",
            "trich_yeu", "nguoi_ky", "co_quan_chu_quan", "ten_cuoc_hop", "bat_dau", "ket_thuc",
            "dia_diem", "dai_bieu", "vang_mat", "chu_tri", "thu_ky", "noi_dung", "bieu_quyet",
            "ket_luan", "su_co", "noi_nhan", "trang_thai", "tep_ky_so", "sha256"};
    g_auto(Minutes) minutes = {0};
    make_minutes(&minutes);
    json_t *sidecar = minutes_sidecar(&minutes);

    for (size_t i = 0; i < G_N_ELEMENTS(members); i++) {
        g_test_message("%s", members[i]);
        g_assert_nonnull(json_object_get(sidecar, members[i]));
    }
    g_assert_cmpstr(json_string_value(json_object_get(sidecar, "ky_hieu")), ==, "BB-UBND");
    g_assert_cmpint(json_integer_value(json_object_get(sidecar, "so")), ==, 5);
    const json_t *conclusion = json_array_get(json_object_get(sidecar, "ket_luan"), 0);
    g_assert_cmpstr(json_string_value(json_object_get(conclusion, "phoi_hop")), ==, "Sở B");
    json_decref(sidecar);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/minutes_document/S-49/minutes_are_as_they_were_looked_at",
            test_minutes_are_as_they_were_looked_at);
    g_test_add_func("/minutes_document/S-10/a_notice_is_as_it_was_looked_at",
            test_a_notice_is_as_it_was_looked_at);
    g_test_add_func("/minutes_document/S-60/the_strings_of_the_form_stand_in_order",
            test_the_strings_of_the_form_stand_in_order);
    g_test_add_func("/minutes_document/S-56/what_there_is_not_is_left_out",
            test_what_there_is_not_is_left_out);
    g_test_add_func("/minutes_document/S-10/conclusions_alone", test_conclusions_alone);
    g_test_add_func("/minutes_document/nothing_is_executed", test_nothing_is_executed);
    g_test_add_func("/minutes_document/S-51_S-52/the_sidecar_has_what_a_document_system_asks_for",
            test_the_sidecar_has_what_a_document_system_asks_for);
    return g_test_run();
}
