#include "mcu/room/leg_sending.h"

#include "config/log.h"
#include "mcu/room/rung_shed.h"
#include "mcu/rtp/picture_pacer.h"
#include "mcu/rtp/queue_drain.h"
#include "mcu/rtp/rate_probe.h"
#include "mcu/rtp/rung_choice.h"
#include "mcu/rtp/send_rate.h"

LOG_TOPIC("legs");

enum {
    SOUND_BPS = 48000,            /* the mix, with headers */
    COPY_BPS = 34000,             /* of 32 kbit/s of it, with its own header */
    PADDING = 224,                /* as browsers pad */
    KEY_AGAIN_US = 300000,        /* until a key frame that was asked for is asked for again */
    QUEUE_TWO_LAYERS_US = 150000, /* while so much stands on the way, layers are left out */
    QUEUE_ONE_LAYER_US = 300000,
    FREE_AFTER_US = 60000000,
    FREE_BPS = 8000000,
    SLIDES_HOLD_US =
            3000000, /* for so long there must be room before slides come as a stream again */
    PLI_PATIENCE_MIN_US = 150000,
    PLI_PATIENCE_MAX_US = 400000,
    PLI_WINDOW_US = 10000000,
    PLI_WINDOW_MAX = 3, /* key frames for one receiver in that time; then it gets a lower rung */
    PLI_FORGET_US = 2000000,
    PROBE_CALM_US = 2000000,     /* after a fall: what stood on the way has drained by then */
    TROUBLE_COUNTS_US = 3000000, /* for so long loss or a queue explains that a picture broke */
};

static const double headers_share = 1.04;
static const double start_room = 1.25; /* a new line is believed to carry the top rung */
static const double ceiling_room = 1.5;
/* Tried beyond what is needed: nothing is needed evenly. Small packets have a fifth of headers besides. */
static const double probe_room = 1.2;
static const double probe_held_up = 0.9; /* of what arrived of one that was too much */
static const double slides_margin = 1.1;
static const double breaking_lost_percent = 0.5;

struct LegSending {
    LegSendingConfig config;
    const LegSendingEvents *events;
    void *user_data;

    SendRate *rate;
    RateProbe probe;
    QueueDrain drain;
    RungNeeds needs;
    RungChoice choice;
    PicturePacer *pacer;
    PictureSender *pictures; /* NULL if it takes none */
    bool started;
    unsigned view;
    uint8_t closed;  /* rungs that nobody gets */
    uint32_t source; /* that was chosen; PICTURE_FEED_NONE while the line carries the sound alone */
    int64_t cap_bps;
    unsigned copies; /* of the sound */
    int64_t key_asked_us;

    PictureSender *slides; /* NULL while there are none */
    int64_t slides_bps;
    bool slides_fit;
    int64_t slides_room_us; /* since when; INT64_MAX: there is none */

    int64_t resent_us;
    int64_t trouble_us; /* when its line last lost or held up packets; 0: never */
    int64_t key_sent_us;
    int64_t still_us; /* when the last picture left, while there are stills only */
    int64_t pli_us;   /* the first that was not answered; 0: none */
    int64_t pli_window_us;
    unsigned pli_count;
    uint64_t keys;
};

/* ---- what the line carries ---- */

static int64_t carries_bps(const LegSending *sending)
{
    const int64_t bps = send_rate_bps(sending->rate);
    return sending->cap_bps > 0 ? MIN(bps, sending->cap_bps) : bps;
}

/* Where nothing ever queued there is nothing to be careful with: a key frame that is spread is a picture that is late. */
static int64_t paces_bps(const LegSending *sending, int64_t now_us)
{
    const int64_t lower_us = send_rate_stats(sending->rate).last_lower_us;
    const bool free = lower_us == 0 || now_us - lower_us > FREE_AFTER_US;
    return free ? MAX(carries_bps(sending), FREE_BPS) : carries_bps(sending);
}

static int64_t slides_share_bps(const LegSending *sending)
{
    return sending->slides != NULL && sending->slides_fit ? sending->slides_bps : 0;
}

static int64_t sound_bps(const LegSending *sending)
{
    return SOUND_BPS + (int64_t)sending->copies * COPY_BPS;
}

static int64_t most_needed_bps(const LegSending *sending)
{
    return sending->needs.bps[0] + SOUND_BPS + sending->slides_bps;
}

static RungNeeds needs_of(const LegSendingConfig *config)
{
    const PictureLadder *ladder = &config->ladder;
    RungNeeds needs = {.count = ladder->count, .single_layer = config->codec == PICTURE_CODEC_H264};
    for (size_t i = 0; i < ladder->count; i++) {
        needs.bps[i] = (int64_t)(headers_share * ladder->rungs[i].bitrate_bps);
    }
    return needs;
}

LegSending *leg_sending_new(
        const LegSendingConfig *config, const LegSendingEvents *events, void *user_data)
{
    LegSending *sending = g_new0(LegSending, 1);
    sending->config = *config;
    sending->events = events;
    sending->user_data = user_data;
    sending->needs = needs_of(config);
    sending->choice = rung_choice();
    sending->view = API_VIEW_SITES;
    sending->pacer = picture_pacer_new();
    sending->slides_room_us = INT64_MAX;
    const double needed = (double)most_needed_bps(sending);
    sending->rate = send_rate_new(&(SendRateConfig){
            .start_bps = (int64_t)(start_room * needed),
            .ceiling_bps = (int64_t)(ceiling_room * needed),
            .can_probe = config->departures != NULL && config->has_rtx,
    });
    if (config->picture != NULL) {
        sending->pictures = picture_sender_new(
                config->picture, (uint16_t)(g_random_int() & 0x7fff), (uint8_t)g_random_int());
    }
    return sending;
}

void leg_sending_free(LegSending *sending)
{
    if (sending == NULL) {
        return;
    }
    picture_pacer_free(sending->pacer);
    picture_sender_free(sending->pictures);
    send_rate_free(sending->rate);
    g_free(sending);
}

/* ---- which pictures ---- */

static void ask_key(LegSending *sending, int64_t now_us)
{
    if (sending->started && !sending->drain.waits && sending->source != PICTURE_FEED_NONE &&
            picture_sender_needs_key(sending->pictures) &&
            now_us - sending->key_asked_us >= KEY_AGAIN_US) {
        sending->key_asked_us = now_us;
        sending->events->key_wanted(sending->source, true, sending->user_data);
    }
}

/* While nothing but stills fits: another one each few seconds. */
static void ask_still(LegSending *sending, int64_t now_us)
{
    if (sending->started && !sending->drain.waits && sending->source != PICTURE_FEED_NONE &&
            now_us - sending->still_us >= RUNG_CHOICE_STILL_US &&
            now_us - sending->key_asked_us >= KEY_AGAIN_US) {
        sending->key_asked_us = now_us;
        sending->events->key_wanted(sending->source, true, sending->user_data);
    }
}

/* Whether a picture may go out: of stills a key frame now and then, whoever else it was made for. */
static bool is_due(const LegSending *sending, const CodedPictureInfo *info, int64_t now_us)
{
    return !sending->choice.place.still ||
            (info->key && info->source == sending->source &&
                    now_us - sending->still_us >= RUNG_CHOICE_STILL_US);
}

/* What was left out between stills is missing: motion begins with a key frame. */
static void turn_stills(LegSending *sending, bool before, int64_t now_us)
{
    const bool now = sending->choice.place.still;
    if (sending->pictures == NULL || before == now) {
        return;
    }
    sending->still_us = now ? now_us : 0;
    if (now && sending->source == PICTURE_FEED_NONE) {
        sending->still_us = now_us - RUNG_CHOICE_STILL_US;
    }
    if (!now) {
        picture_sender_require_key(sending->pictures);
        sending->key_asked_us = now_us - KEY_AGAIN_US;
    }
}

static uint32_t feed_of(const LegSending *sending, unsigned rung)
{
    return picture_feed_in(picture_feed_source(sending->view, rung), sending->config.codec);
}

uint32_t leg_sending_wanted(const LegSending *sending)
{
    const RungPlace place = sending->choice.place;
    return !sending->started || sending->pictures == NULL || place.off
            ? (uint32_t)PICTURE_FEED_NONE
            : feed_of(sending, sending->config.first_rung + place.rung);
}

/* The one that was chosen, or another while that is closed. */
static unsigned rung_given(const LegSending *sending)
{
    return rung_shed_in_place_of(
            sending->config.first_rung + sending->choice.place.rung, sending->closed);
}

/* Selects what was chosen. The source before goes on until the key frame of the new one. */
static void select_source(LegSending *sending, int64_t now_us)
{
    const RungPlace place = sending->choice.place;
    const uint32_t source =
            place.off ? (uint32_t)PICTURE_FEED_NONE : feed_of(sending, rung_given(sending));
    if (sending->pictures == NULL || source == sending->source) {
        return;
    }
    sending->source = source;
    picture_sender_select(sending->pictures, source);
    if (place.off) {
        picture_pacer_forget(sending->pacer, sending->pictures);
        picture_sender_require_key(sending->pictures); /* so that nothing of it goes on */
        return;
    }
    sending->key_asked_us = now_us - KEY_AGAIN_US;
    ask_key(sending, now_us);
}

/* While a queue stands on the way, or the change to a lower rung waits for its key frame, less of each feed goes out. */
static uint8_t layer_now(const LegSending *sending)
{
    const RungPlace place = sending->choice.place;
    const int64_t queue_us = send_rate_stats(sending->rate).queue_us;
    const uint32_t current = picture_sender_current(sending->pictures);
    const bool leaves_higher = current != PICTURE_FEED_NONE && current != sending->source &&
            sending->source != PICTURE_FEED_NONE &&
            picture_feed_rung(current) < picture_feed_rung(sending->source);
    if (leaves_higher || queue_us > QUEUE_ONE_LAYER_US) {
        return 0;
    }
    return queue_us > QUEUE_TWO_LAYERS_US ? MIN(place.layer, 1) : place.layer;
}

static void judge_slides(LegSending *sending, int64_t now_us)
{
    const RungPlace least = {
            .rung = (uint8_t)(sending->needs.count - 1), .layer = RUNG_CHOICE_LAYERS - 1};
    const int64_t needed_bps =
            sound_bps(sending) + sending->slides_bps + rung_needs_bps(&sending->needs, least);
    const int64_t bps = carries_bps(sending);
    if (sending->slides == NULL) {
        return;
    }
    if (bps < needed_bps) {
        sending->slides_fit = false;
    }
    if ((double)bps < slides_margin * (double)needed_bps) {
        sending->slides_room_us = INT64_MAX;
        return;
    }
    sending->slides_room_us = MIN(sending->slides_room_us, now_us);
    if (now_us - sending->slides_room_us >= SLIDES_HOLD_US) {
        sending->slides_fit = true;
    }
}

static void choose(LegSending *sending, int64_t now_us)
{
    judge_slides(sending, now_us);
    const int64_t bps = carries_bps(sending) - sound_bps(sending) - slides_share_bps(sending);
    const bool stills = sending->choice.place.still;
    if (rung_choice_update(&sending->choice, &sending->needs, bps, now_us)) {
        const RungPlace place = sending->choice.place;
        const SendRateStats stats = send_rate_stats(sending->rate);
        log_debug("A leg gets rung %d layer %u of view %u: its line carries %" G_GINT64_FORMAT
                  " bit/s, %.1f %% lost, a queue of %" G_GINT64_FORMAT " us (%" G_GUINT64_FORMAT
                  " grew, %" G_GUINT64_FORMAT " lost too much, %" G_GUINT64_FORMAT " silent).",
                place.off ? -1 : place.rung, place.layer, sending->view,
                send_rate_bps(sending->rate), stats.lost_percent, stats.queue_us, stats.overuses,
                stats.losses, stats.silences);
    }
    turn_stills(sending, stills, now_us);
    picture_pacer_set_rate(sending->pacer, paces_bps(sending, now_us));
    select_source(sending, now_us);
    if (sending->pictures != NULL) {
        picture_sender_set_top_layer(sending->pictures, layer_now(sending));
    }
}

/*
 * On a line that fell far below what was sent, the queue is left to drain: what waits and what was lost is given up, and
 * the key frame of the lower rung comes when there is room for it.
 */
static void drain(LegSending *sending, int64_t now_us)
{
    const bool waited = sending->drain.waits;
    if (sending->config.departures == NULL || sending->pictures == NULL) {
        return;
    }
    const bool waits = queue_drain_update(&sending->drain, send_rate_stats(sending->rate).overuses,
            twcc_sender_stats(sending->config.departures).in_flight, carries_bps(sending), now_us);
    if (waits && !waited) {
        picture_pacer_forget(sending->pacer, sending->pictures);
        picture_sender_require_key(sending->pictures);
        rtp_sender_forget(sending->config.picture);
    } else if (waited && !waits) {
        sending->key_asked_us = now_us - KEY_AGAIN_US;
    }
}

void leg_sending_start(LegSending *sending, int64_t now_us)
{
    if (!sending->started) {
        sending->started = true;
        sending->key_asked_us = now_us - KEY_AGAIN_US;
        choose(sending, now_us);
        if (sending->pictures != NULL) {
            ask_key(sending, now_us);
        }
    }
}

void leg_sending_set_view(LegSending *sending, unsigned view, bool at_once, int64_t now_us)
{
    sending->view = view;
    if (sending->started) {
        select_source(sending, now_us);
    }
    if (at_once && sending->pictures != NULL) {
        picture_sender_require_key(sending->pictures);
    }
}

void leg_sending_close_rungs(LegSending *sending, uint8_t closed, int64_t now_us)
{
    if (sending->closed != closed) {
        sending->closed = closed;
        if (sending->started) {
            select_source(sending, now_us);
        }
    }
}

void leg_sending_set_cap(LegSending *sending, int64_t cap_bps)
{
    sending->cap_bps = cap_bps;
}

void leg_sending_set_copies(LegSending *sending, unsigned copies)
{
    sending->copies = copies;
}

uint32_t leg_sending_chosen(const LegSending *sending)
{
    return sending->source;
}

uint32_t leg_sending_current(const LegSending *sending)
{
    return sending->pictures != NULL ? picture_sender_current(sending->pictures)
                                     : (uint32_t)PICTURE_FEED_NONE;
}

bool leg_sending_takes(const LegSending *sending, uint32_t source)
{
    return sending->started && sending->pictures != NULL && sending->source != PICTURE_FEED_NONE &&
            picture_sender_takes(sending->pictures, source);
}

/* ---- out ---- */

static void emit(LegSending *sending, const uint8_t *packet, size_t size, int64_t now_us)
{
    sending->events->packet(packet, size, sending->user_data);
    send_rate_sent(sending->rate, size, now_us);
    rate_probe_sent(&sending->probe, size, now_us);
}

void leg_sending_left(LegSending *sending, size_t size, int64_t now_us)
{
    send_rate_sent(sending->rate, size, now_us);
    rate_probe_sent(&sending->probe, size, now_us);
    picture_pacer_spend(sending->pacer, size, now_us);
}

void leg_sending_resent(LegSending *sending, size_t size, int64_t now_us)
{
    sending->resent_us = now_us;
    leg_sending_left(sending, size, now_us);
}

static void send_padding(LegSending *sending, int64_t now_us)
{
    uint8_t buffer[RTP_PACKET_SIZE_MAX];
    while (rate_probe_due(&sending->probe, now_us) > 0) {
        const size_t size =
                rtp_sender_pad(sending->config.picture, PADDING, now_us, buffer, sizeof buffer);
        if (size == 0) {
            return;
        }
        emit(sending, buffer, size, now_us);
    }
    if (!sending->probe.sending && sending->config.departures != NULL) {
        twcc_sender_mark(sending->config.departures, 0);
    }
}

void leg_sending_pump(LegSending *sending, int64_t now_us)
{
    uint8_t buffer[RTP_PACKET_SIZE_MAX];
    size_t size = 0;
    if (!sending->started) {
        return;
    }
    while (!sending->drain.waits &&
            (size = picture_pacer_next(sending->pacer, now_us, buffer, sizeof buffer)) > 0) {
        emit(sending, buffer, size, now_us);
    }
    send_padding(sending, now_us);
}

bool leg_sending_waits(const LegSending *sending)
{
    return (picture_pacer_waits(sending->pacer) && !sending->drain.waits) || sending->probe.sending;
}

void leg_sending_picture(LegSending *sending, CodedPicture *picture, int64_t now_us)
{
    const CodedPictureInfo *info = coded_picture_info(picture);
    if (sending->drain.waits || !leg_sending_takes(sending, info->source) ||
            !is_due(sending, info, now_us)) {
        return;
    }
    if (info->key && info->source == sending->source) {
        sending->key_sent_us = now_us;
        sending->pli_us = 0;
        sending->still_us = now_us;
    }
    picture_pacer_push(sending->pacer, sending->pictures, picture, now_us);
    leg_sending_pump(sending, now_us);
    ask_key(sending, now_us);
}

/* ---- what the receiver says ---- */

static void note_trouble(LegSending *sending, int64_t now_us)
{
    const SendRateStats stats = send_rate_stats(sending->rate);
    if (stats.lost_percent > breaking_lost_percent || stats.queue_us > QUEUE_TWO_LAYERS_US) {
        sending->trouble_us = now_us;
    }
}

void leg_sending_feedback(LegSending *sending, const TwccSample *samples, size_t count,
        int64_t round_trip_us, int64_t now_us)
{
    int64_t bps = 0;
    send_rate_feedback(sending->rate, samples, count, round_trip_us, now_us);
    const RateProbeResult result = rate_probe_take(&sending->probe, samples, count, now_us, &bps);
    if (result != RATE_PROBE_NOTHING) {
        log_debug("A probe of %" G_GINT64_FORMAT " bit/s %s: %" G_GINT64_FORMAT " bit/s.",
                sending->probe.target_bps,
                result == RATE_PROBE_ARRIVED ? "went through" : "was held up", bps);
        send_rate_probed(sending->rate,
                result == RATE_PROBE_ARRIVED ? bps : (int64_t)(probe_held_up * (double)bps),
                now_us);
    }
    note_trouble(sending, now_us);
    if (sending->started) {
        drain(sending, now_us);
        choose(sending, now_us);
        ask_key(sending, now_us);
    }
}

void leg_sending_report(LegSending *sending, uint8_t fraction_lost, int64_t now_us)
{
    send_rate_report(sending->rate, fraction_lost, now_us);
    note_trouble(sending, now_us);
}

/*
 * All other receivers of the feed pay for each key frame: whose line needs too many of them gets a feed of its own kind.
 * A receiver that restarts its decoder asks as well (Firefox does when its own sender changes): no lower rung mends that.
 */
static void count_key(LegSending *sending, int64_t now_us)
{
    if (sending->trouble_us == 0 || now_us - sending->trouble_us > TROUBLE_COUNTS_US) {
        return;
    }
    if (now_us - sending->pli_window_us > PLI_WINDOW_US) {
        sending->pli_window_us = now_us;
        sending->pli_count = 0;
    }
    if (++sending->pli_count > PLI_WINDOW_MAX) {
        sending->pli_count = 0;
        rung_choice_demote(&sending->choice, &sending->needs, now_us);
    }
}

static void give_key(LegSending *sending, int64_t now_us)
{
    note_trouble(sending, now_us);
    count_key(sending, now_us);
    sending->keys++;
    sending->pli_us = 0;
    sending->events->key_wanted(sending->source, false, sending->user_data);
}

void leg_sending_key_asked(LegSending *sending, int64_t round_trip_us, int64_t now_us)
{
    const int64_t patience_us =
            CLAMP(round_trip_us + PLI_PATIENCE_MIN_US, PLI_PATIENCE_MIN_US, PLI_PATIENCE_MAX_US);
    if (sending->pictures == NULL || sending->source == PICTURE_FEED_NONE ||
            sending->choice.place.still || picture_sender_needs_key(sending->pictures) ||
            now_us - sending->key_sent_us < round_trip_us) {
        return; /* one is on its way, or asked for already */
    }
    if (sending->pli_us == 0 || now_us - sending->pli_us > PLI_FORGET_US) {
        sending->pli_us = now_us;
    }
    const bool mends = now_us - sending->resent_us < patience_us;
    if (mends && now_us - sending->pli_us < patience_us) {
        return;
    }
    give_key(sending, now_us);
}

/* ---- slides ---- */

void leg_sending_set_slides(LegSending *sending, PictureSender *slides, int64_t needs_bps)
{
    if (sending->slides == NULL) {
        sending->slides_fit = true; /* until the line shows that they do not */
    }
    sending->slides = slides;
    sending->slides_bps = needs_bps;
    send_rate_set_ceiling(
            sending->rate, (int64_t)(ceiling_room * (double)most_needed_bps(sending)));
}

void leg_sending_forget_slides(LegSending *sending)
{
    if (sending->slides != NULL) {
        picture_pacer_forget(sending->pacer, sending->slides);
    }
    sending->slides = NULL;
    sending->slides_bps = 0;
    send_rate_set_ceiling(
            sending->rate, (int64_t)(ceiling_room * (double)most_needed_bps(sending)));
}

bool leg_sending_slides_fit(const LegSending *sending)
{
    return sending->slides == NULL || sending->slides_fit;
}

void leg_sending_slides_picture(LegSending *sending, CodedPicture *picture, int64_t now_us)
{
    if (sending->started && sending->slides != NULL && sending->slides_fit) {
        picture_pacer_push(sending->pacer, sending->slides, picture, now_us);
        leg_sending_pump(sending, now_us);
    }
}

/* ---- time ---- */

static bool fell_lately(const LegSending *sending, int64_t now_us)
{
    const int64_t lower_us = send_rate_stats(sending->rate).last_lower_us;
    return lower_us != 0 && now_us - lower_us < PROBE_CALM_US;
}

/* Only for something better to be had, only while the line is calm, and never beyond what is allowed. */
static void probe_if_useful(LegSending *sending, int64_t now_us)
{
    const int64_t wanted_bps = rung_choice_wanted_bps(&sending->choice, &sending->needs, now_us);
    const int64_t needed_bps = wanted_bps + sound_bps(sending) + slides_share_bps(sending);
    const int64_t target_bps = (int64_t)(probe_room * (double)needed_bps);
    if (wanted_bps == 0 || sending->config.departures == NULL || !sending->config.has_rtx ||
            sending->pictures == NULL || needed_bps <= send_rate_bps(sending->rate) ||
            (sending->cap_bps > 0 && needed_bps > sending->cap_bps) ||
            send_rate_is_congested(sending->rate) || sending->drain.waits ||
            fell_lately(sending, now_us) || picture_pacer_waits(sending->pacer) ||
            !rate_probe_may_begin(&sending->probe, now_us)) {
        return;
    }
    rate_probe_begin(&sending->probe, target_bps, now_us);
    twcc_sender_mark(sending->config.departures, sending->probe.id);
}

void leg_sending_tick(LegSending *sending, int64_t now_us)
{
    if (!sending->started) {
        return;
    }
    send_rate_tick(sending->rate, now_us);
    if (sending->pictures == NULL && sending->slides == NULL) {
        return; /* of sound alone there is nothing to choose */
    }
    int64_t bps = 0;
    rate_probe_take(&sending->probe, NULL, 0, now_us, &bps); /* one of which nothing is heard */
    drain(sending, now_us);
    choose(sending, now_us);
    if (sending->pictures != NULL && sending->choice.place.still) {
        ask_still(sending, now_us);
    } else if (sending->pictures != NULL) {
        ask_key(sending, now_us);
    }
    probe_if_useful(sending, now_us);
    leg_sending_pump(sending, now_us);
}

/* ---- figures ---- */

static ApiLimit limit_of(const LegSending *sending)
{
    const RungPlace place = sending->choice.place;
    if (!place.off && rung_given(sending) != sending->config.first_rung + place.rung) {
        return API_LIMIT_OVERLOAD;
    }
    if (!place.off && place.rung == 0 && place.layer == RUNG_CHOICE_LAYERS - 1) {
        return API_LIMIT_NONE;
    }
    return sending->cap_bps > 0 && sending->cap_bps < send_rate_bps(sending->rate) ? API_LIMIT_CAP
                                                                                   : API_LIMIT_LINE;
}

LegSendingFigures leg_sending_figures(const LegSending *sending)
{
    const RungPlace place = sending->choice.place;
    LegSendingFigures figures = {
            .rung = -1,
            .copies = sending->copies,
            .estimate_bps = send_rate_bps(sending->rate),
            .slides_fit = leg_sending_slides_fit(sending),
            .keys = sending->keys,
    };
    if (sending->started && sending->pictures != NULL) {
        figures.limit = limit_of(sending);
        figures.pictures = picture_sender_stats(sending->pictures).pictures;
    }
    if (sending->started && sending->pictures != NULL && !place.off) {
        const unsigned rung = rung_given(sending);
        figures.rung = (int)rung;
        figures.layer = place.layer;
        figures.stills = place.still;
        figures.height_px =
                sending->config.ladder.rungs[rung - sending->config.first_rung].height_px;
    }
    return figures;
}
