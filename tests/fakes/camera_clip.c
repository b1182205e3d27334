#include "tests/fakes/camera_clip.h"

#include <glib.h>

#include <math.h>
#include <stdbool.h>

enum { NOISE_BYTES = 65536, PEOPLE = 3 };

/* An upright figure: a head on shoulders, that sways and nods. */
typedef struct Person {
    double x; /* parts of the picture's width and height */
    double y;
    double size;
    double pace; /* radians a picture */
    double phase;
    int brightness;
    int blue;
    int red;
} Person;

struct CameraClip {
    int width;
    int height;
    uint32_t seed;
    uint8_t *room;  /* brightness of the wall, a pixel each */
    uint8_t *cloth; /* texture that moves with the people */
    int8_t noise[NOISE_BYTES];
    Person people[PEOPLE];
};

static uint32_t next_random(uint32_t *state)
{
    *state = *state * 1664525U + 1013904223U;
    return *state >> 8;
}

static double part(uint32_t *state)
{
    return (next_random(state) & 0xffff) / 65536.0;
}

static double lattice(uint32_t seed, int x, int y)
{
    uint32_t state = seed + (uint32_t)x * 374761393U + (uint32_t)y * 668265263U;
    state = (state ^ (state >> 13)) * 1274126177U;
    return ((state ^ (state >> 16)) & 0xffff) / 65536.0;
}

/* Smooth noise of one coarseness. */
static double smooth(uint32_t seed, double x, double y)
{
    const int left = (int)floor(x);
    const int top = (int)floor(y);
    const double across = x - left;
    const double down = y - top;
    const double upper =
            lattice(seed, left, top) * (1 - across) + lattice(seed, left + 1, top) * across;
    const double lower =
            lattice(seed, left, top + 1) * (1 - across) + lattice(seed, left + 1, top + 1) * across;
    return upper * (1 - down) + lower * down;
}

static uint8_t texture(uint32_t seed, double x, double y, double base, double depth)
{
    double value = 0;

    for (int octave = 0; octave < 4; octave++) {
        const double scale = 6 << octave;
        value += (smooth(seed + (uint32_t)octave, x * scale, y * scale) - 0.5) / (1 << octave);
    }
    return (uint8_t)CLAMP(base + depth * value, 16, 235);
}

static void paint_room(CameraClip *clip)
{
    for (int y = 0; y < clip->height; y++) {
        for (int x = 0; x < clip->width; x++) {
            const double across = (double)x / clip->height;
            const double down = (double)y / clip->height;
            const bool table = down > 0.84;
            const bool panel = fmod(across * 5 + clip->seed % 7, 1) < 0.04;
            const double base = table ? 96 : 138 - 40 * down - (panel ? 22 : 0);
            const size_t at = (size_t)y * (size_t)clip->width + (size_t)x;
            clip->room[at] = texture(clip->seed, across, down, base, 34);
            clip->cloth[at] = texture(clip->seed + 99, across * 2, down * 2, 0x70, 60);
        }
    }
}

CameraClip *camera_clip_new(int width_px, int height_px, uint32_t seed)
{
    CameraClip *clip = g_new0(CameraClip, 1);
    uint32_t state = seed * 2654435761U + 12345;

    clip->width = width_px;
    clip->height = height_px;
    clip->seed = seed;
    clip->room = g_malloc((size_t)width_px * (size_t)height_px);
    clip->cloth = g_malloc((size_t)width_px * (size_t)height_px);
    paint_room(clip);
    for (int i = 0; i < NOISE_BYTES; i++) {
        /* The sum of four even ones is nearly a bell: about 1.7 of 255 in the mean. */
        const uint32_t sum = next_random(&state) % 4 + next_random(&state) % 4 +
                next_random(&state) % 4 + next_random(&state) % 4;
        clip->noise[i] = (int8_t)((int)sum - 6);
    }
    for (int i = 0; i < PEOPLE; i++) {
        clip->people[i] = (Person){
                .x = (i + 0.5 + 0.3 * (part(&state) - 0.5)) / PEOPLE,
                .y = 0.46 + 0.08 * part(&state),
                .size = 0.13 + 0.04 * part(&state),
                .pace = 0.05 + 0.09 * part(&state),
                .phase = 6.28 * part(&state),
                .brightness = 60 + (int)(90 * part(&state)),
                .blue = 108 + (int)(40 * part(&state)),
                .red = 112 + (int)(40 * part(&state)),
        };
    }
    return clip;
}

void camera_clip_free(CameraClip *clip)
{
    if (clip != NULL) {
        g_free(clip->room);
        g_free(clip->cloth);
        g_free(clip);
    }
}

static uint8_t noisy(int value, int noise)
{
    return (uint8_t)CLAMP(value + noise, 16, 235);
}

static void draw_room(const CameraClip *clip, int number, uint8_t *luma, int stride)
{
    uint32_t state = clip->seed ^ ((uint32_t)number * 2246822519U);

    for (int y = 0; y < clip->height; y++) {
        const uint8_t *from = clip->room + (size_t)y * (size_t)clip->width;
        uint8_t *to = luma + (size_t)y * (size_t)stride;
        const uint32_t start = next_random(&state);
        for (int x = 0; x < clip->width; x++) {
            to[x] = noisy(from[x], clip->noise[(start + (uint32_t)x) % NOISE_BYTES]);
        }
    }
}

/* One row of an ellipse around (cx, cy): from where to where, within the picture. */
static bool ellipse_row(const CameraClip *clip, double cx, double cy, double rx, double ry, int y,
        int *out_left, int *out_right)
{
    const double down = (y - cy) / ry;

    if (down < -1 || down > 1) {
        return false;
    }
    const double half = rx * sqrt(1 - down * down);
    *out_left = MAX(0, (int)(cx - half));
    *out_right = MIN(clip->width, (int)(cx + half));
    return *out_left < *out_right;
}

typedef struct Shape {
    double cx, cy, rx, ry;
    int brightness, blue, red;
} Shape;

static void draw_shape(const CameraClip *clip, const Shape *shape, int number,
        uint8_t *const planes[3], const int strides[3])
{
    uint32_t state = clip->seed ^ ((uint32_t)number * 40503U);
    const int top = MAX(0, (int)(shape->cy - shape->ry));
    const int bottom = MIN(clip->height, (int)(shape->cy + shape->ry));

    for (int y = top; y < bottom; y++) {
        int left = 0;
        int right = 0;
        if (!ellipse_row(clip, shape->cx, shape->cy, shape->rx, shape->ry, y, &left, &right)) {
            continue;
        }
        const int cloth_y = (y - (int)(shape->cy - shape->ry) + clip->height) % clip->height;
        const uint8_t *cloth = clip->cloth + (size_t)cloth_y * (size_t)clip->width;
        uint8_t *to = planes[0] + (size_t)y * (size_t)strides[0];
        const uint32_t start = next_random(&state);
        for (int x = left; x < right; x++) {
            const int cloth_x = (x - (int)(shape->cx - shape->rx) + clip->width) % clip->width;
            const int value = shape->brightness + cloth[cloth_x] - 0x70;
            to[x] = noisy(value, clip->noise[(start + (uint32_t)x) % NOISE_BYTES]);
            planes[1][(y / 2) * strides[1] + x / 2] = (uint8_t)shape->blue;
            planes[2][(y / 2) * strides[2] + x / 2] = (uint8_t)shape->red;
        }
    }
}

void camera_clip_draw(
        const CameraClip *clip, int number, uint8_t *const planes[3], const int strides[3])
{
    const int wall_blue = 118 + (int)(clip->seed * 5 % 22);
    const int wall_red = 120 + (int)(clip->seed * 11 % 16);

    draw_room(clip, number, planes[0], strides[0]);
    for (int y = 0; y < (clip->height + 1) / 2; y++) {
        for (int x = 0; x < (clip->width + 1) / 2; x++) {
            planes[1][y * strides[1] + x] = (uint8_t)wall_blue;
            planes[2][y * strides[2] + x] = (uint8_t)wall_red;
        }
    }
    for (int i = 0; i < PEOPLE; i++) {
        const Person *person = &clip->people[i];
        const double sway = sin(person->phase + number * person->pace);
        const double size = person->size * clip->height;
        const double x = person->x * clip->width + 0.35 * size * sway;
        const double y = person->y * clip->height + 0.1 * size * cos(number * person->pace * 2.3);
        const Shape body = {x, y + 2.3 * size, 1.5 * size, 1.6 * size, person->brightness,
                person->blue, person->red};
        const Shape head = {x + 0.1 * size * sway, y, 0.62 * size, 0.85 * size, 150, 112, 148};
        draw_shape(clip, &body, number, planes, strides);
        draw_shape(clip, &head, number, planes, strides);
    }
}
