#include "mcu/net/net_loop.h"

#include <glib-unix.h>

#include <fcntl.h>
#include <unistd.h>

enum { THREADS = 4, CALLS_EACH = 5000, CALLS_ALL = 20000 };

static void count_call(void *data)
{
    ++*(unsigned *)data;
}

static void test_runs_calls_in_order(void)
{
    g_autoptr(NetLoop) loop = net_loop_new("order");
    unsigned count = 0;

    for (unsigned i = 0; i < 1000; i++) {
        net_loop_call(loop, count_call, &count);
    }
    net_loop_call_wait(loop, count_call, &count); /* after all others */
    g_assert_cmpuint(count, ==, 1001);
    g_assert_cmpuint(net_loop_stats(loop).calls, >=, 1001);
}

static void test_ends_after_what_was_posted(void)
{
    NetLoop *loop = net_loop_new("end");
    unsigned count = 0;

    for (unsigned i = 0; i < 1000; i++) {
        net_loop_call(loop, count_call, &count);
    }
    net_loop_free(loop);
    g_assert_cmpuint(count, ==, 1000);
    net_loop_free(NULL);
}

typedef struct Crowd {
    NetLoop *loop;
    unsigned count; /* loop */
} Crowd;

static void *post_many(void *data)
{
    Crowd *crowd = data;

    for (int i = 0; i < CALLS_EACH; i++) {
        net_loop_call(crowd->loop, count_call, &crowd->count);
    }
    return NULL;
}

static void test_takes_calls_from_many_threads(void)
{
    Crowd crowd = {.loop = net_loop_new("crowd")};
    GThread *threads[THREADS];

    for (int i = 0; i < THREADS; i++) {
        threads[i] = g_thread_new("poster", post_many, &crowd);
    }
    for (int i = 0; i < THREADS; i++) {
        g_thread_join(threads[i]);
    }
    net_loop_free(crowd.loop);
    g_assert_cmpuint(crowd.count, ==, CALLS_ALL);
}

/* A timer that counts, and at a wanted count frees itself and lets the test go on. */
typedef struct Ticker {
    NetLoop *loop;
    NetTimer *timer;
    int64_t period_us;
    int64_t made_us;
    int64_t last_us;
    unsigned wanted;
    unsigned ticks;
    GMutex lock;
    GCond done_changed;
    bool done;
} Ticker;

static void on_tick(int64_t now_us, void *data)
{
    Ticker *ticker = data;

    ticker->ticks++;
    g_assert_cmpint(
            now_us, >=, ticker->made_us + ticker->ticks * ticker->period_us); /* never too early */
    ticker->last_us = now_us;
    if (ticker->ticks == ticker->wanted) {
        net_timer_free(ticker->timer);
        g_mutex_lock(&ticker->lock);
        ticker->done = true;
        g_cond_signal(&ticker->done_changed);
        g_mutex_unlock(&ticker->lock);
    }
}

static void start_ticker_task(void *data)
{
    Ticker *ticker = data;

    ticker->made_us = net_loop_now_us(ticker->loop);
    ticker->timer = net_timer_new(ticker->loop, ticker->period_us, on_tick, ticker);
}

static void start_once_task(void *data)
{
    Ticker *ticker = data;

    ticker->made_us = net_loop_now_us(ticker->loop);
    ticker->timer = net_timer_new(ticker->loop, 0, on_tick, ticker);
    net_timer_arm(ticker->timer, ticker->made_us + 1000000);
    net_timer_arm(ticker->timer, INT64_MAX);
    net_timer_arm(ticker->timer, ticker->made_us + 2000);
}

static void run_ticker(unsigned wanted, int64_t period_us, NetLoopFunc start)
{
    Ticker ticker = {.loop = net_loop_new("tick"), .wanted = wanted, .period_us = period_us};

    net_loop_call_wait(ticker.loop, start, &ticker);
    g_mutex_lock(&ticker.lock);
    while (!ticker.done) {
        g_cond_wait(&ticker.done_changed, &ticker.lock);
    }
    g_mutex_unlock(&ticker.lock);
    net_loop_free(ticker.loop);
    g_assert_cmpuint(ticker.ticks, ==, wanted);
}

static void test_timers_come_again_and_never_early(void)
{
    run_ticker(10, 3000, start_ticker_task);
}

static void test_timers_come_once_when_armed(void)
{
    run_ticker(1, 0, start_once_task);
}

/* Calls that take a while, one in each round of the loop, until a timer has come due among them. */
typedef struct Late {
    NetLoop *loop;
    NetTimer *timer;
    int64_t seen_us; /* by the last call, when it had taken its time */
    bool told;
} Late;

static void on_late(int64_t now_us, void *data)
{
    Late *late = data;

    g_assert_cmpint(now_us, >=, late->seen_us);
    late->told = true;
    g_clear_pointer(&late->timer, net_timer_free);
}

static void take_time_task(void *data)
{
    Late *late = data;

    const int64_t until_us = net_loop_now_us(late->loop) + 500;
    while (net_loop_now_us(late->loop) < until_us) {
    }
    late->seen_us = until_us;
    if (!late->told) {
        net_loop_call(late->loop, take_time_task, late);
    }
}

static void start_late_task(void *data)
{
    Late *late = data;

    late->timer = net_timer_new(late->loop, 0, on_late, late);
    net_timer_arm(late->timer, net_loop_now_us(late->loop) + 1200);
    take_time_task(late);
}

static void test_timers_are_told_no_time_before_what_calls_saw(void)
{
    Late late = {.loop = net_loop_new("late")};

    net_loop_call_wait(late.loop, start_late_task, &late);
    net_loop_free(late.loop);
    g_assert_true(late.told);
}

static void hold_task(void *data)
{
    net_loop_hold(data);
}

static gboolean release_late(gpointer data)
{
    net_loop_release(data);
    return G_SOURCE_REMOVE;
}

static void release_soon_task(void *data)
{
    GSource *source = g_timeout_source_new(5);

    g_source_set_callback(source, release_late, data, NULL);
    g_source_attach(source, net_loop_context(data));
    net_loop_sources_changed(data);
    g_source_unref(source);
}

static void test_waits_for_who_holds_it(void)
{
    NetLoop *loop = net_loop_new("hold");

    net_loop_call(loop, hold_task, loop);
    net_loop_call(loop, release_soon_task, loop);
    net_loop_free(loop); /* would abort the late source, or hang */
}

/* A pipe that a library polls, and a reader that takes what it knows of it: 'a', but not 'b'. */
typedef struct Pipe {
    NetLoop *loop;
    int ends[2];
    GSource *library;
    NetReader *reader;
    unsigned taken, left; /* by the reader; by the library */
} Pipe;

static bool take_a(void *data)
{
    Pipe *pipe = data;
    char letter = 0;

    while (read(pipe->ends[0], &letter, 1) == 1) {
        if (letter == 'b') {
            g_clear_pointer(&pipe->reader, net_reader_free); /* from inside its function */
            return false;
        }
        pipe->taken++;
    }
    return true;
}

static gboolean on_library(int fd, GIOCondition ready, void *data)
{
    ((Pipe *)data)->left++;
    return G_SOURCE_REMOVE;
}

static void open_pipe_task(void *data)
{
    Pipe *pipe = data;

    g_assert_true(g_unix_open_pipe(pipe->ends, FD_CLOEXEC, NULL));
    g_assert_true(g_unix_set_fd_nonblocking(pipe->ends[0], TRUE, NULL));
    pipe->library = g_unix_fd_source_new(pipe->ends[0], G_IO_IN);
    g_source_set_callback(pipe->library, G_SOURCE_FUNC(on_library), pipe, NULL);
    g_source_attach(pipe->library, net_loop_context(pipe->loop));
    net_loop_sources_changed(pipe->loop);
    NetReader *stale = net_reader_new(pipe->loop, pipe->ends[0], NULL, NULL);
    pipe->reader = net_reader_new(pipe->loop, pipe->ends[0], take_a, pipe);
    net_reader_free(stale);
}

typedef struct Look {
    const Pipe *pipe;
    unsigned taken, left;
} Look;

static void look_task(void *data)
{
    Look *look = data;

    look->taken = look->pipe->taken;
    look->left = look->pipe->left;
}

static void wait_for(const Pipe *pipe, unsigned taken, unsigned left)
{
    Look look = {.pipe = pipe};

    for (int i = 0; i < CALLS_ALL && (look.taken < taken || look.left < left); i++) {
        net_loop_call_wait(pipe->loop, look_task, &look);
    }
    g_assert_cmpuint(look.taken, ==, taken);
    g_assert_cmpuint(look.left, ==, left);
}

static void test_readers_read_before_the_library(void)
{
    g_autoptr(NetLoop) loop = net_loop_new("readers");
    Pipe pipe = {.loop = loop};

    net_loop_call_wait(loop, open_pipe_task, &pipe);
    g_assert_cmpint(write(pipe.ends[1], "aaa", 3), ==, 3);
    wait_for(&pipe, 3, 0);
    g_assert_cmpint(write(pipe.ends[1], "aab", 3), ==, 3);
    wait_for(&pipe, 5, 1);
    g_assert_null(pipe.reader);
    g_source_unref(pipe.library);
    close(pipe.ends[0]);
    close(pipe.ends[1]);
}

static void touch_from_elsewhere(void)
{
    NetLoop *loop = net_loop_new("theirs");

    net_timer_new(loop, 1000, NULL, NULL);
}

static void test_refuses_other_threads(void)
{
    if (g_test_subprocess()) {
        touch_from_elsewhere();
        return;
    }
    g_test_trap_subprocess(NULL, 0, 0);
    g_test_trap_assert_failed();
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/net_loop/runs_calls_in_order", test_runs_calls_in_order);
    g_test_add_func("/net_loop/ends_after_what_was_posted", test_ends_after_what_was_posted);
    g_test_add_func("/net_loop/takes_calls_from_many_threads", test_takes_calls_from_many_threads);
    g_test_add_func(
            "/net_loop/timers_come_again_and_never_early", test_timers_come_again_and_never_early);
    g_test_add_func("/net_loop/timers_come_once_when_armed", test_timers_come_once_when_armed);
    g_test_add_func("/net_loop/timers_are_told_no_time_before_what_calls_saw",
            test_timers_are_told_no_time_before_what_calls_saw);
    g_test_add_func("/net_loop/waits_for_who_holds_it", test_waits_for_who_holds_it);
    g_test_add_func(
            "/net_loop/readers_read_before_the_library", test_readers_read_before_the_library);
    g_test_add_func("/net_loop/refuses_other_threads", test_refuses_other_threads);
    return g_test_run();
}
