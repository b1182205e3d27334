#include "signaling/client/room_protocol.h"

#include "signaling/client/client_message.h"

#include <string.h>

/* Every message that the server reads is described. */
static void test_all_messages_are_in_it(void)
{
    g_autoptr(GBytes) schema = room_protocol_schema();
    gsize size = 0;
    const char *text = g_bytes_get_data(schema, &size);
    json_t *document = json_loadb(text, size, 0, NULL);
    json_t *messages =
            json_object_get(json_object_get(json_object_get(document, "$defs"), "client"), "oneOf");

    g_assert_cmpuint(json_array_size(messages), ==, CLIENT_MESSAGE_TYPES);
    for (size_t i = 0; i < json_array_size(messages); i++) {
        const char *name = NULL;
        bool known = false;
        g_assert_cmpint(json_unpack(json_array_get(messages, i), "{s:{s:{s:s}}}", "properties",
                                "type", "const", &name),
                ==, 0);
        for (int type = 0; type < CLIENT_MESSAGE_TYPES; type++) {
            known = known || strcmp(client_message_type_name((ClientMessageType)type), name) == 0;
        }
        g_test_message("%s", name);
        g_assert_true(known);
    }
    json_decref(document);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/room_protocol/all_messages_are_in_it", test_all_messages_are_in_it);
    return g_test_run();
}
