#include "signaling/http/websocket.h"

#include <string.h>

enum { MESSAGE_MAX = 10, QUEUE_MAX = 20, PER_S = 2 };

typedef struct Log {
    WebsocketHub *hub;
    GString *text;
    unsigned woken;
} Log;

static void on_opened(uint64_t id, const WebsocketPeer *peer, void *user_data)
{
    Log *log = user_data;
    g_string_append_printf(log->text, "opened %s;", peer->address);
}

static void on_message(uint64_t id, const char *text, size_t size, void *user_data)
{
    Log *log = user_data;
    g_assert_cmpuint(strlen(text), ==, size);
    g_string_append_printf(log->text, "%s;", text);
    if (strcmp(text, "close") == 0) {
        websocket_close(log->hub, id, WEBSOCKET_NORMAL, "asked");
    }
}

static void on_closed(uint64_t id, void *user_data)
{
    Log *log = user_data;
    g_string_append(log->text, "closed;");
}

static const WebsocketEvents events = {on_opened, on_message, on_closed};

static void wake(void *connection)
{
    Log *log = connection;
    log->woken++;
}

static uint64_t start(Log *log)
{
    const WebsocketLimits limits = {
            .sockets_max = 1,
            .message_max = MESSAGE_MAX,
            .queue_max = QUEUE_MAX,
            .messages_per_s = PER_S,
    };
    *log = (Log){.text = g_string_new(NULL)};
    log->hub = websocket_hub_new(&limits, &events, log);
    return websocket_attach(log->hub, &(WebsocketPeer){.address = "a", .host = "h"}, wake, log);
}

static void stop(Log *log, uint64_t id)
{
    websocket_detach(log->hub, id);
    websocket_detach(log->hub, id);
    g_assert_true(g_str_has_suffix(log->text->str, "closed;"));
    g_assert_false(websocket_send(log->hub, id, "x", 1));
    websocket_hub_free(log->hub);
    g_string_free(log->text, TRUE);
}

static void receive(Log *log, uint64_t id, const char *text, bool last, int64_t now_us)
{
    const WebsocketPiece piece = {.bytes = text, .size = strlen(text), .last = last};
    websocket_receive(log->hub, id, piece, now_us);
}

static WebsocketCode ending(const Log *log, uint64_t id)
{
    WebsocketCode code = 0;
    websocket_is_ending(log->hub, id, &code, NULL);
    return code;
}

static void test_puts_pieces_together(void)
{
    Log log;
    const uint64_t id = start(&log);

    receive(&log, id, "abc", false, 0);
    receive(&log, id, "", false, 0);
    receive(&log, id, "defghij", true, 0);
    receive(&log, id, "", true, 1);
    g_assert_cmpstr(log.text->str, ==, "opened a;abcdefghij;;");
    g_assert_cmpint(ending(&log, id), ==, 0);
    stop(&log, id);
}

static void test_closes_who_breaks_a_bound(void)
{
    static const struct {
        const char *first;
        const char *second;
        bool binary;
        WebsocketCode code;
    } cases[] = {
            {"0123456789", "", false, 0},
            {"0123456789", "x", false, WEBSOCKET_TOO_BIG},
            {"01234567890", "", false, WEBSOCKET_TOO_BIG},
            {"a", "b", true, WEBSOCKET_NO_BINARY},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        Log log;
        const uint64_t id = start(&log);
        const WebsocketPiece first = {
                .bytes = cases[i].first,
                .size = strlen(cases[i].first),
                .binary = cases[i].binary,
        };
        websocket_receive(log.hub, id, first, 0);
        receive(&log, id, cases[i].second, true, 0);
        g_assert_cmpint(ending(&log, id), ==, cases[i].code);
        stop(&log, id);
    }
}

static void test_bounds_the_rate(void)
{
    Log log;
    const uint64_t id = start(&log);

    for (int i = 0; i < 2 * PER_S; i++) {
        receive(&log, id, "a", true, 1);
    }
    receive(&log, id, "b", true, 1 + G_USEC_PER_SEC / PER_S);
    g_assert_cmpint(ending(&log, id), ==, 0);
    receive(&log, id, "c", true, 2 + G_USEC_PER_SEC / PER_S);
    g_assert_cmpint(ending(&log, id), ==, WEBSOCKET_POLICY);
    g_assert_cmpstr(log.text->str, ==, "opened a;a;a;a;a;b;");
    stop(&log, id);
}

static void test_drops_the_slow(void)
{
    Log log;
    const uint64_t id = start(&log);

    g_assert_true(websocket_send(log.hub, id, "0123456789", 10));
    g_assert_true(websocket_send(log.hub, id, "0123456789", 10));
    g_assert_cmpuint(websocket_queued(log.hub, id), ==, QUEUE_MAX);
    g_assert_cmpuint(log.woken, ==, 2);
    g_autoptr(GByteArray) out = websocket_next(log.hub, id);
    g_assert_cmpmem(
            out->data + WEBSOCKET_HEADROOM, out->len - WEBSOCKET_HEADROOM, "0123456789", 10);
    g_assert_true(websocket_send(log.hub, id, "0123456789", 10));
    g_assert_false(websocket_send(log.hub, id, "x", 1));
    g_assert_cmpuint(websocket_queued(log.hub, id), ==, 0);
    g_assert_null(websocket_next(log.hub, id));
    g_assert_cmpint(ending(&log, id), ==, WEBSOCKET_TRY_LATER);
    stop(&log, id);
}

static void test_sends_all_before_the_end(void)
{
    Log log;
    const uint64_t id = start(&log);

    g_assert_false(websocket_has_room(log.hub));
    g_assert_true(websocket_send(log.hub, id, "last", 4));
    receive(&log, id, "close", true, 0);
    websocket_close(log.hub, id, WEBSOCKET_POLICY, "too late to change");
    g_assert_cmpint(ending(&log, id), ==, WEBSOCKET_NORMAL);
    g_assert_false(websocket_send(log.hub, id, "x", 1));
    receive(&log, id, "unheard", true, 0);
    g_autoptr(GByteArray) out = websocket_next(log.hub, id);
    g_assert_nonnull(out);
    g_assert_null(websocket_next(log.hub, id));
    g_assert_cmpstr(log.text->str, ==, "opened a;close;");
    stop(&log, id);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/websocket/puts_pieces_together", test_puts_pieces_together);
    g_test_add_func("/websocket/closes_who_breaks_a_bound", test_closes_who_breaks_a_bound);
    g_test_add_func("/websocket/bounds_the_rate", test_bounds_the_rate);
    g_test_add_func("/websocket/drops_the_slow", test_drops_the_slow);
    g_test_add_func("/websocket/sends_all_before_the_end", test_sends_all_before_the_end);
    return g_test_run();
}
