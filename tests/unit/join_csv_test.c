#include "signaling/report/join_csv.h"

static void test_a_line(void)
{
    const AttendanceRecord record = {
            .time_us = INT64_C(1522198922250000), /* 28/03/2018 08:02:02.25 in Vietnam */
            .meeting = (char *)"demo",
            .identity = (char *)"site:hòn đất",
            .name = (char *)"Hòn Đất, \"huyện\"",
            .role = (char *)"site",
            .event = (char *)"joined",
            .how = (char *)"browser",
            .note = (char *)"",
    };
    g_autoptr(GString) out = g_string_new(NULL);

    join_csv_head(out);
    join_csv_row(out, &record);
    g_assert_cmpstr(out->str, ==,
            "\xEF\xBB\xBFtime,meeting,identity,site,role,event,connection,note\r\n"
            "2018-03-28T08:02:02.250+07:00,demo,site:hòn đất,\"Hòn Đất, "
            "\"\"huyện\"\"\",site,joined,"
            "browser,\r\n");
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/join_csv/a_line", test_a_line);
    return g_test_run();
}
