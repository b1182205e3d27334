#include "mcu/api/json_rpc.h"

#include <string.h>

enum { COMPACT = JSON_COMPACT | JSON_ENSURE_ASCII };

static JsonRpcMessage invalid(json_t *root, const char *reason)
{
    return (JsonRpcMessage){.kind = JSON_RPC_INVALID, .root = root, .reason = reason};
}

static JsonRpcMessage read_reply(json_t *root, const json_t *id, json_t *result)
{
    if (!json_is_integer(id)) {
        return invalid(root, "a reply needs a whole number as id");
    }
    JsonRpcMessage message = {.root = root, .id = json_integer_value(id)};
    if (result != NULL) {
        message.kind = JSON_RPC_RESULT;
        message.body = result;
        return message;
    }
    json_int_t code = 0;
    const char *reason = NULL;
    if (json_unpack(root, "{s:{s:I, s:s}}", "error", "code", &code, "message", &reason) != 0) {
        return invalid(root, "a reply needs a result or an error");
    }
    message.kind = JSON_RPC_FAULT;
    message.code = (int)CLAMP(code, INT32_MIN, INT32_MAX);
    message.reason = reason;
    message.body = root;
    return message;
}

JsonRpcMessage json_rpc_read(const char *line, size_t size)
{
    /* jansson stops at a depth of 2048 on its own. */
    json_t *root = json_loadb(line, size, JSON_REJECT_DUPLICATES, NULL);
    if (!json_is_object(root)) {
        return invalid(root, "not a JSON object");
    }
    const char *version = json_string_value(json_object_get(root, "jsonrpc"));
    if (version == NULL || strcmp(version, "2.0") != 0) {
        return invalid(root, "not JSON-RPC 2.0");
    }
    const json_t *id = json_object_get(root, "id");
    const json_t *method = json_object_get(root, "method");
    if (method == NULL) {
        return read_reply(root, id, json_object_get(root, "result"));
    }
    json_t *params = json_object_get(root, "params");
    if (!json_is_string(method) || !json_is_object(params)) {
        return invalid(root, "a method needs a name and an object of parameters");
    }
    if (id != NULL && !json_is_integer(id)) {
        return invalid(root, "the id must be a whole number");
    }
    return (JsonRpcMessage){
            .kind = id != NULL ? JSON_RPC_REQUEST : JSON_RPC_NOTIFICATION,
            .root = root,
            .id = json_integer_value(id),
            .method = json_string_value(method),
            .body = params,
    };
}

void json_rpc_message_clear(JsonRpcMessage *message)
{
    json_decref(message->root);
    *message = (JsonRpcMessage){0};
}

static char *to_line(json_t *root)
{
    g_assert(root != NULL);
    char *text = json_dumps(root, COMPACT);
    json_decref(root);
    char *line = g_strconcat(text, "\n", NULL);
    free(text); /* jansson's own */
    return line;
}

char *json_rpc_request(int64_t id, const char *method, json_t *body)
{
    return to_line(json_pack("{s:s, s:I, s:s, s:o}", "jsonrpc", "2.0", "id", (json_int_t)id,
            "method", method, "params", body));
}

char *json_rpc_notification(const char *method, json_t *body)
{
    return to_line(
            json_pack("{s:s, s:s, s:o}", "jsonrpc", "2.0", "method", method, "params", body));
}

char *json_rpc_result(int64_t id, json_t *body)
{
    return to_line(
            json_pack("{s:s, s:I, s:o}", "jsonrpc", "2.0", "id", (json_int_t)id, "result", body));
}

char *json_rpc_fault(int64_t id, int code, const char *reason)
{
    return to_line(json_pack("{s:s, s:I, s:{s:i, s:s}}", "jsonrpc", "2.0", "id", (json_int_t)id,
            "error", "code", code, "message", reason));
}

struct JsonLines {
    GByteArray *bytes;
    size_t taken; /* bytes at the front that were given out */
};

JsonLines *json_lines_new(void)
{
    JsonLines *lines = g_new0(JsonLines, 1);
    lines->bytes = g_byte_array_new();
    return lines;
}

void json_lines_free(JsonLines *lines)
{
    if (lines == NULL) {
        return;
    }
    g_byte_array_unref(lines->bytes);
    g_free(lines);
}

bool json_lines_push(JsonLines *lines, const char *bytes, size_t size)
{
    if (lines->taken > 0) {
        g_byte_array_remove_range(lines->bytes, 0, (guint)lines->taken);
        lines->taken = 0;
    }
    if (size > JSON_RPC_LINE_BYTES_MAX) {
        return false;
    }
    g_byte_array_append(lines->bytes, (const guint8 *)bytes, (guint)size);
    return lines->bytes->len <= JSON_RPC_LINE_BYTES_MAX ||
            memchr(lines->bytes->data, '\n', lines->bytes->len) != NULL;
}

const char *json_lines_next(JsonLines *lines, size_t *ret_size)
{
    const size_t left = lines->bytes->len - lines->taken;
    if (left == 0) {
        return NULL;
    }
    const guint8 *start = lines->bytes->data + lines->taken;
    const guint8 *end = memchr(start, '\n', left);
    if (end == NULL) {
        return NULL;
    }
    *ret_size = (size_t)(end - start);
    lines->taken += *ret_size + 1;
    return (const char *)start;
}
