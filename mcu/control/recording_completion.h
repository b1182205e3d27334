/**
 * recording_completion: the other mode of this program: a recording's segments are made into one whole file, at the lowest
 * priority, and the result is a line of JSON on the standard output.
 *
 *      giaoban-mcu --complete FILE SEGMENT…
 *      {"duration_us":…,"bytes":…,"width":…,"height":…,"sha256":"…","segments":[{"start_us":…,"offset_us":…,"duration_us":…}],
 *       "stems":[{"number":1,"identity":"…","name":"…","bytes":…,"sha256":"…"}]}
 *      {"fault":"busy","reason":"…"}
 *
 * Units       in the names.
 * Ownership   arguments are the caller's.
 * Thread      main; it waits for the disk.
 * Errors      a fault: busy (a segment is being written), nothing (none holds anything), disk_full, read_only, disk.
 * Memory      as recording_join.
 */
#ifndef MCU_CONTROL_RECORDING_COMPLETION_H
#define MCU_CONTROL_RECORDING_COMPLETION_H

#include <stdbool.h>
#include <stddef.h>

/** @return whether the file is whole now */
bool recording_completion_run(const char *path, char *const *segments, size_t count);

#endif
