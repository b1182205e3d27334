#include "mcu/room/thread_priority.h"

#include <pthread.h>
#include <sched.h>
#include <sys/resource.h>
#include <unistd.h>

/* Nice values, for all but sound: the network loop and the encoder have work enough to starve others. */
static const int nice_of[] = {
        [THREAD_RANK_SOUND] = -15,
        [THREAD_RANK_PACKETS] = -12,
        [THREAD_RANK_PICTURE] = -6,
};

void thread_priority_set(ThreadRank rank)
{
    if (rank == THREAD_RANK_SOUND) {
        const struct sched_param lowest = {.sched_priority = 1};
        if (pthread_setschedparam(pthread_self(), SCHED_RR | SCHED_RESET_ON_FORK, &lowest) == 0) {
            return;
        }
    }
    /* Linux keeps the nice value for each thread; 0 means the calling one. */
    (void)setpriority(PRIO_PROCESS, 0, nice_of[rank]);
}
