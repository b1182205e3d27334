/**
 * statistics_form: statistics as JSON, as a table of comma-separated values, as an Excel file, and as a document for print.
 *
 * JSON and CSV name everything by its code too; the table is long: a row a number, its first column says of what.
 *
 * Units       in the names: seconds, hours; shares are percent.
 * Ownership   what is returned is the caller's.
 * Thread      one at a time.
 * Errors      as xlsx_book.h.
 * Memory      what is written.
 */
#ifndef SIGNALING_REPORT_STATISTICS_FORM_H
#define SIGNALING_REPORT_STATISTICS_FORM_H

#include "signaling/report/document.h"
#include "signaling/report/statistics.h"

#include <jansson.h>

json_t *statistics_json(const Statistics *statistics);

char *statistics_csv(const Statistics *statistics);

GBytes *statistics_xlsx(const Statistics *statistics, GError **error);

Document *statistics_document(const Statistics *statistics);

/** "Từ ngày 01/01/2018 đến ngày 31/03/2018". g_free() */
char *statistics_period_text(const Statistics *statistics);

#endif
