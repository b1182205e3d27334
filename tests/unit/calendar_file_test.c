#include "signaling/report/calendar_file.h"

#include <string.h>

static const CalendarEvent plain = {
        .uid = "GB-1@giaoban.example",
        .stamp_us = INT64_C(1795280400000000), /* 2026-11-21T17:00:00Z */
        .sequence = 2,
        .start_us = INT64_C(1795334400000000), /* 2026-11-22T08:00:00Z */
        .end_us = INT64_C(1795341600000000),
        .summary = "Họp giao ban",
        .location = "",
        .description = "",
        .url = "",
        .status = CALENDAR_CONFIRMED,
};

static void test_whole_file(void)
{
    CalendarEvent event = plain;
    event.location = "Phòng họp 1, tầng 2";
    event.url = "https://hop.example/join?site=KG-000";
    event.reminder_min = 60;
    g_autofree char *text = calendar_file_text(&event);

    g_assert_cmpstr(text, ==,
            "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Giao Ban//Giao Ban//VI\r\n"
            "CALSCALE:GREGORIAN\r\nMETHOD:PUBLISH\r\nBEGIN:VEVENT\r\nUID:GB-1@giaoban.example\r\n"
            "DTSTAMP:20261121T170000Z\r\nSEQUENCE:2\r\nDTSTART:20261122T080000Z\r\n"
            "DTEND:20261122T100000Z\r\nSUMMARY:Họp giao ban\r\nLOCATION:Phòng họp 1\\, tầng 2\r\n"
            "URL:https://hop.example/join?site=KG-000\r\nSTATUS:CONFIRMED\r\nBEGIN:VALARM\r\n"
            "ACTION:DISPLAY\r\nDESCRIPTION:Họp giao ban\r\nTRIGGER:-PT60M\r\nEND:VALARM\r\n"
            "END:VEVENT\r\nEND:VCALENDAR\r\n");
}

static void test_what_has_a_meaning_is_escaped(void)
{
    CalendarEvent event = plain;
    event.summary = "a,b;c\\d";
    event.description = "dòng 1\ndòng 2\r\tX:Y";
    g_autofree char *text = calendar_file_text(&event);

    g_assert_nonnull(strstr(text, "\r\nSUMMARY:a\\,b\\;c\\\\d\r\n"));
    g_assert_nonnull(strstr(text, "\r\nDESCRIPTION:dòng 1\\ndòng 2  X:Y\r\n"));
}

/* Each line has 75 octets at most, none is broken within a character, and unfolding gives the text back. */
static void test_long_lines_are_folded(void)
{
    for (size_t length = 60; length < 90; length++) {
        g_autoptr(GString) summary = g_string_new(NULL);
        for (size_t i = 0; i < length; i++) {
            g_string_append(summary, i % 3 == 0 ? "ồ" : "x");
        }
        CalendarEvent event = plain;
        event.summary = summary->str;
        g_autofree char *text = calendar_file_text(&event);
        g_auto(GStrv) lines = g_strsplit(text, "\r\n", -1);
        for (size_t i = 0; lines[i] != NULL; i++) {
            g_assert_cmpuint(strlen(lines[i]), <=, CALENDAR_LINE_MAX);
            g_assert_true(g_utf8_validate(lines[i], -1, NULL));
        }
        g_auto(GStrv) pieces = g_strsplit(text, "\r\n ", -1);
        g_autofree char *unfolded = g_strjoinv("", pieces);
        g_autofree char *wanted = g_strconcat("SUMMARY:", summary->str, "\r\n", NULL);
        g_assert_nonnull(strstr(unfolded, wanted));
    }
}

static void test_cancelled(void)
{
    CalendarEvent event = plain;
    event.status = CALENDAR_CANCELLED;
    g_autofree char *text = calendar_file_text(&event);
    g_assert_nonnull(strstr(text, "\r\nSTATUS:CANCELLED\r\n"));
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/calendar_file/whole_file", test_whole_file);
    g_test_add_func(
            "/calendar_file/what_has_a_meaning_is_escaped", test_what_has_a_meaning_is_escaped);
    g_test_add_func("/calendar_file/long_lines_are_folded", test_long_lines_are_folded);
    g_test_add_func("/calendar_file/cancelled", test_cancelled);
    return g_test_run();
}
