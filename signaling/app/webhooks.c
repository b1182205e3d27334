#include "signaling/app/webhooks.h"

#include "config/log.h"
#include "signaling/client/webhook_signature.h"
#include "signaling/http/http_post.h"
#include "signaling/store/webhook_cursors.h"

LOG_TOPIC("webhooks");

G_DEFINE_QUARK(webhooks - error - quark, webhooks_error)

enum { MILLISECOND_US = 1000, OK_FIRST = 200, OK_LAST = 299 };

typedef struct Receiver {
    Webhooks *webhooks;
    char *url;
    char *shown;
    GQueue items;   /* of WebhookItem; the first is being told */
    HttpPost *post; /* under way, or NULL */
    guint timer;    /* until the next question or try, or 0 */
    uint64_t delivered;
    uint64_t failed;
    unsigned failing;
    char *trouble;
    int64_t delivered_us;
} Receiver;

struct Webhooks {
    WebhooksConfig with;
    HttpPoster *poster;
    GPtrArray *receivers;
};

/* A question or a step, on its way to the store. */
typedef struct Errand {
    char *url;
    WebhookPlace place;
    GPtrArray *items;
} Errand;

static void go_on(Receiver *receiver);

static void errand_free(gpointer data)
{
    Errand *errand = data;

    g_clear_pointer(&errand->items, g_ptr_array_unref);
    g_free(errand->url);
    g_free(errand);
}

static Errand *errand_new(const Receiver *receiver)
{
    Errand *errand = g_new0(Errand, 1);
    errand->url = g_strdup(receiver->url);
    return errand;
}

/* ---- time ---- */

static gboolean on_timer(gpointer data)
{
    Receiver *receiver = data;

    receiver->timer = 0;
    go_on(receiver);
    return G_SOURCE_REMOVE;
}

static void wait_for(Receiver *receiver, int64_t time_us)
{
    receiver->timer = g_timeout_add((guint)(time_us / MILLISECOND_US), on_timer, receiver);
}

int64_t webhooks_retry_after_us(int64_t first_us, unsigned failures)
{
    int64_t after_us = first_us;

    for (unsigned i = 1; i < failures && after_us < WEBHOOKS_RETRY_MAX_US; i++) {
        after_us *= 2;
    }
    return MIN(after_us, WEBHOOKS_RETRY_MAX_US);
}

static void has_failed(Receiver *receiver, const char *trouble)
{
    receiver->failed++;
    receiver->failing++;
    if (!g_str_equal(receiver->trouble, trouble)) {
        log_warning("The webhook to %s fails: %s. It is tried again.", receiver->shown, trouble);
        g_free(receiver->trouble);
        receiver->trouble = g_strdup(trouble);
    }
    wait_for(receiver,
            webhooks_retry_after_us(receiver->webhooks->with.retry_us, receiver->failing));
}

/* ---- telling ---- */

static bool move_cursor(Database *database, void *data, GError **error)
{
    const Errand *errand = data;
    return webhook_cursors_move(database, errand->url, &errand->place, error);
}

static void was_taken(Receiver *receiver)
{
    g_autoptr(WebhookItem) item = g_queue_pop_head(&receiver->items);
    Errand *errand = errand_new(receiver);

    if (receiver->failing > 0) {
        log_info("The webhook to %s goes through again.", receiver->shown);
    }
    receiver->failing = 0;
    receiver->delivered++;
    receiver->delivered_us = g_get_real_time();
    g_free(receiver->trouble);
    receiver->trouble = g_strdup("");
    errand->place = item->after;
    /* A full queue loses the step, not the item: the next step, or the next start, makes up for it. */
    (void)store_submit(
            receiver->webhooks->with.store, move_cursor, NULL, errand, errand_free, NULL);
    go_on(receiver);
}

static void on_answer(unsigned status, const char *trouble, void *user_data)
{
    Receiver *receiver = user_data;

    receiver->post = NULL;
    if (status >= OK_FIRST && status <= OK_LAST) {
        was_taken(receiver);
    } else if (status != 0) {
        g_autofree char *text = g_strdup_printf("HTTP %u", status);
        has_failed(receiver, text);
    } else {
        has_failed(receiver, trouble);
    }
}

static void tell(Receiver *receiver, const WebhookItem *item)
{
    const WebhooksConfig *with = &receiver->webhooks->with;
    const int64_t now_s = g_get_real_time() / G_USEC_PER_SEC;
    g_autofree char *timestamp = g_strdup_printf("%" G_GINT64_FORMAT, now_s);
    g_autofree char *signature = webhook_signature_of(
            with->key.bytes, sizeof with->key.bytes, item->id, now_s, item->body);
    const HttpPostHeader headers[] = {
            {"webhook-id", item->id},
            {"webhook-timestamp", timestamp},
            {"webhook-signature", signature},
            {0},
    };

    receiver->post = http_post_begin(receiver->webhooks->poster,
            &(HttpPostRequest){
                    .url = receiver->url,
                    .type = "application/json",
                    .body = item->body,
                    .headers = headers,
                    .answer_within_us = with->answer_within_us,
            },
            on_answer, receiver);
}

/* ---- what is new ---- */

static bool find_items(Database *database, void *data, GError **error)
{
    Errand *errand = data;
    return webhook_cursors_next(database, errand->url, &errand->items, error);
}

static void on_items(void *data, const GError *error, void *user_data)
{
    Errand *errand = data;
    Receiver *receiver = user_data;

    if (error != NULL) {
        has_failed(receiver, error->message);
        return;
    }
    while (errand->items->len > 0) {
        g_queue_push_tail(&receiver->items, g_ptr_array_steal_index(errand->items, 0));
    }
    if (g_queue_is_empty(&receiver->items)) {
        wait_for(receiver, receiver->webhooks->with.look_us);
    } else {
        go_on(receiver);
    }
}

static void go_on(Receiver *receiver)
{
    const WebhookItem *item = g_queue_peek_head(&receiver->items);

    if (item != NULL) {
        tell(receiver, item);
    } else if (!store_submit(receiver->webhooks->with.store, find_items, on_items,
                       errand_new(receiver), errand_free, receiver)) {
        has_failed(receiver, "the queue to the database is full");
    }
}

/* ---- all of them ---- */

static void receiver_free(gpointer data)
{
    Receiver *receiver = data;

    if (receiver->post != NULL) {
        http_post_cancel(receiver->post);
    }
    g_clear_handle_id(&receiver->timer, g_source_remove);
    g_queue_clear_full(&receiver->items, (GDestroyNotify)webhook_item_free);
    g_free(receiver->url);
    g_free(receiver->shown);
    g_free(receiver->trouble);
    g_free(receiver);
}

static bool check_urls(const char *const *urls, GError **error)
{
    for (size_t i = 0; urls[i] != NULL; i++) {
        if (i >= WEBHOOKS_MAX) {
            g_set_error(error, WEBHOOKS_ERROR, WEBHOOKS_ERROR_URL,
                    "webhook.urls: not more than %d are allowed", WEBHOOKS_MAX);
            return false;
        }
        if (!http_post_fits(urls[i])) {
            g_set_error(error, WEBHOOKS_ERROR, WEBHOOKS_ERROR_URL,
                    "webhook.urls: %s is not allowed; allowed: http://… and https://…", urls[i]);
            return false;
        }
    }
    return true;
}

static bool keep_cursors(Database *database, void *data, GError **error)
{
    return webhook_cursors_keep(database, data, error);
}

static void free_urls(gpointer urls)
{
    g_strfreev(urls);
}

bool webhooks_key_load(TokenKey *ret_key, const char *data_dir, GError **error)
{
    return token_key_load_file(ret_key, data_dir, "webhook.key", error);
}

Webhooks *webhooks_new(const WebhooksConfig *config, GError **error)
{
    if (!check_urls(config->urls, error)) {
        return NULL;
    }
    HttpPoster *poster = http_poster_new(config->ca_file, error);
    if (poster == NULL) {
        g_prefix_error(error, "webhook.ca_file: ");
        return NULL;
    }
    Webhooks *webhooks = g_new0(Webhooks, 1);
    webhooks->with = *config;
    webhooks->with.look_us = config->look_us > 0 ? config->look_us : WEBHOOKS_LOOK_US;
    webhooks->with.retry_us = config->retry_us > 0 ? config->retry_us : WEBHOOKS_RETRY_US;
    webhooks->with.answer_within_us =
            config->answer_within_us > 0 ? config->answer_within_us : WEBHOOKS_ANSWER_US;
    webhooks->poster = poster;
    webhooks->receivers = g_ptr_array_new_with_free_func(receiver_free);
    /* Before any question, since the store works in order. */
    (void)store_submit(
            config->store, keep_cursors, NULL, g_strdupv((char **)config->urls), free_urls, NULL);
    for (size_t i = 0; config->urls[i] != NULL; i++) {
        Receiver *receiver = g_new0(Receiver, 1);
        receiver->webhooks = webhooks;
        receiver->url = g_strdup(config->urls[i]);
        receiver->shown = http_post_shown(config->urls[i]);
        receiver->trouble = g_strdup("");
        g_ptr_array_add(webhooks->receivers, receiver);
        go_on(receiver);
    }
    webhooks->with.urls = NULL; /* the caller's no more */
    webhooks->with.ca_file = NULL;
    return webhooks;
}

void webhooks_free(Webhooks *webhooks)
{
    if (webhooks == NULL) {
        return;
    }
    g_ptr_array_unref(webhooks->receivers);
    http_poster_free(webhooks->poster);
    g_free(webhooks);
}

size_t webhooks_count(const Webhooks *webhooks)
{
    return webhooks->receivers->len;
}

WebhookState webhooks_state(const Webhooks *webhooks, size_t n)
{
    g_assert(n < webhooks->receivers->len);
    const Receiver *receiver = g_ptr_array_index(webhooks->receivers, n);
    const WebhookItem *item = g_queue_peek_head((GQueue *)&receiver->items);
    return (WebhookState){
            .shown = receiver->shown,
            .delivered = receiver->delivered,
            .failed = receiver->failed,
            .failing = receiver->failing,
            .trouble = receiver->trouble,
            .delivered_us = receiver->delivered_us,
            .waiting_since = item != NULL ? item->time_us : 0,
    };
}

const char *webhooks_url(const Webhooks *webhooks, size_t n)
{
    g_assert(n < webhooks->receivers->len);
    const Receiver *receiver = g_ptr_array_index(webhooks->receivers, n);
    return receiver->url;
}
