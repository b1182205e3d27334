/**
 * statistics_targets: the shares of online meetings that are aimed at, in the database and as JSON.
 *
 * Targets, their relations and thresholds are data: changed by who governs the installation, never in the program.
 *
 * Units       as statistics.h; in JSON thresholds are percent.
 * Ownership   lists own their targets.
 * Thread      as database.h.
 * Errors      as database.h.
 * Memory      STATISTICS_TARGETS_MAX.
 */
#ifndef SIGNALING_REPORT_STATISTICS_TARGETS_H
#define SIGNALING_REPORT_STATISTICS_TARGETS_H

#include "signaling/report/statistics.h"
#include "signaling/store/database.h"

#include <jansson.h>

enum { STATISTICS_TARGET_NAME_MAX = 200 /**< bytes */ };

/** An empty list of StatisticsTarget: g_array_unref(). */
GArray *statistics_targets_new(void);

/** Adds those of the database to a list. */
bool statistics_targets_load(Database *database, GArray *targets, GError **error);

/** These instead of those that were. */
bool statistics_targets_replace(Database *database, const GArray *targets, GError **error);

json_t *statistics_targets_json(const GArray *targets);

/** @return NULL, or in Vietnamese what is wrong: a constant; the list is then in part filled */
const char *statistics_targets_read(const json_t *items, GArray *targets);

#endif
