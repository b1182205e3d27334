#include "signaling/app/conference_watch.h"

#include "config/log.h"
#include "signaling/client/server_message.h"
#include "signaling/meeting/site_watch.h"
#include "signaling/meeting/utc_time.h"
#include "signaling/store/line_check_log.h"

LOG_TOPIC("watch");

#define SETTLE_US INT64_C(3000000)  /* a result that changes again at once is none */
#define AGAIN_US  INT64_C(60000000) /* its figures, though it says the same */

/* What is known of one site. */
typedef struct Entry {
    char *leg; /* of which the rest was said */
    unsigned seen;
    bool picture_judged, echo_judged;
    int64_t peak_dbov;
    double jitter_ms;
    LineCheckDevice own_camera, own_microphone;
    LineCheck check;
    bool checked;
    int64_t same_since_us;
    LineCheck stored;
    int64_t stored_us; /* 0: not yet */
} Entry;

struct ConferenceWatch {
    ConferenceWatchConfig with;
    SiteWatch *sites;
    GHashTable *entries; /* identity -> Entry */
    unsigned events;     /* written down */
    ApiShed shed;        /* what is left out because the machine is too slow */
};

static void entry_free(gpointer data)
{
    Entry *entry = data;
    g_free(entry->leg);
    g_free(entry);
}

/* @return NULL when there are too many */
static Entry *entry_of(ConferenceWatch *watch, const char *identity)
{
    Entry *entry = g_hash_table_lookup(watch->entries, identity);

    if (entry == NULL && g_hash_table_size(watch->entries) < SITE_WATCH_MAX) {
        entry = g_new0(Entry, 1);
        g_hash_table_insert(watch->entries, g_strdup(identity), entry);
    }
    return entry;
}

/* What was said of an earlier leg says nothing of this one. */
static Entry *entry_of_leg(ConferenceWatch *watch, const Participant *participant)
{
    Entry *entry = entry_of(watch, participant->identity);

    if (entry != NULL && g_strcmp0(entry->leg, participant->leg) != 0) {
        g_free(entry->leg);
        entry->leg = g_strdup(participant->leg);
        entry->seen = 0;
        entry->picture_judged = entry->echo_judged = entry->checked = false;
        entry->peak_dbov = -127;
    }
    return entry;
}

static const Proceedings *state_of(const ConferenceWatch *watch)
{
    return meeting_conduct_state(watch->with.conduct);
}

/* ---- what begins and ends ---- */

static json_t *faults_to_json(unsigned faults)
{
    json_t *array = json_array();

    for (SiteFault fault = 0; fault < SITE_FAULTS; fault++) {
        if ((faults & SITE_FAULT_BIT(fault)) != 0) {
            json_array_append_new(array, json_string(site_fault_name(fault)));
        }
    }
    return array;
}

static char *message_of(const char *identity, unsigned faults)
{
    json_t *array = faults_to_json(faults);
    char *text = server_message_site_watch(identity, array);

    json_decref(array);
    return text;
}

/* By its own: nobody but the server says so. */
static void run_as_server(const ConferenceWatch *watch, const ProceedingsCommand *command)
{
    const ProceedingsActor server = {.identity = "server", .name = "", .role = ROLE_OPERATOR};
    meeting_conduct_run(watch->with.conduct, &server, command, NULL, NULL);
}

/* @param identity  "": not of a site */
static void write_event(ConferenceWatch *watch, const char *identity, const char *what, bool on)
{
    if (proceedings_phase(state_of(watch)) == PROCEEDINGS_LIVE &&
            watch->events < CONFERENCE_WATCH_EVENTS_MAX) {
        watch->events++;
        run_as_server(watch,
                &(ProceedingsCommand){
                        .verb = PROCEEDINGS_WATCH, .site = identity, .text = what, .on = on});
    }
}

/* What everybody hears, and only that. The chair is always heard. */
static bool is_to_be_muted(const ConferenceWatch *watch, const Participant *site, SiteFault fault)
{
    const bool disturbs =
            fault == SITE_FAULT_ECHO || fault == SITE_FAULT_HOWLING || fault == SITE_FAULT_CLIPPING;
    return disturbs && proceedings_mutes_by_itself(state_of(watch)) && site != NULL &&
            site->role == ROLE_SITE &&
            !identity_set_has(proceedings_muted(state_of(watch)), site->identity);
}

static void on_fault(const char *identity, SiteFault fault, bool on, void *user_data)
{
    ConferenceWatch *watch = user_data;
    const Participant *site = meeting_find(watch->with.meeting, identity);
    /* Within the call the set is as it was. */
    const unsigned faults = site_watch_faults(watch->sites, identity);

    log_info("Meeting %s: %s %s: %s.", meeting_code(watch->with.meeting),
            site != NULL ? site->name : identity, on ? "has a fault" : "is over it",
            site_fault_name(fault));
    g_autofree char *text = message_of(identity, faults);
    meeting_conduct_send_consoles(watch->with.conduct, text);
    write_event(watch, identity, site_fault_name(fault), on);
    if (on && is_to_be_muted(watch, site, fault)) {
        run_as_server(watch,
                &(ProceedingsCommand){.verb = PROCEEDINGS_MUTE,
                        .site = identity,
                        .text = site_fault_name(fault),
                        .on = true});
    }
}

/* ---- checks ---- */

static void keep_check(ConferenceWatch *watch, const Participant *site, Entry *entry)
{
    json_t *object = line_check_to_json(&entry->check);
    char *detail = json_dumps(object, JSON_COMPACT | JSON_SORT_KEYS);
    const LineCheckRecord record = {
            .meeting = (char *)meeting_code(watch->with.meeting),
            .identity = (char *)site->identity,
            .name = (char *)site->name,
            .time_us = g_get_real_time(),
            .level = (char *)line_check_level_name(entry->check.level),
            .detail = detail,
    };

    line_check_log_submit(watch->with.store, &record);
    entry->stored = entry->check;
    entry->stored_us = g_get_monotonic_time();
    free(detail);
    json_decref(object);
}

static void check_site(
        ConferenceWatch *watch, const Participant *site, Entry *entry, const ApiLegQuality *quality)
{
    const int64_t now_us = g_get_monotonic_time();
    const LineCheckInput input = {
            .connected = true,
            .mic = site->mic,
            .camera = site->camera,
            .own_camera = entry->own_camera,
            .own_microphone = entry->own_microphone,
            .faults = site_watch_faults(watch->sites, site->identity),
            .picture_judged = entry->picture_judged,
            .echo_judged = entry->echo_judged,
            .peak_dbov = entry->peak_dbov,
            .loss_percent = site_watch_loss_percent(watch->sites, site->identity),
            .jitter_ms = entry->jitter_ms,
            .rtt_ms = site_watch_rtt_ms(watch->sites, site->identity),
            .up_bps = quality->rx_bps,
            .down_bps = quality->tx_bps,
    };
    const LineCheck check = line_check_make(&input);

    if (!entry->checked || !line_check_same(&check, &entry->check)) {
        entry->same_since_us = now_us;
    }
    entry->check = check;
    entry->checked = true;
    const bool news = entry->stored_us == 0 || !line_check_same(&check, &entry->stored) ||
            now_us - entry->stored_us >= AGAIN_US;
    if (proceedings_phase(state_of(watch)) == PROCEEDINGS_BEFORE && news &&
            now_us - entry->same_since_us >= SETTLE_US) {
        keep_check(watch, site, entry);
    }
}

/* ---- what is said ---- */

void conference_watch_health(
        ConferenceWatch *watch, const Participant *participant, const ApiLegHealth *health)
{
    Entry *entry = entry_of_leg(watch, participant);

    if (entry == NULL) {
        return;
    }
    entry->seen = (health->missing ? SITE_FAULT_BIT(SITE_FAULT_NO_PICTURE) : 0) |
            (health->black ? SITE_FAULT_BIT(SITE_FAULT_BLACK) : 0) |
            (health->frozen ? SITE_FAULT_BIT(SITE_FAULT_FROZEN) : 0) |
            (health->silent ? SITE_FAULT_BIT(SITE_FAULT_SILENT) : 0) |
            (health->clipping ? SITE_FAULT_BIT(SITE_FAULT_CLIPPING) : 0) |
            (health->howling ? SITE_FAULT_BIT(SITE_FAULT_HOWLING) : 0) |
            (health->echo ? SITE_FAULT_BIT(SITE_FAULT_ECHO) : 0);
    entry->picture_judged = health->picture_judged;
    entry->echo_judged = health->echo_judged;
    entry->peak_dbov = health->peak_dbov;
}

void conference_watch_quality(
        ConferenceWatch *watch, const Participant *participant, const ApiLegQuality *quality)
{
    const bool seated = participant->role == ROLE_CHAIR || participant->role == ROLE_SITE;
    Entry *entry = seated && participant->state == PARTICIPANT_CONNECTED
            ? entry_of_leg(watch, participant)
            : NULL;

    if (entry == NULL) {
        return;
    }
    const SiteReading reading = {
            .mic = participant->mic,
            .camera = participant->camera,
            .seen = entry->seen,
            .loss_percent = quality->loss_percent,
            .rtt_ms = quality->rtt_ms,
    };
    site_watch_read(watch->sites, participant->identity, &reading, g_get_monotonic_time());
    check_site(watch, participant, entry, quality);
}

/* Sites have nothing to do about it: only the consoles hear of it. */
static void note_overload(ConferenceWatch *watch, ApiShed shed)
{
    const bool was = watch->shed != API_SHED_NOTHING;
    const bool is = shed != API_SHED_NOTHING;

    if (shed == watch->shed) {
        return;
    }
    watch->shed = shed;
    log_warning("Meeting %s: the machine %s%s.", meeting_code(watch->with.meeting),
            is ? "is too slow, left out are: " : "keeps up again", api_shed_word(shed));
    g_autofree char *text = server_message_overload(api_shed_word(shed));
    meeting_conduct_send_consoles(watch->with.conduct, text);
    if (was != is) {
        write_event(watch, "", CONFERENCE_WATCH_OVERLOAD, is);
    }
}

void conference_watch_stats(ConferenceWatch *watch, const ApiRoomStats *stats)
{
    note_overload(watch, (ApiShed)stats->shed);
    for (size_t i = 0; i < stats->n_legs; i++) {
        const Participant *site = meeting_find_leg(watch->with.meeting, stats->legs[i].leg);
        Entry *entry = site != NULL ? g_hash_table_lookup(watch->entries, site->identity) : NULL;
        if (entry != NULL) {
            entry->jitter_ms = stats->legs[i].jitter_ms;
        }
    }
}

void conference_watch_devices(ConferenceWatch *watch, const char *identity, LineCheckDevice camera,
        LineCheckDevice microphone)
{
    Entry *entry = entry_of(watch, identity);

    if (entry != NULL) {
        entry->own_camera = camera;
        entry->own_microphone = microphone;
    }
}

/* How it was last is its result. */
static void end_check(ConferenceWatch *watch, const Participant *site)
{
    Entry *entry = g_hash_table_lookup(watch->entries, site->identity);

    if (entry == NULL || !entry->checked) {
        return;
    }
    if (proceedings_phase(state_of(watch)) == PROCEEDINGS_BEFORE &&
            (entry->stored_us == 0 || !line_check_same(&entry->check, &entry->stored))) {
        keep_check(watch, site, entry);
    }
    entry->checked = false;
}

void conference_watch_changed(ConferenceWatch *watch, const Participant *participant)
{
    if (participant->state != PARTICIPANT_CONNECTED) {
        end_check(watch, participant);
        site_watch_forget(watch->sites, participant->identity);
    }
}

void conference_watch_gone(ConferenceWatch *watch, const Participant *participant)
{
    end_check(watch, participant);
    site_watch_forget(watch->sites, participant->identity);
    g_hash_table_remove(watch->entries, participant->identity);
}

/* ---- for who asks ---- */

typedef struct Repeat {
    void (*send)(char *text, void *user_data);
    void *user_data;
} Repeat;

static void repeat_site(const char *identity, unsigned faults, void *user_data)
{
    const Repeat *repeat = user_data;
    repeat->send(message_of(identity, faults), repeat->user_data);
}

void conference_watch_repeat(
        const ConferenceWatch *watch, void (*send)(char *text, void *user_data), void *user_data)
{
    Repeat repeat = {send, user_data};
    if (watch->shed != API_SHED_NOTHING) {
        send(server_message_overload(api_shed_word(watch->shed)), user_data);
    }
    site_watch_each(watch->sites, repeat_site, &repeat);
}

json_t *conference_watch_to_json(const ConferenceWatch *watch)
{
    json_t *object = json_object();
    g_autofree char *now = utc_time_text(g_get_real_time());

    for (size_t i = 0; i < meeting_size(watch->with.meeting); i++) {
        const Participant *site = meeting_nth(watch->with.meeting, i);
        const Entry *entry = g_hash_table_lookup(watch->entries, site->identity);
        if (entry != NULL && entry->checked) {
            json_object_set_new(object, site->identity,
                    json_pack("{s:s, s:s, s:o, s:o}", "name", site->name, "time", now, "check",
                            line_check_to_json(&entry->check), "faults",
                            faults_to_json(site_watch_faults(watch->sites, site->identity))));
        }
    }
    return object;
}

ConferenceWatch *conference_watch_new(const ConferenceWatchConfig *config)
{
    ConferenceWatch *watch = g_new0(ConferenceWatch, 1);

    watch->with = *config;
    watch->sites = site_watch_new(on_fault, watch);
    watch->entries = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, entry_free);
    return watch;
}

void conference_watch_free(ConferenceWatch *watch)
{
    if (watch != NULL) {
        site_watch_free(watch->sites);
        g_hash_table_unref(watch->entries);
        g_free(watch);
    }
}
