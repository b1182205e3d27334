#include "signaling/app/dial_notes.h"

#include "config/log.h"
#include "signaling/store/audit_log.h"

#include <stdlib.h>

LOG_TOPIC("sip");

typedef struct Row {
    const char *action;
    char *object;
    char *detail;
} Row;

static void row_free(void *data)
{
    Row *row = data;
    g_free(row->object);
    free(row->detail);
    g_free(row);
}

static bool write_row(Database *database, void *data, GError **error)
{
    const Row *row = data;
    return audit_append(database,
            &(AuditEntry){.action = row->action, .object = row->object, .detail = row->detail},
            error);
}

static void on_written(void *data, const GError *error, void *user_data)
{
    (void)data;
    (void)user_data;
    if (error != NULL) {
        log_warning("A call that is made again is not in the audit log: %s.", error->message);
    }
}

void dial_notes_write(Store *store, const DialNote *note)
{
    Row *row = g_new(Row, 1);
    json_t *detail = json_pack("{s:s, s:s, s:i, s:I}", "site", note->site, "reason", note->reason,
            "tries", (int)note->tries, "after_s", (json_int_t)note->after_s);

    *row = (Row){
            .action = note->after_s > 0 ? "meeting.redial" : "meeting.call_given_up",
            .object = g_strconcat("meeting:", note->meeting, NULL),
            .detail = json_dumps(detail, JSON_COMPACT),
    };
    json_decref(detail);
    if (!store_submit(store, write_row, on_written, row, row_free, NULL)) {
        log_warning("A call that is made again is not in the audit log: too much is waiting.");
    }
}
