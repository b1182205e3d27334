#include "signaling/app/copy_progress.h"

#include <glib.h>

#include <string.h>

static void say(CopyProgress *progress, const char *text)
{
    copy_progress_add(progress, text, strlen(text));
}

static void test_of_ffmpeg(void)
{
    CopyProgress progress;

    copy_progress_init(&progress, 10000000);
    say(&progress, "frame=1\nout_time_us=2500000\nprogress=continue\n");
    g_assert_cmpint(progress.permille, ==, 250);
    say(&progress, "out_time_us=50000");
    g_assert_cmpint(progress.permille, ==, 250);
    say(&progress, "00\nout_time_us=N/A\n");
    g_assert_cmpint(progress.permille, ==, 500);
    say(&progress, "out_time_us=100\n");
    g_assert_cmpint(progress.permille, ==, 500);
    say(&progress, "out_time_us=99999999999\nprogress=end\n");
    g_assert_cmpint(progress.permille, ==, COPY_PROGRESS_WHOLE - 1);
}

static void test_of_ours(void)
{
    CopyProgress progress;

    copy_progress_init(&progress, 0);
    say(&progress, "progress 17\nprogress 18\n");
    g_assert_cmpint(progress.permille, ==, 18);
    say(&progress, "out_time_us=100\n");
    g_assert_cmpint(progress.permille, ==, 18);
}

static void test_long_lines(void)
{
    CopyProgress progress;
    g_autofree char *longest = g_strnfill(3 * (gsize)COPY_PROGRESS_LINE_MAX, '9');

    copy_progress_init(&progress, 0);
    say(&progress, longest);
    g_assert_cmpuint(progress.held, ==, COPY_PROGRESS_LINE_MAX - 1);
    say(&progress, "\nprogress 5\n");
    g_assert_cmpint(progress.permille, ==, 5);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/copy_progress/of_ffmpeg", test_of_ffmpeg);
    g_test_add_func("/copy_progress/of_ours", test_of_ours);
    g_test_add_func("/copy_progress/long_lines", test_long_lines);
    return g_test_run();
}
