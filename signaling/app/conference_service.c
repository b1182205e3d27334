#include "signaling/app/conference_service.h"

#include "config/log.h"
#include "signaling/app/event_replay.h"

LOG_TOPIC("conference_service");

enum { TICK_MS = 1000 };

/* A meeting in the table. */
typedef struct Running {
    Conference *conference;
    bool settled; /* false while an earlier server's MCU is being looked for */
    bool unused;  /* none was found, and nobody has come */
} Running;

/* Somebody who waits for a meeting. */
typedef struct Lookup {
    ConferenceService *service;
    char *code;
    ConferenceOpenFn done;
    void *user_data;
} Lookup;

struct ConferenceService {
    /* set at creation, then constant */
    Store *store;
    char *mcu_program;
    char **arguments;
    char *run_dir;
    MeetingConfig meeting;
    StageConfig stage;
    bool delegates;
    char *stills_dir; /* NULL: none are kept */
    char *notice_sound;
    AttendanceRules attendance;
    int64_t sample_us;
    int64_t rate_cap_bps;
    char *addresses[SITE_NETWORKS];
    int64_t idle_us;
    RecordingShelf *shelf;
    RecordingFinisher *finisher;
    const ConferenceServiceEvents *events;
    void *user_data;
    const ConferenceLegEvents *legs; /* NULL: nobody wants to know */
    void *legs_data;

    GHashTable *running; /* code in lower case → Running */
    GQueue asking;       /* Lookup, at the store */
    GQueue waiting;      /* Lookup, for a meeting to be settled */
    guint tick;
    guint ending; /* a source, or 0 */
};

static void running_free(gpointer data)
{
    Running *running = data;
    conference_free(running->conference);
    g_free(running);
}

static Running *find_running(ConferenceService *service, const char *code)
{
    g_autofree char *key = g_ascii_strdown(code, -1);
    return g_hash_table_lookup(service->running, key);
}

static void close_conference(Conference *conference)
{
    conference_keep_lines(conference);
    conference_close(conference);
}

/* Whether somebody who may has said so. */
static bool is_ended(Conference *conference)
{
    const Proceedings *state = meeting_conduct_state(conference_conduct(conference));
    return proceedings_phase(state) == PROCEEDINGS_ENDED;
}

static gboolean is_decided(gpointer key, gpointer value, gpointer user_data)
{
    const Running *running = value;
    (void)key;
    (void)user_data;

    if (!running->settled || !is_ended(running->conference)) {
        return FALSE;
    }
    log_info("Meeting %s has ended.", meeting_code(conference_meeting(running->conference)));
    close_conference(running->conference);
    return TRUE;
}

/* What the conferences say. */

static void on_send(uint64_t session, const char *text, void *user_data)
{
    ConferenceService *service = user_data;
    service->events->send(session, text, service->user_data);
}

static void on_replaced(uint64_t session, void *user_data)
{
    ConferenceService *service = user_data;
    service->events->replaced(session, service->user_data);
}

static void on_closed(uint64_t session, const char *reason, void *user_data)
{
    ConferenceService *service = user_data;
    service->events->closed(session, reason, service->user_data);
}

/* Not in the event, which comes out of the conference itself. */
static gboolean end_those_that_are_over(gpointer data)
{
    ConferenceService *service = data;

    service->ending = 0;
    g_hash_table_foreach_remove(service->running, is_decided, service);
    return G_SOURCE_REMOVE;
}

static void on_over(Conference *conference, void *user_data)
{
    ConferenceService *service = user_data;
    (void)conference;

    if (service->ending == 0) {
        service->ending =
                g_idle_add_full(G_PRIORITY_DEFAULT, end_those_that_are_over, service, NULL);
    }
}

static void on_attendance(Conference *conference, const Participant *participant,
        AttendanceEvent event, const char *why, void *user_data)
{
    ConferenceService *service = user_data;
    const AttendanceRecord record = {
            .time_us = g_get_real_time(),
            .meeting = (char *)meeting_code(conference_meeting(conference)),
            .identity = (char *)participant->identity,
            .name = (char *)participant->name,
            .role = (char *)role_name(participant->role),
            .event = (char *)attendance_event_name(event),
            .how = (char *)participant_kind_name(participant->kind),
            .note = (char *)why,
    };
    attendance_log_submit(service->store, &record);
}

static void on_line(Conference *conference, const LineRecord *record, void *user_data)
{
    const ConferenceService *service = user_data;
    line_log_submit(service->store, record);
}

static void on_recorded(void *user_data)
{
    const ConferenceService *service = user_data;
    recording_finisher_kick(service->finisher);
}

static void answer_lookup(Lookup *lookup, Conference *conference, ClientError error)
{
    lookup->done(conference, error, lookup->user_data);
    g_free(lookup->code);
    g_free(lookup);
}

/* Only those that wait for this meeting; answering one may bring in others. */
static GQueue take_waiting(ConferenceService *service, const Running *running)
{
    GQueue mine = G_QUEUE_INIT;
    GQueue others = G_QUEUE_INIT;
    Lookup *lookup = NULL;

    while ((lookup = g_queue_pop_head(&service->waiting)) != NULL) {
        g_queue_push_tail(find_running(service, lookup->code) == running ? &mine : &others, lookup);
    }
    service->waiting = others;
    return mine;
}

static void on_settled(Conference *conference, bool alive, void *user_data)
{
    ConferenceService *service = user_data;
    Running *running = find_running(service, meeting_code(conference_meeting(conference)));
    GQueue waiting = take_waiting(service, running);
    Lookup *lookup = NULL;

    running->settled = true;
    if (is_ended(conference)) {
        on_over(conference,
                service); /* it was decided, and the server was gone before it was done */
    }
    running->unused = !alive && g_queue_is_empty(&waiting);
    if (!alive && !running->unused) {
        conference_start(conference);
    }
    while ((lookup = g_queue_pop_head(&waiting)) != NULL) {
        answer_lookup(lookup, conference, CLIENT_ERROR_NONE);
    }
}

/* Conferences outlive whoever listens, and may be there before. */

static void on_leg_over(const char *leg, const char *why, void *user_data)
{
    const ConferenceService *service = user_data;
    if (service->legs != NULL) {
        service->legs->over(leg, why, service->legs_data);
    }
}

static void on_leg_digit(const char *leg, char digit, void *user_data)
{
    const ConferenceService *service = user_data;
    if (service->legs != NULL) {
        service->legs->digit(leg, digit, service->legs_data);
    }
}

static void on_leg_fast_update_wanted(const char *leg, void *user_data)
{
    const ConferenceService *service = user_data;
    if (service->legs != NULL) {
        service->legs->fast_update_wanted(leg, service->legs_data);
    }
}

static const ConferenceLegEvents leg_events = {
        .over = on_leg_over,
        .digit = on_leg_digit,
        .fast_update_wanted = on_leg_fast_update_wanted,
};

/* A meeting may allow less than the installation bears, not more. */
static MeetingConfig meeting_config(const ConferenceService *service, const MeetingPlan *plan)
{
    MeetingConfig config = service->meeting;

    if (plan->sites_max > 0) {
        config.sites_max = (int)MIN(plan->sites_max, config.sites_max);
    }
    return config;
}

static Running *add_running(ConferenceService *service, const MeetingOpening *opening)
{
    static const ConferenceEvents conference_events = {
            .send = on_send,
            .replaced = on_replaced,
            .closed = on_closed,
            .over = on_over,
            .attendance = on_attendance,
            .line = on_line,
            .settled = on_settled,
            .recorded = on_recorded,
    };
    const ConferenceConfig config = {
            .store = service->store,
            .mcu =
                    {
                            .program = service->mcu_program,
                            .arguments = (const char *const *)service->arguments,
                            .run_dir = service->run_dir,
                            .meeting = opening->plan.code,
                            .title = opening->plan.title,
                    },
            .meeting = meeting_config(service, &opening->plan),
            .stage = service->stage,
            .delegates = service->delegates,
            .stills_dir = service->stills_dir,
            .notice_sound = service->notice_sound,
            .attendance = service->attendance,
            .sample_us = service->sample_us,
            .rate_cap_bps = service->rate_cap_bps,
            .addresses = (const char *const *)service->addresses,
            .shelf = service->shelf,
            .records = opening->plan.records,
            .stems = opening->plan.stems,
            .legs = &leg_events,
            .legs_data = service,
    };
    Running *running = g_new0(Running, 1);

    running->conference = conference_new(&config, &conference_events, service);
    for (guint i = 0; i < opening->sites->len; i++) {
        conference_invite(running->conference, g_ptr_array_index(opening->sites, i), (int)i);
    }
    for (size_t i = 0; i < json_array_size(opening->events); i++) {
        meeting_conduct_replay(
                conference_conduct(running->conference), json_array_get(opening->events, i));
    }
    meeting_conduct_restore(conference_conduct(running->conference), opening->pulse_us);
    g_hash_table_insert(service->running, g_ascii_strdown(opening->plan.code, -1), running);
    return running;
}

/* Meetings that nobody needs any more. */
static gboolean is_over(gpointer key, gpointer value, gpointer user_data)
{
    const ConferenceService *service = user_data;
    Running *running = value;
    const int64_t empty_since_us = conference_empty_since_us(running->conference);

    if (!running->settled) {
        return FALSE;
    }
    if (running->unused) {
        return TRUE;
    }
    if (empty_since_us == 0 || g_get_monotonic_time() - empty_since_us < service->idle_us) {
        return FALSE;
    }
    if (proceedings_recording(meeting_conduct_state(conference_conduct(running->conference)))->on) {
        recording_keeper_end(
                meeting_conduct_recording(conference_conduct(running->conference)), "empty");
        return FALSE; /* and the next time, when that is written down */
    }
    log_info("Meeting %s has ended: nobody has been in it for a while.",
            meeting_code(conference_meeting(running->conference)));
    close_conference(running->conference);
    return TRUE;
}

static void tick_one(Conference *conference, void *user_data)
{
    conference_tick(conference);
}

static gboolean on_tick(gpointer data)
{
    ConferenceService *service = data;

    conference_service_each(service, tick_one, NULL);
    g_hash_table_foreach_remove(service->running, is_over, service);
    return G_SOURCE_CONTINUE;
}

ConferenceService *conference_service_new(const ConferenceServiceConfig *config)
{
    ConferenceService *service = g_new0(ConferenceService, 1);

    service->store = config->store;
    service->mcu_program = g_strdup(config->mcu_program);
    service->arguments = g_strdupv((char **)config->arguments);
    service->run_dir = g_strdup(config->run_dir);
    service->meeting = config->meeting;
    service->stage = config->stage;
    service->delegates = config->delegates;
    service->stills_dir = g_strdup(config->stills_dir);
    service->notice_sound = g_strdup(config->notice_sound != NULL ? config->notice_sound : "");
    service->attendance = config->attendance;
    service->sample_us = config->sample_us;
    service->rate_cap_bps = config->rate_cap_bps;
    for (size_t i = 0; i < SITE_NETWORKS; i++) {
        service->addresses[i] = g_strdup(config->addresses[i]);
    }
    service->idle_us = config->idle_us;
    service->shelf = config->shelf;
    service->running = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, running_free);
    g_queue_init(&service->asking);
    g_queue_init(&service->waiting);
    service->tick = g_timeout_add(TICK_MS, on_tick, service);
    return service;
}

void conference_service_set_events(
        ConferenceService *service, const ConferenceServiceEvents *events, void *user_data)
{
    service->events = events;
    service->user_data = user_data;
}

void conference_service_set_legs(
        ConferenceService *service, const ConferenceLegEvents *events, void *user_data)
{
    service->legs = events;
    service->legs_data = user_data;
}

void conference_service_set_finisher(ConferenceService *service, RecordingFinisher *finisher)
{
    service->finisher = finisher;
}

void conference_service_free(ConferenceService *service)
{
    Lookup *lookup = NULL;

    if (service == NULL) {
        return;
    }
    g_source_remove(service->tick);
    if (service->ending != 0) {
        g_source_remove(service->ending);
    }
    while ((lookup = g_queue_pop_head(&service->waiting)) != NULL ||
            (lookup = g_queue_pop_head(&service->asking)) != NULL) {
        answer_lookup(lookup, NULL, CLIENT_ERROR_SERVER_BUSY);
    }
    g_hash_table_unref(service->running);
    g_free(service->mcu_program);
    g_strfreev(service->arguments);
    g_free(service->stills_dir);
    g_free(service->notice_sound);
    for (size_t i = 0; i < SITE_NETWORKS; i++) {
        g_free(service->addresses[i]);
    }
    g_free(service->run_dir);
    g_free(service);
}

void conference_service_adopt(ConferenceService *service, const MeetingOpening *opening)
{
    conference_adopt(add_running(service, opening)->conference);
}

void conference_service_expect(ConferenceService *service, const AttendanceRecord *last)
{
    const Running *running = find_running(service, last->meeting);
    Participant participant = {.identity = last->identity, .name = last->name};

    if (running != NULL && role_from_name(last->role, &participant.role) &&
            participant_kind_from_name(last->how, &participant.kind)) {
        conference_expect(running->conference, &participant);
        return;
    }
    AttendanceRecord left = *last;
    left.time_us = g_get_real_time();
    left.event = (char *)attendance_event_name(ATTENDANCE_LEFT);
    left.note = (char *)"while the server was away";
    attendance_log_submit(service->store, &left);
}

/* A question to the store. */
typedef struct Question {
    char *code;
    MeetingOpening opening;
} Question;

static void question_free(gpointer data)
{
    Question *question = data;
    g_free(question->code);
    meeting_opening_clear(&question->opening);
    g_free(question);
}

static bool find_asked(Database *database, void *data, GError **error)
{
    Question *question = data;
    return meeting_opening_take(
            database, question->code, g_get_real_time(), &question->opening, error);
}

/* Why nobody can come in now, or NONE. */
static ClientError closed_because(const MeetingOpening *opening)
{
    if (!opening->found) {
        return CLIENT_ERROR_UNKNOWN_MEETING;
    }
    if (event_replay_is_over(opening->events)) {
        return CLIENT_ERROR_MEETING_ENDED;
    }
    switch (opening->entrance) {
    case MEETING_TOO_EARLY:
        return CLIENT_ERROR_NOT_OPEN;
    case MEETING_OVER:
        return CLIENT_ERROR_MEETING_ENDED;
    case MEETING_NOT_ONLINE:
        return CLIENT_ERROR_IN_PERSON;
    case MEETING_OPEN:
    case MEETING_OPENS_NOW:
        break;
    }
    return CLIENT_ERROR_NONE;
}

static void on_meeting(void *data, const GError *error, void *user_data)
{
    const Question *question = data;
    Lookup *lookup = user_data;
    ConferenceService *service = lookup->service;
    const MeetingPlan *plan = &question->opening.plan;

    g_queue_remove(&service->asking, lookup);
    if (error != NULL) {
        log_error("A meeting could not be looked up: %s.", error->message);
        answer_lookup(lookup, NULL, CLIENT_ERROR_SERVER_BUSY);
        return;
    }
    const ClientError closed = closed_because(&question->opening);
    if (closed != CLIENT_ERROR_NONE) {
        answer_lookup(lookup, NULL, closed);
        return;
    }
    Running *running = find_running(service, plan->code);
    if (running == NULL) {
        running = add_running(service, &question->opening);
        running->settled = true;
        log_info("Meeting %s begins: %s.", plan->code, plan->title);
        conference_start(running->conference);
    }
    answer_lookup(lookup, running->conference, CLIENT_ERROR_NONE);
}

static bool ask(ConferenceService *service, const char *code, Lookup *lookup)
{
    Question *question = g_new0(Question, 1);

    question->code = g_strdup(code);
    return store_submit(service->store, find_asked, on_meeting, question, question_free, lookup);
}

void conference_service_open(
        ConferenceService *service, const char *code, ConferenceOpenFn done, void *user_data)
{
    Running *running = find_running(service, code);

    if (running != NULL && running->settled) {
        if (running->unused) {
            running->unused = false;
            conference_start(running->conference);
        }
        done(running->conference, CLIENT_ERROR_NONE, user_data);
        return;
    }
    Lookup *lookup = g_new(Lookup, 1);
    *lookup = (Lookup){
            .service = service, .code = g_strdup(code), .done = done, .user_data = user_data};
    if (running != NULL) {
        g_queue_push_tail(&service->waiting, lookup);
    } else if (ask(service, code, lookup)) {
        g_queue_push_tail(&service->asking, lookup);
    } else {
        answer_lookup(lookup, NULL, CLIENT_ERROR_SERVER_BUSY);
    }
}

Conference *conference_service_find(ConferenceService *service, const char *code)
{
    const Running *running = find_running(service, code);
    return running != NULL ? running->conference : NULL;
}

void conference_service_each(ConferenceService *service, ConferenceFn each, void *user_data)
{
    GHashTableIter iter;
    gpointer value = NULL;

    g_hash_table_iter_init(&iter, service->running);
    while (g_hash_table_iter_next(&iter, NULL, &value)) {
        each(((Running *)value)->conference, user_data);
    }
}

unsigned conference_service_count(const ConferenceService *service)
{
    return g_hash_table_size(service->running);
}

bool conference_service_end(ConferenceService *service, const char *code)
{
    const Running *running = find_running(service, code);
    g_autofree char *key = g_ascii_strdown(code, -1);

    if (running == NULL || !running->settled) {
        return false;
    }
    log_info("Meeting %s has been ended.", meeting_code(conference_meeting(running->conference)));
    close_conference(running->conference);
    (void)g_hash_table_remove(service->running, key);
    return true;
}

static void keep_lines_of(Conference *conference, void *user_data)
{
    conference_keep_lines(conference);
}

void conference_service_keep_lines(ConferenceService *service)
{
    conference_service_each(service, keep_lines_of, NULL);
}

static void close_one(Conference *conference, void *user_data)
{
    conference_close(conference);
}

void conference_service_close_all(ConferenceService *service)
{
    conference_service_each(service, close_one, NULL);
}
