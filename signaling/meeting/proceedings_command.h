/**
 * proceedings_command: what is asked of a meeting, by whom, and who is there at that moment: plain values.
 *
 * Units       times are microseconds since 1970; minutes, seconds and percent are in the names.
 * Ownership   every text is lent by whoever made the value.
 * Thread      any: no state.
 * Errors      none.
 * Memory      the bounds of what an event may hold stand here.
 */
#ifndef SIGNALING_MEETING_PROCEEDINGS_COMMAND_H
#define SIGNALING_MEETING_PROCEEDINGS_COMMAND_H

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
    PROCEEDINGS_NOTICE_VERSION_MAX = 1000000, /**< of the notice that a site was shown */
    PROCEEDINGS_SITES_MAX = 1024,             /**< the rest of a longer list is left out */
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
    const char *site; /**< an identity, PROCEEDINGS_ALL, or ""; NULL counts as "" */
    const json_t
            *sites;   /**< queue: an array of identities; media: of changes, as in presence_log.h */
    const char *text; /**< subject, question, line or message; NULL counts as "" */
    bool on;          /**< convene: it is live at once */
    bool secret;
    bool waiting_room; /**< convene, as the next two */
    bool governed;
    int64_t end_plan_us;
    int64_t number; /**< extend: minutes; floor, message: seconds; vote_open: percent; record_ack: version; agenda: the item, 0 none */
    VoteChoice choice;
    const char *
            word; /**< record: the action; roll_begin: the mode; roll_mark: the answer; roll_still: SHA-256; delegate: how; record_ack, the server's own: how a site was told */
    SiteHeads heads;       /**< heads */
    SiteDelegate delegate; /**< delegate */
    PictureOrder picture;  /**< layout, overlay, site_layout; its `site` counts as nothing */
} ProceedingsCommand;

/** One site that the meeting knows of at this moment. */
typedef struct ProceedingsSite {
    const char *identity;
    bool present; /**< it has a place in the meeting, and something to be heard or seen */
    bool waiting; /**< it is in the waiting room */
    bool chair;
    bool votes; /**< it has a voice: it was invited, is the chair, or is present where nobody was invited */
    bool invited;
} ProceedingsSite;

/** In the order in which sites are called: the invited in their official order, then the others. */
typedef struct ProceedingsRoom {
    const ProceedingsSite *sites;
    size_t count;
    bool delegates; /**< their names may be kept */
} ProceedingsRoom;

/** Who asks for what, and when. */
typedef struct ProceedingsWish {
    const ProceedingsActor *actor;
    const ProceedingsCommand *command;
    int64_t now_us; /**< since 1970 */
} ProceedingsWish;

#endif
