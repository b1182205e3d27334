/**
 * mcu_link: one connection to one giaoban-mcu: requests and their replies, and what the MCU tells by itself.
 *
 * JSON-RPC 2.0 in lines over a Unix socket (mcu/api). Nothing here waits: bytes are written when the socket
 * takes them, and replies come by the main loop.
 *
 * Units       timeouts are in the names.
 * Ownership   the caller owns the link; a reply's and a notification's values are lent for the call.
 * Thread      the main loop's. The link may be freed from any of its own callbacks.
 * Errors      every request gets exactly one reply, also when the MCU is silent, dies, or the link is freed.
 * Memory      MCU_LINK_PENDING_MAX requests, MCU_LINK_UNSENT_MAX bytes; beyond that the link is broken.
 */
#ifndef SIGNALING_MCU_LINK_MCU_LINK_H
#define SIGNALING_MCU_LINK_MCU_LINK_H

#include "mcu/api/api_message.h"

#include <glib.h>
#include <jansson.h>

#include <sys/types.h>

typedef struct McuLink McuLink;

enum {
    MCU_LINK_PENDING_MAX = 4096,
    MCU_LINK_UNSENT_MAX = 16 * 1024 * 1024,
    MCU_LINK_REPLY_MS = 10000, /**< an MCU that says nothing for this long hangs */
};

typedef enum McuOutcome {
    MCU_REPLIED,
    MCU_REFUSED,   /**< an error reply: `fault` and `reason` say which */
    MCU_TIMED_OUT, /**< no reply in time */
    MCU_GONE,      /**< the connection broke, or was freed */
} McuOutcome;

typedef struct McuReply {
    McuOutcome outcome;
    int fault; /**< REFUSED: an ApiFault */
    const char *reason;
    const void *result; /**< REPLIED: the struct that was asked for */
} McuReply;

typedef void (*McuReplyFn)(const McuReply *reply, void *user_data);

typedef struct McuRequest {
    const char *method;
    json_t *params; /**< of api_message_encode(), taken over; NULL: no parameters */
    ApiMessage result_kind;
    McuReplyFn reply; /**< NULL: nobody waits for it */
    void *user_data;
} McuRequest;

typedef struct McuLinkEvents {
    void (*notification)(const char *method, const json_t *body, void *user_data);
    /** The other end is gone; all requests had their reply before. Once, and never by mcu_link_free(). */
    void (*closed)(void *user_data);
} McuLinkEvents;

/** Connects to a listening MCU. A Unix socket takes a connection at once or not at all. */
McuLink *mcu_link_connect(
        const char *path, const McuLinkEvents *events, void *user_data, GError **error);

/** Ends the connection; the MCU goes on. NULL is allowed. */
void mcu_link_free(McuLink *link);

void mcu_link_request(McuLink *link, const McuRequest *request);

/** The process at the other end. */
pid_t mcu_link_pid(const McuLink *link);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(McuLink, mcu_link_free)

#endif
