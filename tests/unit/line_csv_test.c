#include "signaling/report/line_csv.h"

static void test_a_line(void)
{
    const LineRecord record = {
            .meeting = (char *)"demo",
            .identity = (char *)"site:hòn đất",
            .name = (char *)"Hòn Đất, huyện",
            .sample = {.time_us = INT64_C(1522198800000000), /* 28/03/2018 08:00 in Vietnam */
                    .readings = 300,
                    .spans = {[LINE_IN_BPS] = {512345.6, 700000},
                            [LINE_OUT_BPS] = {1500000, 1600000},
                            [LINE_LOSS_IN_PERCENT] = {0.125, 3},
                            [LINE_RTT_MS] = {20.04, 31}}},
    };
    g_autoptr(GString) out = g_string_new(NULL);

    line_csv_head(out);
    line_csv_row(out, &record);
    g_assert_cmpstr(out->str, ==,
            "\xEF\xBB\xBFtime,meeting,identity,site,readings,in_bps,in_bps_max,out_bps,out_bps_max,"
            "loss_in_percent,loss_in_percent_max,loss_out_percent,loss_out_percent_max,"
            "rtt_ms,rtt_ms_max,jitter_ms,jitter_ms_max\r\n"
            "2018-03-28T08:00:00.000+07:00,demo,site:hòn đất,\"Hòn Đất, huyện\",300,512346,700000,"
            "1500000,1600000,0.12,3.00,0.00,0.00,20.04,31.00,0.00,0.00\r\n");
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/line_csv/a_line", test_a_line);
    return g_test_run();
}
