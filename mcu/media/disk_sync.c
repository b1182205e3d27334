#include "mcu/media/disk_sync.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

typedef struct Job {
    int fd;
    int64_t tag;
} Job;

struct DiskSync {
    DiskSyncedFn synced;
    void *user_data;
    GThread *thread;
    GMutex lock;
    GCond called;
    GQueue jobs; /* of Job; this and ending under lock */
    bool ending;
};

/* @return NULL: it is to end, and nothing is left */
static Job *take(DiskSync *disk)
{
    g_mutex_lock(&disk->lock);
    while (g_queue_is_empty(&disk->jobs) && !disk->ending) {
        g_cond_wait(&disk->called, &disk->lock);
    }
    Job *job = g_queue_pop_head(&disk->jobs);
    g_mutex_unlock(&disk->lock);
    return job;
}

static gpointer run(gpointer data)
{
    DiskSync *disk = data;
    for (Job *job = take(disk); job != NULL; job = take(disk)) {
        const int code = fdatasync(job->fd) == 0 ? 0 : errno;
        close(job->fd);
        disk->synced(job->tag, code, disk->user_data);
        g_free(job);
    }
    return NULL;
}

DiskSync *disk_sync_new(DiskSyncedFn synced, void *user_data)
{
    DiskSync *disk = g_new0(DiskSync, 1);
    disk->synced = synced;
    disk->user_data = user_data;
    g_mutex_init(&disk->lock);
    g_cond_init(&disk->called);
    g_queue_init(&disk->jobs);
    disk->thread = g_thread_new("disk-sync", run, disk);
    return disk;
}

void disk_sync_free(DiskSync *disk)
{
    if (disk == NULL) {
        return;
    }
    g_mutex_lock(&disk->lock);
    disk->ending = true;
    g_cond_signal(&disk->called);
    g_mutex_unlock(&disk->lock);
    g_thread_join(disk->thread);
    g_cond_clear(&disk->called);
    g_mutex_clear(&disk->lock);
    g_free(disk);
}

bool disk_sync_ask(DiskSync *disk, int fd, int64_t tag)
{
    const Job job = {.fd = fcntl(fd, F_DUPFD_CLOEXEC, 0), .tag = tag};
    if (job.fd < 0) {
        return false;
    }
    g_mutex_lock(&disk->lock);
    g_queue_push_tail(&disk->jobs, g_memdup2(&job, sizeof job));
    g_cond_signal(&disk->called);
    g_mutex_unlock(&disk->lock);
    return true;
}
