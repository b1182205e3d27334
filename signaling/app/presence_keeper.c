#include "signaling/app/presence_keeper.h"

#include "config/log.h"
#include "signaling/client/server_message.h"
#include "signaling/meeting/media_watch.h"
#include "signaling/meeting/utc_time.h"
#include "signaling/store/attendance_archive.h"

LOG_TOPIC("presence");

enum { MILLISECOND_US = 1000 };

struct PresenceKeeper {
    PresenceKeeperConfig with;
    MediaWatch *watch;
    json_t *under_way; /* changes on their way to the disk; NULL: none */
    int64_t pulse_us;  /* the last one */
    int patience;
};

/* A pulse on its way to the store. */
typedef struct Pulse {
    char *meeting;
    int64_t time_us;
} Pulse;

static void pulse_free(gpointer data)
{
    Pulse *pulse = data;
    g_free(pulse->meeting);
    g_free(pulse);
}

static bool write_pulse(Database *database, void *data, GError **error)
{
    const Pulse *pulse = data;
    return attendance_pulse_write(database, pulse->meeting, pulse->time_us, error);
}

PresenceKeeper *presence_keeper_new(const PresenceKeeperConfig *config)
{
    PresenceKeeper *keeper = g_new0(PresenceKeeper, 1);

    keeper->with = *config;
    keeper->watch = media_watch_new();
    return keeper;
}

void presence_keeper_free(PresenceKeeper *keeper)
{
    if (keeper != NULL) {
        media_watch_free(keeper->watch);
        json_decref(keeper->under_way);
        g_free(keeper);
    }
}

static const PresenceLog *log_of(const PresenceKeeper *keeper)
{
    return proceedings_presence(proceedings_desk_state(keeper->with.desk));
}

void presence_keeper_restore(PresenceKeeper *keeper, int64_t pulse_us)
{
    media_watch_restore(keeper->watch, log_of(keeper), pulse_us);
    keeper->patience = media_watch_is_on(keeper->watch) ? PRESENCE_KEEPER_PATIENCE : 0;
}

void presence_keeper_report(PresenceKeeper *keeper, const Participant *participant,
        const ApiLegQuality *quality, int64_t now_us)
{
    const int64_t flow_us = now_us - quality->flow_ms * MILLISECOND_US;
    const MediaReport report = {
            .identity = participant->identity,
            .name = participant->name,
            .how = participant_kind_name(participant->kind),
            .chair = participant->role == ROLE_CHAIR,
            .last_us = quality->idle_ms >= 0 ? now_us - quality->idle_ms * MILLISECOND_US : 0,
            .flow_us = flow_us,
            .paused_us = quality->pause_ms > 0 ? flow_us - quality->pause_ms * MILLISECOND_US : 0,
    };

    /* Who only looks on is nobody's site. */
    if (participant->role == ROLE_CHAIR || participant->role == ROLE_SITE) {
        media_watch_report(keeper->watch, &report, now_us);
    }
}

static void on_written(const GError *error, void *user_data)
{
    PresenceKeeper *keeper = user_data;
    json_t *changes = g_steal_pointer(&keeper->under_way);

    if (error == NULL) {
        json_decref(changes);
        return;
    }
    log_debug("Who is there could not be written down yet: %s.", error->message);
    media_watch_put_back(keeper->watch, changes);
}

static void write_changes(PresenceKeeper *keeper)
{
    const ProceedingsActor server = {.identity = "server", .name = "", .role = ROLE_OPERATOR};

    if (keeper->under_way != NULL) {
        return;
    }
    keeper->under_way = media_watch_take(keeper->watch);
    if (keeper->under_way != NULL) {
        proceedings_desk_run(keeper->with.desk, &server,
                &(ProceedingsCommand){.verb = PROCEEDINGS_MEDIA, .sites = keeper->under_way},
                on_written, keeper);
    }
}

static void keep_pulse(PresenceKeeper *keeper, int64_t now_us)
{
    if (now_us - keeper->pulse_us < PRESENCE_KEEPER_PULSE_US || !media_watch_is_on(keeper->watch)) {
        return;
    }
    Pulse *pulse = g_new(Pulse, 1);
    *pulse = (Pulse){.meeting = g_strdup(keeper->with.meeting), .time_us = now_us};
    if (store_submit(keeper->with.store, write_pulse, NULL, pulse, pulse_free, NULL)) {
        keeper->pulse_us = now_us;
    }
}

void presence_keeper_tick(PresenceKeeper *keeper, int64_t now_us)
{
    const ProceedingsPhase phase = proceedings_phase(proceedings_desk_state(keeper->with.desk));

    if (phase == PROCEEDINGS_ENDED) {
        return; /* what is open ends with the session */
    }
    if (keeper->patience > 0) {
        keeper->patience--;
    } else {
        media_watch_tick(keeper->watch, now_us);
        keep_pulse(keeper, now_us);
    }
    write_changes(keeper);
}

bool presence_keeper_is_busy(const PresenceKeeper *keeper)
{
    return keeper->under_way != NULL;
}

/* ---- for the consoles ---- */

static json_t *site_to_json(const PresenceKeeper *keeper, const PresenceSite *site, int64_t now_us)
{
    const Proceedings *state = proceedings_desk_state(keeper->with.desk);
    const int64_t closed_us = proceedings_closed_us(state);
    const int64_t until_us = closed_us != 0 ? closed_us : now_us;
    const AttendanceSpan window = {.from_us = proceedings_opened_us(state),
            .to_us = proceedings_opened_us(state) != 0 ? until_us : 0};
    g_autoptr(GArray) spans = g_array_new(FALSE, FALSE, sizeof(AttendanceSpan));
    AttendanceFigures figures = {0};
    int64_t since_us = 0;

    presence_site_spans(site, until_us, spans);
    if (site->on && spans->len > 0) {
        since_us = g_array_index(spans, AttendanceSpan, spans->len - 1).from_us;
    }
    attendance_figures(&keeper->with.attendance, window, 0, (const AttendanceSpan *)spans->data,
            spans->len, &figures);
    g_autofree char *since = utc_time_text(since_us);
    return json_pack("{s:s, s:b, s:s, s:I, s:I}", "site", site->identity, "on", site->on, "since",
            since, "losses", (json_int_t)figures.losses, "presence_s",
            (json_int_t)(figures.presence_us / G_USEC_PER_SEC));
}

static char *message_of(const PresenceKeeper *keeper, json_t *sites, int64_t now_us)
{
    const Proceedings *state = proceedings_desk_state(keeper->with.desk);
    return server_message_attendance(now_us, proceedings_opened_us(state), sites);
}

char *presence_keeper_message(const PresenceKeeper *keeper, int64_t now_us)
{
    const PresenceLog *log = log_of(keeper);
    json_t *sites = json_array();

    for (size_t i = 0; i < presence_log_size(log); i++) {
        json_array_append_new(sites, site_to_json(keeper, presence_log_nth(log, i), now_us));
    }
    return message_of(keeper, sites, now_us);
}

char *presence_keeper_change(const PresenceKeeper *keeper, const json_t *event, int64_t now_us)
{
    const json_t *changes = json_object_get(event, "changes");
    json_t *sites = json_array();

    for (size_t i = 0; i < json_array_size(changes); i++) {
        const char *identity =
                json_string_value(json_object_get(json_array_get(changes, i), "site"));
        const PresenceSite *site =
                identity != NULL ? presence_log_find(log_of(keeper), identity) : NULL;
        if (site != NULL) {
            json_array_append_new(sites, site_to_json(keeper, site, now_us));
        }
    }
    return message_of(keeper, sites, now_us);
}
