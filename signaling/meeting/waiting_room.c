#include "signaling/meeting/waiting_room.h"

typedef struct Waiter {
    char *identity;
    char *name;
    uint64_t session;
    int64_t since_us;
} Waiter;

struct WaitingRoom {
    GPtrArray *waiters; /* Waiter */
};

static void waiter_free(gpointer data)
{
    Waiter *waiter = data;
    g_free(waiter->identity);
    g_free(waiter->name);
    g_free(waiter);
}

WaitingRoom *waiting_room_new(void)
{
    WaitingRoom *room = g_new0(WaitingRoom, 1);

    room->waiters = g_ptr_array_new_with_free_func(waiter_free);
    return room;
}

void waiting_room_free(WaitingRoom *room)
{
    if (room != NULL) {
        g_ptr_array_unref(room->waiters);
        g_free(room);
    }
}

static Waiter *find(const WaitingRoom *room, const char *identity)
{
    for (guint i = 0; i < room->waiters->len; i++) {
        Waiter *waiter = g_ptr_array_index(room->waiters, i);
        if (g_str_equal(waiter->identity, identity)) {
            return waiter;
        }
    }
    return NULL;
}

bool waiting_room_enter(WaitingRoom *room, const WaitingSite *site, uint64_t *ret_replaced)
{
    Waiter *waiter = find(room, site->identity);

    *ret_replaced = waiter != NULL && waiter->session != site->session ? waiter->session : 0;
    if (waiter == NULL) {
        if (room->waiters->len >= WAITING_ROOM_MAX) {
            return false;
        }
        waiter = g_new0(Waiter, 1);
        waiter->identity = g_strdup(site->identity);
        waiter->since_us = site->since_us;
        g_ptr_array_add(room->waiters, waiter);
    }
    char *name = g_strdup(site->name);
    g_free(waiter->name);
    waiter->name = name;
    waiter->session = site->session;
    return true;
}

uint64_t waiting_room_leave(WaitingRoom *room, const char *identity)
{
    Waiter *waiter = find(room, identity);
    const uint64_t session = waiter != NULL ? waiter->session : 0;

    if (waiter != NULL) {
        g_ptr_array_remove(room->waiters, waiter);
    }
    return session;
}

bool waiting_room_session_gone(WaitingRoom *room, uint64_t session)
{
    for (guint i = 0; i < room->waiters->len; i++) {
        const Waiter *waiter = g_ptr_array_index(room->waiters, i);
        if (waiter->session == session) {
            g_ptr_array_remove_index(room->waiters, i);
            return true;
        }
    }
    return false;
}

size_t waiting_room_size(const WaitingRoom *room)
{
    return room->waiters->len;
}

WaitingSite waiting_room_nth(const WaitingRoom *room, size_t n)
{
    g_assert(n < room->waiters->len);
    const Waiter *waiter = g_ptr_array_index(room->waiters, n);
    return (WaitingSite){
            .identity = waiter->identity,
            .name = waiter->name,
            .session = waiter->session,
            .since_us = waiter->since_us,
    };
}
