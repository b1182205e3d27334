/* GMutex and GCond on pthread's, for builds with ThreadSanitizer only.
 *
 * GLib's own are futexes in a library that the sanitizer does not see into, so it takes everything that they guard
 * for a race. These definitions in the program stand before those of the library, and the sanitizer knows pthread.
 * GRWLock, GRecMutex and GAsyncQueue are not covered: use GMutex. */
#define GLIB_DISABLE_DEPRECATION_WARNINGS /* of GStaticMutex */
#include <glib.h>

#include <errno.h>
#include <pthread.h>
#include <time.h>

enum { US_PER_S = 1000000, NS_PER_US = 1000 };

/* A static GMutex is zero and was never initialised: its pthread mutex is made at the first use. */
static pthread_mutex_t *mutex_of(GMutex *mutex)
{
    pthread_mutex_t *known = __atomic_load_n((pthread_mutex_t **)&mutex->p, __ATOMIC_ACQUIRE);
    if (known != NULL) {
        return known;
    }
    pthread_mutex_t *made = g_new(pthread_mutex_t, 1);
    pthread_mutex_init(made, NULL);
    if (__atomic_compare_exchange_n((pthread_mutex_t **)&mutex->p, &known, made, FALSE,
                __ATOMIC_ACQ_REL, __ATOMIC_ACQUIRE)) {
        return made;
    }
    pthread_mutex_destroy(made);
    g_free(made);
    return known;
}

static pthread_cond_t *cond_of(GCond *cond)
{
    pthread_cond_t *known = __atomic_load_n((pthread_cond_t **)&cond->p, __ATOMIC_ACQUIRE);
    if (known != NULL) {
        return known;
    }
    pthread_condattr_t attributes;
    pthread_cond_t *made = g_new(pthread_cond_t, 1);
    pthread_condattr_init(&attributes);
    pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC); /* the clock of g_cond_wait_until() */
    pthread_cond_init(made, &attributes);
    pthread_condattr_destroy(&attributes);
    if (__atomic_compare_exchange_n((pthread_cond_t **)&cond->p, &known, made, FALSE,
                __ATOMIC_ACQ_REL, __ATOMIC_ACQUIRE)) {
        return made;
    }
    pthread_cond_destroy(made);
    g_free(made);
    return known;
}

void g_mutex_init(GMutex *mutex)
{
    mutex->p = NULL;
}

void g_mutex_clear(GMutex *mutex)
{
    if (mutex->p != NULL) {
        pthread_mutex_destroy(mutex->p);
        g_clear_pointer(&mutex->p, g_free);
    }
}

void g_mutex_lock(GMutex *mutex)
{
    pthread_mutex_lock(mutex_of(mutex));
}

void g_mutex_unlock(GMutex *mutex)
{
    pthread_mutex_unlock(mutex_of(mutex));
}

gboolean g_mutex_trylock(GMutex *mutex)
{
    return pthread_mutex_trylock(mutex_of(mutex)) == 0;
}

/* The SIP library has one. The GMutex that GLib would put into it is zero in its own half alone. */
GMutex *g_static_mutex_get_mutex_impl(GStaticMutex *mutex)
{
    GMutex *known = __atomic_load_n(&mutex->mutex, __ATOMIC_ACQUIRE);
    if (known != NULL) {
        return known;
    }
    GMutex *made = g_new0(GMutex, 1);
    if (__atomic_compare_exchange_n(
                &mutex->mutex, &known, made, FALSE, __ATOMIC_ACQ_REL, __ATOMIC_ACQUIRE)) {
        return made;
    }
    g_free(made);
    return known;
}

void g_static_mutex_free(GStaticMutex *mutex)
{
    if (mutex->mutex != NULL) {
        g_mutex_clear(mutex->mutex);
        g_clear_pointer(&mutex->mutex, g_free);
    }
}

void g_cond_init(GCond *cond)
{
    cond->p = NULL;
}

void g_cond_clear(GCond *cond)
{
    if (cond->p != NULL) {
        pthread_cond_destroy(cond->p);
        g_clear_pointer(&cond->p, g_free);
    }
}

void g_cond_wait(GCond *cond, GMutex *mutex)
{
    pthread_cond_wait(cond_of(cond), mutex_of(mutex));
}

gboolean g_cond_wait_until(GCond *cond, GMutex *mutex, gint64 end_us)
{
    const struct timespec end = {
            .tv_sec = end_us / US_PER_S, .tv_nsec = end_us % US_PER_S * NS_PER_US};

    return pthread_cond_timedwait(cond_of(cond), mutex_of(mutex), &end) != ETIMEDOUT;
}

void g_cond_signal(GCond *cond)
{
    pthread_cond_signal(cond_of(cond));
}

void g_cond_broadcast(GCond *cond)
{
    pthread_cond_broadcast(cond_of(cond));
}
