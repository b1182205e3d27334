/**
 * chat_log: the last lines that the consoles and the sites have written to each other.
 *
 * A console writes to one site or to all; a site writes to the consoles. Sites do not write to each other.
 *
 * Units       time_us: microseconds since 1970.
 * Ownership   texts are copied; what is handed out is good until the next call that is not const.
 * Thread      one at a time: the main loop.
 * Errors      none: the oldest line makes room.
 * Memory      CHAT_LINES_MAX lines.
 */
#ifndef SIGNALING_MEETING_CHAT_LOG_H
#define SIGNALING_MEETING_CHAT_LOG_H

#include <glib.h>

#include <stdbool.h>
#include <stdint.h>

typedef struct ChatLog ChatLog;

enum { CHAT_LINES_MAX = 200 };

typedef struct ChatLine {
    const char *from;
    const char *name; /**< of whoever wrote it, as the others see it */
    const char *to;   /**< "": from a console to all; from a site to the consoles */
    const char *text;
    bool by_site;
    int64_t time_us;
} ChatLine;

ChatLog *chat_log_new(void);

/** NULL is allowed. */
void chat_log_free(ChatLog *log);

void chat_log_add(ChatLog *log, const ChatLine *line);

size_t chat_log_size(const ChatLog *log);
/** From the oldest. */
ChatLine chat_log_nth(const ChatLog *log, size_t n);

/** Whether a site is to see the line; consoles see all. */
bool chat_line_is_for(const ChatLine *line, const char *site);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(ChatLog, chat_log_free)

#endif
