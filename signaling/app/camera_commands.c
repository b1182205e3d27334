#include "signaling/app/camera_commands.h"

/* By the words of the messages. */
static const struct {
    const char *word;
    int pan, tilt, zoom, focus;
} moves[] = {
        {.word = "stop"},
        {.word = "left", .pan = -1},
        {.word = "right", .pan = 1},
        {.word = "up", .tilt = 1},
        {.word = "down", .tilt = -1},
        {.word = "in", .zoom = 1},
        {.word = "out", .zoom = -1},
        {.word = "near", .focus = 1},
        {.word = "far", .focus = -1},
};

static ClientError find(Conference *conference, const char *site, const char **ret_leg)
{
    const Participant *participant = meeting_find(conference_meeting(conference), site);

    if (participant == NULL) {
        return CLIENT_ERROR_UNKNOWN_SITE;
    }
    *ret_leg = participant->leg;
    return participant->kind == PARTICIPANT_SIP && participant->leg != NULL
            ? CLIENT_ERROR_NONE
            : CLIENT_ERROR_WRONG_STATE;
}

static ClientError move(Conference *conference, const ClientProceeding *said)
{
    const char *leg = NULL;
    const ClientError error = find(conference, said->site, &leg);

    for (size_t i = 0; error == CLIENT_ERROR_NONE && i < G_N_ELEMENTS(moves); i++) {
        if (g_str_equal(moves[i].word, said->choice)) {
            mcu_room_move_camera(conference_room(conference),
                    &(ApiLegCamera){.leg = (char *)leg,
                            .pan = moves[i].pan,
                            .tilt = moves[i].tilt,
                            .zoom = moves[i].zoom,
                            .focus = moves[i].focus,
                            .ms = CAMERA_COMMANDS_MOVE_MS});
        }
    }
    return error;
}

static ClientError preset(Conference *conference, const ClientProceeding *said)
{
    const char *leg = NULL;
    const ClientError error = find(conference, said->site, &leg);

    if (error == CLIENT_ERROR_NONE) {
        mcu_room_camera_preset(conference_room(conference),
                &(ApiLegPreset){.leg = (char *)leg,
                        .preset = said->number,
                        .store = g_str_equal(said->choice, "store")});
    }
    return error;
}

bool camera_commands_know(const ClientMessage *message)
{
    return message->type == CLIENT_CAMERA || message->type == CLIENT_CAMERA_PRESET;
}

ClientError camera_commands_run(Conference *conference, const ClientMessage *message)
{
    g_assert(camera_commands_know(message));
    return message->type == CLIENT_CAMERA ? move(conference, &message->proceeding)
                                          : preset(conference, &message->proceeding);
}
