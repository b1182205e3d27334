#include "signaling/app/audit_commands.h"

#include "signaling/store/audit_log.h"
#include "signaling/store/database_open.h"

#include <stdlib.h>

#define DAY_US INT64_C(86400000000)

G_DEFINE_QUARK(audit - command - error - quark, audit_command_error)

static Database *open_database(const Settings *settings, GError **error)
{
    return database_open(
            settings_text(settings, "data.dir"), settings_text(settings, "store.url"), error);
}

char *audit_command_verify(const Settings *settings, GError **error)
{
    g_autoptr(Database) database = open_database(settings, error);
    AuditVerdict verdict;

    if (database == NULL || !audit_verify(database, &verdict, error)) {
        return NULL;
    }
    if (verdict.broken_row != 0) {
        g_set_error(error, AUDIT_COMMAND_ERROR, AUDIT_COMMAND_ERROR_BROKEN,
                "the audit log is broken at row %" G_GINT64_FORMAT ": %s; %" G_GINT64_FORMAT
                " rows before it are good",
                verdict.broken_row, verdict.reason, verdict.rows);
        return NULL;
    }
    GString *out = g_string_new(NULL);
    g_string_printf(
            out, "intact: %" G_GINT64_FORMAT " rows, head %s\n", verdict.rows, verdict.head.text);
    if (verdict.anchored_row > 0) {
        g_string_append_printf(out,
                "rows up to %" G_GINT64_FORMAT " were taken out for their age\n",
                verdict.anchored_row);
    }
    return g_string_free(out, FALSE);
}

typedef struct Export {
    FILE *out;
    bool failed;
} Export;

static void write_line(const AuditEntry *entry, void *user_data)
{
    Export *export = user_data;
    json_t *row = audit_to_json(entry);
    char *text = json_dumps(row, JSON_COMPACT);

    export->failed = export->failed || text == NULL || fprintf(export->out, "%s\n", text) < 0;
    free(text);
    json_decref(row);
}

static bool read_day(const char *text, int64_t *ret_us, GError **error)
{
    if (text == NULL) {
        *ret_us = 0;
        return true;
    }
    g_autofree char *iso = g_strconcat(text, "T00:00:00Z", NULL);
    g_autoptr(GDateTime) day = g_date_time_new_from_iso8601(iso, NULL);
    if (day == NULL || g_date_time_to_unix(day) < 0) {
        g_set_error(error, AUDIT_COMMAND_ERROR, AUDIT_COMMAND_ERROR_USAGE,
                "%s is no day; write it as 2026-11-22", text);
        return false;
    }
    *ret_us = g_date_time_to_unix(day) * G_USEC_PER_SEC;
    return true;
}

bool audit_command_export(
        const Settings *settings, const char *from, const char *to, FILE *out, GError **error)
{
    AuditFilter filter = {0};
    Export export = {.out = out};

    if (!read_day(from, &filter.from_us, error) || !read_day(to, &filter.to_us, error)) {
        return false;
    }
    g_autoptr(Database) database = open_database(settings, error);
    if (database == NULL || !audit_each(database, &filter, write_line, &export, error)) {
        return false;
    }
    if (export.failed || fflush(out) == EOF) {
        g_set_error(error, AUDIT_COMMAND_ERROR, AUDIT_COMMAND_ERROR_OUTPUT,
                "the output cannot be written");
        return false;
    }
    return true;
}

char *audit_command_prune(const Settings *settings, GError **error)
{
    const int64_t keep_days = settings_number(settings, "audit.keep_days");
    const AuditEntry entry = {.account = g_get_user_name(), .source = "command line"};
    g_autoptr(Database) database = open_database(settings, error);
    int64_t removed = 0;

    if (database == NULL || !database_begin(database, error)) {
        return NULL;
    }
    if (!audit_prune(database, g_get_real_time() - keep_days * DAY_US, &entry, &removed, error)) {
        database_rollback(database);
        return NULL;
    }
    return database_commit(database, error)
            ? g_strdup_printf("%" G_GINT64_FORMAT " rows older than %" G_GINT64_FORMAT
                              " days were taken out\n",
                      removed, keep_days)
            : NULL;
}
