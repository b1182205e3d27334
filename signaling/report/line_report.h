/**
 * line_report: the sites' lines over some days against their capacity (Báo cáo kênh truyền): the 95th percentile of the
 * five-minute averages in each direction.
 *
 * As in the regulation on the dedicated network a line is adequate while that stays within 90 % of its capacity. Only
 * the time in which a site was connected is counted: a line that idles most of the week would otherwise always do. The
 * percentile is line_summary's: the nearest rank.
 *
 * Units       kbit/s, percent; times are microseconds since 1970.
 * Ownership   the report owns its rows.
 * Thread      as database.h.
 * Errors      as database.h.
 * Memory      LINE_REPORT_SITES_MAX rows; two numbers for each sample of one site while it is read.
 */
#ifndef SIGNALING_REPORT_LINE_REPORT_H
#define SIGNALING_REPORT_LINE_REPORT_H

#include "signaling/report/document.h"
#include "signaling/store/database.h"

#include <jansson.h>

enum {
    LINE_REPORT_DAYS_MAX = 31,
    LINE_REPORT_SITES_MAX = 2000,
    LINE_REPORT_LIMIT_PERCENT = 90, /**< of the capacity */
};

typedef struct LineReportRow {
    char *code;
    char *name;
    int64_t capacity_kbps; /**< 0: not said */
    int64_t samples;       /**< 0: it was not connected */
    double in_kbps;        /**< 95th percentile of what came from the site; 0 without samples */
    double out_kbps;       /**< and of what went to it */
    double share_percent;  /**< the greater of the two against the capacity; 0 for none */
    bool over;             /**< above the limit */
} LineReportRow;

typedef struct LineReport {
    int64_t from_us;
    int64_t to_us;
    int64_t days;
    GPtrArray *rows; /**< LineReportRow, in official order */
} LineReport;

/** Whose lines: of a unit and those below it ("" for all), or of one site. */
typedef struct LineReportChoice {
    const char *unit;
    const char *site; /**< NULL: all of the unit */
    int64_t days;
    int64_t now_us;
} LineReportChoice;

/** The rows, without figures. */
LineReport *line_report_begin(Database *database, const LineReportChoice *choice, GError **error);

/** Fills in the figures of the next rows. @param next  the first one's number; moved on */
bool line_report_measure(
        Database *database, LineReport *report, size_t *next, size_t count, GError **error);

/** NULL is allowed. */
void line_report_free(LineReport *report);

json_t *line_report_json(const LineReport *report);
char *line_report_csv(const LineReport *report);
Document *line_report_document(const LineReport *report);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(LineReport, line_report_free)

#endif
