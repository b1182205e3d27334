/**
 * rest_scope: how far an actor's permission reaches: this unit, this meeting?
 *
 * What lies outside is 404: it is not told whether it exists. A meeting that one may see but not command is 403. An
 * actor whose unit is "" stands above all units.
 *
 * Units       none.
 * Ownership   texts stay the caller's.
 * Thread      the store's.
 * Errors      as database.h; a refusal is the call's answer.
 * Memory      none.
 */
#ifndef SIGNALING_APP_REST_SCOPE_H
#define SIGNALING_APP_REST_SCOPE_H

#include "signaling/app/rest_call.h"

/**
 * The units at and below the one in parameter `n` (as "$3"), itself an SQL table of one column, code:
 *     "… WHERE unit IN " REST_UNITS_BELOW("$1")
 * For "" it is all units and "" itself.
 */
#define REST_UNITS_BELOW(n)                                                                        \
    "(WITH RECURSIVE below(code) AS (SELECT " n " UNION SELECT u.code FROM units u JOIN below b "  \
    "ON u.parent = b.code) SELECT code FROM below)"

/** What a permission is asked about. Texts may be NULL. */
typedef struct RestMeeting {
    const char *code;
    const char *unit;  /**< that convenes it */
    const char *chair; /**< accounts */
    const char *secretary;
} RestMeeting;

/** Whether a unit is another, or below it. Every unit is below "". */
bool rest_unit_is_below(
        Database *database, const char *unit, const char *top, bool *ret_below, GError **error);

/** Whether the actor's permission reaches things of this unit. */
bool rest_reaches_unit(const RestCall *call, Database *database, Permission permission,
        const char *unit, bool *ret_reaches, GError **error);

bool rest_reaches_meeting(const RestCall *call, Database *database, Permission permission,
        const RestMeeting *meeting, bool *ret_reaches, GError **error);

/** The same for who comes by another way than a call. */
bool rest_actor_reaches_meeting(const RestActor *actor, Database *database, Permission permission,
        const RestMeeting *meeting, bool *ret_reaches, GError **error);

/** The same as a check: false is an error, or an answer of 404. */
bool rest_need_unit(RestCall *call, Database *database, Permission permission, const char *unit,
        GError **error);

/** false is an error, or an answer: 403 for a meeting that the actor may see, 404 otherwise. */
bool rest_need_meeting(RestCall *call, Database *database, Permission permission,
        const RestMeeting *meeting, GError **error);

/** The unit's name, "" for none. Free with g_free(); NULL when the database failed. */
char *rest_unit_name(Database *database, const char *unit, GError **error);

#endif
