#include "mcu/api/api_message.h"
#include "mcu/api/json_rpc.h"
#include "tests/fuzz/fuzz.h"

#include <string.h>

/* What was read is written and read again. */
static void read_as(ApiMessage kind, const json_t *body)
{
    union {
        ApiLegAdd add;
        ApiRoomDescription description;
        ApiRoomStats stats;
        char room[1024];
    } structure = {.room = ""};
    union {
        ApiLegAdd add;
        ApiRoomDescription description;
        ApiRoomStats stats;
        char room[1024];
    } again = {.room = ""};

    if (api_message_decode(kind, body, &structure, NULL)) {
        json_t *written = api_message_encode(kind, &structure);
        g_assert(api_message_decode(kind, written, &again, NULL));
        json_decref(written);
        api_message_clear(kind, &again);
        api_message_clear(kind, &structure);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    g_autoptr(JsonLines) lines = json_lines_new();
    const char *line = NULL;
    size_t line_size = 0;

    /* In two pieces, as a socket might hand it over. */
    if (!json_lines_push(lines, (const char *)data, size / 2) ||
            !json_lines_push(lines, (const char *)data + size / 2, size - size / 2)) {
        return 0;
    }
    while ((line = json_lines_next(lines, &line_size)) != NULL) {
        JsonRpcMessage message = json_rpc_read(line, line_size);
        for (int kind = 0; message.body != NULL && kind < API_MESSAGES; kind++) {
            read_as((ApiMessage)kind, message.body);
        }
        json_rpc_message_clear(&message);
    }
    return 0;
}
