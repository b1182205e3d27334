#include "signaling/app/machine_load.h"

#include <glib.h>

#include <string.h>

enum { USER, NICE, SYSTEM, IDLE, IOWAIT, COLUMNS = 8 /* up to steal: guests are in user */ };

/* The first line: "cpu  user nice system idle iowait irq softirq steal …", proc(5). */
static bool read_columns(const char *text, uint64_t columns[COLUMNS])
{
    if (!g_str_has_prefix(text, "cpu ")) {
        return false;
    }
    const char *at = text + strlen("cpu ");
    for (int i = 0; i < COLUMNS; i++) {
        char *end = NULL;
        columns[i] = g_ascii_strtoull(at, &end, 10);
        if (end == at) {
            return false;
        }
        at = end;
    }
    return true;
}

bool machine_load_read(MachineLoad *load, const char *text)
{
    uint64_t columns[COLUMNS];
    uint64_t all = 0;

    if (!read_columns(text, columns)) {
        return load->high;
    }
    for (int i = 0; i < COLUMNS; i++) {
        all += columns[i];
    }
    const uint64_t busy = all - columns[NICE] - columns[IDLE] - columns[IOWAIT];
    if (load->all != 0 && all > load->all && busy >= load->busy) {
        load->percent = (int)((busy - load->busy) * 100 / (all - load->all));
        load->high = load->percent >=
                (load->high ? MACHINE_LOAD_LOW_PERCENT : MACHINE_LOAD_HIGH_PERCENT);
    }
    load->busy = busy;
    load->all = all;
    return load->high;
}

bool machine_load_look(MachineLoad *load)
{
    g_autofree char *text = NULL;
    return g_file_get_contents("/proc/stat", &text, NULL, NULL) ? machine_load_read(load, text)
                                                                : load->high;
}
