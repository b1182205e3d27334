#include "signaling/app/admin_commands.h"

#include "signaling/app/attendance_rules.h"
#include "signaling/app/base_url.h"
#include "signaling/app/run_folder.h"
#include "signaling/app/webhooks.h"
#include "signaling/client/auth_token.h"
#include "signaling/client/turn_relay.h"
#include "signaling/client/webhook_signature.h"
#include "signaling/http/tls_authority.h"
#include "signaling/meeting/meeting_code.h"
#include "signaling/meeting/site_name.h"
#include "signaling/report/attendance_freeze.h"
#include "signaling/report/join_csv.h"
#include "signaling/report/line_csv.h"
#include "signaling/report/line_summary.h"
#include "signaling/store/attendance_log.h"
#include "signaling/store/database_open.h"
#include "signaling/store/line_log.h"
#include "signaling/store/meeting_list.h"

enum { SECOND_US = 1000000, HOUR_S = 3600 };

G_DEFINE_QUARK(admin - error - quark, admin_error)

static Database *open_database(const Settings *settings, GError **error)
{
    return database_open(
            settings_text(settings, "data.dir"), settings_text(settings, "store.url"), error);
}

/* On success the caller clears the record. */
static bool find_meeting(
        Database *database, const char *code, MeetingRecord *ret_meeting, GError **error)
{
    if (!meeting_list_find(database, code, ret_meeting, error)) {
        return false;
    }
    if (ret_meeting->code == NULL) {
        g_set_error(error, ADMIN_ERROR, ADMIN_ERROR_UNKNOWN_MEETING,
                "there is no meeting %s; giaoban meeting create makes one", code);
        return false;
    }
    return true;
}

bool admin_create_meeting(const Settings *settings, const char *code, const char *title,
        bool if_missing, GError **error)
{
    g_autofree char *shown = site_name_normalise(title, error);
    g_autoptr(GError) fault = NULL;

    if (shown == NULL) {
        g_prefix_error(error, "--title: ");
        return false;
    }
    if (!meeting_code_is_valid(code)) {
        g_set_error(error, ADMIN_ERROR, ADMIN_ERROR_USAGE, "--code %s is not allowed; allowed: %s",
                code, MEETING_CODE_ALLOWED);
        return false;
    }
    g_autoptr(Database) database = open_database(settings, error);
    if (database == NULL) {
        return false;
    }
    const MeetingRecord meeting = {
            .code = (char *)code, .title = shown, .created_us = g_get_real_time()};
    if (meeting_list_add(database, &meeting, &fault)) {
        return true;
    }
    if (!g_error_matches(fault, DATABASE_ERROR, DATABASE_ERROR_EXISTS)) {
        g_propagate_error(error, g_steal_pointer(&fault));
        return false;
    }
    if (!if_missing) {
        g_set_error(error, DATABASE_ERROR, DATABASE_ERROR_EXISTS,
                "there is a meeting %s already; --if-missing accepts it", code);
    }
    return if_missing;
}

static void append_meeting(const MeetingRecord *meeting, void *user_data)
{
    g_string_append_printf(user_data, "%s\t%s\n", meeting->code, meeting->title);
}

char *admin_list_meetings(const Settings *settings, GError **error)
{
    g_autoptr(Database) database = open_database(settings, error);
    g_autoptr(GString) out = g_string_new(NULL);

    if (database == NULL || !meeting_list_each(database, append_meeting, out, error)) {
        return NULL;
    }
    return g_string_free(g_steal_pointer(&out), FALSE);
}

/* Where the server is, or will be by its settings. */
static char *find_base_url(const Settings *settings, GError **error)
{
    const int64_t port = settings_number(settings, "http.port");
    char *running = run_folder_url(settings_text(settings, "data.dir"));

    if (running != NULL) {
        return running;
    }
    if (port == 0) {
        g_set_error(error, ADMIN_ERROR, ADMIN_ERROR_ADDRESS,
                "http.port is 0 and the server is not running: start it first");
        return NULL;
    }
    g_auto(GStrv) names = tls_authority_local_names(NULL);
    return base_url_new(settings_list(settings, "http.host_names"),
            settings_text(settings, "http.address"), (const char *const *)names, (uint16_t)port);
}

char *admin_make_link(const Settings *settings, const AdminLink *link, GError **error)
{
    g_auto(MeetingRecord) meeting = {0};
    g_auto(AuthToken) token = {0};
    TokenKey key;
    g_autoptr(Database) database = open_database(settings, error);

    if (database == NULL || !find_meeting(database, link->meeting, &meeting, error) ||
            !token_key_load(&key, settings_text(settings, "data.dir"), error)) {
        return NULL;
    }
    if (!auth_token_name(&token, meeting.code, link->site, link->role, error)) {
        g_prefix_error(error, "--site: ");
        return NULL;
    }
    token.expires_s = g_get_real_time() / SECOND_US +
            settings_number(settings, "meeting.token_hours") * HOUR_S;
    token.rate_cap_kbps = link->rate_cap_kbps;
    g_autofree char *text = auth_token_mint(&key, &token);
    g_autofree char *base = find_base_url(settings, error);
    return base != NULL ? base_url_join_link(base, text) : NULL;
}

static void append_line(const AttendanceRecord *record, void *user_data)
{
    join_csv_row(user_data, record);
}

char *admin_attendance(const Settings *settings, const char *code, GError **error)
{
    const AttendanceRules rules = attendance_rules_of(settings);
    g_auto(MeetingRecord) meeting = {0};
    g_autoptr(Database) database = open_database(settings, error);

    if (database == NULL || !find_meeting(database, code, &meeting, error)) {
        return NULL;
    }
    return attendance_file(database, meeting.code, &rules, g_get_real_time(), error);
}

char *admin_joins(const Settings *settings, const char *code, GError **error)
{
    g_auto(MeetingRecord) meeting = {0};
    g_autoptr(Database) database = open_database(settings, error);
    g_autoptr(GString) out = g_string_new(NULL);

    if (database == NULL || !find_meeting(database, code, &meeting, error)) {
        return NULL;
    }
    join_csv_head(out);
    if (!attendance_log_each(database, meeting.code, append_line, out, error)) {
        return NULL;
    }
    return g_string_free(g_steal_pointer(&out), FALSE);
}

static void append_line_sample(const LineRecord *record, void *user_data)
{
    line_csv_row(user_data, record);
}

static void add_line_sample(const LineRecord *record, void *user_data)
{
    line_summary_add(user_data, record);
}

static char *lines_csv(Database *database, const char *code, GError **error)
{
    g_autoptr(GString) out = g_string_new(NULL);

    line_csv_head(out);
    if (!line_log_each(database, code, append_line_sample, out, error)) {
        return NULL;
    }
    return g_string_free(g_steal_pointer(&out), FALSE);
}

static char *lines_summary(Database *database, const char *code, GError **error)
{
    g_autoptr(LineSummary) summary = line_summary_new();

    return line_log_each(database, code, add_line_sample, summary, error)
            ? line_summary_text(summary)
            : NULL;
}

char *admin_lines(const Settings *settings, const char *code, bool csv, GError **error)
{
    g_auto(MeetingRecord) meeting = {0};
    g_autoptr(Database) database = open_database(settings, error);

    if (database == NULL || !find_meeting(database, code, &meeting, error)) {
        return NULL;
    }
    return csv ? lines_csv(database, meeting.code, error)
               : lines_summary(database, meeting.code, error);
}

char *admin_webhook_secret(const Settings *settings, GError **error)
{
    TokenKey key;
    return webhooks_key_load(&key, settings_text(settings, "data.dir"), error)
            ? webhook_signature_secret(&key)
            : NULL;
}

char *admin_turn_config(const Settings *settings, GError **error)
{
    g_autoptr(TurnRelay) relay = turn_relay_load(
            settings_text(settings, "data.dir"), settings_list(settings, "media.turn"), error);
    return relay != NULL ? turn_relay_coturn(relay, settings_list(settings, "media.address"), error)
                         : NULL;
}
