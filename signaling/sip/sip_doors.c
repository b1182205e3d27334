#include "signaling/sip/sip_doors.h"

void sip_doors_clear(SipDoors *doors)
{
    g_clear_pointer(&doors->usual, sip_tls_door_free);
    g_clear_pointer(&doors->legacy, sip_tls_door_free);
}

bool sip_doors_add(SipDoors *doors, const SipTlsDoorConfig *config, GError **error)
{
    SipTlsDoor **door = config->legacy ? &doors->legacy : &doors->usual;

    g_assert(*door == NULL);
    *door = sip_tls_door_new(config, error);
    return *door != NULL;
}

uint16_t sip_doors_port(const SipDoors *doors, bool legacy)
{
    const SipTlsDoor *door = legacy ? doors->legacy : doors->usual;
    return door != NULL ? sip_tls_door_port(door) : 0;
}

bool sip_doors_reload(const SipDoors *doors, GError **error)
{
    return (doors->usual == NULL || sip_tls_door_reload(doors->usual, error)) &&
            (doors->legacy == NULL || sip_tls_door_reload(doors->legacy, error));
}

void sip_doors_tick(const SipDoors *doors, int64_t now_us)
{
    if (doors->usual != NULL) {
        sip_tls_door_tick(doors->usual, now_us);
    }
    if (doors->legacy != NULL) {
        sip_tls_door_tick(doors->legacy, now_us);
    }
}

bool sip_doors_find(const SipDoors *doors, const char *address, uint16_t port, SipTlsPeer *ret_peer)
{
    return (doors->usual != NULL && sip_tls_door_find(doors->usual, address, port, ret_peer)) ||
            (doors->legacy != NULL && sip_tls_door_find(doors->legacy, address, port, ret_peer));
}
