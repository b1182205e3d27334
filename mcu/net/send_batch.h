/**
 * send_batch: datagrams that leave together. What follows one another to the same peer goes with one system call, and
 * datagrams of one size go through the kernel as one (UDP_SEGMENT): a picture's packets cost little more than one.
 *
 * There is one batch for a loop, so that it stays in the processor's cache: datagrams to another peer send what was
 * there before. The loop sends the rest before it waits.
 *
 * Units       sizes are bytes.
 * Ownership   borrows the target from send_batch_room() until the batch is flushed or forgets it.
 * Thread      one at a time: the network loop. `failed` comes from inside any function but send_batch_new().
 * Errors      what does not leave is told by `failed`; where segments are refused each datagram goes alone.
 * Memory      fixed: SEND_BATCH_BYTES and SEND_BATCH_PACKETS.
 */
#ifndef MCU_NET_SEND_BATCH_H
#define MCU_NET_SEND_BATCH_H

#include <gio/gio.h>

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/socket.h>

enum {
    SEND_BATCH_BYTES =
            60000, /* below what one UDP datagram can hold: the kernel takes no more as one */
    SEND_BATCH_PACKETS = 64,   /* UDP_MAX_SEGMENTS of Linux */
    SEND_BATCH_ONE_MAX = 2048, /* no datagram is larger */
};

typedef struct SendBatch SendBatch;

typedef enum SendFailure {
    SEND_BUSY,   /**< the socket's buffer is full */
    SEND_BROKEN, /**< the system refused */
} SendFailure;

/** Where to. A socket, not its number: its owner may close it, and the number would be somebody else's. */
typedef struct SendTarget {
    GSocket *socket;
    struct sockaddr_storage to;
    socklen_t to_size;
    bool one_by_one; /**< set when this way does not take segments */
    void (*failed)(SendFailure why, size_t packets, size_t bytes, void *user_data);
    void *user_data;
} SendTarget;

SendBatch *send_batch_new(void);

/** What is left in it is not sent. NULL is allowed. */
void send_batch_free(SendBatch *batch);

/** Room for one datagram of SEND_BATCH_ONE_MAX, to be followed by send_batch_put(), or left. */
uint8_t *send_batch_room(SendBatch *batch, SendTarget *target);

/** Takes what was written to the room. */
void send_batch_put(SendBatch *batch, size_t size);

/** Sends all that waits. */
void send_batch_flush(SendBatch *batch);

/** The target is about to change or to end: what waits for it is sent. */
void send_batch_forget(SendBatch *batch, const SendTarget *target);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(SendBatch, send_batch_free)

#endif
