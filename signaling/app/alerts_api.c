#include "signaling/app/alerts_api.h"

#include "config/product_version.h"
#include "signaling/app/disk_space.h"
#include "signaling/app/rest_scope.h"
#include "signaling/app/site_door.h"
#include "signaling/http/tls_authority.h"
#include "signaling/store/accounts.h"
#include "signaling/store/record_sql.h"

#include <string.h>

static const int64_t day_us = INT64_C(86400) * G_USEC_PER_SEC;

/* @param title  taken */
static void append(json_t *items, const char *kind, const char *level, const char *object,
        char *title, int64_t time_us)
{
    g_autofree char *text = title;
    g_autofree char *time = record_time_text(time_us);

    json_array_append_new(items,
            json_pack("{s:s, s:s, s:s, s:s, s:s}", "kind", kind, "level", level, "object", object,
                    "title", text, "time", time));
}

/* ---- logins that failed ---- */

static bool append_failed_logins(RestCall *call, Database *database, json_t *items, GError **error)
{
    g_autoptr(GError) fault = NULL;
    g_autoptr(DatabaseRows) rows = database_query(database,
            "SELECT source, COUNT(*), MAX(time_us) FROM audit_log WHERE time_us >= $1 AND "
            "action = 'login.failed' GROUP BY source HAVING COUNT(*) >= $2 ORDER BY 2 DESC LIMIT "
            "$3",
            DATABASE_VALUES(database_int(rest_now_us(call) - day_us),
                    database_int(ALERTS_FAILED_LOGINS), database_int(ALERTS_EACH_MAX)),
            error);

    if (rows == NULL) {
        return false;
    }
    while (database_rows_next(rows, &fault)) {
        const char *source = database_rows_text(rows, 0);
        append(items, "failed_logins", "alarm", source,
                g_strdup_printf("%d lần đăng nhập sai từ địa chỉ %s trong 24 giờ qua.",
                        (int)database_rows_int(rows, 1), source),
                database_rows_int(rows, 2));
    }
    if (fault != NULL) {
        g_propagate_error(error, g_steal_pointer(&fault));
        return false;
    }
    return true;
}

/* ---- sites that were not let in ---- */

static bool append_refused_sites(RestCall *call, Database *database, json_t *items, GError **error)
{
    const char *unit = rest_actor(call)->unit;
    g_autofree char *sql =
            g_strconcat("SELECT object, source, COUNT(*), MAX(time_us) FROM "
                        "audit_log WHERE time_us >= $1 AND action = '" SITE_REFUSED "' AND ",
                    unit[0] == '\0' ? "$2 = ''"
                                    : "SUBSTR(object, 6) IN (SELECT code FROM sites WHERE unit "
                                      "IN " REST_UNITS_BELOW("$2") ")",
                    " GROUP BY object, source ORDER BY 4 DESC LIMIT $3", NULL);
    g_autoptr(GError) fault = NULL;
    g_autoptr(DatabaseRows) rows = database_query(database, sql,
            DATABASE_VALUES(database_int(rest_now_us(call) - day_us), database_text(unit),
                    database_int(ALERTS_EACH_MAX)),
            error);

    if (rows == NULL) {
        return false;
    }
    while (database_rows_next(rows, &fault)) {
        const char *site = database_rows_text(rows, 0) + strlen("site:");
        append(items, "refused_site", "warning", site,
                g_strdup_printf("Điểm cầu %s bị từ chối %d lần trong 24 giờ qua: sai mã PIN hoặc "
                                "ngoài mạng đã đăng ký (địa chỉ %s).",
                        site, (int)database_rows_int(rows, 2), database_rows_text(rows, 1)),
                database_rows_int(rows, 3));
    }
    if (fault != NULL) {
        g_propagate_error(error, g_steal_pointer(&fault));
        return false;
    }
    return true;
}

/* ---- accounts ---- */

typedef struct Listing {
    const RestCall *call;
    const SecurityProfile *profile;
    json_t *items;
} Listing;

static void append_locked(const void *record, void *user_data)
{
    const Listing *listing = user_data;
    const Account *account = record;

    append(listing->items, "locked_account", "alarm", account->username,
            g_strdup_printf("Tài khoản %s đang bị khóa.", account->username),
            account->locked_until);
}

static void append_unused(const void *record, void *user_data)
{
    const Listing *listing = user_data;
    const Account *account = record;
    const int64_t unused_us = rest_now_us(listing->call) - account->active;
    const bool out = unused_us > listing->profile->unused_us;

    append(listing->items, "unused_account", out ? "alarm" : "warning", account->username,
            g_strdup_printf(out ? "Tài khoản %s không sử dụng đã %d ngày, phải mở lại mới đăng "
                                  "nhập được."
                                : "Tài khoản %s không sử dụng đã %d ngày, sắp bị ngừng.",
                    account->username, (int)(unused_us / day_us)),
            account->active);
}

/* What is told of which accounts; the condition's own number is $2, the unit is $1. */
typedef struct Question {
    const char *condition;
    int64_t number;
    RecordEachFn each;
} Question;

static bool append_accounts(
        Database *database, const Question *question, Listing *listing, GError **error)
{
    const char *unit = rest_actor(listing->call)->unit;
    g_autofree char *rest =
            g_strconcat("WHERE ", unit[0] == '\0' ? "$1 = ''" : "unit IN " REST_UNITS_BELOW("$1"),
                    " AND ", question->condition, " ORDER BY username LIMIT $3", NULL);

    return record_each(database, &account_type, rest,
            DATABASE_VALUES(database_text(unit), database_int(question->number),
                    database_int(ALERTS_EACH_MAX)),
            question->each, listing, error);
}

/* ---- certificates ---- */

static void append_certificate(const RestCall *call, const char *path, json_t *items)
{
    const int64_t end_us =
            path[0] != '\0' ? tls_authority_certificate_end_s(path) * G_USEC_PER_SEC : INT64_MAX;
    const int64_t left_us = end_us - rest_now_us(call);

    if (left_us > ALERTS_CERTIFICATE_DAYS * day_us) {
        return;
    }
    append(items, "certificate", left_us < 0 ? "alarm" : "warning", path,
            left_us < 0 ? g_strdup("Chứng thư của máy chủ đã hết hạn.")
                        : g_strdup_printf("Chứng thư của máy chủ còn hạn %d ngày.",
                                  (int)(left_us / day_us)),
            end_us);
}

static void append_disk(const RestCall *call, const char *path, json_t *items)
{
    const int percent = disk_space_used_percent(path);
    const DiskSpaceLevel level = disk_space_level(percent);

    if (level != DISK_SPACE_FINE) {
        append(items, "disk", level == DISK_SPACE_ALARM ? "alarm" : "warning", path,
                g_strdup_printf("Ổ đĩa dữ liệu đã dùng %d%%.", percent), rest_now_us(call));
    }
}

static bool list(RestCall *call, Database *database, GError **error)
{
    const AlertsContext *context = rest_user_data(call);
    const int64_t now_us = rest_now_us(call);
    json_t *items = json_array();
    Listing listing = {call, context->profile, items};
    const Question locked = {"locked_until > $2", now_us, append_locked};
    const Question unused = {"active < $2 AND (disabled = 0 OR swept > 0)",
            now_us - context->profile->unused_warning_us, append_unused};
    const bool good = append_failed_logins(call, database, items, error) &&
            append_refused_sites(call, database, items, error) &&
            append_accounts(database, &locked, &listing, error) &&
            append_accounts(database, &unused, &listing, error);

    if (!good) {
        json_decref(items);
        return false;
    }
    append_certificate(call, context->certificate_path, items);
    append_disk(call, context->data_dir, items);
    rest_answer(call, 200, json_pack("{s:o, s:s}", "items", items, "version", product_version));
    return true;
}

static const char alerts_schema[] =
        "{\"type\":\"object\",\"required\":[\"items\",\"version\"],\"additionalProperties\":false,"
        "\"properties\":{\"version\":{\"type\":\"string\"},\"items\":{\"type\":\"array\",\"items\":"
        "{\"type\":\"object\",\"required\":"
        "[\"kind\",\"level\",\"object\",\"title\",\"time\"],\"additionalProperties\":false,"
        "\"properties\":{\"kind\":{\"enum\":[\"failed_logins\",\"refused_site\",\"locked_account\","
        "\"unused_account\",\"certificate\",\"disk\"]},\"level\":{\"enum\":[\"warning\",\"alarm\"]}"
        ","
        "\"object\":{\"type\":\"string\"},\"title\":{\"type\":\"string\"},\"time\":{\"type\":"
        "\"string\"}}}}}}";

static const RestRoute routes[] = {
        {.method = HTTP_GET,
                .pattern = "/api/v1/alerts",
                .permission = PERMISSION_ALERTS,
                .work = list,
                .operation = "listAlerts",
                .summary = "Failed logins, refused sites, locked and unused accounts, certificates "
                           "that end, a "
                           "full disk; the product's version",
                .shape = REST_OTHER,
                .answer_schema = alerts_schema},
};

void alerts_api_add_routes(Rest *rest, const AlertsContext *context)
{
    rest_add(rest, routes, G_N_ELEMENTS(routes), (void *)context);
}
