#include "signaling/app/webhooks.h"

#include "signaling/client/webhook_signature.h"
#include "signaling/store/meeting_events.h"
#include "signaling/store/webhook_cursors.h"
#include "tests/fakes/test_database.h"

#include <libsoup/soup.h>
#include <string.h>

enum {
    LOOK_US = 5000,
    RETRY_US = 5000,
    ANSWER_US = 200000, /* of a server that never answers; one that does needs a thousandth */
};

static const TokenKey key = {.bytes = {7}};

/* A document system as it can be met. */
typedef struct Archive {
    SoupServer *server;
    guint port;
    unsigned answer;  /* 0: none at all */
    unsigned refused; /* how many it has not taken */
    GPtrArray *told;  /* ids of what it took */
    GPtrArray *held;  /* messages that it does not answer */
} Archive;

/* Whether it is signed, by the same rules but not by the same words. */
static void check_signature(SoupServerMessage *message, const char *body)
{
    SoupMessageHeaders *headers = soup_server_message_get_request_headers(message);
    const char *id = soup_message_headers_get_one(headers, "webhook-id");
    const char *timestamp = soup_message_headers_get_one(headers, "webhook-timestamp");
    g_autofree char *signature = webhook_signature_of(
            key.bytes, sizeof key.bytes, id, g_ascii_strtoll(timestamp, NULL, 10), body);

    g_assert_cmpstr(soup_message_headers_get_one(headers, "webhook-signature"), ==, signature);
    g_assert_cmpstr(soup_message_headers_get_one(headers, "Content-Type"), ==, "application/json");
}

static void on_post(SoupServer *server, SoupServerMessage *message, const char *path,
        GHashTable *query, gpointer data)
{
    Archive *archive = data;
    const SoupMessageBody *bytes = soup_server_message_get_request_body(message);
    g_autofree char *body = g_strndup(bytes->data, (gsize)bytes->length);

    g_assert_cmpstr(soup_server_message_get_method(message), ==, "POST");
    check_signature(message, body);
    if (archive->answer == 0) {
        soup_server_message_pause(message);
        g_ptr_array_add(archive->held, g_object_ref(message));
        archive->refused++;
        return;
    }
    soup_server_message_set_status(message, archive->answer, NULL);
    if (archive->answer / 100 == 2) {
        g_ptr_array_add(archive->told,
                g_strdup(soup_message_headers_get_one(
                        soup_server_message_get_request_headers(message), "webhook-id")));
    } else {
        archive->refused++;
        soup_message_headers_replace(soup_server_message_get_response_headers(message), "Location",
                "http://127.0.0.1:1/elsewhere");
    }
}

/* @param port  0 for any */
static void archive_open(Archive *archive, guint port)
{
    g_autoptr(GError) error = NULL;

    archive->server = soup_server_new(NULL, NULL);
    soup_server_add_handler(archive->server, NULL, on_post, archive, NULL);
    g_assert_true(
            soup_server_listen_local(archive->server, port, SOUP_SERVER_LISTEN_IPV4_ONLY, &error));
    GSList *uris = soup_server_get_uris(archive->server);
    archive->port = (guint)g_uri_get_port(uris->data);
    g_slist_free_full(uris, (GDestroyNotify)g_uri_unref);
}

static void archive_init(Archive *archive)
{
    *archive = (Archive){.answer = 204,
            .told = g_ptr_array_new_with_free_func(g_free),
            .held = g_ptr_array_new_with_free_func(g_object_unref)};
    archive_open(archive, 0);
}

static void archive_close(Archive *archive)
{
    g_ptr_array_set_size(archive->held, 0);
    soup_server_disconnect(archive->server);
    g_clear_object(&archive->server);
}

static char *archive_url(const Archive *archive)
{
    return g_strdup_printf("http://127.0.0.1:%u/in?token=t", archive->port);
}

static void archive_clear(Archive *archive)
{
    if (archive->server != NULL) {
        archive_close(archive);
    }
    g_ptr_array_unref(archive->told);
    g_ptr_array_unref(archive->held);
}

typedef struct Fixture {
    TestDatabase place;
    Store *store;
    Webhooks *webhooks;
    int64_t events;
} Fixture;

static void start(Fixture *test, const char *const *urls)
{
    g_autoptr(GError) error = NULL;

    test->store = store_new(test->place.folder, test->place.url, &error);
    g_assert_no_error(error);
    test->webhooks = webhooks_new(
            &(WebhooksConfig){
                    .store = test->store,
                    .key = key,
                    .urls = urls,
                    .ca_file = "",
                    .look_us = LOOK_US,
                    .retry_us = RETRY_US,
                    .answer_within_us = ANSWER_US,
            },
            &error);
    g_assert_no_error(error);
}

static void stop(Fixture *test)
{
    g_clear_pointer(&test->store, store_free);
    g_clear_pointer(&test->webhooks, webhooks_free);
    while (g_main_context_iteration(NULL, FALSE)) {
    }
}

static bool append(Database *database, void *data, GError **error)
{
    const int64_t *time_us = data;
    return meeting_events_append(database,
            &(MeetingEvent){.meeting = "demo",
                    .time_us = *time_us,
                    .actor = "a",
                    .kind = "lock",
                    .detail = "{\"kind\":\"lock\",\"title\":\"Khóa phòng\"}"},
            false, error);
}

static void happen(Fixture *test, int count)
{
    for (int i = 0; i < count; i++) {
        test->events++;
        g_assert_true(store_submit(test->store, append, NULL,
                g_memdup2(&test->events, sizeof test->events), g_free, NULL));
    }
}

static void wait_until_told(const Archive *archive, guint count)
{
    while (archive->told->len < count) {
        g_main_context_iteration(NULL, TRUE);
    }
}

static void wait_until_refused(const Archive *archive, unsigned count)
{
    while (archive->refused < count) {
        g_main_context_iteration(NULL, TRUE);
    }
}

/* event-1, event-2 …: none missing, none before its turn; told twice only where `twice` allows it. */
static void check_order(const Archive *archive, guint count, bool twice)
{
    guint due = 1;

    for (guint i = 0; i < archive->told->len; i++) {
        g_autofree char *expected = g_strdup_printf("event-%u", due);
        g_autofree char *before = g_strdup_printf("event-%u", due - 1);
        const char *id = g_ptr_array_index(archive->told, i);
        if (twice && g_str_equal(id, before)) {
            continue;
        }
        g_assert_cmpstr(id, ==, expected);
        due++;
    }
    g_assert_cmpuint(due - 1, ==, count);
}

static void test_tells_in_order_and_no_more(void)
{
    Fixture test = {0};
    Archive archive;
    test_database_init(&test.place);
    archive_init(&archive);
    g_autofree char *url = archive_url(&archive);
    const char *const urls[] = {url, NULL};

    start(&test, urls);
    happen(&test, WEBHOOK_ITEMS_MAX + 3);
    wait_until_told(&archive, WEBHOOK_ITEMS_MAX + 3);
    check_order(&archive, WEBHOOK_ITEMS_MAX + 3, false);
    while (webhooks_state(test.webhooks, 0).delivered < WEBHOOK_ITEMS_MAX + 3) {
        g_main_context_iteration(NULL, TRUE);
    }
    const WebhookState state = webhooks_state(test.webhooks, 0);
    g_assert_cmpstr(state.trouble, ==, "");
    g_assert_null(strstr(state.shown, "token"));
    stop(&test);
    archive_clear(&archive);
    test_database_clear(&test.place);
}

/* 500 for a while, a redirect, then no answer at all, then it is mended: everything, in order. */
static void test_tries_until_it_is_taken(void)
{
    Fixture test = {0};
    Archive archive;
    test_database_init(&test.place);
    archive_init(&archive);
    g_autofree char *url = archive_url(&archive);
    const char *const urls[] = {url, NULL};

    start(&test, urls);
    archive.answer = 500;
    happen(&test, 3);
    wait_until_refused(&archive, 3);
    g_assert_cmpstr(webhooks_state(test.webhooks, 0).trouble, ==, "HTTP 500");
    archive.answer = 302; /* nobody is sent elsewhere */
    wait_until_refused(&archive, 4);
    archive.answer = 0;
    wait_until_refused(&archive, 6); /* the second try says that the first was given up */
    archive.answer = 200;
    wait_until_told(&archive, 3);
    check_order(&archive, 3, false);
    while (webhooks_state(test.webhooks, 0).failing > 0) {
        g_main_context_iteration(NULL, TRUE);
    }
    stop(&test);
    archive_clear(&archive);
    test_database_clear(&test.place);
}

/* A receiver that is not there, and one that hangs, beside one that does well. */
static void test_a_dead_receiver_harms_nobody(void)
{
    Fixture test = {0};
    Archive good;
    Archive gone;
    Archive hanging;
    test_database_init(&test.place);
    archive_init(&good);
    archive_init(&gone);
    archive_init(&hanging);
    g_autofree char *good_url = archive_url(&good);
    g_autofree char *gone_url = archive_url(&gone);
    g_autofree char *hanging_url = archive_url(&hanging);
    const char *const urls[] = {gone_url, hanging_url, good_url, NULL};

    archive_close(&gone);
    hanging.answer = 0;
    start(&test, urls);
    happen(&test, 5);
    wait_until_told(&good, 5);
    check_order(&good, 5, false);
    archive_open(&gone, gone.port); /* it comes back where it was */
    wait_until_told(&gone, 5);
    check_order(&gone, 5, false);
    g_assert_cmpuint(hanging.told->len, ==, 0);
    stop(&test);
    archive_clear(&good);
    archive_clear(&gone);
    archive_clear(&hanging);
    test_database_clear(&test.place);
}

/* The server ends in the middle, more happens while the receiver is away, another server goes on. */
static void test_a_restart_loses_nothing(void)
{
    Fixture test = {0};
    Archive archive;
    test_database_init(&test.place);
    archive_init(&archive);
    g_autofree char *url = archive_url(&archive);
    const char *const urls[] = {url, NULL};

    start(&test, urls);
    happen(&test, 10);
    wait_until_told(&archive, 4);
    archive.answer = 503;
    happen(&test, 10);
    wait_until_refused(&archive, 1);
    stop(&test);
    archive.answer = 200;
    start(&test, urls);
    happen(&test, 1);
    while (archive.told->len == 0 ||
            !g_str_equal(g_ptr_array_index(archive.told, archive.told->len - 1), "event-21")) {
        g_main_context_iteration(NULL, TRUE);
    }
    check_order(&archive, 21, true);
    stop(&test);
    archive_clear(&archive);
    test_database_clear(&test.place);
}

static void test_refuses_what_is_no_address(void)
{
    static const char *const bad[][2] = {
            {"ftp://127.0.0.1/", NULL},
            {"/etc/passwd", NULL},
            {"http://", NULL},
            {"https:///nowhere", NULL},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(bad); i++) {
        g_autoptr(GError) error = NULL;
        g_assert_null(webhooks_new(&(WebhooksConfig){.urls = bad[i], .ca_file = ""}, &error));
        g_assert_error(error, WEBHOOKS_ERROR, WEBHOOKS_ERROR_URL);
    }
    const char *many[WEBHOOKS_MAX + 2] = {NULL};
    for (size_t i = 0; i <= WEBHOOKS_MAX; i++) {
        many[i] = "http://127.0.0.1/";
    }
    g_autoptr(GError) error = NULL;
    g_assert_null(webhooks_new(&(WebhooksConfig){.urls = many, .ca_file = ""}, &error));
    g_assert_error(error, WEBHOOKS_ERROR, WEBHOOKS_ERROR_URL);
}

static void test_waits_ever_longer(void)
{
    g_assert_cmpint(webhooks_retry_after_us(1000000, 1), ==, 1000000);
    g_assert_cmpint(webhooks_retry_after_us(1000000, 2), ==, 2000000);
    g_assert_cmpint(webhooks_retry_after_us(1000000, 9), ==, 256000000);
    g_assert_cmpint(webhooks_retry_after_us(1000000, 10), ==, WEBHOOKS_RETRY_MAX_US);
    g_assert_cmpint(webhooks_retry_after_us(1000000, UINT_MAX), ==, WEBHOOKS_RETRY_MAX_US);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_log_set_always_fatal(G_LOG_LEVEL_CRITICAL | G_LOG_FLAG_FATAL);
    g_test_add_func("/webhooks/tells_in_order_and_no_more", test_tells_in_order_and_no_more);
    g_test_add_func("/webhooks/tries_until_it_is_taken", test_tries_until_it_is_taken);
    g_test_add_func("/webhooks/a_dead_receiver_harms_nobody", test_a_dead_receiver_harms_nobody);
    g_test_add_func("/webhooks/a_restart_loses_nothing", test_a_restart_loses_nothing);
    g_test_add_func("/webhooks/refuses_what_is_no_address", test_refuses_what_is_no_address);
    g_test_add_func("/webhooks/waits_ever_longer", test_waits_ever_longer);
    return g_test_run();
}
