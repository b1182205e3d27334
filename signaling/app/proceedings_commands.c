#include "signaling/app/proceedings_commands.h"

#include "signaling/client/server_message.h"

static const Permission permissions[PROCEEDINGS_VERBS] = {
        [PROCEEDINGS_BEGIN] = PERMISSION_RUN,
        [PROCEEDINGS_END] = PERMISSION_RUN,
        [PROCEEDINGS_STOP] = PERMISSION_RUN,
        [PROCEEDINGS_EXTEND] = PERMISSION_RUN,
        [PROCEEDINGS_LOCK] = PERMISSION_ADMIT,
        [PROCEEDINGS_WAITING] = PERMISSION_ADMIT,
        [PROCEEDINGS_ADMIT] = PERMISSION_ADMIT,
        [PROCEEDINGS_REJECT] = PERMISSION_ADMIT,
        [PROCEEDINGS_GOVERN] = PERMISSION_FLOOR,
        [PROCEEDINGS_ASK] = PERMISSION_ASK,
        [PROCEEDINGS_WITHDRAW] = PERMISSION_ASK,
        [PROCEEDINGS_QUEUE] = PERMISSION_FLOOR,
        [PROCEEDINGS_FLOOR] = PERMISSION_FLOOR,
        [PROCEEDINGS_MUTE] = PERMISSION_MUTE,
        [PROCEEDINGS_DROP] = PERMISSION_HELP,
        [PROCEEDINGS_RESTART] = PERMISSION_HELP,
        [PROCEEDINGS_PRESENT] = PERMISSION_PREEMPT,
        [PROCEEDINGS_VOTE_OPEN] = PERMISSION_BALLOT,
        [PROCEEDINGS_VOTE] = PERMISSION_VOTE,
        [PROCEEDINGS_VOTE_CLOSE] = PERMISSION_BALLOT,
        [PROCEEDINGS_CHAT] = PERMISSION_CHAT,
        [PROCEEDINGS_MESSAGE] = PERMISSION_MESSAGE,
};

bool proceedings_commands_read(const ClientMessage *message, ProceedingsCommand *ret_command)
{
    const ClientProceeding *said = &message->proceeding;
    ProceedingsVerb verb = PROCEEDINGS_CONVENE;

    /* No client convenes: there is no such message. */
    if (!proceedings_verb_from_name(client_message_type_name(message->type), &verb)) {
        return false;
    }
    *ret_command = (ProceedingsCommand){
            .verb = verb,
            .site = said->site,
            .sites = said->sites,
            .text = said->text,
            .on = said->on,
            .secret = said->secret,
            .number = said->number,
    };
    if (said->choice != NULL) {
        const bool known = vote_choice_from_name(said->choice, &ret_command->choice);
        g_assert(known); /* it is out of the message's own list */
    }
    return true;
}

Permission proceedings_commands_permission(ProceedingsVerb verb)
{
    g_assert(verb > PROCEEDINGS_CONVENE && verb < PROCEEDINGS_VERBS);
    return permissions[verb];
}

ClientError proceedings_commands_error(const GError *error)
{
    if (error->domain != PROCEEDINGS_ERROR) {
        return CLIENT_ERROR_SERVER_BUSY;
    }
    switch ((ProceedingsError)error->code) {
    case PROCEEDINGS_ERROR_NOBODY:
        return CLIENT_ERROR_UNKNOWN_SITE;
    case PROCEEDINGS_ERROR_STATE:
        return CLIENT_ERROR_WRONG_STATE;
    case PROCEEDINGS_ERROR_FULL:
        return CLIENT_ERROR_TOO_MANY;
    case PROCEEDINGS_ERROR_FIELD:
    case PROCEEDINGS_ERROR_EVENT:
        break;
    }
    return CLIENT_ERROR_BAD_MESSAGE;
}

typedef struct Errand {
    ProceedingsReply reply;
    ClientMessageType type;
    int64_t id;
} Errand;

static void on_done(const GError *error, void *user_data)
{
    g_autofree Errand *errand = user_data;
    const ProceedingsReply *reply = &errand->reply;

    if (error != NULL) {
        reply->send(reply->session,
                server_message_refusal(proceedings_commands_error(error),
                        client_message_type_name(errand->type), error->message, errand->id),
                reply->user_data);
    } else if (errand->id != 0) {
        reply->send(reply->session, server_message_done(errand->id), reply->user_data);
    }
}

void proceedings_commands_run(MeetingConduct *conduct, const ProceedingsActor *actor,
        const ClientMessage *message, const ProceedingsReply *reply)
{
    ProceedingsCommand command = {.verb = PROCEEDINGS_CONVENE};
    Errand *errand = g_new(Errand, 1);

    const bool known = proceedings_commands_read(message, &command);
    g_assert(known);
    *errand = (Errand){.reply = *reply, .type = message->type, .id = message->id};
    meeting_conduct_run(conduct, actor, &command, on_done, errand);
}
