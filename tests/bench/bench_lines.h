/**
 * bench_lines: what it costs at least to send something to many peers: the cipher and the system call, and nothing else.
 *
 * A line is an SRTP session (AES-128-GCM) and a UDP socket whose packets go to another one on loopback, which a thread of
 * its own empties.
 *
 * Units       sizes are bytes, costs are milliseconds of the calling thread's processor time.
 * Ownership   none is shared.
 * Thread      one at a time.
 * Errors      no socket to be had ends the program.
 * Memory      two sockets and a session for each line.
 */
#ifndef TESTS_BENCH_BENCH_LINES_H
#define TESTS_BENCH_BENCH_LINES_H

#include <glib.h>

#include <stddef.h>
#include <stdint.h>

enum { BENCH_LINES_PACKET_MAX = 1300 };

typedef struct BenchLines BenchLines;

/** What sending has cost so far. */
typedef struct BenchLinesCost {
    double protect_ms;
    double send_ms;
} BenchLinesCost;

BenchLines *bench_lines_new(size_t count);

/** NULL is allowed. */
void bench_lines_free(BenchLines *lines);

/** Sends so many bytes to everybody, as the next packet of a stream. @param size  12 to BENCH_LINES_PACKET_MAX */
void bench_lines_send(BenchLines *lines, uint32_t ssrc, size_t size, BenchLinesCost *cost);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(BenchLines, bench_lines_free)

#endif
