/**
 * idle_meter: how many of the machine's processors nobody used lately, from /proc/stat. What runs at low priority counts as
 * use: Linux weighs sessions before the processes in them, so it does not give way to other sessions (sched(7), autogroup).
 *
 * Units       processors.
 * Ownership   a plain value, {0} at first.
 * Thread      that of its holder.
 * Errors      a text that is not understood leaves all as it was: 0 at first, so that nothing is taken for granted.
 * Memory      the last reading.
 */
#ifndef MCU_ROOM_IDLE_METER_H
#define MCU_ROOM_IDLE_METER_H

#include <stdint.h>

typedef struct IdleMeter {
    uint64_t idle, all; /* of the last reading, in ticks of all processors */
    double processors;  /* between the last two */
} IdleMeter;

/** @param text  of /proc/stat; @param processors  that it is about. @return idle since the last call */
double idle_meter_read(IdleMeter *meter, const char *text, unsigned processors);

/** The same with the machine's own. */
double idle_meter_look(IdleMeter *meter);

#endif
