/*
 * Prints what it costs to compose a picture of 1 to 25 sites, beside what libyuv alone takes to copy or scale their
 * pictures to their places: what is over is names, marks, borders and gaps. All is processor time of this thread, the
 * median of many pictures; the two take turns, so that both meet the same machine.
 *
 *   compose_bench [--json FILE] [--frames N]
 */
#include "mcu/media/canvas.h"
#include "mcu/media/picture_fit.h"
#include "tests/bench/bench_figures.h"
#include "tests/fakes/camera_clip.h"

#include <glib.h>
#include <jansson.h>

#include <stdio.h>

enum {
    WIDTH = 1280,
    HEIGHT = 720,
    GAP_PX = 2,  /* as on the canvas: what the picture does not fill */
    WARM_UP = 5, /* names are painted once */
    TAKES = 2,   /* pictures of a site that take turns: each is new to the canvas */
    FRAMES_MAX = 5000,
};

static const double drawing_max_ms = 0.3;
enum { DRAWING_TILES = 16 };

typedef struct Case {
    size_t tiles;
    int width, height; /* of the sites' pictures; 0 is the size of their tiles: nothing is scaled */
} Case;

static const Case cases[] = {
        {1, 0, 0},
        {2, 0, 0},
        {4, 0, 0},
        {9, 0, 0},
        {16, 0, 0},
        {25, 0, 0},
        {1, 640, 360},
        {4, 320, 180},
        {9, 640, 360},
        {16, 640, 360},
        {16, 480, 270},
        {25, 640, 360},
};

typedef struct Bench {
    int frames;
    json_t *figures;
} Bench;

/* A meeting whose pictures lie ready. */
typedef struct Stage {
    Layout layout;
    VideoFramePool *pool;
    VideoFrame *pictures[LAYOUT_TILES_MAX][TAKES];
    VideoFrame *bare; /* what libyuv alone draws on */
    Canvas *canvas;
} Stage;

static void stage_init(Stage *stage, const Case *which)
{
    *stage = (Stage){
            .layout = layout_make(&(LayoutRequest){.mode = LAYOUT_GRID,
                    .width_px = WIDTH,
                    .height_px = HEIGHT,
                    .seats = which->tiles}),
            .pool = video_frame_pool_new(LAYOUT_TILES_MAX * TAKES + 1),
            .canvas = canvas_new(WIDTH, HEIGHT),
    };
    stage->bare = video_frame_pool_take(stage->pool, WIDTH, HEIGHT);
    for (size_t i = 0; i < stage->layout.count; i++) {
        const Rect cell = stage->layout.tiles[i].cell;
        const int width = which->width != 0 ? which->width : cell.width;
        const int height = which->height != 0 ? which->height : cell.height;
        CameraClip *clip = camera_clip_new(width, height, (uint32_t)i + 1);
        for (int take = 0; take < TAKES; take++) {
            VideoFrame *picture = video_frame_pool_take(stage->pool, width, height);
            camera_clip_draw(clip, take, picture->planes, picture->strides);
            stage->pictures[i][take] = picture;
        }
        camera_clip_free(clip);
    }
}

static void stage_clear(Stage *stage)
{
    for (size_t i = 0; i < stage->layout.count; i++) {
        for (int take = 0; take < TAKES; take++) {
            video_frame_unref(stage->pictures[i][take]);
        }
    }
    canvas_free(stage->canvas);
    video_frame_unref(stage->bare);
    video_frame_pool_unref(stage->pool);
}

static double compose(Stage *stage, int take)
{
    CanvasTile tiles[LAYOUT_TILES_MAX];

    for (size_t i = 0; i < stage->layout.count; i++) {
        tiles[i] = (CanvasTile){
                .cell = stage->layout.tiles[i].cell,
                .picture = stage->pictures[i][take],
                .name = "UBND huyện Giồng Riềng",
                .microphone_off = i % 3 != 0,
                .speaking = i == 0,
        };
    }
    const double begin_ms = bench_processor_ms();
    canvas_show(stage->canvas, tiles, stage->layout.count);
    return bench_processor_ms() - begin_ms;
}

/* picture_fit_draw() does nothing but call libyuv. */
static double place(Stage *stage, int take)
{
    const int gap = stage->layout.count == 1 ? 0 : GAP_PX;
    const double begin_ms = bench_processor_ms();

    for (size_t i = 0; i < stage->layout.count; i++) {
        const VideoFrame *picture = stage->pictures[i][take];
        const PictureFit fit = picture_fit_make(picture->width_px, picture->height_px,
                rect_inset(stage->layout.tiles[i].cell, gap));
        picture_fit_draw(&fit, picture, stage->bare);
    }
    return bench_processor_ms() - begin_ms;
}

static void report(Bench *bench, const char *figure, double value, const double *target)
{
    json_t *entry = json_pack("{s:s, s:f, s:s}", "figure", figure, "value", value, "unit", "ms");

    json_object_set_new(entry, "target", target != NULL ? json_real(*target) : json_null());
    json_object_set_new(
            entry, "met", target != NULL ? json_boolean(value <= *target) : json_null());
    json_array_append_new(bench->figures, entry);
    printf("%-70s %8.3f ms\n", figure, value);
    (void)fflush(stdout);
}

static void bench_case(Bench *bench, const Case *which)
{
    static double composed_ms[FRAMES_MAX];
    static double placed_ms[FRAMES_MAX];
    g_autofree char *from = which->width != 0
            ? g_strdup_printf("scaled from %dx%d", which->width, which->height)
            : g_strdup("copied");
    g_autofree char *what =
            g_strdup_printf("%zu %s, %s", which->tiles, which->tiles == 1 ? "tile" : "tiles", from);
    Stage stage;

    stage_init(&stage, which);
    for (int i = -WARM_UP; i < bench->frames; i++) {
        const int take = (i + WARM_UP) % TAKES;
        const double with_all_ms = compose(&stage, take);
        const double bare_ms = place(&stage, take);
        composed_ms[MAX(i, 0)] = with_all_ms;
        placed_ms[MAX(i, 0)] = bare_ms;
    }
    stage_clear(&stage);
    const double composed = bench_median(composed_ms, (size_t)bench->frames);
    const double placed = bench_median(placed_ms, (size_t)bench->frames);
    g_autofree char *all_name = g_strconcat(what, ": a picture", NULL);
    g_autofree char *floor_name = g_strconcat(what, ": libyuv alone", NULL);
    g_autofree char *drawing_name = g_strconcat(what, ": names, marks, borders, gaps", NULL);
    report(bench, all_name, composed, NULL);
    report(bench, floor_name, placed, NULL);
    report(bench, drawing_name, composed - placed,
            which->tiles == DRAWING_TILES ? &drawing_max_ms : NULL);
}

int main(int argc, char **argv)
{
    g_autofree char *json_path = NULL;
    g_autoptr(GError) error = NULL;
    Bench bench = {.frames = 400};
    const GOptionEntry entries[] = {
            {"json", 0, 0, G_OPTION_ARG_FILENAME, &json_path, "write the figures here", "FILE"},
            {"frames", 0, 0, G_OPTION_ARG_INT, &bench.frames, "pictures of each case", "N"},
            {NULL, 0, 0, 0, NULL, NULL, NULL},
    };
    g_autoptr(GOptionContext) context = g_option_context_new("- what the canvas costs");

    g_option_context_add_main_entries(context, entries, NULL);
    if (!g_option_context_parse(context, &argc, &argv, &error) || bench.frames < 1 ||
            bench.frames > FRAMES_MAX) {
        (void)fprintf(stderr, "%s\n", error != NULL ? error->message : "--frames is 1 to 5000");
        return 2;
    }
    bench.figures = json_array();
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        bench_case(&bench, &cases[i]);
    }
    return bench_figures_write("compose_bench", bench.figures, json_path) ? 0 : 1;
}
