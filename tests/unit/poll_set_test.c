#include "mcu/net/poll_set.h"

#include <stdint.h>
#include <sys/eventfd.h>
#include <unistd.h>

enum { MANY = 600 };

static int counter(void)
{
    const int fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    g_assert_cmpint(fd, >=, 0);
    return fd;
}

static void raise_it(int fd)
{
    const uint64_t one = 1;
    g_assert_cmpint(write(fd, &one, sizeof one), ==, sizeof one);
}

static void lower_it(int fd)
{
    uint64_t value = 0;
    g_assert_cmpint(read(fd, &value, sizeof value), ==, sizeof value);
}

static GPollFD input(int fd)
{
    return (GPollFD){.fd = fd, .events = G_IO_IN};
}

static void test_tells_which_are_ready(void)
{
    g_autoptr(PollSet) set = poll_set_new();
    GPollFD fds[3] = {input(counter()), input(counter()), input(counter())};
    const unsigned *ready = NULL;

    poll_set_learn(set, fds, 3, false);
    g_assert_cmpint(poll_set_wait(set, fds, 0, &ready), ==, 0);
    raise_it(fds[1].fd);
    g_assert_cmpint(poll_set_wait(set, fds, -1, &ready), ==, 1);
    g_assert_cmpuint(ready[0], ==, 1);
    g_assert_cmpuint(fds[1].revents, ==, G_IO_IN);
    g_assert_cmpuint(fds[0].revents, ==, 0);

    g_test_message("until it is read it stays ready");
    g_assert_cmpint(poll_set_wait(set, fds, -1, &ready), ==, 1);
    lower_it(fds[1].fd);
    g_assert_cmpint(poll_set_wait(set, fds, 0, &ready), ==, 0);

    g_test_message("what is waited for may change");
    fds[2].events = G_IO_OUT;
    poll_set_learn(set, fds, 3, false);
    g_assert_cmpint(poll_set_wait(set, fds, -1, &ready), ==, 1);
    g_assert_cmpuint(ready[0], ==, 2);
    g_assert_cmpuint(fds[2].revents, ==, G_IO_OUT);
    for (size_t i = 0; i < G_N_ELEMENTS(fds); i++) {
        close(fds[i].fd);
    }
}

static void test_they_come_and_go(void)
{
    g_autoptr(PollSet) set = poll_set_new();
    const int kept = counter();
    const int gone = counter();
    const int fresh = counter();
    GPollFD before[2] = {input(gone), input(kept)};
    GPollFD after[2] = {input(kept), input(fresh)};
    const unsigned *ready = NULL;

    raise_it(gone);
    raise_it(kept);
    poll_set_learn(set, before, 2, false);
    g_assert_cmpint(poll_set_wait(set, before, -1, &ready), ==, 2);
    poll_set_learn(set, after, 2, false);
    g_assert_cmpint(poll_set_wait(set, after, -1, &ready), ==, 1);
    g_assert_cmpuint(ready[0], ==, 0); /* where it stands now */
    lower_it(kept);
    raise_it(fresh);
    g_assert_cmpint(poll_set_wait(set, after, -1, &ready), ==, 1);
    g_assert_cmpuint(ready[0], ==, 1);
    poll_set_learn(set, after, 0, false);
    g_assert_cmpint(poll_set_wait(set, after, 0, &ready), ==, 0);
    close(kept);
    close(gone);
    close(fresh);
}

/* The list looks as before: that it is another one has to be said. */
static void test_a_number_is_given_again(void)
{
    g_autoptr(PollSet) set = poll_set_new();
    const int first = counter();
    const int second = counter();
    GPollFD fds[1] = {input(first)};
    const unsigned *ready = NULL;

    poll_set_learn(set, fds, 1, false);
    close(first);
    g_assert_cmpint(dup2(second, first), ==, first);
    raise_it(second);
    poll_set_learn(set, fds, 1, true);
    g_assert_cmpint(poll_set_wait(set, fds, -1, &ready), ==, 1);
    close(first);
    close(second);
}

/* What is behind a descriptor lives on while a child that is being made has it, too: it is nobody's. */
static void test_closed_here_and_open_elsewhere(void)
{
    g_autoptr(PollSet) set = poll_set_new();
    const int here = counter();
    const int elsewhere = dup(here);
    GPollFD fds[1] = {input(here)};
    const unsigned *ready = NULL;

    poll_set_learn(set, fds, 1, false);
    close(here);
    raise_it(elsewhere);
    poll_set_learn(set, fds, 0, false);
    g_assert_cmpint(poll_set_wait(set, fds, 0, &ready), ==, 0);
    close(elsewhere);
}

static void test_all_have_their_turn(void)
{
    g_autoptr(PollSet) set = poll_set_new();
    g_autofree GPollFD *fds = g_new0(GPollFD, MANY);
    const unsigned *ready = NULL;
    int left = MANY;

    for (size_t i = 0; i < MANY; i++) {
        fds[i] = input(counter());
        raise_it(fds[i].fd);
    }
    poll_set_learn(set, fds, MANY, false);
    while (left > 0) {
        const int found = poll_set_wait(set, fds, 0, &ready);
        g_assert_cmpint(found, >, 0);
        for (int i = 0; i < found; i++) {
            lower_it(fds[ready[i]].fd);
        }
        left -= found;
    }
    g_assert_cmpint(poll_set_wait(set, fds, 0, &ready), ==, 0);
    for (size_t i = 0; i < MANY; i++) {
        close(fds[i].fd);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/poll_set/tells_which_are_ready", test_tells_which_are_ready);
    g_test_add_func("/poll_set/they_come_and_go", test_they_come_and_go);
    g_test_add_func("/poll_set/a_number_is_given_again", test_a_number_is_given_again);
    g_test_add_func(
            "/poll_set/closed_here_and_open_elsewhere", test_closed_here_and_open_elsewhere);
    g_test_add_func("/poll_set/all_have_their_turn", test_all_have_their_turn);
    return g_test_run();
}
