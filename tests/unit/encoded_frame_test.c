#include "mcu/media/encoded_frame.h"

#include <string.h>

static void test_is_shared_and_zeroed(void)
{
    EncodedFrame *frame = encoded_frame_new(1000);

    g_assert_cmpuint(frame->size_bytes, ==, 1000);
    g_assert_false(frame->key);
    memset(frame->data, 7, frame->size_bytes);
    EncodedFrame *holder = encoded_frame_ref(frame);
    encoded_frame_unref(frame);
    g_assert_cmpuint(holder->data[999], ==, 7);
    encoded_frame_unref(holder);
    encoded_frame_unref(NULL);

    g_autoptr(EncodedFrame) empty = encoded_frame_new(0);
    g_assert_cmpuint(empty->size_bytes, ==, 0);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/encoded_frame/is_shared_and_zeroed", test_is_shared_and_zeroed);
    return g_test_run();
}
