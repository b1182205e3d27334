#include "mcu/room/leg_table.h"

#include "config/log.h"
#include "mcu/net/net_loop.h"
#include "mcu/room/thread_priority.h"

LOG_TOPIC("legs");

struct LegTable {
    /* set at creation, then constant */
    NetLoop *loop;
    MediaLegConfig leg_config;
    char **addresses;
    DtlsIdentity *identity;
    const LegRosterEvents *events;
    void *user_data;

    gint waiting;  /* atomic: ticks and pictures posted and not yet sent */
    guint dropped; /* atomic */

    /* network loop only */
    LegRoster *roster; /* NULL once it has stopped */
};

typedef struct Task Task;

/* Something that is to be done on the loop. */
struct Task {
    LegTable *table;
    void (*run)(LegRoster *roster, const Task *task);
    uint32_t number;
    char *text;   /* an offer, an answer or a candidate */
    LegCall call; /* of a new leg; its texts are ours */
    bool flag;
    unsigned view;
    LegSight sight;
    int64_t cap_bps;
    H281Move move; /* of a camera */
    int64_t for_us;
    uint8_t preset;
    SoundTick *sound;
    CodedPicture *picture;
};

/* ---- network loop ---- */

static void add(LegRoster *roster, const Task *task)
{
    leg_roster_add(roster, task->number, &task->call);
}

static void offer_again(LegRoster *roster, const Task *task)
{
    leg_roster_offer_again(roster, task->number, task->text);
}

static void take_answer(LegRoster *roster, const Task *task)
{
    leg_roster_take_answer(roster, task->number, task->text);
}

static void fast_update(LegRoster *roster, const Task *task)
{
    MediaLeg *leg = leg_roster_find(roster, task->number);
    if (leg != NULL) {
        media_leg_fast_update(leg);
    }
}

static void move_camera(LegRoster *roster, const Task *task)
{
    MediaLeg *leg = leg_roster_find(roster, task->number);
    if (leg != NULL && !media_leg_move_camera(leg, &task->move, task->for_us)) {
        log_debug("Leg %u: its camera does not move so.", task->number);
    }
}

static void camera_preset(LegRoster *roster, const Task *task)
{
    MediaLeg *leg = leg_roster_find(roster, task->number);
    if (leg != NULL && !media_leg_camera_preset(leg, task->preset, task->flag)) {
        log_debug("Leg %u: its camera keeps no such place.", task->number);
    }
}

static void take_candidate(LegRoster *roster, const Task *task)
{
    MediaLeg *leg = leg_roster_find(roster, task->number);
    if (leg != NULL && !media_leg_add_candidate(leg, task->text)) {
        log_debug("Leg %u: a candidate was not taken.", task->number);
    }
}

static void remove_leg(LegRoster *roster, const Task *task)
{
    leg_roster_remove(roster, task->number);
}

static void set_sight(LegRoster *roster, const Task *task)
{
    MediaLeg *leg = leg_roster_find(roster, task->number);
    if (leg != NULL) {
        media_leg_set_sight(leg, task->sight);
    }
}

static void set_view(LegRoster *roster, const Task *task)
{
    leg_roster_set_view(roster, task->number, task->view, task->flag);
}

static void set_rungs_max(LegRoster *roster, const Task *task)
{
    leg_roster_set_rungs_max(roster, task->number);
}

static void set_cap(LegRoster *roster, const Task *task)
{
    MediaLeg *leg = leg_roster_find(roster, task->number);
    if (leg != NULL) {
        media_leg_set_cap(leg, task->cap_bps);
    }
}

static void want_key(LegRoster *roster, const Task *task)
{
    MediaLeg *leg = leg_roster_find(roster, task->number);
    if (leg != NULL) {
        media_leg_want_key(leg);
    }
}

static void present(LegRoster *roster, const Task *task)
{
    leg_roster_present(roster, task->number);
}

static void deny_floor(LegRoster *roster, const Task *task)
{
    leg_roster_deny_floor(roster, task->number);
}

static void want_slides_key(LegRoster *roster, const Task *task)
{
    leg_roster_want_slides_key(roster);
}

static void send_sound(LegRoster *roster, const Task *task)
{
    leg_roster_send_sound(roster, task->sound);
}

static void send_picture(LegRoster *roster, const Task *task)
{
    leg_roster_send_picture(roster, task->picture);
}

static void task_free(Task *task)
{
    g_free(task->text);
    g_free((char *)task->call.offer);
    g_free((char *)task->call.addresses);
    g_clear_pointer(&task->sound, sound_tick_unref);
    g_clear_pointer(&task->picture, coded_picture_unref);
    g_free(task);
}

static void run_task(void *data)
{
    Task *task = data;
    LegTable *table = task->table;
    if (table->roster != NULL) {
        task->run(table->roster, task);
    }
    if (task->sound != NULL || task->picture != NULL) {
        g_atomic_int_add(&table->waiting, -1);
    }
    task_free(task);
}

static void start_task(void *data)
{
    LegTable *table = data;
    thread_priority_set(THREAD_RANK_PACKETS);
    table->roster = leg_roster_new(&table->leg_config, table->events, table->user_data);
}

static void stop_task(void *data)
{
    LegTable *table = data;
    g_clear_pointer(&table->roster, leg_roster_free);
}

/* ---- any thread ---- */

/* A task is copied; its text too, and its sound or picture is taken over. */
static void post(LegTable *table, void (*run)(LegRoster *roster, const Task *task), Task task)
{
    Task *copy = g_new(Task, 1);
    task.table = table;
    task.run = run;
    task.text = g_strdup(task.text);
    task.call.offer = g_strdup(task.call.offer);
    task.call.addresses = g_strdup(task.call.addresses);
    *copy = task;
    net_loop_call(table->loop, run_task, copy);
}

LegTable *leg_table_new(const LegTableConfig *config, const LegRosterEvents *events,
        void *user_data, GError **error)
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
            .h264 = config->h264,
            .ladder = config->ladder,
            .fps = config->fps,
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
    dtls_identity_free(table->identity);
    g_strfreev(table->addresses);
    g_free(table);
}

void leg_table_add(LegTable *table, uint32_t leg, const LegCall *call)
{
    post(table, add, (Task){.number = leg, .call = *call});
}

void leg_table_offer_again(LegTable *table, uint32_t leg, const char *offer)
{
    post(table, offer_again, (Task){.number = leg, .text = (char *)offer});
}

void leg_table_take_answer(LegTable *table, uint32_t leg, const char *answer)
{
    post(table, take_answer, (Task){.number = leg, .text = (char *)answer});
}

void leg_table_fast_update(LegTable *table, uint32_t leg)
{
    post(table, fast_update, (Task){.number = leg});
}

void leg_table_move_camera(LegTable *table, uint32_t leg, const H281Move *move, int64_t for_us)
{
    post(table, move_camera, (Task){.number = leg, .move = *move, .for_us = for_us});
}

void leg_table_camera_preset(LegTable *table, uint32_t leg, uint8_t preset, bool store)
{
    post(table, camera_preset, (Task){.number = leg, .preset = preset, .flag = store});
}

void leg_table_candidate(LegTable *table, uint32_t leg, const char *candidate)
{
    post(table, take_candidate, (Task){.number = leg, .text = (char *)candidate});
}

void leg_table_remove(LegTable *table, uint32_t leg)
{
    post(table, remove_leg, (Task){.number = leg});
}

void leg_table_set_sight(LegTable *table, uint32_t leg, LegSight sight)
{
    post(table, set_sight, (Task){.number = leg, .sight = sight});
}

void leg_table_set_view(LegTable *table, uint32_t leg, unsigned view, bool at_once)
{
    post(table, set_view, (Task){.number = leg, .view = view, .flag = at_once});
}

void leg_table_set_rungs_max(LegTable *table, unsigned most)
{
    post(table, set_rungs_max, (Task){.number = most});
}

void leg_table_set_cap(LegTable *table, uint32_t leg, int64_t cap_bps)
{
    post(table, set_cap, (Task){.number = leg, .cap_bps = cap_bps});
}

void leg_table_want_key(LegTable *table, uint32_t leg)
{
    post(table, want_key, (Task){.number = leg});
}

void leg_table_present(LegTable *table, uint32_t leg)
{
    post(table, present, (Task){.number = leg});
}

void leg_table_deny_floor(LegTable *table, uint32_t leg)
{
    post(table, deny_floor, (Task){.number = leg});
}

void leg_table_want_slides_key(LegTable *table)
{
    post(table, want_slides_key, (Task){.number = 0});
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
    post(table, send_sound, (Task){.sound = tick});
}

void leg_table_send_picture(LegTable *table, CodedPicture *picture)
{
    if (!may_wait(table)) {
        coded_picture_unref(picture);
        return;
    }
    post(table, send_picture, (Task){.picture = picture});
}

uint64_t leg_table_dropped(LegTable *table)
{
    return (guint)g_atomic_int_get(&table->dropped);
}
