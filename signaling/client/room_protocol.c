#include "signaling/client/room_protocol.h"

#include <gio/gio.h>

/* Made by glib-compile-resources of room_protocol.schema.json. */
extern GResource *room_protocol_get_resource(void);

GBytes *room_protocol_schema(void)
{
    g_autoptr(GError) error = NULL;
    GBytes *schema = g_resource_lookup_data(room_protocol_get_resource(),
            "/giaoban/room_protocol.schema.json", G_RESOURCE_LOOKUP_FLAGS_NONE, &error);

    g_assert_no_error(error); /* it is in the program itself */
    return schema;
}
