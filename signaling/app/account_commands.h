/**
 * account_commands: `giaoban user …`, and the administrator of the first start: for who sits at the server itself.
 *
 * No password is ever chosen here: it is made, printed once, and must be changed at the first login.
 *
 * Units       none.
 * Ownership   nothing is kept; texts returned are the caller's.
 * Thread      the program's only one; they block.
 * Errors      GError with what to do; the caller prints it.
 * Memory      none.
 */
#ifndef SIGNALING_APP_ACCOUNT_COMMANDS_H
#define SIGNALING_APP_ACCOUNT_COMMANDS_H

#include "config/settings.h"
#include "signaling/meeting/permission.h"

#include <stdbool.h>

#define FIRST_ADMIN "quantri"

#define ACCOUNT_COMMAND_ERROR (account_command_error_quark())
GQuark account_command_error_quark(void);

typedef enum AccountCommandError {
    ACCOUNT_COMMAND_ERROR_UNKNOWN, /**< no such account */
    ACCOUNT_COMMAND_ERROR_VALUE,   /**< what no account can have */
} AccountCommandError;

/** What a new account is; NULL is "". */
typedef struct AccountWish {
    const char *username;
    const char *name;
    const char *role; /**< code or name */
    const char *unit;
    const char *site;
    bool keeps; /**< need not change the password: for a demonstration */
} AccountWish;

/** @return "account USERNAME PASSWORD\n" */
char *account_command_create(const Settings *settings, const AccountWish *wish, GError **error);

/** A new password; no lock, no second factor, no session. @return as above */
char *account_command_reset(const Settings *settings, const char *username, GError **error);

bool account_command_unlock(const Settings *settings, const char *username, GError **error);

/** A line for each: user name, role, unit, name, and what keeps it out; tabs between. */
char *account_command_list(const Settings *settings, GError **error);

/** Makes the first administrator if there is no account at all. @return as account_command_create(), or "" */
char *account_command_first(const Settings *settings, GError **error);

#endif
