/**
 * admin_commands: the commands that work beside a running server: meetings, links, attendance.
 *
 * Each opens the database for itself, does one thing, and is done.
 *
 * Units       none.
 * Ownership   nothing is kept.
 * Thread      the program's only one; they block.
 * Errors      GError with what to do; the caller prints it.
 * Memory      none.
 */
#ifndef SIGNALING_APP_ADMIN_COMMANDS_H
#define SIGNALING_APP_ADMIN_COMMANDS_H

#include "config/settings.h"
#include "signaling/meeting/permission.h"

#include <stdint.h>

#define ADMIN_ERROR (admin_error_quark())
GQuark admin_error_quark(void);

typedef enum AdminError {
    ADMIN_ERROR_USAGE,
    ADMIN_ERROR_UNKNOWN_MEETING,
    ADMIN_ERROR_ADDRESS, /**< nobody knows the server's port */
} AdminError;

/** @param if_missing  a meeting with this code is fine, whatever its title */
bool admin_create_meeting(const Settings *settings, const char *code, const char *title,
        bool if_missing, GError **error);

/** A line for each meeting: code, tab, title. Free with g_free(). */
char *admin_list_meetings(const Settings *settings, GError **error);

/** What a join link is for. */
typedef struct AdminLink {
    const char *meeting; /**< its code */
    const char *site;
    Role role;
    int64_t rate_cap_kbps; /**< 0: as for all */
} AdminLink;

/** The join link of a site. Free with g_free(). */
char *admin_make_link(const Settings *settings, const AdminLink *link, GError **error);

/** The attendance report as CSV: of a session that is closed the frozen file. Free with g_free(). */
char *admin_attendance(const Settings *settings, const char *code, GError **error);

/** Who joined and left, as CSV. Free with g_free(). */
char *admin_joins(const Settings *settings, const char *code, GError **error);

/**
 * How the sites' lines did: a row a site with the 95th percentile of its bit rates, tabs between the columns.
 *
 * @param csv  every sample instead, as CSV
 * @return     free with g_free()
 */
char *admin_lines(const Settings *settings, const char *code, bool csv, GError **error);

/** The configuration of the relay of media.turn, for coturn. Free with g_free(). */
char *admin_turn_config(const Settings *settings, GError **error);

/** What receivers of webhooks check the signatures with; made when there is none yet. Free with g_free(). */
char *admin_webhook_secret(const Settings *settings, GError **error);

#endif
