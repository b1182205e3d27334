/**
 * log: what the programs tell the administrator, in whole sentences.
 *
 * A file names its topic once, LOG_TOPIC("ice"), and then says log_warning("…"). Lines go to standard
 * error, with time, level, topic; under systemd to the journal. Floors below the application log at
 * debug only: what a packet does wrong is counted, not logged.
 *
 * Units       none.
 * Ownership   nothing is kept of what is passed.
 * Thread      any.
 * Errors      none: a line that cannot be written is lost.
 * Memory      none.
 */
#ifndef CONFIG_LOG_H
#define CONFIG_LOG_H

#include <glib.h>

#include <stdint.h>

/** The topic of all lines of a file; stands once, before the first line. */
#define LOG_TOPIC(name) static const char log_topic[] G_GNUC_UNUSED = name

typedef enum LogLevel {
    LOG_ERROR,   /**< something is broken and somebody must act */
    LOG_WARNING, /**< something went wrong and was got over */
    LOG_INFO,    /**< what an administrator wants to see of a normal day */
    LOG_DEBUG,   /**< for developers */
} LogLevel;

/** Lines above this level are not written. Call it before other threads start. */
void log_set_level(LogLevel level);

/** The level of a word: error, warning, info, debug; any other means info. */
LogLevel log_level_of(const char *word);

/** The name that stands in every line: the program's, and for an MCU its meeting's. */
void log_set_program(const char *program);

/** Writes one line. Use the macros. */
void log_write(LogLevel level, const char *topic, const char *format, ...) G_GNUC_PRINTF(3, 4);

#define log_error(...)   log_write(LOG_ERROR, log_topic, __VA_ARGS__)
#define log_warning(...) log_write(LOG_WARNING, log_topic, __VA_ARGS__)
#define log_info(...)    log_write(LOG_INFO, log_topic, __VA_ARGS__)
#define log_debug(...)   log_write(LOG_DEBUG, log_topic, __VA_ARGS__)

/**
 * Lets a line through at most once in a period, and counts what it held back.
 * Start it as {0}; one thread at a time, its owner's.
 */
typedef struct LogLimit {
    int64_t last_us; /**< when a line was let through */
    unsigned held;   /**< lines held back since */
} LogLimit;

/**
 * Whether a line may be written now.
 *
 * @param ret_held  how many lines were held back since the last one
 */
gboolean log_limit_pass(LogLimit *limit, int64_t period_us, int64_t now_us, unsigned *ret_held);

#endif
