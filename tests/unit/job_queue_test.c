#include "signaling/store/job_queue.h"

enum { CAPACITY = 4, JOBS = 10000 };

static void test_keeps_the_order_and_its_bound(void)
{
    g_autoptr(JobQueue) queue = job_queue_new(CAPACITY, g_free);

    g_assert_null(job_queue_try_pop(queue));
    for (int i = 0; i < CAPACITY; i++) {
        g_assert_true(job_queue_push(queue, g_strdup_printf("%d", i)));
    }
    g_autofree char *refused = g_strdup("one more");
    g_assert_false(job_queue_push(queue, refused));
    g_autofree char *first = job_queue_pop(queue);
    g_autofree char *second = job_queue_try_pop(queue);
    g_assert_cmpstr(first, ==, "0");
    g_assert_cmpstr(second, ==, "1");
    /* The other two are freed with the queue. */
}

static gpointer add_up(gpointer data)
{
    JobQueue *queue = data;
    int64_t sum = 0;

    for (int i = 0; i < JOBS; i++) {
        g_autofree int *number = job_queue_pop(queue);
        sum += *number;
    }
    g_assert_cmpint(sum, ==, (int64_t)JOBS * (JOBS - 1) / 2);
    return NULL;
}

static void test_hands_over_between_threads(void)
{
    g_autoptr(JobQueue) queue = job_queue_new(JOBS, g_free);
    GThread *thread = g_thread_new("reader", add_up, queue);

    for (int i = 0; i < JOBS; i++) {
        int *number = g_new(int, 1);
        *number = i;
        g_assert_true(job_queue_push(queue, number));
    }
    g_thread_join(thread);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/job_queue/keeps_the_order_and_its_bound", test_keeps_the_order_and_its_bound);
    g_test_add_func("/job_queue/hands_over_between_threads", test_hands_over_between_threads);
    return g_test_run();
}
