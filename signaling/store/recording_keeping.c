#include "signaling/store/recording_keeping.h"

#include <string.h>

enum { RECKONED_AT_ONCE = 1000 };

bool recording_keeping_find(
        Database *database, int64_t recording, RecordingKeeping *keeping, GError **error)
{
    bool found = false;

    record_clear(&recording_keeping_type, keeping);
    record_init(&recording_keeping_type, keeping);
    keeping->recording = recording;
    return record_find(
            database, &recording_keeping_type, database_int(recording), keeping, &found, error);
}

/* ---- when it is due ---- */

/* What the day depends on. */
typedef struct Grounds {
    int64_t end_us;
    int64_t signed_us;
    RetentionClass class;
    bool has_class;
} Grounds;

static void read_grounds(const DatabaseRows *rows, Grounds *grounds)
{
    static const char *const bases[] = {"forever", "years", "minutes"};
    const char *basis = database_rows_text(rows, 2);

    *grounds = (Grounds){
            .end_us = database_rows_int(rows, 0),
            .signed_us = database_rows_int(rows, 1),
            .class.years = database_rows_int(rows, 3),
    };
    for (size_t i = 0; i < G_N_ELEMENTS(bases); i++) {
        if (strcmp(basis, bases[i]) == 0) {
            grounds->class.basis = (int)i;
            grounds->has_class = true;
        }
    }
}

static bool find_grounds(Database *database, int64_t recording, Grounds *grounds, GError **error)
{
    g_autoptr(GError) fault = NULL;
    g_autoptr(DatabaseRows) rows = database_query(database,
            "SELECT r.end_us, COALESCE(s.signed, 0), COALESCE(c.basis, ''), COALESCE(c.years, 0)"
            " FROM recordings r JOIN meetings m ON m.code = r.meeting"
            " LEFT JOIN recording_keeping k ON k.recording = r.id"
            " LEFT JOIN retention_kinds q ON q.kind = m.kind"
            " LEFT JOIN retention_classes c ON c.code = CASE WHEN COALESCE(k.retention, '') <> ''"
            "  THEN k.retention ELSE q.retention END"
            " LEFT JOIN minutes s ON s.meeting = r.meeting WHERE r.id = $1",
            DATABASE_VALUES(database_int(recording)), error);

    *grounds = (Grounds){0};
    if (rows == NULL) {
        return false;
    }
    if (database_rows_next(rows, &fault)) {
        read_grounds(rows, grounds);
    }
    if (fault != NULL) {
        g_propagate_error(error, g_steal_pointer(&fault));
        return false;
    }
    return true;
}

bool recording_keeping_reckon(Database *database, int64_t recording, GError **error)
{
    Grounds grounds;

    if (!find_grounds(database, recording, &grounds, error)) {
        return false;
    }
    const int64_t due_us = retention_due_us(
            grounds.has_class ? &grounds.class : NULL, grounds.end_us, grounds.signed_us);
    return database_run(database,
            "INSERT INTO recording_keeping (recording, retention, due, hold, hold_reason, hold_by,"
            " held, filed) VALUES ($1, '', $2, 0, '', '', 0, 0)"
            " ON CONFLICT (recording) DO UPDATE SET due = $2",
            DATABASE_VALUES(database_int(recording), database_int(due_us)), NULL, error);
}

/* @return NULL with an error */
static GArray *ids_behind(Database *database, int64_t after, GError **error)
{
    g_autoptr(GArray) ids = g_array_new(FALSE, FALSE, sizeof(int64_t));
    g_autoptr(GError) fault = NULL;
    g_autoptr(DatabaseRows) rows =
            database_query(database, "SELECT id FROM recordings WHERE id > $1 ORDER BY id LIMIT $2",
                    DATABASE_VALUES(database_int(after), database_int(RECKONED_AT_ONCE)), error);

    if (rows == NULL) {
        return NULL;
    }
    while (database_rows_next(rows, &fault)) {
        const int64_t id = database_rows_int(rows, 0);
        g_array_append_val(ids, id);
    }
    if (fault != NULL) {
        g_propagate_error(error, g_steal_pointer(&fault));
        return NULL;
    }
    return g_steal_pointer(&ids);
}

bool recording_keeping_reckon_all(Database *database, GError **error)
{
    int64_t after = 0;

    for (;;) {
        g_autoptr(GArray) ids = ids_behind(database, after, error);
        if (ids == NULL || ids->len == 0) {
            return ids != NULL;
        }
        for (guint i = 0; i < ids->len; i++) {
            after = g_array_index(ids, int64_t, i);
            if (!recording_keeping_reckon(database, after, error)) {
                return false;
            }
        }
    }
}

static bool class_exists(Database *database, const char *code, bool *ret_exists, GError **error)
{
    int64_t count = 1;

    if (code[0] != '\0' &&
            !database_number(database, "SELECT COUNT(*) FROM retention_classes WHERE code = $1",
                    DATABASE_VALUES(database_text(code)), 0, &count, error)) {
        return false;
    }
    *ret_exists = count > 0;
    return true;
}

static bool check_class(
        Database *database, const RecordType *type, const char *code, GError **error)
{
    bool exists = false;

    if (!class_exists(database, code, &exists, error)) {
        return false;
    }
    if (!exists) {
        record_set_error(error, record_field(type, "retention"), "không có thời hạn này");
    }
    return exists;
}

bool recording_keeping_write(Database *database, RecordingKeeping *keeping, GError **error)
{
    return check_class(database, &recording_keeping_type, keeping->retention, error) &&
            database_run(database, "DELETE FROM recording_keeping WHERE recording = $1",
                    DATABASE_VALUES(database_int(keeping->recording)), NULL, error) &&
            record_insert(database, &recording_keeping_type, keeping, error) &&
            recording_keeping_reckon(database, keeping->recording, error) &&
            recording_keeping_find(database, keeping->recording, keeping, error);
}

/* ---- classes ---- */

/* A class that something carries and that is not there any more, as an error. */
static bool check_used(Database *database, GError **error)
{
    int64_t missing = 0;

    if (!database_number(database,
                "SELECT (SELECT COUNT(*) FROM recording_keeping WHERE retention <> '' AND retention"
                " NOT IN (SELECT code FROM retention_classes))"
                " + (SELECT COUNT(*) FROM retention_kinds WHERE retention <> '' AND retention"
                " NOT IN (SELECT code FROM retention_classes))",
                DATABASE_NO_VALUES, 0, &missing, error)) {
        return false;
    }
    if (missing > 0) {
        record_set_error(error, record_field(&retention_class_type, "code"),
                "thời hạn đang được sử dụng nên không thể bỏ");
    }
    return missing == 0;
}

bool retention_set_classes(
        Database *database, RetentionClass *classes, size_t count, GError **error)
{
    if (!database_run(database, "DELETE FROM retention_classes", DATABASE_NO_VALUES, NULL, error)) {
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        classes[i].position = (int64_t)i + 1;
        if (!record_insert(database, &retention_class_type, &classes[i], error)) {
            return false;
        }
    }
    return check_used(database, error) && recording_keeping_reckon_all(database, error);
}

bool retention_set_kind(Database *database, RetentionKind *kind, GError **error)
{
    return check_class(database, &retention_kind_type, kind->retention, error) &&
            database_run(database, "DELETE FROM retention_kinds WHERE kind = $1",
                    DATABASE_VALUES(database_text(kind->kind)), NULL, error) &&
            record_insert(database, &retention_kind_type, kind, error) &&
            recording_keeping_reckon_all(database, error);
}

/* ---- erasing ---- */

static void keep_erasure(const void *record, void *user_data)
{
    record_copy(&recording_erasure_type, user_data, record);
}

bool recording_erasure_waiting(
        Database *database, int64_t recording, RecordingErasure *erasure, GError **error)
{
    return record_each(database, &recording_erasure_type,
            "WHERE recording = $1 AND state = 'requested' ORDER BY id LIMIT 1",
            DATABASE_VALUES(database_int(recording)), keep_erasure, erasure, error);
}

bool recording_erasure_carry_out(Database *database, int64_t recording, GError **error)
{
    return database_run(database, "UPDATE recordings SET state = 'erased' WHERE id = $1",
            DATABASE_VALUES(database_int(recording)), NULL, error);
}
