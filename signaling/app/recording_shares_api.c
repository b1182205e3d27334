#include "signaling/app/plan_call.h"
#include "signaling/app/recordings_api.h"
#include "signaling/store/record_sql.h"
#include "signaling/store/recording_access.h"

#include <sys/random.h>

enum { SECRET_BYTES = 24 /* 192 bits: nobody guesses it */ };

#define DAY_US INT64_C(86400000000)

static void append(const void *record, void *user_data)
{
    json_array_append_new(user_data, record_to_json(&recording_share_type, record));
}

static bool list(RestCall *call, Database *database, GError **error)
{
    g_auto(RecordingAt) at = {0};

    if (!recording_call_find(call, database, PERMISSION_RECORDING_SHARE, &at, error)) {
        return false;
    }
    json_t *items = json_array();
    if (!recording_share_each(database, at.recording.id, append, items, error)) {
        json_decref(items);
        return false;
    }
    plan_call_answer_items(call, items);
    return true;
}

/* What stands in the link, and nowhere else. Free with g_free(). */
static char *make_secret(void)
{
    unsigned char bytes[SECRET_BYTES];
    GString *text = g_string_new(NULL);

    const ssize_t got = getrandom(bytes, sizeof bytes, 0);
    g_assert(got == sizeof bytes);
    for (size_t i = 0; i < sizeof bytes; i++) {
        g_string_append_printf(text, "%02x", bytes[i]);
    }
    return g_string_free(text, FALSE);
}

static bool check_share(RestCall *call, const RecordingAt *at, const RecordingShare *share)
{
    const int64_t now_us = rest_now_us(call);

    if (share->expires_us <= now_us ||
            share->expires_us > now_us + RECORDING_SHARE_DAYS_MAX * DAY_US) {
        return rest_bad_field(call, "expires", "Hết hạn: phải sau hiện tại và trong vòng một năm.");
    }
    return at->recording.state == RECORDING_READY ||
            rest_problem(call, 409, "not_ready", "Bản ghi chưa hoàn tất hoặc đã được xóa.", NULL);
}

static bool insert_share(RestCall *call, Database *database, const RecordingAt *at,
        RecordingShare *share, GError **error)
{
    g_autofree char *secret = make_secret();

    share->recording = at->recording.id;
    share->created_us = rest_now_us(call);
    g_free(share->created_by);
    share->created_by = g_strdup(rest_actor(call)->account);
    g_free(share->key);
    share->key = g_compute_checksum_for_string(G_CHECKSUM_SHA256, secret, -1);
    if (!record_insert(database, &recording_share_type, share, error)) {
        return false;
    }
    json_t *json = record_to_json(&recording_share_type, share);
    if (!recording_call_audit(call, database, "recording.share", at, json_deep_copy(json), error)) {
        json_decref(json);
        return false;
    }
    g_autofree char *path = g_strconcat("/shared#", secret, NULL);
    json_object_set_new(json, "link", json_string(path));
    rest_answer(call, 201, json);
    return true;
}

static bool create(RestCall *call, Database *database, GError **error)
{
    g_auto(RecordingAt) at = {0};
    RecordingShare share;
    int64_t count = 0;

    if (!recording_call_find(call, database, PERMISSION_RECORDING_SHARE, &at, error) ||
            !database_number(database, "SELECT COUNT(*) FROM recording_shares WHERE recording = $1",
                    DATABASE_VALUES(database_int(at.recording.id)), 0, &count, error)) {
        return false;
    }
    if (count >= RECORDING_SHARES_MAX) {
        return rest_problem(call, 409, "too_many", "Bản ghi đã có đủ số liên kết tối đa.", NULL);
    }
    record_init(&recording_share_type, &share);
    const bool good =
            record_read_json(&recording_share_type, rest_body(call), false, &share, error) &&
            check_share(call, &at, &share) && insert_share(call, database, &at, &share, error);
    record_clear(&recording_share_type, &share);
    return good;
}

/* It stays in the list: who had it when is part of the record. */
static bool end_share(RestCall *call, Database *database, GError **error)
{
    g_auto(RecordingAt) at = {0};
    int64_t number = 0;
    int64_t changed = 0;

    if (!recording_call_find(call, database, PERMISSION_RECORDING_SHARE, &at, error) ||
            !recording_call_number(call, "n", &number) ||
            !database_run(database,
                    "UPDATE recording_shares SET revoked = $3, revoked_by = $4"
                    " WHERE id = $1 AND recording = $2 AND revoked = 0",
                    DATABASE_VALUES(database_int(number), database_int(at.recording.id),
                            database_int(rest_now_us(call)),
                            database_text(rest_actor(call)->account)),
                    &changed, error)) {
        return false;
    }
    if (changed == 0) {
        return rest_not_found(call);
    }
    rest_answer(call, 204, NULL);
    return recording_call_audit(call, database, "recording.share_end", &at,
            json_pack("{s:I}", "share", (json_int_t)number), error);
}

static const RestRoute routes[] = {
        {.method = HTTP_GET,
                .pattern = "/api/v1/recordings/{id}/shares",
                .permission = PERMISSION_RECORDING_SHARE,
                .work = list,
                .operation = "listRecordingShares",
                .summary = "Links to a recording that other agencies hold, or held",
                .answer = &recording_share_type,
                .shape = REST_LIST},
        {.method = HTTP_POST,
                .pattern = "/api/v1/recordings/{id}/shares",
                .permission = PERMISSION_RECORDING_SHARE,
                .work = create,
                .operation = "shareRecording",
                .summary = "A link for another agency, with an end; its secret is told once",
                .body = &recording_share_type,
                .answer = &recording_share_type,
                .answer_schema = "{\"properties\":{\"link\":{\"type\":\"string\"}}}",
                .status = 201,
                .shape = REST_ONE},
        {.method = HTTP_DELETE,
                .pattern = "/api/v1/recordings/{id}/shares/{n}",
                .permission = PERMISSION_RECORDING_SHARE,
                .work = end_share,
                .operation = "endRecordingShare",
                .summary = "End a link now",
                .shape = REST_NOTHING},
};

void recording_shares_api_add_routes(RecordingContext *context, Rest *rest)
{
    rest_add(rest, routes, G_N_ELEMENTS(routes), context);
}
