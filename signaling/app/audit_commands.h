/**
 * audit_commands: the commands for the audit log that work beside a running server: verify, export, prune.
 *
 * Units       none.
 * Ownership   nothing is kept.
 * Thread      the program's only one; they block.
 * Errors      GError with what to do; the caller prints it.
 * Memory      export writes as it reads.
 */
#ifndef SIGNALING_APP_AUDIT_COMMANDS_H
#define SIGNALING_APP_AUDIT_COMMANDS_H

#include "config/settings.h"

#include <glib.h>

#include <stdbool.h>
#include <stdio.h>

#define AUDIT_COMMAND_ERROR (audit_command_error_quark())
GQuark audit_command_error_quark(void);

typedef enum AuditCommandError {
    AUDIT_COMMAND_ERROR_BROKEN, /**< the log is not what was written; the message names the first row */
    AUDIT_COMMAND_ERROR_USAGE,
    AUDIT_COMMAND_ERROR_OUTPUT,
} AuditCommandError;

/** What it found, as lines of text; free with g_free(). A log that is broken is an error. */
char *audit_command_verify(const Settings *settings, GError **error);

/** Writes the log as JSON lines, oldest first. @param from, to  days as 2026-11-22 in UTC, `to` not included; or NULL */
bool audit_command_export(
        const Settings *settings, const char *from, const char *to, FILE *out, GError **error);

/** Takes out what is older than `audit.keep_days` and leaves an anchor; a line of text, free with g_free(). */
char *audit_command_prune(const Settings *settings, GError **error);

#endif
