#include "signaling/app/recording_shelf.h"

#include "config/log.h"
#include "signaling/store/recording_book.h"

#include <sys/statvfs.h>

LOG_TOPIC("recordings");

enum { FOLDER_MODE = 0750 };

/* A look on its way to the store and back: the shelf and the store hold a reference each. */
typedef struct Look {
    char *folder;
    int64_t used_bytes, free_bytes, disk_bytes; /* disk_bytes 0: the disk does not say */

    /* main loop only */
    RecordingShelf *shelf; /* NULL: it was freed meanwhile */
} Look;

struct RecordingShelf {
    RecordingShelfConfig with;
    char *folder;
    Look *under_way;
    guint timer;
    int used_percent;
    const char *fault;
};

int recording_shelf_judge(const RecordingShelfConfig *config, int64_t used_bytes,
        int64_t free_bytes, int64_t disk_bytes, const char **ret_fault)
{
    const int64_t usable = MAX(disk_bytes - config->reserve_bytes, 1);
    const int64_t taken = disk_bytes - free_bytes;
    const int disk = disk_bytes > 0 ? (int)CLAMP(100 * (double)taken / (double)usable, 0, 100) : 0;
    const int quota = config->quota_bytes > 0
            ? (int)CLAMP(100 * (double)used_bytes / (double)config->quota_bytes, 0, 100)
            : 0;

    *ret_fault = config->quota_bytes > 0 && used_bytes >= config->quota_bytes ? "quota"
            : disk_bytes > 0 && free_bytes <= config->reserve_bytes           ? "disk_full"
                                                                              : "";
    return MAX(disk, quota);
}

static void look_clear(gpointer data)
{
    g_free(((Look *)data)->folder);
}

static void look_unref(gpointer data)
{
    g_atomic_rc_box_release_full(data, look_clear);
}

static bool look(Database *database, void *data, GError **error)
{
    Look *self = data;
    struct statvfs disk;

    if (statvfs(self->folder, &disk) == 0 && disk.f_blocks > 0) {
        self->free_bytes = (int64_t)disk.f_bavail * (int64_t)disk.f_frsize;
        /* As df has it: what is kept back for root is nobody's. */
        self->disk_bytes =
                (int64_t)(disk.f_blocks - disk.f_bfree) * (int64_t)disk.f_frsize + self->free_bytes;
    }
    return recording_book_bytes(database, &self->used_bytes, error);
}

static void on_looked(void *data, const GError *error, void *user_data)
{
    Look *self = data;
    RecordingShelf *shelf = self->shelf;
    (void)user_data;

    if (shelf == NULL) {
        return;
    }
    if (error == NULL) {
        const char *before = shelf->fault;
        shelf->used_percent = recording_shelf_judge(
                &shelf->with, self->used_bytes, self->free_bytes, self->disk_bytes, &shelf->fault);
        if (!g_str_equal(before, shelf->fault)) {
            log_warning("The recordings' folder: %s.",
                    shelf->fault[0] != '\0' ? shelf->fault : "there is room again");
        }
    }
    g_clear_pointer(&shelf->under_way, look_unref);
}

void recording_shelf_look(RecordingShelf *shelf)
{
    if (shelf->under_way != NULL) {
        return;
    }
    Look *self = g_atomic_rc_box_new0(Look);
    self->folder = g_strdup(shelf->folder);
    self->shelf = shelf;
    shelf->under_way = g_atomic_rc_box_acquire(self);
    if (!store_submit(shelf->with.store, look, on_looked, self, look_unref, NULL)) {
        g_clear_pointer(&shelf->under_way, look_unref);
    }
}

static gboolean on_timer(gpointer data)
{
    recording_shelf_look(data);
    return G_SOURCE_CONTINUE;
}

RecordingShelf *recording_shelf_new(const RecordingShelfConfig *config)
{
    RecordingShelf *shelf = g_new0(RecordingShelf, 1);

    shelf->with = *config;
    shelf->folder = g_strdup(config->folder);
    shelf->with.folder = shelf->folder;
    shelf->fault = "";
    if (g_mkdir_with_parents(shelf->folder, FOLDER_MODE) != 0) {
        log_warning("The recordings' folder %s cannot be made.", shelf->folder);
    }
    shelf->timer = g_timeout_add_seconds(RECORDING_SHELF_LOOK_S, on_timer, shelf);
    recording_shelf_look(shelf);
    return shelf;
}

void recording_shelf_free(RecordingShelf *shelf)
{
    if (shelf == NULL) {
        return;
    }
    if (shelf->under_way != NULL) {
        shelf->under_way->shelf = NULL;
        g_clear_pointer(&shelf->under_way, look_unref);
    }
    g_source_remove(shelf->timer);
    g_free(shelf->folder);
    g_free(shelf);
}

const char *recording_shelf_folder(const RecordingShelf *shelf)
{
    return shelf->folder;
}

const char *recording_shelf_fault(const RecordingShelf *shelf)
{
    return shelf->fault;
}

int recording_shelf_used_percent(const RecordingShelf *shelf)
{
    return shelf->used_percent;
}
