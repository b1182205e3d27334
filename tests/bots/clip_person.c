#include "tests/bots/clip_person.h"

#include <math.h>

static const ClipColor suits[] = {
        {0.13, 0.16, 0.24},
        {0.20, 0.20, 0.22},
        {0.82, 0.84, 0.88},
        {0.30, 0.24, 0.20},
        {0.12, 0.22, 0.22},
        {0.55, 0.62, 0.74},
        {0.42, 0.16, 0.22},
        {0.86, 0.80, 0.70},
};
static const ClipColor ties[] = {
        {0.70, 0.12, 0.14}, {0.15, 0.25, 0.55}, {0.55, 0.45, 0.12}, {0.16, 0.42, 0.30}};
static const ClipColor skins[] = {{0.90, 0.72, 0.58}, {0.84, 0.64, 0.50}, {0.94, 0.78, 0.66}};
static const ClipColor hairs[] = {{0.08, 0.07, 0.07}, {0.14, 0.11, 0.10}, {0.42, 0.41, 0.41}};

#define PICK(random, table) table[g_rand_int_range(random, 0, (gint32)G_N_ELEMENTS(table))]

ClipColor clip_color_scaled(ClipColor color, double factor)
{
    return (ClipColor){
            .red = CLAMP(color.red * factor, 0.0, 1.0),
            .green = CLAMP(color.green * factor, 0.0, 1.0),
            .blue = CLAMP(color.blue * factor, 0.0, 1.0),
    };
}

static void set_color(cairo_t *cairo, ClipColor color, double alpha)
{
    cairo_set_source_rgba(cairo, color.red, color.green, color.blue, alpha);
}

/* Lit from the upper left, as everything in the room. */
static void fill_lit(cairo_t *cairo, ClipColor color, double width)
{
    cairo_pattern_t *light = cairo_pattern_create_linear(-width, 0, width, width / 2);
    const ClipColor bright = clip_color_scaled(color, 1.22);
    const ClipColor dark = clip_color_scaled(color, 0.68);
    cairo_pattern_add_color_stop_rgb(light, 0, bright.red, bright.green, bright.blue);
    cairo_pattern_add_color_stop_rgb(light, 1, dark.red, dark.green, dark.blue);
    cairo_set_source(cairo, light);
    cairo_fill(cairo);
    cairo_pattern_destroy(light);
}

static void fill_ellipse(cairo_t *cairo, double x, double y, double half_width, double half_height)
{
    cairo_save(cairo);
    cairo_translate(cairo, x, y);
    cairo_scale(cairo, half_width, half_height);
    cairo_arc(cairo, 0, 0, 1, 0, 2 * G_PI);
    cairo_restore(cairo);
    cairo_fill(cairo);
}

ClipPerson clip_person_random(GRand *random)
{
    const bool long_hair = g_rand_int_range(random, 0, 5) < 2;
    return (ClipPerson){
            .suit = PICK(random, suits),
            .tie = PICK(random, ties),
            .skin = PICK(random, skins),
            .hair = hairs[g_rand_int_range(random, 0, long_hair ? 2 : 3)],
            .phase = g_rand_double(random),
            .sways = g_rand_int_range(random, 1, 4),
            .long_hair = long_hair,
    };
}

/* From here on the collar is at 0, 0 and half a head is 1. */

static void draw_body(const ClipPerson *person, cairo_t *cairo)
{
    if (person->long_hair) { /* falls behind the shoulders */
        set_color(cairo, clip_color_scaled(person->hair, 0.85), 1);
        fill_ellipse(cairo, 0, -0.62, 0.94, 1.35);
    }
    cairo_move_to(cairo, -2.25, 3.6);
    cairo_curve_to(cairo, -2.35, 1.1, -1.9, 0.62, -0.5, 0.2);
    cairo_line_to(cairo, 0.5, 0.2);
    cairo_curve_to(cairo, 1.9, 0.62, 2.35, 1.1, 2.25, 3.6);
    cairo_close_path(cairo);
    fill_lit(cairo, person->suit, 2.4);

    set_color(cairo, clip_color_scaled(person->skin, 0.72), 1);
    cairo_rectangle(cairo, -0.34, -0.6, 0.68, 0.95);
    cairo_fill(cairo);
    cairo_set_source_rgb(cairo, 0.95, 0.95, 0.96);
    cairo_move_to(cairo, -0.55, 0.18);
    cairo_line_to(cairo, 0.0, 1.9);
    cairo_line_to(cairo, 0.55, 0.18);
    cairo_close_path(cairo);
    cairo_fill(cairo);
    if (!person->long_hair) {
        set_color(cairo, person->tie, 1);
        cairo_move_to(cairo, -0.13, 0.35);
        cairo_line_to(cairo, -0.2, 1.25);
        cairo_line_to(cairo, 0.0, 1.75);
        cairo_line_to(cairo, 0.2, 1.25);
        cairo_line_to(cairo, 0.13, 0.35);
        cairo_close_path(cairo);
        cairo_fill(cairo);
    }
    set_color(cairo, clip_color_scaled(person->suit, 0.55), 0.8);
    cairo_set_line_width(cairo, 0.07);
    cairo_move_to(cairo, -0.6, 0.2);
    cairo_line_to(cairo, 0.0, 2.0);
    cairo_line_to(cairo, 0.6, 0.2);
    cairo_stroke(cairo);
}

static void draw_hair(const ClipPerson *person, cairo_t *cairo)
{
    set_color(cairo, person->hair, 1);
    cairo_move_to(cairo, -0.84, -1.05);
    cairo_curve_to(cairo, -1.0, -2.6, 1.0, -2.6, 0.84, -1.05);
    cairo_curve_to(cairo, 0.72, -1.75, 0.25, -1.8, 0.1, -1.74);
    cairo_curve_to(cairo, -0.35, -1.72, -0.7, -1.7, -0.84, -1.05);
    cairo_fill(cairo);
}

static void draw_face(const ClipPerson *person, cairo_t *cairo, double time)
{
    const double own = time + person->phase;
    const double blink = fmod(own * 3, 1.0) < 0.03 ? 0.2 : 1.0;
    const double syllable = fabs(sin(2 * G_PI * own * 7)) * fabs(sin(2 * G_PI * own * 3));
    const double mouth = person->talks ? 0.05 + 0.13 * syllable : 0.04;

    set_color(cairo, clip_color_scaled(person->hair, 0.9), 0.9);
    cairo_set_line_width(cairo, 0.07);
    for (int side = -1; side <= 1; side += 2) {
        cairo_move_to(cairo, side * 0.5, -1.42);
        cairo_line_to(cairo, side * 0.18, -1.46);
        cairo_stroke(cairo);
        fill_ellipse(cairo, side * 0.33, -1.24, 0.09, 0.08 * blink);
    }
    set_color(cairo, clip_color_scaled(person->skin, 0.74), 0.8);
    cairo_move_to(cairo, 0.02, -1.2);
    cairo_line_to(cairo, 0.12, -0.9);
    cairo_line_to(cairo, -0.05, -0.88);
    cairo_stroke(cairo);
    cairo_set_source_rgb(cairo, 0.55, 0.22, 0.20);
    fill_ellipse(cairo, 0, -0.6, 0.24, mouth);
}

static void draw_head(const ClipPerson *person, cairo_t *cairo, double time)
{
    cairo_pattern_t *light = cairo_pattern_create_radial(-0.3, -1.4, 0.1, 0, -1.1, 1.15);
    const ClipColor bright = clip_color_scaled(person->skin, 1.08);
    const ClipColor dark = clip_color_scaled(person->skin, 0.70);
    cairo_pattern_add_color_stop_rgb(light, 0, bright.red, bright.green, bright.blue);
    cairo_pattern_add_color_stop_rgb(light, 1, dark.red, dark.green, dark.blue);
    cairo_set_source(cairo, light);
    fill_ellipse(cairo, 0, -1.1, 0.8, 1.0);
    cairo_pattern_destroy(light);

    draw_face(person, cairo, time);
    draw_hair(person, cairo);
}

/* The hand that goes along with the words. */
static void draw_hand(const ClipPerson *person, cairo_t *cairo, double time)
{
    const double own = 2 * G_PI * (time + person->phase);
    const double x = 1.5 + 0.35 * sin(2 * own);
    const double y = 1.1 + 0.55 * sin(3 * own) * cos(own);

    cairo_set_line_cap(cairo, CAIRO_LINE_CAP_ROUND);
    cairo_set_line_join(cairo, CAIRO_LINE_JOIN_ROUND);
    cairo_set_line_width(cairo, 0.75);
    set_color(cairo, clip_color_scaled(person->suit, 0.8), 1);
    cairo_move_to(cairo, 1.75, 1.6);
    cairo_line_to(cairo, 2.35, 2.9);
    cairo_line_to(cairo, x + 0.25, y + 0.6);
    cairo_stroke(cairo);
    set_color(cairo, person->skin, 1);
    fill_ellipse(cairo, x, y + 0.1, 0.32, 0.42);
}

void clip_person_draw(const ClipPerson *person, cairo_t *cairo, double time)
{
    const double own = 2 * G_PI * (time * person->sways + person->phase);

    cairo_save(cairo);
    cairo_translate(cairo, person->x, person->y);
    cairo_scale(cairo, person->radius, person->radius);
    cairo_translate(cairo, 0.16 * sin(own), 0.05 * cos(own));
    cairo_rotate(cairo, 0.025 * sin(own));
    draw_body(person, cairo);

    cairo_save(cairo);
    cairo_translate(cairo, 0.12 * sin(own * 2), 0.16 + 0.07 * sin(own * (person->talks ? 4 : 2)));
    cairo_rotate(cairo, 0.06 * sin(own + 1));
    draw_head(person, cairo, time);
    cairo_restore(cairo);
    if (person->talks) {
        draw_hand(person, cairo, time);
    }
    cairo_restore(cairo);
}
