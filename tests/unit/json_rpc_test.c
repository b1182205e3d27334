#include "mcu/api/json_rpc.h"

#include <string.h>

static void test_reads_what_it_writes(void)
{
    g_autofree char *request =
            json_rpc_request(7, "leg.add", json_pack("{s:s}", "name", "Hòn Đất\n"));
    g_assert_true(g_str_has_suffix(request, "\n"));
    g_assert_true(strchr(request, '\n') ==
            request + strlen(request) - 1); /* one line, whatever is in it */
    JsonRpcMessage message = json_rpc_read(request, strlen(request));
    g_assert_cmpint(message.kind, ==, JSON_RPC_REQUEST);
    g_assert_cmpint(message.id, ==, 7);
    g_assert_cmpstr(message.method, ==, "leg.add");
    g_assert_cmpstr(json_string_value(json_object_get(message.body, "name")), ==, "Hòn Đất\n");
    json_rpc_message_clear(&message);

    g_autofree char *fault = json_rpc_fault(8, -32001, "no m= line");
    message = json_rpc_read(fault, strlen(fault));
    g_assert_cmpint(message.kind, ==, JSON_RPC_FAULT);
    g_assert_cmpint(message.code, ==, -32001);
    g_assert_cmpstr(message.reason, ==, "no m= line");
    json_rpc_message_clear(&message);

    g_autofree char *result = json_rpc_result(9, json_object());
    message = json_rpc_read(result, strlen(result));
    g_assert_cmpint(message.kind, ==, JSON_RPC_RESULT);
    g_assert_cmpint(message.id, ==, 9);
    json_rpc_message_clear(&message);

    g_autofree char *notification = json_rpc_notification("room.speaker", json_object());
    message = json_rpc_read(notification, strlen(notification));
    g_assert_cmpint(message.kind, ==, JSON_RPC_NOTIFICATION);
    json_rpc_message_clear(&message);
}

static void test_refuses_what_it_is_not(void)
{
    static const struct {
        const char *why;
        const char *line;
    } cases[] = {
            {"nothing", ""},
            {"no JSON", "hello"},
            {"an array: batches are not spoken", "[]"},
            {"another version", "{\"jsonrpc\":\"1.0\",\"id\":1,\"method\":\"a\",\"params\":{}}"},
            {"a method that is no string",
                    "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":1,\"params\":{}}"},
            {"parameters by position",
                    "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"a\",\"params\":[]}"},
            {"no parameters", "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"a\"}"},
            {"an id that is a string",
                    "{\"jsonrpc\":\"2.0\",\"id\":\"1\",\"method\":\"a\",\"params\":{}}"},
            {"a reply without id", "{\"jsonrpc\":\"2.0\",\"result\":{}}"},
            {"a reply with neither", "{\"jsonrpc\":\"2.0\",\"id\":1}"},
            {"an error without code", "{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{}}"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_test_message("%s", cases[i].why);
        JsonRpcMessage message = json_rpc_read(cases[i].line, strlen(cases[i].line));
        g_assert_cmpint(message.kind, ==, JSON_RPC_INVALID);
        g_assert_nonnull(message.reason);
        json_rpc_message_clear(&message);
    }
}

static void test_cuts_lines_from_any_pieces(void)
{
    static const char stream[] = "one\ntwo\n\nthree\nrest";
    for (size_t piece = 1; piece < sizeof stream; piece++) {
        g_autoptr(JsonLines) lines = json_lines_new();
        g_autoptr(GString) seen = g_string_new(NULL);
        for (size_t at = 0; at < strlen(stream); at += piece) {
            g_assert_true(json_lines_push(lines, stream + at, MIN(piece, strlen(stream) - at)));
            size_t size = 0;
            for (const char *line = json_lines_next(lines, &size); line != NULL;
                    line = json_lines_next(lines, &size)) {
                g_string_append_len(seen, line, (gssize)size);
                g_string_append_c(seen, '|');
            }
        }
        g_assert_cmpstr(seen->str, ==, "one|two||three|");
    }
}

static void test_a_line_has_an_end(void)
{
    g_autoptr(JsonLines) lines = json_lines_new();
    g_autofree char *fill = g_strnfill(JSON_RPC_LINE_BYTES_MAX, 'x');
    g_assert_true(json_lines_push(lines, fill, JSON_RPC_LINE_BYTES_MAX));
    g_assert_false(json_lines_push(lines, "x", 1));
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/json_rpc/reads_what_it_writes", test_reads_what_it_writes);
    g_test_add_func("/json_rpc/refuses_what_it_is_not", test_refuses_what_it_is_not);
    g_test_add_func("/json_rpc/cuts_lines_from_any_pieces", test_cuts_lines_from_any_pieces);
    g_test_add_func("/json_rpc/a_line_has_an_end", test_a_line_has_an_end);
    return g_test_run();
}
