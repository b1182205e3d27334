#include "signaling/report/join_csv.h"

#include "signaling/report/csv_writer.h"
#include "signaling/report/local_time.h"

void join_csv_head(GString *out)
{
    static const char *const heads[] = {
            "time", "meeting", "identity", "site", "role", "event", "connection", "note", NULL};

    g_string_append(out, CSV_BYTE_ORDER_MARK);
    csv_writer_row(out, heads);
}

void join_csv_row(GString *out, const AttendanceRecord *record)
{
    g_autofree char *time = local_time_text(record->time_us);
    const char *const cells[] = {time, record->meeting, record->identity, record->name,
            record->role, record->event, record->how, record->note, NULL};

    csv_writer_row(out, cells);
}
