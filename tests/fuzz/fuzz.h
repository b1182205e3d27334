/**
 * fuzz: what every fuzz target has: one function that takes any bytes and must neither crash nor leak.
 *
 * Units       sizes are bytes.
 * Ownership   borrows the input.
 * Thread      one.
 * Errors      a fault ends the process; the return value is always 0.
 * Memory      nothing is kept from one input to the next.
 */
#ifndef TESTS_FUZZ_FUZZ_H
#define TESTS_FUZZ_FUZZ_H

#include <stddef.h>
#include <stdint.h>

/** Called by libFuzzer, or by replay.c in builds without it. */
/* NOLINTNEXTLINE(readability-identifier-naming): the name is libFuzzer's */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#endif
