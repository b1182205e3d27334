#include "signaling/meeting/line_history.h"

#include <string.h>

static const char letters[LINE_HISTORY_LEVELS] = {'g', 'f', 'p'};

typedef struct Line {
    int64_t step; /* of the last letter */
    char levels[LINE_HISTORY_STEPS + 1];
} Line;

struct LineHistory {
    GHashTable *lines; /* identity -> Line */
};

LineHistory *line_history_new(void)
{
    LineHistory *history = g_new0(LineHistory, 1);

    history->lines = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    return history;
}

void line_history_free(LineHistory *history)
{
    if (history != NULL) {
        g_hash_table_unref(history->lines);
        g_free(history);
    }
}

static int64_t step_of(int64_t now_us)
{
    return now_us / ((int64_t)LINE_HISTORY_STEP_S * G_USEC_PER_SEC);
}

/* The letters as they stand at a later step: moved, and nothing heard since. */
static void move_on(const Line *line, int64_t step, char *levels)
{
    const int64_t passed = CLAMP(step - line->step, 0, LINE_HISTORY_STEPS);

    memcpy(levels, line->levels + passed, (size_t)(LINE_HISTORY_STEPS - passed));
    memset(levels + LINE_HISTORY_STEPS - passed, '-', (size_t)passed);
    levels[LINE_HISTORY_STEPS] = '\0';
}

static void forget_oldest(LineHistory *history)
{
    GHashTableIter iter;
    gpointer key = NULL;
    gpointer value = NULL;
    const char *oldest = NULL;
    int64_t step = INT64_MAX;

    g_hash_table_iter_init(&iter, history->lines);
    while (g_hash_table_iter_next(&iter, &key, &value)) {
        if (((const Line *)value)->step < step) {
            step = ((const Line *)value)->step;
            oldest = key;
        }
    }
    g_hash_table_remove(history->lines, oldest);
}

static Line *line_of(LineHistory *history, const char *site, int64_t step)
{
    Line *line = g_hash_table_lookup(history->lines, site);

    if (line == NULL) {
        if (g_hash_table_size(history->lines) >= LINE_HISTORY_SITES_MAX) {
            forget_oldest(history);
        }
        line = g_new0(Line, 1);
        line->step = step;
        memset(line->levels, '-', LINE_HISTORY_STEPS);
        g_hash_table_insert(history->lines, g_strdup(site), line);
    }
    return line;
}

void line_history_note(LineHistory *history, const char *site, int level, int64_t now_us)
{
    const int64_t step = step_of(now_us);
    Line *line = line_of(history, site, step);
    char levels[LINE_HISTORY_STEPS + 1];

    g_assert(level >= 0 && level < LINE_HISTORY_LEVELS);
    move_on(line, step, levels);
    memcpy(line->levels, levels, sizeof levels);
    line->step = MAX(line->step, step);
    char *last = &line->levels[LINE_HISTORY_STEPS - 1];
    const char *worst = memchr(letters, *last, sizeof letters);
    if (worst == NULL || worst - letters < level) {
        *last = letters[level];
    }
}

json_t *line_history_to_json(const LineHistory *history, int64_t now_us)
{
    json_t *array = json_array();
    GHashTableIter iter;
    gpointer key = NULL;
    gpointer value = NULL;

    g_hash_table_iter_init(&iter, history->lines);
    while (g_hash_table_iter_next(&iter, &key, &value)) {
        char levels[LINE_HISTORY_STEPS + 1];
        move_on(value, step_of(now_us), levels);
        if (strspn(levels, "-") < LINE_HISTORY_STEPS) {
            json_array_append_new(
                    array, json_pack("{s:s, s:s}", "site", (const char *)key, "levels", levels));
        }
    }
    return array;
}
