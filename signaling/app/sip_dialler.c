#include "signaling/app/sip_dialler.h"

#include "config/log.h"
#include "signaling/app/dial_notes.h"
#include "signaling/app/note_folder.h"
#include "signaling/app/sip_kept_dial.h"
#include "signaling/client/server_message.h"
#include "signaling/meeting/site_name.h"
#include "signaling/meeting/site_redial.h"
#include "signaling/meeting/utc_time.h"

#include <string.h>

LOG_TOPIC("sip");

#define SECOND_US INT64_C(1000000)

enum { TICK_MS = 1000 };

typedef enum DialState {
    DIAL_WAITING,
    DIAL_CALLING,
    DIAL_RINGING,
    DIAL_CONNECTED,
    DIAL_OVER,
    DIAL_STATES
} DialState;

static const char *const state_names[DIAL_STATES] = {
        [DIAL_WAITING] = "waiting",
        [DIAL_CALLING] = "calling",
        [DIAL_RINGING] = "ringing",
        [DIAL_CONNECTED] = "connected",
        [DIAL_OVER] = "over",
};

/* A site of a meeting. */
typedef struct Dial {
    char *meeting;
    char *site;
    char *identity;
    char *uri; /* "": where it is known to be */
    DialState state;
    const char *reason; /* why the last call is over; "" */
    SiteRedial redial;
    int64_t next_us;                  /* of WAITING */
    uint64_t calls[SIP_BINDINGS_MAX]; /* under way, or the one it is here by */
    size_t n_calls;
} Dial;

struct SipDialler {
    SipDiallerConfig with;
    const SipServer *server; /* NULL: nobody is registered */
    GPtrArray *dials;        /* of Dial; few are looked for at once */
    NoteFolder *notes;       /* of those that are called, or will be */
    guint tick;
};

static void dial_free(void *data)
{
    Dial *dial = data;
    g_free(dial->meeting);
    g_free(dial->site);
    g_free(dial->identity);
    g_free(dial->uri);
    g_free(dial);
}

static Dial *find(const SipDialler *dialler, const char *meeting, const char *site)
{
    for (guint i = 0; i < dialler->dials->len; i++) {
        Dial *dial = g_ptr_array_index(dialler->dials, i);
        if (g_str_equal(dial->site, site) && g_ascii_strcasecmp(dial->meeting, meeting) == 0) {
            return dial;
        }
    }
    return NULL;
}

static Dial *find_call(const SipDialler *dialler, uint64_t call)
{
    for (guint i = 0; i < dialler->dials->len; i++) {
        Dial *dial = g_ptr_array_index(dialler->dials, i);
        for (size_t n = 0; n < dial->n_calls; n++) {
            if (dial->calls[n] == call) {
                return dial;
            }
        }
    }
    return NULL;
}

/* NULL when there are too many. */
static Dial *dial_of(SipDialler *dialler, const char *meeting, const char *site)
{
    Dial *dial = find(dialler, meeting, site);

    if (dial == NULL && dialler->dials->len < SIP_DIALS_MAX) {
        dial = g_new0(Dial, 1);
        dial->meeting = g_strdup(meeting);
        dial->site = g_strdup(site);
        dial->identity = site_name_code_identity(site);
        dial->uri = g_strdup("");
        dial->reason = "";
        dial->state = DIAL_OVER;
        g_ptr_array_add(dialler->dials, dial);
    }
    return dial;
}

/* ---- to the consoles ---- */

static json_t *dial_to_json(const Dial *dial, int64_t now_us)
{
    g_autofree char *next = dial->state == DIAL_WAITING
            ? utc_time_text(g_get_real_time() + MAX(dial->next_us - now_us, 0))
            : g_strdup("");
    return json_pack("{s:s, s:s, s:s, s:s, s:i, s:s}", "site", dial->identity, "code", dial->site,
            "state", state_names[dial->state], "reason", dial->reason, "tries",
            (int)dial->redial.tries, "next", next);
}

static void tell(const SipDialler *dialler, const Dial *dial)
{
    Conference *conference = conference_service_find(dialler->with.service, dial->meeting);

    if (conference != NULL) {
        json_t *call = dial_to_json(dial, g_get_monotonic_time());
        g_autofree char *text = server_message_site_call(call);
        meeting_conduct_send_consoles(conference_conduct(conference), text);
        json_decref(call);
    }
}

/* ---- for the next process, and from an earlier one ---- */

static char *key_of(const char *meeting, const char *site)
{
    return g_strjoin(" ", meeting, site, NULL);
}

static void note_down(const SipDialler *dialler, const Dial *dial)
{
    g_autofree char *key = key_of(dial->meeting, dial->site);

    if (dial->state == DIAL_OVER || dial->state == DIAL_CONNECTED) {
        note_folder_remove(dialler->notes, key);
        return;
    }
    const SipKeptDial kept = {
            .meeting = dial->meeting,
            .site = dial->site,
            .uri = dial->uri,
            .tries = dial->redial.tries,
            .hang_ups = MIN(dial->redial.hang_ups, SITE_REDIAL_HANG_UPS),
            .next_us = g_get_real_time() + MAX(dial->next_us - g_get_monotonic_time(), 0),
    };
    json_t *note = sip_kept_dial_to_json(&kept);
    note_folder_put(dialler->notes, key, note);
    json_decref(note);
}

static void set_state(const SipDialler *dialler, Dial *dial, DialState state, const char *reason)
{
    dial->state = state;
    dial->reason = reason;
    note_down(dialler, dial);
    tell(dialler, dial);
}

/* Whose meeting is looked for. */
typedef struct Adoption {
    SipDialler *dialler;
    SipKeptDial kept;
} Adoption;

static void on_open(Conference *conference, ClientError error, void *user_data)
{
    Adoption *adoption = user_data;
    SipDialler *dialler = adoption->dialler;
    const SipKeptDial *kept = &adoption->kept;

    if (conference == NULL && error != CLIENT_ERROR_SERVER_BUSY) {
        g_autofree char *key = key_of(kept->meeting, kept->site);
        note_folder_remove(dialler->notes, key);
    } else if (conference != NULL && find(dialler, kept->meeting, kept->site) == NULL) {
        Dial *dial = dial_of(dialler, kept->meeting, kept->site);
        if (dial != NULL) {
            g_free(dial->uri);
            dial->uri = g_strdup(kept->uri);
            dial->redial = (SiteRedial){(unsigned)kept->tries, (unsigned)kept->hang_ups};
            dial->next_us = g_get_monotonic_time() + MAX(kept->next_us - g_get_real_time(), 0);
            set_state(dialler, dial, DIAL_WAITING, "");
        }
    }
    sip_kept_dial_clear(&adoption->kept);
    g_free(adoption);
}

static bool on_note(const json_t *note, void *user_data)
{
    SipDialler *dialler = user_data;
    g_autoptr(GError) error = NULL;
    Adoption *adoption = g_new0(Adoption, 1);

    adoption->dialler = dialler;
    if (!sip_kept_dial_read(note, &adoption->kept, &error)) {
        log_warning("Who was called before the restart cannot be read: %s", error->message);
        g_free(adoption);
        return false;
    }
    if (sip_kept_dial_is_stale(&adoption->kept, g_get_real_time())) {
        sip_kept_dial_clear(&adoption->kept);
        g_free(adoption);
        return false;
    }
    conference_service_open(dialler->with.service, adoption->kept.meeting, on_open, adoption);
    return true;
}

void sip_dialler_adopt(SipDialler *dialler)
{
    note_folder_each(dialler->notes, on_note, dialler);
}

/* ---- calling ---- */

/* It is over in this way: again later, or not any more. */
static void settle(const SipDialler *dialler, Dial *dial, RedialCause cause)
{
    const int64_t after_s = site_redial_after_s(&dial->redial, cause);

    dial->next_us = g_get_monotonic_time() + after_s * SECOND_US;
    log_info("Site %s is %s: %s.", dial->site, after_s > 0 ? "called again" : "not called again",
            redial_cause_name(cause));
    dial_notes_write(dialler->with.store,
            &(DialNote){.meeting = dial->meeting,
                    .site = dial->site,
                    .reason = redial_cause_name(cause),
                    .tries = dial->redial.tries,
                    .after_s = after_s});
    set_state(dialler, dial, after_s > 0 ? DIAL_WAITING : DIAL_OVER, redial_cause_name(cause));
}

static void take_back_calls(const SipDialler *dialler, Dial *dial, uint64_t but)
{
    uint64_t calls[SIP_BINDINGS_MAX];
    const size_t count = dial->n_calls;

    memcpy(calls, dial->calls, sizeof calls);
    dial->n_calls = 0;
    for (size_t i = 0; i < count; i++) {
        if (calls[i] == but) {
            dial->calls[dial->n_calls++] = but;
        } else {
            sip_calls_hang_up(dialler->with.calls, calls[i], "answered elsewhere");
        }
    }
}

static void add_call(const SipDialler *dialler, Dial *dial, const SipCallsOrder *order)
{
    const uint64_t call = sip_calls_dial(dialler->with.calls, order);

    if (call != 0) {
        dial->calls[dial->n_calls++] = call;
    }
}

static bool is_here(Conference *conference, const char *identity)
{
    const Participant *participant = meeting_find(conference_meeting(conference), identity);
    return participant != NULL && participant->leg != NULL;
}

/* To all its devices, or to where its record says. */
static void begin_calls(
        const SipDialler *dialler, Dial *dial, const SipSite *site, const char *title)
{
    SipCallsOrder order = {.site = site, .meeting = dial->meeting, .title = title};
    SipBinding bindings[SIP_BINDINGS_MAX];
    const size_t count = dial->uri[0] == '\0' && dialler->server != NULL
            ? sip_server_find(dialler->server, dial->site, bindings, SIP_BINDINGS_MAX)
            : 0;

    for (size_t i = 0; i < count; i++) {
        order.uri = bindings[i].uri;
        order.route = bindings[i].source;
        add_call(dialler, dial, &order);
    }
    order.route = NULL;
    order.uri = dial->uri[0] != '\0' ? dial->uri : site->uri;
    if (count == 0 && order.uri[0] != '\0') {
        add_call(dialler, dial, &order);
    }
}

static void begin(const SipDialler *dialler, Dial *dial, Conference *conference)
{
    const SipSite *site = sip_sites_find(dialler->with.sites, dial->site);

    if (is_here(conference, dial->identity)) {
        set_state(dialler, dial, DIAL_OVER, "");
        return;
    }
    if (site == NULL) {
        settle(dialler, dial, REDIAL_NOT_FOUND);
        return;
    }
    begin_calls(dialler, dial, site, meeting_title(conference_meeting(conference)));
    if (dial->n_calls == 0) {
        settle(dialler, dial, REDIAL_UNREACHABLE);
    } else {
        set_state(dialler, dial, DIAL_CALLING, "");
    }
}

static bool is_under_way(const Dial *dial)
{
    return dial->state == DIAL_CALLING || dial->state == DIAL_RINGING;
}

static bool has_device(const SipSite *site)
{
    return site->uri[0] != '\0' || site->ha1[SIP_DIGEST_MD5][0] != '\0';
}

SipDialling sip_dialler_call(
        SipDialler *dialler, Conference *conference, const char *site, const char *uri)
{
    const SipSite *known = sip_sites_find(dialler->with.sites, site);
    g_autofree char *identity = site_name_code_identity(site);

    if (known == NULL || (uri[0] == '\0' && !has_device(known))) {
        return SIP_DIALLING_NO_DEVICE;
    }
    if (is_here(conference, identity)) {
        return SIP_DIALLING_HERE;
    }
    Dial *dial = dial_of(dialler, meeting_code(conference_meeting(conference)), site);
    if (dial == NULL) {
        return SIP_DIALLING_FULL;
    }
    if (!is_under_way(dial)) {
        g_free(dial->uri);
        dial->uri = g_strdup(uri);
        dial->redial = (SiteRedial){0};
        dial->next_us = 0; /* with the next tick, in its turn */
        set_state(dialler, dial, DIAL_WAITING, "");
    }
    return SIP_DIALLING_OK;
}

unsigned sip_dialler_call_all(SipDialler *dialler, Conference *conference)
{
    const Meeting *meeting = conference_meeting(conference);
    unsigned count = 0;

    for (size_t i = 0; i < meeting_invited_size(meeting); i++) {
        const char *site = site_name_identity_code(meeting_nth_invited(meeting, i));
        if (site != NULL && sip_dialler_call(dialler, conference, site, "") == SIP_DIALLING_OK) {
            count++;
        }
    }
    return count;
}

bool sip_dialler_stop(SipDialler *dialler, const char *meeting, const char *site)
{
    Dial *dial = find(dialler, meeting, site);

    if (dial == NULL || (!is_under_way(dial) && dial->state != DIAL_WAITING)) {
        return false;
    }
    take_back_calls(dialler, dial, 0);
    set_state(dialler, dial, DIAL_OVER, "stopped");
    return true;
}

json_t *sip_dialler_to_json(const SipDialler *dialler, const char *meeting)
{
    const int64_t now_us = g_get_monotonic_time();
    json_t *items = json_array();

    for (guint i = 0; i < dialler->dials->len; i++) {
        const Dial *dial = g_ptr_array_index(dialler->dials, i);
        if (g_ascii_strcasecmp(dial->meeting, meeting) == 0) {
            json_array_append_new(items, dial_to_json(dial, now_us));
        }
    }
    return items;
}

/* ---- what the calls say ---- */

static void on_ringing(uint64_t call, void *user_data)
{
    const SipDialler *dialler = user_data;
    Dial *dial = find_call(dialler, call);

    if (dial != NULL && dial->state == DIAL_CALLING) {
        set_state(dialler, dial, DIAL_RINGING, "");
    }
}

static void on_answered(uint64_t call, void *user_data)
{
    const SipDialler *dialler = user_data;
    Dial *dial = find_call(dialler, call);

    if (dial != NULL) {
        take_back_calls(dialler, dial, call);
    }
}

static void on_entered(uint64_t call, const char *site, const char *meeting, void *user_data)
{
    SipDialler *dialler = user_data;
    Dial *dial = dial_of(dialler, meeting, site);

    if (dial != NULL) {
        take_back_calls(dialler, dial, call);
        dial->calls[0] = call;
        dial->n_calls = 1;
        site_redial_reset(&dial->redial);
        set_state(dialler, dial, DIAL_CONNECTED, "");
    }
}

static RedialCause cause_of(SipCallsEnd end, int status)
{
    switch (end) {
    case SIP_CALLS_HUNG_UP:
        return REDIAL_HUNG_UP;
    case SIP_CALLS_DROPPED:
        return REDIAL_DROPPED;
    default:
        return redial_cause_of(status);
    }
}

static void remove_call(Dial *dial, uint64_t call)
{
    size_t kept = 0;

    for (size_t i = 0; i < dial->n_calls; i++) {
        if (dial->calls[i] != call) {
            dial->calls[kept++] = dial->calls[i];
        }
    }
    dial->n_calls = kept;
}

static void on_over(uint64_t call, SipCallsEnd end, int status, void *user_data)
{
    const SipDialler *dialler = user_data;
    Dial *dial = find_call(dialler, call);

    if (dial == NULL) {
        return;
    }
    const RedialCause cause = cause_of(end, status);
    remove_call(dial, call);
    if (end == SIP_CALLS_SENT_AWAY) {
        set_state(dialler, dial, DIAL_OVER, "");
    } else if (cause == REDIAL_DECLINED) { /* by one of the site's devices is by the site */
        take_back_calls(dialler, dial, 0);
        settle(dialler, dial, cause);
    } else if (dial->n_calls == 0) {
        settle(dialler, dial, cause);
    }
}

/* ---- what the time brings ---- */

/* Those of meetings that are over. */
static void let_go(SipDialler *dialler)
{
    for (guint i = dialler->dials->len; i-- > 0;) {
        Dial *dial = g_ptr_array_index(dialler->dials, i);
        if (conference_service_find(dialler->with.service, dial->meeting) == NULL) {
            take_back_calls(dialler, dial, 0);
            dial->state = DIAL_OVER;
            note_down(dialler, dial);
            g_ptr_array_remove_index(dialler->dials, i);
        }
    }
}

void sip_dialler_tick(SipDialler *dialler, int64_t now_us)
{
    unsigned begun = 0;

    let_go(dialler);
    for (guint i = 0; i < dialler->dials->len && begun < SIP_DIALS_A_SECOND; i++) {
        Dial *dial = g_ptr_array_index(dialler->dials, i);
        if (dial->state == DIAL_WAITING && now_us >= dial->next_us) {
            begin(dialler, dial, conference_service_find(dialler->with.service, dial->meeting));
            begun++;
        }
    }
}

static gboolean on_tick(gpointer data)
{
    sip_dialler_tick(data, g_get_monotonic_time());
    return G_SOURCE_CONTINUE;
}

SipDialler *sip_dialler_new(const SipDiallerConfig *config)
{
    static const SipCallsListener listener = {
            .ringing = on_ringing,
            .answered = on_answered,
            .entered = on_entered,
            .over = on_over,
    };
    SipDialler *dialler = g_new0(SipDialler, 1);

    g_autofree char *folder = g_build_filename(config->run_dir, "sip-dials", NULL);

    dialler->with = *config;
    dialler->with.run_dir = NULL; /* lent */
    dialler->notes = note_folder_new(folder);
    dialler->dials = g_ptr_array_new_with_free_func(dial_free);
    dialler->tick = g_timeout_add(TICK_MS, on_tick, dialler);
    sip_calls_set_listener(config->calls, &listener, dialler);
    return dialler;
}

void sip_dialler_set_server(SipDialler *dialler, const SipServer *server)
{
    dialler->server = server;
}

const SipServer *sip_dialler_server(const SipDialler *dialler)
{
    return dialler->server;
}

void sip_dialler_free(SipDialler *dialler)
{
    if (dialler != NULL) {
        g_source_remove(dialler->tick);
        g_ptr_array_unref(dialler->dials);
        note_folder_free(dialler->notes);
        g_free(dialler);
    }
}
