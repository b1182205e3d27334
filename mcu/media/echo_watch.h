/**
 * echo_watch: whether a site returns what it is sent: its loudspeakers are heard in its microphone.
 *
 *      each tick:   the loudness of what it was sent, and of what came from it
 *      once a second: do the ups and downs of the second repeat those of the first, later by one and the same time?
 *
 * Only loudness is compared, so nothing has to be decoded for it; and only how it changes from syllable to syllable,
 * so that two who speak in turns are not taken for one that repeats the other. What two say at once is alike for some
 * seconds now and then (in one of two hundred minutes); an echo is more alike, or stays alike, and is as late as it was.
 *
 * Units       levels as in audio_level.h, one a tick of 20 ms; delays are microseconds.
 * Ownership   a plain value, one for each site; {0} at first.
 * Thread      one at a time: the sound thread.
 * Errors      none.
 * Memory      fixed: ECHO_WATCH_TICKS levels, twice.
 */
#ifndef MCU_MEDIA_ECHO_WATCH_H
#define MCU_MEDIA_ECHO_WATCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    ECHO_WATCH_LAGS = 60,       /**< 1.2 s: a poor line there and back, jitter buffers, the hall */
    ECHO_WATCH_WINDOW = 250,    /**< 5 s are compared */
    ECHO_WATCH_TICKS = 512,     /**< a power of two, above both with their edges */
    ECHO_WATCH_SURE_TIMES = 2,  /**< beyond doubt in a row, and as late, before it is believed */
    ECHO_WATCH_TIMES = 6,       /**< found so: the first and the last share no sound */
    ECHO_WATCH_CLEAN_TIMES = 3, /**< judged so in a row before it is believed that there is none */
};

typedef struct EchoWatch {
    uint32_t ticks;
    unsigned found, sure, clean, rest; /**< times in a row */
    bool judged;                       /**< there was something to hear, at least once */
    bool echo;
    uint8_t likeness_percent; /**< of the last judgement */
    int lag;                  /**< where it was, in ticks */
    int64_t delay_us;         /**< of the echo */
    uint8_t sent[ECHO_WATCH_TICKS];
    uint8_t heard[ECHO_WATCH_TICKS];
} EchoWatch;

/** A tick: what it was sent and what came from it, as loud as that was. */
void echo_watch_tick(EchoWatch *watch, uint8_t sent_dbov, uint8_t heard_dbov);

/** Once a second. Costs some 20 µs when both have been heard, and nothing otherwise. */
void echo_watch_judge(EchoWatch *watch);

#endif
