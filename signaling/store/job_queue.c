#include "signaling/store/job_queue.h"

struct JobQueue {
    /* set at creation, then constant */
    unsigned capacity;
    GDestroyNotify free_job;

    GMutex lock;
    GCond filled;
    GQueue jobs; /* under lock */
};

JobQueue *job_queue_new(unsigned capacity, GDestroyNotify free_job)
{
    JobQueue *queue = g_new0(JobQueue, 1);

    g_assert(capacity > 0);
    queue->capacity = capacity;
    queue->free_job = free_job;
    g_mutex_init(&queue->lock);
    g_cond_init(&queue->filled);
    g_queue_init(&queue->jobs);
    return queue;
}

void job_queue_free(JobQueue *queue)
{
    if (queue == NULL) {
        return;
    }
    g_queue_clear_full(&queue->jobs, queue->free_job);
    g_cond_clear(&queue->filled);
    g_mutex_clear(&queue->lock);
    g_free(queue);
}

bool job_queue_push(JobQueue *queue, void *job)
{
    g_mutex_lock(&queue->lock);
    const bool fits = g_queue_get_length(&queue->jobs) < queue->capacity;
    if (fits) {
        g_queue_push_tail(&queue->jobs, job);
        g_cond_signal(&queue->filled);
    }
    g_mutex_unlock(&queue->lock);
    return fits;
}

void *job_queue_pop(JobQueue *queue)
{
    g_mutex_lock(&queue->lock);
    while (g_queue_is_empty(&queue->jobs)) {
        g_cond_wait(&queue->filled, &queue->lock);
    }
    void *job = g_queue_pop_head(&queue->jobs);
    g_mutex_unlock(&queue->lock);
    return job;
}

void *job_queue_try_pop(JobQueue *queue)
{
    g_mutex_lock(&queue->lock);
    void *job = g_queue_pop_head(&queue->jobs);
    g_mutex_unlock(&queue->lock);
    return job;
}
