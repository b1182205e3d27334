#include "signaling/app/recording_keeper.h"

#include "config/log.h"
#include "signaling/app/alarm_list.h"
#include "signaling/app/recording_notes.h"
#include "signaling/app/recording_steps.h"
#include "signaling/client/server_message.h"

LOG_TOPIC("recordings");

enum { AGAIN_TICKS = 2, HEALTHY_MS = 60000, PROGRESS_TICKS = 5 };

typedef enum Work {
    IDLE,    /* no file is written */
    OPENING, /* a span is on its way to the book */
    ASKING,  /* room.record is under way */
    RUNNING, /* a file is written, or held */
    MOVING,  /* room.record_pause is under way */
    ENDING,  /* room.record_end is under way */
} Work;

/* A question to the store: the keeper and the store hold a reference each. */
typedef struct Errand {
    RecordingOpening opening; /* the store's until it answers */

    /* main loop only */
    RecordingKeeper *keeper; /* NULL: it was freed meanwhile, or does not want the answer */
} Errand;

struct RecordingKeeper {
    RecordingKeeperConfig with;
    const RecordingKeeperEvents *events;
    void *user_data;
    bool media; /* there is a media server */
    Work work;
    bool paused; /* as the media server has it */
    Errand *errand;
    int64_t id;         /* of what it writes */
    RecordingSpan span; /* the newest */
    int64_t bytes_before, bytes;
    int64_t stem_bytes_before, stem_bytes;
    int64_t stem_faults;
    int64_t file_base_us; /* where the running file begins in the recording */
    int64_t file_ms;      /* how long it is */
    int64_t behind_ms;
    uint64_t dropped;
    unsigned tries;
    unsigned wait_ticks; /* before the next try */
    unsigned ticks;
    char *adopted_path; /* what a media server wrote that outlived an earlier server; NULL */
    AlarmList alarms;
    char *told; /* the last news */
    char *reason;
};

static const ProceedingsRecording *wish_of(const RecordingKeeper *keeper)
{
    return proceedings_recording(proceedings_desk_state(keeper->with.desk));
}

/* ---- what is told ---- */

static void set_alarm(RecordingKeeper *keeper, const char *word, bool on)
{
    alarm_list_set(&keeper->alarms, word, on);
}

static const char *state_word(const RecordingKeeper *keeper)
{
    const ProceedingsRecording *wish = wish_of(keeper);

    return !wish->on                  ? "off"
            : wish->paused            ? "paused"
            : keeper->work == RUNNING ? "recording"
                                      : "waiting";
}

bool recording_keeper_writes(const RecordingKeeper *keeper)
{
    return wish_of(keeper)->on && keeper->work == RUNNING && !keeper->paused;
}

static int64_t duration_ms(const RecordingKeeper *keeper)
{
    return wish_of(keeper)->id == keeper->id && keeper->id != 0
            ? keeper->file_base_us / 1000 + keeper->file_ms
            : 0;
}

char *recording_keeper_message(const RecordingKeeper *keeper, bool console)
{
    const ProceedingsRecording *wish = wish_of(keeper);
    const Proceedings *state = proceedings_desk_state(keeper->with.desk);
    json_t *alarms = console ? alarm_list_to_json(&keeper->alarms) : NULL;
    json_t *told = console ? identity_set_to_json(proceedings_told(state)) : NULL;
    json_t *acknowledged = console ? identity_set_to_json(proceedings_acknowledged(state)) : NULL;
    const RecordingNews news = {
            .state = state_word(keeper),
            .since_us = wish->on ? wish->since_us : 0,
            .duration_ms = wish->on ? duration_ms(keeper) : 0,
            .recording = wish->id,
            .bytes = keeper->bytes_before + keeper->bytes,
            .behind_ms = keeper->behind_ms,
            .reason = keeper->reason,
            .alarms = alarms,
            .told = told,
            .acknowledged = acknowledged,
            .stems = wish->on ? wish->stems : keeper->with.stems,
    };

    char *text = server_message_recording(&news);
    json_decref(alarms);
    json_decref(told);
    json_decref(acknowledged);
    return text;
}

/* Once for each change, not for each second. */
static void tell(RecordingKeeper *keeper)
{
    g_autoptr(GString) now = g_string_new(state_word(keeper));

    g_string_append_printf(now, " %" G_GINT64_FORMAT " %s", wish_of(keeper)->id, keeper->reason);
    alarm_list_describe(&keeper->alarms, now);
    if (g_strcmp0(now->str, keeper->told) != 0) {
        g_free(keeper->told);
        keeper->told = g_strdup(now->str);
        keeper->events->news(keeper->user_data);
    }
}

/* ---- the book ---- */

static void keep_span(RecordingKeeper *keeper)
{
    recording_notes_span(keeper->with.store, keeper->id, &keeper->span);
}

static void end_span(RecordingKeeper *keeper, int64_t wall_us)
{
    if (keeper->span.path != NULL && keeper->span.wall_end_us == 0) {
        keeper->span.wall_end_us = MAX(wall_us, keeper->span.wall_start_us);
        keep_span(keeper);
    }
}

static void keep_progress(RecordingKeeper *keeper)
{
    recording_notes_progress(keeper->with.store,
            &(RecordingProgress){
                    .id = keeper->id,
                    .duration_us = duration_ms(keeper) * 1000,
                    .bytes = keeper->bytes_before + keeper->bytes,
                    .stem_bytes = keeper->stem_bytes_before + keeper->stem_bytes,
            });
}

static void errand_clear(gpointer data)
{
    recording_opening_clear(&((Errand *)data)->opening);
}

static void errand_unref(gpointer data)
{
    g_atomic_rc_box_release_full(data, errand_clear);
}

static void forget_errand(RecordingKeeper *keeper)
{
    if (keeper->errand != NULL) {
        keeper->errand->keeper = NULL;
        g_clear_pointer(&keeper->errand, errand_unref);
    }
}

static void drive(RecordingKeeper *keeper);

static void move_on(RecordingKeeper *keeper, Work work)
{
    keeper->work = work;
    drive(keeper);
    tell(keeper);
}

static bool open_span(Database *database, void *data, GError **error)
{
    return recording_steps_open(database, &((Errand *)data)->opening, error);
}

static bool look_at_span(Database *database, void *data, GError **error)
{
    return recording_steps_look(database, &((Errand *)data)->opening, error);
}

static bool submit(
        RecordingKeeper *keeper, const RecordingOpening *opening, StoreWork work, StoreDone done)
{
    Errand *errand = g_atomic_rc_box_new0(Errand);

    forget_errand(keeper);
    errand->opening = *opening;
    errand->opening.meeting = g_strdup(keeper->with.meeting);
    errand->keeper = keeper;
    keeper->errand = g_atomic_rc_box_acquire(errand);
    if (!store_submit(keeper->with.store, work, done, errand, errand_unref, NULL)) {
        g_clear_pointer(&keeper->errand, errand_unref);
        return false;
    }
    return true;
}

/* ---- faults ---- */

void recording_keeper_end(RecordingKeeper *keeper, const char *reason)
{
    const ProceedingsActor server = {.identity = "server", .name = "", .role = ROLE_OPERATOR};

    if (wish_of(keeper)->on) {
        g_free(keeper->reason);
        keeper->reason = g_strdup(reason);
        proceedings_desk_run(keeper->with.desk, &server,
                &(ProceedingsCommand){.verb = PROCEEDINGS_RECORD, .word = "end", .text = reason},
                NULL, NULL);
    }
}

void recording_keeper_close(RecordingKeeper *keeper)
{
    if (wish_of(keeper)->on) {
        recording_notes_leftover(keeper->with.store, wish_of(keeper)->id, keeper->with.meeting);
        keeper->events->ended(keeper->user_data);
    }
}

/* Another file is tried; a disk that is full does not get better by that. */
static void on_fault(RecordingKeeper *keeper, const char *fault, const char *reason)
{
    log_warning(
            "Meeting %s is not recorded any more: %s (%s).", keeper->with.meeting, reason, fault);
    recording_shelf_look(keeper->with.shelf);
    set_alarm(keeper, "interrupted", true);
    keeper->tries++;
    keeper->wait_ticks = AGAIN_TICKS * keeper->tries;
    if (keeper->tries >= RECORDING_KEEPER_TRIES_MAX || g_str_equal(fault, "disk_full")) {
        recording_keeper_end(keeper, fault);
    }
}

/* ---- the media server is told ---- */

static void on_asked(const McuReply *reply, void *user_data)
{
    RecordingKeeper *keeper = user_data;
    const ApiRecordMoment *moment = reply->result;

    /* Of a media server that is gone more is said in recording_keeper_media_lost(); when this server goes, and its store
       has gone already, the next one asks what became of the file. */
    if (keeper->work != ASKING || reply->outcome == MCU_GONE) {
        return;
    }
    if (reply->outcome != MCU_REPLIED) {
        end_span(keeper, keeper->span.wall_start_us);
        on_fault(keeper, "disk", reply->reason != NULL ? reply->reason : "no answer");
        move_on(keeper, IDLE);
        return;
    }
    keeper->span.wall_start_us = moment->wall_us;
    keep_span(keeper);
    keeper->paused = false;
    move_on(keeper, RUNNING);
}

static void ask_for_file(RecordingKeeper *keeper)
{
    g_autofree char *path =
            g_build_filename(recording_shelf_folder(keeper->with.shelf), keeper->span.path, NULL);

    keeper->file_base_us = keeper->span.file_start_us;
    keeper->file_ms = keeper->bytes = keeper->stem_bytes = keeper->behind_ms = 0;
    keeper->dropped = 0;
    keeper->stem_faults = 0;
    keeper->work = ASKING;
    mcu_room_record(keeper->with.room, &(ApiRecord){.path = path, .stems = wish_of(keeper)->stems},
            on_asked, keeper);
}

static void on_moved(const McuReply *reply, void *user_data)
{
    RecordingKeeper *keeper = user_data;
    const ApiRecordMoment *moment = reply->result;

    if (keeper->work != MOVING || reply->outcome == MCU_GONE) {
        return;
    }
    if (reply->outcome == MCU_REPLIED && keeper->paused) {
        end_span(keeper, moment->wall_us);
    } else if (reply->outcome == MCU_REPLIED) {
        keeper->span.wall_start_us = moment->wall_us;
        keep_span(keeper);
    }
    move_on(keeper, RUNNING);
}

static void pause_file(RecordingKeeper *keeper, bool paused)
{
    keeper->paused = paused;
    keeper->work = MOVING;
    mcu_room_pause_record(keeper->with.room, paused, on_moved, keeper);
}

static void end_file(RecordingKeeper *keeper)
{
    keeper->work = ENDING;
    mcu_room_end_record(keeper->with.room);
}

/* ---- spans ---- */

static void take_span(RecordingKeeper *keeper, RecordingOpening *opening)
{
    recording_span_clear(&keeper->span);
    keeper->span = opening->span;
    opening->span = (RecordingSpan){0};
    keeper->id = opening->id;
}

static void on_opened(void *data, const GError *error, void *user_data)
{
    Errand *errand = data;
    RecordingKeeper *keeper = errand->keeper;
    (void)user_data;

    if (keeper == NULL) {
        return;
    }
    RecordingOpening opening = errand->opening;
    errand->opening.span = (RecordingSpan){0}; /* handed over */
    forget_errand(keeper);
    if (error != NULL || !opening.on) {
        recording_span_clear(&opening.span);
        keeper->work = opening.segment ? IDLE : RUNNING;
        keeper->wait_ticks = AGAIN_TICKS;
        if (error == NULL) { /* it was completed meanwhile: the events do not know yet */
            recording_keeper_end(keeper, "abandoned");
        }
        tell(keeper);
        return;
    }
    take_span(keeper, &opening);
    if (opening.segment) {
        keeper->bytes_before = opening.bytes;
        keeper->stem_bytes_before = opening.stem_bytes;
        ask_for_file(keeper);
    } else {
        pause_file(keeper, false);
    }
}

static void open_next(RecordingKeeper *keeper, bool segment)
{
    const int64_t now_us = g_get_real_time();
    const RecordingOpening opening = {
            .id = wish_of(keeper)->id,
            .segment = segment,
            .now_us = now_us,
            .seen_us = now_us,
    };

    keeper->work = OPENING;
    if (!submit(keeper, &opening, open_span, on_opened)) {
        keeper->work = segment ? IDLE : RUNNING;
    }
}

/* ---- what is to be done next ---- */

static void drive_file(RecordingKeeper *keeper)
{
    const ProceedingsRecording *wish = wish_of(keeper);

    if (!wish->on || wish->id != keeper->id) {
        end_file(keeper);
    } else if (wish->paused && !keeper->paused) {
        pause_file(keeper, true);
    } else if (!wish->paused && keeper->paused) {
        open_next(keeper, false);
    }
}

static void drive(RecordingKeeper *keeper)
{
    const ProceedingsRecording *wish = wish_of(keeper);

    if (!keeper->media) {
        return;
    }
    if (keeper->work == RUNNING) {
        drive_file(keeper);
    } else if (keeper->work == IDLE && wish->on && !wish->paused && keeper->wait_ticks == 0) {
        open_next(keeper, true);
    }
}

void recording_keeper_follow(RecordingKeeper *keeper)
{
    const ProceedingsRecording *wish = wish_of(keeper);

    if (wish->on && wish->id != keeper->id && keeper->work != RUNNING) {
        g_free(keeper->reason);
        keeper->reason = g_strdup("");
        keeper->tries = keeper->wait_ticks = 0;
        set_alarm(keeper, "interrupted", false);
    }
    drive(keeper);
    tell(keeper);
    if (!wish->on && keeper->work == IDLE) {
        keeper->events->ended(keeper->user_data);
    }
}

/* ---- the media server says ---- */

void recording_keeper_media_ready(RecordingKeeper *keeper)
{
    keeper->media = true;
    move_on(keeper, IDLE);
}

static void on_looked(void *data, const GError *error, void *user_data)
{
    Errand *errand = data;
    RecordingKeeper *keeper = errand->keeper;
    (void)user_data;

    if (keeper == NULL) {
        return;
    }
    RecordingOpening opening = errand->opening;
    errand->opening.span = (RecordingSpan){0}; /* handed over */
    forget_errand(keeper);
    g_autofree char *path = g_steal_pointer(&keeper->adopted_path);
    const bool ours = error == NULL && opening.on && g_str_has_suffix(path, opening.span.path);
    if (ours) {
        take_span(keeper, &opening);
        keeper->file_base_us = keeper->span.file_start_us;
        keeper->paused = keeper->span.wall_end_us != 0;
        move_on(keeper, RUNNING);
        return;
    }
    /* It writes what is not wanted any more. */
    recording_span_clear(&opening.span);
    end_file(keeper);
}

void recording_keeper_media_adopted(RecordingKeeper *keeper, const char *path)
{
    const RecordingOpening opening = {.id = wish_of(keeper)->id};

    keeper->media = true;
    if (path[0] == '\0') {
        move_on(keeper, IDLE);
        return;
    }
    g_free(keeper->adopted_path);
    keeper->adopted_path = g_strdup(path);
    keeper->work = OPENING;
    if (!submit(keeper, &opening, look_at_span, on_looked)) {
        end_file(keeper);
    }
}

void recording_keeper_media_lost(RecordingKeeper *keeper)
{
    const bool writing = keeper->work == RUNNING && !keeper->paused;

    keeper->media = false;
    forget_errand(keeper);
    if (writing || keeper->work == ENDING) {
        end_span(keeper, g_get_real_time());
    } else if (keeper->work == ASKING) {
        end_span(keeper, keeper->span.wall_start_us); /* nobody said that it was begun */
    }
    keeper->work = IDLE;
    tell(keeper);
    if (!wish_of(keeper)->on) {
        keeper->events->ended(keeper->user_data);
    }
}

void recording_keeper_report(RecordingKeeper *keeper, const ApiRecording *report)
{
    if (keeper->work != RUNNING) {
        return;
    }
    keeper->bytes = report->size_bytes;
    keeper->file_ms = report->duration_ms;
    keeper->behind_ms = report->behind_ms;
    set_alarm(keeper, "late", report->behind_ms >= RECORDING_KEEPER_LATE_MS);
    set_alarm(keeper, "black", report->black);
    set_alarm(keeper, "frozen", report->frozen);
    set_alarm(keeper, "silent", report->silent);
    set_alarm(keeper, "dropped", (uint64_t)report->dropped > keeper->dropped);
    keeper->dropped = (uint64_t)report->dropped;
    keeper->stem_bytes = report->stem_bytes;
    set_alarm(keeper, "stems", report->stem_faults > keeper->stem_faults);
    keeper->stem_faults = report->stem_faults;
    if (report->duration_ms >= HEALTHY_MS) {
        keeper->tries = 0;
    }
    if (keeper->tries == 0 || report->duration_ms > 0) {
        set_alarm(keeper, "interrupted", false);
    }
    tell(keeper);
}

void recording_keeper_recorded(RecordingKeeper *keeper, const ApiRecorded *recorded)
{
    const bool asked = keeper->work == ENDING;

    end_span(keeper, g_get_real_time());
    keep_progress(keeper);
    if (recorded->fault[0] != '\0' && wish_of(keeper)->on) {
        on_fault(keeper, recorded->fault, recorded->reason);
    } else if (!asked) {
        log_info("The recording of meeting %s ended by itself.", keeper->with.meeting);
    }
    move_on(keeper, IDLE);
    if (!wish_of(keeper)->on) {
        keeper->events->ended(keeper->user_data);
    }
}

/* ---- each second ---- */

static void watch_the_shelf(RecordingKeeper *keeper)
{
    const char *fault = recording_shelf_fault(keeper->with.shelf);
    const bool on = wish_of(keeper)->on;

    set_alarm(keeper, "nearly_full",
            recording_shelf_used_percent(keeper->with.shelf) >= RECORDING_SHELF_WARNING_PERCENT);
    if (on && fault[0] != '\0') {
        recording_keeper_end(keeper, fault);
    }
}

void recording_keeper_tick(RecordingKeeper *keeper)
{
    keeper->ticks++;
    if (keeper->wait_ticks > 0) {
        keeper->wait_ticks--;
    }
    watch_the_shelf(keeper);
    drive(keeper);
    if (keeper->work == RUNNING && keeper->ticks % PROGRESS_TICKS == 0) {
        keep_progress(keeper);
    }
    tell(keeper);
}

const char *recording_keeper_refusal(const RecordingKeeper *keeper)
{
    return recording_shelf_fault(keeper->with.shelf);
}

RecordingKeeper *recording_keeper_new(
        const RecordingKeeperConfig *config, const RecordingKeeperEvents *events, void *user_data)
{
    RecordingKeeper *keeper = g_new0(RecordingKeeper, 1);

    keeper->with = *config;
    keeper->events = events;
    keeper->user_data = user_data;
    keeper->reason = g_strdup("");
    keeper->told = g_strdup("off 0 ");
    return keeper;
}

void recording_keeper_free(RecordingKeeper *keeper)
{
    if (keeper != NULL) {
        forget_errand(keeper);
        recording_span_clear(&keeper->span);
        g_free(keeper->adopted_path);
        g_free(keeper->told);
        g_free(keeper->reason);
        g_free(keeper);
    }
}
