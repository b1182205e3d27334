#include "signaling/report/local_time.h"

#include <glib.h>

enum { SECOND_US = 1000000, MILLISECOND_US = 1000 };

static char *format_second(int64_t time_us)
{
    g_autoptr(GTimeZone) zone = g_time_zone_new_offset(7 * 3600);
    g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc(time_us / SECOND_US);
    g_autoptr(GDateTime) local = g_date_time_to_timezone(utc, zone);
    return g_date_time_format(local, "%Y-%m-%dT%H:%M:%S");
}

char *local_time_second(int64_t time_us)
{
    g_autofree char *second = format_second(time_us);
    return g_strconcat(second, "+07:00", NULL);
}

char *local_time_text(int64_t time_us)
{
    g_autofree char *second = format_second(time_us);
    return g_strdup_printf("%s.%03d+07:00", second, (int)(time_us % SECOND_US / MILLISECOND_US));
}
