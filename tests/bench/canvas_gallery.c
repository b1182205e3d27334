/* Writes pictures of every layout, to be looked at: canvas_gallery FOLDER. */
#include "mcu/media/canvas.h"
#include "tests/fakes/camera_clip.h"

#include <glib/gstdio.h>

#include <cairo.h>
#include <libyuv/convert_argb.h>
#include <stdio.h>
#include <stdlib.h>

enum { WIDTH = 1280, HEIGHT = 720, SITES = LAYOUT_TILES_MAX };

/* Names as they come: composed, decomposed, long, and one with letters of two lines' height. */
static const char *const names[] = {
        "Điểm cầu trung tâm - UBND tỉnh Kiên Giang",
        "UBND thành phố Rạch Giá",
        "UBND thành phố Hà Tiên",
        "UBND thành phố Phú Quốc",
        "UBND huyện An Biên",
        "UBND huyện An Minh",
        "UBND huyện Châu Thành",
        "UBND huyện Giang Thành",
        "UBND HUYỆN GIỒNG RIỀNG",
        "UBND huyện Gò Quao",
        "Văn phòng Đoàn đại biểu Quốc hội và Hội đồng nhân dân tỉnh Kiên Giang",
        "UBND huye\xcc\xa3\xcc\x82n Ho\xcc\x80n \xc4\x90\xc3\xa2\xcc\x81t",
        "UBND huyện Kiên Hải",
        "UBND huyện Kiên Lương",
        "UBND huyện Tân Hiệp",
        "UBND huyện U Minh Thượng",
        "UBND huyện Vĩnh Thuận",
        "Sở Nông nghiệp và Phát triển nông thôn",
};

static void write_png(const VideoFrame *picture, const char *folder, const char *name)
{
    g_autofree char *path = g_strdup_printf("%s/%s.png", folder, name);
    cairo_surface_t *surface =
            cairo_image_surface_create(CAIRO_FORMAT_RGB24, picture->width_px, picture->height_px);

    I420ToARGB(picture->planes[0], picture->strides[0], picture->planes[1], picture->strides[1],
            picture->planes[2], picture->strides[2], cairo_image_surface_get_data(surface),
            cairo_image_surface_get_stride(surface), picture->width_px, picture->height_px);
    cairo_surface_mark_dirty(surface);
    if (cairo_surface_write_to_png(surface, path) != CAIRO_STATUS_SUCCESS) {
        (void)fprintf(stderr, "cannot write %s\n", path);
        abort();
    }
    cairo_surface_destroy(surface);
}

static VideoFrame *make_picture(VideoFramePool *pool, int width, int height, uint32_t seed)
{
    CameraClip *clip = camera_clip_new(width, height, seed);
    VideoFrame *picture = video_frame_pool_take(pool, width, height);

    camera_clip_draw(clip, 0, picture->planes, picture->strides);
    camera_clip_free(clip);
    return picture;
}

static void show(Canvas *canvas, LayoutMode mode, size_t seats, VideoFrame *const *pictures,
        const char *folder)
{
    const LayoutRequest request = {
            .mode = mode, .width_px = WIDTH, .height_px = HEIGHT, .seats = seats, .large = 2};
    static const char *const words[] = {"grid", "focus", "full", "split", "corner"};
    const Layout layout = layout_make(&request);
    CanvasTile tiles[LAYOUT_TILES_MAX];

    for (size_t i = 0; i < layout.count; i++) {
        const size_t seat = layout.tiles[i].seat;
        tiles[i] = (CanvasTile){
                .cell = layout.tiles[i].cell,
                .picture = seat % 6 == 4 ? NULL : pictures[seat],
                .name = names[seat % G_N_ELEMENTS(names)],
                .microphone_off = seat % 3 == 1,
                .speaking = seat == MIN(2, seats - 1),
                .camera_off = seat % 12 == 10,
                .lost = seat % 8 == 5,
        };
    }
    canvas_show(canvas, tiles, layout.count);
    g_autofree char *name = g_strdup_printf("%s-%02zu", words[mode], seats);
    write_png(canvas_picture(canvas), folder, name);
}

int main(int argc, char **argv)
{
    static const size_t grids[] = {0, 1, 2, 3, 4, 5, 6, 9, 12, 16, 25};
    static const size_t focused[] = {2, 3, 5, 6, 7, 8};
    static const struct {
        int width, height;
    } sizes[] = {{640, 360}, {1280, 720}, {320, 180}, {640, 480}, {360, 640}, {640, 400}};
    g_autoptr(VideoFramePool) pool = video_frame_pool_new(SITES);
    g_autoptr(Canvas) canvas = canvas_new(WIDTH, HEIGHT);
    VideoFrame *pictures[SITES];

    if (argc != 2 || g_mkdir_with_parents(argv[1], 0755) != 0) {
        (void)fprintf(stderr, "canvas_gallery FOLDER\n");
        return 2;
    }
    for (uint32_t i = 0; i < SITES; i++) {
        const size_t size = i < 6 ? i % 2 : i % G_N_ELEMENTS(sizes);
        pictures[i] = make_picture(pool, sizes[size].width, sizes[size].height, i + 1);
    }
    for (size_t i = 0; i < G_N_ELEMENTS(grids); i++) {
        show(canvas, LAYOUT_GRID, grids[i], pictures, argv[1]);
    }
    for (size_t i = 0; i < G_N_ELEMENTS(focused); i++) {
        show(canvas, LAYOUT_FOCUS, focused[i], pictures, argv[1]);
    }
    canvas_set_banners(canvas,
            &(CanvasBanners){
                    .title = "Họp giao ban Tỉnh ủy tháng 11", .clock = "09:30", .recording = true});
    show(canvas, LAYOUT_FULL, 1, pictures, argv[1]);
    show(canvas, LAYOUT_SPLIT, 2, pictures, argv[1]);
    show(canvas, LAYOUT_CORNER, 2, pictures, argv[1]);
    for (int i = 0; i < SITES; i++) {
        video_frame_unref(pictures[i]);
    }
    return 0;
}
