#include "mcu/room/seat_list.h"

#include <string.h>

struct SeatList {
    GPtrArray *seats; /* of Seat, in order */
    uint64_t came;
};

static void seat_free(gpointer data)
{
    Seat *seat = data;
    g_free(seat->identity);
    g_free(seat->name);
    g_free(seat);
}

SeatList *seat_list_new(void)
{
    SeatList *list = g_new0(SeatList, 1);
    list->seats = g_ptr_array_new_with_free_func(seat_free);
    return list;
}

void seat_list_free(SeatList *list)
{
    if (list == NULL) {
        return;
    }
    g_ptr_array_unref(list->seats);
    g_free(list);
}

static gint compare(gconstpointer a, gconstpointer b)
{
    const Seat *one = *(const Seat *const *)a;
    const Seat *other = *(const Seat *const *)b;
    if (one->order != other->order) {
        return one->order < other->order ? -1 : 1;
    }
    return one->came < other->came ? -1 : 1;
}

static Seat *find_identity(const SeatList *list, const char *identity)
{
    for (guint i = 0; i < list->seats->len; i++) {
        Seat *seat = list->seats->pdata[i];
        if (strcmp(seat->identity, identity) == 0) {
            return seat;
        }
    }
    return NULL;
}

Seat *seat_list_take(SeatList *list, const char *identity, const char *name, int64_t order,
        uint32_t leg, uint32_t *ret_replaced)
{
    g_assert(leg != SEAT_NO_LEG);
    Seat *seat = find_identity(list, identity);
    if (seat == NULL) {
        if (list->seats->len >= SEAT_LIST_MAX) {
            return NULL;
        }
        seat = g_new0(Seat, 1);
        seat->identity = g_strdup(identity);
        seat->came = ++list->came;
        g_ptr_array_add(list->seats, seat);
    }
    *ret_replaced = seat->leg;
    g_free(seat->name);
    seat->name = g_strdup(name);
    seat->order = order;
    seat->leg = leg;
    g_ptr_array_sort(list->seats, compare);
    return seat;
}

int seat_list_place(const SeatList *list, uint32_t leg)
{
    for (guint i = 0; leg != SEAT_NO_LEG && i < list->seats->len; i++) {
        if (((const Seat *)list->seats->pdata[i])->leg == leg) {
            return (int)i;
        }
    }
    return SEAT_NOWHERE;
}

Seat *seat_list_find(const SeatList *list, uint32_t leg)
{
    const int place = seat_list_place(list, leg);
    return place != SEAT_NOWHERE ? list->seats->pdata[place] : NULL;
}

void seat_list_lose(Seat *seat, int64_t now_us)
{
    seat->leg = SEAT_NO_LEG;
    seat->lost_us = now_us;
}

void seat_list_leave(SeatList *list, Seat *seat)
{
    g_ptr_array_remove(list->seats, seat);
}

size_t seat_list_expire(SeatList *list, int64_t hold_us, int64_t now_us)
{
    size_t gone = 0;
    for (guint i = list->seats->len; i > 0; i--) {
        const Seat *seat = list->seats->pdata[i - 1];
        if (seat->leg == SEAT_NO_LEG && now_us - seat->lost_us >= hold_us) {
            g_ptr_array_remove_index(list->seats, i - 1);
            gone++;
        }
    }
    return gone;
}

size_t seat_list_count(const SeatList *list)
{
    return list->seats->len;
}

const Seat *seat_list_at(const SeatList *list, size_t place)
{
    g_assert(place < list->seats->len);
    return list->seats->pdata[place];
}
