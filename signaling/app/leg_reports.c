#include "signaling/app/leg_reports.h"

struct LegReports {
    GHashTable *sizes;     /* leg → ApiLegSize without its text */
    GHashTable *qualities; /* leg → ApiLegQuality without its text */
};

LegReports *leg_reports_new(void)
{
    LegReports *reports = g_new(LegReports, 1);

    *reports = (LegReports){
            .sizes = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free),
            .qualities = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free),
    };
    return reports;
}

void leg_reports_free(LegReports *reports)
{
    if (reports != NULL) {
        g_hash_table_unref(reports->sizes);
        g_hash_table_unref(reports->qualities);
        g_free(reports);
    }
}

void leg_reports_keep_size(LegReports *reports, const char *leg, const ApiLegSize *size)
{
    ApiLegSize *kept = g_new(ApiLegSize, 1);

    *kept = *size;
    kept->leg = NULL;
    g_hash_table_replace(reports->sizes, g_strdup(leg), kept);
}

void leg_reports_keep_quality(LegReports *reports, const char *leg, const ApiLegQuality *quality)
{
    ApiLegQuality *kept = g_new(ApiLegQuality, 1);

    *kept = *quality;
    kept->leg = NULL;
    g_hash_table_replace(reports->qualities, g_strdup(leg), kept);
}

const ApiLegSize *leg_reports_size(const LegReports *reports, const char *leg)
{
    return g_hash_table_lookup(reports->sizes, leg);
}

const ApiLegQuality *leg_reports_quality(const LegReports *reports, const char *leg)
{
    return g_hash_table_lookup(reports->qualities, leg);
}

void leg_reports_forget(LegReports *reports, const char *leg)
{
    g_hash_table_remove(reports->sizes, leg);
    g_hash_table_remove(reports->qualities, leg);
}

void leg_reports_forget_all(LegReports *reports)
{
    g_hash_table_remove_all(reports->sizes);
    g_hash_table_remove_all(reports->qualities);
}
