#include "tests/bots/bot_link.h"

#include <jansson.h>

/* A server of nothing but /ws, on the main context: what it was told, and the socket to talk back by. */
typedef struct Server {
    SoupServer *soup;
    SoupSession *session;
    char *url;
    SoupWebsocketConnection *socket; /* the newest */
    GPtrArray *heard;                /* of json_t */
    unsigned sockets;
} Server;

/* What the link announced. */
typedef struct News {
    unsigned welcomes, alive, answers, sizes, lost, refused, ended;
    int64_t offer;
    unsigned width;
    char word[64]; /* the last text */
} News;

static Server server;
static News news;

static void on_welcome(bool media_alive, void *user_data)
{
    news.welcomes++;
    news.alive += media_alive ? 1 : 0;
}

static void on_answer(int64_t offer, const char *sdp, void *user_data)
{
    news.answers++;
    news.offer = offer;
    g_strlcpy(news.word, sdp, sizeof news.word);
}

static void on_size(unsigned width, unsigned height, void *user_data)
{
    news.sizes++;
    news.width = width;
}

static void on_media_lost(void *user_data)
{
    news.lost++;
}

static void on_offer_refused(const char *code, void *user_data)
{
    news.refused++;
    g_strlcpy(news.word, code, sizeof news.word);
}

static void on_ended(const char *reason, void *user_data)
{
    news.ended++;
    g_strlcpy(news.word, reason, sizeof news.word);
}

static const BotLinkEvents events = {
        .welcome = on_welcome,
        .answer = on_answer,
        .size = on_size,
        .media_lost = on_media_lost,
        .offer_refused = on_offer_refused,
        .ended = on_ended,
};

static void on_heard(SoupWebsocketConnection *socket, gint kind, GBytes *bytes, gpointer data)
{
    gsize size = 0;
    const char *text = g_bytes_get_data(bytes, &size);
    g_ptr_array_add(server.heard, json_loadb(text, size, 0, NULL));
}

static void on_socket(SoupServer *soup, SoupServerMessage *message, const char *path,
        SoupWebsocketConnection *socket, gpointer data)
{
    g_set_object(&server.socket, socket);
    g_signal_connect(socket, "message", G_CALLBACK(on_heard), NULL);
    server.sockets++;
}

static void setup(void)
{
    news = (News){0};
    server = (Server){0};
    server.soup = soup_server_new(NULL, NULL);
    server.session = soup_session_new();
    server.heard = g_ptr_array_new_with_free_func((GDestroyNotify)json_decref);
    soup_server_add_websocket_handler(server.soup, "/ws", NULL, NULL, on_socket, NULL, NULL);
    g_assert_true(soup_server_listen_local(server.soup, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, NULL));
    GSList *uris = soup_server_get_uris(server.soup);
    server.url = g_strdup_printf("http://127.0.0.1:%d", g_uri_get_port(uris->data));
    g_slist_free_full(uris, (GDestroyNotify)g_uri_unref);
}

static void teardown(void)
{
    g_clear_object(&server.socket);
    g_clear_object(&server.soup);
    g_clear_object(&server.session);
    g_ptr_array_unref(server.heard);
    g_free(server.url);
}

static gboolean on_deadline(gpointer data)
{
    g_assert_true(!"what the test waits for did not happen");
    return G_SOURCE_REMOVE;
}

/* Turns the main context until a count has come up to a value. */
static void wait_for(const unsigned *count, unsigned value)
{
    const guint deadline = g_timeout_add_seconds(60, on_deadline, NULL);
    while (*count < value) {
        g_main_context_iteration(NULL, TRUE);
    }
    g_source_remove(deadline);
}

static json_t *hear(unsigned index)
{
    wait_for(&server.heard->len, index + 1);
    return g_ptr_array_index(server.heard, index);
}

static void say(const char *text)
{
    soup_websocket_connection_send_text(server.socket, text);
}

static const char *member(json_t *object, const char *name)
{
    return json_string_value(json_object_get(object, name));
}

static BotLink *start(void)
{
    return bot_link_new(&(BotLinkConfig){
            .session = server.session, .url = server.url, .token = "the-token", .events = &events});
}

static void test_says_hello_and_hears(void)
{
    setup();
    g_autoptr(BotLink) link = start();
    json_t *hello = hear(0);
    g_assert_cmpstr(member(hello, "type"), ==, "hello");
    g_assert_cmpstr(member(hello, "token"), ==, "the-token");
    g_assert_cmpstr(member(hello, "client"), ==, "bot");
    g_assert_cmpint(json_integer_value(json_object_get(hello, "protocol")), ==, 1);
    g_assert_null(member(hello, "resume"));

    say("{\"type\":\"welcome\",\"resume\":\"r1\",\"media_alive\":false}");
    wait_for(&news.welcomes, 1);
    g_assert_cmpuint(news.alive, ==, 0);
    bot_link_offer(link, 7, "v=0", true);
    json_t *offer = hear(1);
    g_assert_cmpstr(member(offer, "type"), ==, "offer");
    g_assert_cmpstr(member(offer, "sdp"), ==, "v=0");
    g_assert_true(json_is_true(json_object_get(offer, "fresh")));
    g_assert_cmpint(json_integer_value(json_object_get(offer, "id")), ==, 7);

    say("{\"type\":\"answer\",\"id\":7,\"sdp\":\"a\",\"resume\":\"r2\"}");
    wait_for(&news.answers, 1);
    g_assert_cmpint(news.offer, ==, 7);
    say("{\"type\":\"size\",\"width\":320,\"height\":180}");
    wait_for(&news.sizes, 1);
    g_assert_cmpuint(news.width, ==, 320);
    say("{\"type\":\"media_lost\",\"reason\":\"mcu\"}");
    wait_for(&news.lost, 1);
    say("{\"type\":\"error\",\"code\":\"media_unavailable\",\"for\":\"offer\"}");
    wait_for(&news.refused, 1);
    g_assert_cmpstr(news.word, ==, "media_unavailable");
    g_clear_pointer(&link, bot_link_free);
    teardown();
}

static void test_comes_back(void)
{
    setup();
    g_autoptr(BotLink) link = start();
    hear(0);
    say("{\"type\":\"welcome\",\"resume\":\"r1\"}");
    wait_for(&news.welcomes, 1);
    say("{\"type\":\"answer\",\"id\":1,\"sdp\":\"a\",\"resume\":\"r2\"}");
    wait_for(&news.answers, 1);
    soup_websocket_connection_close(server.socket, SOUP_WEBSOCKET_CLOSE_GOING_AWAY, NULL);
    wait_for(&server.sockets, 2);
    g_assert_cmpstr(member(hear(1), "resume"), ==, "r2");
    say("{\"type\":\"welcome\",\"media_alive\":true}");
    wait_for(&news.welcomes, 2);
    g_assert_cmpuint(news.alive, ==, 1);
    g_assert_cmpuint(bot_link_connects(link), ==, 2);
    g_assert_cmpuint(news.ended, ==, 0);
    g_clear_pointer(&link, bot_link_free);
    teardown();
}

static void test_stays_away_when_told_so(void)
{
    static const struct {
        const char *said, *reason;
    } cases[] = {
            {"{\"type\":\"closed\",\"reason\":\"duplicate\"}", "duplicate"},
            {"{\"type\":\"closed\",\"reason\":\"ended\"}", "ended"},
            {"{\"type\":\"error\",\"code\":\"bad_token\",\"for\":\"hello\"}", "bad_token"},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        setup();
        g_autoptr(BotLink) link = start();
        hear(0);
        say(cases[i].said);
        wait_for(&news.ended, 1);
        g_assert_cmpstr(news.word, ==, cases[i].reason);
        g_clear_pointer(&link, bot_link_free);
        teardown();
    }
}

static void test_survives_nonsense(void)
{
    setup();
    g_autoptr(BotLink) link = start();
    hear(0);
    say("");
    say("{");
    say("[]");
    say("{\"type\":7}");
    say("{\"type\":\"nobody knows\"}");
    say("{\"type\":\"answer\"}");
    say("{\"type\":\"size\",\"width\":-1,\"height\":1e300}");
    say("{\"type\":\"closed\"}");
    say("{\"type\":\"error\"}");
    say("{\"type\":\"welcome\"}");
    wait_for(&news.welcomes, 1);
    g_assert_cmpuint(news.answers + news.ended + news.refused, ==, 0);
    g_assert_cmpuint(news.width, ==, 0);
    g_clear_pointer(&link, bot_link_free);
    teardown();
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/bot_link/says_hello_and_hears", test_says_hello_and_hears);
    g_test_add_func("/bot_link/comes_back", test_comes_back);
    g_test_add_func("/bot_link/stays_away_when_told_so", test_stays_away_when_told_so);
    g_test_add_func("/bot_link/survives_nonsense", test_survives_nonsense);
    return g_test_run();
}
