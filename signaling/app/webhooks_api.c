#include "signaling/app/webhooks_api.h"

#include "signaling/store/record_sql.h"
#include "signaling/store/webhook_cursors.h"

static void free_counts(gpointer counts)
{
    g_array_unref(counts);
}

/* Main loop: what the receivers do now, beside what the store has counted. */
static void show(RestCall *call, void *user_data)
{
    const Webhooks *webhooks = user_data;
    const GArray *counts = rest_data(call);
    json_t *items = json_array();

    for (size_t i = 0; i < webhooks_count(webhooks); i++) {
        const WebhookState state = webhooks_state(webhooks, i);
        g_autofree char *delivered_at = record_time_text(state.delivered_us);
        g_autofree char *waiting_since = record_time_text(state.waiting_since);
        json_array_append_new(items,
                json_pack("{s:s, s:I, s:I, s:I, s:i, s:s, s:s, s:s}", "url", state.shown, "waiting",
                        (json_int_t)g_array_index(counts, int64_t, i), "delivered",
                        (json_int_t)state.delivered, "failed", (json_int_t)state.failed, "failing",
                        (int)state.failing, "trouble", state.trouble, "delivered_at", delivered_at,
                        "waiting_since", waiting_since));
    }
    rest_answer(call, 200, json_pack("{s:o}", "items", items));
}

/* Store thread: the addresses are constant. */
static bool list(RestCall *call, Database *database, GError **error)
{
    const Webhooks *webhooks = rest_user_data(call);
    GArray *counts = g_array_new(FALSE, TRUE, sizeof(int64_t));

    rest_set_data(call, counts, free_counts);
    for (size_t i = 0; i < webhooks_count(webhooks); i++) {
        int64_t waiting = 0;
        if (!webhook_cursors_waiting(database, webhooks_url(webhooks, i), &waiting, error)) {
            return false;
        }
        g_array_append_val(counts, waiting);
    }
    rest_after(call, show, rest_user_data(call));
    return true;
}

static const char state_schema[] =
        "{\"type\":\"object\",\"required\":[\"items\"],\"additionalProperties\":false,"
        "\"properties\":{\"items\":{\"type\":\"array\",\"items\":{\"type\":\"object\",\"required\":"
        "[\"url\",\"waiting\",\"delivered\",\"failed\",\"failing\",\"trouble\",\"delivered_at\","
        "\"waiting_since\"],\"additionalProperties\":false,\"properties\":{"
        "\"url\":{\"type\":\"string\"},\"waiting\":{\"type\":\"integer\"},"
        "\"delivered\":{\"type\":\"integer\"},\"failed\":{\"type\":\"integer\"},"
        "\"failing\":{\"type\":\"integer\"},\"trouble\":{\"type\":\"string\"},"
        "\"delivered_at\":{\"type\":\"string\"},\"waiting_since\":{\"type\":\"string\"}}}}}}";

static const RestRoute routes[] = {
        {.method = HTTP_GET,
                .pattern = "/api/v1/webhooks",
                .permission = PERMISSION_SETTINGS,
                .work = list,
                .operation = "listWebhooks",
                .summary = "The document systems that are told of everything, and how that goes",
                .shape = REST_OTHER,
                .answer_schema = state_schema},
};

void webhooks_api_add_routes(Rest *rest, const Webhooks *webhooks)
{
    rest_add(rest, routes, G_N_ELEMENTS(routes), (void *)webhooks);
}
