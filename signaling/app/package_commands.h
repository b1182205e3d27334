/**
 * package_commands: the commands that make the package of a meeting and check one.
 *
 * Checking needs nothing but the file: no configuration, no database, no network.
 *
 * Units       none.
 * Ownership   texts returned are the caller's.
 * Thread      the program's only one; they block.
 * Errors      GError with what to do; the caller prints it.
 * Memory      as package_content.h.
 */
#ifndef SIGNALING_APP_PACKAGE_COMMANDS_H
#define SIGNALING_APP_PACKAGE_COMMANDS_H

#include "config/settings.h"

#include <stdio.h>

#define PACKAGE_COMMAND_ERROR (package_command_error_quark())
GQuark package_command_error_quark(void);

typedef enum PackageCommandError {
    PACKAGE_COMMAND_ERROR_DAMAGED, /**< the package is not what was signed */
    PACKAGE_COMMAND_ERROR_KEY,     /**< it was signed by another installation */
} PackageCommandError;

typedef struct PackageWish {
    const char *meeting; /**< its code */
    const char *path;    /**< of the package */
    const char *maker;   /**< who asks; NULL: the account of the machine */
    FILE *progress;      /**< gets lines "progress PERMILLE"; NULL for none */
} PackageWish;

/** @return the line to print */
char *package_command_make(const Settings *settings, const PackageWish *wish, GError **error);

/**
 * Checks a package, and says of each part how it is.
 *
 * @param key         the public key it has to be signed with, as package_command_key() prints it; NULL: any
 * @param ret_report  lines to print, also when it is not whole
 */
bool package_command_verify(const char *path, const char *key, char **ret_report, GError **error);

/** The line with this installation's public key. */
char *package_command_key(const Settings *settings, GError **error);

#endif
