#include "signaling/meeting/chat_log.h"

typedef struct Kept {
    ChatLine line; /* its texts point to the four below */
    char *from;
    char *name;
    char *to;
    char *text;
} Kept;

struct ChatLog {
    GQueue lines; /* Kept */
};

static void kept_free(gpointer data)
{
    Kept *kept = data;
    g_free(kept->from);
    g_free(kept->name);
    g_free(kept->to);
    g_free(kept->text);
    g_free(kept);
}

ChatLog *chat_log_new(void)
{
    ChatLog *log = g_new0(ChatLog, 1);

    g_queue_init(&log->lines);
    return log;
}

void chat_log_free(ChatLog *log)
{
    if (log != NULL) {
        g_queue_clear_full(&log->lines, kept_free);
        g_free(log);
    }
}

void chat_log_add(ChatLog *log, const ChatLine *line)
{
    Kept *kept = g_new0(Kept, 1);

    kept->line = *line;
    kept->line.from = kept->from = g_strdup(line->from);
    kept->line.name = kept->name = g_strdup(line->name);
    kept->line.to = kept->to = g_strdup(line->to);
    kept->line.text = kept->text = g_strdup(line->text);
    g_queue_push_tail(&log->lines, kept);
    if (g_queue_get_length(&log->lines) > CHAT_LINES_MAX) {
        kept_free(g_queue_pop_head(&log->lines));
    }
}

size_t chat_log_size(const ChatLog *log)
{
    return log->lines.length;
}

ChatLine chat_log_nth(const ChatLog *log, size_t n)
{
    const Kept *kept = g_queue_peek_nth((GQueue *)&log->lines, (guint)n);
    g_assert(kept != NULL);
    return kept->line;
}

bool chat_line_is_for(const ChatLine *line, const char *site)
{
    return g_str_equal(line->from, site) ||
            (!line->by_site && (line->to[0] == '\0' || g_str_equal(line->to, site)));
}
