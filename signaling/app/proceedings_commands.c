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
        [PROCEEDINGS_LAYOUT] = PERMISSION_LAYOUT,
        [PROCEEDINGS_OVERLAY] = PERMISSION_LAYOUT,
        [PROCEEDINGS_SITE_LAYOUT] = PERMISSION_LAYOUT,
        [PROCEEDINGS_VOTE_OPEN] = PERMISSION_BALLOT,
        [PROCEEDINGS_VOTE] = PERMISSION_VOTE,
        [PROCEEDINGS_VOTE_CLOSE] = PERMISSION_BALLOT,
        [PROCEEDINGS_CHAT] = PERMISSION_CHAT,
        [PROCEEDINGS_MESSAGE] = PERMISSION_MESSAGE,
        [PROCEEDINGS_ROLL_BEGIN] = PERMISSION_ROLL,
        [PROCEEDINGS_ROLL_CALL] = PERMISSION_ROLL,
        [PROCEEDINGS_ROLL_MARK] = PERMISSION_ROLL,
        [PROCEEDINGS_ROLL_END] = PERMISSION_ROLL,
        [PROCEEDINGS_ROLL_CONFIRM] = PERMISSION_ATTENDANCE_EDIT,
        [PROCEEDINGS_HEADS] = PERMISSION_HEADS,
        [PROCEEDINGS_DELEGATE] = PERMISSION_HEADS,
        [PROCEEDINGS_AUTO_MUTE] = PERMISSION_MUTE,
        [PROCEEDINGS_RECORD] = PERMISSION_RECORD,
        [PROCEEDINGS_RECORD_ACK] = PERMISSION_WATCH,
        [PROCEEDINGS_AGENDA] = PERMISSION_RUN,
};

/* The words are out of the message's own lists. */

static PictureOrder layout_of(const ClientLayout *said)
{
    PictureOrder order = {
            .view = API_VIEW_SITES,
            .page = said->page,
            .rotate_s = said->rotate_s,
            .pinned = said->pinned,
    };
    const bool known = (said->view == NULL || api_view_from_word(said->view, &order.view)) &&
            api_layout_mode_from_word(said->mode, &order.mode);
    g_assert(known);
    return order;
}

static PictureOrder site_layout_of(const ClientSiteLayout *said)
{
    PictureOrder order = {.rotate_s = said->rotate_s, .pinned = said->pinned};

    order.none = !api_layout_mode_from_word(said->layout, &order.mode);
    return order;
}

static PictureOrder overlay_of(const ClientOverlay *said)
{
    static const PictureSwitch switches[] = {
            [CLIENT_SWITCH_AS_IT_WAS] = PICTURE_SWITCH_AS_IT_WAS,
            [CLIENT_SWITCH_OFF] = PICTURE_SWITCH_OFF,
            [CLIENT_SWITCH_ON] = PICTURE_SWITCH_ON,
    };
    return (PictureOrder){.title = switches[said->title], .clock = switches[said->clock]};
}

/* These have structs of their own. */
static bool read_picture(
        const ClientMessage *message, ProceedingsVerb verb, ProceedingsCommand *ret_command)
{
    *ret_command = (ProceedingsCommand){.verb = verb};
    switch (message->type) {
    case CLIENT_LAYOUT:
        ret_command->picture = layout_of(&message->layout);
        return true;
    case CLIENT_OVERLAY:
        ret_command->picture = overlay_of(&message->overlay);
        return true;
    case CLIENT_SITE_LAYOUT:
        ret_command->site = message->site_layout.site;
        ret_command->picture = site_layout_of(&message->site_layout);
        return true;
    default:
        return false;
    }
}

bool proceedings_commands_read(const ClientMessage *message, ProceedingsCommand *ret_command)
{
    const ClientProceeding *said = &message->proceeding;
    ProceedingsVerb verb = PROCEEDINGS_CONVENE;

    /* No client convenes: there is no such message. Its "watch" is about pictures. */
    if (!proceedings_verb_from_name(client_message_type_name(message->type), &verb) ||
            verb == PROCEEDINGS_WATCH) {
        return false;
    }
    if (read_picture(message, verb, ret_command)) {
        return true;
    }
    *ret_command = (ProceedingsCommand){
            .verb = verb,
            .site = said->site,
            .sites = said->sites,
            .text = said->text,
            .on = said->on,
            .secret = said->secret,
            .number = said->number,
            .word = said->choice,
            .heads = said->heads,
            .delegate = said->delegate,
    };
    if (verb == PROCEEDINGS_VOTE) {
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
        return;
    }
    if (errand->id != 0) {
        reply->send(reply->session, server_message_done(errand->id), reply->user_data);
    }
    if (reply->done != NULL) {
        reply->done(reply->session, reply->user_data);
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
