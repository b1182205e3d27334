#include "mcu/rtp/keyframe_request.h"

#include <glib.h>

static void test_asks_until_one_came(void)
{
    KeyframeRequest request = {0};
    g_assert_false(keyframe_request_due(&request, 0));

    keyframe_request_want(&request);
    g_assert_true(keyframe_request_due(&request, 0));
    keyframe_request_want(&request);
    g_assert_false(keyframe_request_due(&request, KEYFRAME_REQUEST_GAP_US - 1));
    g_assert_true(keyframe_request_due(&request, KEYFRAME_REQUEST_GAP_US));
    g_assert_true(keyframe_request_due(&request, 2 * KEYFRAME_REQUEST_GAP_US));

    keyframe_request_came(&request);
    g_assert_false(keyframe_request_due(&request, 3 * KEYFRAME_REQUEST_GAP_US));
    g_assert_cmpuint(request.asked, ==, 3);
    g_assert_cmpuint(request.came, ==, 1);
}

static void test_what_came_after_all(void)
{
    KeyframeRequest request = {0};
    keyframe_request_want(&request);
    g_assert_true(keyframe_request_due(&request, 0));
    keyframe_request_forget(&request);
    g_assert_false(keyframe_request_due(&request, 3 * KEYFRAME_REQUEST_GAP_US));
    keyframe_request_want(&request);
    g_assert_true(keyframe_request_due(&request, 3 * KEYFRAME_REQUEST_GAP_US));
    g_assert_cmpuint(request.came, ==, 0);
}

static void test_a_broken_stream_does_not_flood(void)
{
    KeyframeRequest request = {0};
    int asked = 0;
    for (int64_t now_us = 0; now_us < 10 * KEYFRAME_REQUEST_GAP_US; now_us += 1000) {
        keyframe_request_want(&request);
        asked += keyframe_request_due(&request, now_us);
        keyframe_request_came(&request); /* and it is broken again at once */
    }
    g_assert_cmpint(asked, ==, 10);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/keyframe_request/asks_until_one_came", test_asks_until_one_came);
    g_test_add_func("/keyframe_request/what_came_after_all", test_what_came_after_all);
    g_test_add_func("/keyframe_request/a_broken_stream_does_not_flood",
            test_a_broken_stream_does_not_flood);
    return g_test_run();
}
