#include "config/log.h"

#include <stdarg.h>
#include <stdio.h>

static LogLevel highest = LOG_INFO;
static char program_name[64] = "giaoban";

static const char *const level_names[] = {
        [LOG_ERROR] = "error",
        [LOG_WARNING] = "warning",
        [LOG_INFO] = "info",
        [LOG_DEBUG] = "debug",
};

void log_set_level(LogLevel level)
{
    highest = level;
}

LogLevel log_level_of(const char *word)
{
    for (LogLevel level = LOG_ERROR; level <= LOG_DEBUG; level++) {
        if (g_strcmp0(level_names[level], word) == 0) {
            return level;
        }
    }
    return LOG_INFO;
}

void log_set_program(const char *program)
{
    g_strlcpy(program_name, program, sizeof program_name);
}

void log_write(LogLevel level, const char *topic, const char *format, ...)
{
    if (level > highest) {
        return;
    }
    va_list args;
    va_start(args, format);
    g_autofree char *text = g_strdup_vprintf(format, args);
    va_end(args);
    g_autoptr(GDateTime) now = g_date_time_new_now_local();
    g_autofree char *time = g_date_time_format(now, "%Y-%m-%d %H:%M:%S.%f");
    /* One call, so that lines of several threads do not mix. */
    (void)fprintf(
            stderr, "%.23s %s %s %s: %s\n", time, program_name, level_names[level], topic, text);
}

gboolean log_limit_pass(LogLimit *limit, int64_t period_us, int64_t now_us, unsigned *ret_held)
{
    if (limit->last_us != 0 && now_us - limit->last_us < period_us) {
        limit->held++;
        return FALSE;
    }
    *ret_held = limit->held;
    *limit = (LogLimit){.last_us = now_us};
    return TRUE;
}
