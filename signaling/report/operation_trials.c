#include "signaling/report/operation_trials.h"

#include "signaling/store/line_check_log.h"
#include "signaling/store/line_log.h"

#include <jansson.h>

#include <string.h>

enum { BITS = 1000 };

static void trial_free(void *data)
{
    OperationTrial *trial = data;
    g_free(trial->identity);
    g_free(trial->site);
    g_free(trial);
}

typedef struct Trials {
    const AttendanceReport *report;
    GPtrArray *list;
} Trials;

static const AttendanceRow *row_of(const AttendanceReport *report, const char *identity)
{
    for (guint i = 0; i < report->rows->len; i++) {
        const AttendanceRow *row = g_ptr_array_index(report->rows, i);
        if (g_str_equal(row->identity, identity)) {
            return row;
        }
    }
    return NULL;
}

/* @param name  of a site that is not in the report */
static OperationTrial *trial_of(Trials *trials, const char *identity, const char *name)
{
    for (guint i = 0; i < trials->list->len; i++) {
        OperationTrial *trial = g_ptr_array_index(trials->list, i);
        if (g_str_equal(trial->identity, identity)) {
            return trial;
        }
    }
    const AttendanceRow *row = row_of(trials->report, identity);
    OperationTrial *trial = g_new0(OperationTrial, 1);
    trial->identity = g_strdup(identity);
    trial->site = g_strdup(row != NULL ? row->name : name);
    trial->picture = trial->sound = "";
    g_ptr_array_add(trials->list, trial);
    return trial;
}

/* ---- figures ---- */

static void mix(double *mean, double value, int64_t count)
{
    *mean += (value - *mean) / (double)count;
}

static bool is_before(const AttendanceReport *report, int64_t time_us)
{
    return report->opened_us == 0 || time_us < report->opened_us;
}

static void take_sample(const LineRecord *record, void *user_data)
{
    Trials *trials = user_data;
    const LineSpan *spans = record->sample.spans;

    if (!is_before(trials->report, record->sample.time_us)) {
        return;
    }
    OperationTrial *trial = trial_of(trials, record->identity, record->name);
    trial->samples++;
    trial->measured = true;
    mix(&trial->in_kbps, spans[LINE_IN_BPS].average / BITS, trial->samples);
    mix(&trial->out_kbps, spans[LINE_OUT_BPS].average / BITS, trial->samples);
    mix(&trial->loss_percent, spans[LINE_LOSS_IN_PERCENT].average, trial->samples);
    mix(&trial->rtt_ms, spans[LINE_RTT_MS].average, trial->samples);
}

/* ---- findings ---- */

typedef struct Wording {
    const char *word; /* of meeting/line_check */
    const char *text;
} Wording;

static const Wording pictures[] = {
        {"cam_ok", "Tốt"},
        {"cam_unknown", "Có hình"},
        {"cam_off", "Camera tắt"},
        {"cam_no", "Không có hình"},
        {"cam_denied", "Camera bị chặn"},
        {"cam_busy", "Camera không mở được"},
        {"cam_black", "Hình đen"},
        {"cam_frozen", "Hình đứng"},
};

static const Wording sounds[] = {
        {"mic_ok", "Tốt"},
        {"mic_quiet", "Chưa thử nói"},
        {"mic_off", "Micro tắt"},
        {"mic_no", "Không có micro"},
        {"mic_denied", "Micro bị chặn"},
        {"mic_busy", "Micro không mở được"},
        {"mic_silent", "Không có tiếng"},
        {"mic_low", "Tiếng nhỏ"},
        {"mic_clipping", "Tiếng to, bị rè"},
        {"mic_howling", "Tiếng hú"},
};

static const char *text_of(const Wording *wordings, size_t count, const json_t *finding)
{
    const char *word = json_string_value(json_object_get(finding, "word"));

    for (size_t i = 0; word != NULL && i < count; i++) {
        if (strcmp(wordings[i].word, word) == 0) {
            return wordings[i].text;
        }
    }
    return "";
}

/* An echo is heard by all others: it is said before how loud the voice was. */
static const char *sound_text(const json_t *check)
{
    const char *echo = json_string_value(json_object_get(json_object_get(check, "echo"), "word"));

    return g_strcmp0(echo, "echo_found") == 0
            ? "Có tiếng vang"
            : text_of(sounds, G_N_ELEMENTS(sounds), json_object_get(check, "microphone"));
}

static double number_of(const json_t *check, const char *name)
{
    return json_number_value(json_object_get(check, name));
}

static void take_check(const LineCheckRecord *record, void *user_data)
{
    Trials *trials = user_data;

    if (!is_before(trials->report, record->time_us)) {
        return;
    }
    OperationTrial *trial = trial_of(trials, record->identity, record->name);
    json_t *check = json_loads(record->detail, 0, NULL);
    trial->picture = text_of(pictures, G_N_ELEMENTS(pictures), json_object_get(check, "camera"));
    trial->sound = sound_text(check);
    /* A trial shorter than a sample of the line still has its check's figures. */
    if (!trial->measured && check != NULL) {
        trial->measured = true;
        trial->in_kbps = number_of(check, "up_bps") / BITS;
        trial->out_kbps = number_of(check, "down_bps") / BITS;
        trial->loss_percent = number_of(check, "loss_percent");
        trial->rtt_ms = number_of(check, "rtt_ms");
    }
    json_decref(check);
}

/* ---- the table ---- */

static void add_untried(Trials *trials)
{
    for (guint i = 0; i < trials->report->rows->len; i++) {
        const AttendanceRow *row = g_ptr_array_index(trials->report->rows, i);
        if (row->invited && !row->central) {
            OperationTrial *trial = trial_of(trials, row->identity, row->name);
            trial->picture = trial->measured ? trial->picture : "Chưa thử";
            trial->sound = trial->measured ? trial->sound : "Chưa thử";
        }
    }
}

static int64_t place_of(const AttendanceReport *report, const OperationTrial *trial)
{
    const AttendanceRow *row = row_of(report, trial->identity);
    return row != NULL ? row->position : G_MAXINT64;
}

static gint by_place(gconstpointer a, gconstpointer b, gpointer user_data)
{
    const OperationTrial *const *left = a;
    const OperationTrial *const *right = b;
    const int64_t one = place_of(user_data, *left);
    const int64_t other = place_of(user_data, *right);
    return one != other ? (one > other) - (one < other) : g_strcmp0((*left)->site, (*right)->site);
}

bool operation_trials_load(
        Database *database, const AttendanceReport *report, GPtrArray **ret_trials, GError **error)
{
    g_autoptr(GPtrArray) list = g_ptr_array_new_with_free_func(trial_free);
    Trials trials = {.report = report, .list = list};

    if (!line_log_each(database, report->meeting, take_sample, &trials, error) ||
            !line_check_log_latest(database, report->meeting, take_check, &trials, error)) {
        return false;
    }
    add_untried(&trials);
    g_ptr_array_sort_with_data(list, by_place, (gpointer)report);
    *ret_trials = g_steal_pointer(&list);
    return true;
}
