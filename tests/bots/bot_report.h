/**
 * bot_report: what the bots measured, as JSON.
 *
 * Units       in the names of the JSON's members.
 * Ownership   borrows the rows.
 * Thread      any.
 * Errors      none.
 * Memory      the text.
 */
#ifndef TESTS_BOTS_BOT_REPORT_H
#define TESTS_BOTS_BOT_REPORT_H

#include "tests/bots/bot_meters.h"
#include "tests/bots/bot_probe.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct BotReportRow {
    const char *site;
    const BotMeters *meters;
    const BotMeters *slides; /**< NULL: it takes none */
    const char *ended;       /**< why the server sent it away, or NULL */
    int64_t hello_us;        /**< when it first said hello; 0: never */
    int64_t offered_us;      /**< when it first offered media; 0: never, or by a call */
    unsigned web_sockets;    /**< how often it connected */
} BotReportRow;

typedef struct BotReport {
    const BotReportRow *rows;
    size_t count;
    bool pictures;               /**< whether the bots were to receive pictures */
    const BotProbeResult *probe; /**< NULL: nothing was probed */
    int64_t now_us;
    double cpu_ms_per_s_per_bot;
} BotReport;

/** The report on one line; free it with free(). */
char *bot_report_json(const BotReport *report);

/** How many bots were in the meeting at all. */
size_t bot_report_joined(const BotReport *report);

#endif
