/**
 * sip_device: what a room codec says to a SIP server, word by word, over UDP, TCP or TLS on 127.0.0.1: no SIP library
 * is between the test and the wire.
 *
 * Units       none.
 * Ownership   the test owns the device and what it receives.
 * Thread      the test's only one; the main loop turns while it waits.
 * Errors      fail the test.
 * Memory      what it has received and nobody has taken.
 */
#ifndef TESTS_LOOP_SIP_DEVICE_H
#define TESTS_LOOP_SIP_DEVICE_H

#include "signaling/sip/sip_digest.h"

#include <gio/gio.h>
#include <openssl/ssl.h>

typedef struct SipDevice {
    GSocket *socket;
    GSource *source;
    GString *stream;                /**< TCP: what has come of the next message */
    GQueue received;                /**< whole messages */
    void (*heard)(void *user_data); /**< one more was received; NULL: the test waits for it */
    void *heard_data;
    bool tcp;      /**< TLS too */
    SSL *ssl;      /**< NULL: in the clear */
    uint16_t port; /**< its own */
    unsigned cseq;
    unsigned nc;
    char *user;
    char *password;
    char *call_id;
    char *tag;            /**< of the server in the call; NULL: outside of one */
    unsigned invite_cseq; /**< of the last INVITE */
    char *nonce;          /**< of the last challenge; NULL: none yet */
    SipDigestAlgorithm algorithm;
} SipDevice;

void sip_device_init(
        SipDevice *device, uint16_t server_port, bool tcp, const char *user, const char *password);

/**
 * Connects by TLS of at most this version (TLS1_VERSION and so on), with whatever keys there are.
 *
 * @return false: the server would not; the device is to be cleared all the same
 */
bool sip_device_init_tls(SipDevice *device, uint16_t server_port, int version_max, const char *user,
        const char *password);

/** The device has taken a connection of the server's. Takes socket and ssl, whose handshake is over; NULL: in the clear. */
void sip_device_init_called(SipDevice *device, GSocket *socket, SSL *ssl);

void sip_device_clear(SipDevice *device);

/** By another connection: TCP. It says the port that it had, as devices do, and is in its call still. */
void sip_device_reconnect(SipDevice *device, uint16_t server_port);

/** Sends a text as it is. */
void sip_device_send(SipDevice *device, const char *text);

/**
 * Sends a request with the next CSeq, inside the call once there is one; ACK and CANCEL are those of the last INVITE.
 *
 * @param uri   of the request
 * @param more  further headers, each with its line's end; NULL: none
 * @param body  NULL: none
 */
void sip_device_ask(
        SipDevice *device, const char *method, const char *uri, const char *more, const char *body);

/** The same, as it should be: answers the challenge. Returns the last answer. Free with g_free(). */
char *sip_device_prove(
        SipDevice *device, const char *method, const char *uri, const char *more, const char *body);

/** Waits for the next message. Free with g_free(). */
char *sip_device_hear(SipDevice *device);

/** Calls with an offer, or NULL, and shows its password. Returns the first answer after 100. Free with g_free(). */
char *sip_device_call(SipDevice *device, const char *uri, const char *more, const char *offer);

/** Waits for the next final answer. Free with g_free(). */
char *sip_device_final(SipDevice *device);

/** Confirms a 200, whose tag is that of the call from now on. @param body  an answer, or NULL */
void sip_device_ack(SipDevice *device, const char *answer, const char *uri, const char *body);

/**
 * Answers a request; with an INVITE the device is called, and asks in that call from now on.
 *
 * @param status  "180 Ringing"
 * @param more    further headers, each with its line's end; NULL: none
 * @param body    SDP; NULL: none
 */
void sip_device_answer(SipDevice *device, const char *request, const char *status, const char *more,
        const char *body);

/** Answers a request with 200. */
void sip_device_accept(SipDevice *device, const char *request);

/** What stands behind the head. */
const char *sip_device_body(const char *message);

/** The status of an answer. */
int sip_device_status(const char *answer);

/** A header's value, the n-th of its name, counted from 0; NULL: none. Free with g_free(). */
char *sip_device_header(const char *message, const char *name, unsigned n);

/** The value of Authorization for the last challenge. Free with g_free(). */
char *sip_device_authorization(SipDevice *device, const char *method, const char *uri);

/** Takes the challenge of this answer with this algorithm. */
void sip_device_note_challenge(SipDevice *device, const char *answer, SipDigestAlgorithm algorithm);

#endif
