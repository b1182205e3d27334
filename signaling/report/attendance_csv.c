#include "signaling/report/attendance_csv.h"

#include "signaling/report/csv_writer.h"

enum { SECOND_US = 1000000, MILLISECOND_US = 1000 };

void attendance_csv_head(GString *out)
{
    static const char *const heads[] = {
            "time", "meeting", "identity", "site", "role", "event", "connection", "note", NULL};

    g_string_append(out, CSV_BYTE_ORDER_MARK);
    csv_writer_row(out, heads);
}

static char *time_text(int64_t time_us)
{
    g_autoptr(GTimeZone) zone = g_time_zone_new_offset(7 * 3600);
    g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc(time_us / SECOND_US);
    g_autoptr(GDateTime) local = g_date_time_to_timezone(utc, zone);
    g_autofree char *second = g_date_time_format(local, "%Y-%m-%dT%H:%M:%S");
    return g_strdup_printf("%s.%03d+07:00", second, (int)(time_us % SECOND_US / MILLISECOND_US));
}

void attendance_csv_row(GString *out, const AttendanceRecord *record)
{
    g_autofree char *time = time_text(record->time_us);
    const char *const cells[] = {time, record->meeting, record->identity, record->name,
            record->role, record->event, record->how, record->note, NULL};

    csv_writer_row(out, cells);
}
