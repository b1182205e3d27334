/**
 * poll_set: poll() of the same descriptors again and again, at the cost of those that are ready and not of all.
 *
 * Units       timeouts are milliseconds, as poll() has them.
 * Ownership   the descriptors stay whose they are; the list of them is the caller's, and is looked at in calls only.
 * Thread      none of its own and no lock: one thread at a time.
 * Errors      -1 with errno where poll() would say so. A descriptor that cannot be watched is never ready.
 * Memory      24 bytes a descriptor.
 */
#ifndef MCU_NET_POLL_SET_H
#define MCU_NET_POLL_SET_H

#include <glib.h>

#include <stdbool.h>

typedef struct PollSet PollSet;

PollSet *poll_set_new(void);

/** NULL is allowed. */
void poll_set_free(PollSet *set);

/**
 * Says what is to be watched from now on. Each descriptor stands there once.
 *
 * @param reopened  one of them may have been closed, and another opened under its number, since the last time
 */
void poll_set_learn(PollSet *set, const GPollFD *fds, unsigned count, bool reopened);

/**
 * Waits until one of them is ready, and writes into `revents` of those that are. The others' are not touched.
 *
 * @param fds        as they were learned
 * @param ret_ready  their places in `fds`; borrowed until the next call
 * @return           how many are ready; maybe not all, the rest in the next call. Or -1 with errno
 */
int poll_set_wait(PollSet *set, GPollFD *fds, int timeout_ms, const unsigned **ret_ready);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(PollSet, poll_set_free)

#endif
