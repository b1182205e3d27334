/**
 * proceedings_check: whether a command can be carried out in a meeting as it is now, and the event that it becomes.
 *
 *      a command ──► refused, with a reason
 *           ├──────► nothing: it is so already
 *           └──────► an event, for proceedings_apply()
 *
 * Whether an actor may give a command at all is asked elsewhere (permission.h); here only the meeting's own rules
 * count. Whatever apply cannot know, such as who is connected or what the clock says, is written into the event.
 *
 * Units       times are microseconds since 1970; minutes, seconds and percent are in the names.
 * Ownership   nothing is kept.
 * Thread      one at a time: the main loop.
 * Errors      PROCEEDINGS_ERROR, in English for whoever writes a client.
 * Memory      an event holds at most PROCEEDINGS_SITES_MAX identities and one text within its bound.
 */
#ifndef SIGNALING_MEETING_PROCEEDINGS_CHECK_H
#define SIGNALING_MEETING_PROCEEDINGS_CHECK_H

#include "signaling/meeting/permission.h"
#include "signaling/meeting/proceedings.h"

enum {
    PROCEEDINGS_SUBJECT_BYTES_MAX = 400,
    PROCEEDINGS_QUESTION_BYTES_MAX = 1000,
    PROCEEDINGS_CHAT_BYTES_MAX = 2000,
    PROCEEDINGS_NOTE_BYTES_MAX = 1000,
    PROCEEDINGS_LIMIT_S_MAX = 4 * 3600,
    PROCEEDINGS_NOTE_S_MAX = 4 * 3600,
    PROCEEDINGS_EXTEND_MIN_MAX = 12 * 60,
    PROCEEDINGS_SITES_MAX = 1024, /**< the rest of a longer list is left out */
};

/** In the place of an identity: every site. */
#define PROCEEDINGS_ALL "*"

/** Who gives a command. */
typedef struct ProceedingsActor {
    const char *identity;
    const char *name;
    Role role;
} ProceedingsActor;

/** What may stand in a command; which of it counts depends on the verb. */
typedef struct ProceedingsCommand {
    ProceedingsVerb verb;
    const char *site;    /**< an identity, PROCEEDINGS_ALL, or ""; NULL counts as "" */
    const json_t *sites; /**< queue: an array of identities */
    const char *text;    /**< subject, question, line or message; NULL counts as "" */
    bool on;             /**< convene: it is live at once */
    bool secret;
    bool waiting_room; /**< convene, as the next two */
    bool governed;
    int64_t end_plan_us;
    int64_t number; /**< extend: minutes; floor, message: seconds; vote_open: percent */
    VoteChoice choice;
} ProceedingsCommand;

/** One site that the meeting knows of at this moment. */
typedef struct ProceedingsSite {
    const char *identity;
    bool present; /**< it has a place in the meeting, and something to be heard or seen */
    bool waiting; /**< it is in the waiting room */
    bool chair;
    bool votes; /**< it has a voice: it is present or was invited */
} ProceedingsSite;

typedef struct ProceedingsRoom {
    const ProceedingsSite *sites;
    size_t count;
} ProceedingsRoom;

/** Who asks for what, and when. */
typedef struct ProceedingsWish {
    const ProceedingsActor *actor;
    const ProceedingsCommand *command;
    int64_t now_us; /**< since 1970 */
} ProceedingsWish;

/** @param ret_event  on success: a new reference, or NULL when nothing has to change */
bool proceedings_check(const Proceedings *proceedings, const ProceedingsWish *wish,
        const ProceedingsRoom *room, json_t **ret_event, GError **error);

#endif
