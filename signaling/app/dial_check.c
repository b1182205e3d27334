#include "signaling/app/dial_check.h"

#include "config/log.h"
#include "signaling/client/login_guard.h"
#include "signaling/client/password_hash.h"
#include "signaling/meeting/keypad.h"

#include <gio/gio.h>

LOG_TOPIC("sip");

struct DialCheck {
    const SipSites *sites;
    Store *store;
    LoginGuard *guard;
    unsigned comparing;
    bool gone; /* only kept for what is under way */
};

/* A question on its way. Its texts are not touched by two threads at once. */
typedef struct Asked {
    DialCheck *check; /* a reference */
    DialVerdictFn done;
    void *user_data;
    char *address;
    char *site; /* NULL: of a code that is none */
    char *meeting;
    char *meeting_keys;
    char *hash;
    char *pin;
    bool fits;
} Asked;

static void check_clear(void *data)
{
    DialCheck *check = data;
    login_guard_free(check->guard);
}

static void asked_free(void *data)
{
    Asked *asked = data;

    g_atomic_rc_box_release_full(asked->check, check_clear);
    g_free(asked->address);
    g_free(asked->site);
    g_free(asked->meeting);
    g_free(asked->meeting_keys);
    g_free(asked->hash);
    g_free(asked->pin);
    g_free(asked);
}

static void tell(const Asked *asked, DialVerdict verdict)
{
    const bool fits = verdict == DIAL_FITS;

    if (!asked->check->gone) {
        asked->done(
                verdict, fits ? asked->meeting : NULL, fits ? asked->site : NULL, asked->user_data);
    }
}

/* ---- which meeting ---- */

static bool find_meeting(Database *database, void *data, GError **error)
{
    Asked *asked = data;
    const int64_t now_us = g_get_real_time();
    g_autoptr(GError) fault = NULL;
    g_autoptr(DatabaseRows) rows = database_query(database,
            "SELECT m.code, s.site FROM meetings m LEFT JOIN meeting_sites s ON s.meeting = m.code "
            "AND s.site = $1 WHERE m.state IN ('live', 'trial') OR (m.state = 'scheduled' AND "
            "m.form <> 'in_person' AND m.start < $2 AND (m.start > $3 OR m.\"end\" > $3)) ORDER BY "
            "CASE m.state WHEN 'scheduled' THEN 1 ELSE 0 END, m.start, m.code LIMIT $4",
            DATABASE_VALUES(database_text(asked->site),
                    database_int(now_us + (int64_t)DIAL_AHEAD_S * G_USEC_PER_SEC),
                    database_int(now_us), database_int(DIAL_MEETINGS_MAX)),
            error);

    if (rows == NULL) {
        return false;
    }
    while (asked->meeting == NULL && database_rows_next(rows, &fault)) {
        const char *code = database_rows_text(rows, 0);
        const char *invited = database_rows_text(rows, 1);
        const bool meant = asked->meeting_keys[0] != '\0' ? keypad_fits(code, asked->meeting_keys)
                                                          : g_strcmp0(invited, asked->site) == 0;
        asked->meeting = meant ? g_strdup(code) : NULL;
    }
    if (fault != NULL) {
        g_propagate_error(error, g_steal_pointer(&fault));
        return false;
    }
    return true;
}

static void on_found(void *data, const GError *error, void *user_data)
{
    const Asked *asked = data;

    (void)user_data;
    if (error != NULL) {
        log_warning("The meeting of a caller could not be looked for: %s.", error->message);
        tell(asked, DIAL_BUSY);
    } else {
        tell(asked, asked->meeting != NULL ? DIAL_FITS : DIAL_NO_MEETING);
    }
}

/* Takes it. */
static void look_for_meeting(Asked *asked)
{
    if (asked->meeting != NULL) {
        tell(asked, DIAL_FITS);
        asked_free(asked);
        return;
    }
    const DialVerdictFn done = asked->done;
    void *user_data = asked->user_data;
    if (!store_submit(asked->check->store, find_meeting, on_found, asked, asked_free, NULL)) {
        done(DIAL_BUSY, NULL, NULL, user_data);
    }
}

/* ---- the PIN ---- */

static void compare(GTask *task, void *source, void *data, GCancellable *cancellable)
{
    Asked *asked = data;

    (void)source;
    (void)cancellable;
    asked->fits = password_hash_fits(asked->hash, asked->pin);
    g_task_return_boolean(task, TRUE);
}

static void on_compared(GObject *source, GAsyncResult *result, void *user_data)
{
    Asked *asked = user_data;
    DialCheck *check = asked->check;

    (void)source;
    (void)result;
    check->comparing--;
    if (check->gone) {
        asked_free(asked);
    } else if (asked->fits && asked->site != NULL) {
        look_for_meeting(asked);
    } else {
        login_guard_note_wrong(check->guard, asked->address, g_get_monotonic_time());
        log_warning("SIP refused %s: INVITE as \"%s\": pin", asked->address,
                asked->site != NULL ? asked->site : "");
        tell(asked, DIAL_WRONG_PIN);
        asked_free(asked);
    }
}

/* Takes it. A site that there is not takes as long as one that there is. */
static void compare_pin(Asked *asked, const char *site_keys)
{
    DialCheck *check = asked->check;
    const SipSite *site = sip_sites_find_keys(check->sites, site_keys);

    if (!login_guard_admit(check->guard, asked->address, g_get_monotonic_time())) {
        tell(asked, DIAL_TOO_OFTEN);
        asked_free(asked);
        return;
    }
    if (check->comparing >= DIAL_CHECKS_MAX) {
        tell(asked, DIAL_BUSY);
        asked_free(asked);
        return;
    }
    check->comparing++;
    asked->site = site != NULL ? g_strdup(site->code) : NULL;
    asked->hash = g_strdup(site != NULL ? site->pin_hash : "");
    g_autoptr(GTask) task = g_task_new(NULL, NULL, on_compared, asked);
    g_task_set_task_data(task, asked, NULL);
    g_task_run_in_thread(task, compare);
}

DialCheck *dial_check_new(const SipSites *sites, Store *store)
{
    DialCheck *check = g_atomic_rc_box_new0(DialCheck);

    check->sites = sites;
    check->store = store;
    check->guard = login_guard_new();
    return check;
}

void dial_check_free(DialCheck *check)
{
    if (check != NULL) {
        check->gone = true;
        g_atomic_rc_box_release_full(check, check_clear);
    }
}

void dial_check_ask(
        DialCheck *check, const DialQuestion *question, DialVerdictFn done, void *user_data)
{
    Asked *asked = g_new(Asked, 1);

    *asked = (Asked){
            .check = g_atomic_rc_box_acquire(check),
            .done = done,
            .user_data = user_data,
            .address = g_strdup(question->address),
            .site = g_strdup(question->site),
            .meeting = g_strdup(question->meeting),
            .meeting_keys = g_strdup(question->meeting_keys),
            .pin = g_strdup(question->pin),
    };
    if (asked->site != NULL) {
        look_for_meeting(asked);
    } else {
        compare_pin(asked, question->site_keys);
    }
}
