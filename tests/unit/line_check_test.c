#include "signaling/meeting/line_check.h"

#include "signaling/meeting/site_watch.h"

#define FAULT(fault) .faults = SITE_FAULT_BIT(SITE_FAULT_##fault)
#define WELL                                                                                       \
    .connected = true, .mic = true, .camera = true, .picture_judged = true, .echo_judged = true,   \
    .peak_dbov = -25, .loss_percent = 0.4, .jitter_ms = 4, .rtt_ms = 30

static void test_says_what_is_the_matter(void)
{
    static const struct {
        const char *why;
        LineCheckInput input;
        LineCheckItem item;
        LineCheckLevel level, whole;
        const char *word;
    } cases[] = {
            {"all is well", {WELL}, LINE_CHECK_CAMERA, LINE_CHECK_GOOD, LINE_CHECK_GOOD, "cam_ok"},
            {"its microphone", {WELL}, LINE_CHECK_MICROPHONE, LINE_CHECK_GOOD, LINE_CHECK_GOOD,
                    "mic_ok"},
            {"no picture", {WELL, FAULT(NO_PICTURE)}, LINE_CHECK_CAMERA, LINE_CHECK_POOR,
                    LINE_CHECK_POOR, "cam_no"},
            {"its page says there is no camera",
                    {.connected = true,
                            .mic = true,
                            .own_camera = LINE_CHECK_DEVICE_NONE,
                            .peak_dbov = -25},
                    LINE_CHECK_CAMERA, LINE_CHECK_POOR, LINE_CHECK_POOR, "cam_no"},
            {"the browser may not", {WELL, .own_microphone = LINE_CHECK_DEVICE_DENIED},
                    LINE_CHECK_MICROPHONE, LINE_CHECK_POOR, LINE_CHECK_POOR, "mic_denied"},
            {"black", {WELL, FAULT(BLACK)}, LINE_CHECK_CAMERA, LINE_CHECK_POOR, LINE_CHECK_POOR,
                    "cam_black"},
            {"frozen", {WELL, FAULT(FROZEN)}, LINE_CHECK_CAMERA, LINE_CHECK_POOR, LINE_CHECK_POOR,
                    "cam_frozen"},
            {"dead", {WELL, FAULT(SILENT)}, LINE_CHECK_MICROPHONE, LINE_CHECK_POOR, LINE_CHECK_POOR,
                    "mic_silent"},
            {"overdriven", {WELL, FAULT(CLIPPING)}, LINE_CHECK_MICROPHONE, LINE_CHECK_FAIR,
                    LINE_CHECK_FAIR, "mic_clipping"},
            {"howls", {WELL, FAULT(HOWLING)}, LINE_CHECK_MICROPHONE, LINE_CHECK_POOR,
                    LINE_CHECK_POOR, "mic_howling"},
            {"echo", {WELL, FAULT(ECHO)}, LINE_CHECK_ECHO, LINE_CHECK_POOR, LINE_CHECK_POOR,
                    "echo_found"},
            {"no echo", {WELL}, LINE_CHECK_ECHO, LINE_CHECK_GOOD, LINE_CHECK_GOOD, "echo_ok"},
            {"a poor line", {WELL, FAULT(LINE)}, LINE_CHECK_LINE, LINE_CHECK_POOR, LINE_CHECK_POOR,
                    "net_bad"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_test_message("%s", cases[i].why);
        const LineCheck check = line_check_make(&cases[i].input);
        g_assert_cmpint(check.items[cases[i].item].level, ==, cases[i].level);
        g_assert_cmpstr(check.items[cases[i].item].word, ==, cases[i].word);
        g_assert_cmpint(check.level, ==, cases[i].whole);
    }
}

static void test_what_was_not_tried_is_unknown(void)
{
    LineCheck check = line_check_make(
            &(LineCheckInput){.connected = true, .mic = true, .camera = true, .peak_dbov = -70});

    g_assert_cmpint(check.level, ==, LINE_CHECK_GOOD);
    g_assert_cmpstr(check.items[LINE_CHECK_CAMERA].word, ==, "cam_unknown");
    g_assert_cmpstr(check.items[LINE_CHECK_MICROPHONE].word, ==, "mic_quiet");
    g_assert_cmpstr(check.items[LINE_CHECK_ECHO].word, ==, "echo_unknown");
    check = line_check_make(&(LineCheckInput){0});
    g_assert_cmpint(check.level, ==, LINE_CHECK_POOR);
    g_assert_cmpstr(check.items[LINE_CHECK_LINE].word, ==, "absent");
}

static void test_edges_of_figures(void)
{
    static const struct {
        LineCheckInput input;
        LineCheckLevel line, microphone;
    } cases[] = {
            {{WELL}, LINE_CHECK_GOOD, LINE_CHECK_GOOD},
            {{.connected = true,
                     .mic = true,
                     .loss_percent = 1.9,
                     .jitter_ms = 49,
                     .rtt_ms = 299,
                     .peak_dbov = -39},
                    LINE_CHECK_GOOD, LINE_CHECK_GOOD},
            {{.connected = true, .mic = true, .loss_percent = 2, .peak_dbov = -40}, LINE_CHECK_FAIR,
                    LINE_CHECK_FAIR},
            {{.connected = true, .mic = true, .rtt_ms = 300, .peak_dbov = -54}, LINE_CHECK_FAIR,
                    LINE_CHECK_FAIR},
            {{.connected = true, .mic = true, .jitter_ms = 150, .peak_dbov = -55}, LINE_CHECK_POOR,
                    LINE_CHECK_UNKNOWN},
            {{.connected = true, .loss_percent = 6, .peak_dbov = -10}, LINE_CHECK_POOR,
                    LINE_CHECK_UNKNOWN},
            {{.connected = true, .rtt_ms = 600, .peak_dbov = -10}, LINE_CHECK_POOR,
                    LINE_CHECK_UNKNOWN},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        const LineCheck check = line_check_make(&cases[i].input);
        g_test_message("%d", (int)i);
        g_assert_cmpint(check.items[LINE_CHECK_LINE].level, ==, cases[i].line);
        g_assert_cmpint(check.items[LINE_CHECK_MICROPHONE].level, ==, cases[i].microphone);
    }
}

static void test_to_json(void)
{
    const LineCheck check = line_check_make(&(LineCheckInput){WELL, FAULT(BLACK)});
    const LineCheck other = line_check_make(&(LineCheckInput){WELL});
    json_t *object = line_check_to_json(&check);
    const char *camera = NULL;
    const char *level = NULL;
    double loss_percent = 0;

    g_assert_cmpint(json_unpack(object, "{s:s, s:f, s:{s:s, s:s}}", "level", &level, "loss_percent",
                            &loss_percent, "camera", "level", &camera, "word", &camera),
            ==, 0);
    g_assert_cmpstr(level, ==, "poor");
    g_assert_cmpstr(camera, ==, "cam_black");
    g_assert_cmpfloat(loss_percent, ==, 0.4);
    g_assert_true(line_check_same(&check, &check));
    g_assert_false(line_check_same(&check, &other));
    json_decref(object);
    LineCheckDevice device = LINE_CHECK_DEVICE_OK;
    g_assert_true(line_check_device_from_name("none", &device));
    g_assert_cmpstr(line_check_device_name(device), ==, "none");
    g_assert_false(line_check_device_from_name("broken", &device));
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/line_check/S-23/says_what_is_the_matter", test_says_what_is_the_matter);
    g_test_add_func("/line_check/what_was_not_tried", test_what_was_not_tried_is_unknown);
    g_test_add_func("/line_check/S-27/edges_of_figures", test_edges_of_figures);
    g_test_add_func("/line_check/to_json", test_to_json);
    return g_test_run();
}
