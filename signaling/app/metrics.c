#include "signaling/app/metrics.h"

#include "signaling/app/metrics_writer.h"
#include "signaling/app/room_metrics.h"

enum { MICROSECONDS = 1000000, PERCENT = 100 };

/* One figure of each meeting. */
typedef struct MeetingFigure {
    const char *name;
    const char *type;
    const char *help;
    double (*value)(const Conference *conference, const McuRoomStats *stats);
} MeetingFigure;

static double connected_of(const Conference *conference, const McuRoomStats *stats)
{
    const Meeting *meeting = conference_meeting(conference);
    unsigned connected = 0;

    for (size_t i = 0; i < meeting_size(meeting); i++) {
        connected += meeting_nth(meeting, i)->state == PARTICIPANT_CONNECTED;
    }
    return connected;
}

static double sites_of(const Conference *conference, const McuRoomStats *stats)
{
    return (double)meeting_size(conference_meeting(conference));
}

static double restarts_of(const Conference *conference, const McuRoomStats *stats)
{
    return stats->restarts;
}

static double cpu_of(const Conference *conference, const McuRoomStats *stats)
{
    return stats->cpu_seconds;
}

static double memory_of(const Conference *conference, const McuRoomStats *stats)
{
    return (double)stats->room->memory_bytes;
}

static double threads_of(const Conference *conference, const McuRoomStats *stats)
{
    return (double)stats->room->threads;
}

static double encoders_of(const Conference *conference, const McuRoomStats *stats)
{
    return (double)stats->room->encoders;
}

static double decoders_of(const Conference *conference, const McuRoomStats *stats)
{
    return (double)stats->room->decoders;
}

static double composed_of(const Conference *conference, const McuRoomStats *stats)
{
    return (double)stats->room->frames_composed;
}

static double encoded_of(const Conference *conference, const McuRoomStats *stats)
{
    return (double)stats->room->frames_encoded;
}

static double sound_ticks_of(const Conference *conference, const McuRoomStats *stats)
{
    return (double)stats->room->sound_ticks;
}

static double sound_late_of(const Conference *conference, const McuRoomStats *stats)
{
    return (double)stats->room->sound_late_max_us / MICROSECONDS;
}

static double picture_late_of(const Conference *conference, const McuRoomStats *stats)
{
    return (double)stats->room->picture_late_max_us / MICROSECONDS;
}

static double picture_busy_of(const Conference *conference, const McuRoomStats *stats)
{
    return stats->room->picture_busy;
}

static double shed_step_of(const Conference *conference, const McuRoomStats *stats)
{
    return (double)stats->room->shed_step;
}

static double sheds_of(const Conference *conference, const McuRoomStats *stats)
{
    return (double)stats->room->sheds;
}

static double shed_returns_of(const Conference *conference, const McuRoomStats *stats)
{
    return (double)stats->room->shed_returns;
}

static double sound_tick_of(const Conference *conference, const McuRoomStats *stats)
{
    return (double)stats->room->sound_us / MICROSECONDS;
}

static double receive_of(const Conference *conference, const McuRoomStats *stats)
{
    int64_t rate_bps = 0;

    for (size_t i = 0; i < stats->room->n_legs; i++) {
        rate_bps += stats->room->legs[i].rx_bps;
    }
    return (double)rate_bps;
}

static double send_of(const Conference *conference, const McuRoomStats *stats)
{
    int64_t rate_bps = 0;

    for (size_t i = 0; i < stats->room->n_legs; i++) {
        rate_bps += stats->room->legs[i].tx_bps;
    }
    return (double)rate_bps;
}

/* Of the sites with media, each counted once, whatever it sends. */
static double loss_of(const Conference *conference, const McuRoomStats *stats)
{
    double sum_percent = 0;

    for (size_t i = 0; i < stats->room->n_legs; i++) {
        sum_percent += stats->room->legs[i].loss_in_percent;
    }
    return stats->room->n_legs > 0 ? sum_percent / PERCENT / (double)stats->room->n_legs : 0;
}

static const MeetingFigure figures[] = {
        {"giaoban_legs", "gauge", "Sites whose media flows.", connected_of},
        {"giaoban_participants", "gauge", "Sites in the roster, with those whose seat is held.",
                sites_of},
        {"giaoban_mcu_restarts_total", "counter", "How often the media server was started again.",
                restarts_of},
        {"giaoban_mcu_cpu_seconds_total", "counter", "CPU time of the media server.", cpu_of},
        {"giaoban_mcu_memory_bytes", "gauge", "Resident memory of the media server.", memory_of},
        {"giaoban_mcu_threads", "gauge", "Threads of the media server.", threads_of},
        {"giaoban_encoders", "gauge", "Encoders of pictures that run.", encoders_of},
        {"giaoban_decoders", "gauge", "Decoders of pictures that run.", decoders_of},
        {"giaoban_frames_composed", "gauge", "Pictures composed since the media server began.",
                composed_of},
        {"giaoban_frames_encoded", "gauge", "Pictures encoded since the media server began.",
                encoded_of},
        {"giaoban_sound_ticks", "gauge", "Sound ticks since the media server began.",
                sound_ticks_of},
        {"giaoban_picture_busy_ratio", "gauge",
                "Share of its time that the busiest view needs for its pictures.", picture_busy_of},
        {"giaoban_shed_step", "gauge",
                "What is left out because the machine is too slow: 0 nothing; 1, 2 pictures of "
                "small tiles; 3, 4 rungs; 5 views.",
                shed_step_of},
        {"giaoban_sheds_total", "counter", "Steps taken because the machine was too slow.",
                sheds_of},
        {"giaoban_shed_returns_total", "counter", "Such steps taken back.", shed_returns_of},
        {"giaoban_sound_late_max_seconds", "gauge", "The latest sound tick of the last second.",
                sound_late_of},
        {"giaoban_sound_tick_seconds", "gauge", "Time to mix a sound tick.", sound_tick_of},
        {"giaoban_receive_bits_per_second", "gauge", "What comes from all sites.", receive_of},
        {"giaoban_send_bits_per_second", "gauge", "What is sent to all sites.", send_of},
        {"giaoban_loss_in_ratio", "gauge", "Loss on the way from the sites, on average.", loss_of},
        {"giaoban_picture_late_max_seconds", "gauge", "The latest picture tick of the last second.",
                picture_late_of},
};

static void append_single(
        GString *out, const char *name, const char *type, const char *help, double value)
{
    metrics_writer_head(out, name, type, help);
    g_string_append_printf(out, "%s ", name);
    metrics_writer_number(out, value);
}

typedef struct Writer {
    GString *out;
    const MeetingFigure *figure;
} Writer;

/* A code has no character that would have to be escaped in a label. */
static void append_meeting(Conference *conference, void *user_data)
{
    const Writer *writer = user_data;
    const McuRoomStats stats = conference_stats(conference);

    g_string_append_printf(writer->out, "%s{meeting=\"%s\"} ", writer->figure->name,
            meeting_code(conference_meeting(conference)));
    metrics_writer_number(writer->out, writer->figure->value(conference, &stats));
}

static double delivered_of(const WebhookState *state)
{
    return (double)state->delivered;
}

static double failed_of(const WebhookState *state)
{
    return (double)state->failed;
}

static double behind_of(const WebhookState *state)
{
    const int64_t behind_us = g_get_real_time() - state->waiting_since;
    return state->waiting_since == 0 ? 0 : (double)MAX(behind_us, 0) / MICROSECONDS;
}

static void append_webhooks(GString *out, const Webhooks *webhooks)
{
    static const struct {
        const char *name;
        const char *type;
        const char *help;
        double (*value)(const WebhookState *state);
    } of_each[] = {
            {"giaoban_webhook_delivered_total", "counter", "What the receiver has taken.",
                    delivered_of},
            {"giaoban_webhook_failed_total", "counter", "Tries that failed.", failed_of},
            {"giaoban_webhook_behind_seconds", "gauge",
                    "Age of what the receiver is being told; 0: it knows everything.", behind_of},
    };
    for (size_t i = 0; webhooks_count(webhooks) > 0 && i < G_N_ELEMENTS(of_each); i++) {
        metrics_writer_head(out, of_each[i].name, of_each[i].type, of_each[i].help);
        for (size_t n = 0; n < webhooks_count(webhooks); n++) {
            const WebhookState state = webhooks_state(webhooks, n);
            g_string_append_printf(out, "%s{", of_each[i].name);
            metrics_writer_label(out, "url", state.shown);
            g_string_append(out, "} ");
            metrics_writer_number(out, of_each[i].value(&state));
        }
    }
}

char *metrics_text(ConferenceService *service, const WebServer *web_server,
        const WebsocketHub *websockets, const Store *store, const Webhooks *webhooks)
{
    GString *out = g_string_new(NULL);

    append_single(out, "giaoban_meetings", "gauge", "Meetings that are running.",
            conference_service_count(service));
    for (size_t i = 0; i < G_N_ELEMENTS(figures); i++) {
        metrics_writer_head(out, figures[i].name, figures[i].type, figures[i].help);
        conference_service_each(
                service, append_meeting, &(Writer){.out = out, .figure = &figures[i]});
    }
    room_metrics_append(out, service);
    if (store != NULL) {
        const StoreStats stats = store_stats(store);
        append_single(out, "giaoban_store_refused_total", "counter",
                "Jobs that found the queue to the database full.", (double)stats.refused);
        append_single(out, "giaoban_store_failed_total", "counter",
                "Writes that the database did not take.", (double)stats.failed);
    }
    if (webhooks != NULL) {
        append_webhooks(out, webhooks);
    }
    if (websockets != NULL) {
        append_single(out, "giaoban_websockets", "gauge", "Open WebSockets.",
                websocket_count(websockets));
    }
    if (web_server != NULL) {
        const WebServerStats stats = web_server_stats(web_server);
        append_single(
                out, "giaoban_http_connections", "gauge", "Open connections.", stats.connections);
        append_single(out, "giaoban_http_requests_total", "counter", "HTTP requests.",
                (double)stats.requests);
        append_single(out, "giaoban_http_refused_total", "counter",
                "Connections and upgrades that were refused.",
                (double)(stats.refused_connections + stats.refused_upgrades));
    }
    return g_string_free(out, FALSE);
}
