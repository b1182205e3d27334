/**
 * sip_hall: a whole server with a site, 903, whose SIP device the test plays.
 *
 * Units       none.
 * Ownership   the test owns the hall.
 * Thread      the test's only one.
 * Errors      fail the test.
 * Memory      none.
 */
#ifndef TESTS_LOOP_SIP_HALL_H
#define TESTS_LOOP_SIP_HALL_H

#include "tests/loop/sip_device.h"
#include "tests/loop/test_server.h"

#define SIP_HALL_PASSWORD "mat-khau-903"
#define SIP_HALL_SITE     "Điểm cầu Hòn Đất"

typedef struct SipHall {
    TestServer test;
    SipDevice device;
} SipHall;

/** The site is known from the start. @param ranges  from where it may come; "": anywhere */
void sip_hall_init(SipHall *hall, const char *ranges);
void sip_hall_clear(SipHall *hall);

/** Another server on the same port. @param alone  the MCUs have ended meanwhile */
void sip_hall_restart(SipHall *hall, bool alone);

/** Changes the database. @param text  for $1 */
void sip_hall_run(const SipHall *hall, const char *sql, const char *text);

/** Waits until the attendance log has these events of the site, and no others. */
void sip_hall_expect_joins(SipHall *hall, const char *events);

#endif
