/**
 * office_guest: somebody with an account who has logged in at the server under test and asks for things.
 *
 * Units       none.
 * Ownership   the test clears it, and its replies.
 * Thread      the test's only one.
 * Errors      an account that cannot be made fails the test.
 * Memory      none.
 */
#ifndef TESTS_LOOP_OFFICE_GUEST_H
#define TESTS_LOOP_OFFICE_GUEST_H

#include "tests/loop/http_ask.h"

#include <jansson.h>

typedef struct OfficeGuest {
    TestServer *test;
    char *username;
    char *cookie;
    char *csrf;
} OfficeGuest;

/** Makes an account ROLE.UNIT and logs in. */
OfficeGuest office_guest_new(TestServer *test, const char *role, const char *unit);
void office_guest_clear(OfficeGuest *guest);

/** @param body  JSON; NULL for none */
HttpReply office_guest_ask(
        const OfficeGuest *guest, const char *method, const char *path, const char *body);

/** The same; the answer as JSON, after its status was as expected. */
json_t *office_guest_json(const OfficeGuest *guest, const char *method, const char *path,
        const char *body, unsigned status);

/** A reply's body. Free with g_free(). */
char *office_guest_text(const HttpReply *reply);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(OfficeGuest, office_guest_clear)

#endif
