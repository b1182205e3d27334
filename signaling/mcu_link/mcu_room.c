#include "signaling/mcu_link/mcu_room.h"

#include "config/log.h"

LOG_TOPIC("mcu_room");

enum { STATS_EVERY_MS = 1000 };

struct McuRoom {
    McuSupervisor *supervisor;
    const McuRoomEvents *events;
    void *user_data;
    guint stats_timer;
    bool stats_asked;
    ApiRoomStats stats;
    double cpu_of_the_dead; /* seconds that earlier processes of this room took */
};

/* Notifications: name, struct, handler. */

static void on_leg_connected(McuRoom *room, const void *message)
{
    const ApiLegConnected *connected = message;
    room->events->leg_connected(connected->leg, room->user_data);
}

static void on_leg_closed(McuRoom *room, const void *message)
{
    const ApiLegClosed *closed = message;
    room->events->leg_closed(closed->leg, (ApiLegEnd)closed->reason, room->user_data);
}

static void on_leg_digit(McuRoom *room, const void *message)
{
    const ApiLegDigit *pressed = message;
    if (room->events->leg_digit != NULL && pressed->digit[0] != '\0') {
        room->events->leg_digit(pressed->leg, pressed->digit[0], room->user_data);
    }
}

static void on_leg_fast_update_wanted(McuRoom *room, const void *message)
{
    const ApiLegFastUpdate *wanted = message;
    if (room->events->leg_fast_update_wanted != NULL) {
        room->events->leg_fast_update_wanted(wanted->leg, room->user_data);
    }
}

static void tell_floor(const McuRoom *room, const ApiLegFloor *floor, bool wanted)
{
    if (room->events->leg_floor != NULL) {
        room->events->leg_floor(floor->leg, wanted, room->user_data);
    }
}

static void on_leg_floor_requested(McuRoom *room, const void *message)
{
    tell_floor(room, message, true);
}

static void on_leg_floor_released(McuRoom *room, const void *message)
{
    tell_floor(room, message, false);
}

static void on_leg_size(McuRoom *room, const void *message)
{
    room->events->leg_size(message, room->user_data);
}

static void on_leg_quality(McuRoom *room, const void *message)
{
    room->events->leg_quality(message, room->user_data);
}

static void on_leg_health(McuRoom *room, const void *message)
{
    room->events->leg_health(message, room->user_data);
}

static void on_speaker(McuRoom *room, const void *message)
{
    const ApiSpeaker *speaker = message;
    room->events->speaker(speaker->identity[0] != '\0' ? speaker->identity : NULL, room->user_data);
}

static void on_layout(McuRoom *room, const void *message)
{
    room->events->layout(message, room->user_data);
}

static void on_recording(McuRoom *room, const void *message)
{
    room->events->recording(message, room->user_data);
}

static void on_recorded(McuRoom *room, const void *message)
{
    room->events->recorded(message, room->user_data);
}

static const struct {
    const char *method;
    ApiMessage kind;
    void (*handler)(McuRoom *room, const void *message);
} notifications[] = {
        {"leg.connected", API_LEG_CONNECTED, on_leg_connected},
        {"leg.closed", API_LEG_CLOSED, on_leg_closed},
        {"leg.digit", API_LEG_DIGIT, on_leg_digit},
        {"leg.fast_update_wanted", API_LEG_FAST_UPDATE, on_leg_fast_update_wanted},
        {"leg.floor_requested", API_LEG_FLOOR, on_leg_floor_requested},
        {"leg.floor_released", API_LEG_FLOOR, on_leg_floor_released},
        {"leg.size", API_LEG_SIZE, on_leg_size},
        {"leg.quality", API_LEG_QUALITY, on_leg_quality},
        {"leg.health", API_LEG_HEALTH, on_leg_health},
        {"room.speaker", API_SPEAKER, on_speaker},
        {"room.layout", API_LAYOUT, on_layout},
        {"room.recording", API_RECORDING, on_recording},
        {"room.recorded", API_RECORDED, on_recorded},
};

static void on_notification(const char *method, const json_t *body, void *user_data)
{
    McuRoom *room = user_data;
    union {
        ApiLegConnected connected;
        ApiLegClosed closed;
        ApiLegDigit digit;
        ApiLegFastUpdate fast_update;
        ApiLegFloor floor;
        ApiLegSize size;
        ApiLegQuality quality;
        ApiLegHealth health;
        ApiSpeaker speaker;
        ApiLayout layout;
        ApiRecording recording;
        ApiRecorded recorded;
    } message = {0};
    g_autoptr(GError) error = NULL;

    for (size_t i = 0; i < G_N_ELEMENTS(notifications); i++) {
        if (!g_str_equal(notifications[i].method, method)) {
            continue;
        }
        if (api_message_decode(notifications[i].kind, body, &message, &error)) {
            notifications[i].handler(room, &message);
            api_message_clear(notifications[i].kind, &message);
        } else {
            log_warning(
                    "The media server's message %s cannot be read: %s.", method, error->message);
        }
    }
}

/* Statistics. They are the heartbeat too: an MCU that does not answer them is given up. */

/* A copy: the reply is lent. */
static void keep_stats(McuRoom *room, const ApiRoomStats *stats)
{
    json_t *json = api_message_encode(API_ROOM_STATS, stats);

    api_message_clear(API_ROOM_STATS, &room->stats);
    (void)api_message_decode(API_ROOM_STATS, json, &room->stats, NULL);
    json_decref(json);
}

static void on_stats(const McuReply *reply, void *user_data)
{
    McuRoom *room = user_data;
    const ApiRoomStats *stats = reply->result;

    room->stats_asked = false;
    if (reply->outcome != MCU_REPLIED) {
        return;
    }
    keep_stats(room, stats);
    room->events->stats(&room->stats, room->user_data);
}

static void ask_for_stats(McuRoom *room)
{
    if (mcu_supervisor_is_ready(room->supervisor) && !room->stats_asked) {
        room->stats_asked = true;
        mcu_supervisor_request(room->supervisor,
                &(McuRequest){.method = "room.stats",
                        .result_kind = API_ROOM_STATS,
                        .reply = on_stats,
                        .user_data = room});
    }
}

static gboolean on_stats_timer(gpointer data)
{
    ask_for_stats(data);
    return G_SOURCE_CONTINUE;
}

/* The supervisor's events. */

static void on_ready(void *user_data)
{
    McuRoom *room = user_data;
    room->events->ready(room->user_data);
    ask_for_stats(room);
}

static void on_adopted(const ApiRoomDescription *description, void *user_data)
{
    McuRoom *room = user_data;
    room->events->adopted(description, room->user_data);
    ask_for_stats(room);
}

static void on_not_found(void *user_data)
{
    McuRoom *room = user_data;
    room->events->not_found(room->user_data);
}

static void on_lost(void *user_data)
{
    McuRoom *room = user_data;
    room->cpu_of_the_dead += room->stats.cpu_seconds;
    api_message_clear(API_ROOM_STATS, &room->stats);
    room->events->lost(room->user_data);
}

McuRoom *mcu_room_new(
        const McuSupervisorConfig *config, const McuRoomEvents *events, void *user_data)
{
    static const McuSupervisorEvents supervisor_events = {
            .ready = on_ready,
            .adopted = on_adopted,
            .not_found = on_not_found,
            .lost = on_lost,
            .notification = on_notification,
    };
    McuRoom *room = g_new0(McuRoom, 1);

    room->events = events;
    room->user_data = user_data;
    room->supervisor = mcu_supervisor_new(config, &supervisor_events, room);
    room->stats_timer = g_timeout_add(STATS_EVERY_MS, on_stats_timer, room);
    return room;
}

void mcu_room_free(McuRoom *room)
{
    if (room != NULL) {
        g_source_remove(room->stats_timer);
        mcu_supervisor_free(room->supervisor);
        api_message_clear(API_ROOM_STATS, &room->stats);
        g_free(room);
    }
}

void mcu_room_start(McuRoom *room)
{
    mcu_supervisor_start(room->supervisor);
}

void mcu_room_adopt(McuRoom *room)
{
    mcu_supervisor_adopt(room->supervisor);
}

void mcu_room_close(McuRoom *room)
{
    mcu_supervisor_close_room(room->supervisor);
}

/* Requests. */

typedef struct Offer {
    McuAnswerFn done;
    void *user_data;
} Offer;

static void on_answer(const McuReply *reply, void *user_data)
{
    Offer *offer = user_data;
    const ApiAnswer *answer = reply->result;

    offer->done(&(McuAnswer){.outcome = reply->outcome,
                        .fault = reply->fault,
                        .reason = reply->reason,
                        .sdp = answer != NULL ? answer->answer : NULL},
            offer->user_data);
    g_free(offer);
}

static void ask_for_answer(
        McuRoom *room, const char *method, json_t *params, McuAnswerFn done, void *user_data)
{
    Offer *offer = g_new(Offer, 1);
    *offer = (Offer){.done = done, .user_data = user_data};
    mcu_supervisor_request(room->supervisor,
            &(McuRequest){.method = method,
                    .params = params,
                    .result_kind = API_ANSWER,
                    .reply = on_answer,
                    .user_data = offer});
}

static void tell(McuRoom *room, const char *method, ApiMessage kind, const void *params,
        ApiMessage result_kind)
{
    mcu_supervisor_request(room->supervisor,
            &(McuRequest){.method = method,
                    .params = api_message_encode(kind, params),
                    .result_kind = result_kind});
}

void mcu_room_add_leg(McuRoom *room, const ApiLegAdd *add, McuAnswerFn done, void *user_data)
{
    ask_for_answer(room, "leg.add", api_message_encode(API_LEG_ADD, add), done, user_data);
}

void mcu_room_offer(
        McuRoom *room, const char *leg, const char *sdp, McuAnswerFn done, void *user_data)
{
    const ApiLegOffer offer = {.leg = (char *)leg, .offer = (char *)sdp};
    ask_for_answer(room, "leg.offer", api_message_encode(API_LEG_OFFER, &offer), done, user_data);
}

static void ask_with_sdp(
        McuRoom *room, const char *method, const ApiLegSdp *sdp, McuAnswerFn done, void *user_data)
{
    ask_for_answer(room, method, api_message_encode(API_LEG_SDP, sdp), done, user_data);
}

void mcu_room_answer(
        McuRoom *room, const char *leg, const char *sdp, McuAnswerFn done, void *user_data)
{
    const ApiLegSdp answer = {.leg = (char *)leg, .sdp = (char *)sdp};
    ask_with_sdp(room, "leg.answer", &answer, done, user_data);
}

void mcu_room_update(
        McuRoom *room, const char *leg, const char *sdp, McuAnswerFn done, void *user_data)
{
    const ApiLegSdp offer = {.leg = (char *)leg, .sdp = (char *)sdp};
    ask_with_sdp(room, "leg.update", &offer, done, user_data);
}

void mcu_room_deny_floor(McuRoom *room, const char *leg)
{
    tell(room, "leg.floor_denied", API_LEG_FLOOR, &(ApiLegFloor){.leg = (char *)leg}, API_EMPTY);
}

void mcu_room_fast_update(McuRoom *room, const char *leg)
{
    tell(room, "leg.fast_update", API_LEG_FAST_UPDATE, &(ApiLegFastUpdate){.leg = (char *)leg},
            API_EMPTY);
}

void mcu_room_candidate(McuRoom *room, const char *leg, const char *candidate, const char *mid)
{
    tell(room, "leg.candidate", API_LEG_CANDIDATE,
            &(ApiLegCandidate){
                    .leg = (char *)leg, .candidate = (char *)candidate, .mid = (char *)mid},
            API_EMPTY);
}

void mcu_room_set_leg(McuRoom *room, const char *leg, bool mic, bool camera)
{
    tell(room, "leg.set", API_LEG_SET,
            &(ApiLegSet){.leg = (char *)leg, .mic_muted = !mic, .camera_off = !camera}, API_EMPTY);
}

void mcu_room_remove_leg(McuRoom *room, const char *leg, const char *reason, bool keep_seat)
{
    tell(room, "leg.remove", API_LEG_REMOVE,
            &(ApiLegRemove){.leg = (char *)leg, .reason = (char *)reason, .keep_seat = keep_seat},
            API_EMPTY);
}

void mcu_room_cap_leg(McuRoom *room, const char *leg, int64_t rate_bps)
{
    tell(room, "leg.cap", API_LEG_CAP, &(ApiLegCap){.leg = (char *)leg, .rate_bps = rate_bps},
            API_EMPTY);
}

void mcu_room_move_camera(McuRoom *room, const ApiLegCamera *camera)
{
    tell(room, "leg.camera", API_LEG_CAMERA, camera, API_EMPTY);
}

void mcu_room_camera_preset(McuRoom *room, const ApiLegPreset *preset)
{
    tell(room, "leg.preset", API_LEG_PRESET, preset, API_EMPTY);
}

void mcu_room_caption_leg(McuRoom *room, const char *leg, const char *text, int64_t ms)
{
    tell(room, "leg.caption", API_LEG_CAPTION,
            &(ApiLegCaption){.leg = (char *)leg, .text = (char *)text, .ms = ms}, API_EMPTY);
}

void mcu_room_set_leg_view(McuRoom *room, const char *leg, int view)
{
    tell(room, "leg.view", API_LEG_VIEW, &(ApiLegView){.leg = (char *)leg, .view = view},
            API_EMPTY);
}

void mcu_room_set_layout(McuRoom *room, const ApiLayout *layout)
{
    tell(room, "room.layout", API_LAYOUT, layout, API_LAYOUT);
}

void mcu_room_set_floor(McuRoom *room, const char *identity)
{
    tell(room, "room.floor", API_FLOOR, &(ApiFloor){.identity = (char *)identity}, API_EMPTY);
}

void mcu_room_show(McuRoom *room, const char *identity, int64_t ms)
{
    tell(room, "room.show", API_SHOW, &(ApiShow){.identity = (char *)identity, .ms = ms},
            API_EMPTY);
}

void mcu_room_set_audible(McuRoom *room, const ApiAudible *audible)
{
    tell(room, "room.audible", API_AUDIBLE, audible, API_EMPTY);
}

typedef struct Slides {
    McuRoom *room;
    char *leg;
} Slides;

static void on_slides(const McuReply *reply, void *user_data)
{
    Slides *slides = user_data;

    if (reply->outcome == MCU_REFUSED) {
        slides->room->events->slides_refused(slides->leg, slides->room->user_data);
    }
    g_free(slides->leg);
    g_free(slides);
}

void mcu_room_set_slides(McuRoom *room, const char *leg)
{
    const ApiSlides params = {.leg = (char *)leg};
    Slides *slides = g_new(Slides, 1);

    *slides = (Slides){.room = room, .leg = g_strdup(leg)};
    mcu_supervisor_request(room->supervisor,
            &(McuRequest){.method = "room.slides",
                    .params = api_message_encode(API_SLIDES, &params),
                    .result_kind = API_EMPTY,
                    .reply = on_slides,
                    .user_data = slides});
}

void mcu_room_set_overlay(McuRoom *room, const ApiOverlay *overlay)
{
    tell(room, "room.overlay", API_OVERLAY, overlay, API_EMPTY);
}

void mcu_room_record(McuRoom *room, const ApiRecord *record, McuReplyFn reply, void *user_data)
{
    mcu_supervisor_request(room->supervisor,
            &(McuRequest){.method = "room.record",
                    .params = api_message_encode(API_RECORD, record),
                    .result_kind = API_RECORD_MOMENT,
                    .reply = reply,
                    .user_data = user_data});
}

void mcu_room_pause_record(McuRoom *room, bool paused, McuReplyFn reply, void *user_data)
{
    mcu_supervisor_request(room->supervisor,
            &(McuRequest){.method = "room.record_pause",
                    .params = api_message_encode(API_RECORD_PAUSE, &(ApiRecordPause){.on = paused}),
                    .result_kind = API_RECORD_MOMENT,
                    .reply = reply,
                    .user_data = user_data});
}

void mcu_room_end_record(McuRoom *room)
{
    mcu_supervisor_request(
            room->supervisor, &(McuRequest){.method = "room.record_end", .result_kind = API_EMPTY});
}

void mcu_room_play(McuRoom *room, const char *path, McuReplyFn reply, void *user_data)
{
    mcu_supervisor_request(room->supervisor,
            &(McuRequest){.method = "room.play",
                    .params = api_message_encode(API_PLAY, &(ApiPlay){.path = (char *)path}),
                    .result_kind = API_PLAYING,
                    .reply = reply,
                    .user_data = user_data});
}

void mcu_room_play_to(
        McuRoom *room, const char *leg, const char *sound, McuReplyFn reply, void *user_data)
{
    const ApiLegPlay play = {.leg = (char *)leg, .sound = (char *)sound};

    mcu_supervisor_request(room->supervisor,
            &(McuRequest){.method = "leg.play",
                    .params = api_message_encode(API_LEG_PLAY, &play),
                    .result_kind = API_PLAYING,
                    .reply = reply,
                    .user_data = user_data});
}

void mcu_room_stream(McuRoom *room, const char *socket_path)
{
    tell(room, "room.stream", API_STREAM, &(ApiStream){.path = (char *)socket_path}, API_EMPTY);
}

typedef struct Snapshot {
    McuPictureFn done;
    void *user_data;
} Snapshot;

static void on_snapshot(const McuReply *reply, void *user_data)
{
    g_autofree Snapshot *snapshot = user_data;
    const McuPicture picture = {
            .outcome = reply->outcome, .reason = reply->reason, .picture = reply->result};
    snapshot->done(&picture, snapshot->user_data);
}

void mcu_room_still(McuRoom *room, const char *leg, McuPictureFn done, void *user_data)
{
    Snapshot *snapshot = g_new(Snapshot, 1);
    *snapshot = (Snapshot){.done = done, .user_data = user_data};
    mcu_supervisor_request(room->supervisor,
            &(McuRequest){.method = "leg.still",
                    .params = api_message_encode(API_LEG_STILL, &(ApiLegStill){.leg = (char *)leg}),
                    .result_kind = API_PICTURE,
                    .reply = on_snapshot,
                    .user_data = snapshot});
}

void mcu_room_snapshot(McuRoom *room, ApiView view, McuPictureFn done, void *user_data)
{
    Snapshot *snapshot = g_new(Snapshot, 1);
    *snapshot = (Snapshot){.done = done, .user_data = user_data};
    mcu_supervisor_request(room->supervisor,
            &(McuRequest){.method = "room.snapshot",
                    .params = api_message_encode(API_SNAPSHOT, &(ApiSnapshot){.view = (int)view}),
                    .result_kind = API_PICTURE,
                    .reply = on_snapshot,
                    .user_data = snapshot});
}

McuRoomStats mcu_room_stats(const McuRoom *room)
{
    return (McuRoomStats){
            .room = &room->stats,
            .cpu_seconds = room->stats.cpu_seconds + room->cpu_of_the_dead,
            .restarts = mcu_supervisor_restarts(room->supervisor),
    };
}
