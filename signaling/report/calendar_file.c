#include "signaling/report/calendar_file.h"

#include <string.h>

enum { SECOND_US = 1000000 };

/* RFC 5545, 3.1: a line goes on behind CRLF and a space; the space counts. */
static void append_folded(GString *out, const char *line)
{
    size_t used = 0;

    for (const char *at = line; *at != '\0'; at = g_utf8_next_char(at)) {
        const size_t size = (size_t)(g_utf8_next_char(at) - at);
        if (used + size > CALENDAR_LINE_MAX) {
            g_string_append(out, "\r\n ");
            used = 1;
        }
        g_string_append_len(out, at, (gssize)size);
        used += size;
    }
    g_string_append(out, "\r\n");
}

static void append_line(GString *out, const char *name, const char *value)
{
    g_autofree char *line = g_strconcat(name, ":", value, NULL);
    append_folded(out, line);
}

/* RFC 5545, 3.3.11: TEXT. */
static char *escape(const char *text)
{
    GString *out = g_string_new(NULL);

    for (const char *at = text; *at != '\0'; at++) {
        if (*at == '\n') {
            g_string_append(out, "\\n");
        } else if (strchr("\\;,", *at) != NULL) {
            g_string_append_printf(out, "\\%c", *at);
        } else if (g_ascii_iscntrl(*at)) {
            g_string_append_c(out, ' ');
        } else {
            g_string_append_c(out, *at);
        }
    }
    return g_string_free(out, FALSE);
}

static void append_text(GString *out, const char *name, const char *text)
{
    if (text[0] != '\0') {
        g_autofree char *escaped = escape(text);
        append_line(out, name, escaped);
    }
}

static void append_time(GString *out, const char *name, int64_t time_us)
{
    g_autoptr(GDateTime) time = g_date_time_new_from_unix_utc(time_us / SECOND_US);
    g_autofree char *text = g_date_time_format(time, "%Y%m%dT%H%M%SZ");
    append_line(out, name, text);
}

static void append_number(GString *out, const char *name, int64_t number)
{
    g_autofree char *text = g_strdup_printf("%" G_GINT64_FORMAT, number);
    append_line(out, name, text);
}

static void append_reminder(GString *out, const CalendarEvent *event)
{
    if (event->reminder_min > 0) {
        g_autofree char *trigger = g_strdup_printf("-PT%" G_GINT64_FORMAT "M", event->reminder_min);
        append_line(out, "BEGIN", "VALARM");
        append_line(out, "ACTION", "DISPLAY");
        append_text(out, "DESCRIPTION", event->summary);
        append_line(out, "TRIGGER", trigger);
        append_line(out, "END", "VALARM");
    }
}

char *calendar_file_text(const CalendarEvent *event)
{
    static const char *const statuses[] = {
            [CALENDAR_TENTATIVE] = "TENTATIVE",
            [CALENDAR_CONFIRMED] = "CONFIRMED",
            [CALENDAR_CANCELLED] = "CANCELLED",
    };
    GString *out = g_string_new(NULL);

    append_line(out, "BEGIN", "VCALENDAR");
    append_line(out, "VERSION", "2.0");
    append_line(out, "PRODID", "-//Giao Ban//Giao Ban//VI");
    append_line(out, "CALSCALE", "GREGORIAN");
    append_line(out, "METHOD", "PUBLISH");
    append_line(out, "BEGIN", "VEVENT");
    append_text(out, "UID", event->uid);
    append_time(out, "DTSTAMP", event->stamp_us);
    append_number(out, "SEQUENCE", event->sequence);
    append_time(out, "DTSTART", event->start_us);
    append_time(out, "DTEND", event->end_us);
    append_text(out, "SUMMARY", event->summary);
    append_text(out, "LOCATION", event->location);
    append_text(out, "DESCRIPTION", event->description);
    if (event->url[0] != '\0') {
        append_line(out, "URL", event->url); /* of kind URI, which is not escaped */
    }
    append_line(out, "STATUS", statuses[event->status]);
    append_reminder(out, event);
    append_line(out, "END", "VEVENT");
    append_line(out, "END", "VCALENDAR");
    return g_string_free(out, FALSE);
}
