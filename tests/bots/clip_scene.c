#include "tests/bots/clip_scene.h"

#include "tests/bots/clip_person.h"
#include "tests/bots/demo_site.h"

#include <math.h>
#include <pango/pangocairo.h>
#include <stdint.h>
#include <string.h>

/* A room is drawn in these units, whatever the size of its picture. */
enum { ROOM_WIDTH = 640, ROOM_HEIGHT = 360, PEOPLE_MAX = 6, TABLE_Y = 262 };

#define CAMERA_REACH 10.0 /* how far the picture drifts over the room's edge, at most */
#define GRAIN_LEVELS 3.5  /* standard deviation of a pixel's noise, of 255 */

struct ClipScene {
    unsigned site, width, height;
    double scale; /* pixels of a unit of the room */
    ClipColor main;
    cairo_surface_t *wall;    /* what does not move: behind the people */
    cairo_surface_t *table;   /* and in front of them */
    cairo_surface_t *picture; /* what is handed out */
    int16_t *grain;           /* the noise of a whole picture and one row more */
    GRand *random;
    ClipPerson people[PEOPLE_MAX];
    int people_count;
    bool has_window; /* otherwise a television */
    bool has_audience;
};

/* Far from each other in hue or in lightness, so that a tile is known by its colour. */
static const ClipColor main_colors[DEMO_SITES] = {
        {0.66, 0.10, 0.12},
        {0.10, 0.36, 0.72},
        {0.12, 0.50, 0.28},
        {0.86, 0.48, 0.10},
        {0.44, 0.20, 0.62},
        {0.06, 0.54, 0.56},
        {0.78, 0.64, 0.14},
        {0.76, 0.24, 0.50},
        {0.12, 0.18, 0.44},
        {0.52, 0.66, 0.16},
        {0.46, 0.28, 0.16},
        {0.28, 0.66, 0.84},
        {0.60, 0.52, 0.86},
        {0.36, 0.40, 0.14},
        {0.36, 0.44, 0.52},
        {0.90, 0.44, 0.38},
};

static void set_color(cairo_t *cairo, ClipColor color, double alpha)
{
    cairo_set_source_rgba(cairo, color.red, color.green, color.blue, alpha);
}

static void fill_box(cairo_t *cairo, double x, double y, double width, double height)
{
    cairo_rectangle(cairo, x, y, width, height);
    cairo_fill(cairo);
}

static void fill_between(cairo_t *cairo, double top, double bottom, ClipColor from, ClipColor to)
{
    cairo_pattern_t *shade = cairo_pattern_create_linear(0, top, 0, bottom);
    cairo_pattern_add_color_stop_rgb(shade, 0, from.red, from.green, from.blue);
    cairo_pattern_add_color_stop_rgb(shade, 1, to.red, to.green, to.blue);
    cairo_set_source(cairo, shade);
    cairo_rectangle(cairo, -20, top, ROOM_WIDTH + 40, bottom - top);
    cairo_fill(cairo);
    cairo_pattern_destroy(shade);
}

static void fill_glow(cairo_t *cairo, double x, double y, double radius, double alpha)
{
    cairo_pattern_t *glow = cairo_pattern_create_radial(x, y, 0, x, y, radius);
    cairo_pattern_add_color_stop_rgba(glow, 0, 1, 0.98, 0.90, alpha);
    cairo_pattern_add_color_stop_rgba(glow, 1, 1, 0.98, 0.90, 0);
    cairo_set_source(cairo, glow);
    cairo_arc(cairo, x, y, radius, 0, 2 * G_PI);
    cairo_fill(cairo);
    cairo_pattern_destroy(glow);
}

static void draw_line(cairo_t *cairo, const char *text, double y, double height, double width_max)
{
    PangoLayout *layout = pango_cairo_create_layout(cairo);
    PangoFontDescription *font = pango_font_description_from_string("Open Sans, DejaVu Sans Bold");
    PangoRectangle ink;

    pango_font_description_set_absolute_size(font, height * PANGO_SCALE);
    pango_layout_set_font_description(layout, font);
    pango_layout_set_text(layout, text, -1);
    pango_layout_get_pixel_extents(layout, NULL, &ink);
    const double shrink = MIN(1.0, width_max / MAX(ink.width, 1));
    cairo_save(cairo);
    cairo_translate(cairo, ROOM_WIDTH / 2.0 - ink.width * shrink / 2, y);
    cairo_scale(cairo, shrink, shrink);
    cairo_set_source_rgba(cairo, 0, 0, 0, 0.45);
    cairo_move_to(cairo, 1.5, 2);
    pango_cairo_show_layout(cairo, layout);
    cairo_set_source_rgb(cairo, 1.0, 0.90, 0.55);
    cairo_move_to(cairo, 0, 0);
    pango_cairo_show_layout(cairo, layout);
    cairo_restore(cairo);
    pango_font_description_free(font);
    g_object_unref(layout);
}

static void draw_board(const ClipScene *scene, cairo_t *cairo)
{
    const DemoBoard *board = demo_site_board(scene->site);

    cairo_set_source_rgba(cairo, 0, 0, 0, 0.25);
    fill_box(cairo, 144, 34, 360, 122);
    set_color(cairo, clip_color_scaled(scene->main, 0.62), 1);
    fill_box(cairo, 140, 28, 360, 122);
    cairo_set_source_rgba(cairo, 1.0, 0.88, 0.50, 0.9);
    cairo_set_line_width(cairo, 2);
    cairo_rectangle(cairo, 145, 33, 350, 112);
    cairo_stroke(cairo);
    draw_line(cairo, board->unit, 42, 20, 320);
    draw_line(cairo, board->name, 68, 50, 330);
}

static void draw_window(cairo_t *cairo, double x)
{
    cairo_pattern_t *sky = cairo_pattern_create_linear(0, 40, 0, 190);
    cairo_pattern_add_color_stop_rgb(sky, 0, 0.80, 0.90, 1.0);
    cairo_pattern_add_color_stop_rgb(sky, 0.6, 0.95, 0.97, 0.96);
    cairo_pattern_add_color_stop_rgb(sky, 1, 0.55, 0.70, 0.48);
    cairo_set_source(cairo, sky);
    fill_box(cairo, x, 40, 92, 150);
    cairo_pattern_destroy(sky);
    for (int i = 0; i < 18; i++) { /* the blinds */
        cairo_set_source_rgba(cairo, 0.96, 0.95, 0.90, 0.55);
        fill_box(cairo, x, 42 + i * 8.3, 92, 3.4);
    }
    cairo_set_source_rgb(cairo, 0.93, 0.92, 0.88);
    cairo_set_line_width(cairo, 5);
    cairo_rectangle(cairo, x, 40, 92, 150);
    cairo_move_to(cairo, x + 46, 40);
    cairo_line_to(cairo, x + 46, 190);
    cairo_stroke(cairo);
    fill_glow(cairo, x + 46, 115, 150, 0.30);
}

static void draw_plant(cairo_t *cairo, double x, GRand *random)
{
    cairo_set_line_cap(cairo, CAIRO_LINE_CAP_ROUND);
    for (int i = 0; i < 26; i++) {
        const double angle = g_rand_double_range(random, -G_PI + 0.35, -0.35);
        const double length = g_rand_double_range(random, 34, 78);
        const double tip_x = x + cos(angle) * length;
        const double tip_y = 222 + sin(angle) * length;
        const double green = g_rand_double_range(random, 0.30, 0.58);
        cairo_set_source_rgb(cairo, green * 0.35, green, green * 0.38);
        cairo_set_line_width(cairo, g_rand_double_range(random, 2.5, 6.5));
        cairo_move_to(cairo, x, 226);
        cairo_curve_to(cairo, x, 190, tip_x, tip_y - 16, tip_x, tip_y + 8);
        cairo_stroke(cairo);
    }
    cairo_set_source_rgb(cairo, 0.86, 0.84, 0.80);
    cairo_move_to(cairo, x - 19, 222);
    cairo_line_to(cairo, x + 19, 222);
    cairo_line_to(cairo, x + 13, 268);
    cairo_line_to(cairo, x - 13, 268);
    cairo_fill(cairo);
}

/* Plaster and cloth are not flat: fine specks that the camera drifts over. */
static void draw_texture(cairo_t *cairo, GRand *random, double top, double bottom, int specks)
{
    for (int i = 0; i < specks; i++) {
        const double light = g_rand_double_range(random, 0, 1);
        cairo_set_source_rgba(cairo, light, light, light, 0.07);
        fill_box(cairo, g_rand_double_range(random, -20, ROOM_WIDTH + 20),
                g_rand_double_range(random, top, bottom), g_rand_double_range(random, 1, 6),
                g_rand_double_range(random, 1, 3));
    }
}

static void draw_wall(ClipScene *scene, cairo_t *cairo)
{
    const ClipColor light = clip_color_scaled(scene->main, 1.18);

    fill_between(cairo, -20, 300, light, clip_color_scaled(scene->main, 0.72));
    for (int x = -20; x < ROOM_WIDTH + 40; x += 46) { /* panels */
        cairo_set_source_rgba(cairo, 0, 0, 0, 0.13);
        fill_box(cairo, x, 14, 2, 300);
        cairo_set_source_rgba(cairo, 1, 1, 1, 0.10);
        fill_box(cairo, x + 2, 14, 1.5, 300);
    }
    draw_texture(cairo, scene->random, -10, 280, 2600);
    cairo_set_source_rgba(cairo, 1, 1, 1, 0.55);
    fill_box(cairo, -20, 8, ROOM_WIDTH + 40, 4);
    for (int i = 0; i < 4; i++) { /* lamps */
        cairo_set_source_rgb(cairo, 1, 1, 0.95);
        fill_box(cairo, 70 + i * 150, -4, 56, 9);
        fill_glow(cairo, 98 + i * 150, 4, 130, 0.26);
    }
    draw_board(scene, cairo);
    if (scene->has_window) {
        draw_window(cairo, scene->site % 4 < 2 ? 20 : 528);
    }
    draw_plant(cairo, scene->site % 2 ? 600 : 34, scene->random);
}

static void draw_things(const ClipScene *scene, cairo_t *cairo, double x)
{
    cairo_set_source_rgba(cairo, 0.98, 0.98, 0.98, 1); /* name plate */
    cairo_move_to(cairo, x - 23, TABLE_Y + 19);
    cairo_line_to(cairo, x - 21, TABLE_Y + 4);
    cairo_line_to(cairo, x + 21, TABLE_Y + 4);
    cairo_line_to(cairo, x + 23, TABLE_Y + 19);
    cairo_fill(cairo);
    set_color(cairo, clip_color_scaled(scene->main, 0.7), 1);
    fill_box(cairo, x - 15, TABLE_Y + 9, 30, 2.4);
    fill_box(cairo, x - 10, TABLE_Y + 13.5, 20, 2.0);

    cairo_set_source_rgb(cairo, 0.12, 0.12, 0.13); /* microphone */
    cairo_set_line_width(cairo, 1.8);
    cairo_move_to(cairo, x + 30, TABLE_Y + 14);
    cairo_curve_to(cairo, x + 30, TABLE_Y - 10, x + 22, TABLE_Y - 14, x + 18, TABLE_Y - 20);
    cairo_stroke(cairo);
    cairo_arc(cairo, x + 17, TABLE_Y - 22, 3.2, 0, 2 * G_PI);
    cairo_fill(cairo);
    fill_box(cairo, x + 24, TABLE_Y + 12, 12, 4);

    cairo_set_source_rgba(cairo, 0.72, 0.88, 0.98, 0.85); /* water */
    fill_box(cairo, x - 41, TABLE_Y - 10, 8, 26);
    cairo_set_source_rgb(cairo, 0.16, 0.38, 0.72);
    fill_box(cairo, x - 41, TABLE_Y - 1, 8, 8);
    fill_box(cairo, x - 39.5, TABLE_Y - 14, 5, 4);
}

static void draw_table(ClipScene *scene, cairo_t *cairo)
{
    const ClipColor wood = {0.52, 0.32, 0.18};

    fill_between(cairo, TABLE_Y, TABLE_Y + 26, clip_color_scaled(wood, 1.5), wood);
    fill_between(cairo, TABLE_Y + 26, ROOM_HEIGHT + 20, clip_color_scaled(scene->main, 0.80),
            clip_color_scaled(scene->main, 0.42));
    for (int x = -20; x < ROOM_WIDTH + 40; x += 13) { /* folds of the cloth */
        cairo_set_source_rgba(cairo, 0, 0, 0, 0.10);
        fill_box(cairo, x, TABLE_Y + 28, 5, 140);
    }
    cairo_set_source_rgba(cairo, 1.0, 0.86, 0.45, 0.9);
    fill_box(cairo, -20, TABLE_Y + 34, ROOM_WIDTH + 40, 3);
    draw_texture(cairo, scene->random, TABLE_Y, ROOM_HEIGHT + 15, 1500);
    for (int i = 0; i < scene->people_count; i++) {
        draw_things(scene, cairo, scene->people[i].x);
    }
}

/* Where the room lies in a still surface, which is larger than the picture by the camera's reach. */
static cairo_surface_t *draw_still(ClipScene *scene, void (*draw)(ClipScene *, cairo_t *))
{
    const int edge = (int)(CAMERA_REACH * scene->scale);
    cairo_surface_t *still = cairo_image_surface_create(
            CAIRO_FORMAT_ARGB32, (int)scene->width + 2 * edge, (int)scene->height + 2 * edge);
    cairo_t *cairo = cairo_create(still);

    cairo_translate(cairo, edge, edge);
    cairo_scale(cairo, scene->scale, scene->scale);
    draw(scene, cairo);
    cairo_destroy(cairo);
    return still;
}

static void seat_people(ClipScene *scene)
{
    scene->people_count = 3 + (int)(scene->site * 5 % 4);
    const double pitch = 560.0 / scene->people_count;
    const double radius = MIN(29.0, pitch * 0.235);

    for (int i = 0; i < scene->people_count; i++) {
        ClipPerson person = clip_person_random(scene->random);
        person.x = 40 + pitch * (i + 0.5) + g_rand_double_range(scene->random, -6, 6);
        person.y = TABLE_Y - radius * 2.15 + g_rand_double_range(scene->random, -4, 4);
        person.radius = radius;
        person.talks = i == (int)(scene->site % (unsigned)scene->people_count);
        scene->people[i] = person;
    }
}

static void make_grain(ClipScene *scene)
{
    const size_t pixels = (size_t)scene->width * (scene->height + 1);
    scene->grain = g_new0(int16_t, pixels);
    for (size_t i = 0; i < pixels; i++) {
        double sum = 0; /* of four even numbers: near enough to a bell */
        const uint32_t bits = g_rand_int(scene->random);
        for (int shift = 0; shift < 32; shift += 8) {
            sum += (double)(bits >> shift & 0xff) / 255.0 - 0.5;
        }
        scene->grain[i] = (int16_t)lrint(sum * GRAIN_LEVELS * sqrt(3.0));
    }
}

ClipScene *clip_scene_new(unsigned site, unsigned width, unsigned height)
{
    ClipScene *scene = g_new0(ClipScene, 1);
    scene->site = site;
    scene->width = width;
    scene->height = height;
    scene->scale = (double)width / ROOM_WIDTH;
    scene->main = main_colors[site % DEMO_SITES];
    scene->random = g_rand_new_with_seed(site + 1);
    scene->has_window = site % 3 != 1;
    scene->has_audience = site % 4 == 2;
    seat_people(scene);
    scene->wall = draw_still(scene, draw_wall);
    scene->table = draw_still(scene, draw_table);
    scene->picture = cairo_image_surface_create(CAIRO_FORMAT_RGB24, (int)width, (int)height);
    make_grain(scene);
    return scene;
}

void clip_scene_free(ClipScene *scene)
{
    if (scene == NULL) {
        return;
    }
    g_clear_pointer(&scene->wall, cairo_surface_destroy);
    g_clear_pointer(&scene->table, cairo_surface_destroy);
    g_clear_pointer(&scene->picture, cairo_surface_destroy);
    g_clear_pointer(&scene->random, g_rand_free);
    g_free(scene->grain);
    g_free(scene);
}

static void draw_television(cairo_t *cairo, double x, double time)
{
    cairo_set_source_rgb(cairo, 0.05, 0.05, 0.06);
    fill_box(cairo, x, 60, 112, 68);
    for (int i = 0; i < 6; i++) {
        const double shine = 0.55 + 0.35 * sin(2 * G_PI * (time * (1 + i % 3) + i * 0.17));
        const ClipColor color = clip_color_scaled(main_colors[(i * 5 + 3) % DEMO_SITES], 1.1);
        const double left = x + 4 + (i % 3) * 35;
        const double top = 64 + (i < 3 ? 0 : 31);
        set_color(cairo, color, shine);
        fill_box(cairo, left, top, 33, 29);
        cairo_set_source_rgba(cairo, 0.95, 0.80, 0.68, 0.9);
        cairo_arc(cairo, left + 16 + 2 * sin(2 * G_PI * (time * 2 + i * 0.3)), top + 13, 5, 0,
                2 * G_PI);
        cairo_fill(cairo);
        cairo_set_source_rgba(cairo, 0.1, 0.1, 0.15, 0.9);
        fill_box(cairo, left + 8, top + 19, 17, 10);
    }
}

/* Backs of heads, near the camera. */
static void draw_audience(cairo_t *cairo, double time)
{
    for (int i = 0; i < 3; i++) {
        const double own = 2 * G_PI * (time + i * 0.31);
        const double x = 110 + i * 205 + 5 * sin(own);
        cairo_set_source_rgb(cairo, 0.07, 0.065, 0.07);
        cairo_arc(cairo, x + 3 * sin(2 * own), 310, 23, 0, 2 * G_PI);
        cairo_fill(cairo);
        cairo_set_source_rgb(cairo, 0.13, 0.14, 0.18);
        cairo_move_to(cairo, x - 66, 384);
        cairo_curve_to(cairo, x - 60, 322, x + 60, 322, x + 66, 384);
        cairo_fill(cairo);
    }
}

static void paint_still(ClipScene *scene, cairo_t *cairo, cairo_surface_t *still)
{
    const double edge = (int)(CAMERA_REACH * scene->scale);
    cairo_save(cairo);
    cairo_scale(cairo, 1 / scene->scale, 1 / scene->scale);
    cairo_set_source_surface(cairo, still, -edge, -edge);
    cairo_pattern_set_filter(cairo_get_source(cairo), CAIRO_FILTER_BILINEAR);
    cairo_paint(cairo);
    cairo_restore(cairo);
}

static void add_grain(ClipScene *scene)
{
    cairo_surface_flush(scene->picture);
    unsigned char *pixels = cairo_image_surface_get_data(scene->picture);
    const size_t stride = (size_t)cairo_image_surface_get_stride(scene->picture);
    const size_t total = (size_t)scene->width * scene->height;
    g_assert(total > 0);
    size_t at = (size_t)g_rand_int_range(scene->random, 0, (gint32)total);

    for (size_t y = 0; y < scene->height; y++) {
        unsigned char *row = pixels + y * stride;
        for (size_t x = 0; x < scene->width; x++) {
            const int noise = scene->grain[at + x];
            for (size_t channel = 0; channel < 3; channel++) {
                const int value = row[x * 4 + channel] + noise;
                row[x * 4 + channel] = (unsigned char)CLAMP(value, 0, 255);
            }
        }
        at = (at + scene->width) % total;
    }
    cairo_surface_mark_dirty(scene->picture);
}

cairo_surface_t *clip_scene_draw(ClipScene *scene, double time)
{
    cairo_t *cairo = cairo_create(scene->picture);
    const double turn = 2 * G_PI * (time + scene->site * 0.13);

    cairo_scale(cairo, scene->scale, scene->scale);
    cairo_translate(cairo, 0.7 * CAMERA_REACH * sin(turn), 0.4 * CAMERA_REACH * sin(2 * turn + 1));
    paint_still(scene, cairo, scene->wall);
    if (!scene->has_window) {
        draw_television(cairo, scene->site % 2 ? 16 : 514, time);
    }
    for (int i = 0; i < scene->people_count; i++) {
        clip_person_draw(&scene->people[i], cairo, time);
    }
    paint_still(scene, cairo, scene->table);
    if (scene->has_audience) {
        draw_audience(cairo, time);
    }
    cairo_destroy(cairo);
    add_grain(scene);
    return scene->picture;
}
