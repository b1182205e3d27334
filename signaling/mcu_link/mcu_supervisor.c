#include "signaling/mcu_link/mcu_supervisor.h"

#include "config/log.h"
#include "signaling/mcu_link/mcu_process.h"

#include <glib/gstdio.h>

#include <signal.h>
#include <string.h>

LOG_TOPIC("mcu_supervisor");

enum {
    CONNECT_EVERY_MS = 10,
    CONNECT_TRIES_MAX = 500, /* 5 s for a process to listen */
    PAUSE_FIRST_MS = 0,      /* the first restart is at once: a meeting waits */
    PAUSE_STEP_MS = 250,     /* then 250, 500, 1000, … */
    PAUSE_MAX_MS = 10000,
    CALM_US = 30000000, /* who lived this long starts over with the first pause */
};

static const char socket_prefix[] = "mcu-";
static const char socket_suffix[] = ".sock";

typedef enum State {
    IDLE,
    STARTING, /* until the process listens */
    OPENING,  /* until it has opened the room */
    ADOPTING,
    READY,
    PAUSING, /* before the next start */
} State;

struct McuSupervisor {
    /* set at creation, then constant */
    char *program;
    char **arguments;
    char *run_dir;
    char *socket_path;
    char *meeting;
    char *title;
    const McuSupervisorEvents *events;
    void *user_data;

    State state;
    McuLink *link;
    guint timer; /* of connecting, pausing, or telling that none was found */
    unsigned tries;
    pid_t pid;
    int pause_ms;
    int64_t ready_since_us;
    unsigned restarts;
    bool closing;   /* the room shall end, and its MCU with it */
    GQueue waiting; /* Errand, for when it is ready */
};

/* A request with its way back, so that a silent MCU is noticed. */
typedef struct Errand {
    McuSupervisor *supervisor; /* outlives its link, whose end answers every request */
    McuRequest request;
} Errand;

static void start_process(McuSupervisor *self);
static void link_closed(void *user_data);
static void link_notification(const char *method, const json_t *body, void *user_data);

static const McuLinkEvents link_events = {
        .notification = link_notification,
        .closed = link_closed,
};

static void clear_timer(McuSupervisor *self)
{
    if (self->timer != 0) {
        g_source_remove(self->timer);
        self->timer = 0;
    }
}

static void enter(McuSupervisor *self, State state)
{
    clear_timer(self);
    self->state = state;
}

static void kill_process(McuSupervisor *self)
{
    if (self->pid > 0) {
        (void)kill(self->pid, SIGKILL);
        (void)g_unlink(
                self->socket_path); /* else it is taken for one that lives until it is dead */
        self->pid = 0;
    }
}

/* Starting again. */

static gboolean on_pause_over(gpointer data)
{
    McuSupervisor *self = data;
    self->timer = 0;
    start_process(self);
    return G_SOURCE_REMOVE;
}

static void pause_then_start(McuSupervisor *self)
{
    const int pause_ms = self->pause_ms;

    self->restarts++;
    self->pause_ms = pause_ms == PAUSE_FIRST_MS ? PAUSE_STEP_MS : MIN(pause_ms * 2, PAUSE_MAX_MS);
    enter(self, PAUSING);
    self->timer = g_timeout_add((guint)pause_ms, on_pause_over, self);
}

static void forget_link(McuSupervisor *self)
{
    g_clear_pointer(&self->link, mcu_link_free);
}

/* The MCU is not usable: gone, hanging, or it never came up. */
static void give_up_process(McuSupervisor *self, const char *why)
{
    const bool was_ready = self->state == READY;
    const bool adopting = self->state == ADOPTING;

    if (!self->closing) {
        log_warning("The media server of meeting %s is given up: %s.", self->meeting, why);
    }
    if (was_ready && g_get_monotonic_time() - self->ready_since_us > CALM_US) {
        self->pause_ms = PAUSE_FIRST_MS;
    }
    forget_link(self);
    kill_process(self);
    if (self->closing) {
        enter(self, IDLE);
        return;
    }
    if (adopting) {
        enter(self, IDLE);
        (void)g_unlink(self->socket_path);
        self->events->not_found(self->user_data);
        return;
    }
    pause_then_start(self);
    if (was_ready) {
        self->events->lost(self->user_data);
    }
}

static void link_closed(void *user_data)
{
    McuSupervisor *self = user_data;
    self->pid = 0;                     /* whoever closed the socket has ended, or is about to */
    (void)g_unlink(self->socket_path); /* its listener may outlive its connection for a moment */
    give_up_process(self, "it closed the connection");
}

static void link_notification(const char *method, const json_t *body, void *user_data)
{
    McuSupervisor *self = user_data;
    self->events->notification(method, body, self->user_data);
}

/* Requests. */

static void errand_done(const McuReply *reply, void *user_data)
{
    Errand *errand = user_data;
    McuSupervisor *self = errand->supervisor;
    const bool hangs = reply->outcome == MCU_TIMED_OUT && self->link != NULL;

    if (errand->request.reply != NULL) {
        errand->request.reply(reply, errand->request.user_data);
    }
    g_free(errand);
    if (hangs) {
        give_up_process(self, "it does not answer");
    }
}

static void send_errand(McuSupervisor *self, Errand *errand)
{
    McuRequest request = errand->request;

    errand->request.params = NULL;
    request.reply = errand_done;
    request.user_data = errand;
    mcu_link_request(self->link, &request);
}

static void refuse_errand(Errand *errand)
{
    json_decref(errand->request.params);
    errand->request.params = NULL;
    errand_done(
            &(McuReply){.outcome = MCU_GONE, .reason = "the media server is not there"}, errand);
}

static void send_waiting(McuSupervisor *self)
{
    Errand *errand = NULL;

    while (self->state == READY && (errand = g_queue_pop_head(&self->waiting)) != NULL) {
        send_errand(self, errand);
    }
}

void mcu_supervisor_request(McuSupervisor *self, const McuRequest *request)
{
    Errand *errand = g_new(Errand, 1);

    *errand = (Errand){.supervisor = self, .request = *request};
    if (self->state == READY) {
        send_errand(self, errand);
    } else if (g_queue_get_length(&self->waiting) < MCU_SUPERVISOR_WAITING_MAX) {
        g_queue_push_tail(&self->waiting, errand);
    } else {
        refuse_errand(errand);
    }
}

/* Coming up. */

static void end_room(McuSupervisor *self)
{
    mcu_link_request(self->link, &(McuRequest){.method = "room.close", .result_kind = API_EMPTY});
}

static void become_ready(McuSupervisor *self)
{
    enter(self, READY);
    self->ready_since_us = g_get_monotonic_time();
    if (self->closing) {
        end_room(self);
    }
}

static void on_room_open(const McuReply *reply, void *user_data)
{
    McuSupervisor *self = user_data;

    if (reply->outcome == MCU_GONE) {
        return; /* link_closed() follows */
    }
    if (reply->outcome != MCU_REPLIED) {
        give_up_process(self, reply->reason);
        return;
    }
    become_ready(self);
    log_info("The media server of meeting %s is ready, process %d.", self->meeting, (int)self->pid);
    self->events->ready(self->user_data);
    send_waiting(self);
}

static void open_room(McuSupervisor *self)
{
    const ApiRoomOpen open = {.meeting = self->meeting, .title = self->title};

    enter(self, OPENING);
    mcu_link_request(self->link,
            &(McuRequest){.method = "room.open",
                    .params = api_message_encode(API_ROOM_OPEN, &open),
                    .result_kind = API_EMPTY,
                    .reply = on_room_open,
                    .user_data = self});
}

/* @return whether a process listens */
static bool connect_to_process(McuSupervisor *self)
{
    self->link = mcu_link_connect(self->socket_path, &link_events, self, NULL);
    if (self->link != NULL) {
        self->pid = mcu_link_pid(self->link);
    }
    return self->link != NULL;
}

static gboolean on_try_to_connect(gpointer data)
{
    McuSupervisor *self = data;

    if (connect_to_process(self)) {
        self->timer = 0;
        open_room(self);
        return G_SOURCE_REMOVE;
    }
    if (++self->tries < CONNECT_TRIES_MAX) {
        return G_SOURCE_CONTINUE;
    }
    self->timer = 0;
    give_up_process(self, "it did not listen in time");
    return G_SOURCE_REMOVE;
}

/* A server that was killed may have started one a moment before: it listens by now, or finds ours and ends. */
static void start_process(McuSupervisor *self)
{
    if (connect_to_process(self)) {
        open_room(self);
        return;
    }
    g_autoptr(GPtrArray) argv = g_ptr_array_new();
    g_autofree char *log_path = g_strdup_printf("%s/mcu-%s.log", self->run_dir, self->meeting);
    g_autoptr(GError) error = NULL;

    g_ptr_array_add(argv, self->program);
    g_ptr_array_add(argv, (gpointer) "--socket");
    g_ptr_array_add(argv, self->socket_path);
    g_ptr_array_add(argv, (gpointer) "--meeting");
    g_ptr_array_add(argv, self->meeting);
    for (size_t i = 0; self->arguments[i] != NULL; i++) {
        g_ptr_array_add(argv, self->arguments[i]);
    }
    g_ptr_array_add(argv, NULL);
    (void)g_unlink(self->socket_path);
    self->pid = mcu_process_start((const char *const *)argv->pdata, log_path, &error);
    if (self->pid == 0) {
        log_error("The media server %s cannot be started: %s.", self->program, error->message);
        pause_then_start(self);
        return;
    }
    enter(self, STARTING);
    self->tries = 0;
    self->timer = g_timeout_add(CONNECT_EVERY_MS, on_try_to_connect, self);
}

void mcu_supervisor_start(McuSupervisor *self)
{
    if (self->state == IDLE) {
        start_process(self);
    }
}

/* Adoption. */

static void on_description(const McuReply *reply, void *user_data)
{
    McuSupervisor *self = user_data;
    const ApiRoomDescription *description = reply->result;

    if (reply->outcome == MCU_GONE) {
        return; /* link_closed() follows */
    }
    if (reply->outcome != MCU_REPLIED) {
        give_up_process(self, reply->reason);
    } else if (description->meeting[0] == '\0') {
        open_room(self);
    } else {
        become_ready(self);
        log_info("The media server of meeting %s was found alive, process %d, with %u legs.",
                self->meeting, (int)self->pid, (unsigned)description->n_legs);
        self->events->adopted(description, self->user_data);
        send_waiting(self);
    }
}

static gboolean on_nobody(gpointer data)
{
    McuSupervisor *self = data;
    self->timer = 0;
    self->events->not_found(self->user_data);
    return G_SOURCE_REMOVE;
}

void mcu_supervisor_adopt(McuSupervisor *self)
{
    g_assert(self->state == IDLE);
    if (!connect_to_process(self)) {
        (void)g_unlink(self->socket_path);
        self->timer = g_idle_add(on_nobody, self);
        return;
    }
    enter(self, ADOPTING);
    mcu_link_request(self->link,
            &(McuRequest){.method = "room.describe",
                    .result_kind = API_ROOM_DESCRIPTION,
                    .reply = on_description,
                    .user_data = self});
}

McuSupervisor *mcu_supervisor_new(
        const McuSupervisorConfig *config, const McuSupervisorEvents *events, void *user_data)
{
    McuSupervisor *self = g_new0(McuSupervisor, 1);

    self->program = g_strdup(config->program);
    self->arguments = g_strdupv((char **)config->arguments);
    self->run_dir = g_strdup(config->run_dir);
    self->socket_path = mcu_supervisor_socket_path(config->run_dir, config->meeting);
    self->meeting = g_strdup(config->meeting);
    self->title = g_strdup(config->title);
    self->events = events;
    self->user_data = user_data;
    self->pause_ms = PAUSE_FIRST_MS;
    g_queue_init(&self->waiting);
    return self;
}

void mcu_supervisor_free(McuSupervisor *self)
{
    Errand *errand = NULL;

    if (self == NULL) {
        return;
    }
    enter(self, IDLE);
    forget_link(self);
    while ((errand = g_queue_pop_head(&self->waiting)) != NULL) {
        refuse_errand(errand);
    }
    g_free(self->program);
    g_strfreev(self->arguments);
    g_free(self->run_dir);
    g_free(self->socket_path);
    g_free(self->meeting);
    g_free(self->title);
    g_free(self);
}

void mcu_supervisor_close_room(McuSupervisor *self)
{
    self->closing = true;
    if (self->state == READY) {
        end_room(self);
    } else if (self->state == STARTING) {
        kill_process(self);
        (void)g_unlink(self->socket_path); /* it may have made it just now */
        enter(self, IDLE);
    } else if (self->state == PAUSING) {
        enter(self, IDLE);
    }
    /* OPENING and ADOPTING end as READY, which ends the room, or without an MCU. */
}

bool mcu_supervisor_is_ready(const McuSupervisor *self)
{
    return self->state == READY;
}

unsigned mcu_supervisor_restarts(const McuSupervisor *self)
{
    return self->restarts;
}

char *mcu_supervisor_socket_path(const char *run_dir, const char *meeting)
{
    return g_strdup_printf("%s/%s%s%s", run_dir, socket_prefix, meeting, socket_suffix);
}

char **mcu_supervisor_list(const char *run_dir)
{
    g_autoptr(GStrvBuilder) meetings = g_strv_builder_new();
    g_autoptr(GDir) folder = g_dir_open(run_dir, 0, NULL);
    const char *name = NULL;

    while (folder != NULL && (name = g_dir_read_name(folder)) != NULL) {
        if (g_str_has_prefix(name, socket_prefix) && g_str_has_suffix(name, socket_suffix)) {
            g_autofree char *meeting = g_strndup(name + sizeof socket_prefix - 1,
                    strlen(name) - (sizeof socket_prefix - 1) - (sizeof socket_suffix - 1));
            g_strv_builder_add(meetings, meeting);
        }
    }
    return g_strv_builder_end(meetings);
}
