/**
 * beep_ear: hears where in a stream of samples a tone of 1 kHz begins.
 *
 * A window of 5 ms slides over the samples, 1 ms at a time; the tone begins where its part of the window
 * exceeds a threshold after it was below for a while. The same ear on the sent and on the received
 * sound errs alike, so the difference is right to 1 ms.
 *
 * Units       samples are 48 kHz, mono, 16 bit; offsets are microseconds.
 * Ownership   a plain value.
 * Thread      one at a time.
 * Errors      none.
 * Memory      one window.
 */
#ifndef TESTS_BOTS_BEEP_EAR_H
#define TESTS_BOTS_BEEP_EAR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    BEEP_EAR_RATE_HZ = 48000,
    BEEP_EAR_HOP = 48,         /* 1 ms */
    BEEP_EAR_WINDOW = 240,     /* 5 ms: five periods of the tone */
    BEEP_EAR_LOUD = 2500,      /* amplitude of the tone, of 32767 */
    BEEP_EAR_QUIET_HOPS = 200, /* so long it must have been away */
};

typedef struct BeepEar {
    int16_t window[BEEP_EAR_WINDOW]; /* the latest samples, oldest first */
    size_t fresh;                    /* samples taken since the last hop */
    unsigned quiet_hops;
} BeepEar;

/**
 * Listens to some samples.
 *
 * @param ret_offset_us  where in them the tone was found to begin
 * @return               whether it did
 */
bool beep_ear_listen(BeepEar *ear, const int16_t *samples, size_t count, int64_t *ret_offset_us);

#endif
