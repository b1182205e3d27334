#include "config/log.h"
#include "mcu/room/room.h"
#include "mcu/room/room_parts.h"

LOG_TOPIC("room");

enum { EXPIRY_CHECK_MS = 500 };

static RoomLeg *leg_of_number(const Room *room, uint32_t number)
{
    return number != SEAT_NO_LEG ? g_hash_table_lookup(room->numbers, GUINT_TO_POINTER(number))
                                 : NULL;
}

RoomLeg *room_find_leg(const Room *room, const char *leg)
{
    return g_hash_table_lookup(room->legs, leg);
}

/* ---- legs come and go ---- */

static void seats_changed(Room *room)
{
    room_stage_update(room->stage);
    const size_t count = seat_list_count(room->seats);
    g_autofree ApiSeat *seats = g_new0(ApiSeat, count + 1);
    for (size_t i = 0; i < count; i++) {
        const Seat *seat = seat_list_at(room->seats, i);
        seats[i].identity = seat->identity;
        seats[i].state = seat->leg != SEAT_NO_LEG ? API_SEAT_CONNECTED : API_SEAT_LOST;
    }
    room->events->seats(&(ApiSeats){.seats = seats, .n_seats = count}, room->user_data);
}

static void leg_destroy(gpointer data)
{
    room_leg_free(data);
}

static RoomLeg *make_leg(Room *room, const ApiLegAdd *add)
{
    RoomLeg *leg = room_leg_new(++room->last_number, add);
    g_hash_table_insert(room->legs, leg->state.leg, leg);
    g_hash_table_insert(room->numbers, GUINT_TO_POINTER(leg->number), leg);
    return leg;
}

static bool is_barred(const Room *room, const RoomLeg *leg)
{
    return !audible_rule_allows(
            room->audible, leg->state.identity, leg->state.role == API_ROLE_CHAIR);
}

void room_set_sound(Room *room, const RoomLeg *leg)
{
    const bool barred = is_barred(room, leg);
    const bool muted = leg->state.mic_muted || barred;
    room_media_mute(room->media, leg->number, muted);
    room_media_mute_slides(room->media, leg->number, barred);
    Seat *seat = seat_list_find(room->seats, leg->number);
    if (seat != NULL) {
        seat->mic_muted = muted;
        seat->camera_off = leg->state.camera_off;
    }
}

void room_present(Room *room, const RoomLeg *leg)
{
    g_free(room->slides);
    room->slides = leg != NULL ? g_strdup(leg->state.leg) : NULL;
    const uint32_t number = leg != NULL ? leg->number : SEAT_NO_LEG;
    g_autoptr(PictureSource) picture = room_media_present(room->media, number);
    room_stage_set_slides(room->stage, picture, number);
    if (leg != NULL) {
        room_media_mute_slides(room->media, number, is_barred(room, leg));
    }
}

/* Takes a leg out of everything but its seat, which the caller decides on. */
static void drop_leg(Room *room, RoomLeg *leg, bool close)
{
    if (g_strcmp0(room->slides, leg->state.leg) == 0) {
        room_present(room, NULL);
    }
    room_media_remove(room->media, leg->number, close);
    if (room->speaking == leg->number) {
        room->speaking = SEAT_NO_LEG;
        room_stage_set_speaking(room->stage, SEAT_NO_LEG);
        room->events->speaker(&(ApiSpeaker){0}, room->user_data);
    }
    g_hash_table_remove(room->numbers, GUINT_TO_POINTER(leg->number));
    g_hash_table_remove(room->legs, leg->state.leg);
}

static void give_up_seat(const Room *room, const RoomLeg *leg, bool keep)
{
    Seat *seat = seat_list_find(room->seats, leg->number);
    if (seat == NULL) {
        return; /* a viewer, or its seat was taken over */
    }
    if (keep && room->config.seat_hold_us > 0) {
        seat_list_lose(seat, g_get_monotonic_time());
    } else {
        seat_list_leave(room->seats, seat);
    }
}

static void tell_closed(const Room *room, const RoomLeg *leg, ApiLegEnd why)
{
    const ApiLegClosed closed = {.leg = leg->state.leg, .reason = why};
    room->events->leg_closed(&closed, room->user_data);
}

static bool has_seat(const ApiLegAdd *add)
{
    return add->role != API_ROLE_VIEWER && add->kind != API_LEG_WHEP;
}

static bool take_seat(Room *room, const ApiLegAdd *add, const RoomLeg *leg)
{
    uint32_t replaced = SEAT_NO_LEG;
    Seat *seat = seat_list_take(
            room->seats, add->identity, add->name, add->order, leg->number, &replaced);
    if (seat == NULL) {
        return false;
    }
    seat->chair = add->role == API_ROLE_CHAIR;
    RoomLeg *old = leg_of_number(room, replaced);
    if (old != NULL) {
        tell_closed(room, old, API_LEG_END_REPLACED);
        drop_leg(room, old, true);
    }
    return true;
}

void room_add_leg(Room *room, const ApiLegAdd *add, RoomAnswer answer, void *user_data)
{
    if (room_find_leg(room, add->leg) != NULL) {
        answer(NULL, API_FAULT_ROOM_STATE, "this leg's number is in use", user_data);
        return;
    }
    if (g_hash_table_size(room->legs) >= ROOM_LEGS_MAX) {
        answer(NULL, API_FAULT_ROOM_FULL, "the room is full", user_data);
        return;
    }
    RoomLeg *leg = make_leg(room, add);
    if (has_seat(add) && !take_seat(room, add, leg)) {
        drop_leg(room, leg, false);
        answer(NULL, API_FAULT_ROOM_FULL, "no seat is left", user_data);
        return;
    }
    (void)room_leg_wait(leg, answer, user_data); /* the first one always finds room */
    leg->picture = room_media_add(room->media, leg->number, add);
    SoundClip *notice = leg_notice_find(room->notice, add->notice);
    if (notice != NULL) {
        room_media_greet(room->media, leg->number, notice);
    }
    room_set_sound(room, leg);
    room_media_set_cap(room->media, leg->number, leg->state.rate_cap_bps);
    seats_changed(room);
}

void room_offer_again(Room *room, const ApiLegOffer *offer, RoomAnswer answer, void *user_data)
{
    RoomLeg *leg = room_find_leg(room, offer->leg);
    if (leg == NULL) {
        answer(NULL, API_FAULT_UNKNOWN_LEG, "no such leg", user_data);
    } else if (!room_leg_wait(leg, answer, user_data)) {
        answer(NULL, API_FAULT_BAD_OFFER, "earlier offers are not answered yet", user_data);
    } else {
        room_media_offer_again(room->media, leg->number, offer->offer);
    }
}

void room_take_answer(Room *room, const ApiLegSdp *sdp, RoomAnswer answer, void *user_data)
{
    RoomLeg *leg = room_find_leg(room, sdp->leg);
    if (leg == NULL) {
        answer(NULL, API_FAULT_UNKNOWN_LEG, "no such leg", user_data);
    } else if (!room_leg_wait(leg, answer, user_data)) {
        answer(NULL, API_FAULT_BAD_OFFER, "earlier offers are not answered yet", user_data);
    } else {
        room_media_take_answer(room->media, leg->number, sdp->sdp);
    }
}

bool room_deny_floor(Room *room, const ApiLegFloor *floor)
{
    const RoomLeg *leg = room_find_leg(room, floor->leg);
    if (leg != NULL) {
        room_media_deny_floor(room->media, leg->number);
    }
    return leg != NULL;
}

bool room_fast_update(Room *room, const ApiLegFastUpdate *update)
{
    const RoomLeg *leg = room_find_leg(room, update->leg);
    if (leg != NULL) {
        room_media_fast_update(room->media, leg->number);
    }
    return leg != NULL;
}

bool room_add_candidate(Room *room, const ApiLegCandidate *candidate)
{
    const RoomLeg *leg = room_find_leg(room, candidate->leg);
    if (leg != NULL) {
        room_media_candidate(room->media, leg->number, candidate->candidate);
    }
    return leg != NULL;
}

bool room_set_leg(Room *room, const ApiLegSet *set)
{
    RoomLeg *leg = room_find_leg(room, set->leg);
    if (leg == NULL) {
        return false;
    }
    leg->state.mic_muted = set->mic_muted;
    leg->state.camera_off = set->camera_off;
    room_set_sound(room, leg);
    room_stage_update(room->stage);
    return true;
}

bool room_remove_leg(Room *room, const ApiLegRemove *remove)
{
    RoomLeg *leg = room_find_leg(room, remove->leg);
    if (leg == NULL) {
        return false;
    }
    log_info("%s was removed: %s.", leg->state.name, remove->reason);
    give_up_seat(room, leg, remove->keep_seat);
    drop_leg(room, leg, true);
    seats_changed(room);
    return true;
}

/* ---- what the machines tell ---- */

static void on_answered(
        uint32_t number, const char *answer, ApiFault fault, const char *reason, void *user_data)
{
    Room *room = user_data;
    RoomLeg *leg = leg_of_number(room, number);
    if (leg == NULL) {
        return; /* removed meanwhile */
    }
    room_leg_answer(leg, answer, fault, reason);
    leg->stays |= answer != NULL && leg->state.endpoint == API_ENDPOINT_HARDWARE;
    if (answer == NULL && !leg->state.connected && !leg->stays && g_queue_is_empty(&leg->waiting)) {
        give_up_seat(room, leg, false);
        drop_leg(room, leg, true);
        seats_changed(room);
    }
}

static void on_connected(uint32_t number, void *user_data)
{
    Room *room = user_data;
    RoomLeg *leg = leg_of_number(room, number);
    if (leg != NULL) {
        log_info("%s is connected.", leg->state.name);
        leg->state.connected = true;
        room_media_greet_begin(room->media, number);
        room->events->leg_connected(&(ApiLegConnected){.leg = leg->state.leg}, room->user_data);
        room_stage_update(room->stage);
    }
}

static void on_digit(uint32_t number, char digit, void *user_data)
{
    const Room *room = user_data;
    const RoomLeg *leg = leg_of_number(room, number);
    if (leg != NULL) {
        char text[] = {digit, '\0'};
        room->events->leg_digit(
                &(ApiLegDigit){.leg = leg->state.leg, .digit = text}, room->user_data);
    }
}

static void on_floor(uint32_t number, bool wanted, void *user_data)
{
    Room *room = user_data;
    const RoomLeg *leg = leg_of_number(room, number);
    if (leg != NULL) {
        const ApiLegFloor floor = {.leg = leg->state.leg};
        (wanted ? room->events->leg_floor_requested : room->events->leg_floor_released)(
                &floor, room->user_data);
    }
}

static void on_fast_update_wanted(uint32_t number, void *user_data)
{
    const Room *room = user_data;
    const RoomLeg *leg = leg_of_number(room, number);
    if (leg != NULL) {
        room->events->leg_fast_update_wanted(
                &(ApiLegFastUpdate){.leg = leg->state.leg}, room->user_data);
    }
}

static void on_closed(uint32_t number, ApiLegEnd why, void *user_data)
{
    Room *room = user_data;
    RoomLeg *leg = leg_of_number(room, number);
    if (leg != NULL) {
        log_info("%s is gone: %s.", leg->state.name, api_leg_end_word(why));
        give_up_seat(room, leg, leg->state.connected);
        tell_closed(room, leg, why);
        drop_leg(room, leg, false);
        seats_changed(room);
    }
}

static void on_speaker(uint32_t number, void *user_data)
{
    Room *room = user_data;
    const Seat *seat = seat_list_find(room->seats, number);
    room->speaking = seat != NULL ? number : SEAT_NO_LEG;
    room_stage_set_speaking(room->stage, room->speaking);
    room->events->speaker(
            &(ApiSpeaker){.identity = seat != NULL ? seat->identity : NULL}, room->user_data);
}

/* Of who has a seat: nobody sees or hears the others. */
static void watch_leg(const Room *room, RoomLeg *leg)
{
    ApiLegHealth health;
    if (seat_list_find(room->seats, leg->number) != NULL &&
            room_leg_health(leg, g_get_monotonic_time(), &health)) {
        room->events->leg_health(&health, room->user_data);
    }
}

static void on_reports(const LegReport *reports, size_t count, void *user_data)
{
    const Room *room = user_data;
    for (size_t i = 0; i < count; i++) {
        RoomLeg *leg = leg_of_number(room, reports[i].leg);
        if (leg != NULL) {
            room_leg_read(leg, &reports[i].figures);
        }
        if (leg != NULL && leg->state.connected) {
            const ApiLegQuality quality = room_leg_quality(leg, load_watch_shed(room->load));
            room->events->leg_quality(&quality, room->user_data);
            watch_leg(room, leg);
        }
    }
    room_stage_peek(room->stage, g_get_monotonic_time());
}

static void on_sound_health(const SoundHealth *sources, size_t count, void *user_data)
{
    const Room *room = user_data;
    for (size_t i = 0; i < count; i++) {
        RoomLeg *leg = leg_of_number(room, sources[i].source);
        if (leg != NULL) {
            leg_health_hear(&leg->health, &sources[i]);
        }
    }
}

static void on_watched(unsigned view, unsigned receivers, void *user_data)
{
    Room *room = user_data;
    room_stage_set_watching(room->stage, view, receivers);
}

static void on_takes_slides(uint32_t number, bool takes, void *user_data)
{
    Room *room = user_data;
    RoomLeg *leg = leg_of_number(room, number);
    if (leg != NULL) {
        leg->takes_slides = takes;
        room_stage_update(room->stage);
    }
}

static void on_shot(unsigned view, const VideoFrame *picture, void *user_data)
{
    const Room *room = user_data;
    snapshot_desk_take(room->snapshots, view, picture);
    recording_desk_shot(room->recording, view, picture);
}

static void on_recorded(const char *fault, const char *reason, void *user_data)
{
    const Room *room = user_data;
    recording_desk_ended(room->recording, fault, reason);
}

static void on_stream_ended(void *user_data)
{
    const Room *room = user_data;
    room_stream_stop(room_media_stream(room->media));
    room_stage_set_streamed(room->stage, false);
}

static const RoomMediaEvents media_events = {
        .answered = on_answered,
        .connected = on_connected,
        .digit = on_digit,
        .fast_update_wanted = on_fast_update_wanted,
        .floor = on_floor,
        .closed = on_closed,
        .speaker = on_speaker,
        .reports = on_reports,
        .sound_health = on_sound_health,
        .watched = on_watched,
        .takes_slides = on_takes_slides,
        .shot = on_shot,
        .recorded = on_recorded,
        .stream_ended = on_stream_ended,
};

static gboolean on_expiry_check(gpointer user_data)
{
    Room *room = user_data;
    if (seat_list_expire(room->seats, room->config.seat_hold_us, g_get_monotonic_time()) > 0) {
        seats_changed(room);
    }
    return G_SOURCE_CONTINUE;
}

/* ---- life ---- */

static RoomMedia *make_media(Room *room, GError **error)
{
    const RoomConfig *config = &room->config;
    const RoomMediaConfig media = {
            .addresses = config->addresses,
            .port_min = config->port_min,
            .port_max = config->port_max,
            .dtls_active = config->dtls_active,
            .ladder = room->ladder,
            .fps = config->fps,
            .sound = {.talkers_max = config->talkers_max, .bitrate_bps = config->sound_bps},
    };
    return room_media_new(&media, &media_events, room, error);
}

static void on_layout(const ApiLayout *layout, void *user_data)
{
    const Room *room = user_data;
    room->events->layout(layout, room->user_data);
}

static void on_leg_size(const ApiLegSize *size, void *user_data)
{
    const Room *room = user_data;
    room->events->leg_size(size, room->user_data);
}

static void on_recording_report(const ApiRecording *recording, void *user_data)
{
    const Room *room = user_data;
    room->events->recording(recording, room->user_data);
}

static void on_recording_end(const ApiRecorded *recorded, void *user_data)
{
    const Room *room = user_data;
    room->events->recorded(recorded, room->user_data);
}

static RecordingDesk *make_recording_desk(Room *room)
{
    static const RecordingDeskEvents desk_events = {
            .recording = on_recording_report, .recorded = on_recording_end};
    return recording_desk_new(room->media, room->stage, &room->ladder.rungs[0], &desk_events, room);
}

static RoomStage *make_stage(Room *room)
{
    static const RoomStageEvents stage_events = {.layout = on_layout, .leg_size = on_leg_size};
    const RoomStageConfig config = {
            .width_px = room->config.width_px,
            .height_px = room->config.height_px,
            .fps = room->config.fps,
            .seats = room->seats,
            .legs = room->numbers,
            .media = room->media,
    };
    return room_stage_new(&config, &stage_events, room);
}

Room *room_new(const RoomConfig *config, const RoomEvents *events, void *user_data, GError **error)
{
    g_autoptr(Room) room = g_new0(Room, 1);
    room->config = *config;
    room->config.addresses = (const char *const *)g_strdupv((char **)config->addresses);
    room->events = events;
    room->user_data = user_data;
    room->started_us = g_get_real_time();
    room->seats = seat_list_new();
    room->audible = audible_rule_new();
    room->notice = leg_notice_new();
    room->legs = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, leg_destroy);
    room->numbers = g_hash_table_new(NULL, NULL);
    room->ladder = picture_feed_ladder(config->width_px, config->height_px, &config->picture_rates);
    room->media = make_media(room, error);
    if (room->media == NULL) {
        return NULL;
    }
    room->stage = make_stage(room);
    room->snapshots = snapshot_desk_new(room->media);
    room->recording = make_recording_desk(room);
    room->load = load_watch_new(room->media, room->stage, config->fps);
    room->expiry_source = g_timeout_add(EXPIRY_CHECK_MS, on_expiry_check, room);
    return g_steal_pointer(&room);
}

bool room_open(Room *room, const ApiRoomOpen *open)
{
    if (room->meeting != NULL) {
        return false;
    }
    room->meeting = g_strdup(open->meeting);
    room->title = g_strdup(open->title);
    log_info("The meeting %s is open: %s.", open->meeting, open->title);
    return true;
}

void room_free(Room *room)
{
    if (room == NULL) {
        return;
    }
    g_clear_handle_id(&room->expiry_source, g_source_remove);
    snapshot_desk_free(room->snapshots);
    leg_notice_free(room->notice);
    recording_desk_free(room->recording);
    load_watch_free(room->load);
    room_stage_free(room->stage);
    g_hash_table_unref(room->legs); /* tells all who still wait for an answer */
    g_hash_table_unref(room->numbers);
    room_media_free(room->media);
    seat_list_free(room->seats);
    audible_rule_free(room->audible);
    g_free(room->meeting);
    g_free(room->title);
    g_free(room->slides);
    g_strfreev((char **)room->config.addresses);
    g_free(room);
}
