/**
 * test_directory: a real slapd of this machine, on 127.0.0.1, with one account: thuky, "Dung 123!".
 *
 * Units       none.
 * Ownership   test_directory_clear() ends it and removes its folder.
 * Thread      the test's.
 * Errors      fail the test.
 * Memory      none.
 */
#ifndef TESTS_LOOP_TEST_DIRECTORY_H
#define TESTS_LOOP_TEST_DIRECTORY_H

#include <gio/gio.h>

#include <stdint.h>

#define TEST_DIRECTORY_USER_DN "uid={username},ou=people,dc=example"

typedef struct TestDirectory {
    char *folder;
    char *url; /**< ldap://127.0.0.1:PORT */
    GSubprocess *slapd;
} TestDirectory;

/** A port of 127.0.0.1 on which nobody listens. */
uint16_t test_directory_free_port(void);

/** Starts it and waits until it answers. */
void test_directory_init(TestDirectory *directory);

/** Nobody answers any more at its address. */
void test_directory_stop(TestDirectory *directory);

/** Stopped or not. */
void test_directory_clear(TestDirectory *directory);

#endif
