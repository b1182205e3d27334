#include "signaling/app/leg_reports.h"

/* What it said last, without its text, and when it was heard. */
typedef struct Heard {
    ApiLegQuality quality;
    int64_t heard_us;
} Heard;

struct LegReports {
    GHashTable *sizes;     /* leg → ApiLegSize without its text */
    GHashTable *qualities; /* leg → Heard */
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

void leg_reports_keep_quality(
        LegReports *reports, const char *leg, const ApiLegQuality *quality, int64_t now_us)
{
    const bool loud = quality->sound && quality->level_dbov > LEG_REPORTS_SILENCE_DBOV;
    Heard *kept = g_new(Heard, 1);

    *kept = (Heard){
            .quality = *quality,
            .heard_us = loud ? now_us : leg_reports_heard_us(reports, leg),
    };
    kept->quality.leg = NULL;
    g_hash_table_replace(reports->qualities, g_strdup(leg), kept);
}

const ApiLegSize *leg_reports_size(const LegReports *reports, const char *leg)
{
    return g_hash_table_lookup(reports->sizes, leg);
}

const ApiLegQuality *leg_reports_quality(const LegReports *reports, const char *leg)
{
    const Heard *heard = g_hash_table_lookup(reports->qualities, leg);
    return heard != NULL ? &heard->quality : NULL;
}

int64_t leg_reports_heard_us(const LegReports *reports, const char *leg)
{
    const Heard *heard = g_hash_table_lookup(reports->qualities, leg);
    return heard != NULL ? heard->heard_us : 0;
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

/* The one that a leg gets. While its view shows what the sites' does, it is given theirs. */
static const ApiFeedStats *feed_of(const ApiRoomStats *stats, const ApiLegQuality *quality)
{
    const ApiFeedStats *found = NULL;
    for (size_t i = 0; i < stats->n_feeds; i++) {
        const ApiFeedStats *feed = &stats->feeds[i];
        const bool own = feed->view == quality->view;
        if (feed->height_px == quality->height_px && feed->receivers > 0 &&
                (own || (feed->view == API_VIEW_SITES && found == NULL))) {
            found = feed;
        }
    }
    return found;
}

CentreFigures leg_reports_centre(const ApiRoomStats *stats, const ApiLegQuality *quality)
{
    const ApiFeedStats *feed = feed_of(stats, quality);
    CentreFigures centre = {.picture_us = feed != NULL ? feed->encode_us : 0};

    for (size_t i = 0; feed != NULL && i < stats->n_views; i++) {
        const ApiViewStats *view = &stats->views[i];
        centre.picture_us += view->view == feed->view ? view->decode_us + view->compose_us : 0;
    }
    for (size_t i = 0; i < stats->n_legs; i++) {
        const bool own = g_strcmp0(stats->legs[i].leg, quality->leg) == 0;
        centre.dropped += own ? stats->legs[i].frames_dropped : 0;
    }
    return centre;
}
