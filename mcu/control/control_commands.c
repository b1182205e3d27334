#include "mcu/control/control_commands.h"

#include "config/log.h"
#include "mcu/api/json_rpc.h"

#include <string.h>

LOG_TOPIC("control");

struct ControlCommands {
    Room *room;
    ControlServer *server;
    void (*closed)(void *user_data);
    void *user_data;
    LogLimit bad_lines;
};

/* An offer whose answer is still being made. */
typedef struct PendingAnswer {
    ControlCommands *commands;
    int64_t id;
} PendingAnswer;

static void reply(ControlCommands *commands, int64_t id, ApiMessage message, const void *structure)
{
    control_server_send(
            commands->server, json_rpc_result(id, api_message_encode(message, structure)));
}

static void reply_empty(ControlCommands *commands, int64_t id)
{
    const ApiEmpty empty = {0};
    reply(commands, id, API_EMPTY, &empty);
}

static void refuse(ControlCommands *commands, int64_t id, ApiFault fault, const char *reason)
{
    control_server_send(commands->server, json_rpc_fault(id, fault, reason));
}

static void reply_leg(ControlCommands *commands, int64_t id, bool found)
{
    if (found) {
        reply_empty(commands, id);
    } else {
        refuse(commands, id, API_FAULT_UNKNOWN_LEG, "no such leg");
    }
}

static void on_answer(const char *answer, ApiFault fault, const char *reason, void *user_data)
{
    g_autofree PendingAnswer *pending = user_data;
    if (answer == NULL) {
        refuse(pending->commands, pending->id, fault, reason);
        return;
    }
    g_autofree char *copy = g_strdup(answer);
    reply(pending->commands, pending->id, API_ANSWER, &(ApiAnswer){.answer = copy});
}

static PendingAnswer *pending_new(ControlCommands *commands, int64_t id)
{
    PendingAnswer *pending = g_new0(PendingAnswer, 1);
    pending->commands = commands;
    pending->id = id;
    return pending;
}

static void do_room_open(ControlCommands *commands, int64_t id, const void *body)
{
    if (room_open(commands->room, body)) {
        reply_empty(commands, id);
    } else {
        refuse(commands, id, API_FAULT_ROOM_STATE, "the room is open already");
    }
}

static void do_room_close(ControlCommands *commands, int64_t id, const void *body)
{
    reply_empty(commands, id);
    commands->closed(commands->user_data);
}

static void do_room_describe(ControlCommands *commands, int64_t id, const void *body)
{
    ApiRoomDescription description = room_describe(commands->room);
    reply(commands, id, API_ROOM_DESCRIPTION, &description);
    api_message_clear(API_ROOM_DESCRIPTION, &description);
}

static void do_room_stats(ControlCommands *commands, int64_t id, const void *body)
{
    ApiRoomStats stats = room_stats(commands->room);
    reply(commands, id, API_ROOM_STATS, &stats);
    api_message_clear(API_ROOM_STATS, &stats);
}

static void do_room_layout(ControlCommands *commands, int64_t id, const void *body)
{
    const ApiLayout layout = room_set_layout(commands->room, body);
    reply(commands, id, API_LAYOUT, &layout);
}

static void do_room_show(ControlCommands *commands, int64_t id, const void *body)
{
    room_show(commands->room, body);
    reply_empty(commands, id);
}

static void do_room_floor(ControlCommands *commands, int64_t id, const void *body)
{
    room_set_floor(commands->room, body);
    reply_empty(commands, id);
}

static void do_room_audible(ControlCommands *commands, int64_t id, const void *body)
{
    room_set_audible(commands->room, body);
    reply_empty(commands, id);
}

static void do_room_slides(ControlCommands *commands, int64_t id, const void *body)
{
    reply_leg(commands, id, room_set_slides(commands->room, body));
}

static void do_room_overlay(ControlCommands *commands, int64_t id, const void *body)
{
    room_set_overlay(commands->room, body);
    reply_empty(commands, id);
}

static void on_picture(
        const ApiPicture *picture, ApiFault fault, const char *reason, void *user_data)
{
    g_autofree PendingAnswer *pending = user_data;
    if (picture != NULL) {
        reply(pending->commands, pending->id, API_PICTURE, picture);
    } else {
        refuse(pending->commands, pending->id, fault, reason);
    }
}

static void do_room_snapshot(ControlCommands *commands, int64_t id, const void *body)
{
    room_snapshot(commands->room, body, on_picture, pending_new(commands, id));
}

static void do_leg_still(ControlCommands *commands, int64_t id, const void *body)
{
    room_leg_still(commands->room, body, on_picture, pending_new(commands, id));
}

static void do_room_record(ControlCommands *commands, int64_t id, const void *body)
{
    g_autoptr(GError) error = NULL;
    ApiRecordMoment moment = {0};
    if (room_record(commands->room, body, &moment, &error)) {
        reply(commands, id, API_RECORD_MOMENT, &moment);
    } else {
        refuse(commands, id, API_FAULT_ROOM_STATE, error->message);
    }
}

static void do_room_record_pause(ControlCommands *commands, int64_t id, const void *body)
{
    const ApiRecordMoment moment = room_record_pause(commands->room, body);
    reply(commands, id, API_RECORD_MOMENT, &moment);
}

static void do_room_record_end(ControlCommands *commands, int64_t id, const void *body)
{
    room_record_end(commands->room);
    reply_empty(commands, id);
}

static void do_room_stream(ControlCommands *commands, int64_t id, const void *body)
{
    g_autoptr(GError) error = NULL;
    if (room_stream(commands->room, body, &error)) {
        reply_empty(commands, id);
    } else {
        refuse(commands, id, API_FAULT_ROOM_STATE, error->message);
    }
}

static void reply_playing(ControlCommands *commands, int64_t id, int64_t ms, const GError *error)
{
    const ApiPlaying playing = {.duration_ms = ms};
    if (ms > 0) {
        reply(commands, id, API_PLAYING, &playing);
    } else {
        refuse(commands, id, API_FAULT_PARAMS, error->message);
    }
}

static void do_room_play(ControlCommands *commands, int64_t id, const void *body)
{
    g_autoptr(GError) error = NULL;
    const int64_t ms = room_play(commands->room, body, &error);
    reply_playing(commands, id, ms, error);
}

static void do_leg_play(ControlCommands *commands, int64_t id, const void *body)
{
    g_autoptr(GError) error = NULL;
    const int64_t ms = room_play_to(commands->room, body, &error);
    reply_playing(commands, id, ms, error);
}

static void do_leg_add(ControlCommands *commands, int64_t id, const void *body)
{
    room_add_leg(commands->room, body, on_answer, pending_new(commands, id));
}

static void do_leg_offer(ControlCommands *commands, int64_t id, const void *body)
{
    room_offer_again(commands->room, body, on_answer, pending_new(commands, id));
}

static void do_leg_update(ControlCommands *commands, int64_t id, const void *body)
{
    const ApiLegSdp *update = body;
    const ApiLegOffer offer = {.leg = update->leg, .offer = update->sdp};
    room_offer_again(commands->room, &offer, on_answer, pending_new(commands, id));
}

static void do_leg_answer(ControlCommands *commands, int64_t id, const void *body)
{
    room_take_answer(commands->room, body, on_answer, pending_new(commands, id));
}

static void do_leg_floor_denied(ControlCommands *commands, int64_t id, const void *body)
{
    reply_leg(commands, id, room_deny_floor(commands->room, body));
}

static void do_leg_fast_update(ControlCommands *commands, int64_t id, const void *body)
{
    reply_leg(commands, id, room_fast_update(commands->room, body));
}

static void do_leg_candidate(ControlCommands *commands, int64_t id, const void *body)
{
    reply_leg(commands, id, room_add_candidate(commands->room, body));
}

static void do_leg_set(ControlCommands *commands, int64_t id, const void *body)
{
    reply_leg(commands, id, room_set_leg(commands->room, body));
}

static void do_leg_remove(ControlCommands *commands, int64_t id, const void *body)
{
    reply_leg(commands, id, room_remove_leg(commands->room, body));
}

static void do_leg_view(ControlCommands *commands, int64_t id, const void *body)
{
    reply_leg(commands, id, room_set_leg_view(commands->room, body));
}

static void do_leg_cap(ControlCommands *commands, int64_t id, const void *body)
{
    reply_leg(commands, id, room_cap_leg(commands->room, body));
}

static void do_leg_caption(ControlCommands *commands, int64_t id, const void *body)
{
    reply_leg(commands, id, room_caption_leg(commands->room, body));
}

static void do_leg_camera(ControlCommands *commands, int64_t id, const void *body)
{
    reply_leg(commands, id, room_move_camera(commands->room, body));
}

static void do_leg_preset(ControlCommands *commands, int64_t id, const void *body)
{
    reply_leg(commands, id, room_camera_preset(commands->room, body));
}

static const struct {
    const char *method;
    ApiMessage parameters;
    void (*run)(ControlCommands *commands, int64_t id, const void *body);
} methods[] = {
        {"room.open", API_ROOM_OPEN, do_room_open},
        {"room.close", API_EMPTY, do_room_close},
        {"room.describe", API_EMPTY, do_room_describe},
        {"room.stats", API_EMPTY, do_room_stats},
        {"room.layout", API_LAYOUT, do_room_layout},
        {"room.floor", API_FLOOR, do_room_floor},
        {"room.show", API_SHOW, do_room_show},
        {"room.audible", API_AUDIBLE, do_room_audible},
        {"room.slides", API_SLIDES, do_room_slides},
        {"room.overlay", API_OVERLAY, do_room_overlay},
        {"room.snapshot", API_SNAPSHOT, do_room_snapshot},
        {"room.record", API_RECORD, do_room_record},
        {"room.record_pause", API_RECORD_PAUSE, do_room_record_pause},
        {"room.record_end", API_EMPTY, do_room_record_end},
        {"room.stream", API_STREAM, do_room_stream},
        {"room.play", API_PLAY, do_room_play},
        {"leg.add", API_LEG_ADD, do_leg_add},
        {"leg.offer", API_LEG_OFFER, do_leg_offer},
        {"leg.answer", API_LEG_SDP, do_leg_answer},
        {"leg.update", API_LEG_SDP, do_leg_update},
        {"leg.floor_denied", API_LEG_FLOOR, do_leg_floor_denied},
        {"leg.fast_update", API_LEG_FAST_UPDATE, do_leg_fast_update},
        {"leg.candidate", API_LEG_CANDIDATE, do_leg_candidate},
        {"leg.set", API_LEG_SET, do_leg_set},
        {"leg.cap", API_LEG_CAP, do_leg_cap},
        {"leg.view", API_LEG_VIEW, do_leg_view},
        {"leg.caption", API_LEG_CAPTION, do_leg_caption},
        {"leg.camera", API_LEG_CAMERA, do_leg_camera},
        {"leg.preset", API_LEG_PRESET, do_leg_preset},
        {"leg.remove", API_LEG_REMOVE, do_leg_remove},
        {"leg.play", API_LEG_PLAY, do_leg_play},
        {"leg.still", API_LEG_STILL, do_leg_still},
};

/* Room for the parameters of any method. */
typedef union Parameters {
    ApiEmpty empty;
    ApiRoomOpen room_open;
    ApiLayout layout;
    ApiFloor floor;
    ApiShow show;
    ApiAudible audible;
    ApiSlides slides;
    ApiOverlay overlay;
    ApiSnapshot snapshot;
    ApiRecord record;
    ApiRecordPause record_pause;
    ApiPlay play;
    ApiStream stream;
    ApiLegCap leg_cap;
    ApiLegView leg_view;
    ApiLegCaption leg_caption;
    ApiLegCamera leg_camera;
    ApiLegPreset leg_preset;
    ApiLegAdd leg_add;
    ApiLegOffer leg_offer;
    ApiLegSdp leg_sdp;
    ApiLegFastUpdate leg_fast_update;
    ApiLegFloor leg_floor;
    ApiLegCandidate leg_candidate;
    ApiLegSet leg_set;
    ApiLegRemove leg_remove;
    ApiLegStill leg_still;
    ApiLegPlay leg_play;
} Parameters;

static void run_request(ControlCommands *commands, const JsonRpcMessage *request)
{
    for (size_t i = 0; i < G_N_ELEMENTS(methods); i++) {
        if (strcmp(methods[i].method, request->method) != 0) {
            continue;
        }
        Parameters parameters = {0};
        g_autoptr(GError) error = NULL;
        if (!api_message_decode(methods[i].parameters, request->body, &parameters, &error)) {
            refuse(commands, request->id, API_FAULT_PARAMS, error->message);
            return;
        }
        methods[i].run(commands, request->id, &parameters);
        api_message_clear(methods[i].parameters, &parameters);
        return;
    }
    refuse(commands, request->id, API_FAULT_METHOD, "no such method");
}

void control_commands_line(ControlCommands *commands, const char *line, size_t size)
{
    JsonRpcMessage message = json_rpc_read(line, size);
    unsigned held = 0;
    if (message.kind == JSON_RPC_REQUEST) {
        run_request(commands, &message);
    } else if (log_limit_pass(
                       &commands->bad_lines, G_USEC_PER_SEC, g_get_monotonic_time(), &held)) {
        log_warning("The controller sent a line that is no request (%s); %u more were passed over.",
                message.reason != NULL ? message.reason : "a reply", held);
    }
    json_rpc_message_clear(&message);
}

static void notify(void *user_data, const char *method, ApiMessage message, const void *structure)
{
    ControlCommands *commands = user_data;
    if (commands->server != NULL) {
        control_server_send(commands->server,
                json_rpc_notification(method, api_message_encode(message, structure)));
    }
}

static void on_leg_connected(const ApiLegConnected *leg, void *user_data)
{
    notify(user_data, "leg.connected", API_LEG_CONNECTED, leg);
}

static void on_leg_closed(const ApiLegClosed *leg, void *user_data)
{
    notify(user_data, "leg.closed", API_LEG_CLOSED, leg);
}

static void on_leg_digit(const ApiLegDigit *digit, void *user_data)
{
    notify(user_data, "leg.digit", API_LEG_DIGIT, digit);
}

static void on_leg_floor_requested(const ApiLegFloor *floor, void *user_data)
{
    notify(user_data, "leg.floor_requested", API_LEG_FLOOR, floor);
}

static void on_leg_floor_released(const ApiLegFloor *floor, void *user_data)
{
    notify(user_data, "leg.floor_released", API_LEG_FLOOR, floor);
}

static void on_leg_fast_update_wanted(const ApiLegFastUpdate *wanted, void *user_data)
{
    notify(user_data, "leg.fast_update_wanted", API_LEG_FAST_UPDATE, wanted);
}

static void on_leg_size(const ApiLegSize *size, void *user_data)
{
    notify(user_data, "leg.size", API_LEG_SIZE, size);
}

static void on_leg_quality(const ApiLegQuality *quality, void *user_data)
{
    notify(user_data, "leg.quality", API_LEG_QUALITY, quality);
}

static void on_leg_health(const ApiLegHealth *health, void *user_data)
{
    notify(user_data, "leg.health", API_LEG_HEALTH, health);
}

static void on_speaker(const ApiSpeaker *speaker, void *user_data)
{
    notify(user_data, "room.speaker", API_SPEAKER, speaker);
}

static void on_seats(const ApiSeats *seats, void *user_data)
{
    notify(user_data, "room.seats", API_SEATS, seats);
}

static void on_layout(const ApiLayout *layout, void *user_data)
{
    notify(user_data, "room.layout", API_LAYOUT, layout);
}

static void on_recording(const ApiRecording *recording, void *user_data)
{
    notify(user_data, "room.recording", API_RECORDING, recording);
}

static void on_recorded(const ApiRecorded *recorded, void *user_data)
{
    notify(user_data, "room.recorded", API_RECORDED, recorded);
}

const RoomEvents control_commands_room_events = {
        .recording = on_recording,
        .recorded = on_recorded,
        .leg_connected = on_leg_connected,
        .leg_closed = on_leg_closed,
        .leg_digit = on_leg_digit,
        .leg_floor_requested = on_leg_floor_requested,
        .leg_floor_released = on_leg_floor_released,
        .leg_fast_update_wanted = on_leg_fast_update_wanted,
        .leg_size = on_leg_size,
        .leg_quality = on_leg_quality,
        .leg_health = on_leg_health,
        .speaker = on_speaker,
        .seats = on_seats,
        .layout = on_layout,
};

ControlCommands *control_commands_new(void (*closed)(void *user_data), void *user_data)
{
    ControlCommands *commands = g_new0(ControlCommands, 1);
    commands->closed = closed;
    commands->user_data = user_data;
    return commands;
}

void control_commands_free(ControlCommands *commands)
{
    g_free(commands);
}

void control_commands_connect(ControlCommands *commands, Room *room, ControlServer *server)
{
    commands->room = room;
    commands->server = server;
}
