/**
 * bot_line: the way of a bot that is a room's device: RTP on two port pairs, with keys in the description or in the clear,
 * as SIP carries it. It stands in the place of bot_path.
 *
 * Units       sizes are bytes.
 * Ownership   borrows the loop and the identity, which must outlive it; packets in events are lent for the call.
 * Thread      the network loop. Events come from there, and never from inside a call.
 * Errors      GError for what cannot be set up or is no answer; packets that are not the MCU's are dropped.
 * Memory      that of a leg_hardware, and one packet.
 */
#ifndef TESTS_BOTS_BOT_LINE_H
#define TESTS_BOTS_BOT_LINE_H

#include "mcu/net/dtls_identity.h"
#include "mcu/net/net_loop.h"
#include "mcu/wire/sdp_agreement.h"
#include "tests/bots/bot_path.h"

#include <glib.h>

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct BotLine BotLine;

typedef struct BotLineConfig {
    NetLoop *loop;
    const DtlsIdentity *identity;
    const char *address; /**< a local one */
    bool plain;          /**< it offers RTP in the clear too */
} BotLineConfig;

/**
 * Opens its ports and makes the offer.
 *
 * @param events  of them only `rtp`, which is open already, `rtcp` and `closed` are called
 */
BotLine *bot_line_new(
        const BotLineConfig *config, const BotPathEvents *events, void *user_data, GError **error);

/** NULL is allowed. */
void bot_line_free(BotLine *line);

/** Owned by it. */
const char *bot_line_offer(const BotLine *line);

/** It may send from here on. */
bool bot_line_take_answer(BotLine *line, const char *sdp, GError **error);

/** What was agreed on; NULL before the answer. */
const SdpAgreement *bot_line_agreement(const BotLine *line);

/** Sends; dropped before the answer. */
void bot_line_send_rtp(BotLine *line, const uint8_t *packet, size_t size);
void bot_line_send_rtcp(BotLine *line, const uint8_t *packet, size_t size);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(BotLine, bot_line_free)

#endif
