#include "mcu/media/name_card.h"

static void test_fills_any_tile(void)
{
    static const struct {
        int width, height;
    } tiles[] = {{1280, 720}, {636, 356}, {316, 176}, {252, 140}, {76, 42}, {16, 16}};
    static const char *const names[] = {"", "UBND huyện An Biên",
            "Văn phòng Đoàn đại biểu Quốc hội và Hội đồng nhân dân tỉnh Kiên Giang"};
    static const NameCardState states[] = {NAME_CARD_CAMERA_OFF, NAME_CARD_WAITING, NAME_CARD_LOST};
    g_autoptr(Painter) painter = painter_new();

    for (size_t t = 0; t < G_N_ELEMENTS(tiles); t++) {
        for (size_t n = 0; n < G_N_ELEMENTS(names); n++) {
            for (size_t s = 0; s < G_N_ELEMENTS(states); s++) {
                g_autoptr(Overlay) card = name_card_paint(
                        painter, names[n], states[s], tiles[t].width, tiles[t].height);
                g_assert_cmpint(overlay_width_px(card), ==, tiles[t].width);
                g_assert_cmpint(overlay_height_px(card), ==, tiles[t].height);
            }
        }
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/name_card/fills_any_tile", test_fills_any_tile);
    return g_test_run();
}
