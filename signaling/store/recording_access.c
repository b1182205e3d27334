#include "signaling/store/recording_access.h"

static void keep_access(const void *record, void *user_data)
{
    record_copy(&recording_access_type, user_data, record);
}

/* The visit that this is a part of. @param visit  initialised; its id is 0 when there is none */
static bool find_visit(
        Database *database, const RecordingAccess *access, RecordingAccess *visit, GError **error)
{
    if (access->kind == RECORDING_ACCESS_COPY) {
        return true;
    }
    g_autofree char *kind =
            record_field_to_text(record_field(&recording_access_type, "kind"), access);
    return record_each(database, &recording_access_type,
            "WHERE recording = $1 AND account = $2 AND address = $3 AND kind = $4 AND whom = $5"
            " AND share = $6 AND until >= $7 ORDER BY id DESC LIMIT 1",
            DATABASE_VALUES(database_int(access->recording), database_text(access->account),
                    database_text(access->address), database_text(kind),
                    database_text(access->whom), database_int(access->share),
                    database_int(access->time_us - RECORDING_ACCESS_VISIT_US)),
            keep_access, visit, error);
}

static bool go_on(Database *database, RecordingAccess *visit, int64_t now_us, GError **error)
{
    if (now_us - visit->until_us < RECORDING_ACCESS_STEP_US) {
        return true;
    }
    visit->until_us = now_us;
    return record_update(database, &recording_access_type, visit, error);
}

bool recording_access_note(
        Database *database, RecordingAccess *access, bool *ret_new, GError **error)
{
    RecordingAccess visit;

    record_init(&recording_access_type, &visit);
    bool good = find_visit(database, access, &visit, error);
    if (good && visit.id == 0) {
        access->until_us = access->time_us;
        good = record_insert(database, &recording_access_type, access, error);
    } else if (good) {
        good = go_on(database, &visit, access->time_us, error);
    }
    if (good) {
        *ret_new = visit.id == 0;
    }
    record_clear(&recording_access_type, &visit);
    return good;
}

bool recording_access_each(Database *database, int64_t recording, int64_t before, RecordEachFn each,
        void *user_data, GError **error)
{
    return record_each(database, &recording_access_type,
            "WHERE recording = $1 AND ($2 = 0 OR id < $2) ORDER BY id DESC LIMIT $3",
            DATABASE_VALUES(database_int(recording), database_int(before),
                    database_int(RECORDING_ACCESS_PAGE)),
            each, user_data, error);
}

static void keep_share(const void *record, void *user_data)
{
    record_copy(&recording_share_type, user_data, record);
}

bool recording_share_find(
        Database *database, const char *key, RecordingShare *share, GError **error)
{
    return record_each(database, &recording_share_type, "WHERE key = $1",
            DATABASE_VALUES(database_text(key)), keep_share, share, error);
}

bool recording_share_each(
        Database *database, int64_t recording, RecordEachFn each, void *user_data, GError **error)
{
    return record_each(database, &recording_share_type,
            "WHERE recording = $1 ORDER BY id DESC LIMIT $2",
            DATABASE_VALUES(database_int(recording), database_int(RECORDING_SHARES_MAX)), each,
            user_data, error);
}
