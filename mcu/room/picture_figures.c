#include "mcu/room/picture_figures.h"

static void add_view_stats(ApiRoomStats *stats, int view, const RoomViewStats *figures)
{
    stats->encoders += figures->encoders;
    stats->frames_composed += (int64_t)figures->composed;
    stats->picture_late_max_us = MAX(stats->picture_late_max_us, figures->late_max_us);
    stats->views[stats->n_views++] = (ApiViewStats){
            .view = view,
            .composed = (int64_t)figures->composed,
            .skipped = (int64_t)figures->skipped,
            .decode_us = figures->decode_us,
            .compose_us = figures->compose_us,
            .tiles = (int64_t)figures->tiles,
    };
}

static void add_feed_stats(
        ApiRoomStats *stats, int view, const RoomFeedStats *figures, const PictureRung *rung)
{
    stats->frames_encoded += (int64_t)figures->encoded;
    stats->feeds[stats->n_feeds++] = (ApiFeedStats){
            .view = view,
            .codec = figures->codec == PICTURE_CODEC_H264 ? API_PICTURE_H264 : API_PICTURE_VP8,
            .height_px = rung->height_px,
            .receivers = figures->receivers,
            .encoded = (int64_t)figures->encoded,
            .keys = (int64_t)figures->keys,
            .encode_us = figures->encode_us,
            .bitrate_bps = figures->bitrate_bps,
    };
}

void picture_figures_add(RoomMedia *media, const PictureLadder *ladder, ApiRoomStats *stats)
{
    stats->views = g_new0(ApiViewStats, API_VIEWS);
    stats->feeds = g_new0(ApiFeedStats, PICTURE_FEEDS_END);
    for (int view = 0; view < API_VIEWS; view++) {
        const RoomViewStats figures = room_media_view_stats(media, (unsigned)view);
        if (figures.composed == 0) {
            continue;
        }
        add_view_stats(stats, view, &figures);
        for (size_t i = 0; i < figures.feed_count; i++) {
            if (figures.feeds[i].encoded > 0) {
                add_feed_stats(
                        stats, view, &figures.feeds[i], &ladder->rungs[figures.feeds[i].rung]);
            }
        }
    }
}
