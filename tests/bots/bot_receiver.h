/**
 * bot_receiver: what comes in over one connection of a bot: counted, asked for again, reported on.
 *
 * It behaves as a browser does: NACK for what is missing, PLI when pictures do not go on without.
 *
 * Units       times are microseconds of the monotonic clock.
 * Ownership   borrows meters and probe; they outlive it.
 * Thread      one at a time: the network loop.
 * Errors      what makes no sense is dropped.
 * Memory      a nack_list, a frame_meter's window, and for a probe the packets of a few pictures.
 */
#ifndef TESTS_BOTS_BOT_RECEIVER_H
#define TESTS_BOTS_BOT_RECEIVER_H

#include "mcu/wire/rtcp_packet.h"
#include "mcu/wire/sdp_agreement.h"
#include "tests/bots/bot_meters.h"
#include "tests/bots/bot_probe.h"

#include <glib.h>

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { BOT_RECEIVER_BLOCKS_MAX = 2 };

typedef struct BotReceiver BotReceiver;

typedef struct BotReceiverConfig {
    const SdpAgreement *agreement; /**< read at once, not kept */
    SdpRole picture; /**< which of the two: SDP_ROLE_PICTURE, with the sound, or SDP_ROLE_SLIDES */
    uint32_t own_ssrc; /**< under which feedback is sent */
    BotMeters *meters;
    BotProbe *looks;   /**< what this bot sees goes there, or NULL */
    BotProbe *listens; /**< what it hears */
    /** Each packet of sound, open; NULL if nobody wants them. */
    void (*heard)(const uint8_t *payload, size_t size, uint8_t level, void *user_data);
    void (*send)(const uint8_t *packet, size_t size, void *user_data);            /**< RTCP */
    bool (*open)(uint8_t *packet, size_t *size, int64_t now_us, void *user_data); /**< decrypts */
    void *user_data;
} BotReceiverConfig;

BotReceiver *bot_receiver_new(const BotReceiverConfig *config);

/** Enters what was lost into the meters. NULL is allowed. */
void bot_receiver_free(BotReceiver *receiver);

/** Takes a packet as it is on the line, and opens it only if it must know what is in it. */
void bot_receiver_rtp(BotReceiver *receiver, uint8_t *packet, size_t size, int64_t now_us);

/** A packet came that another receiver of the connection takes: the sender wants to know of all of them. */
void bot_receiver_note(BotReceiver *receiver, const uint8_t *packet, size_t size, int64_t now_us);

void bot_receiver_sender_report(
        BotReceiver *receiver, uint32_t ssrc, const RtcpSenderInfo *sender, int64_t now_us);

/** Sends what is due of NACK, PLI and transport-cc. Call it every 20 ms. */
void bot_receiver_tick(BotReceiver *receiver, int64_t round_trip_us, int64_t now_us);

/** The blocks for a report. @return how many */
size_t bot_receiver_reports(
        BotReceiver *receiver, int64_t now_us, RtcpReportBlock out_blocks[BOT_RECEIVER_BLOCKS_MAX]);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(BotReceiver, bot_receiver_free)

#endif
