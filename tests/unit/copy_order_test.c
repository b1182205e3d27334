#include "signaling/app/copy_order.h"

static void assert_has(char **command, const char *words)
{
    g_autofree char *line = g_strjoinv(" ", command);
    g_autofree char *within = g_strconcat(" ", line, " ", NULL);
    g_autofree char *wanted = g_strconcat(" ", words, " ", NULL);

    g_test_message("%s: %s", words, line);
    g_assert_nonnull(g_strstr_len(within, -1, wanted));
}

static void test_part(void)
{
    g_auto(GStrv) command = copy_order_command(&(CopyOrder){.form = COPY_MP4,
            .source = "a.webm",
            .target = "b.part",
            .from_ms = 90005,
            .to_ms = 210005,
            .title = "GB-1"});

    assert_has(command, "-ss 90.005 -i a.webm -t 120.000");
    assert_has(command, "-c:v libx264");
    assert_has(command, "-f mp4 b.part");
    assert_has(command, "-metadata title=GB-1");
}

static void test_whole_as_recorded(void)
{
    g_auto(GStrv) opus = copy_order_command(&(CopyOrder){
            .form = COPY_OPUS, .source = "a.webm", .target = "b.part", .title = "GB-1"});
    g_auto(GStrv) webm = copy_order_command(&(CopyOrder){.form = COPY_WEBM,
            .source = "a.webm",
            .target = "b.part",
            .to_ms = 1000,
            .title = "GB-1"});

    assert_has(opus, "-y -i a.webm -metadata");
    assert_has(opus, "-c:a copy");
    assert_has(webm, "-i a.webm -t 1.000");
    assert_has(webm, "-c copy");
}

static void test_mark(void)
{
    g_auto(GStrv) command = copy_order_command(&(CopyOrder){.form = COPY_MP4,
            .source = "a.webm",
            .target = "b.part",
            .mark_file = "7.txt",
            .title = "GB-1"});
    g_autofree char *line = g_strjoinv(" ", command);

    g_assert_nonnull(g_strstr_len(line, -1, "drawtext="));
    g_assert_nonnull(g_strstr_len(line, -1, "textfile=7.txt:expansion=none"));
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/copy_order/part", test_part);
    g_test_add_func("/copy_order/whole_as_recorded", test_whole_as_recorded);
    g_test_add_func("/copy_order/mark", test_mark);
    return g_test_run();
}
