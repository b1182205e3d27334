#include "mcu/room/room_leg.h"

#include "mcu/media/audio_level.h"

#include <math.h>

typedef struct Waiting {
    RoomAnswer answer;
    void *user_data;
} Waiting;

RoomLeg *room_leg_new(uint32_t number, const ApiLegAdd *add)
{
    RoomLeg *leg = g_new0(RoomLeg, 1);
    leg->number = number;
    leg->view = leg->feed = leg->wanted = API_VIEW_SITES; /* as media_leg has it */
    leg->sent_width_px = leg->sent_height_px = -1;
    leg->figures.level_dbov = AUDIO_LEVEL_SILENCE;
    g_queue_init(&leg->waiting);
    leg->state = (ApiLegState){
            .leg = g_strdup(add->leg),
            .identity = g_strdup(add->identity),
            .name = g_strdup(add->name),
            .order = add->order,
            .role = add->role,
            .kind = add->kind,
            .endpoint = add->endpoint,
            .mic_muted = add->mic_muted,
            .camera_off = add->camera_off,
            .rate_cap_bps = MAX(add->rate_cap_bps, 0),
    };
    return leg;
}

void room_leg_free(RoomLeg *leg)
{
    if (leg == NULL) {
        return;
    }
    while (!g_queue_is_empty(&leg->waiting)) {
        room_leg_answer(leg, NULL, API_FAULT_UNKNOWN_LEG, "the leg was removed");
    }
    if (leg->picture != NULL) {
        picture_source_close(leg->picture);
        picture_source_unref(leg->picture);
    }
    g_free(leg->state.leg);
    g_free(leg->state.identity);
    g_free(leg->state.name);
    g_free(leg->caption);
    g_free(leg);
}

bool room_leg_wait(RoomLeg *leg, RoomAnswer answer, void *user_data)
{
    if (g_queue_get_length(&leg->waiting) >= ROOM_LEG_OFFERS_MAX) {
        return false;
    }
    Waiting *waiting = g_new(Waiting, 1);
    *waiting = (Waiting){answer, user_data};
    g_queue_push_tail(&leg->waiting, waiting);
    return true;
}

void room_leg_answer(RoomLeg *leg, const char *answer, ApiFault fault, const char *reason)
{
    g_autofree Waiting *waiting = g_queue_pop_head(&leg->waiting);
    if (waiting != NULL) {
        waiting->answer(answer, fault, reason, waiting->user_data);
    }
}

/* What a sender of this size should spend: a small picture needs more bits for each of its pixels. */
static int64_t bitrate_for(int width_px, int height_px)
{
    const double area = (double)width_px * height_px / (320.0 * 180.0);
    return (int64_t)(200000.0 * pow(area, 0.75));
}

bool room_leg_size(RoomLeg *leg, int width_px, int height_px, int fps, ApiLegSize *ret_size)
{
    if (leg->sent_width_px == width_px && leg->sent_height_px == height_px &&
            leg->state.fps == fps) {
        return false;
    }
    leg->sent_width_px = width_px;
    leg->sent_height_px = height_px;
    *ret_size = (ApiLegSize){
            .leg = leg->state.leg,
            .width_px = width_px,
            .height_px = height_px,
            .fps = fps,
            .bitrate_bps = bitrate_for(width_px, height_px),
    };
    leg->state.width_px = width_px;
    leg->state.height_px = height_px;
    leg->state.fps = fps;
    leg->state.bitrate_bps = ret_size->bitrate_bps;
    return true;
}

void room_leg_read(RoomLeg *leg, const LegFigures *figures)
{
    leg->figures = *figures;
    line_level_read(
            &leg->line, MAX(figures->loss_in_percent, figures->loss_out_percent), figures->rtt_ms);
}

/* The line and the cap are what somebody at the site can do something about. */
static ApiLimit limit_of(const LegSendingFigures *sending, ApiShed shed)
{
    return sending->limit == API_LIMIT_NONE && sending->height_px > 0 && shed != API_SHED_NOTHING
            ? API_LIMIT_OVERLOAD
            : sending->limit;
}

ApiLegQuality room_leg_quality(const RoomLeg *leg, ApiShed shed)
{
    return (ApiLegQuality){
            .leg = leg->state.leg,
            .level = leg->line.shown,
            .rtt_ms = leg->figures.rtt_ms,
            .loss_percent = MAX(leg->figures.loss_in_percent, leg->figures.loss_out_percent),
            .idle_ms = leg->figures.idle_ms,
            .flow_ms = leg->figures.flow_ms,
            .pause_ms = leg->figures.pause_ms,
            .sound = leg->figures.sound,
            .picture = leg->figures.picture,
            .level_dbov = -(int64_t)leg->figures.level_dbov,
            .view = (int)leg->view,
            .rx_bps = leg->figures.rx_bps,
            .tx_bps = leg->figures.tx_bps,
            .height_px = leg->figures.sending.height_px,
            .fps = leg->figures.sent_fps,
            .stills = leg->figures.sending.stills,
            .copies = leg->figures.sending.copies,
            .reason = (int)limit_of(&leg->figures.sending, shed),
            .pans = leg->figures.camera.pan,
            .tilts = leg->figures.camera.tilt,
            .zooms = leg->figures.camera.zoom,
            .focuses = leg->figures.camera.focus,
            .presets = leg->figures.camera.presets,
    };
}

PeekSite room_leg_peek_site(RoomLeg *leg)
{
    return (PeekSite){
            .peek = &leg->peek,
            .hidden = leg->state.connected && leg->picture != NULL && leg->sight != LEG_SEEN &&
                    !leg->state.camera_off,
            .faulty = leg_health_is_faulty(&leg->health),
            .sure = picture_watch_is_sure(&leg->health.picture),
    };
}

bool room_leg_health(RoomLeg *leg, int64_t now_us, ApiLegHealth *ret_health)
{
    int64_t since_us = 0;
    const bool sends = !leg->state.camera_off;
    const bool seen = leg->sent_height_px > 0 && sends;
    g_autoptr(VideoFrame) newest =
            seen && leg->picture != NULL ? picture_source_newest(leg->picture, &since_us) : NULL;
    const PictureLook look = {
            .frame = newest,
            .came = leg->figures.picture,
            .update_bytes = leg->figures.update_bytes,
            .key_came = leg->figures.key_came,
            .now_us = now_us,
    };
    if (sends && !seen) {
        leg_health_look_away(&leg->health);
    } else {
        leg_health_look(&leg->health, seen ? &look : NULL);
    }
    if (!leg_health_tell(&leg->health, leg->state.kind == API_LEG_WHIP, now_us, ret_health)) {
        return false;
    }
    ret_health->leg = leg->state.leg;
    return true;
}

ApiLegState room_leg_copy_state(const RoomLeg *leg)
{
    ApiLegState state = leg->state;
    state.leg = g_strdup(leg->state.leg);
    state.identity = g_strdup(leg->state.identity);
    state.name = g_strdup(leg->state.name);
    return state;
}

ApiLegStats room_leg_copy_stats(const RoomLeg *leg)
{
    return (ApiLegStats){
            .leg = g_strdup(leg->state.leg),
            .rtt_ms = leg->figures.rtt_ms,
            .jitter_ms = leg->figures.jitter_ms,
            .loss_in_percent = leg->figures.loss_in_percent,
            .loss_out_percent = leg->figures.loss_out_percent,
            .rx_bps = leg->figures.rx_bps,
            .tx_bps = leg->figures.tx_bps,
            .sound_pps = leg->figures.sound_pps,
            .picture_fps = leg->figures.picture_fps,
            .level_dbov = -(int64_t)leg->figures.level_dbov,
            .rung = leg->figures.sending.rung,
            .layer = leg->figures.sending.layer,
            .estimate_bps = leg->figures.sending.estimate_bps,
    };
}
