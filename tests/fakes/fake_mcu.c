/*
 * A giaoban-mcu without media: it speaks mcu/api over its socket, answers every offer with a fixed text, and says
 * at once that the leg is connected. What a test wants of it comes in the places that a real one hands on
 * unread: words in an offer ("no-codec", "bad-offer", "no-ports" and the like; of a device also "asks-floor", "gives-floor"), and
 * candidates that start with "fake:". A device that is denied the floor speaks.
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
    LINGER_US = 300000, /* of one that is ending: its connection is closed, its listener not yet */
    ALONE_MAX = 150,    /* 30 s without a controller: its test has failed */
};

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
    ApiRecord record; /* path NULL: nothing is recorded */
    bool record_paused;
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
            {"no-address", API_FAULT_NO_ADDRESS},
            {"in-the-clear", API_FAULT_NO_ENCRYPTION},
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

/* What the leg is told first stands in it too. */
static void answer_offer(FakeMcu *fake, int64_t id, const char *leg, const char *notice)
{
    g_autofree char *text = g_strdup_printf(
            "v=0\r\ns=answer %s of %d\r\na=notice:%s\r\n", leg, (int)getpid(), notice);
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
            .endpoint = add.endpoint,
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
    answer_offer(fake, id, add.leg, add.notice);
    notify(fake, "leg.connected", API_LEG_CONNECTED, &(ApiLegConnected){.leg = add.leg});
    notify(fake, "leg.size", API_LEG_SIZE,
            &(ApiLegSize){.leg = add.leg,
                    .width_px = 640,
                    .height_px = 360,
                    .fps = 25,
                    .bitrate_bps = 600000});
    api_message_clear(API_LEG_ADD, &add);
}

/* What a device says of slides by other means than SDP. */
static void turn_floor(FakeMcu *fake, const ApiLegSdp *said)
{
    const ApiLegFloor floor = {.leg = said->leg};
    if (strstr(said->sdp, "asks-floor") != NULL) {
        notify(fake, "leg.floor_requested", API_LEG_FLOOR, &floor);
    } else if (strstr(said->sdp, "gives-floor") != NULL) {
        notify(fake, "leg.floor_released", API_LEG_FLOOR, &floor);
    }
}

static void on_leg_floor_denied(FakeMcu *fake, int64_t id, const json_t *body)
{
    ApiLegFloor floor = {0};
    if (!api_message_decode(API_LEG_FLOOR, body, &floor, NULL)) {
        return;
    }
    const Leg *leg = g_hash_table_lookup(fake->legs, floor.leg);
    reply_empty(fake, id);
    if (leg != NULL) {
        notify(fake, "room.speaker", API_SPEAKER, &(ApiSpeaker){.identity = leg->state.identity});
    }
    api_message_clear(API_LEG_FLOOR, &floor);
}

/* Hardware's offer in a call, or its answer to ours. */
static void on_leg_sdp(FakeMcu *fake, int64_t id, const json_t *body)
{
    ApiLegSdp said = {0};
    if (!api_message_decode(API_LEG_SDP, body, &said, NULL)) {
        return;
    }
    if (!g_hash_table_contains(fake->legs, said.leg)) {
        send_line(fake, json_rpc_fault(id, API_FAULT_UNKNOWN_LEG, "no such leg"));
    } else if (!refuse_offer(fake, id, said.sdp)) {
        answer_offer(fake, id, said.leg, "");
        turn_floor(fake, &said);
    }
    api_message_clear(API_LEG_SDP, &said);
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
        answer_offer(fake, id, offer.leg, "");
    }
    api_message_clear(API_LEG_OFFER, &offer);
}

static void end_record(FakeMcu *fake, const char *fault)
{
    if (fake->record.path != NULL) {
        notify(fake, "room.recorded", API_RECORDED,
                &(ApiRecorded){.path = fake->record.path,
                        .fault = (char *)fault,
                        .reason = (char *)(fault[0] != '\0' ? "as it was told" : "")});
        api_message_clear(API_RECORD, &fake->record);
        fake->record = (ApiRecord){0};
        fake->record_paused = false;
    }
}

/* How the file does: so much is on the disk, and was lost. */
static void report_record(FakeMcu *fake, int64_t dropped)
{
    if (fake->record.path != NULL) {
        notify(fake, "room.recording", API_RECORDING,
                &(ApiRecording){.path = fake->record.path,
                        .paused = fake->record_paused,
                        .size_bytes = 70000,
                        .duration_ms = 7000,
                        .stem_bytes = fake->record.stems ? 900 : 0,
                        .stem_faults = fake->record.stems ? dropped : 0,
                        .dropped = dropped});
    }
}

static void obey(FakeMcu *fake, Leg *leg, const char *word)
{
    if (g_str_has_prefix(word, "fake:fault:")) {
        end_record(fake, word + strlen("fake:fault:"));
        return;
    }
    if (g_str_has_prefix(word, "fake:dropped:")) {
        report_record(fake, g_ascii_strtoll(word + strlen("fake:dropped:"), NULL, 10));
        return;
    }
    if (g_str_equal(word, "fake:die")) {
        _exit(9);
    } else if (g_str_equal(word, "fake:linger")) {
        (void)g_socket_shutdown(g_socket_connection_get_socket(fake->controller), TRUE, TRUE, NULL);
        g_usleep(LINGER_US);
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

static void on_leg_caption(FakeMcu *fake, int64_t id, const json_t *body)
{
    ApiLegCaption caption = {0};
    if (api_message_decode(API_LEG_CAPTION, body, &caption, NULL)) {
        reply_empty(fake, id);
        api_message_clear(API_LEG_CAPTION, &caption);
    }
}

/* What a camera is told cannot be seen here: its site is told to speak, or, of a place that is kept, nobody. */
static void on_leg_camera(FakeMcu *fake, int64_t id, const json_t *body)
{
    ApiLegCamera camera = {0};
    if (api_message_decode(API_LEG_CAMERA, body, &camera, NULL)) {
        const Leg *leg = g_hash_table_lookup(fake->legs, camera.leg);
        reply_empty(fake, id);
        if (leg != NULL && camera.pan == -1 && camera.tilt == 0 && camera.ms > 0) {
            notify(fake, "room.speaker", API_SPEAKER,
                    &(ApiSpeaker){.identity = leg->state.identity});
        }
        api_message_clear(API_LEG_CAMERA, &camera);
    }
}

static void on_leg_preset(FakeMcu *fake, int64_t id, const json_t *body)
{
    ApiLegPreset preset = {0};
    if (api_message_decode(API_LEG_PRESET, body, &preset, NULL)) {
        reply_empty(fake, id);
        if (preset.store && preset.preset == 3) {
            notify(fake, "room.speaker", API_SPEAKER, &(ApiSpeaker){0});
        }
        api_message_clear(API_LEG_PRESET, &preset);
    }
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
            .recording = fake->record.path,
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

static void on_leg_still(FakeMcu *fake, int64_t id, const json_t *body)
{
    ApiLegStill still = {0};
    if (api_message_decode(API_LEG_STILL, body, &still, NULL)) {
        api_message_clear(API_LEG_STILL, &still);
        reply(fake, id, API_PICTURE,
                &(ApiPicture){.width_px = 640, .height_px = 360, .jpeg = (char *)"/9j/2Q=="});
    }
}

static void on_room_show(FakeMcu *fake, int64_t id, const json_t *body)
{
    ApiShow show = {0};
    if (api_message_decode(API_SHOW, body, &show, NULL)) {
        api_message_clear(API_SHOW, &show);
        reply_empty(fake, id);
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

/* Something to look at while somebody is there: bytes that begin as a JPEG does. */
static void on_room_snapshot(FakeMcu *fake, int64_t id, const json_t *body)
{
    char jpeg[] = "/9j/4AAQSkZJRgABAQAAAQABAAD/2Q==";
    ApiSnapshot snapshot = {0};

    if (!api_message_decode(API_SNAPSHOT, body, &snapshot, NULL)) {
        return;
    }
    if (g_hash_table_size(fake->legs) == 0) {
        send_line(fake, json_rpc_fault(id, API_FAULT_ROOM_STATE, "nobody sees this view now"));
    } else {
        reply(fake, id, API_PICTURE, &(ApiPicture){.width_px = 1, .height_px = 1, .jpeg = jpeg});
    }
}

/* Every leg has the same line; one view is watched, in one size. */
static void on_room_stats(FakeMcu *fake, int64_t id, const json_t *body)
{
    GHashTableIter iter;
    gpointer value = NULL;
    g_autofree ApiLegStats *legs = g_new0(ApiLegStats, g_hash_table_size(fake->legs) + 1);
    ApiViewStats view = {.view = API_VIEW_SITES,
            .composed = 25,
            .skipped = 4,
            .decode_us = 1200,
            .compose_us = 900,
            .tiles = 2};
    ApiFeedStats feed = {.view = API_VIEW_SITES,
            .height_px = 720,
            .receivers = 1,
            .encoded = 25,
            .keys = 1,
            .encode_us = 7500,
            .bitrate_bps = 1500000};
    ApiRoomStats stats = {
            .cpu_seconds = 1.5,
            .encoders = 2,
            .threads = 1,
            .sound_us = 600,
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
                .loss_out_percent = 2,
                .layer = 2,
                .estimate_bps = 2000000,
                .frames_decoded = 100,
                .frames_dropped = 3,
                .rx_bps = 500000,
                .tx_bps = 1500000,
                .level_dbov = -30,
        };
    }
    reply(fake, id, API_ROOM_STATS, &stats);
}

/* A file that is written in thought only. */
static void on_room_record(FakeMcu *fake, int64_t id, const json_t *body)
{
    api_message_clear(API_RECORD, &fake->record);
    fake->record = (ApiRecord){0};
    if (api_message_decode(API_RECORD, body, &fake->record, NULL)) {
        reply(fake, id, API_RECORD_MOMENT, &(ApiRecordMoment){.wall_us = g_get_real_time()});
    }
}

static void on_room_record_pause(FakeMcu *fake, int64_t id, const json_t *body)
{
    ApiRecordPause pause = {0};
    if (api_message_decode(API_RECORD_PAUSE, body, &pause, NULL)) {
        fake->record_paused = pause.on;
        reply(fake, id, API_RECORD_MOMENT, &(ApiRecordMoment){.wall_us = g_get_real_time()});
    }
}

static void on_room_record_end(FakeMcu *fake, int64_t id, const json_t *body)
{
    reply_empty(fake, id);
    end_record(fake, "");
}

static void on_room_play(FakeMcu *fake, int64_t id, const json_t *body)
{
    reply(fake, id, API_PLAYING, &(ApiPlaying){.duration_ms = 20});
}

/* What is said stands in the log of the test. */
static void on_leg_play(FakeMcu *fake, int64_t id, const json_t *body)
{
    ApiLegPlay play = {0};
    if (api_message_decode(API_LEG_PLAY, body, &play, NULL)) {
        g_printerr("fake_mcu: %s hears %s\n", play.leg, play.sound);
        api_message_clear(API_LEG_PLAY, &play);
    }
    reply(fake, id, API_PLAYING, &(ApiPlaying){.duration_ms = 20});
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
        {"room.show", on_room_show},
        {"leg.still", on_leg_still},
        {"room.audible", on_room_audible},
        {"room.slides", on_room_slides},
        {"room.overlay", on_room_overlay},
        {"room.stats", on_room_stats},
        {"room.snapshot", on_room_snapshot},
        {"room.record", on_room_record},
        {"room.record_pause", on_room_record_pause},
        {"room.record_end", on_room_record_end},
        {"room.play", on_room_play},
        {"leg.play", on_leg_play},
        {"room.close", on_room_close},
        {"leg.add", on_leg_add},
        {"leg.offer", on_leg_offer},
        {"leg.answer", on_leg_sdp},
        {"leg.update", on_leg_sdp},
        {"leg.candidate", on_leg_candidate},
        {"leg.set", on_leg_set},
        {"leg.cap", on_leg_cap},
        {"leg.caption", on_leg_caption},
        {"leg.camera", on_leg_camera},
        {"leg.preset", on_leg_preset},
        {"leg.floor_denied", on_leg_floor_denied},
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
                        .idle_ms = leg->quiet ? -1 : 0,
                        .sound = !leg->quiet,
                        .picture = !leg->quiet,
                        .pans = leg->state.kind == API_LEG_SIP});
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
    api_message_clear(API_RECORD, &fake.record);
    for (int view = 0; view < API_VIEWS; view++) {
        api_message_clear(API_LAYOUT, &fake.layouts[view]);
    }
    g_main_loop_unref(fake.loop);
    (void)unlink(path);
    return 0;
}
