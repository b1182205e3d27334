#include "signaling/sip/sip_doors.h"

void sip_doors_clear(SipDoors *doors)
{
    for (int kind = 0; kind < SIP_DOOR_KINDS; kind++) {
        g_clear_pointer(&doors->doors[kind], sip_door_free);
    }
    g_clear_pointer(&doors->outlet, sip_outlet_free);
}

bool sip_doors_add(SipDoors *doors, const SipDoorConfig *config, GError **error)
{
    SipDoor **door = &doors->doors[config->kind];

    g_assert(*door == NULL);
    *door = sip_door_new(config, error);
    return *door != NULL;
}

uint16_t sip_doors_port(const SipDoors *doors, SipDoorKind kind)
{
    const SipDoor *door = doors->doors[kind];
    return door != NULL ? sip_door_port(door) : 0;
}

bool sip_doors_reload(const SipDoors *doors, GError **error)
{
    for (int kind = 0; kind < SIP_DOOR_KINDS; kind++) {
        if (doors->doors[kind] != NULL && !sip_door_reload(doors->doors[kind], error)) {
            return false;
        }
    }
    return true;
}

void sip_doors_tick(const SipDoors *doors, int64_t now_us)
{
    for (int kind = 0; kind < SIP_DOOR_KINDS; kind++) {
        if (doors->doors[kind] != NULL) {
            sip_door_tick(doors->doors[kind], now_us);
        }
    }
    if (doors->outlet != NULL) {
        sip_outlet_tick(doors->outlet, now_us);
    }
}

static SipLink *find(const SipDoors *doors, const char *address, uint16_t port)
{
    char key[SIP_LINK_KEY_SIZE];
    SipLink *link = NULL;

    sip_link_write_key(address, port, key);
    for (int kind = 0; kind < SIP_DOOR_KINDS && link == NULL; kind++) {
        link = doors->doors[kind] != NULL ? sip_door_find(doors->doors[kind], key) : NULL;
    }
    return link == NULL && doors->outlet != NULL ? sip_outlet_find(doors->outlet, key) : link;
}

bool sip_doors_find(const SipDoors *doors, const char *address, uint16_t port, SipPeer *ret_peer)
{
    const SipLink *link = find(doors, address, port);

    if (link == NULL) {
        return false;
    }
    *ret_peer = *sip_link_peer(link);
    return true;
}

void sip_doors_trust(const SipDoors *doors, const char *address, uint16_t port)
{
    SipLink *link = find(doors, address, port);

    if (link != NULL) {
        sip_link_trust(link);
    }
}
