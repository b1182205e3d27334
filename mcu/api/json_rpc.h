/**
 * json_rpc: JSON-RPC 2.0, one message a line, as giaoban and giaoban-mcu speak it over a stream socket.
 *
 * Units       sizes are bytes.
 * Ownership   a read message owns its JSON: json_rpc_message_clear(). Lines to send are new strings.
 * Thread      pure: any; a JsonLines belongs to one thread at a time.
 * Errors      what cannot be read is JSON_RPC_INVALID with a reason; a line that is too long breaks the
 *             stream for good, since nobody knows where the next one starts.
 * Memory      a line is at most JSON_RPC_LINE_BYTES_MAX.
 */
#ifndef MCU_API_JSON_RPC_H
#define MCU_API_JSON_RPC_H

#include <glib.h>
#include <jansson.h>

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** Stats of API_LEGS_MAX legs are the longest line: about 300 bytes each. */
enum { JSON_RPC_LINE_BYTES_MAX = 1024 * 1024 };

typedef enum JsonRpcKind {
    JSON_RPC_INVALID,
    JSON_RPC_REQUEST,
    JSON_RPC_NOTIFICATION,
    JSON_RPC_RESULT,
    JSON_RPC_FAULT, /**< an error reply */
} JsonRpcKind;

typedef struct JsonRpcMessage {
    JsonRpcKind kind;
    json_t *root;       /**< owns the rest */
    int64_t id;         /**< REQUEST, RESULT, FAULT */
    const char *method; /**< REQUEST, NOTIFICATION */
    json_t *body;       /**< the parameters or the result; never NULL */
    int code;           /**< FAULT: an ApiFault, or another side's own */
    const char *reason; /**< FAULT, INVALID: in words */
} JsonRpcMessage;

/** Reads one line. Whatever it is, the answer is to be cleared. */
JsonRpcMessage json_rpc_read(const char *line, size_t size);

void json_rpc_message_clear(JsonRpcMessage *message);

/** Each takes over `body` and gives one line with its line feed; free with g_free(). */
char *json_rpc_request(int64_t id, const char *method, json_t *body);
char *json_rpc_notification(const char *method, json_t *body);
char *json_rpc_result(int64_t id, json_t *body);
char *json_rpc_fault(int64_t id, int code, const char *reason);

/** Cuts a byte stream into lines. */
typedef struct JsonLines JsonLines;

JsonLines *json_lines_new(void);
void json_lines_free(JsonLines *lines);

/** Takes bytes as they came. @return false when a line grew past the limit: close the connection. */
bool json_lines_push(JsonLines *lines, const char *bytes, size_t size);

/** @return the next whole line without its line feed, until the next call; or NULL */
const char *json_lines_next(JsonLines *lines, size_t *ret_size);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(JsonLines, json_lines_free)

#endif
