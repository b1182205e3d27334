/**
 * permission: who may do what in a meeting, in one table.
 *
 * Every command of every interface (/ws, HTTP, WHIP, WHEP) is asked here before it is carried out.
 *
 * Units       none.
 * Ownership   texts returned are constants.
 * Thread      any: no state.
 * Errors      none: a command is allowed or not.
 * Memory      none.
 */
#ifndef SIGNALING_MEETING_PERMISSION_H
#define SIGNALING_MEETING_PERMISSION_H

#include <stdbool.h>

typedef enum Role { ROLE_CHAIR, ROLE_SITE, ROLE_VIEWER, ROLE_COUNT } Role;

typedef enum Permission {
    PERMISSION_WATCH,   /**< receive the mixed picture and sound */
    PERMISSION_PUBLISH, /**< send sound and picture into the meeting */
    PERMISSION_SET_OWN, /**< switch the own microphone and camera */
    PERMISSION_LAYOUT,  /**< choose what all see, and what is written over it */
    PERMISSION_FLOOR,   /**< give the floor, and take it */
    PERMISSION_PRESENT, /**< show slides */
    PERMISSION_PREEMPT, /**< show slides in place of another's, and end them */
    PERMISSION_END,     /**< end the meeting */
    PERMISSION_COUNT
} Permission;

/** The word that stands in tokens, messages and on the command line. */
const char *role_name(Role role);

/** @return false for a word that names no role */
bool role_from_name(const char *name, Role *ret_role);

bool permission_allows(Role role, Permission permission);

#endif
