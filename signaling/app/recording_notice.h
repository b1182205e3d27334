/**
 * recording_notice: that a meeting is recorded is told to every site: spoken once, to all who are there, and written,
 * to each until it says that it has seen it.
 *
 *   begun ─► written, to all who are there ─► `record_ack` of each site, an event
 *   the first file is written ─► spoken into the mix, so that the recording itself holds it
 *   somebody comes later ─► written; its offer waits until it has said that it has seen it
 *   without a page       ─► spoken to it alone before anything else (leg_offers), or written in the answer to its offer:
 *                           `record_ack` with `how`
 *
 * Units       none.
 * Ownership   a plain value; everything in it is the caller's and outlives it.
 * Thread      the main loop's.
 * Errors      a notice that cannot be spoken is logged: the written one stands.
 * Memory      none.
 */
#ifndef SIGNALING_APP_RECORDING_NOTICE_H
#define SIGNALING_APP_RECORDING_NOTICE_H

#include "signaling/app/conduct_voice.h"
#include "signaling/mcu_link/mcu_room.h"

typedef struct RecordingNotice {
    const ConductVoice *voice;
    McuRoom *room;
    const char *sound; /**< path of a WAV file; "": the sentence that is built in */
    int64_t spoken;    /**< the recording of which it was spoken last; 0: none */
} RecordingNotice;

/** A recording began. */
void recording_notice_write(const RecordingNotice *notice);

/** Its file is written now. */
void recording_notice_speak(RecordingNotice *notice);

/** After a welcome: to somebody who has not said yet that it has seen it. @param identity  "": a console */
void recording_notice_repeat(const RecordingNotice *notice, uint64_t session, const char *identity);

/** Whether somebody must say so before it is connected: it came after the beginning. */
bool recording_notice_is_owed(const Proceedings *state, const char *identity);

#endif
