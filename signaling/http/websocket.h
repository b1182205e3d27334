/**
 * websocket: the open WebSockets, known by number, with their bounds.
 *
 * Messages are UTF-8 text. They arrive in pieces of about 4 kB and are put together here; what is
 * sent waits in a queue until the connection can take it. A peer that goes over a bound is closed
 * with the code that says so, and nobody else notices.
 *
 * Units       sizes are bytes, times microseconds of the monotonic clock.
 * Ownership   the hub owns its sockets; a number stays unknown for ever once its socket is closed.
 * Thread      the main loop's.
 * Errors      none: sending to a number that is gone is an ordinary answer.
 * Memory      sockets_max times (message_max + queue_max).
 */
#ifndef SIGNALING_HTTP_WEBSOCKET_H
#define SIGNALING_HTTP_WEBSOCKET_H

#include <glib.h>

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct WebsocketHub WebsocketHub;

/** RFC 6455, 7.4.1; 1013 from IANA's registry; 4000 and above are our own. */
typedef enum WebsocketCode {
    WEBSOCKET_NORMAL = 1000,
    WEBSOCKET_GOING_AWAY = 1001,
    WEBSOCKET_NO_BINARY = 1003,
    WEBSOCKET_POLICY = 1008,
    WEBSOCKET_TOO_BIG = 1009,
    WEBSOCKET_TRY_LATER = 1013,
} WebsocketCode;

/** Who opened a socket; the strings live as long as the call. */
typedef struct WebsocketPeer {
    const char *address; /**< IP address */
    const char *host;    /**< the Host header: how the client calls this server */
    const char *cookies; /**< the Cookie header, for http_cookie_value(); NULL without one */
    bool tls;
} WebsocketPeer;

/** Any entry may be NULL. Sending and closing, this one or others, is allowed in each of them. */
typedef struct WebsocketEvents {
    void (*opened)(uint64_t id, const WebsocketPeer *peer, void *user_data);
    /** One whole message, NUL-terminated besides its size. */
    void (*message)(uint64_t id, const char *text, size_t size, void *user_data);
    /** Once, and the last one. */
    void (*closed)(uint64_t id, void *user_data);
} WebsocketEvents;

/** Zero stands for the value in brackets. */
typedef struct WebsocketLimits {
    unsigned sockets_max;    /**< open at once [1024] */
    size_t message_max;      /**< bytes of one message from a peer, then 1009 [256 kB] */
    size_t queue_max;        /**< bytes that wait for one peer, then 1013 [1 MB] */
    unsigned messages_per_s; /**< from a peer, twice as many at once, then 1008 [64] */
} WebsocketLimits;

/** @return never NULL; free with websocket_hub_free() */
WebsocketHub *websocket_hub_new(
        const WebsocketLimits *limits, const WebsocketEvents *events, void *user_data);

/** All sockets must be gone: free the web server first. NULL is allowed. */
void websocket_hub_free(WebsocketHub *hub);

/** Sends a text. @return false if the socket is gone or going, also by this message's size */
bool websocket_send(WebsocketHub *hub, uint64_t id, const char *text, size_t size);

/** Closes it once everything that was sent has left; later calls change nothing. */
void websocket_close(WebsocketHub *hub, uint64_t id, WebsocketCode code, const char *reason);

/** How many are open. */
unsigned websocket_count(const WebsocketHub *hub);

/** Bytes that wait to be taken by the peer. */
size_t websocket_queued(const WebsocketHub *hub, uint64_t id);

/* ---- what follows is for the transport, web_server ---- */

/** Room before each message for the transport's frame header. */
enum { WEBSOCKET_HEADROOM = 32 };

/** Asks the transport to take messages, or the end, as soon as the connection can. */
typedef void (*WebsocketWakeFunc)(void *connection);

/** Whether one more fits. */
bool websocket_has_room(const WebsocketHub *hub);

/** A connection became a WebSocket. @return its number */
uint64_t websocket_attach(
        WebsocketHub *hub, const WebsocketPeer *peer, WebsocketWakeFunc wake, void *connection);

/** The connection is gone. */
void websocket_detach(WebsocketHub *hub, uint64_t id);

typedef struct WebsocketPiece {
    const void *bytes;
    size_t size;
    bool last;   /**< of its message */
    bool binary; /**< its message is not text */
} WebsocketPiece;

/** A piece of a message arrived. */
void websocket_receive(WebsocketHub *hub, uint64_t id, WebsocketPiece piece, int64_t now_us);

/**
 * The next message to send.
 *
 * @return  a buffer with the text from byte WEBSOCKET_HEADROOM on, or NULL; g_byte_array_unref()
 */
GByteArray *websocket_next(WebsocketHub *hub, uint64_t id);

/** Whether it is being closed, and if asked, how. */
bool websocket_is_ending(
        const WebsocketHub *hub, uint64_t id, WebsocketCode *ret_code, const char **ret_reason);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(WebsocketHub, websocket_hub_free)

#endif
