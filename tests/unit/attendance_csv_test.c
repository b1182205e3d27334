#include "signaling/report/attendance_csv.h"

#include "signaling/report/csv_writer.h"
#include "tests/fakes/attendance_sample.h"

#include <string.h>

static const char heads[] =
        "stt,ma_diem_cau,diem_cau,khoi,loai_don_vi,ket_noi,vao_luc,roi_luc,khoang,so_lan_mat,"
        "gian_doan_s,tham_du_s,ty_le,trang_thai,co,diem_danh,db_trieu_tap,db_co_mat,db_vang_ly_do,"
        "db_vang_khong,phu_trach,ky_thuat,phat_bieu_lan,phat_bieu_s,kbps_tb,kbps_p95,mat_goi,"
        "ghi_chu";

/* To the letter: the byte-order mark, CRLF, quotes, decimal points, and no cell that a spreadsheet would run. */
static void test_lines(void)
{
    static const char *const expected[] = {
            "0,KG-000,UBND tỉnh,,,WebRTC,2018-03-28T08:01:00+07:00,2018-03-28T08:18:40+07:00,"
            "2018-03-28T08:01:00+07:00/2018-03-28T08:18:40+07:00,0,0,1000,100.00,Có mặt,,"
            "Chưa điểm danh,,,,,,,0,0,,,,",
            "1,903,\"Hòn Đất, \"\"huyện\"\"\",,,WebRTC,2018-03-28T08:02:00+07:00,"
            "2018-03-28T08:18:40+07:00,2018-03-28T08:02:00+07:00/2018-03-28T08:05:20+07:00; "
            "2018-03-28T08:07:00+07:00/2018-03-28T08:18:40+07:00,1,100,900,90.00,Có mặt,Gián đoạn,"
            "Có hình không tiếng,10,8,,,,,2,450,1750,2000,2.50,",
            "1,903,\"Hòn Đất, \"\"huyện\"\"\",,,,,,,,,,,,,,,9,,,,,,,,,,"
            "\"Đính chính 2018-03-28T08:18:40+07:00, account:thuky (đếm lại)\"",
            "1,903,\"Hòn Đất, \"\"huyện\"\"\",,,,,,,,,,,,,,,,,,'=1+1,,,,,,,"
            "\"Đính chính 2018-03-28T08:18:40+07:00, account:thuky\"",
            "2,913,U Minh Thượng,,,,,,,0,0,0,0.00,Vắng mặt,,Chưa điểm danh,,,,,,,0,0,,,,",
            "3,,\"'=HYPERLINK(\"\"x\"\")\",,,WebRTC,2018-03-28T08:08:40+07:00,"
            "2018-03-28T08:18:40+07:00,2018-03-28T08:08:40+07:00/2018-03-28T08:18:40+07:00,0,0,600,"
            "60.00,Có mặt,Vào muộn,Chưa điểm danh,,,,,,,0,0,,,,",
            "", NULL};
    g_autoptr(AttendanceReport) report = attendance_sample();
    g_autofree char *csv = attendance_csv(report);

    g_assert_true(g_str_has_prefix(csv, CSV_BYTE_ORDER_MARK));
    g_auto(GStrv) lines = g_strsplit(csv + strlen(CSV_BYTE_ORDER_MARK), "\r\n", -1);
    g_assert_cmpstr(lines[0], ==, heads);
    for (size_t i = 0; expected[i] != NULL; i++) {
        g_assert_cmpstr(lines[i + 1], ==, expected[i]);
    }
    g_assert_cmpuint(g_strv_length(lines), ==, G_N_ELEMENTS(expected));
}

static void test_remark(void)
{
    g_autoptr(AttendanceReport) report = attendance_sample();
    AttendanceRow *row = g_ptr_array_index(report->rows, 1);

    row->by_name = true;
    attendance_set_text(&row->note, "mất điện");
    g_autofree char *csv = attendance_csv(report);
    g_assert_nonnull(
            strstr(csv, ",\"mất điện; Vào bằng tên, không bằng đường dẫn của điểm cầu\"\r\n"));
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/attendance_csv/S-30/lines", test_lines);
    g_test_add_func("/attendance_csv/remark", test_remark);
    return g_test_run();
}
