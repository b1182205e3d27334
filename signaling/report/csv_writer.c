#include "signaling/report/csv_writer.h"

#include <string.h>

static void append_cell(GString *out, const char *cell)
{
    const gboolean formula = cell[0] != '\0' && strchr("=+-@\t\r", cell[0]) != NULL;
    const gboolean quoted = strpbrk(cell, ",\"\r\n") != NULL;

    if (quoted) {
        g_string_append_c(out, '"');
    }
    if (formula) {
        g_string_append_c(out, '\'');
    }
    for (const char *at = cell; *at != '\0'; at++) {
        if (*at == '"') {
            g_string_append_c(out, '"');
        }
        g_string_append_c(out, *at);
    }
    if (quoted) {
        g_string_append_c(out, '"');
    }
}

void csv_writer_row(GString *out, const char *const *cells)
{
    for (size_t i = 0; cells[i] != NULL; i++) {
        if (i > 0) {
            g_string_append_c(out, ',');
        }
        append_cell(out, cells[i]);
    }
    g_string_append(out, "\r\n");
}
