#include "tests/bots/clip_player.h"

static ClipFrame frames[100] = {
        [0] = {.key = true}, [25] = {.key = true}, [50] = {.key = true}, [75] = {.key = true}};
static ClipFrame others[100] = {[0] = {.key = true}, [25] = {.key = true}};
static ClipFrame flash[5] = {[0] = {.key = true}};
static const Clip clip = {.frame_count = 100, .frames = frames};
static const Clip other_size = {.frame_count = 100, .frames = others};
static const Clip short_clip = {.frame_count = 5, .frames = flash};

static void test_goes_round(void)
{
    ClipPlayer player = clip_player(&clip, 0);
    for (int i = 0; i < 250; i++) {
        g_assert_true(clip_player_next(&player) == &frames[i % 100]);
    }
}

static void test_begins_with_a_key_frame(void)
{
    for (uint32_t at = 0; at < 300; at++) {
        ClipPlayer player = clip_player(&clip, at);
        g_assert_true(clip_player_next(&player)->key);
    }
}

static void test_jumps_to_a_key_frame(void)
{
    ClipPlayer player = clip_player(&clip, 0);
    for (int i = 0; i < 40; i++) {
        clip_player_next(&player);
    }
    clip_player_want_key(&player);
    g_assert_true(clip_player_next(&player) == &frames[50]);
    g_assert_true(clip_player_next(&player) == &frames[51]);
    clip_player_want_key(&player);
    clip_player_want_key(&player);
    g_assert_true(clip_player_next(&player) == &frames[50]);
    g_assert_true(clip_player_next(&player) == &frames[51]);
}

static void test_changes_clips_at_a_key_frame(void)
{
    ClipPlayer player = clip_player(&clip, 0);
    for (int i = 0; i < 30; i++) {
        clip_player_next(&player);
    }
    clip_player_change(&player, &other_size);
    g_assert_true(clip_player_next(&player) == &others[25]);
    g_assert_true(clip_player_next(&player) == &others[26]);
    clip_player_change(&player, &other_size);
    g_assert_true(clip_player_next(&player) == &others[27]);
    clip_player_change(&player, &short_clip);
    for (int i = 0; i < 12; i++) {
        g_assert_true(clip_player_next(&player) == &flash[i % 5]);
    }
    clip_player_change(&player, &clip);
    g_assert_true(clip_player_next(&player) == &frames[0]);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/clip_player/goes_round", test_goes_round);
    g_test_add_func("/clip_player/begins_with_a_key_frame", test_begins_with_a_key_frame);
    g_test_add_func("/clip_player/jumps_to_a_key_frame", test_jumps_to_a_key_frame);
    g_test_add_func("/clip_player/changes_clips_at_a_key_frame", test_changes_clips_at_a_key_frame);
    return g_test_run();
}
