/**
 * web_client: a raw HTTP and WebSocket client for tests, made to be as wrong as a test needs it.
 *
 * Units       sizes are bytes.
 * Ownership   the test owns the client and every text it gets.
 * Thread      blocking: a thread of the test's own, beside the server's loop.
 * Errors      a peer that says nothing for 20 s fails the test.
 * Memory      what the server sends.
 */
#ifndef TESTS_LOOP_WEB_CLIENT_H
#define TESTS_LOOP_WEB_CLIENT_H

#include <glib.h>

#include <stdbool.h>
#include <stdint.h>

typedef struct WebClient WebClient;

typedef struct WebClientTarget {
    const char *address; /**< [127.0.0.1] */
    uint16_t port;
    const char *ca_path; /**< use TLS and trust this authority; NULL for plain */
    const char *alpn;    /**< "h2", "http/1.1": the one to offer; NULL for none */
    int receive_buffer;  /**< of the socket, for a slow reader; 0 for the system's */
} WebClientTarget;

/** @return NULL if the server refuses the connection or TLS fails */
WebClient *web_client_new(const WebClientTarget *target);
void web_client_free(WebClient *client);

/** The protocol that the server chose by ALPN, or NULL. g_free() it. */
char *web_client_alpn(const WebClient *client);

/** The serial number of the server's certificate. g_free() it. */
char *web_client_serial(const WebClient *client);

/** Whether all of it was taken. */
bool web_client_write(WebClient *client, const void *bytes, size_t size);
bool web_client_print(WebClient *client, const char *format, ...) G_GNUC_PRINTF(2, 3);

/** Bytes read, 0 at the end or after a reset. */
size_t web_client_read(WebClient *client, void *buffer, size_t size);

/** Everything until the server closes. */
char *web_client_read_all(WebClient *client);

typedef struct WebReply {
    unsigned status; /**< 0: the connection ended instead */
    char *head;      /**< with its empty line */
    GByteArray *body;
} WebReply;

/** One response with Content-Length; no body is read for a HEAD. */
WebReply web_client_reply(WebClient *client, bool head_only);
void web_reply_clear(WebReply *reply);

/** The value of a response's header. @return NULL if absent; g_free() it */
char *web_reply_header(const WebReply *reply, const char *name);

/** Sends "METHOD path HTTP/1.1" with a Host header and more lines, and reads the response. */
WebReply web_client_ask(WebClient *client, const char *method, const char *path, const char *lines,
        const char *body);

/** Upgrades. @param lines  more header lines, "Name: value\r\n" each, or "" */
unsigned web_client_upgrade(WebClient *client, const char *path, const char *lines);

/** Sends one masked frame. @param opcode 1 text, 2 binary, 8 close, 0 continuation */
bool web_client_frame(
        WebClient *client, bool final, unsigned opcode, const void *bytes, size_t size);

typedef struct WebFrame {
    unsigned opcode; /**< 0 with no bytes: the connection ended */
    GByteArray *bytes;
    unsigned code; /**< of a close frame */
} WebFrame;

WebFrame web_client_next_frame(WebClient *client);
void web_frame_clear(WebFrame *frame);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(WebClient, web_client_free)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(WebReply, web_reply_clear)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(WebFrame, web_frame_clear)

#endif
