/**
 * seat_list: who has a place in the picture. A seat belongs to an identity, not to a connection.
 *
 *      take ──> held by a leg ── lose ──> lost, kept for a while ── take ──> held again, same place
 *                    └── leave ──> gone            └── expire ──> gone
 *
 * Units       times are microseconds of the monotonic clock.
 * Ownership   the list owns its seats and their strings; a seat is valid until it is gone.
 * Thread      pure: one thread at a time, the main thread.
 * Errors      a full list takes nobody.
 * Memory      SEAT_LIST_MAX seats.
 */
#ifndef MCU_ROOM_SEAT_LIST_H
#define MCU_ROOM_SEAT_LIST_H

#include <glib.h>

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    SEAT_LIST_MAX = 1024,
    SEAT_NO_LEG = 0,
    SEAT_NOWHERE = -1,
};

typedef struct Seat {
    char *identity;
    char *name;
    int64_t order;   /**< place in the grid; equal ones in order of coming */
    uint64_t came;   /**< counts up */
    uint32_t leg;    /**< who holds it now; SEAT_NO_LEG: lost */
    int64_t lost_us; /**< since when it is lost */
    bool mic_muted;
    bool camera_off;
    bool chair;
} Seat;

typedef struct SeatList SeatList;

SeatList *seat_list_new(void);

/** NULL is allowed. */
void seat_list_free(SeatList *list);

/**
 * Gives a leg the seat of an identity: its old one if there is one, with the name and order of now.
 *
 * @param ret_replaced  the leg that held it until now, or SEAT_NO_LEG
 * @return              NULL when the list is full
 */
Seat *seat_list_take(SeatList *list, const char *identity, const char *name, int64_t order,
        uint32_t leg, uint32_t *ret_replaced);

/** The seat that a leg holds, or NULL. */
Seat *seat_list_find(const SeatList *list, uint32_t leg);

/** The seat's place in the order, or SEAT_NOWHERE. */
int seat_list_place(const SeatList *list, uint32_t leg);

/** The leg is gone, the seat stays. */
void seat_list_lose(Seat *seat, int64_t now_us);

/** The seat is given up. */
void seat_list_leave(SeatList *list, Seat *seat);

/** Gives up seats that were lost longer ago than the hold time. @return how many */
size_t seat_list_expire(SeatList *list, int64_t hold_us, int64_t now_us);

/** In their order. */
size_t seat_list_count(const SeatList *list);
const Seat *seat_list_at(const SeatList *list, size_t place);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(SeatList, seat_list_free)

#endif
