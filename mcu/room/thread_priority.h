/**
 * thread_priority: which thread the machine serves first when there is not enough of it: sound, then packets, then
 * pictures.
 *
 * Units       none.
 * Ownership   none.
 * Thread      each sets its own.
 * Errors      a process that may not raise its priority keeps the ordinary one: it mixes all the same.
 * Memory      none.
 */
#ifndef MCU_ROOM_THREAD_PRIORITY_H
#define MCU_ROOM_THREAD_PRIORITY_H

typedef enum ThreadRank {
    THREAD_RANK_SOUND,   /**< a tick of less than a millisecond of work: before everything else */
    THREAD_RANK_PACKETS, /**< the network loop */
    THREAD_RANK_PICTURE, /**< decoding, composing and encoding */
} ThreadRank;

/** Ranks the calling thread. */
void thread_priority_set(ThreadRank rank);

#endif
