/**
 * print_text: numbers, shares, times and durations as they are printed in Vietnamese: 5.361, 97,82%, 2:25:00, 28/03/2018.
 *
 * A dot stands between thousands, a comma before decimals; hours are Vietnam's, +07:00.
 *
 * Units       times are microseconds since 1970, UTC; 0, where there is none, becomes "".
 * Ownership   texts are the caller's: g_free().
 * Thread      any: no state.
 * Errors      none.
 * Memory      the text.
 */
#ifndef SIGNALING_REPORT_PRINT_TEXT_H
#define SIGNALING_REPORT_PRINT_TEXT_H

#include <stdint.h>

/** 5361 as 5.361. */
char *print_number(int64_t value);

/** 1234.567 with two decimals as 1.234,57. @param decimals  0 to 6 */
char *print_decimal(double value, int decimals);

/** 97.82 with two decimals as 97,82%. */
char *print_percent(double percent, int decimals);

/** 8700 s as 2:25:00. */
char *print_duration(int64_t duration_us);

/** As 08:02:00. */
char *print_clock(int64_t time_us);

/** As 08:02:00 28/03/2018. */
char *print_time(int64_t time_us);

/** As "08 giờ 02, ngày 28 tháng 3 năm 2018". */
char *print_time_long(int64_t time_us);

#endif
