#include "mcu/media/name_label.h"

static void test_stays_inside_its_tile(void)
{
    static const struct {
        int width, height;
    } tiles[] = {{1280, 720}, {636, 356}, {316, 176}, {252, 140}, {80, 46}, {20, 10}};
    static const NameLabel labels[] = {
            {"UBND huyện An Biên", false},
            {"UBND huyện An Biên", true},
            {"Văn phòng Đoàn đại biểu Quốc hội và Hội đồng nhân dân tỉnh Kiên Giang", true},
            {NULL, true},
    };
    g_autoptr(Painter) painter = painter_new();

    for (size_t t = 0; t < G_N_ELEMENTS(tiles); t++) {
        for (size_t n = 0; n < G_N_ELEMENTS(labels); n++) {
            g_autoptr(Overlay) overlay =
                    name_label_paint(painter, &labels[n], tiles[t].width, tiles[t].height);
            const int margin = name_label_margin_px(tiles[t].height);
            g_assert_true(overlay != NULL || tiles[t].width < 100);
            if (overlay != NULL) {
                g_assert_cmpint(overlay_width_px(overlay) + 2 * margin, <=, tiles[t].width);
                g_assert_cmpint(overlay_width_px(overlay) % 2, ==, 0);
                g_assert_cmpint(overlay_height_px(overlay) % 2, ==, 0);
            }
        }
    }
}

static void test_nothing_to_say_is_nothing(void)
{
    g_autoptr(Painter) painter = painter_new();

    g_assert_null(name_label_paint(painter, &(NameLabel){NULL, false}, 316, 176));
    g_assert_null(name_label_paint(painter, &(NameLabel){"", false}, 316, 176));
}

static void test_letters_grow_with_the_tile(void)
{
    g_assert_cmpfloat(name_label_size_px(720), >, name_label_size_px(176));
    g_assert_cmpfloat(name_label_size_px(176), >, name_label_size_px(140));
    g_assert_cmpfloat(name_label_size_px(1), >=, 13);
    g_assert_cmpint(name_label_margin_px(177) % 2, ==, 0);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/name_label/stays_inside_its_tile", test_stays_inside_its_tile);
    g_test_add_func("/name_label/nothing_to_say_is_nothing", test_nothing_to_say_is_nothing);
    g_test_add_func("/name_label/letters_grow_with_the_tile", test_letters_grow_with_the_tile);
    return g_test_run();
}
