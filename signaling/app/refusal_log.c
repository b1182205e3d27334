#include "signaling/app/refusal_log.h"

static const char *const reasons[WEB_REFUSALS] = {
        [WEB_REFUSAL_ALL] = "there are as many as http.connections_max allows",
        [WEB_REFUSAL_ADDRESS] = "this address has as many as http.connections_per_address_max "
                                "allows; sites behind one NAT share it, and each needs two",
        [WEB_REFUSAL_RATE] = "this address makes too many at a time; who comes back in a moment "
                             "is let in",
};

char *refusal_log_line(RefusalLog *log, WebRefusal why, const char *address, int64_t now_us)
{
    unsigned held = 0;
    if (!log_limit_pass(&log->limits[why], REFUSAL_LOG_EVERY_US, now_us, &held)) {
        return NULL;
    }
    return g_strdup_printf("A connection from %s was refused: %s (and %u more were, since the last "
                           "such line).",
            address, reasons[why], held);
}
