/**
 * proceedings_commands: what clients say about a meeting's proceedings, made into commands; which permission each needs;
 * how a client is told of what went wrong.
 *
 * Units       none.
 * Ownership   a command's texts are those of the message.
 * Thread      the main loop's.
 * Errors      none.
 * Memory      none.
 */
#ifndef SIGNALING_APP_PROCEEDINGS_COMMANDS_H
#define SIGNALING_APP_PROCEEDINGS_COMMANDS_H

#include "signaling/app/meeting_conduct.h"
#include "signaling/client/client_error.h"
#include "signaling/client/client_message.h"
#include "signaling/meeting/proceedings_check.h"

/** @return false for a message that is not about the proceedings */
bool proceedings_commands_read(const ClientMessage *message, ProceedingsCommand *ret_command);

/** Of a verb that a client may say. */
Permission proceedings_commands_permission(ProceedingsVerb verb);

/** Where the answer goes: `done`, or `error`. */
typedef struct ProceedingsReply {
    uint64_t session;
    void (*send)(uint64_t session, char *text, void *user_data); /**< takes the text; the session
                                                                      may be gone by then */
    void (*done)(uint64_t session, void *user_data); /**< it is on disk; NULL: nobody asks */
    void *user_data;
} ProceedingsReply;

/** Carries a message about the proceedings out, and answers it when that is on disk. */
void proceedings_commands_run(MeetingConduct *conduct, const ProceedingsActor *actor,
        const ClientMessage *message, const ProceedingsReply *reply);

/** How a client is told of it. */
ClientError proceedings_commands_error(const GError *error);

#endif
