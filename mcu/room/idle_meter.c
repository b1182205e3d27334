#include "mcu/room/idle_meter.h"

#include <glib.h>

#include <string.h>

/* The columns of the line "cpu", as proc(5) has them. What comes behind them is part of the first two. */
enum { USER, NICE, SYSTEM, IDLE, IOWAIT, IRQ, SOFTIRQ, STEAL, COLUMNS };

double idle_meter_read(IdleMeter *meter, const char *text, unsigned processors)
{
    uint64_t all = 0;
    uint64_t columns[COLUMNS];
    if (strncmp(text, "cpu ", 4) != 0) {
        return meter->processors;
    }
    const char *at = text + 4;
    for (int i = 0; i < COLUMNS; i++) {
        char *end = NULL;
        columns[i] = g_ascii_strtoull(at, &end, 10);
        if (end == at) {
            return meter->processors;
        }
        all += columns[i];
        at = end;
    }
    const uint64_t idle = columns[IDLE] + columns[IOWAIT];
    if (all > meter->all && idle >= meter->idle && meter->all > 0) {
        meter->processors =
                (double)(idle - meter->idle) / (double)(all - meter->all) * (double)processors;
    }
    meter->idle = idle;
    meter->all = all;
    return meter->processors;
}

double idle_meter_look(IdleMeter *meter)
{
    g_autofree char *text = NULL;
    if (!g_file_get_contents("/proc/stat", &text, NULL, NULL)) {
        return meter->processors;
    }
    return idle_meter_read(meter, text, g_get_num_processors());
}
