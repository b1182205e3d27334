#include "signaling/store/audit_log.h"

#include <string.h>

#define COLUMNS "id, time_us, account, role, source, target, action, object, detail, hash"

enum { CHAIN_HEAD = 1 }; /* the key of audit_head's only row */

typedef struct Head {
    int64_t id;
    HashLink hash;
} Head;

static const char *or_empty(const char *text)
{
    return text != NULL ? text : "";
}

/* Not more than allowed, and no half letter at the end. */
static char *cut(const char *text)
{
    g_autofree char *valid = g_utf8_make_valid(or_empty(text), -1);
    if (strlen(valid) <= AUDIT_TEXT_MAX) {
        return g_steal_pointer(&valid);
    }
    const char *end = g_utf8_find_prev_char(valid, valid + AUDIT_TEXT_MAX + 1);
    return g_strndup(valid, (gsize)(end - valid));
}

static HashLink hash_of(const char *previous, const AuditEntry *entry)
{
    json_t *row = json_pack("[I, I, s, s, s, s, s, s, s]", (json_int_t)entry->id,
            (json_int_t)entry->time_us, entry->account, entry->role, entry->source, entry->target,
            entry->action, entry->object, entry->detail);
    if (row == NULL) { /* a text that is no UTF-8 any more: nobody here wrote it */
        return (HashLink){""};
    }
    const HashLink link = hash_chain_next(previous, row);
    json_decref(row);
    return link;
}

/* The row of (id, hash) that a question answers, or `ret_head` as it was. */
static bool read_head(Database *database, const char *sql, Head *ret_head, GError **error)
{
    g_autoptr(DatabaseRows) rows = database_query(database, sql, DATABASE_NO_VALUES, error);
    g_autoptr(GError) fault = NULL;

    if (rows == NULL) {
        return false;
    }
    if (database_rows_next(rows, &fault)) {
        ret_head->id = database_rows_int(rows, 0);
        (void)g_strlcpy(ret_head->hash.text, database_rows_text(rows, 1), HASH_CHAIN_SIZE);
    }
    if (fault != NULL) {
        g_propagate_error(error, g_steal_pointer(&fault));
        return false;
    }
    return true;
}

static bool write_row(Database *database, const AuditEntry *row, GError **error)
{
    return database_run(database,
                   "INSERT INTO audit_log (" COLUMNS ")"
                   " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
                   DATABASE_VALUES(database_int(row->id), database_int(row->time_us),
                           database_text(row->account), database_text(row->role),
                           database_text(row->source), database_text(row->target),
                           database_text(row->action), database_text(row->object),
                           database_text(row->detail), database_text(row->hash.text)),
                   NULL, error) &&
            database_run(database,
                    "INSERT INTO audit_head (head, id, hash) VALUES ($1, $2, $3)"
                    " ON CONFLICT (head) DO UPDATE SET id = excluded.id, hash = excluded.hash",
                    DATABASE_VALUES(database_int(CHAIN_HEAD), database_int(row->id),
                            database_text(row->hash.text)),
                    NULL, error);
}

bool audit_append(Database *database, const AuditEntry *entry, GError **error)
{
    Head head = {.hash = {HASH_CHAIN_START}};

    g_assert(database_in_transaction(database));
    if (!read_head(database, "SELECT id, hash FROM audit_head", &head, error)) {
        return false;
    }
    const char *detail = or_empty(entry->detail);
    g_autofree char *account = cut(entry->account);
    g_autofree char *role = cut(entry->role);
    g_autofree char *source = cut(entry->source);
    g_autofree char *target = cut(entry->target);
    g_autofree char *action = cut(entry->action);
    g_autofree char *object = cut(entry->object);
    AuditEntry row = {
            .id = head.id + 1,
            .time_us = entry->time_us != 0 ? entry->time_us : g_get_real_time(),
            .account = account,
            .role = role,
            .source = source,
            .target = target,
            .action = action,
            .object = object,
            .detail = strlen(detail) <= AUDIT_DETAIL_MAX && g_utf8_validate(detail, -1, NULL)
                    ? detail
                    : "{\"left_out\":true}",
    };
    row.hash = hash_of(head.hash.text, &row);
    return write_row(database, &row, error);
}

/* Reading. */

static AuditEntry entry_at(const DatabaseRows *rows)
{
    enum { ID, TIME, ACCOUNT, ROLE, SOURCE, TARGET, ACTION, OBJECT, DETAIL, HASH };
    AuditEntry entry = {
            .id = database_rows_int(rows, ID),
            .time_us = database_rows_int(rows, TIME),
            .account = database_rows_text(rows, ACCOUNT),
            .role = database_rows_text(rows, ROLE),
            .source = database_rows_text(rows, SOURCE),
            .target = database_rows_text(rows, TARGET),
            .action = database_rows_text(rows, ACTION),
            .object = database_rows_text(rows, OBJECT),
            .detail = database_rows_text(rows, DETAIL),
    };
    (void)g_strlcpy(entry.hash.text, database_rows_text(rows, HASH), HASH_CHAIN_SIZE);
    return entry;
}

/* Rows behind `after` (or before filter->before), at most `limit`. */
static DatabaseRows *ask(Database *database, const AuditFilter *filter, int64_t after,
        bool newest_first, int64_t limit, GError **error)
{
    g_autofree char *sql = g_strdup_printf(
            "SELECT " COLUMNS " FROM audit_log WHERE id > $1 AND id < $2"
            " AND time_us >= $3 AND time_us < $4"
            " AND ($5 = '' OR %s(lower(account || ' ' || source || ' ' || action || ' ' || object"
            " || ' ' || detail), lower($5)) > 0)"
            " AND ($7 = '' OR account IN (SELECT username FROM accounts WHERE unit IN"
            " (WITH RECURSIVE below (code) AS (SELECT $7"
            " UNION SELECT units.code FROM units JOIN below ON units.parent = below.code)"
            " SELECT code FROM below)))"
            " ORDER BY id %s LIMIT $6",
            g_str_equal(database_name(database), "SQLite") ? "instr" : "strpos",
            newest_first ? "DESC" : "ASC");

    return database_query(database, sql,
            DATABASE_VALUES(database_int(after),
                    database_int(filter->before > 0 ? filter->before : G_MAXINT64),
                    database_int(filter->from_us),
                    database_int(filter->to_us > 0 ? filter->to_us : G_MAXINT64),
                    database_text(filter->text), database_int(limit), database_text(filter->under)),
            error);
}

/* Hands out a page and tells how long it was and where it ended. */
static bool hand_out(DatabaseRows *rows, AuditFn each, void *user_data, int64_t *ret_count,
        int64_t *ret_last, GError **error)
{
    g_autoptr(GError) fault = NULL;

    *ret_count = 0;
    while (database_rows_next(rows, &fault)) {
        const AuditEntry entry = entry_at(rows);
        *ret_last = entry.id;
        ++*ret_count;
        each(&entry, user_data);
    }
    if (fault != NULL) {
        g_propagate_error(error, g_steal_pointer(&fault));
        return false;
    }
    return true;
}

bool audit_list(Database *database, const AuditFilter *filter, AuditFn each, void *user_data,
        GError **error)
{
    const int64_t limit =
            filter->limit > 0 && filter->limit < AUDIT_PAGE ? filter->limit : AUDIT_PAGE;
    g_autoptr(DatabaseRows) rows = ask(database, filter, 0, true, limit, error);
    int64_t count = 0;
    int64_t last = 0;
    return rows != NULL && hand_out(rows, each, user_data, &count, &last, error);
}

bool audit_next(Database *database, const AuditFilter *filter, int64_t *place, AuditFn each,
        void *user_data, GError **error)
{
    g_autoptr(DatabaseRows) rows = ask(database, filter, *place, false, AUDIT_PAGE, error);
    int64_t count = 0;
    int64_t last = 0;

    if (rows == NULL || !hand_out(rows, each, user_data, &count, &last, error)) {
        return false;
    }
    *place = count == AUDIT_PAGE ? last : 0;
    return true;
}

bool audit_each(Database *database, const AuditFilter *filter, AuditFn each, void *user_data,
        GError **error)
{
    int64_t last = 0;

    do {
        if (!audit_next(database, filter, &last, each, user_data, error)) {
            return false;
        }
    } while (last > 0);
    return true;
}

static json_t *time_to_json(int64_t time_us)
{
    g_autoptr(GDateTime) time = g_date_time_new_from_unix_utc(time_us / G_USEC_PER_SEC);
    g_autofree char *text =
            time != NULL ? g_date_time_format(time, "%Y-%m-%dT%H:%M:%SZ") : g_strdup("");
    return json_string(text);
}

json_t *audit_to_json(const AuditEntry *entry)
{
    json_t *detail = json_loads(entry->detail, 0, NULL);

    return json_pack("{s:I, s:o, s:s, s:s, s:s, s:s, s:s, s:s, s:o, s:s}", "id",
            (json_int_t)entry->id, "time", time_to_json(entry->time_us), "account", entry->account,
            "role", entry->role, "source", entry->source, "target", entry->target, "action",
            entry->action, "object", entry->object, "detail", detail != NULL ? detail : json_null(),
            "hash", entry->hash.text);
}

/* Verifying. */

static void check_row(const AuditEntry *entry, void *user_data)
{
    AuditVerdict *verdict = user_data;
    const int64_t expected = verdict->anchored_row + verdict->rows + 1;
    const HashLink hash = hash_of(verdict->head.text, entry);

    if (verdict->broken_row != 0) {
        return;
    }
    if (entry->id != expected) {
        verdict->broken_row = expected;
        verdict->reason = "it is missing";
    } else if (!g_str_equal(hash.text, entry->hash.text)) {
        verdict->broken_row = entry->id;
        verdict->reason = "it is not as it was written";
    } else {
        verdict->rows++;
        verdict->head = hash;
    }
}

bool audit_verify(Database *database, AuditVerdict *ret_verdict, GError **error)
{
    const AuditFilter all = {0};
    Head anchor = {.hash = {HASH_CHAIN_START}};
    Head head = {.hash = {HASH_CHAIN_START}};

    /* The head first: rows that another process adds meanwhile are more than it, never fewer. */
    if (!read_head(database, "SELECT id, hash FROM audit_head", &head, error) ||
            !read_head(database, "SELECT id, hash FROM audit_anchors ORDER BY id DESC LIMIT 1",
                    &anchor, error)) {
        return false;
    }
    AuditVerdict verdict = {.anchored_row = anchor.id, .head = anchor.hash, .reason = ""};
    if (!audit_each(database, &all, check_row, &verdict, error)) {
        return false;
    }
    const int64_t last = verdict.anchored_row + verdict.rows;
    if (verdict.broken_row == 0 && last < head.id) {
        verdict.broken_row = last + 1;
        verdict.reason = "it is missing";
    } else if (verdict.broken_row == 0 && last == head.id &&
            !g_str_equal(verdict.head.text, head.hash.text)) {
        verdict.broken_row = last;
        verdict.reason = "it is not the one that was last written";
    }
    *ret_verdict = verdict;
    return true;
}

/* Pruning. */

static bool remove_rows(
        Database *database, const Head *anchor, int64_t *ret_removed, GError **error)
{
    return database_script(database, "{allow_change audit_log}", error) &&
            database_run(database, "DELETE FROM audit_log WHERE id <= $1",
                    DATABASE_VALUES(database_int(anchor->id)), ret_removed, error) &&
            database_script(database, "{append_only audit_log}", error) &&
            database_run(database,
                    "INSERT INTO audit_anchors (id, hash, time_us) VALUES ($1, $2, $3)",
                    DATABASE_VALUES(database_int(anchor->id), database_text(anchor->hash.text),
                            database_int(g_get_real_time())),
                    NULL, error);
}

static bool check_intact(Database *database, GError **error)
{
    AuditVerdict verdict;

    if (!audit_verify(database, &verdict, error)) {
        return false;
    }
    if (verdict.broken_row != 0) {
        g_set_error(error, DATABASE_ERROR, DATABASE_ERROR_REFUSED,
                "the audit log is broken at row %" G_GINT64_FORMAT "; nothing was removed",
                verdict.broken_row);
    }
    return verdict.broken_row == 0;
}

bool audit_prune(Database *database, int64_t before_us, const AuditEntry *entry,
        int64_t *ret_removed, GError **error)
{
    Head anchor = {0};

    g_assert(database_in_transaction(database));
    g_autofree char *last_before = g_strdup_printf(
            "SELECT id, hash FROM audit_log WHERE time_us < %" G_GINT64_FORMAT
            " AND id < (SELECT max(id) FROM audit_log) AND id < (SELECT coalesce(min(id),"
            " (SELECT max(id) FROM audit_log)) FROM audit_log WHERE time_us >= %" G_GINT64_FORMAT
            ")"
            " ORDER BY id DESC LIMIT 1",
            before_us, before_us);
    *ret_removed = 0;
    if (!check_intact(database, error) || !read_head(database, last_before, &anchor, error)) {
        return false;
    }
    if (anchor.id == 0) {
        return true;
    }
    if (!remove_rows(database, &anchor, ret_removed, error)) {
        return false;
    }
    g_autofree char *detail = g_strdup_printf(
            "{\"through\":%" G_GINT64_FORMAT ",\"hash\":\"%s\"}", anchor.id, anchor.hash.text);
    AuditEntry row = *entry;
    row.action = "audit.prune";
    row.object = "audit";
    row.detail = detail;
    return audit_append(database, &row, error);
}
