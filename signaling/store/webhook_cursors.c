#include "signaling/store/webhook_cursors.h"

#include "signaling/meeting/utc_time.h"

#include <jansson.h>

/* What the audit log tells of meetings themselves; links, papers and reports are the office's own. */
#define WANTED                                                                                     \
    "action IN ('meeting.create', 'meeting.change', 'meeting.state', 'meeting.sites',"             \
    " 'meeting.agenda')"
#define OBJECT_PREFIX "meeting:"

enum {
    PASSED_OVER_MAX = 1000 /* rows that nobody wants, looked through again at every question */
};

void webhook_item_free(WebhookItem *item)
{
    if (item == NULL) {
        return;
    }
    g_free(item->id);
    g_free(item->body);
    g_free(item);
}

/* ---- the receivers ---- */

static bool find_ends(Database *database, WebhookPlace *ret_ends, GError **error)
{
    WebhookPlace ends = {0};

    if (!database_number(database, "SELECT max(id) FROM meeting_events", DATABASE_NO_VALUES, 0,
                &ends.event, error) ||
            !database_number(database, "SELECT max(id) FROM audit_log", DATABASE_NO_VALUES, 0,
                    &ends.audit, error)) {
        return false;
    }
    *ret_ends = ends;
    return true;
}

static bool read_urls(Database *database, GPtrArray *urls, GError **error)
{
    g_autoptr(GError) fault = NULL;
    g_autoptr(DatabaseRows) rows =
            database_query(database, "SELECT url FROM webhook_cursors", DATABASE_NO_VALUES, error);

    if (rows == NULL) {
        return false;
    }
    while (database_rows_next(rows, &fault)) {
        g_ptr_array_add(urls, g_strdup(database_rows_text(rows, 0)));
    }
    if (fault != NULL) {
        g_propagate_error(error, g_steal_pointer(&fault));
        return false;
    }
    return true;
}

bool webhook_cursors_keep(Database *database, const char *const *urls, GError **error)
{
    g_autoptr(GPtrArray) known = g_ptr_array_new_with_free_func(g_free);
    WebhookPlace ends = {0};

    if (!read_urls(database, known, error) || !find_ends(database, &ends, error)) {
        return false;
    }
    for (guint i = 0; i < known->len; i++) {
        const char *url = g_ptr_array_index(known, i);
        if (!g_strv_contains(urls, url) &&
                !database_run(database, "DELETE FROM webhook_cursors WHERE url = $1",
                        DATABASE_VALUES(database_text(url)), NULL, error)) {
            return false;
        }
    }
    for (size_t i = 0; urls[i] != NULL; i++) {
        if (!database_run(database,
                    "INSERT INTO webhook_cursors (url, event, audit) VALUES ($1, $2, $3)"
                    " ON CONFLICT (url) DO NOTHING",
                    DATABASE_VALUES(database_text(urls[i]), database_int(ends.event),
                            database_int(ends.audit)),
                    NULL, error)) {
            return false;
        }
    }
    return true;
}

bool webhook_cursors_move(
        Database *database, const char *url, const WebhookPlace *place, GError **error)
{
    return database_run(database,
            "UPDATE webhook_cursors SET event = $2, audit = $3 WHERE url = $1",
            DATABASE_VALUES(
                    database_text(url), database_int(place->event), database_int(place->audit)),
            NULL, error);
}

static bool find_place(Database *database, const char *url, WebhookPlace *ret_place,
        bool *ret_found, GError **error)
{
    g_autoptr(GError) fault = NULL;
    g_autoptr(DatabaseRows) rows =
            database_query(database, "SELECT event, audit FROM webhook_cursors WHERE url = $1",
                    DATABASE_VALUES(database_text(url)), error);

    if (rows == NULL) {
        return false;
    }
    const bool found = database_rows_next(rows, &fault);
    if (fault != NULL) {
        g_propagate_error(error, g_steal_pointer(&fault));
        return false;
    }
    if (found) {
        *ret_place = (WebhookPlace){database_rows_int(rows, 0), database_rows_int(rows, 1)};
    }
    *ret_found = found;
    return true;
}

/* ---- what they are told ---- */

/* What the logs keep as JSON text; an empty one is null. */
static json_t *detail_of(const char *text)
{
    json_t *detail = json_loads(text, JSON_DECODE_ANY, NULL);
    return detail != NULL ? detail : json_null();
}

/* @param json  taken */
static WebhookItem *item_new(const char *log, int64_t row, int64_t time_us, json_t *json)
{
    g_autofree char *time = utc_time_text(time_us);
    WebhookItem *item = g_new0(WebhookItem, 1);

    item->id = g_strdup_printf("%s-%" G_GINT64_FORMAT, log, row);
    item->time_us = time_us;
    json_object_set_new(json, "id", json_string(item->id));
    json_object_set_new(json, "time", json_string(time));
    char *text = json_dumps(json, JSON_COMPACT);
    item->body = g_strdup(text);
    free(text);
    json_decref(json);
    return item;
}

static WebhookItem *item_of_event(const DatabaseRows *rows)
{
    g_autofree char *type = g_strconcat("event.", database_rows_text(rows, 3), NULL);
    WebhookItem *item = item_new("event", database_rows_int(rows, 0), database_rows_int(rows, 1),
            json_pack("{s:s, s:s, s:s, s:o}", "type", type, "meeting", database_rows_text(rows, 2),
                    "actor", database_rows_text(rows, 4), "data",
                    detail_of(database_rows_text(rows, 5))));
    item->after.event = database_rows_int(rows, 0);
    return item;
}

static WebhookItem *item_of_audit(const DatabaseRows *rows)
{
    const char *object = database_rows_text(rows, 2);
    const char *meeting =
            g_str_has_prefix(object, OBJECT_PREFIX) ? object + sizeof OBJECT_PREFIX - 1 : object;
    WebhookItem *item = item_new("audit", database_rows_int(rows, 0), database_rows_int(rows, 1),
            json_pack("{s:s, s:s, s:s, s:o}", "type", database_rows_text(rows, 3), "meeting",
                    meeting, "actor", database_rows_text(rows, 4), "data",
                    detail_of(database_rows_text(rows, 5))));
    item->after.audit = database_rows_int(rows, 0);
    return item;
}

/* The next of one log. @param sql  of the rows after $1, at most $2 of them */
static bool read_log(Database *database, const char *sql, int64_t after,
        WebhookItem *(*item_of)(const DatabaseRows *rows), GPtrArray *items, GError **error)
{
    g_autoptr(GError) fault = NULL;
    g_autoptr(DatabaseRows) rows = database_query(database, sql,
            DATABASE_VALUES(database_int(after), database_int(WEBHOOK_ITEMS_MAX)), error);

    if (rows == NULL) {
        return false;
    }
    while (database_rows_next(rows, &fault)) {
        g_ptr_array_add(items, item_of(rows));
    }
    if (fault != NULL) {
        g_propagate_error(error, g_steal_pointer(&fault));
        return false;
    }
    return true;
}

/* Each log stays in its order, whatever its clock said; between the two the earlier row comes first. */
static GPtrArray *merge(GPtrArray *events, GPtrArray *audits, WebhookPlace place)
{
    GPtrArray *items = g_ptr_array_new_with_free_func((GDestroyNotify)webhook_item_free);

    while (items->len < WEBHOOK_ITEMS_MAX && events->len + audits->len > 0) {
        const WebhookItem *event = events->len > 0 ? g_ptr_array_index(events, 0) : NULL;
        const WebhookItem *audit = audits->len > 0 ? g_ptr_array_index(audits, 0) : NULL;
        const bool is_audit = event == NULL || (audit != NULL && audit->time_us <= event->time_us);
        WebhookItem *item = g_ptr_array_steal_index(is_audit ? audits : events, 0);
        place.event = MAX(place.event, item->after.event);
        place.audit = MAX(place.audit, item->after.audit);
        item->after = place;
        g_ptr_array_add(items, item);
    }
    return items;
}

bool webhook_cursors_next(
        Database *database, const char *url, GPtrArray **ret_items, GError **error)
{
    g_autoptr(GPtrArray) events = g_ptr_array_new_with_free_func((GDestroyNotify)webhook_item_free);
    g_autoptr(GPtrArray) audits = g_ptr_array_new_with_free_func((GDestroyNotify)webhook_item_free);
    WebhookPlace place = {0};
    WebhookPlace ends = {0};
    bool found = false;

    if (!find_place(database, url, &place, &found, error) || !find_ends(database, &ends, error)) {
        return false;
    }
    if (found &&
            (!read_log(database,
                     "SELECT id, time_us, meeting, kind, actor, detail FROM meeting_events"
                     " WHERE id > $1 ORDER BY id LIMIT $2",
                     place.event, item_of_event, events, error) ||
                    !read_log(database,
                            "SELECT id, time_us, object, action, account, detail FROM audit_log"
                            " WHERE id > $1 AND " WANTED " ORDER BY id LIMIT $2",
                            place.audit, item_of_audit, audits, error))) {
        return false;
    }
    if (found && events->len == 0 && audits->len == 0 &&
            ends.audit - place.audit > PASSED_OVER_MAX) {
        place.audit = ends.audit;
        if (!webhook_cursors_move(database, url, &place, error)) {
            return false;
        }
    }
    *ret_items = merge(events, audits, place);
    return true;
}

bool webhook_cursors_waiting(
        Database *database, const char *url, int64_t *ret_waiting, GError **error)
{
    WebhookPlace place = {0};
    bool found = false;
    int64_t events = 0;
    int64_t audits = 0;

    if (!find_place(database, url, &place, &found, error)) {
        return false;
    }
    if (found &&
            (!database_number(database, "SELECT count(*) FROM meeting_events WHERE id > $1",
                     DATABASE_VALUES(database_int(place.event)), 0, &events, error) ||
                    !database_number(database,
                            "SELECT count(*) FROM audit_log WHERE id > $1 AND " WANTED,
                            DATABASE_VALUES(database_int(place.audit)), 0, &audits, error))) {
        return false;
    }
    *ret_waiting = events + audits;
    return true;
}
