/**
 * permission: who may do what, and how far it reaches, in one table: roles × permissions → scope.
 *
 * Every command of every interface (/ws, HTTP, WHIP, WHEP) names a permission, and is asked here before it is carried
 * out; nothing else decides. A scope says to which units and meetings a permission of a role reaches; a wider one
 * holds the narrower ones. Whoever came with a join link is asked for the meeting of that link only.
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

/** Each account has one. Onlookers have a link and no account. */
typedef enum Role {
    ROLE_CHAIR,
    ROLE_SITE, /**< a site, or its technician's account */
    ROLE_VIEWER,
    ROLE_SECRETARY,
    ROLE_OPERATOR,
    ROLE_ADMIN,
    ROLE_CLERK,
    ROLE_COUNT
} Role;

typedef enum Scope {
    SCOPE_NONE,
    SCOPE_OWN_SITE, /**< its own: site, account, the meeting of its link */
    SCOPE_NAMED,    /**< meetings in which the account is named as chair or secretary */
    SCOPE_UNIT,     /**< of its unit */
    SCOPE_SUBTREE,  /**< of its unit and those below */
} Scope;

typedef enum Permission {
    /* in a meeting */
    PERMISSION_WATCH,   /**< receive the mixed picture and sound */
    PERMISSION_PUBLISH, /**< send sound and picture into the meeting */
    PERMISSION_SET_OWN, /**< switch the own microphone and camera */
    PERMISSION_ASK,     /**< ask for the floor, withdraw */
    PERMISSION_VOTE,    /**< the own site's vote */
    PERMISSION_CHAT,
    PERMISSION_PRESENT, /**< show slides */
    PERMISSION_PREEMPT, /**< show slides in place of another's, and end them; say who may show some */
    PERMISSION_LAYOUT, /**< choose what all see, what is written over it, where devices' cameras look */
    PERMISSION_FLOOR, /**< give the floor, take it, order the queue, let only chair and floor be heard */
    PERMISSION_MUTE,    /**< others' microphones */
    PERMISSION_HELP,    /**< connect a site anew, or put it out */
    PERMISSION_MESSAGE, /**< a text on a site's screen */
    PERMISSION_BALLOT,  /**< open and close a vote */
    PERMISSION_ROLL,    /**< call the sites, mark what they answer */
    PERMISSION_HEADS,   /**< say how many people sit at a site */
    PERMISSION_ADMIT,   /**< lock, waiting room */
    PERMISSION_RUN,     /**< begin, extend, end, emergency stop */
    PERMISSION_RECORD,
    /* about meetings */
    PERMISSION_MEETING_READ,
    PERMISSION_MEETING_EDIT, /**< create, change, cancel; groups of sites */
    PERMISSION_ATTENDANCE_READ,
    PERMISSION_ATTENDANCE_EDIT,
    PERMISSION_MINUTES_READ,
    PERMISSION_MINUTES_WRITE,
    PERMISSION_MINUTES_APPROVE,
    PERMISSION_MINUTES_FILE, /**< number, date, file */
    PERMISSION_RECORDING_READ,
    PERMISSION_RECORDING_SHARE,   /**< a link for another agency */
    PERMISSION_RECORDING_DISPOSE, /**< say how long it is kept, ask for it to be deleted */
    PERMISSION_RECORDING_DELETE,
    PERMISSION_STATISTICS,
    /* about the installation */
    PERMISSION_UNIT_READ,
    PERMISSION_UNIT_EDIT,
    PERMISSION_SITE_READ,
    PERMISSION_SITE_EDIT,
    PERMISSION_ACCOUNT_READ,
    PERMISSION_ACCOUNT_EDIT,
    PERMISSION_ACCOUNT_UNLOCK,
    PERMISSION_ACCOUNT_OWN, /**< the own password, session and second factor */
    PERMISSION_SETTINGS,    /**< kinds, relations, texts */
    PERMISSION_AUDIT,
    PERMISSION_ALERTS, /**< what the installation reports of itself */
    PERMISSION_COUNT
} Permission;

/** The word that stands in tokens, messages and on the command line. */
const char *role_name(Role role);

/** @return false for a word that names no role */
bool role_from_name(const char *name, Role *ret_role);

/** Whether a join link can carry it: the others need an account. */
bool role_fits_link(Role role);

/** The code of an account's role, such as "thu_ky"; "" for a role that no account has. */
const char *role_code(Role role);

/** @return false for a code that no account can have */
bool role_from_code(const char *code, Role *ret_role);

Scope permission_scope(Role role, Permission permission);

/** Whether its scope is any but none. */
bool permission_allows(Role role, Permission permission);

/** "meeting_read" and so on, for descriptions. */
const char *permission_name(Permission permission);

/** "subtree" and so on. */
const char *scope_name(Scope scope);

#endif
