#include "tests/loop/room_guest.h"

#include <glib.h>

RoomClient *room_guest_new(const TestServer *test, const char *name, Role role, char **ret_resume)
{
    RoomClient *client = room_client_new(server_url(test->server));
    g_autofree char *token = test_server_token(test, name, role);
    g_autofree char *identity = g_strconcat("site:", name, NULL);

    json_decref(room_client_join(client, token, NULL));
    g_autofree char *resume = room_client_offer(client, "offer");
    room_client_wait_state(client, identity, "connected");
    if (ret_resume != NULL) {
        *ret_resume = g_steal_pointer(&resume);
    }
    return client;
}

void room_guest_play(RoomClient *client, const char *what)
{
    room_client_send(client,
            json_pack("{s:s, s:s, s:s}", "type", "candidate", "candidate", what, "mid", "0"));
}

json_t *room_guest_wait_mode(RoomClient *client, const char *view, const char *mode)
{
    for (;;) {
        json_t *message = room_client_wait(client, "layouts");
        if (g_str_equal(room_message_text(room_message_layout(message, view), "mode"), mode)) {
            return message;
        }
        json_decref(message);
    }
}

const char *room_message_text(const json_t *object, const char *name)
{
    return json_string_value(json_object_get(object, name));
}

bool room_message_says(const json_t *object, const char *name)
{
    return json_is_true(json_object_get(object, name));
}

const json_t *room_message_layout(const json_t *message, const char *view)
{
    const json_t *layouts = json_object_get(message, "layouts");
    for (size_t i = 0; i < json_array_size(layouts); i++) {
        if (g_str_equal(room_message_text(json_array_get(layouts, i), "view"), view)) {
            return json_array_get(layouts, i);
        }
    }
    g_assert_not_reached();
}
