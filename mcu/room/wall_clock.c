#include "mcu/room/wall_clock.h"

#include <glib.h>

/* Asia/Ho_Chi_Minh has no summer time: so the clock is right on a machine without a list of zones too. */
enum { VIETNAM_OFFSET_S = 7 * 3600 };

char *wall_clock_text(int64_t real_us)
{
    const char *named = g_getenv("TZ");
    g_autoptr(GTimeZone) zone = named != NULL && named[0] != '\0'
            ? g_time_zone_new_local()
            : g_time_zone_new_offset(VIETNAM_OFFSET_S);
    g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc(real_us / G_USEC_PER_SEC);
    g_autoptr(GDateTime) local = g_date_time_to_timezone(utc, zone);
    return g_date_time_format(local, "%H:%M");
}
