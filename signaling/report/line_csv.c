#include "signaling/report/line_csv.h"

#include "signaling/report/csv_writer.h"
#include "signaling/report/local_time.h"

enum { FIXED = 5, COLUMNS = FIXED + 2 * LINE_FIGURES, NUMBER_BYTES = G_ASCII_DTOSTR_BUF_SIZE };

void line_csv_head(GString *out)
{
    static const char *const heads[COLUMNS + 1] = {"time", "meeting", "identity", "site",
            "readings", "in_bps", "in_bps_max", "out_bps", "out_bps_max", "loss_in_percent",
            "loss_in_percent_max", "loss_out_percent", "loss_out_percent_max", "rtt_ms",
            "rtt_ms_max", "jitter_ms", "jitter_ms_max", NULL};

    g_string_append(out, CSV_BYTE_ORDER_MARK);
    csv_writer_row(out, heads);
}

/* Bits a second are whole; of the small figures two digits behind the point are enough. */
static void format(char *text, LineFigure figure, double value)
{
    const bool rate = figure == LINE_IN_BPS || figure == LINE_OUT_BPS;
    g_ascii_formatd(text, NUMBER_BYTES, rate ? "%.0f" : "%.2f", value);
}

void line_csv_row(GString *out, const LineRecord *record)
{
    const LineSample *sample = &record->sample;
    g_autofree char *time = local_time_text(sample->time_us);
    g_autofree char *readings = g_strdup_printf("%" G_GINT64_FORMAT, sample->readings);
    const char *cells[COLUMNS + 1] = {
            time, record->meeting, record->identity, record->name, readings};
    char numbers[2 * LINE_FIGURES][NUMBER_BYTES];

    for (size_t i = 0; i < LINE_FIGURES; i++) {
        format(numbers[2 * i], (LineFigure)i, sample->spans[i].average);
        format(numbers[2 * i + 1], (LineFigure)i, sample->spans[i].maximum);
        cells[FIXED + 2 * i] = numbers[2 * i];
        cells[FIXED + 2 * i + 1] = numbers[2 * i + 1];
    }
    csv_writer_row(out, cells);
}
