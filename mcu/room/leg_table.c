#include "mcu/room/leg_table.h"

#include "config/log.h"
#include "mcu/net/net_loop.h"
#include "mcu/room/leg_slides.h"
#include "mcu/room/slides_relay.h"
#include "mcu/room/thread_priority.h"

LOG_TOPIC("legs");

enum {
    TICK_US = 20000, /* how often a leg's feedback is looked after */
    REPORT_US = 2000000,
};

struct LegTable {
    /* set at creation, then constant */
    NetLoop *loop;
    MediaLegConfig leg_config;
    char **addresses;
    DtlsIdentity *identity;
    const LegTableEvents *events;
    void *user_data;

    gint waiting;  /* atomic: ticks and pictures posted and not yet sent */
    guint dropped; /* atomic */

    /* network loop only */
    GHashTable *legs; /* number -> Entry */
    SlidesRelay slides;
    NetTimer *tick;
    NetTimer *pump; /* while packets wait for their turn */
    bool pumps;
    int64_t report_due_us;
    unsigned receivers[PICTURE_FEEDS_END]; /* of each feed, as was told */
};

typedef struct Entry {
    LegTable *table;
    uint32_t number;
    MediaLeg *leg;
    bool takes_slides; /* as was told */
} Entry;

/* Something that is to be done on the loop. */
typedef struct Task {
    LegTable *table;
    uint32_t number;
    char *text; /* an offer or a candidate */
    bool flag;
    unsigned view;
    int64_t cap_bps;
    SoundTick *sound;
    Vp8Picture *picture;
} Task;

/* ---- network loop ---- */

static void task_free(Task *task)
{
    g_free(task->text);
    g_clear_pointer(&task->sound, sound_tick_unref);
    g_clear_pointer(&task->picture, vp8_picture_unref);
    g_free(task);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Task, task_free)

static MediaLeg *find(const LegTable *table, uint32_t number)
{
    const Entry *entry = g_hash_table_lookup(table->legs, GUINT_TO_POINTER(number));
    return entry != NULL ? entry->leg : NULL;
}

static void entry_free(gpointer data)
{
    Entry *entry = data;
    media_leg_free(entry->leg);
    g_free(entry);
}

static void tell_slides(Entry *entry)
{
    const bool takes = media_leg_takes_slides(entry->leg);
    if (entry->takes_slides != takes) {
        entry->takes_slides = takes;
        entry->table->events->takes_slides(entry->number, takes, entry->table->user_data);
    }
}

static void on_connected(void *user_data)
{
    const Entry *entry = user_data;
    entry->table->events->connected(entry->number, entry->table->user_data);
}

static void on_closed(ApiLegEnd why, void *user_data)
{
    const Entry *entry = user_data;
    LegTable *table = entry->table;
    const uint32_t number = entry->number;
    g_hash_table_remove(table->legs, GUINT_TO_POINTER(number));
    table->events->closed(number, why, table->user_data);
}

static void on_sound(const JitterBufferPacket *packet, GBytes *payload, void *user_data)
{
    const Entry *entry = user_data;
    entry->table->events->sound(entry->number, packet, payload, entry->table->user_data);
}

static void on_sound_least(int64_t least_us, void *user_data)
{
    const Entry *entry = user_data;
    entry->table->events->sound_least(entry->number, least_us, entry->table->user_data);
}

static void on_picture(GBytes *frame, bool key, void *user_data)
{
    const Entry *entry = user_data;
    entry->table->events->picture(entry->number, frame, key, entry->table->user_data);
}

static void on_key_wanted(uint32_t source, bool joins, int64_t round_trip_us, void *user_data)
{
    const Entry *entry = user_data;
    entry->table->events->key_wanted(source, joins, round_trip_us, entry->table->user_data);
}

/* ---- slides ---- */

/* To everybody but the one who shows them: it has them before its eyes. */
static void on_slides(const AssembledFrame *frame, void *user_data)
{
    const Entry *presenter = user_data;
    LegTable *table = presenter->table;
    const int64_t now_us = net_loop_now_us(table->loop);
    if (table->slides.presenter != presenter->number) {
        return;
    }
    const uint32_t ticks =
            media_clock_ticks(table->leg_config.clock, MEDIA_CLOCK_PICTURE_HZ, now_us);
    g_autoptr(Vp8Picture) picture = slides_relay_picture(&table->slides, frame, ticks, now_us);
    if (picture == NULL) {
        return;
    }
    GHashTableIter iter;
    gpointer entry = NULL;
    g_hash_table_iter_init(&iter, table->legs);
    while (g_hash_table_iter_next(&iter, NULL, &entry)) {
        if (entry != presenter) {
            media_leg_send_slides(((Entry *)entry)->leg, picture, now_us);
        }
    }
    table->events->slides(presenter->number, frame->data, frame->key, table->user_data);
}

static void on_slides_sound(const JitterBufferPacket *packet, GBytes *payload, void *user_data)
{
    const Entry *entry = user_data;
    entry->table->events->slides_sound(entry->number, packet, payload, entry->table->user_data);
}

static void on_slides_key_wanted(bool joins, int64_t round_trip_us, void *user_data)
{
    LegTable *table = ((Entry *)user_data)->table;
    slides_relay_want_key(&table->slides, joins, round_trip_us, net_loop_now_us(table->loop));
}

static uint32_t watched_by(const LegTable *table, uint32_t leg)
{
    const uint32_t presenter = table->slides.presenter;
    return presenter != SLIDES_RELAY_NOBODY && presenter != leg ? table->slides.source
                                                                : LEG_SLIDES_NONE;
}

static void present_task(void *data)
{
    g_autoptr(Task) task = data;
    LegTable *table = task->table;
    if (!slides_relay_present(&table->slides, task->number)) {
        return;
    }
    GHashTableIter iter;
    gpointer value = NULL;
    g_hash_table_iter_init(&iter, table->legs);
    while (g_hash_table_iter_next(&iter, NULL, &value)) {
        const Entry *entry = value;
        media_leg_present(entry->leg, entry->number == task->number);
        media_leg_watch_slides(entry->leg, watched_by(table, entry->number));
    }
}

static void want_slides_key_task(void *data)
{
    g_autoptr(Task) task = data;
    slides_relay_want_key(&task->table->slides, true, 0, net_loop_now_us(task->table->loop));
}

static void ask_presenter(const LegTable *table, int64_t now_us)
{
    MediaLeg *leg = find(table, table->slides.presenter);
    if (leg != NULL && slides_relay_key_due(&table->slides, now_us)) {
        media_leg_ask_slides_key(leg);
    }
}

static const MediaLegEvents leg_events = {
        .connected = on_connected,
        .closed = on_closed,
        .sound = on_sound,
        .sound_least = on_sound_least,
        .picture = on_picture,
        .key_wanted = on_key_wanted,
        .slides = on_slides,
        .slides_sound = on_slides_sound,
        .slides_key_wanted = on_slides_key_wanted,
};

/* ---- what is asked for ---- */

static void add_task(void *data)
{
    g_autoptr(Task) task = data;
    LegTable *table = task->table;
    ApiFault fault = API_FAULT_BAD_OFFER;
    g_autoptr(GError) error = NULL;
    Entry *entry = g_new0(Entry, 1);
    entry->table = table;
    entry->number = task->number;
    entry->leg = media_leg_new(&table->leg_config, &leg_events, entry, task->text, &fault, &error);
    if (entry->leg == NULL) {
        g_free(entry);
        table->events->answered(task->number, NULL, fault, error->message, table->user_data);
        return;
    }
    g_hash_table_insert(table->legs, GUINT_TO_POINTER(task->number), entry);
    media_leg_present(entry->leg, task->number == table->slides.presenter);
    media_leg_watch_slides(entry->leg, watched_by(table, task->number));
    tell_slides(entry);
    table->events->answered(task->number, media_leg_answer(entry->leg), 0, NULL, table->user_data);
}

static void offer_again_task(void *data)
{
    g_autoptr(Task) task = data;
    LegTable *table = task->table;
    MediaLeg *leg = find(table, task->number);
    ApiFault fault = API_FAULT_UNKNOWN_LEG;
    g_autoptr(GError) error = NULL;
    if (leg == NULL) {
        table->events->answered(task->number, NULL, fault, "no such leg", table->user_data);
    } else if (!media_leg_offer_again(leg, task->text, &fault, &error)) {
        table->events->answered(task->number, NULL, fault, error->message, table->user_data);
    } else {
        table->events->answered(task->number, media_leg_answer(leg), 0, NULL, table->user_data);
    }
}

static void candidate_task(void *data)
{
    g_autoptr(Task) task = data;
    MediaLeg *leg = find(task->table, task->number);
    if (leg != NULL && !media_leg_add_candidate(leg, task->text)) {
        log_debug("Leg %u: a candidate was not taken.", task->number);
    }
}

static void remove_task(void *data)
{
    g_autoptr(Task) task = data;
    g_hash_table_remove(task->table->legs, GUINT_TO_POINTER(task->number));
}

static void visible_task(void *data)
{
    g_autoptr(Task) task = data;
    MediaLeg *leg = find(task->table, task->number);
    if (leg != NULL) {
        media_leg_set_visible(leg, task->flag);
    }
}

/* Tells of feeds that have other receivers than before. */
static void count_receivers(LegTable *table)
{
    unsigned receivers[PICTURE_FEEDS_END] = {0};
    GHashTableIter iter;
    gpointer entry = NULL;
    g_hash_table_iter_init(&iter, table->legs);
    while (g_hash_table_iter_next(&iter, NULL, &entry)) {
        for (uint32_t source = PICTURE_FEED_NONE + 1; source < PICTURE_FEEDS_END; source++) {
            receivers[source] += media_leg_takes(((Entry *)entry)->leg, source) ? 1 : 0;
        }
    }
    for (uint32_t source = PICTURE_FEED_NONE + 1; source < PICTURE_FEEDS_END; source++) {
        if (table->receivers[source] != receivers[source]) {
            table->receivers[source] = receivers[source];
            table->events->feed_wanted(source, receivers[source], table->user_data);
        }
    }
}

static void view_task(void *data)
{
    g_autoptr(Task) task = data;
    MediaLeg *leg = find(task->table, task->number);
    if (leg != NULL) {
        media_leg_set_view(leg, task->view);
        count_receivers(task->table);
    }
}

static void cap_task(void *data)
{
    g_autoptr(Task) task = data;
    MediaLeg *leg = find(task->table, task->number);
    if (leg != NULL) {
        media_leg_set_cap(leg, task->cap_bps);
    }
}

static void want_key_task(void *data)
{
    g_autoptr(Task) task = data;
    MediaLeg *leg = find(task->table, task->number);
    if (leg != NULL) {
        media_leg_want_key(leg);
    }
}

static void tell_heard(const LegTable *table, const SoundTick *tick)
{
    for (size_t i = 0; i < tick->heard_count; i++) {
        MediaLeg *leg = find(table, tick->heard[i].source);
        if (leg != NULL) {
            media_leg_sound_heard(leg, &tick->heard[i], tick->time_us);
        }
    }
}

static void sound_task(void *data)
{
    g_autoptr(Task) task = data;
    const int64_t now_us = net_loop_now_us(task->table->loop);
    const SoundTick *tick = task->sound;
    tell_heard(task->table, tick);
    GHashTableIter iter;
    gpointer entry = NULL;
    g_hash_table_iter_init(&iter, task->table->legs);
    while (g_hash_table_iter_next(&iter, NULL, &entry)) {
        media_leg_send_sound(((Entry *)entry)->leg,
                sound_tick_packet_for(tick, ((Entry *)entry)->number), tick->time_us,
                tick->level_dbov, now_us);
    }
    g_atomic_int_add(&task->table->waiting, -1);
}

static void pump_soon(LegTable *table, int64_t now_us)
{
    GHashTableIter iter;
    gpointer entry = NULL;
    g_hash_table_iter_init(&iter, table->legs);
    while (!table->pumps && g_hash_table_iter_next(&iter, NULL, &entry)) {
        if (media_leg_waits(((Entry *)entry)->leg)) {
            table->pumps = true;
            net_timer_arm(table->pump, now_us + LEG_SENDING_PUMP_US);
            return;
        }
    }
}

static void on_pump(int64_t now_us, void *data)
{
    LegTable *table = data;
    GHashTableIter iter;
    gpointer entry = NULL;
    table->pumps = false;
    g_hash_table_iter_init(&iter, table->legs);
    while (g_hash_table_iter_next(&iter, NULL, &entry)) {
        MediaLeg *leg = ((Entry *)entry)->leg;
        if (media_leg_waits(leg)) {
            media_leg_pump(leg, now_us);
        }
    }
    pump_soon(table, now_us);
}

static void picture_task(void *data)
{
    g_autoptr(Task) task = data;
    const uint32_t source = vp8_picture_info(task->picture)->source;
    const int64_t now_us = net_loop_now_us(task->table->loop);
    GHashTableIter iter;
    gpointer entry = NULL;
    g_hash_table_iter_init(&iter, task->table->legs);
    while (g_hash_table_iter_next(&iter, NULL, &entry)) {
        MediaLeg *leg = ((Entry *)entry)->leg;
        if (media_leg_takes(leg, source)) {
            media_leg_send_picture(leg, task->picture, now_us);
        }
    }
    pump_soon(task->table, now_us);
    g_atomic_int_add(&task->table->waiting, -1);
}

static void report(LegTable *table, int64_t now_us)
{
    g_autoptr(GArray) reports =
            g_array_sized_new(FALSE, FALSE, sizeof(LegReport), g_hash_table_size(table->legs));
    GHashTableIter iter;
    gpointer entry = NULL;
    g_hash_table_iter_init(&iter, table->legs);
    while (g_hash_table_iter_next(&iter, NULL, &entry)) {
        const LegReport one = {
                ((Entry *)entry)->number, media_leg_figures(((Entry *)entry)->leg, now_us)};
        g_array_append_val(reports, one);
    }
    table->events->reports(
            (const LegReport *)(void *)reports->data, reports->len, table->user_data);
}

static void tell_all_slides(const LegTable *table)
{
    GHashTableIter iter;
    gpointer entry = NULL;
    g_hash_table_iter_init(&iter, table->legs);
    while (g_hash_table_iter_next(&iter, NULL, &entry)) {
        tell_slides(entry);
    }
}

static void on_tick(int64_t now_us, void *data)
{
    LegTable *table = data;
    /* A leg's tick never closes it: the transport does, from its own timers. */
    GHashTableIter iter;
    gpointer entry = NULL;
    g_hash_table_iter_init(&iter, table->legs);
    while (g_hash_table_iter_next(&iter, NULL, &entry)) {
        media_leg_tick(((Entry *)entry)->leg, now_us);
    }
    count_receivers(table);
    tell_all_slides(table);
    ask_presenter(table, now_us);
    pump_soon(table, now_us);
    if (now_us >= table->report_due_us) {
        table->report_due_us = now_us + REPORT_US;
        report(table, now_us);
    }
}

static void start_task(void *data)
{
    LegTable *table = data;
    thread_priority_set(THREAD_RANK_PACKETS);
    table->legs = g_hash_table_new_full(NULL, NULL, NULL, entry_free);
    table->tick = net_timer_new(table->loop, TICK_US, on_tick, table);
    table->pump = net_timer_new(table->loop, 0, on_pump, table);
}

static void stop_task(void *data)
{
    LegTable *table = data;
    g_clear_pointer(&table->tick, net_timer_free);
    g_clear_pointer(&table->pump, net_timer_free);
    g_hash_table_remove_all(table->legs);
}

/* ---- any thread ---- */

static Task *task_new(LegTable *table, uint32_t number, const char *text)
{
    Task *task = g_new0(Task, 1);
    task->table = table;
    task->number = number;
    task->text = g_strdup(text);
    return task;
}

LegTable *leg_table_new(
        const LegTableConfig *config, const LegTableEvents *events, void *user_data, GError **error)
{
    DtlsIdentity *identity = dtls_identity_new(error);
    if (identity == NULL) {
        return NULL;
    }
    LegTable *table = g_new0(LegTable, 1);
    table->identity = identity;
    table->addresses = g_strdupv((char **)config->addresses);
    table->events = events;
    table->user_data = user_data;
    table->loop = net_loop_new("network");
    table->leg_config = (MediaLegConfig){
            .loop = table->loop,
            .identity = identity,
            .clock = config->clock,
            .addresses = (const char *const *)table->addresses,
            .port_min = config->port_min,
            .port_max = config->port_max,
            .dtls_active = config->dtls_active,
            .ladder = config->ladder,
    };
    net_loop_call_wait(table->loop, start_task, table);
    return table;
}

void leg_table_stop(LegTable *table)
{
    if (table != NULL) {
        net_loop_call_wait(table->loop, stop_task, table);
    }
}

void leg_table_free(LegTable *table)
{
    if (table == NULL) {
        return;
    }
    leg_table_stop(table);
    net_loop_free(table->loop);
    g_hash_table_unref(table->legs);
    dtls_identity_free(table->identity);
    g_strfreev(table->addresses);
    g_free(table);
}

void leg_table_add(LegTable *table, uint32_t leg, const char *offer)
{
    net_loop_call(table->loop, add_task, task_new(table, leg, offer));
}

void leg_table_offer_again(LegTable *table, uint32_t leg, const char *offer)
{
    net_loop_call(table->loop, offer_again_task, task_new(table, leg, offer));
}

void leg_table_candidate(LegTable *table, uint32_t leg, const char *candidate)
{
    net_loop_call(table->loop, candidate_task, task_new(table, leg, candidate));
}

void leg_table_remove(LegTable *table, uint32_t leg)
{
    net_loop_call(table->loop, remove_task, task_new(table, leg, NULL));
}

void leg_table_set_visible(LegTable *table, uint32_t leg, bool visible)
{
    Task *task = task_new(table, leg, NULL);
    task->flag = visible;
    net_loop_call(table->loop, visible_task, task);
}

void leg_table_set_view(LegTable *table, uint32_t leg, unsigned view)
{
    Task *task = task_new(table, leg, NULL);
    task->view = view;
    net_loop_call(table->loop, view_task, task);
}

void leg_table_set_cap(LegTable *table, uint32_t leg, int64_t cap_bps)
{
    Task *task = task_new(table, leg, NULL);
    task->cap_bps = cap_bps;
    net_loop_call(table->loop, cap_task, task);
}

void leg_table_want_key(LegTable *table, uint32_t leg)
{
    net_loop_call(table->loop, want_key_task, task_new(table, leg, NULL));
}

void leg_table_present(LegTable *table, uint32_t leg)
{
    net_loop_call(table->loop, present_task, task_new(table, leg, NULL));
}

void leg_table_want_slides_key(LegTable *table)
{
    net_loop_call(table->loop, want_slides_key_task, task_new(table, 0, NULL));
}

static bool may_wait(LegTable *table)
{
    if (g_atomic_int_add(&table->waiting, 1) < LEG_TABLE_WAITING_MAX) {
        return true;
    }
    g_atomic_int_add(&table->waiting, -1);
    g_atomic_int_inc(&table->dropped);
    return false;
}

void leg_table_send_sound(LegTable *table, SoundTick *tick)
{
    if (!may_wait(table)) {
        sound_tick_unref(tick);
        return;
    }
    Task *task = task_new(table, 0, NULL);
    task->sound = tick;
    net_loop_call(table->loop, sound_task, task);
}

void leg_table_send_picture(LegTable *table, Vp8Picture *picture)
{
    if (!may_wait(table)) {
        vp8_picture_unref(picture);
        return;
    }
    Task *task = task_new(table, 0, NULL);
    task->picture = picture;
    net_loop_call(table->loop, picture_task, task);
}

uint64_t leg_table_dropped(LegTable *table)
{
    return (guint)g_atomic_int_get(&table->dropped);
}
