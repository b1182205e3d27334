#include "signaling/report/print_text.h"

#include "signaling/meeting/civil_day.h"

#include <glib.h>

#include <math.h>
#include <stdbool.h>
#include <string.h>

enum { GROUP = 3, DECIMALS_MAX = 6, MINUTE_S = 60, HOUR_S = 3600 };

/* Puts a dot before each third digit from the right. */
static char *grouped(const char *digits)
{
    const size_t length = strlen(digits);
    GString *out = g_string_new(NULL);

    for (size_t i = 0; i < length; i++) {
        if (i > 0 && (length - i) % GROUP == 0) {
            g_string_append_c(out, '.');
        }
        g_string_append_c(out, digits[i]);
    }
    return g_string_free(out, FALSE);
}

char *print_number(int64_t value)
{
    const uint64_t size = value < 0 ? -(uint64_t)value : (uint64_t)value;
    g_autofree char *digits = g_strdup_printf("%" G_GUINT64_FORMAT, size);
    g_autofree char *text = grouped(digits);

    return g_strconcat(value < 0 ? "-" : "", text, NULL);
}

char *print_decimal(double value, int decimals)
{
    static const char *const formats[DECIMALS_MAX + 1] = {
            "%.0f", "%.1f", "%.2f", "%.3f", "%.4f", "%.5f", "%.6f"};
    char digits[G_ASCII_DTOSTR_BUF_SIZE * 16]; /* the largest number has 309 digits */

    g_assert(decimals >= 0 && decimals <= DECIMALS_MAX && isfinite(value));
    g_ascii_formatd(digits, sizeof digits, formats[decimals], fabs(value));
    g_auto(GStrv) parts = g_strsplit(digits, ".", 2);
    g_autofree char *whole = grouped(parts[0]);
    const bool zero = strspn(digits, "0.") == strlen(digits);
    return g_strconcat(value < 0 && !zero ? "-" : "", whole, decimals > 0 ? "," : "",
            decimals > 0 ? parts[1] : "", NULL);
}

char *print_percent(double percent, int decimals)
{
    g_autofree char *number = print_decimal(percent, decimals);
    return g_strconcat(number, "%", NULL);
}

char *print_duration(int64_t duration_us)
{
    const int64_t seconds = MAX(duration_us, 0) / CIVIL_SECOND_US;
    return g_strdup_printf("%" G_GINT64_FORMAT ":%02d:%02d", seconds / HOUR_S,
            (int)(seconds % HOUR_S / MINUTE_S), (int)(seconds % MINUTE_S));
}

char *print_clock(int64_t time_us)
{
    if (time_us == 0) {
        return g_strdup("");
    }
    const CivilTime time = civil_time_of(time_us);
    return g_strdup_printf("%02d:%02d:%02d", time.hour, time.minute, time.second);
}

char *print_time(int64_t time_us)
{
    if (time_us == 0) {
        return g_strdup("");
    }
    g_autofree char *clock = print_clock(time_us);
    g_autofree char *day = civil_day_text(civil_day_of(time_us));
    return g_strdup_printf("%s %s", clock, day);
}

char *print_time_long(int64_t time_us)
{
    if (time_us == 0) {
        return g_strdup("");
    }
    const CivilTime time = civil_time_of(time_us);
    g_autofree char *day = civil_day_long_text(civil_day_of(time_us));
    return g_strdup_printf("%02d giờ %02d, %s", time.hour, time.minute, day);
}
