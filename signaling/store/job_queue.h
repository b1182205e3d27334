/**
 * job_queue: a queue from one thread to another that has a bound.
 *
 * Units       jobs.
 * Ownership   a pushed job belongs to the queue until it is popped; what is left is freed with it.
 * Thread      any, but for new and free.
 * Errors      a full queue refuses.
 * Memory      capacity jobs.
 */
#ifndef SIGNALING_STORE_JOB_QUEUE_H
#define SIGNALING_STORE_JOB_QUEUE_H

#include <glib.h>

#include <stdbool.h>

typedef struct JobQueue JobQueue;

JobQueue *job_queue_new(unsigned capacity, GDestroyNotify free_job);
void job_queue_free(JobQueue *queue);

/** @return false when the queue is full; the job stays the caller's */
bool job_queue_push(JobQueue *queue, void *job);

/** The oldest job; waits for one. */
void *job_queue_pop(JobQueue *queue);

/** The oldest job, or NULL. */
void *job_queue_try_pop(JobQueue *queue);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(JobQueue, job_queue_free)

#endif
