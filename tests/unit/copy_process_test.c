#include "signaling/app/copy_process.h"

#include <glib/gstdio.h>

#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

typedef struct Watch {
    GMainLoop *loop;
    CopyProcess *process;
    int permille;
    char *error; /* "" for none; NULL: it has not ended */
} Watch;

static void on_progress(int permille, void *user_data)
{
    Watch *watch = user_data;
    watch->permille = permille;
    if (permille == 500) {
        g_main_loop_quit(watch->loop);
    }
}

static void on_ended(const GError *error, void *user_data)
{
    Watch *watch = user_data;
    watch->error = g_strdup(error != NULL ? error->message : "");
    g_main_loop_quit(watch->loop);
}

static const CopyProcessEvents events = {.progress = on_progress, .ended = on_ended};

static void start(Watch *watch, const char *script)
{
    const char *const command[] = {"sh", "-c", script, NULL};
    g_autoptr(GError) error = NULL;

    watch->loop = g_main_loop_new(NULL, FALSE);
    watch->process = copy_process_new(command, "/", 0, &events, watch, &error);
    g_assert_nonnull(watch->process);
}

static void stop(Watch *watch)
{
    copy_process_free(watch->process);
    g_main_loop_unref(watch->loop);
    g_free(watch->error);
}

static void run_to_the_end(Watch *watch)
{
    while (watch->error == NULL) {
        g_main_loop_run(watch->loop);
    }
}

static void test_tells_how_it_goes(void)
{
    Watch watch = {0};

    start(&watch, "echo progress 250; echo progress 300");
    run_to_the_end(&watch);
    g_assert_cmpstr(watch.error, ==, "");
    stop(&watch);
}

static void test_tells_that_it_failed(void)
{
    Watch watch = {0};

    start(&watch, "exit 3");
    run_to_the_end(&watch);
    g_assert_nonnull(strchr(watch.error, '3'));
    stop(&watch);
}

static void test_is_humble(void)
{
    Watch watch = {0};

    /* proc(5): the 19th field is its niceness, the 41st its policy; 5 is SCHED_IDLE. */
    start(&watch, "set -- $(cat /proc/self/stat); test ${19} = 19 && test ${41} = 5");
    run_to_the_end(&watch);
    g_assert_cmpstr(watch.error, ==, "");
    stop(&watch);
}

static void test_freed_it_is_gone(void)
{
    Watch watch = {0};

    start(&watch, "echo progress 500; read forever < /dev/zero");
    g_main_loop_run(watch.loop);
    g_assert_cmpint(watch.permille, ==, 500);
    stop(&watch);
    g_assert_null(watch.error);
}

static int read_pid(const char *path)
{
    g_autofree char *text = NULL;

    g_assert_true(g_file_get_contents(path, &text, NULL, NULL));
    return (int)g_ascii_strtoll(text, NULL, 10);
}

static void test_stands_still_and_goes_on(void)
{
    g_autofree char *folder = g_dir_make_tmp("copy_process_XXXXXX", NULL);
    g_autofree char *pid_path = g_build_filename(folder, "pid", NULL);
    g_autofree char *pipe_path = g_build_filename(folder, "pipe", NULL);
    g_autofree char *script =
            g_strdup_printf("echo $$ > %s; echo progress 500; read word < %s", pid_path, pipe_path);
    siginfo_t told = {0};
    Watch watch = {0};

    g_assert_cmpint(mkfifo(pipe_path, 0600), ==, 0);
    start(&watch, script);
    g_main_loop_run(watch.loop);
    const int pid = read_pid(pid_path);
    copy_process_pause(watch.process, true);
    g_assert_cmpint(waitid(P_PID, (id_t)pid, &told, WSTOPPED), ==, 0);
    copy_process_pause(watch.process, false);
    g_assert_cmpint(waitid(P_PID, (id_t)pid, &told, WCONTINUED), ==, 0);
    const int pipe_end = open(pipe_path, O_WRONLY);
    g_assert_cmpint(write(pipe_end, "go\n", 3), ==, 3);
    (void)close(pipe_end);
    run_to_the_end(&watch);
    g_assert_cmpstr(watch.error, ==, "");
    stop(&watch);
    (void)g_unlink(pid_path);
    (void)g_unlink(pipe_path);
    g_assert_cmpint(g_rmdir(folder), ==, 0);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/copy_process/tells_how_it_goes", test_tells_how_it_goes);
    g_test_add_func("/copy_process/tells_that_it_failed", test_tells_that_it_failed);
    g_test_add_func("/copy_process/is_humble", test_is_humble);
    g_test_add_func("/copy_process/freed_it_is_gone", test_freed_it_is_gone);
    g_test_add_func("/copy_process/stands_still_and_goes_on", test_stands_still_and_goes_on);
    return g_test_run();
}
