#include "mcu/room/line_level.h"

#include <glib.h>

#include <string.h>

/* Each letter is a second: what was measured, and what the line is called after it. */
static void test_calls_lines(void)
{
    static const struct {
        const char *why;
        const char *measured;
        const char *called;
    } rows[] = {
            {"a good line", "gggg", "gggg"},
            {"one bad second", "gpggpg", "gggggg"},
            {"two of three", "ppgppg", "gggggg"},
            {"three in a row", "fffg", "ggff"},
            {"as bad as the best of them", "pfpp", "ggff"},
            {"and then worse", "pppf", "ggpp"},
            {"poor by steps", "fffppp", "ggfffp"},
            {"better is believed later", "pppggggggggggg", "ggppppppppppgg"},
            {"up to the worst of them", "pppgggggggggfg", "ggppppppppppff"},
            {"one bad second begins it anew", "fffgggggggggfgggg", "ggfffffffffffffff"},
            {"better, then worse", "fffggpppg", "ggfffffpp"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        LineLevel level = {0};
        g_test_message("%s", rows[i].why);
        g_assert_cmpuint(strlen(rows[i].measured), ==, strlen(rows[i].called));
        for (size_t k = 0; rows[i].measured[k] != '\0'; k++) {
            const char letter = rows[i].measured[k];
            const double loss_percent = letter == 'g' ? 3.0 : letter == 'f' ? 3.1 : 10.1;
            const ApiQuality called = line_level_read(&level, loss_percent, 0);
            g_assert_true("gfp"[called] == rows[i].called[k]);
        }
    }
}

static void test_measures_loss_and_delay(void)
{
    static const struct {
        const char *why;
        double loss_percent, rtt_ms;
        ApiQuality called;
    } rows[] = {
            {"nothing is wrong", 0.0, 0.0, API_QUALITY_GOOD},
            {"as much as is good", 3.0, 300.0, API_QUALITY_GOOD},
            {"some loss", 3.1, 0.0, API_QUALITY_FAIR},
            {"some delay", 0.0, 301.0, API_QUALITY_FAIR},
            {"as much as is fair", 10.0, 600.0, API_QUALITY_FAIR},
            {"much loss", 10.1, 0.0, API_QUALITY_POOR},
            {"much delay", 0.0, 601.0, API_QUALITY_POOR},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        LineLevel level = {0};
        g_test_message("%s", rows[i].why);
        for (int k = 0; k < LINE_LEVEL_WORSE; k++) {
            line_level_read(&level, rows[i].loss_percent, rows[i].rtt_ms);
        }
        g_assert_cmpint(level.shown, ==, rows[i].called);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/line_level/calls_lines", test_calls_lines);
    g_test_add_func("/line_level/measures_loss_and_delay", test_measures_loss_and_delay);
    return g_test_run();
}
