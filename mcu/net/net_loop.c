#include "mcu/net/net_loop.h"

#include "config/log.h"
#include "mcu/net/poll_set.h"
#include "mcu/net/timer_heap.h"

#include <sys/eventfd.h>
#include <unistd.h>

LOG_TOPIC("net");

enum {
    /* Between rounds: for each source of events; less is not worth the sleep, more would be heard. */
    REST_EACH_US = 10,
    REST_MIN_US = 500,
    REST_MAX_US = 2000,
    SLOW_US = 50000, /* a round longer than this is somebody's mistake */
    SLOW_LOG_PERIOD_US = 1000000,
    WAITING_LOG_PERIOD_US = 5000000,
    WAIT_MAX_US = WAITING_LOG_PERIOD_US, /* with nothing to do, too: to say why it does not end */
};

typedef struct Call {
    NetLoopFunc fn;
    void *data;
} Call;

struct NetLoop {
    /* set at creation, then constant */
    GMainContext *context;
    GSource *source; /* has the context poll our own wake-up; it is never dispatched */
    int wake_fd;
    GThread *thread;

    /* the loop's thread only */
    TimerHeap *timers;
    GHashTable *readers; /* file descriptor -> NetReader */
    PollSet *watched;
    SendBatch *batch;
    GArray *running; /* the calls of this round */
    int64_t woke_us;
    int64_t stop_told_us;
    LogLimit slow_limit;
    unsigned holds;
    bool polls;
    bool sources_changed;

    /* under lock */
    GMutex lock;
    GArray *calls;
    bool stopping;
    bool waits; /* who calls has to wake it */
    NetLoopStats stats;
};

struct NetTimer {
    TimerHeapEntry entry; /* first: the heap gives it back */
    NetLoop *loop;
    int64_t period_us;
    NetTimerFunc fn;
    void *data;
};

struct NetReader {
    NetLoop *loop;
    int fd;
    NetReadFunc fn;
    void *data;
};

static _Thread_local NetLoop *current_loop;

/* The loop's thread */

static void run_calls(NetLoop *loop)
{
    g_mutex_lock(&loop->lock);
    GArray *calls = loop->calls;
    loop->calls = loop->running;
    loop->stats.calls += calls->len;
    g_mutex_unlock(&loop->lock);

    for (unsigned i = 0; i < calls->len; i++) {
        const Call call = g_array_index(calls, Call, i);
        call.fn(call.data);
    }
    g_array_set_size(calls, 0);
    loop->running = calls;
}

/*
 * By the clock as it is now: readers and calls of this round saw later times than that at which the loop woke. A pacer
 * that is told an earlier time than before pays the difference twice, and what it sends seems to have left before
 * what left before it.
 */
static void run_timers(NetLoop *loop)
{
    const int64_t now_us = g_get_monotonic_time();
    TimerHeapEntry *first;

    while ((first = timer_heap_first(loop->timers)) != NULL && first->due_us <= now_us) {
        NetTimer *timer = (NetTimer *)first;
        if (timer->period_us > 0) {
            const int64_t next_us = first->due_us + timer->period_us;
            timer_heap_set(
                    loop->timers, first, next_us > now_us ? next_us : now_us + timer->period_us);
        } else {
            timer_heap_remove(loop->timers, first);
        }
        timer->fn(now_us, timer->data); /* may free the timer */
    }
}

/* Never comes to it: watched_poll() takes the wake-up away. */
static gboolean loop_source_dispatch(GSource *source, GSourceFunc callback, gpointer user_data)
{
    return G_SOURCE_CONTINUE;
}

static GSourceFuncs loop_source_funcs = {.dispatch = loop_source_dispatch};

static void note_round(NetLoop *loop, int64_t now_us)
{
    const int64_t busy_us = now_us - loop->woke_us;
    unsigned held = 0;

    g_mutex_lock(&loop->lock);
    loop->stats.rounds++;
    loop->stats.busy_max_us = MAX(loop->stats.busy_max_us, busy_us);
    loop->stats.slow += busy_us > SLOW_US;
    g_mutex_unlock(&loop->lock);
    if (busy_us > SLOW_US && log_limit_pass(&loop->slow_limit, SLOW_LOG_PERIOD_US, now_us, &held)) {
        log_debug("The network loop was busy for %" G_GINT64_FORMAT " ms (%u more times).",
                busy_us / 1000, held);
    }
}

/* @return how long nothing is due. @param waits  whether who calls meanwhile has to wake the loop */
static int64_t idle_us(NetLoop *loop, bool waits, int64_t until_us, int64_t now_us)
{
    const TimerHeapEntry *first = timer_heap_first(loop->timers);
    const int64_t due_us = first == NULL ? until_us : MIN(first->due_us, until_us);

    g_mutex_lock(&loop->lock);
    const bool called = loop->calls->len > 0;
    loop->waits = waits && !called;
    g_mutex_unlock(&loop->lock);
    return called ? 0 : CLAMP(due_us - now_us, 0, WAIT_MAX_US);
}

/*
 * A round costs the more the more peers there are, whether one of them has sent something or all. So the loop of many
 * peers rests between rounds, and takes together what came meanwhile.
 */
static void rest(NetLoop *loop, unsigned peers, int64_t until_us, int64_t now_us)
{
    const int64_t round_us = MIN((int64_t)peers * REST_EACH_US, REST_MAX_US);
    const int64_t rest_us = loop->woke_us + round_us - now_us;

    if (round_us >= REST_MIN_US && rest_us > 0) {
        g_usleep((gulong)MIN(rest_us, idle_us(loop, false, until_us, now_us)));
    }
}

/* @return how many descriptors are ready, and their places, or -1 with errno */
static int wait_for_packets(
        NetLoop *loop, GPollFD *fds, int64_t until_us, const unsigned **ret_ready)
{
    const int64_t wait_us = idle_us(loop, true, until_us, g_get_monotonic_time());
    const int count = poll_set_wait(loop->watched, fds, (int)((wait_us + 999) / 1000), ret_ready);

    g_mutex_lock(&loop->lock);
    loop->waits = false;
    g_mutex_unlock(&loop->lock);
    return count;
}

static void take_wake(const NetLoop *loop)
{
    uint64_t wakes = 0;
    (void)!read(loop->wake_fd, &wakes, sizeof wakes);
}

/* Gives its readers what came. @return how many descriptors the context has to look after itself */
static int read_ready(const NetLoop *loop, GPollFD *fds, const unsigned *ready, int count)
{
    int left = 0;

    for (int i = 0; i < count; i++) {
        GPollFD *one = &fds[ready[i]];
        if (one->fd == loop->wake_fd) {
            take_wake(loop);
            one->revents = 0;
        } else if (one->revents == G_IO_IN) {
            const NetReader *reader = g_hash_table_lookup(loop->readers, GINT_TO_POINTER(one->fd));
            if (reader != NULL && reader->fn(reader->data)) {
                one->revents = 0;
            }
        }
        left += one->revents != 0 ? 1 : 0;
    }
    return left;
}

/*
 * Stands in for poll(), and does itself what can be done without the context: its rounds cost by all sources that
 * there are, and of each it dispatches it takes the descriptors out of the set and puts them in again. So it goes on
 * polling the same descriptors until one is ready that is no reader's, or a library is due, or brought a new source.
 */
static int watched_poll(GPollFD *fds, unsigned count, int timeout_ms)
{
    NetLoop *loop = current_loop;

    if (loop == NULL) { /* some library polls on another thread */
        return g_poll(fds, count, timeout_ms);
    }
    g_assert(
            !loop->polls); /* the descriptors are the context's, and a round inside a round would move them */
    loop->polls = true;
    poll_set_learn(loop->watched, fds, count, loop->sources_changed);
    loop->sources_changed = false;
    int64_t now_us = g_get_monotonic_time();
    const int64_t until_us = now_us + (timeout_ms < 0 ? WAIT_MAX_US : (int64_t)timeout_ms * 1000);
    const unsigned *ready = NULL;
    int left = 0;
    do {
        send_batch_flush(loop->batch);
        now_us = g_get_monotonic_time();
        note_round(loop, now_us);
        rest(loop, count, until_us, now_us);
        left = wait_for_packets(loop, fds, until_us, &ready);
        now_us = loop->woke_us = g_get_monotonic_time();
        if (left < 0) {
            break; /* a signal: the context looks at errno */
        }
        left = read_ready(loop, fds, ready, left);
        run_calls(loop);
        run_timers(loop);
    } while (left == 0 && now_us < until_us && !loop->sources_changed);
    loop->polls = false;
    return left;
}

static bool may_end(NetLoop *loop)
{
    g_mutex_lock(&loop->lock);
    const bool asked = loop->stopping && loop->calls->len == 0;
    g_mutex_unlock(&loop->lock);
    if (!asked) {
        return false;
    }
    const int64_t now_us = g_get_monotonic_time();
    if (loop->holds > 0 && now_us - loop->stop_told_us > WAITING_LOG_PERIOD_US) {
        if (loop->stop_told_us != 0) {
            log_warning("A network loop cannot end: %u users have not let go of it.", loop->holds);
        }
        loop->stop_told_us = now_us;
    }
    return loop->holds == 0;
}

static void *loop_thread(void *data)
{
    NetLoop *loop = data;

    current_loop = loop;
    g_main_context_push_thread_default(loop->context);
    loop->woke_us = g_get_monotonic_time();
    while (!may_end(loop)) {
        g_main_context_iteration(loop->context, TRUE);
    }
    g_main_context_pop_thread_default(loop->context);
    return NULL;
}

void net_loop_assert_current(const NetLoop *loop)
{
    g_assert(current_loop == loop);
}

int64_t net_loop_now_us(const NetLoop *loop)
{
    return g_get_monotonic_time();
}

GMainContext *net_loop_context(NetLoop *loop)
{
    return loop->context;
}

void net_loop_sources_changed(NetLoop *loop)
{
    net_loop_assert_current(loop);
    loop->sources_changed = true;
}

SendBatch *net_loop_batch(NetLoop *loop)
{
    net_loop_assert_current(loop);
    return loop->batch;
}

void net_loop_hold(NetLoop *loop)
{
    net_loop_assert_current(loop);
    loop->holds++;
}

void net_loop_release(NetLoop *loop)
{
    net_loop_assert_current(loop);
    g_assert(loop->holds > 0);
    loop->holds--;
}

NetTimer *net_timer_new(NetLoop *loop, int64_t period_us, NetTimerFunc fn, void *data)
{
    net_loop_assert_current(loop);
    g_assert(period_us >= 0);

    NetTimer *timer = g_new0(NetTimer, 1);
    timer->loop = loop;
    timer->period_us = period_us;
    timer->fn = fn;
    timer->data = data;
    if (period_us > 0) {
        net_timer_arm(timer, g_get_monotonic_time() + period_us);
    }
    return timer;
}

void net_timer_free(NetTimer *timer)
{
    if (timer == NULL) {
        return;
    }
    net_loop_assert_current(timer->loop);
    timer_heap_remove(timer->loop->timers, &timer->entry);
    g_free(timer);
}

void net_timer_arm(NetTimer *timer, int64_t due_us)
{
    NetLoop *loop = timer->loop;

    net_loop_assert_current(loop);
    if (due_us == INT64_MAX) {
        timer_heap_remove(loop->timers, &timer->entry);
    } else {
        timer_heap_set(loop->timers, &timer->entry, due_us);
    }
}

NetReader *net_reader_new(NetLoop *loop, int fd, NetReadFunc fn, void *data)
{
    net_loop_assert_current(loop);
    g_assert(fd >= 0);

    NetReader *reader = g_new0(NetReader, 1);
    reader->loop = loop;
    reader->fd = fd;
    reader->fn = fn;
    reader->data = data;
    g_hash_table_insert(loop->readers, GINT_TO_POINTER(fd), reader);
    return reader;
}

void net_reader_free(NetReader *reader)
{
    if (reader == NULL) {
        return;
    }
    net_loop_assert_current(reader->loop);
    GHashTable *readers = reader->loop->readers;
    if (g_hash_table_lookup(readers, GINT_TO_POINTER(reader->fd)) == reader) {
        g_hash_table_remove(readers, GINT_TO_POINTER(reader->fd));
    }
    g_free(reader);
}

/* Any thread */

NetLoop *net_loop_new(const char *name)
{
    NetLoop *loop = g_new0(NetLoop, 1);

    g_mutex_init(&loop->lock);
    loop->context = g_main_context_new();
    g_main_context_set_poll_func(loop->context, watched_poll);
    loop->timers = timer_heap_new();
    loop->readers = g_hash_table_new(NULL, NULL);
    loop->watched = poll_set_new();
    loop->batch = send_batch_new();
    loop->calls = g_array_new(FALSE, FALSE, sizeof(Call));
    loop->running = g_array_new(FALSE, FALSE, sizeof(Call));
    loop->wake_fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    g_assert(loop->wake_fd >= 0);
    loop->source = g_source_new(&loop_source_funcs, sizeof(GSource));
    g_source_add_unix_fd(loop->source, loop->wake_fd, G_IO_IN);
    g_source_attach(loop->source, loop->context);
    loop->thread = g_thread_new(name, loop_thread, loop);
    return loop;
}

void net_loop_free(NetLoop *loop)
{
    if (loop == NULL) {
        return;
    }
    g_assert(current_loop != loop);

    g_mutex_lock(&loop->lock);
    loop->stopping = true;
    g_mutex_unlock(&loop->lock);
    g_main_context_wakeup(loop->context);
    g_thread_join(loop->thread);

    g_assert(timer_heap_first(loop->timers) ==
            NULL); /* a timer that is left points to a dead loop */
    g_assert(g_hash_table_size(loop->readers) == 0);
    g_source_destroy(loop->source);
    g_source_unref(loop->source);
    g_main_context_unref(loop->context);
    timer_heap_free(loop->timers);
    g_hash_table_unref(loop->readers);
    poll_set_free(loop->watched);
    close(loop->wake_fd);
    send_batch_free(loop->batch);
    g_array_unref(loop->calls);
    g_array_unref(loop->running);
    g_mutex_clear(&loop->lock);
    g_free(loop);
}

static void wake(const NetLoop *loop)
{
    const uint64_t once = 1;
    (void)!write(loop->wake_fd, &once, sizeof once); /* full is as good */
}

void net_loop_call(NetLoop *loop, NetLoopFunc fn, void *data)
{
    const Call call = {.fn = fn, .data = data};

    g_mutex_lock(&loop->lock);
    g_array_append_val(loop->calls, call);
    const bool wakes = loop->waits;
    loop->waits = false;
    g_mutex_unlock(&loop->lock);
    if (wakes) {
        wake(loop);
    }
}

typedef struct WaitedCall {
    NetLoopFunc fn;
    void *data;
    GMutex lock;
    GCond done_changed;
    bool done;
} WaitedCall;

static void waited_call_task(void *data)
{
    WaitedCall *call = data;

    call->fn(call->data);
    g_mutex_lock(&call->lock);
    call->done = true;
    g_cond_signal(&call->done_changed);
    g_mutex_unlock(&call->lock);
}

void net_loop_call_wait(NetLoop *loop, NetLoopFunc fn, void *data)
{
    WaitedCall call = {.fn = fn, .data = data};

    g_assert(current_loop != loop);
    g_mutex_init(&call.lock);
    g_cond_init(&call.done_changed);
    net_loop_call(loop, waited_call_task, &call);
    g_mutex_lock(&call.lock);
    while (!call.done) {
        g_cond_wait(&call.done_changed, &call.lock);
    }
    g_mutex_unlock(&call.lock);
    g_cond_clear(&call.done_changed);
    g_mutex_clear(&call.lock);
}

NetLoopStats net_loop_stats(NetLoop *loop)
{
    g_mutex_lock(&loop->lock);
    const NetLoopStats stats = loop->stats;
    g_mutex_unlock(&loop->lock);
    return stats;
}
