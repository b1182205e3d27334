/**
 * bot_path: the encrypted way of one bot to the MCU: a socket, bot_ice, DTLS and SRTP; made to cost little.
 *
 * Nothing wakes up for a packet: the bots' clock polls the socket, and the kernel says when each packet came. Packets
 * are handed on as they are on the line, since most of what a bot measures stands in the clear part; who needs the
 * rest opens them.
 *
 * Units       times are microseconds of the monotonic clock; sizes are bytes.
 * Ownership   borrows the identity, which must outlive it; packets in events are lent for the call.
 * Thread      one at a time: the bots' clock. Events come only from inside bot_path_poll(), which may not free it.
 * Errors      GError for what cannot be set up; packets that are not the MCU's are dropped.
 * Memory      the socket's buffer, one DTLS and one SRTP session.
 */
#ifndef TESTS_BOTS_BOT_PATH_H
#define TESTS_BOTS_BOT_PATH_H

#include "mcu/net/dtls_identity.h"
#include "mcu/wire/sdp_agreement.h"

#include <glib.h>

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { BOT_PATH_LIVENESS_US = 30000000 };

typedef struct BotPath BotPath;

typedef struct BotPathEvents {
    void (*connected)(void *user_data);
    void (*rtp)(uint8_t *packet, size_t size, int64_t now_us, void *user_data); /**< still closed */
    void (*rtcp)(const uint8_t *packet, size_t size, int64_t now_us, void *user_data); /**< open */
    void (*closed)(const char *why, void *user_data);                                  /**< once */
} BotPathEvents;

typedef struct BotPathLocal {
    const char *ufrag;
    const char *pwd;
    const char *fingerprint;
    const char *const *candidates; /**< NULL-terminated SDP values */
} BotPathLocal;

/** Opens the socket. @param address  a local IP address; NULL on error */
BotPath *bot_path_new(const DtlsIdentity *identity, const char *address,
        const BotPathEvents *events, void *user_data, GError **error);

/** Says good-bye. NULL is allowed. */
void bot_path_free(BotPath *path);

/** For the offer; valid as long as the path. */
const BotPathLocal *bot_path_local(const BotPath *path);

/** From the answer. */
bool bot_path_set_remote(BotPath *path, const SdpRemote *remote, bool dtls_active, GError **error);

/** Takes all that has come, and does what is due. */
void bot_path_poll(BotPath *path, int64_t now_us);

/** Opens an RTP packet of an event in place. @return false if it is not the MCU's */
bool bot_path_open(BotPath *path, uint8_t *packet, size_t *size, int64_t now_us);

/** Sends; dropped before it is connected. */
void bot_path_send_rtp(BotPath *path, const uint8_t *packet, size_t size);
void bot_path_send_rtcp(BotPath *path, const uint8_t *packet, size_t size);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(BotPath, bot_path_free)

#endif
