#include "mcu/room/slides_relay.h"

#include <glib.h>

#include <string.h>

enum { ONE = 7, OTHER = 9 };

static const int64_t frame_us = 100000;

static AssembledFrame frame(const char *bytes, bool key)
{
    return (AssembledFrame){.data = g_bytes_new_static(bytes, strlen(bytes)), .key = key};
}

static CodedPicture *relay(SlidesRelay *slides, const char *bytes, bool key, int64_t now_us)
{
    const AssembledFrame shown = frame(bytes, key);
    CodedPicture *picture = slides_relay_picture(slides, &shown, 0, now_us);
    g_bytes_unref(shown.data);
    return picture;
}

static void test_no_picture_of_one_is_taken_for_anothers(void)
{
    SlidesRelay slides = {0};
    g_assert_null(relay(&slides, "nobody's", true, 0));
    g_assert_true(slides_relay_present(&slides, ONE));
    g_assert_false(slides_relay_present(&slides, ONE));
    g_autoptr(CodedPicture) first = relay(&slides, "first", true, 0);
    g_autoptr(CodedPicture) second = relay(&slides, "second", false, frame_us);
    g_assert_true(slides_relay_present(&slides, OTHER));
    g_autoptr(CodedPicture) third = relay(&slides, "third", true, 2 * frame_us);
    g_assert_true(slides_relay_present(&slides, SLIDES_RELAY_NOBODY));
    g_assert_null(relay(&slides, "too late", false, 3 * frame_us));
    g_assert_true(slides_relay_present(&slides, ONE)); /* again, and not as before */
    g_autoptr(CodedPicture) fourth = relay(&slides, "fourth", true, 4 * frame_us);

    g_assert_cmpuint(coded_picture_info(first)->source, !=, 0);
    g_assert_cmpuint(coded_picture_info(second)->source, ==, coded_picture_info(first)->source);
    g_assert_cmpuint(coded_picture_info(second)->number, ==, coded_picture_info(first)->number + 1);
    g_assert_cmpuint(coded_picture_info(third)->source, !=, coded_picture_info(first)->source);
    g_assert_cmpuint(coded_picture_info(fourth)->source, !=, coded_picture_info(first)->source);
    g_assert_cmpuint(coded_picture_info(fourth)->source, !=, coded_picture_info(third)->source);
    g_assert_true(coded_picture_info(first)->key && !coded_picture_info(second)->key);
}

static void test_an_empty_frame_is_none(void)
{
    SlidesRelay slides = {0};
    slides_relay_present(&slides, ONE);
    g_assert_null(relay(&slides, "", true, 0));
}

static void test_merges_wishes_for_key_frames(void)
{
    SlidesRelay slides = {0};
    slides_relay_want_key(&slides, true, 0, 0);
    g_assert_false(slides_relay_key_due(&slides, 0)); /* of nobody */
    slides_relay_present(&slides, ONE);
    g_assert_false(slides_relay_key_due(&slides, 0)); /* a presentation begins with one by itself */
    for (int i = 0; i < 64; i++) {
        slides_relay_want_key(&slides, true, 0, 0);
    }
    g_assert_true(slides_relay_key_due(&slides, 0));
    coded_picture_unref(relay(&slides, "key", true, frame_us));
    g_assert_false(slides_relay_key_due(&slides, frame_us));
    slides_relay_want_key(&slides, false, 2 * frame_us, 2 * frame_us); /* asked before it saw it */
    g_assert_false(slides_relay_key_due(&slides, 20 * frame_us));
    slides_relay_want_key(&slides, false, 0, 2 * frame_us);
    g_assert_false(slides_relay_key_due(&slides, 2 * frame_us)); /* one line with losses: not yet */
    g_assert_true(slides_relay_key_due(&slides, frame_us + KEYFRAME_GATE_GAP_US));
    slides_relay_present(&slides, OTHER);
    g_assert_false(slides_relay_key_due(&slides, 30 * frame_us)); /* it was of the one before */
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/slides_relay/no_picture_of_one_is_taken_for_anothers",
            test_no_picture_of_one_is_taken_for_anothers);
    g_test_add_func("/slides_relay/an_empty_frame_is_none", test_an_empty_frame_is_none);
    g_test_add_func(
            "/slides_relay/merges_wishes_for_key_frames", test_merges_wishes_for_key_frames);
    return g_test_run();
}
