/**
 * sound_copies: earlier packets of sound, sent once more within later ones (RFC 2198) on a line that loses them.
 *
 *     lost singly:   packet n brings n-2; Opus' own error correction in n+1 stands for the one between
 *     lost in runs:  packet n brings the one from before the longest run
 *
 * On a clean line there are none, and all who listen share one payload. Nothing is encoded for them.
 *
 * Units       RTP time is ticks of 48 kHz; a packet is 20 ms; rates are bits a second.
 * Ownership   holds references on the packets that it may repeat; sound_copies_clear() lets go of them.
 * Thread      none of its own and no lock: the leg's network loop.
 * Errors      nothing here fails.
 * Memory      SOUND_COPIES_KEPT payloads, which all listeners share.
 */
#ifndef MCU_RTP_SOUND_COPIES_H
#define MCU_RTP_SOUND_COPIES_H

#include "mcu/rtp/loss_runs.h"

#include <glib.h>

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    SOUND_COPIES_MAX = 2,   /**< in one packet */
    SOUND_COPIES_BACK = 16, /**< packets: RED counts to 341 ms */
    SOUND_COPIES_KEPT = SOUND_COPIES_BACK + 1,
};

/** Starts as {0}: no copies. */
typedef struct SoundCopies {
    size_t count;                    /**< copies in each packet from now on */
    unsigned back[SOUND_COPIES_MAX]; /**< how many packets before it, the oldest first */
    struct {
        GBytes *payload;
        uint32_t timestamp_ticks;
    } kept[SOUND_COPIES_KEPT]; /* a ring */
    size_t next;
} SoundCopies;

void sound_copies_clear(SoundCopies *copies);

/** @param room  the line has room for two in each packet. @return whether there are more or fewer now */
bool sound_copies_choose(SoundCopies *copies, const LossRunsView *loss, bool room);

/**
 * Takes the next packet of the stream.
 *
 * @param type  the payload type of the sound
 * @return      the payload with its copies, a new reference; NULL: the packet goes as it is
 */
GBytes *sound_copies_wrap(
        SoundCopies *copies, GBytes *payload, uint32_t timestamp_ticks, uint8_t type);

#endif
