#include "signaling/app/line_reader.h"

static void on_record(const LineRecord *record, void *user_data)
{
    g_string_append_printf(user_data, "%s %s %.0f", record->meeting, record->identity,
            record->sample.spans[LINE_IN_BPS].average);
}

/* A leg that nobody knows any more is passed over. */
static void test_a_connected_site_is_written_down(void)
{
    static const MeetingEvents no_events = {0};
    const MeetingConfig config = {.sites_max = 4, .seat_hold_us = 0};
    const MeetingEntry entry = {.identity = "site:a", .name = "A", .role = ROLE_SITE, .session = 1};
    ApiLegStats legs[] = {{.leg = (char *)"leg", .rx_bps = 8000}, {.leg = (char *)"gone"}};
    const ApiRoomStats stats = {.legs = legs, .n_legs = G_N_ELEMENTS(legs)};
    g_autoptr(GString) written = g_string_new(NULL);
    g_autoptr(Meeting) meeting = meeting_new("demo", "Họp", &config, &no_events, NULL);
    g_autoptr(LineReader) reader =
            line_reader_new(meeting, INT64_C(300) * G_USEC_PER_SEC, 4, on_record, written);

    g_assert_cmpint(meeting_join(meeting, &entry, 1), ==, MEETING_JOINED);
    g_assert_true(meeting_leg_started(meeting, &entry, "leg", 1));
    line_reader_read(reader, &stats);
    meeting_leg_connected(meeting, "leg", 1);
    line_reader_read(reader, &stats);
    line_reader_end(reader);
    g_assert_cmpstr(written->str, ==, "demo site:a 8000");
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func(
            "/line_reader/a_connected_site_is_written_down", test_a_connected_site_is_written_down);
    return g_test_run();
}
