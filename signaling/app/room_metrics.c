#include "signaling/app/room_metrics.h"

#include "signaling/app/metrics_writer.h"

static const double micro = 1e-6;
static const double milli = 1e-3;
static const double percent = 1e-2;

/* The kinds of thing that figures are of; which one, is the type of what `value` gets. */
typedef enum Kind { VIEW, FEED, SITE } Kind;

/* A site's line, with the last report of what it gets; that may be missing. */
typedef struct SiteLine {
    const ApiLegStats *stats;
    const ApiLegQuality *quality;
} SiteLine;

typedef struct Figure {
    Kind kind;
    const char *name;
    const char *type;
    const char *help;
    double (*value)(const void *of);
} Figure;

/* Views. */

static double view_composed(const void *of)
{
    return (double)((const ApiViewStats *)of)->composed;
}

static double view_skipped(const void *of)
{
    return (double)((const ApiViewStats *)of)->skipped;
}

static double view_decode_s(const void *of)
{
    return (double)((const ApiViewStats *)of)->decode_us * micro;
}

static double view_compose_s(const void *of)
{
    return (double)((const ApiViewStats *)of)->compose_us * micro;
}

static double view_tiles(const void *of)
{
    return (double)((const ApiViewStats *)of)->tiles;
}

/* Feeds. */

static double feed_receivers(const void *of)
{
    return (double)((const ApiFeedStats *)of)->receivers;
}

static double feed_encoded(const void *of)
{
    return (double)((const ApiFeedStats *)of)->encoded;
}

static double feed_keys(const void *of)
{
    return (double)((const ApiFeedStats *)of)->keys;
}

static double feed_encode_s(const void *of)
{
    return (double)((const ApiFeedStats *)of)->encode_us * micro;
}

static double feed_bps(const void *of)
{
    return (double)((const ApiFeedStats *)of)->bitrate_bps;
}

/* Sites. */

static double site_rx(const void *of)
{
    return (double)((const SiteLine *)of)->stats->rx_bps;
}

static double site_tx(const void *of)
{
    return (double)((const SiteLine *)of)->stats->tx_bps;
}

static double site_estimate(const void *of)
{
    return (double)((const SiteLine *)of)->stats->estimate_bps;
}

static double site_loss_in(const void *of)
{
    return ((const SiteLine *)of)->stats->loss_in_percent * percent;
}

static double site_loss_out(const void *of)
{
    return ((const SiteLine *)of)->stats->loss_out_percent * percent;
}

static double site_rtt_s(const void *of)
{
    return ((const SiteLine *)of)->stats->rtt_ms * milli;
}

static double site_jitter_s(const void *of)
{
    return ((const SiteLine *)of)->stats->jitter_ms * milli;
}

static double site_level(const void *of)
{
    return (double)((const SiteLine *)of)->stats->level_dbov;
}

static double site_height(const void *of)
{
    const ApiLegQuality *quality = ((const SiteLine *)of)->quality;
    return quality != NULL ? (double)quality->height_px : 0;
}

static double site_layer(const void *of)
{
    return (double)((const SiteLine *)of)->stats->layer;
}

static double site_decoded(const void *of)
{
    return (double)((const SiteLine *)of)->stats->frames_decoded;
}

static double site_dropped(const void *of)
{
    return (double)((const SiteLine *)of)->stats->frames_dropped;
}

static const Figure figures[] = {
        {VIEW, "giaoban_view_frames_composed_total", "counter", "Pictures composed of a view.",
                view_composed},
        {VIEW, "giaoban_view_frames_skipped_total", "counter",
                "Pictures of a view that the machine was too late for.", view_skipped},
        {VIEW, "giaoban_view_decode_seconds", "gauge", "Time to decode what came for a picture.",
                view_decode_s},
        {VIEW, "giaoban_view_compose_seconds", "gauge", "Time to compose a picture.",
                view_compose_s},
        {VIEW, "giaoban_view_tiles", "gauge", "Sites that are shown on a view.", view_tiles},
        {FEED, "giaoban_feed_receivers", "gauge", "Sites that get a view in this size.",
                feed_receivers},
        {FEED, "giaoban_feed_frames_encoded_total", "counter", "Pictures encoded in this size.",
                feed_encoded},
        {FEED, "giaoban_feed_keyframes_total", "counter", "Key frames among them.", feed_keys},
        {FEED, "giaoban_feed_encode_seconds", "gauge", "Time to encode a picture.", feed_encode_s},
        {FEED, "giaoban_feed_bits_per_second", "gauge", "Bit rate that is aimed at.", feed_bps},
        {SITE, "giaoban_site_receive_bits_per_second", "gauge", "What comes from a site.", site_rx},
        {SITE, "giaoban_site_send_bits_per_second", "gauge", "What is sent to a site.", site_tx},
        {SITE, "giaoban_site_estimate_bits_per_second", "gauge",
                "What the line to a site seems to carry; 0: not known.", site_estimate},
        {SITE, "giaoban_site_loss_in_ratio", "gauge", "Loss on the way from a site.", site_loss_in},
        {SITE, "giaoban_site_loss_out_ratio", "gauge", "Loss on the way to a site.", site_loss_out},
        {SITE, "giaoban_site_rtt_seconds", "gauge", "Time to a site and back.", site_rtt_s},
        {SITE, "giaoban_site_jitter_seconds", "gauge", "Jitter of what comes from a site.",
                site_jitter_s},
        {SITE, "giaoban_site_sound_level_dbov", "gauge", "Level of a site's sound.", site_level},
        {SITE, "giaoban_site_picture_height_pixels", "gauge",
                "Height of the picture that a site gets; 0: none.", site_height},
        {SITE, "giaoban_site_picture_layer", "gauge",
                "Highest temporal layer of the picture that a site gets.", site_layer},
        {SITE, "giaoban_site_frames_decoded_total", "counter", "Pictures of a site, decoded.",
                site_decoded},
        {SITE, "giaoban_site_frames_dropped_total", "counter",
                "Pictures of a site that the machine was too slow for.", site_dropped},
};

typedef struct Writer {
    GString *out;
    const Figure *figure;
} Writer;

/* Up to the first label that the kind has of its own. */
static void begin(const Writer *writer, const Conference *conference)
{
    g_string_append_printf(writer->out, "%s{", writer->figure->name);
    metrics_writer_label(writer->out, "meeting", meeting_code(conference_meeting(conference)));
    g_string_append_c(writer->out, ',');
}

static void end(const Writer *writer, const void *of)
{
    g_string_append(writer->out, "} ");
    metrics_writer_number(writer->out, writer->figure->value(of));
}

static void append_views(
        const Writer *writer, const Conference *conference, const ApiRoomStats *stats)
{
    for (size_t i = 0; i < stats->n_views; i++) {
        begin(writer, conference);
        metrics_writer_label(writer->out, "view", api_view_word((ApiView)stats->views[i].view));
        end(writer, &stats->views[i]);
    }
}

static void append_feeds(
        const Writer *writer, const Conference *conference, const ApiRoomStats *stats)
{
    for (size_t i = 0; i < stats->n_feeds; i++) {
        begin(writer, conference);
        metrics_writer_label(writer->out, "view", api_view_word((ApiView)stats->feeds[i].view));
        g_string_append_printf(
                writer->out, ",height=\"%" G_GINT64_FORMAT "\",", stats->feeds[i].height_px);
        metrics_writer_label(writer->out, "codec",
                api_picture_codec_word((ApiPictureCodec)stats->feeds[i].codec));
        end(writer, &stats->feeds[i]);
    }
}

static void append_sites(
        const Writer *writer, const Conference *conference, const ApiRoomStats *stats)
{
    for (size_t i = 0; i < stats->n_legs; i++) {
        const SiteLine line = {
                .stats = &stats->legs[i],
                .quality = conference_quality(conference, stats->legs[i].leg),
        };
        const Participant *site =
                meeting_find_leg(conference_meeting(conference), stats->legs[i].leg);
        if (site != NULL) {
            begin(writer, conference);
            metrics_writer_label(writer->out, "site", site->identity);
            end(writer, &line);
        }
    }
}

static void append_meeting(Conference *conference, void *user_data)
{
    static void (*const appenders[])(
            const Writer *writer, const Conference *conference, const ApiRoomStats *stats) = {
            [VIEW] = append_views, [FEED] = append_feeds, [SITE] = append_sites};
    const Writer *writer = user_data;

    appenders[writer->figure->kind](writer, conference, conference_stats(conference).room);
}

void room_metrics_append(GString *out, ConferenceService *service)
{
    for (size_t i = 0; i < G_N_ELEMENTS(figures); i++) {
        metrics_writer_head(out, figures[i].name, figures[i].type, figures[i].help);
        conference_service_each(
                service, append_meeting, &(Writer){.out = out, .figure = &figures[i]});
    }
}
