#include "signaling/app/thumbnail_maker.h"

#include "config/log.h"
#include "signaling/app/copy_process.h"

#include <glib/gstdio.h>

#include <errno.h>

LOG_TOPIC("thumbnail_maker");

enum { US_IN_MS = 1000, MS_IN_S = 1000, MODE = 0700 };

/* One that is asked for. */
typedef struct Wish {
    char *path;
    ThumbnailPlan plan;
    int64_t duration_us;
} Wish;

struct ThumbnailMaker {
    char *folder;
    GQueue wishes;       /* of Wish; the first is being made while there is a process */
    GHashTable *forgone; /* paths that were tried in vain */
    CopyProcess *process;
};

static void wish_free(gpointer data)
{
    Wish *wish = data;
    g_free(wish->path);
    g_free(wish);
}

ThumbnailPlan thumbnail_plan(int64_t duration_us)
{
    const int64_t duration_ms = MAX(duration_us / US_IN_MS, 1);
    const int64_t step_ms =
            MAX((duration_ms + THUMBNAILS_MAX - 1) / THUMBNAILS_MAX, THUMBNAIL_STEP_MS_MIN);

    return (ThumbnailPlan){.count = (duration_ms + step_ms - 1) / step_ms, .step_ms = step_ms};
}

static char *place_of(const char *folder, const char *path, const char *ending)
{
    g_autofree char *name = g_strconcat(path, ending, NULL);
    return g_build_filename(folder, name, NULL);
}

char *thumbnail_path(const char *path, int64_t number)
{
    return g_strdup_printf("%s.thumbs/%" G_GINT64_FORMAT ".jpg", path, number);
}

bool thumbnails_are_there(const char *folder, const char *path)
{
    g_autofree char *place = place_of(folder, path, ".thumbs");
    return g_file_test(place, G_FILE_TEST_IS_DIR);
}

/* A folder of pictures, and nothing else. */
static void remove_pictures(const char *place)
{
    for (int64_t number = 0; number < THUMBNAILS_MAX; number++) {
        g_autofree char *picture = g_strdup_printf("%s/%" G_GINT64_FORMAT ".jpg", place, number);
        (void)g_unlink(picture);
    }
    (void)g_rmdir(place);
}

void thumbnails_remove(const char *folder, const char *path)
{
    g_autofree char *done = place_of(folder, path, ".thumbs");
    g_autofree char *part = place_of(folder, path, ".thumbs.part");

    remove_pictures(done);
    remove_pictures(part);
}

static void go_on(ThumbnailMaker *maker);

static void on_ended(const GError *error, void *user_data)
{
    ThumbnailMaker *maker = user_data;
    Wish *wish = g_queue_pop_head(&maker->wishes);
    g_autofree char *part = place_of(maker->folder, wish->path, ".thumbs.part");
    g_autofree char *done = place_of(maker->folder, wish->path, ".thumbs");

    g_clear_pointer(&maker->process, copy_process_free);
    if (error != NULL || g_rename(part, done) != 0) {
        log_warning("There are no small pictures of %s: %s.", wish->path,
                error != NULL ? error->message : g_strerror(errno));
        (void)g_hash_table_add(maker->forgone, g_strdup(wish->path));
        remove_pictures(part);
    }
    wish_free(wish);
    go_on(maker);
}

static bool start(ThumbnailMaker *maker, const Wish *wish, GError **error)
{
    static const CopyProcessEvents events = {.ended = on_ended};
    g_autofree char *file = g_build_filename(maker->folder, wish->path, NULL);
    g_autofree char *part = place_of(maker->folder, wish->path, ".thumbs.part");
    g_autofree char *count = g_strdup_printf("%" G_GINT64_FORMAT, wish->plan.count);
    /* The last picture stands on, so that there is one for the end. */
    g_autofree char *filter = g_strdup_printf("tpad=stop_mode=clone:stop_duration=%" G_GINT64_FORMAT
                                              "ms,fps=%d/%" G_GINT64_FORMAT ",scale=160:90",
            2 * wish->plan.step_ms, MS_IN_S, wish->plan.step_ms);
    const char *const command[] = {"ffmpeg", "-v", "error", "-nostdin", "-y", "-skip_frame",
            "nokey", "-i", file, "-an", "-vf", filter, "-frames:v", count, "-q:v", "6",
            "-start_number", "0", "%d.jpg", NULL};

    remove_pictures(part);
    if (g_mkdir_with_parents(part, MODE) != 0) {
        g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_FAILED, "%s", g_strerror(errno));
        return false;
    }
    maker->process = copy_process_new(command, part, wish->duration_us, &events, maker, error);
    return maker->process != NULL;
}

static void go_on(ThumbnailMaker *maker)
{
    while (maker->process == NULL && !g_queue_is_empty(&maker->wishes)) {
        g_autoptr(GError) error = NULL;
        const Wish *wish = g_queue_peek_head(&maker->wishes);
        if (!start(maker, wish, &error)) {
            log_warning("There are no small pictures of %s: %s.", wish->path, error->message);
            (void)g_hash_table_add(maker->forgone, g_strdup(wish->path));
            wish_free(g_queue_pop_head(&maker->wishes));
        }
    }
}

ThumbnailMaker *thumbnail_maker_new(const char *folder)
{
    ThumbnailMaker *maker = g_new0(ThumbnailMaker, 1);

    maker->folder = g_strdup(folder);
    g_queue_init(&maker->wishes);
    maker->forgone = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    return maker;
}

void thumbnail_maker_free(ThumbnailMaker *maker)
{
    if (maker == NULL) {
        return;
    }
    copy_process_free(maker->process);
    g_queue_clear_full(&maker->wishes, wish_free);
    g_hash_table_unref(maker->forgone);
    g_free(maker->folder);
    g_free(maker);
}

static int compare_path(const void *wish, const void *path)
{
    return g_strcmp0(((const Wish *)wish)->path, path);
}

void thumbnail_maker_want(ThumbnailMaker *maker, const char *path, int64_t duration_us)
{
    if (g_queue_get_length(&maker->wishes) >= THUMBNAIL_WANTED_MAX ||
            g_hash_table_contains(maker->forgone, path) ||
            g_queue_find_custom(&maker->wishes, path, compare_path) != NULL ||
            thumbnails_are_there(maker->folder, path)) {
        return;
    }
    Wish *wish = g_new(Wish, 1);
    *wish = (Wish){g_strdup(path), thumbnail_plan(duration_us), duration_us};
    g_queue_push_tail(&maker->wishes, wish);
    go_on(maker);
}
