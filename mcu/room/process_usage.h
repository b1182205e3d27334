/**
 * process_usage: what this process costs the machine.
 *
 * Units       in the names.
 * Ownership   a plain value.
 * Thread      any.
 * Errors      what cannot be read is 0.
 * Memory      none.
 */
#ifndef MCU_ROOM_PROCESS_USAGE_H
#define MCU_ROOM_PROCESS_USAGE_H

#include <stdint.h>

typedef struct ProcessUsage {
    double cpu_seconds;   /**< user and system time since the start */
    int64_t memory_bytes; /**< resident */
    int64_t threads;
} ProcessUsage;

ProcessUsage process_usage(void);

#endif
