#include "mcu/room/leg_roster.h"

#include "mcu/net/net_loop.h"
#include "mcu/room/feed_receivers.h"
#include "mcu/room/leg_slides.h"
#include "mcu/room/lip_sync.h"
#include "mcu/room/rung_shed.h"
#include "mcu/room/slides_relay.h"

enum {
    TICK_US = 20000, /* how often a leg's feedback is looked after */
    REPORT_US = 1000000,
    ADDRESSES_MAX = 8, /* of one leg */
};

struct LegRoster {
    MediaLegConfig config;
    const LegRosterEvents *events;
    void *user_data;
    GHashTable *legs; /* number -> Entry */
    SlidesRelay slides;
    NetTimer *tick;
    NetTimer *pump; /* while packets wait for their turn */
    bool pumps;
    int64_t report_due_us;
    FeedReceivers receivers; /* as was told */
    RungShed rungs;
};

typedef struct Entry {
    LegRoster *roster;
    uint32_t number;
    MediaLegConfig config; /* the roster's, with addresses of its own if it has some */
    char **addresses;
    MediaLeg *leg;
    bool takes_slides; /* as was told */
} Entry;

MediaLeg *leg_roster_find(const LegRoster *roster, uint32_t leg)
{
    const Entry *entry = g_hash_table_lookup(roster->legs, GUINT_TO_POINTER(leg));
    return entry != NULL ? entry->leg : NULL;
}

static void entry_free(gpointer data)
{
    Entry *entry = data;
    media_leg_free(entry->leg);
    g_strfreev(entry->addresses);
    g_free(entry);
}

static void tell_slides(Entry *entry)
{
    const bool takes = media_leg_takes_slides(entry->leg);
    if (entry->takes_slides != takes) {
        entry->takes_slides = takes;
        entry->roster->events->takes_slides(entry->number, takes, entry->roster->user_data);
    }
}

static void on_connected(void *user_data)
{
    const Entry *entry = user_data;
    entry->roster->events->connected(entry->number, entry->roster->user_data);
}

static void on_closed(ApiLegEnd why, void *user_data)
{
    const Entry *entry = user_data;
    LegRoster *roster = entry->roster;
    const uint32_t number = entry->number;
    g_hash_table_remove(roster->legs, GUINT_TO_POINTER(number));
    roster->events->closed(number, why, roster->user_data);
}

static void on_digit(char digit, void *user_data)
{
    const Entry *entry = user_data;
    entry->roster->events->digit(entry->number, digit, entry->roster->user_data);
}

static void on_fast_update_wanted(void *user_data)
{
    const Entry *entry = user_data;
    entry->roster->events->fast_update_wanted(entry->number, entry->roster->user_data);
}

static void on_floor(bool wanted, void *user_data)
{
    const Entry *entry = user_data;
    entry->roster->events->floor(entry->number, wanted, entry->roster->user_data);
}

static void on_codec(SoundCodec codec, void *user_data)
{
    const Entry *entry = user_data;
    entry->roster->events->codec(entry->number, codec, entry->roster->user_data);
}

static void on_sound(const JitterBufferPacket *packet, GBytes *payload, void *user_data)
{
    const Entry *entry = user_data;
    entry->roster->events->sound(entry->number, packet, payload, entry->roster->user_data);
}

static void on_sound_least(uint32_t source, int64_t least_us, void *user_data)
{
    const Entry *entry = user_data;
    entry->roster->events->sound_least(source, least_us, entry->roster->user_data);
}

static void on_picture(const AssembledFrame *frame, void *user_data)
{
    const Entry *entry = user_data;
    entry->roster->events->picture(entry->number, frame, entry->roster->user_data);
}

static void on_key_wanted(uint32_t source, bool joins, int64_t round_trip_us, void *user_data)
{
    const Entry *entry = user_data;
    entry->roster->events->key_wanted(source, joins, round_trip_us, entry->roster->user_data);
}

/* ---- slides ---- */

/* To everybody but the one who shows them: it has them before its eyes. */
static void on_slides(const AssembledFrame *frame, void *user_data)
{
    const Entry *presenter = user_data;
    LegRoster *roster = presenter->roster;
    const int64_t now_us = net_loop_now_us(roster->config.loop);
    if (roster->slides.presenter != presenter->number) {
        return;
    }
    /* It is given so much earlier than its sound is heard, for the views that it must still go through. */
    const uint32_t ticks = media_clock_ticks(
            roster->config.clock, MEDIA_CLOCK_PICTURE_HZ, now_us + LIP_SYNC_LEAD_US);
    g_autoptr(CodedPicture) picture = slides_relay_picture(&roster->slides, frame, ticks, now_us);
    if (picture == NULL) {
        return;
    }
    GHashTableIter iter;
    gpointer entry = NULL;
    g_hash_table_iter_init(&iter, roster->legs);
    while (g_hash_table_iter_next(&iter, NULL, &entry)) {
        if (entry != presenter) {
            media_leg_send_slides(((Entry *)entry)->leg, picture, now_us);
        }
    }
    roster->events->slides(presenter->number, frame, roster->user_data);
}

static void on_slides_sound(const JitterBufferPacket *packet, GBytes *payload, void *user_data)
{
    const Entry *entry = user_data;
    entry->roster->events->slides_sound(entry->number, packet, payload, entry->roster->user_data);
}

static void on_slides_key_wanted(bool joins, int64_t round_trip_us, void *user_data)
{
    LegRoster *roster = ((Entry *)user_data)->roster;
    slides_relay_want_key(
            &roster->slides, joins, round_trip_us, net_loop_now_us(roster->config.loop));
}

static uint32_t watched_by(const LegRoster *roster, uint32_t leg)
{
    const uint32_t presenter = roster->slides.presenter;
    return presenter != SLIDES_RELAY_NOBODY && presenter != leg ? roster->slides.source
                                                                : LEG_SLIDES_NONE;
}

static PictureCodec presented_codec(const LegRoster *roster)
{
    const MediaLeg *leg = leg_roster_find(roster, roster->slides.presenter);
    return leg != NULL ? media_leg_slides_codec(leg) : PICTURE_CODEC_VP8;
}

static void watch(const Entry *entry, PictureCodec codec)
{
    media_leg_watch_slides(entry->leg, watched_by(entry->roster, entry->number), codec);
}

static void watch_all(const LegRoster *roster)
{
    const PictureCodec codec = presented_codec(roster);
    GHashTableIter iter;
    gpointer value = NULL;
    g_hash_table_iter_init(&iter, roster->legs);
    while (g_hash_table_iter_next(&iter, NULL, &value)) {
        watch(value, codec);
    }
}

void leg_roster_present(LegRoster *roster, uint32_t leg)
{
    net_loop_assert_current(roster->config.loop);
    if (!slides_relay_present(&roster->slides, leg)) {
        return;
    }
    GHashTableIter iter;
    gpointer value = NULL;
    g_hash_table_iter_init(&iter, roster->legs);
    while (g_hash_table_iter_next(&iter, NULL, &value)) {
        const Entry *entry = value;
        media_leg_present(entry->leg, entry->number == leg);
    }
    watch_all(roster);
}

/* Hardware may have agreed on something else: of a presenter that concerns everybody. */
static void follow_agreement(const LegRoster *roster, uint32_t leg)
{
    if (leg == roster->slides.presenter) {
        watch_all(roster);
    }
}

void leg_roster_deny_floor(LegRoster *roster, uint32_t leg)
{
    MediaLeg *found = leg_roster_find(roster, leg);
    if (found != NULL) {
        media_leg_deny_floor(found);
    }
}

void leg_roster_want_slides_key(LegRoster *roster)
{
    slides_relay_want_key(&roster->slides, true, 0, net_loop_now_us(roster->config.loop));
}

static void ask_presenter(const LegRoster *roster, int64_t now_us)
{
    MediaLeg *leg = leg_roster_find(roster, roster->slides.presenter);
    if (leg != NULL && slides_relay_key_due(&roster->slides, now_us)) {
        media_leg_ask_slides_key(leg);
    }
}

static const MediaLegEvents leg_events = {
        .inbound =
                {
                        .sound = on_sound,
                        .sound_least = on_sound_least,
                        .picture = on_picture,
                        .slides = on_slides,
                        .slides_sound = on_slides_sound,
                },
        .outbound =
                {
                        .key_wanted = on_key_wanted,
                        .slides_key_wanted = on_slides_key_wanted,
                        .fast_update_wanted = on_fast_update_wanted,
                },
        .connected = on_connected,
        .closed = on_closed,
        .digit = on_digit,
        .floor = on_floor,
        .codec = on_codec,
};

/* ---- what is asked for ---- */

/* Of a site that is on a network of its own: what it is offered, and where it is listened for, is there alone. */
static void set_addresses(Entry *entry, const char *addresses)
{
    entry->config = entry->roster->config;
    if (addresses != NULL && addresses[0] != '\0') {
        entry->addresses = g_strsplit(addresses, ",", ADDRESSES_MAX);
        entry->config.addresses = (const char *const *)entry->addresses;
    }
}

void leg_roster_add(LegRoster *roster, uint32_t leg, const LegCall *call)
{
    ApiFault fault = API_FAULT_BAD_OFFER;
    g_autoptr(GError) error = NULL;
    Entry *entry = g_new0(Entry, 1);
    net_loop_assert_current(roster->config.loop);
    entry->roster = roster;
    entry->number = leg;
    set_addresses(entry, call->addresses);
    entry->leg = media_leg_new(&entry->config, &leg_events, entry, call, &fault, &error);
    if (entry->leg == NULL) {
        g_strfreev(entry->addresses);
        g_free(entry);
        roster->events->answered(leg, NULL, fault, error->message, roster->user_data);
        return;
    }
    g_hash_table_insert(roster->legs, GUINT_TO_POINTER(leg), entry);
    media_leg_present(entry->leg, leg == roster->slides.presenter);
    watch(entry, presented_codec(roster));
    tell_slides(entry);
    roster->events->answered(leg, media_leg_answer(entry->leg), 0, NULL, roster->user_data);
}

void leg_roster_offer_again(LegRoster *roster, uint32_t leg, const char *offer)
{
    MediaLeg *found = leg_roster_find(roster, leg);
    ApiFault fault = API_FAULT_UNKNOWN_LEG;
    g_autoptr(GError) error = NULL;
    if (found == NULL) {
        roster->events->answered(leg, NULL, fault, "no such leg", roster->user_data);
    } else if (!media_leg_offer_again(found, offer, &fault, &error)) {
        roster->events->answered(leg, NULL, fault, error->message, roster->user_data);
    } else {
        follow_agreement(roster, leg);
        roster->events->answered(leg, media_leg_answer(found), 0, NULL, roster->user_data);
    }
}

void leg_roster_take_answer(LegRoster *roster, uint32_t leg, const char *answer)
{
    MediaLeg *found = leg_roster_find(roster, leg);
    ApiFault fault = API_FAULT_UNKNOWN_LEG;
    g_autoptr(GError) error = NULL;
    if (found == NULL) {
        roster->events->answered(leg, NULL, fault, "no such leg", roster->user_data);
    } else if (!media_leg_take_answer(found, answer, &fault, &error)) {
        roster->events->answered(leg, NULL, fault, error->message, roster->user_data);
    } else {
        follow_agreement(roster, leg);
        roster->events->answered(leg, "", 0, NULL, roster->user_data);
    }
}

void leg_roster_remove(LegRoster *roster, uint32_t leg)
{
    g_hash_table_remove(roster->legs, GUINT_TO_POINTER(leg));
}

/* Tells of feeds that have other receivers than before. */
static void count_receivers(LegRoster *roster)
{
    FeedReceivers receivers = {0};
    GHashTableIter iter;
    gpointer entry = NULL;
    g_hash_table_iter_init(&iter, roster->legs);
    while (g_hash_table_iter_next(&iter, NULL, &entry)) {
        uint32_t feeds[LEG_OUTBOUND_FEEDS_MAX];
        const size_t count = media_leg_feeds(((Entry *)entry)->leg, feeds);
        for (size_t i = 0; i < count; i++) {
            receivers.of[feeds[i]]++;
        }
    }
    feed_receivers_update(
            &roster->receivers, &receivers, roster->events->feed_wanted, roster->user_data);
}

/* Closes rungs, or opens them, by what the legs would take. */
static void shed_rungs(LegRoster *roster)
{
    unsigned wanted[PICTURE_FEEDS_END] = {0};
    GHashTableIter iter;
    gpointer entry = NULL;
    g_hash_table_iter_init(&iter, roster->legs);
    while (g_hash_table_iter_next(&iter, NULL, &entry)) {
        wanted[media_leg_wanted(((Entry *)entry)->leg)]++;
    }
    rung_shed_update(&roster->rungs, wanted);
    g_hash_table_iter_init(&iter, roster->legs);
    while (g_hash_table_iter_next(&iter, NULL, &entry)) {
        MediaLeg *leg = ((Entry *)entry)->leg;
        const uint32_t source = media_leg_wanted(leg);
        media_leg_close_rungs(
                leg, source != PICTURE_FEED_NONE ? rung_shed_of(&roster->rungs, source) : 0);
    }
}

void leg_roster_set_rungs_max(LegRoster *roster, unsigned most)
{
    net_loop_assert_current(roster->config.loop);
    roster->rungs.most = most;
    shed_rungs(roster);
    count_receivers(roster);
}

void leg_roster_set_view(LegRoster *roster, uint32_t leg, unsigned view, bool at_once)
{
    MediaLeg *found = leg_roster_find(roster, leg);
    if (found != NULL) {
        media_leg_set_view(found, view, at_once);
        count_receivers(roster);
    }
}

static void tell_heard(const LegRoster *roster, const SoundTick *tick)
{
    for (size_t i = 0; i < tick->heard_count; i++) {
        MediaLeg *leg = leg_roster_find(roster, tick->heard[i].source & ~ROOM_SOUND_SLIDES);
        if (leg != NULL) {
            media_leg_sound_heard(leg, &tick->heard[i], tick->time_us);
        }
    }
}

void leg_roster_send_sound(LegRoster *roster, const SoundTick *tick)
{
    const int64_t now_us = net_loop_now_us(roster->config.loop);
    tell_heard(roster, tick);
    GHashTableIter iter;
    gpointer entry = NULL;
    g_hash_table_iter_init(&iter, roster->legs);
    while (g_hash_table_iter_next(&iter, NULL, &entry)) {
        media_leg_send_sound(((Entry *)entry)->leg,
                sound_tick_packet_for(
                        tick, ((Entry *)entry)->number, media_leg_codec(((Entry *)entry)->leg)),
                tick->time_us, sound_tick_level_for(tick, ((Entry *)entry)->number), now_us);
    }
}

static void pump_soon(LegRoster *roster, int64_t now_us)
{
    GHashTableIter iter;
    gpointer entry = NULL;
    g_hash_table_iter_init(&iter, roster->legs);
    while (!roster->pumps && g_hash_table_iter_next(&iter, NULL, &entry)) {
        if (media_leg_waits(((Entry *)entry)->leg)) {
            roster->pumps = true;
            net_timer_arm(roster->pump, now_us + LEG_SENDING_PUMP_US);
            return;
        }
    }
}

static void on_pump(int64_t now_us, void *data)
{
    LegRoster *roster = data;
    GHashTableIter iter;
    gpointer entry = NULL;
    roster->pumps = false;
    g_hash_table_iter_init(&iter, roster->legs);
    while (g_hash_table_iter_next(&iter, NULL, &entry)) {
        MediaLeg *leg = ((Entry *)entry)->leg;
        if (media_leg_waits(leg)) {
            media_leg_pump(leg, now_us);
        }
    }
    pump_soon(roster, now_us);
}

void leg_roster_send_picture(LegRoster *roster, CodedPicture *picture)
{
    const uint32_t source = coded_picture_info(picture)->source;
    const int64_t now_us = net_loop_now_us(roster->config.loop);
    GHashTableIter iter;
    gpointer entry = NULL;
    g_hash_table_iter_init(&iter, roster->legs);
    while (g_hash_table_iter_next(&iter, NULL, &entry)) {
        MediaLeg *leg = ((Entry *)entry)->leg;
        if (media_leg_takes(leg, source)) {
            media_leg_send_picture(leg, picture, now_us);
        }
    }
    pump_soon(roster, now_us);
}

/* ---- by the clock ---- */

static void report(LegRoster *roster, int64_t now_us)
{
    g_autoptr(GArray) reports =
            g_array_sized_new(FALSE, FALSE, sizeof(LegReport), g_hash_table_size(roster->legs));
    GHashTableIter iter;
    gpointer entry = NULL;
    g_hash_table_iter_init(&iter, roster->legs);
    while (g_hash_table_iter_next(&iter, NULL, &entry)) {
        const LegReport one = {
                ((Entry *)entry)->number, media_leg_figures(((Entry *)entry)->leg, now_us)};
        g_array_append_val(reports, one);
    }
    roster->events->reports(
            (const LegReport *)(void *)reports->data, reports->len, roster->user_data);
}

static void tell_all_slides(const LegRoster *roster)
{
    GHashTableIter iter;
    gpointer entry = NULL;
    g_hash_table_iter_init(&iter, roster->legs);
    while (g_hash_table_iter_next(&iter, NULL, &entry)) {
        tell_slides(entry);
    }
}

static void on_tick(int64_t now_us, void *data)
{
    LegRoster *roster = data;
    /* A leg's tick never closes it: the transport does, from its own timers. */
    GHashTableIter iter;
    gpointer entry = NULL;
    g_hash_table_iter_init(&iter, roster->legs);
    while (g_hash_table_iter_next(&iter, NULL, &entry)) {
        media_leg_tick(((Entry *)entry)->leg, now_us);
    }
    if (roster->rungs.most > 0) {
        shed_rungs(roster);
    }
    count_receivers(roster);
    tell_all_slides(roster);
    ask_presenter(roster, now_us);
    pump_soon(roster, now_us);
    if (now_us >= roster->report_due_us) {
        roster->report_due_us = now_us + REPORT_US;
        report(roster, now_us);
    }
}

LegRoster *leg_roster_new(
        const MediaLegConfig *config, const LegRosterEvents *events, void *user_data)
{
    LegRoster *roster = g_new0(LegRoster, 1);
    net_loop_assert_current(config->loop);
    roster->config = *config;
    roster->events = events;
    roster->user_data = user_data;
    roster->legs = g_hash_table_new_full(NULL, NULL, NULL, entry_free);
    roster->tick = net_timer_new(config->loop, TICK_US, on_tick, roster);
    roster->pump = net_timer_new(config->loop, 0, on_pump, roster);
    return roster;
}

void leg_roster_free(LegRoster *roster)
{
    if (roster != NULL) {
        net_timer_free(roster->tick);
        net_timer_free(roster->pump);
        g_hash_table_unref(roster->legs);
        g_free(roster);
    }
}
