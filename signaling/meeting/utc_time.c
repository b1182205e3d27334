#include "signaling/meeting/utc_time.h"

#include <glib.h>

char *utc_time_text(int64_t time_us)
{
    g_autoptr(GDateTime) moment =
            time_us > 0 ? g_date_time_new_from_unix_utc(time_us / G_USEC_PER_SEC) : NULL;
    return moment != NULL ? g_date_time_format(moment, "%Y-%m-%dT%H:%M:%SZ") : g_strdup("");
}
