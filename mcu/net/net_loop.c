#include "mcu/net/net_loop.h"

#include "config/log.h"
#include "mcu/net/timer_heap.h"

LOG_TOPIC("net");

enum {
    /* Between rounds: for each source of events; less is not worth the sleep, more would be heard. */
    REST_EACH_US = 10,
    REST_MIN_US = 500,
    REST_MAX_US = 2000,
    SLOW_US = 50000, /* a round longer than this is somebody's mistake */
    SLOW_LOG_PERIOD_US = 1000000,
    WAITING_LOG_PERIOD_US = 5000000,
};

typedef struct Call {
    NetLoopFunc fn;
    void *data;
} Call;

struct NetLoop {
    /* set at creation, then constant */
    GMainContext *context;
    GSource *source; /* runs calls and timers: one source for all, so that a round costs the same */
    GThread *thread;

    /* the loop's thread only */
    TimerHeap *timers;
    SendBatch *batch;
    GArray *running; /* the calls of this round */
    int64_t woke_us;
    int64_t stop_told_us;
    LogLimit slow_limit;
    unsigned holds;

    /* under lock */
    GMutex lock;
    GArray *calls;
    bool stopping;
    NetLoopStats stats;
};

struct NetTimer {
    TimerHeapEntry entry; /* first: the heap gives it back */
    NetLoop *loop;
    int64_t period_us;
    NetTimerFunc fn;
    void *data;
};

typedef struct LoopSource {
    GSource parent;
    NetLoop *loop;
} LoopSource;

static _Thread_local NetLoop *current_loop;

/* The loop's thread */

static void set_next_wakeup(NetLoop *loop)
{
    const TimerHeapEntry *first = timer_heap_first(loop->timers);

    g_mutex_lock(&loop->lock);
    int64_t ready_us = first == NULL ? -1 : first->due_us;
    if (loop->calls->len > 0) {
        ready_us = 0;
    } else if (loop->stopping) {
        ready_us = g_get_monotonic_time() + WAITING_LOG_PERIOD_US; /* to say why it does not end */
    }
    g_source_set_ready_time(loop->source, ready_us);
    g_mutex_unlock(&loop->lock);
}

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

static void run_timers(NetLoop *loop, int64_t now_us)
{
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

static gboolean loop_source_dispatch(GSource *source, GSourceFunc callback, gpointer user_data)
{
    NetLoop *loop = ((LoopSource *)source)->loop;

    run_calls(loop);
    run_timers(loop, g_get_monotonic_time());
    set_next_wakeup(loop);
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

/*
 * A round costs the more the more peers there are, whether one of them has sent something or all. So the loop of many
 * peers rests between rounds, and takes together what came meanwhile. @return what is left of the timeout
 */
static int rest(const NetLoop *loop, unsigned peers, int64_t now_us, int timeout_ms)
{
    const int64_t round_us = MIN((int64_t)peers * REST_EACH_US, REST_MAX_US);
    const int64_t rest_us = loop->woke_us + round_us - now_us;

    if (timeout_ms == 0 || round_us < REST_MIN_US || rest_us <= 0) {
        return timeout_ms;
    }
    g_usleep((gulong)rest_us);
    return timeout_ms > 0 ? MAX(timeout_ms - (int)(rest_us / 1000), 0) : timeout_ms;
}

/* Stands in for poll(), to see how long the loop was away from it. */
static int watched_poll(GPollFD *fds, unsigned count, int timeout_ms)
{
    NetLoop *loop = current_loop;

    if (loop == NULL) { /* some library polls on another thread */
        return g_poll(fds, count, timeout_ms);
    }
    send_batch_flush(loop->batch);
    const int64_t now_us = g_get_monotonic_time();
    note_round(loop, now_us);
    timeout_ms = rest(loop, count, now_us, timeout_ms);
    const int ready = g_poll(fds, count, timeout_ms);
    loop->woke_us = g_get_monotonic_time();
    return ready;
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
    const TimerHeapEntry *first = timer_heap_first(loop->timers);
    const int64_t before_us = first == NULL ? INT64_MAX : first->due_us;
    if (due_us == INT64_MAX) {
        timer_heap_remove(loop->timers, &timer->entry);
        return; /* a wake-up too many does no harm */
    }
    timer_heap_set(loop->timers, &timer->entry, due_us);
    if (due_us < before_us) {
        set_next_wakeup(loop);
    }
}

/* Any thread */

NetLoop *net_loop_new(const char *name)
{
    NetLoop *loop = g_new0(NetLoop, 1);

    g_mutex_init(&loop->lock);
    loop->context = g_main_context_new();
    g_main_context_set_poll_func(loop->context, watched_poll);
    loop->timers = timer_heap_new();
    loop->batch = send_batch_new();
    loop->calls = g_array_new(FALSE, FALSE, sizeof(Call));
    loop->running = g_array_new(FALSE, FALSE, sizeof(Call));
    loop->source = g_source_new(&loop_source_funcs, sizeof(LoopSource));
    ((LoopSource *)loop->source)->loop = loop;
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
    g_source_set_ready_time(loop->source, 0);
    g_mutex_unlock(&loop->lock);
    g_thread_join(loop->thread);

    g_assert(timer_heap_first(loop->timers) ==
            NULL); /* a timer that is left points to a dead loop */
    g_source_destroy(loop->source);
    g_source_unref(loop->source);
    g_main_context_unref(loop->context);
    timer_heap_free(loop->timers);
    send_batch_free(loop->batch);
    g_array_unref(loop->calls);
    g_array_unref(loop->running);
    g_mutex_clear(&loop->lock);
    g_free(loop);
}

void net_loop_call(NetLoop *loop, NetLoopFunc fn, void *data)
{
    const Call call = {.fn = fn, .data = data};

    g_mutex_lock(&loop->lock);
    g_array_append_val(loop->calls, call);
    if (loop->calls->len == 1) {
        g_source_set_ready_time(loop->source, 0);
    }
    g_mutex_unlock(&loop->lock);
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
