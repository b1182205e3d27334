#include "mcu/net/poll_set.h"

#include <errno.h>
#include <string.h>
#include <sys/epoll.h>
#include <unistd.h>

enum { READY_MAX = 256 };

struct PollSet {
    int epoll_fd;
    GArray *known;  /* of GPollFD: what is watched */
    GArray *places; /* by descriptor: where it stands in the list, counted from 1; 0 for nowhere */
    struct epoll_event events[READY_MAX];
    unsigned ready[READY_MAX];
};

/* The letters of both are the same: epoll(7) has taken over poll's. */
G_STATIC_ASSERT((int)G_IO_IN == (int)EPOLLIN && (int)G_IO_OUT == (int)EPOLLOUT);
G_STATIC_ASSERT((int)G_IO_ERR == (int)EPOLLERR && (int)G_IO_HUP == (int)EPOLLHUP);

PollSet *poll_set_new(void)
{
    PollSet *set = g_new0(PollSet, 1);

    set->epoll_fd = epoll_create1(EPOLL_CLOEXEC);
    g_assert(set->epoll_fd >= 0);
    set->known = g_array_new(FALSE, FALSE, sizeof(GPollFD));
    set->places = g_array_new(FALSE, TRUE, sizeof(unsigned));
    return set;
}

void poll_set_free(PollSet *set)
{
    if (set != NULL) {
        close(set->epoll_fd);
        g_array_unref(set->known);
        g_array_unref(set->places);
        g_free(set);
    }
}

static unsigned *place_of(const PollSet *set, int fd)
{
    return &g_array_index(set->places, unsigned, fd);
}

static bool is_same(const PollSet *set, const GPollFD *fds, unsigned count)
{
    bool same = count == set->known->len;

    for (unsigned i = 0; same && i < count; i++) {
        const GPollFD *known = &g_array_index(set->known, GPollFD, i);
        same = known->fd == fds[i].fd && known->events == fds[i].events;
    }
    return same;
}

static void number(PollSet *set, const GPollFD *fds, unsigned count)
{
    if (set->places->len > 0) {
        memset(set->places->data, 0, set->places->len * sizeof(unsigned));
    }
    for (unsigned i = 0; i < count; i++) {
        if ((unsigned)fds[i].fd >= set->places->len) {
            g_array_set_size(set->places, (unsigned)fds[i].fd + 1);
        }
        *place_of(set, fds[i].fd) = i + 1;
    }
}

/* What is closed has left by itself, and what was opened under its number is a new one. */
void poll_set_learn(PollSet *set, const GPollFD *fds, unsigned count, bool reopened)
{
    if (!reopened && is_same(set, fds, count)) {
        return;
    }
    number(set, fds, count);
    for (unsigned i = 0; i < set->known->len; i++) {
        const int fd = g_array_index(set->known, GPollFD, i).fd;
        if (*place_of(set, fd) == 0) {
            epoll_ctl(set->epoll_fd, EPOLL_CTL_DEL, fd, NULL);
        }
    }
    for (unsigned i = 0; i < count; i++) {
        struct epoll_event event = {.events = fds[i].events, .data.fd = fds[i].fd};
        if (epoll_ctl(set->epoll_fd, EPOLL_CTL_ADD, fds[i].fd, &event) != 0 && errno == EEXIST) {
            epoll_ctl(set->epoll_fd, EPOLL_CTL_MOD, fds[i].fd, &event);
        }
    }
    g_array_set_size(set->known, 0);
    g_array_append_vals(set->known, fds, count);
}

int poll_set_wait(PollSet *set, GPollFD *fds, int timeout_ms, const unsigned **ret_ready)
{
    const int found = epoll_wait(set->epoll_fd, set->events, READY_MAX, timeout_ms);

    int count = 0;

    for (int i = 0; i < found; i++) {
        const unsigned place = *place_of(set, set->events[i].data.fd);
        if (place > 0) { /* else it was closed, and a child that is being made has it open still */
            fds[place - 1].revents = (gushort)set->events[i].events;
            set->ready[count++] = place - 1;
        }
    }
    *ret_ready = set->ready;
    return found < 0 ? found : count;
}
