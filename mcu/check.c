#include "mcu/media/recording_check.h"

#include <jansson.h>

#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>

/* giaoban-recording-check: decodes a whole recording and writes what it found as one JSON object. It is a program of its
 * own, so that its caller can give it a low priority, and what is in a file can do no more than end it. */

enum { CHECK_VERSION = 1, LOWEST_NICE = 19 };

static json_t *spans_json(const CheckSpans *spans)
{
    json_t *list = json_array();
    for (size_t i = 0; i < spans->kept; i++) {
        json_array_append_new(list,
                json_pack("{sI sI}", "from_ms", (json_int_t)spans->kept_spans[i].from_ms, "to_ms",
                        (json_int_t)spans->kept_spans[i].to_ms));
    }
    return json_pack("{sI sI so}", "count", (json_int_t)spans->count, "total_ms",
            (json_int_t)spans->total_ms, "spans", list);
}

static json_t *check_json(const RecordingCheck *check)
{
    json_t *json = json_pack("{si sb sb sI sI sI sI sI sI sI sI sI sI}", "version", CHECK_VERSION,
            "plays", recording_check_plays(check), "finished", check->finished, "size_bytes",
            (json_int_t)check->size_bytes, "duration_ms", (json_int_t)check->duration_ms,
            "pictures", (json_int_t)check->pictures, "keys", (json_int_t)check->keys, "sounds",
            (json_int_t)check->sounds, "bad_pictures", (json_int_t)check->bad_pictures,
            "bad_sounds", (json_int_t)check->bad_sounds, "first_bad_ms",
            (json_int_t)check->first_bad_ms, "rest_bytes", (json_int_t)check->rest_bytes, "sync_ms",
            (json_int_t)check->sync_ms);
    json_object_set_new(json, "no_picture", spans_json(&check->no_picture));
    json_object_set_new(json, "no_sound", spans_json(&check->no_sound));
    json_object_set_new(json, "black", spans_json(&check->black));
    json_object_set_new(json, "frozen", spans_json(&check->frozen));
    json_object_set_new(json, "silent", spans_json(&check->silent));
    return json;
}

int main(int argc, char **argv)
{
    (void)setlocale(LC_ALL, "C.UTF-8"); // NOLINT(concurrency-mt-unsafe): no other thread yet
    g_autoptr(GError) error = NULL;
    RecordingCheck check = {0};
    if (argc != 2) {
        g_printerr("usage: giaoban-recording-check FILE\n");
        return EXIT_FAILURE;
    }
    (void)setpriority(PRIO_PROCESS, 0, LOWEST_NICE);
    if (!recording_check_run(argv[1], &check, &error)) {
        g_printerr("%s\n", error->message);
        return EXIT_FAILURE;
    }
    json_t *json = check_json(&check);
    const bool written = json_dumpf(json, stdout, JSON_COMPACT) == 0 && fputs("\n", stdout) >= 0;
    json_decref(json);
    return written ? EXIT_SUCCESS : EXIT_FAILURE;
}
