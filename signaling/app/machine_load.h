/**
 * machine_load: whether the machine is so busy with meetings that what can wait has to wait.
 *
 * Of /proc/stat: time that is neither idle nor given to processes of low priority is the meetings'. So work of low
 * priority does not count against itself, however much it takes.
 *
 * Units       percent of all processors.
 * Ownership   by value.
 * Thread      one at a time.
 * Errors      a text that is not understood leaves all as it was.
 * Memory      the last reading.
 */
#ifndef SIGNALING_APP_MACHINE_LOAD_H
#define SIGNALING_APP_MACHINE_LOAD_H

#include <stdbool.h>
#include <stdint.h>

enum {
    MACHINE_LOAD_HIGH_PERCENT = 80, /**< a meeting grows within a second: leave it room */
    MACHINE_LOAD_LOW_PERCENT = 60,  /**< and no to and fro */
};

typedef struct MachineLoad {
    uint64_t busy, all; /* of the last reading, in ticks */
    int percent;        /**< between the last two */
    bool high;
} MachineLoad;

/** @param text  of /proc/stat. @return whether it is high now */
bool machine_load_read(MachineLoad *load, const char *text);

/** The same with the machine's own. */
bool machine_load_look(MachineLoad *load);

#endif
