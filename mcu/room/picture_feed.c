#include "mcu/room/picture_feed.h"

#include <glib.h>

/* At 25 fps; found readable for text of a name label, and not blocky at a talking head. */
static const struct {
    int height_px;
    int bitrate_bps;
} usual[PICTURE_LOWER_RUNGS] = {{720, 1500000}, {360, 500000}, {180, 160000}};

enum { FEEDS_OF_CODEC = PICTURE_VIEWS_MAX * PICTURE_RUNGS_MAX };

uint32_t picture_feed_source(unsigned view, unsigned rung)
{
    g_assert(view < PICTURE_VIEWS_MAX && rung < PICTURE_RUNGS_MAX);
    return 1 + view * PICTURE_RUNGS_MAX + rung;
}

uint32_t picture_feed_in(uint32_t source, PictureCodec codec)
{
    g_assert(source != PICTURE_FEED_NONE && source < PICTURE_FEEDS_END && codec < PICTURE_CODECS);
    return 1 + codec * FEEDS_OF_CODEC + (source - 1) % FEEDS_OF_CODEC;
}

unsigned picture_feed_view(uint32_t source)
{
    g_assert(source != PICTURE_FEED_NONE && source < PICTURE_FEEDS_END);
    return (source - 1) % FEEDS_OF_CODEC / PICTURE_RUNGS_MAX;
}

unsigned picture_feed_rung(uint32_t source)
{
    g_assert(source != PICTURE_FEED_NONE && source < PICTURE_FEEDS_END);
    return (source - 1) % PICTURE_RUNGS_MAX;
}

PictureCodec picture_feed_codec(uint32_t source)
{
    g_assert(source != PICTURE_FEED_NONE && source < PICTURE_FEEDS_END);
    return (PictureCodec)((source - 1) / FEEDS_OF_CODEC);
}

PictureLadder picture_feed_ladder(int width_px, int height_px, const PictureRates *rates)
{
    PictureLadder ladder = {.count = 1, .rungs = {{width_px, height_px, rates->top_bps}}};
    for (size_t i = 0; i < G_N_ELEMENTS(usual); i++) {
        const int own_bps = rates->lower_bps[i] > 0 ? rates->lower_bps[i] : usual[i].bitrate_bps;
        if (usual[i].height_px < height_px && ladder.count < PICTURE_RUNGS_MAX) {
            ladder.rungs[ladder.count++] = (PictureRung){
                    .width_px = (width_px * usual[i].height_px / height_px + 1) & ~1,
                    .height_px = usual[i].height_px,
                    .bitrate_bps = MIN(own_bps, rates->top_bps),
            };
        }
    }
    return ladder;
}

size_t picture_feed_beyond(const PictureLadder *ladder, int fps, const H264Limits *limits)
{
    size_t rung = 0;
    while (rung + 1 < ladder->count &&
            !h264_format_allows(
                    limits, ladder->rungs[rung].width_px, ladder->rungs[rung].height_px, fps)) {
        rung++;
    }
    return rung;
}

PictureLadder picture_feed_below(const PictureLadder *ladder, size_t beyond)
{
    g_assert(beyond < ladder->count);
    PictureLadder below = {.count = ladder->count - beyond};
    for (size_t i = 0; i < below.count; i++) {
        below.rungs[i] = ladder->rungs[beyond + i];
    }
    return below;
}
