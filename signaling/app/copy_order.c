#include "signaling/app/copy_order.h"

enum { SECOND_MS = 1000 };

static const char *const mp4[] = {"-map", "0:v:0", "-map", "0:a:0?", "-c:v", "libx264", "-preset",
        "veryfast", "-crf", "23", "-pix_fmt", "yuv420p", "-c:a", "aac", "-b:a", "96k", "-movflags",
        "+faststart", "-f", "mp4", NULL};
static const char *const webm[] = {
        "-map", "0:v?", "-map", "0:a?", "-c", "copy", "-f", "webm", NULL};
static const char *const opus[] = {"-map", "0:a:0", "-c:a", "copy", "-f", "opus", NULL};
static const char *const mp3[] = {
        "-map", "0:a:0", "-c:a", "libmp3lame", "-b:a", "96k", "-f", "mp3", NULL};

static const char *const *const outputs[COPY_FORMS] = {
        [COPY_MP4] = mp4, [COPY_WEBM] = webm, [COPY_OPUS] = opus, [COPY_MP3] = mp3};

static void add(GPtrArray *line, const char *word)
{
    g_ptr_array_add(line, g_strdup(word));
}

static void add_all(GPtrArray *line, const char *const *words)
{
    for (; *words != NULL; words++) {
        add(line, *words);
    }
}

static void add_time(GPtrArray *line, const char *option, int64_t time_ms)
{
    add(line, option);
    g_ptr_array_add(line,
            g_strdup_printf("%" G_GINT64_FORMAT ".%03" G_GINT64_FORMAT, time_ms / SECOND_MS,
                    time_ms % SECOND_MS));
}

/* At the lower right, where no site's name stands. The text comes from a file: nothing in it means anything. */
static void add_mark(GPtrArray *line, const char *mark_file)
{
    add(line, "-vf");
    g_ptr_array_add(line,
            g_strdup_printf("drawtext=font=sans:textfile=%s:expansion=none:fontcolor=white@0.8:"
                            "fontsize=h/32:box=1:boxcolor=black@0.4:boxborderw=6:"
                            "x=w-tw-16:y=h-th-16",
                    mark_file));
}

char **copy_order_command(const CopyOrder *order)
{
    static const char *const beginning[] = {"ffmpeg", "-nostdin", "-hide_banner", "-v", "error",
            "-nostats", "-progress", "pipe:1", "-y", NULL};
    GPtrArray *line = g_ptr_array_new();

    g_assert(order->form != COPY_PACKAGE);
    add_all(line, beginning);
    if (order->from_ms > 0) {
        add_time(line, "-ss", order->from_ms);
    }
    add(line, "-i");
    add(line, order->source);
    if (order->to_ms > 0) {
        add_time(line, "-t", order->to_ms - order->from_ms);
    }
    if (order->mark_file != NULL) {
        add_mark(line, order->mark_file);
    }
    add(line, "-metadata");
    g_ptr_array_add(line, g_strconcat("title=", order->title, NULL));
    add_all(line, outputs[order->form]);
    add(line, order->target);
    g_ptr_array_add(line, NULL);
    return (char **)g_ptr_array_free(line, FALSE);
}
