/**
 * nack_list: the packets that one inbound stream misses, and when to ask for each of them.
 *
 * Units       times are microseconds of the monotonic clock; sequence numbers are the 64-bit ones of rtp_receiver.
 * Ownership   plain values in and out.
 * Thread      none of its own and no lock: the leg's network loop.
 * Errors      too much missing at once is an ordinary answer: give up, ask for a key frame.
 * Memory      at most NACK_LIST_MAX entries, 24 kB.
 */
#ifndef MCU_RTP_NACK_LIST_H
#define MCU_RTP_NACK_LIST_H

#include <glib.h>

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    NACK_LIST_MAX = 1000,      /**< missing packets; beyond that a key frame is cheaper */
    NACK_LIST_AGE_MAX = 10000, /**< packets between a missing one and the newest */
    NACK_LIST_TRIES_MAX = 10,  /**< at one a round trip of 100 ms: for about 1 s */
};

typedef struct NackList NackList;

typedef struct NackListStats {
    uint64_t missed;    /**< gaps, counted in packets */
    uint64_t filled;    /**< came after all */
    uint64_t asked;     /**< numbers handed out to be asked for, repeats included */
    uint64_t given_up;  /**< too often asked, too old, or forgotten */
    uint64_t overflows; /**< times when the whole list was thrown away */
} NackListStats;

/**
 * @param first_wait_us  a gap is not asked for before it is this old: disorder looks like loss
 * @param useful_us      what is missing for longer is no longer worth asking for
 */
NackList *nack_list_new(int64_t first_wait_us, int64_t useful_us);
void nack_list_free(NackList *list);

/**
 * Says that a packet is here; whatever lies between it and the newest before is missing.
 *
 * @return  false if too much is missing: the list is empty now, ask for a key frame
 */
bool nack_list_put(NackList *list, int64_t seq, int64_t now_us);

/** Nothing before `seq` is needed any more. */
void nack_list_forget_before(NackList *list, int64_t seq);

/**
 * Takes the numbers to ask for now, lowest first; each of them is next due after a round trip.
 *
 * @param round_trip_us  0 if unknown; at least 40 ms is used
 * @param out_sequences  room for `max` numbers
 * @return               how many
 */
size_t nack_list_take_due(
        NackList *list, int64_t round_trip_us, int64_t now_us, uint16_t *out_sequences, size_t max);

/** How many packets are missing now. */
size_t nack_list_size(const NackList *list);

NackListStats nack_list_stats(const NackList *list);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(NackList, nack_list_free)

#endif
