#include "mcu/room/process_usage.h"

#include <glib.h>

#include <string.h>
#include <sys/resource.h>

/* A number of /proc/self/status, in the unit that it has there. */
static int64_t status_number(const char *status, const char *name)
{
    const char *line = strstr(status, name);
    return line != NULL ? g_ascii_strtoll(line + strlen(name), NULL, 10) : 0;
}

ProcessUsage process_usage(void)
{
    ProcessUsage usage = {0};
    struct rusage times;
    if (getrusage(RUSAGE_SELF, &times) == 0) {
        usage.cpu_seconds = (double)(times.ru_utime.tv_sec + times.ru_stime.tv_sec) +
                (double)(times.ru_utime.tv_usec + times.ru_stime.tv_usec) / 1e6;
    }
    g_autofree char *status = NULL;
    if (g_file_get_contents("/proc/self/status", &status, NULL, NULL)) {
        usage.memory_bytes = status_number(status, "\nVmRSS:") * 1024;
        usage.threads = status_number(status, "\nThreads:");
    }
    return usage;
}
