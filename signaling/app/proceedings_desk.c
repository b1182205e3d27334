#include "signaling/app/proceedings_desk.h"

#include "config/log.h"
#include "signaling/app/recording_steps.h"
#include "signaling/report/attendance_freeze.h"
#include "signaling/store/meeting_book.h"
#include "signaling/store/meeting_events.h"

LOG_TOPIC("proceedings");

/* A command that waits for its turn. */
typedef struct Errand {
    ProceedingsCommand command; /* its texts are in the next two */
    GStringChunk *texts;
    json_t *sites;
    char *identity;
    char *name;
    Role role;
    ProceedingsDoneFn done;
    void *user_data;
} Errand;

/* An event on its way to the disk: the desk and the store hold a reference each. */
typedef struct Entry {
    /* set before the store has it, then the store's thread's until it is written */
    char *meeting;
    char *detail;
    char *actor;
    ProceedingsVerb verb;
    int64_t time_us;
    AttendanceRules attendance;

    /* main loop only */
    ProceedingsDesk *desk; /* NULL: it was freed meanwhile */
    json_t *event;
    Errand *errand;
} Entry;

struct ProceedingsDesk {
    Store *store;
    char *meeting;
    bool delegates;
    AttendanceRules attendance;
    const ProceedingsDeskEvents *events;
    void *user_data;
    Proceedings *state;
    GQueue waiting;   /* Errand */
    Entry *under_way; /* NULL: none */
    bool taking;      /* take_next() is at work further up the stack */
};

static void errand_free(Errand *errand)
{
    g_string_chunk_free(errand->texts);
    json_decref(errand->sites);
    g_free(errand->identity);
    g_free(errand->name);
    g_free(errand);
}

static void answer(Errand *errand, const GError *error)
{
    if (errand->done != NULL) {
        errand->done(error, errand->user_data);
    }
    errand_free(errand);
}

static void keep(Errand *errand, const char **text)
{
    *text = *text != NULL ? g_string_chunk_insert(errand->texts, *text) : NULL;
}

static void keep_texts(Errand *errand)
{
    ProceedingsCommand *command = &errand->command;

    keep(errand, &command->site);
    keep(errand, &command->text);
    keep(errand, &command->word);
    keep(errand, &command->picture.pinned);
    keep(errand, &command->heads.responsible);
    keep(errand, &command->heads.technician);
    keep(errand, &command->heads.note);
    keep(errand, &command->delegate.name);
    keep(errand, &command->delegate.title);
    keep(errand, &command->delegate.unit);
    keep(errand, &command->delegate.substitute_for);
    keep(errand, &command->delegate.note);
}

static Errand *errand_new(const ProceedingsActor *actor, const ProceedingsCommand *command,
        ProceedingsDoneFn done, void *user_data)
{
    Errand *errand = g_new0(Errand, 1);

    errand->command = *command;
    errand->texts = g_string_chunk_new(256);
    keep_texts(errand);
    /* Not only a reference: the message it stands in may be changed. */
    errand->command.sites = errand->sites =
            command->sites != NULL ? json_deep_copy(command->sites) : NULL;
    errand->identity = g_strdup(actor->identity);
    errand->name = g_strdup(actor->name);
    errand->role = actor->role;
    errand->done = done;
    errand->user_data = user_data;
    return errand;
}

/* ---- the store's thread ---- */

/* Its row goes with the event, which carries its number. Nobody else has the event now. */
static bool append_recording(Database *database, Entry *entry, GError **error)
{
    if (!recording_steps_write(database, entry->meeting, entry->event, error)) {
        return false;
    }
    char *text = json_dumps(entry->event, JSON_COMPACT | JSON_SORT_KEYS);
    g_free(entry->detail);
    entry->detail = g_strdup(text);
    free(text);
    return true;
}

static bool append(Database *database, void *data, GError **error)
{
    Entry *entry = data;

    if (entry->verb == PROCEEDINGS_RECORD && !append_recording(database, entry, error)) {
        return false;
    }
    const MeetingEvent event = {
            .meeting = entry->meeting,
            .time_us = entry->time_us,
            .actor = entry->actor,
            .kind = proceedings_verb_name(entry->verb),
            .detail = entry->detail,
    };
    const bool last_one = entry->verb == PROCEEDINGS_END || entry->verb == PROCEEDINGS_STOP;

    const bool by_itself = entry->verb == PROCEEDINGS_MEDIA || entry->verb == PROCEEDINGS_SLIDES;

    const MeetingEventRoom room = last_one ? MEETING_EVENT_LAST
            : by_itself                    ? MEETING_EVENT_BY_ITSELF
                                           : MEETING_EVENT_ORDINARY;

    if (!meeting_events_append(database, &event, room, error)) {
        return false;
    }
    /* What the calendar says of the meeting goes with it, and who was there is frozen. */
    if (last_one) {
        return meeting_book_close(database, entry->meeting, entry->time_us, error) &&
                recording_book_end_of(database, entry->meeting, "", entry->time_us, error) &&
                attendance_freeze(
                        database, entry->meeting, &entry->attendance, entry->time_us, error);
    }
    return entry->verb != PROCEEDINGS_BEGIN ||
            meeting_book_open(database, entry->meeting, entry->time_us, error);
}

/* ---- the main loop's thread ---- */

static void entry_clear(gpointer data)
{
    Entry *entry = data;

    g_free(entry->meeting);
    g_free(entry->detail);
    g_free(entry->actor);
    json_decref(entry->event);
}

static void entry_unref(gpointer data)
{
    g_atomic_rc_box_release_full(data, entry_clear);
}

static void take_next(ProceedingsDesk *desk);

static void on_written(void *data, const GError *error, void *user_data)
{
    Entry *entry = data;
    ProceedingsDesk *desk = entry->desk;
    (void)user_data;

    if (desk == NULL) {
        return; /* whoever waited was told when the desk was cleared */
    }
    Errand *errand = g_steal_pointer(&entry->errand);
    if (error != NULL) {
        log_error("What was done in meeting %s could not be written down: %s.", desk->meeting,
                error->message);
    } else {
        const bool applied = proceedings_apply(desk->state, entry->event, NULL);
        g_assert(applied);
        desk->events->applied(entry->verb, entry->event, desk->user_data);
    }
    answer(errand, error);
    g_clear_pointer(&desk->under_way, entry_unref);
    take_next(desk);
}

static bool write_down(ProceedingsDesk *desk, Errand *errand, json_t *event)
{
    Entry *entry = g_atomic_rc_box_new0(Entry);
    char *text = json_dumps(event, JSON_COMPACT | JSON_SORT_KEYS);

    *entry = (Entry){
            .meeting = g_strdup(desk->meeting),
            .detail = g_strdup(text),
            .actor = g_strdup(errand->identity),
            .verb = errand->command.verb,
            .time_us = json_integer_value(json_object_get(event, "time_us")),
            .attendance = desk->attendance,
            .desk = desk,
            .event = event,
            .errand = errand,
    };
    free(text);
    desk->under_way = g_atomic_rc_box_acquire(entry);
    if (!store_submit(desk->store, append, on_written, entry, entry_unref, NULL)) {
        g_clear_pointer(&desk->under_way, entry_unref);
        return false;
    }
    return true;
}

static int64_t now_us(const ProceedingsDesk *desk)
{
    return desk->events->now_us != NULL ? desk->events->now_us(desk->user_data) : g_get_real_time();
}

static json_t *check(ProceedingsDesk *desk, const Errand *errand, GError **error)
{
    const ProceedingsActor actor = {
            .identity = errand->identity, .name = errand->name, .role = errand->role};
    g_autoptr(GArray) sites = g_array_new(FALSE, FALSE, sizeof(ProceedingsSite));
    json_t *event = NULL;

    desk->events->look(sites, desk->user_data);
    const ProceedingsRoom room = {
            .sites = (const ProceedingsSite *)sites->data,
            .count = sites->len,
            .delegates = desk->delegates,
    };
    const ProceedingsWish wish = {
            .actor = &actor, .command = &errand->command, .now_us = now_us(desk)};
    (void)proceedings_check(desk->state, &wish, &room, &event, error);
    return event;
}

/* One, until one is on its way to the disk or nobody waits any more. */
static void take_next(ProceedingsDesk *desk)
{
    if (desk->taking) {
        return; /* an answer led to another command: the loop below takes it */
    }
    desk->taking = true;
    while (desk->under_way == NULL && !g_queue_is_empty(&desk->waiting)) {
        g_autoptr(GError) error = NULL;
        Errand *errand = g_queue_pop_head(&desk->waiting);
        json_t *event = check(desk, errand, &error);
        if (event == NULL) {
            answer(errand, error);
        } else if (!write_down(desk, errand, event)) {
            error = g_error_new(MEETING_EVENTS_ERROR, MEETING_EVENTS_ERROR_FULL,
                    "the server has too much to write down");
            answer(errand, error);
        }
    }
    desk->taking = false;
}

ProceedingsDesk *proceedings_desk_new(
        const ProceedingsDeskConfig *config, const ProceedingsDeskEvents *events, void *user_data)
{
    ProceedingsDesk *desk = g_new0(ProceedingsDesk, 1);

    desk->store = config->store;
    desk->meeting = g_strdup(config->meeting);
    desk->delegates = config->delegates;
    desk->attendance = config->attendance;
    desk->events = events;
    desk->user_data = user_data;
    desk->state = proceedings_new();
    g_queue_init(&desk->waiting);
    return desk;
}

void proceedings_desk_free(ProceedingsDesk *desk)
{
    if (desk == NULL) {
        return;
    }
    g_autoptr(GError) over =
            g_error_new(PROCEEDINGS_ERROR, PROCEEDINGS_ERROR_STATE, "the meeting is over");
    if (desk->under_way != NULL) {
        desk->under_way->desk = NULL;
        answer(g_steal_pointer(&desk->under_way->errand), over);
        g_clear_pointer(&desk->under_way, entry_unref);
    }
    Errand *errand = NULL;
    while ((errand = g_queue_pop_head(&desk->waiting)) != NULL) {
        answer(errand, over);
    }
    proceedings_free(desk->state);
    g_free(desk->meeting);
    g_free(desk);
}

void proceedings_desk_replay(ProceedingsDesk *desk, const json_t *event)
{
    g_autoptr(GError) error = NULL;

    if (!proceedings_apply(desk->state, event, &error)) {
        log_warning("An event of meeting %s is passed over: %s.", desk->meeting, error->message);
    }
}

void proceedings_desk_run(ProceedingsDesk *desk, const ProceedingsActor *actor,
        const ProceedingsCommand *command, ProceedingsDoneFn done, void *user_data)
{
    Errand *errand = errand_new(actor, command, done, user_data);

    if (g_queue_get_length(&desk->waiting) >= PROCEEDINGS_DESK_WAITING_MAX) {
        g_autoptr(GError) full = g_error_new(
                PROCEEDINGS_ERROR, PROCEEDINGS_ERROR_FULL, "too many commands are waiting");
        answer(errand, full);
        return;
    }
    g_queue_push_tail(&desk->waiting, errand);
    take_next(desk);
}

const Proceedings *proceedings_desk_state(const ProceedingsDesk *desk)
{
    return desk->state;
}
