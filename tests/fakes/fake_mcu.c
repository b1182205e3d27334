/*
 * A giaoban-mcu without media: it speaks mcu/api over its socket, answers every offer with a fixed text, and says
 * at once that the leg is connected. What a test wants of it comes in the places that a real one hands on
 * unread: words in an offer ("no-codec", "bad-offer", "no-ports"), and candidates that start with "fake:".
 */
#include "mcu/api/api_message.h"
#include "mcu/api/json_rpc.h"

#include <gio/gio.h>
#include <gio/gunixsocketaddress.h>
#include <glib-unix.h>

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
    QUALITY_EVERY_MS = 200,
    ALONE_MAX = 150
}; /* 30 s without a controller: its test has failed */

typedef struct Leg {
    ApiLegState state;
    bool quiet;
} Leg;

typedef struct FakeMcu {
    GMainLoop *loop;
    char *meeting;
    char *title;
    GHashTable *legs; /* leg → Leg */
    ApiLayout layouts[API_VIEWS];
    char *floor;
    char *slides;
    ApiOverlay overlay;
    GSocketConnection *controller;
    GDataInputStream *lines;
    int alone; /* reports since there was a controller */
} FakeMcu;

static void leg_free(gpointer data)
{
    Leg *leg = data;
    api_message_clear(API_LEG_STATE, &leg->state);
    g_free(leg);
}

static void send_line(FakeMcu *fake, char *line)
{
    if (fake->controller != NULL) {
        GOutputStream *out = g_io_stream_get_output_stream(G_IO_STREAM(fake->controller));
        (void)g_output_stream_write_all(out, line, strlen(line), NULL, NULL, NULL);
    }
    g_free(line);
}

static void notify(FakeMcu *fake, const char *method, ApiMessage kind, const void *structure)
{
    send_line(fake, json_rpc_notification(method, api_message_encode(kind, structure)));
}

static void reply(FakeMcu *fake, int64_t id, ApiMessage kind, const void *structure)
{
    send_line(fake, json_rpc_result(id, api_message_encode(kind, structure)));
}

static void reply_empty(FakeMcu *fake, int64_t id)
{
    static const ApiEmpty empty;
    reply(fake, id, API_EMPTY, &empty);
}

static bool refuse_offer(FakeMcu *fake, int64_t id, const char *offer)
{
    static const struct {
        const char *word;
        int fault;
    } faults[] = {
            {"bad-offer", API_FAULT_BAD_OFFER},
            {"no-codec", API_FAULT_NO_CODEC},
            {"no-ports", API_FAULT_PORTS_EXHAUSTED},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(faults); i++) {
        if (strstr(offer, faults[i].word) != NULL) {
            send_line(fake, json_rpc_fault(id, faults[i].fault, faults[i].word));
            return true;
        }
    }
    return false;
}

static void answer_offer(FakeMcu *fake, int64_t id, const char *leg)
{
    g_autofree char *text = g_strdup_printf("v=0\r\ns=answer %s of %d\r\n", leg, (int)getpid());
    reply(fake, id, API_ANSWER, &(ApiAnswer){.answer = text});
}

static void on_leg_add(FakeMcu *fake, int64_t id, const json_t *body)
{
    ApiLegAdd add = {0};
    if (!api_message_decode(API_LEG_ADD, body, &add, NULL)) {
        return;
    }
    if (refuse_offer(fake, id, add.offer)) {
        api_message_clear(API_LEG_ADD, &add);
        return;
    }
    Leg *leg = g_new0(Leg, 1);
    leg->state = (ApiLegState){
            .leg = g_strdup(add.leg),
            .identity = g_strdup(add.identity),
            .name = g_strdup(add.name),
            .order = add.order,
            .role = add.role,
            .kind = add.kind,
            .mic_muted = add.mic_muted,
            .camera_off = add.camera_off,
            .rate_cap_bps = add.rate_cap_bps,
            .connected = true,
            .width_px = 640,
            .height_px = 360,
            .fps = 25,
            .bitrate_bps = 600000,
    };
    g_hash_table_replace(fake->legs, leg->state.leg, leg);
    answer_offer(fake, id, add.leg);
    notify(fake, "leg.connected", API_LEG_CONNECTED, &(ApiLegConnected){.leg = add.leg});
    notify(fake, "leg.size", API_LEG_SIZE,
            &(ApiLegSize){.leg = add.leg,
                    .width_px = 640,
                    .height_px = 360,
                    .fps = 25,
                    .bitrate_bps = 600000});
    api_message_clear(API_LEG_ADD, &add);
}

static void on_leg_offer(FakeMcu *fake, int64_t id, const json_t *body)
{
    ApiLegOffer offer = {0};
    if (!api_message_decode(API_LEG_OFFER, body, &offer, NULL)) {
        return;
    }
    if (!g_hash_table_contains(fake->legs, offer.leg)) {
        send_line(fake, json_rpc_fault(id, API_FAULT_UNKNOWN_LEG, "no such leg"));
    } else if (!refuse_offer(fake, id, offer.offer)) {
        answer_offer(fake, id, offer.leg);
    }
    api_message_clear(API_LEG_OFFER, &offer);
}

static void obey(FakeMcu *fake, Leg *leg, const char *word)
{
    if (g_str_equal(word, "fake:die")) {
        _exit(9);
    } else if (g_str_equal(word, "fake:quiet")) {
        leg->quiet = true;
    } else if (g_str_equal(word, "fake:speak")) {
        notify(fake, "room.speaker", API_SPEAKER, &(ApiSpeaker){.identity = leg->state.identity});
    } else if (g_str_equal(word, "fake:close")) {
        notify(fake, "leg.closed", API_LEG_CLOSED,
                &(ApiLegClosed){.leg = leg->state.leg, .reason = API_LEG_END_TIMEOUT});
        g_hash_table_remove(fake->legs, leg->state.leg);
    }
}

static void on_leg_candidate(FakeMcu *fake, int64_t id, const json_t *body)
{
    ApiLegCandidate candidate = {0};
    if (!api_message_decode(API_LEG_CANDIDATE, body, &candidate, NULL)) {
        return;
    }
    reply_empty(fake, id);
    Leg *leg = g_hash_table_lookup(fake->legs, candidate.leg);
    if (leg != NULL) {
        obey(fake, leg, candidate.candidate);
    }
    api_message_clear(API_LEG_CANDIDATE, &candidate);
}

static void on_leg_set(FakeMcu *fake, int64_t id, const json_t *body)
{
    ApiLegSet set = {0};
    if (!api_message_decode(API_LEG_SET, body, &set, NULL)) {
        return;
    }
    Leg *leg = g_hash_table_lookup(fake->legs, set.leg);
    if (leg != NULL) {
        leg->state.mic_muted = set.mic_muted;
        leg->state.camera_off = set.camera_off;
    }
    reply_empty(fake, id);
    api_message_clear(API_LEG_SET, &set);
}

static void on_leg_cap(FakeMcu *fake, int64_t id, const json_t *body)
{
    ApiLegCap cap = {0};
    if (!api_message_decode(API_LEG_CAP, body, &cap, NULL)) {
        return;
    }
    Leg *leg = g_hash_table_lookup(fake->legs, cap.leg);
    if (leg != NULL) {
        leg->state.rate_cap_bps = cap.rate_bps;
    }
    reply_empty(fake, id);
    api_message_clear(API_LEG_CAP, &cap);
}

static void on_leg_remove(FakeMcu *fake, int64_t id, const json_t *body)
{
    ApiLegRemove removal = {0};
    if (api_message_decode(API_LEG_REMOVE, body, &removal, NULL)) {
        g_hash_table_remove(fake->legs, removal.leg);
        reply_empty(fake, id);
        api_message_clear(API_LEG_REMOVE, &removal);
    }
}

static void on_room_open(FakeMcu *fake, int64_t id, const json_t *body)
{
    ApiRoomOpen open = {0};
    if (api_message_decode(API_ROOM_OPEN, body, &open, NULL)) {
        fake->meeting = g_strdup(open.meeting);
        fake->title = g_strdup(open.title);
        reply_empty(fake, id);
        api_message_clear(API_ROOM_OPEN, &open);
    }
}

static void on_room_describe(FakeMcu *fake, int64_t id, const json_t *body)
{
    GHashTableIter iter;
    gpointer value = NULL;
    g_autofree ApiLegState *legs = g_new0(ApiLegState, g_hash_table_size(fake->legs) + 1);
    size_t n_legs = 0;

    g_hash_table_iter_init(&iter, fake->legs);
    while (g_hash_table_iter_next(&iter, NULL, &value)) {
        legs[n_legs++] = ((Leg *)value)->state;
    }
    const ApiRoomDescription description = {
            .meeting = fake->meeting,
            .title = fake->title,
            .pid = getpid(),
            .layouts = fake->layouts,
            .n_layouts = API_VIEWS,
            .floor = fake->floor,
            .slides = fake->slides,
            .overlay_title = fake->overlay.title,
            .overlay_clock = fake->overlay.clock,
            .legs = legs,
            .n_legs = n_legs,
    };
    reply(fake, id, API_ROOM_DESCRIPTION, &description);
}

static void on_room_layout(FakeMcu *fake, int64_t id, const json_t *body)
{
    ApiLayout layout = {0};
    if (api_message_decode(API_LAYOUT, body, &layout, NULL)) {
        layout.pages = 1;
        api_message_clear(API_LAYOUT, &fake->layouts[layout.view]);
        fake->layouts[layout.view] = layout;
        reply(fake, id, API_LAYOUT, &layout);
        notify(fake, "room.layout", API_LAYOUT, &layout);
    }
}

static void on_room_floor(FakeMcu *fake, int64_t id, const json_t *body)
{
    ApiFloor floor = {0};
    if (api_message_decode(API_FLOOR, body, &floor, NULL)) {
        g_free(fake->floor);
        fake->floor = floor.identity;
        reply_empty(fake, id);
    }
}

static void on_room_audible(FakeMcu *fake, int64_t id, const json_t *body)
{
    ApiAudible audible = {0};
    if (api_message_decode(API_AUDIBLE, body, &audible, NULL)) {
        api_message_clear(API_AUDIBLE, &audible); /* it has no sound */
        reply_empty(fake, id);
    }
}

static void on_room_slides(FakeMcu *fake, int64_t id, const json_t *body)
{
    ApiSlides slides = {0};
    if (!api_message_decode(API_SLIDES, body, &slides, NULL)) {
        return;
    }
    if (slides.leg[0] != '\0' && !g_hash_table_contains(fake->legs, slides.leg)) {
        send_line(fake, json_rpc_fault(id, API_FAULT_UNKNOWN_LEG, "no such leg"));
        g_free(slides.leg);
        return;
    }
    g_free(fake->slides);
    fake->slides = slides.leg;
    reply_empty(fake, id);
}

static void on_room_overlay(FakeMcu *fake, int64_t id, const json_t *body)
{
    if (api_message_decode(API_OVERLAY, body, &fake->overlay, NULL)) {
        reply_empty(fake, id);
    }
}

/* Every leg has the same line; one view is watched, in one size. */
static void on_room_stats(FakeMcu *fake, int64_t id, const json_t *body)
{
    GHashTableIter iter;
    gpointer value = NULL;
    g_autofree ApiLegStats *legs = g_new0(ApiLegStats, g_hash_table_size(fake->legs) + 1);
    ApiViewStats view = {.view = API_VIEW_SITES, .composed = 25, .compose_us = 900, .tiles = 2};
    ApiFeedStats feed = {
            .view = API_VIEW_SITES, .height_px = 720, .receivers = 1, .encoded = 25, .keys = 1};
    ApiRoomStats stats = {
            .cpu_seconds = 1.5,
            .encoders = 2,
            .threads = 1,
            .views = &view,
            .n_views = 1,
            .feeds = &feed,
            .n_feeds = 1,
            .legs = legs,
    };

    g_hash_table_iter_init(&iter, fake->legs);
    while (g_hash_table_iter_next(&iter, NULL, &value)) {
        legs[stats.n_legs++] = (ApiLegStats){
                .leg = ((Leg *)value)->state.leg,
                .rtt_ms = 20,
                .jitter_ms = 2,
                .loss_in_percent = 1,
                .rx_bps = 500000,
                .tx_bps = 1500000,
                .level_dbov = -30,
        };
    }
    reply(fake, id, API_ROOM_STATS, &stats);
}

static void on_room_close(FakeMcu *fake, int64_t id, const json_t *body)
{
    reply_empty(fake, id);
    g_main_loop_quit(fake->loop);
}

static const struct {
    const char *method;
    void (*handler)(FakeMcu *fake, int64_t id, const json_t *body);
} methods[] = {
        {"room.open", on_room_open},
        {"room.describe", on_room_describe},
        {"room.layout", on_room_layout},
        {"room.floor", on_room_floor},
        {"room.audible", on_room_audible},
        {"room.slides", on_room_slides},
        {"room.overlay", on_room_overlay},
        {"room.stats", on_room_stats},
        {"room.close", on_room_close},
        {"leg.add", on_leg_add},
        {"leg.offer", on_leg_offer},
        {"leg.candidate", on_leg_candidate},
        {"leg.set", on_leg_set},
        {"leg.cap", on_leg_cap},
        {"leg.remove", on_leg_remove},
};

static void on_message(FakeMcu *fake, const char *line, size_t size)
{
    JsonRpcMessage message = json_rpc_read(line, size);

    for (size_t i = 0; message.kind == JSON_RPC_REQUEST && i < G_N_ELEMENTS(methods); i++) {
        if (g_str_equal(methods[i].method, message.method)) {
            methods[i].handler(fake, message.id, message.body);
        }
    }
    json_rpc_message_clear(&message);
}

static void read_next(FakeMcu *fake, GDataInputStream *lines);

static void on_line(GObject *source, GAsyncResult *result, gpointer data)
{
    FakeMcu *fake = data;
    GDataInputStream *lines = G_DATA_INPUT_STREAM(source);
    gsize size = 0;
    g_autofree char *line = g_data_input_stream_read_line_finish(lines, result, &size, NULL);

    if (lines == fake->lines && line != NULL) {
        on_message(fake, line, size);
        read_next(fake, lines);
    } else if (lines == fake->lines) {
        g_clear_object(&fake->lines);
        g_clear_object(&fake->controller);
    }
}

static void read_next(FakeMcu *fake, GDataInputStream *lines)
{
    g_data_input_stream_read_line_async(lines, G_PRIORITY_DEFAULT, NULL, on_line, fake);
}

/* The newest controller wins. */
static gboolean on_controller(
        GSocketService *service, GSocketConnection *connection, GObject *source, gpointer data)
{
    FakeMcu *fake = data;

    g_clear_object(&fake->lines);
    g_clear_object(&fake->controller);
    fake->controller = g_object_ref(connection);
    fake->lines = g_data_input_stream_new(g_io_stream_get_input_stream(G_IO_STREAM(connection)));
    read_next(fake, fake->lines);
    return TRUE;
}

static gboolean on_quality(gpointer data)
{
    FakeMcu *fake = data;
    GHashTableIter iter;
    gpointer value = NULL;

    fake->alone = fake->controller != NULL ? 0 : fake->alone + 1;
    if (fake->alone > ALONE_MAX) {
        g_main_loop_quit(fake->loop);
    }
    g_hash_table_iter_init(&iter, fake->legs);
    while (g_hash_table_iter_next(&iter, NULL, &value)) {
        const Leg *leg = value;
        notify(fake, "leg.quality", API_LEG_QUALITY,
                &(ApiLegQuality){.leg = leg->state.leg,
                        .level = API_QUALITY_GOOD,
                        .rtt_ms = 1,
                        .view = API_VIEW_SITES,
                        .height_px = 720,
                        .tx_bps = leg->state.rate_cap_bps > 0 ? leg->state.rate_cap_bps : 1500000,
                        .sound = !leg->quiet,
                        .picture = !leg->quiet});
    }
    return G_SOURCE_CONTINUE;
}

static gboolean on_signal(gpointer data)
{
    g_main_loop_quit(data);
    return G_SOURCE_CONTINUE;
}

int main(int argc, char **argv)
{
    g_autofree char *path = NULL;
    g_autofree char *meeting = NULL;
    g_auto(GStrv) sets = NULL;
    g_autofree char *config = NULL;
    const GOptionEntry options[] = {
            {"socket", 0, 0, G_OPTION_ARG_FILENAME, &path, NULL, NULL},
            {"meeting", 0, 0, G_OPTION_ARG_STRING, &meeting, NULL, NULL},
            {"config", 0, 0, G_OPTION_ARG_FILENAME, &config, NULL, NULL},
            {"set", 0, 0, G_OPTION_ARG_STRING_ARRAY, &sets, NULL, NULL},
            {0},
    };
    g_autoptr(GOptionContext) context = g_option_context_new(NULL);
    g_option_context_add_main_entries(context, options, NULL);
    if (!g_option_context_parse(context, &argc, &argv, NULL) || path == NULL) {
        return 2;
    }
    FakeMcu fake = {.loop = g_main_loop_new(NULL, FALSE)};
    for (int view = 0; view < API_VIEWS; view++) {
        fake.layouts[view] = (ApiLayout){.view = view, .pages = 1};
    }
    fake.legs = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, leg_free);
    g_autoptr(GSocketService) service = g_socket_service_new();
    g_autoptr(GSocketAddress) address = g_unix_socket_address_new(path);
    if (!g_socket_listener_add_address(G_SOCKET_LISTENER(service), address, G_SOCKET_TYPE_STREAM,
                G_SOCKET_PROTOCOL_DEFAULT, NULL, NULL, NULL)) {
        return 1;
    }
    (void)signal(SIGPIPE, SIG_IGN);
    g_signal_connect(service, "incoming", G_CALLBACK(on_controller), &fake);
    g_timeout_add(QUALITY_EVERY_MS, on_quality, &fake);
    g_unix_signal_add(SIGTERM, on_signal, fake.loop);
    g_main_loop_run(fake.loop);
    g_hash_table_unref(fake.legs);
    g_clear_object(&fake.lines);
    g_clear_object(&fake.controller);
    g_free(fake.meeting);
    g_free(fake.title);
    g_free(fake.floor);
    g_free(fake.slides);
    for (int view = 0; view < API_VIEWS; view++) {
        api_message_clear(API_LAYOUT, &fake.layouts[view]);
    }
    g_main_loop_unref(fake.loop);
    (void)unlink(path);
    return 0;
}
