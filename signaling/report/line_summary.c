#include "signaling/report/line_summary.h"

#include <stdlib.h>

enum { PERCENTILE = 95, BITS = 1000 };

/* A site's samples, as far as they have come. */
typedef struct Site {
    char *identity; /* NULL before the first one */
    char *name;     /* the last one that it had */
    GArray *in_bps; /* double, as the next */
    GArray *out_bps;
    double in_max_bps;
    double out_max_bps;
    double sums[LINE_FIGURES];
} Site;

struct LineSummary {
    Site site;
    GString *text;
};

static void site_start(Site *site, const char *identity)
{
    g_free(site->identity);
    site->identity = g_strdup(identity);
    g_array_set_size(site->in_bps, 0);
    g_array_set_size(site->out_bps, 0);
    site->in_max_bps = 0;
    site->out_max_bps = 0;
    for (size_t i = 0; i < LINE_FIGURES; i++) {
        site->sums[i] = 0;
    }
}

LineSummary *line_summary_new(void)
{
    LineSummary *summary = g_new0(LineSummary, 1);

    summary->site.in_bps = g_array_new(FALSE, FALSE, sizeof(double));
    summary->site.out_bps = g_array_new(FALSE, FALSE, sizeof(double));
    summary->text = g_string_new(
            "site\tidentity\tsamples\tin_kbps\tin_kbps_max\tin_kbps_p95\tout_kbps\tout_kbps_max\t"
            "out_kbps_p95\tloss_in_percent\tloss_out_percent\trtt_ms\tjitter_ms\n");
    return summary;
}

void line_summary_free(LineSummary *summary)
{
    if (summary != NULL) {
        g_free(summary->site.identity);
        g_free(summary->site.name);
        g_array_unref(summary->site.in_bps);
        g_array_unref(summary->site.out_bps);
        g_string_free(summary->text, TRUE);
        g_free(summary);
    }
}

static gint by_value(gconstpointer a, gconstpointer b)
{
    const double left = *(const double *)a;
    const double right = *(const double *)b;
    return (left > right) - (left < right);
}

double line_summary_p95(double *values, size_t count)
{
    if (count == 0) {
        return 0;
    }
    qsort(values, count, sizeof *values, by_value);
    return values[(count * PERCENTILE + 99) / 100 - 1];
}

static double mean(const Site *site, LineFigure figure)
{
    return site->sums[figure] / site->in_bps->len;
}

static void append_rate(GString *out, double mean_bps, double max_bps, GArray *samples_bps)
{
    const double p95_bps = line_summary_p95((double *)(void *)samples_bps->data, samples_bps->len);
    g_string_append_printf(
            out, "\t%.0f\t%.0f\t%.0f", mean_bps / BITS, max_bps / BITS, p95_bps / BITS);
}

static void site_end(LineSummary *summary)
{
    Site *site = &summary->site;

    if (site->identity == NULL) {
        return;
    }
    g_string_append_printf(
            summary->text, "%s\t%s\t%u", site->name, site->identity, site->in_bps->len);
    append_rate(summary->text, mean(site, LINE_IN_BPS), site->in_max_bps, site->in_bps);
    append_rate(summary->text, mean(site, LINE_OUT_BPS), site->out_max_bps, site->out_bps);
    g_string_append_printf(summary->text, "\t%.2f\t%.2f\t%.0f\t%.0f\n",
            mean(site, LINE_LOSS_IN_PERCENT), mean(site, LINE_LOSS_OUT_PERCENT),
            mean(site, LINE_RTT_MS), mean(site, LINE_JITTER_MS));
}

void line_summary_add(LineSummary *summary, const LineRecord *record)
{
    Site *site = &summary->site;
    const LineSpan *spans = record->sample.spans;

    if (g_strcmp0(site->identity, record->identity) != 0) {
        site_end(summary);
        site_start(site, record->identity);
    }
    g_free(site->name);
    site->name = g_strdup(record->name);
    g_array_append_val(site->in_bps, spans[LINE_IN_BPS].average);
    g_array_append_val(site->out_bps, spans[LINE_OUT_BPS].average);
    site->in_max_bps = MAX(site->in_max_bps, spans[LINE_IN_BPS].maximum);
    site->out_max_bps = MAX(site->out_max_bps, spans[LINE_OUT_BPS].maximum);
    for (size_t i = 0; i < LINE_FIGURES; i++) {
        site->sums[i] += spans[i].average;
    }
}

char *line_summary_text(LineSummary *summary)
{
    site_end(summary);
    g_clear_pointer(&summary->site.identity, g_free);
    return g_strdup(summary->text->str);
}
