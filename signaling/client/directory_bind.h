/**
 * directory_bind: whether a directory (LDAP) knows this name with this password: a simple bind, nothing else.
 *
 * Blocks for up to DIRECTORY_TIMEOUT_S: on a worker thread, never on a loop.
 *
 * Units       seconds.
 * Ownership   texts stay the caller's.
 * Thread      any: each call has a connection of its own.
 * Errors      DIRECTORY_ERROR: the directory was not reached, which is no wrong password.
 * Memory      one connection for the time of a call.
 */
#ifndef SIGNALING_CLIENT_DIRECTORY_BIND_H
#define SIGNALING_CLIENT_DIRECTORY_BIND_H

#include <glib.h>

#include <stdbool.h>

enum { DIRECTORY_TIMEOUT_S = 5 };

#define DIRECTORY_ERROR (directory_error_quark())
GQuark directory_error_quark(void);

typedef enum DirectoryError {
    DIRECTORY_ERROR_REACH, /**< no answer, no TLS, no such server */
    DIRECTORY_ERROR_OFF,   /**< none is configured */
} DirectoryError;

typedef struct DirectoryConfig {
    const char *url;     /**< "" for none */
    const char *user_dn; /**< with "{username}" in it */
    bool tls;            /**< ldap:// begins TLS before the password is sent */
} DirectoryConfig;

/** The name to bind as: the user name stands in it so that it cannot become anything else (RFC 4514, 2.4). g_free() it. */
char *directory_bind_name(const char *user_dn, const char *username);

/** @param ret_fits  an empty password never does: directories take it for nobody */
bool directory_bind(const DirectoryConfig *config, const char *username, const char *password,
        bool *ret_fits, GError **error);

#endif
