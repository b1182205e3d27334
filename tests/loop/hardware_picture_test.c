/*
 * Codecs on the wall in a meeting, over RTP in the clear: one has H.264 alone, without parts (packetization mode 0), the
 * other VP8. Each sees both in their tiles.
 */
#include "mcu/media/video_codec_list.h"
#include "tests/loop/hardware_hall.h"
#include "tests/loop/hardware_wall.h"

enum {
    WALLS = 2,
    WIDTH = HARDWARE_HALL_WIDTH,
    HEIGHT = HARDWARE_HALL_HEIGHT,
    TICK_MS = 1000 / HARDWARE_HALL_FPS,
    BRIGHT = 160,
    LETTERS_PX = 50,
};

static const HardwareWallConfig configs[WALLS] = {
        {"h264", PICTURE_CODEC_H264, "a=fmtp:97 profile-level-id=42801f\r\n", {80, 90, 200}},
        {"vp8", PICTURE_CODEC_VP8, "", {150, 60, 60}},
};

static bool sees_both(const HardwareWall *wall)
{
    return hardware_wall_sees(wall, WIDTH / 4, HEIGHT / 2, &configs[0].colour) &&
            hardware_wall_sees(wall, WIDTH * 3 / 4, HEIGHT / 2, &configs[1].colour);
}

/* Letters above the tiles, which are a row of two in the middle. */
static bool sees_caption(const HardwareWall *wall)
{
    unsigned bright = 0;
    for (int y = 0; y < HEIGHT / 4; y++) {
        for (int x = WIDTH / 4; x < WIDTH * 3 / 4; x++) {
            bright += *video_frame_at(hardware_wall_seen(wall), 0, x, y) > BRIGHT ? 1 : 0;
        }
    }
    return bright > LETTERS_PX;
}

/* ---- the meeting ---- */

static void invite(HardwareHall *hall, HardwareWall *wall, const HardwareWallConfig *config)
{
    g_autofree char *line = hardware_wall_describe(wall);
    g_autofree char *offer = g_strdup_printf("v=0\r\no=%s 1 1 IN IP4 127.0.0.1\r\ns=-\r\n"
                                             "c=IN IP4 127.0.0.1\r\nt=0 0\r\n%s",
            config->name, line);
    hardware_hall_add(hall, config->name, offer, true);
    g_assert_nonnull(hall->answer);
    hardware_wall_learn(wall, hall->answer, SDP_ROLE_PICTURE);
}

static bool beat(void *user_data)
{
    HardwareWall **walls = user_data;
    bool all = true;
    for (unsigned i = 0; i < WALLS; i++) {
        const int64_t now_us = g_get_monotonic_time();
        hardware_wall_send(walls[i], now_us);
        hardware_wall_take(walls[i], now_us);
        all = all && sees_both(walls[i]);
    }
    return all;
}

static void test_each_sees_both(void)
{
    HardwareWall *walls[WALLS];
    HardwareHall hall;
    hardware_hall_init(&hall);
    for (unsigned i = 0; i < WALLS; i++) {
        walls[i] = hardware_wall_new(&configs[i]);
        invite(&hall, walls[i], &configs[i]);
    }
    hardware_hall_beat(&hall, TICK_MS, beat, walls);
    g_test_message("after %u ms", hall.ticks * TICK_MS);
    hardware_hall_clear(&hall);
    for (unsigned i = 0; i < WALLS; i++) {
        hardware_wall_free(walls[i]);
    }
}

static bool beat_captioned(void *user_data)
{
    HardwareWall **walls = user_data;
    return beat(walls) && sees_caption(walls[1]);
}

static bool beat_bare(void *user_data)
{
    HardwareWall **walls = user_data;
    return beat(walls) && !sees_caption(walls[0]) && !sees_caption(walls[1]);
}

/* What concerns one room is written over the picture of that one, and goes again. */
static void test_a_caption_is_for_one(void)
{
    HardwareWall *walls[WALLS];
    HardwareHall hall;
    char vp8[] = "vp8", nobody[] = "nobody", text[] = "Thứ tự phát biểu: 2", none[] = "";
    ApiLegCaption caption = {.leg = vp8, .text = text, .ms = API_CAPTION_MS_MAX};
    hardware_hall_init(&hall);
    for (unsigned i = 0; i < WALLS; i++) {
        walls[i] = hardware_wall_new(&configs[i]);
        invite(&hall, walls[i], &configs[i]);
    }
    hardware_hall_beat(&hall, TICK_MS, beat_bare, walls);
    g_assert_true(room_caption_leg(hall.room, &caption));
    hardware_hall_beat(&hall, TICK_MS, beat_captioned, walls);
    g_test_message("after %u ms", hall.ticks * TICK_MS);
    g_assert_false(sees_caption(walls[0]));
    caption.text = none;
    g_assert_true(room_caption_leg(hall.room, &caption));
    hardware_hall_beat(&hall, TICK_MS, beat_bare, walls);
    caption.leg = nobody;
    g_assert_false(room_caption_leg(hall.room, &caption));
    hardware_hall_clear(&hall);
    for (unsigned i = 0; i < WALLS; i++) {
        hardware_wall_free(walls[i]);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    video_codec_list_load();
    g_test_add_func("/hardware_picture/each_sees_both", test_each_sees_both);
    g_test_add_func("/hardware_picture/a_caption_is_for_one", test_a_caption_is_for_one);
    return g_test_run();
}
