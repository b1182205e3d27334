#include "signaling/meeting/participant.h"

#include <glib.h>

static const char *const state_names[] = {
        [PARTICIPANT_NONE] = "none",
        [PARTICIPANT_CONNECTING] = "connecting",
        [PARTICIPANT_CONNECTED] = "connected",
        [PARTICIPANT_LOST] = "lost",
};

static const char *const kind_names[PARTICIPANT_KIND_COUNT] = {
        [PARTICIPANT_BROWSER] = "browser",
        [PARTICIPANT_BOT] = "bot",
        [PARTICIPANT_WHIP] = "whip",
        [PARTICIPANT_WHEP] = "whep",
        [PARTICIPANT_SIP] = "sip",
};

static const char *const quality_names[] = {
        [QUALITY_GOOD] = "good",
        [QUALITY_FAIR] = "fair",
        [QUALITY_POOR] = "poor",
};

static bool index_of(const char *const *names, size_t count, const char *name, size_t *ret_index)
{
    for (size_t i = 0; i < count; i++) {
        if (g_str_equal(names[i], name)) {
            *ret_index = i;
            return true;
        }
    }
    return false;
}

const char *participant_state_name(ParticipantState state)
{
    return state_names[state];
}

const char *participant_kind_name(ParticipantKind kind)
{
    return kind_names[kind];
}

bool participant_kind_from_name(const char *name, ParticipantKind *ret_kind)
{
    size_t i = 0;

    if (!index_of(kind_names, G_N_ELEMENTS(kind_names), name, &i)) {
        return false;
    }
    *ret_kind = (ParticipantKind)i;
    return true;
}

const char *participant_quality_name(ParticipantQuality quality)
{
    return quality_names[quality];
}

bool participant_quality_from_name(const char *name, ParticipantQuality *ret_quality)
{
    size_t i = 0;

    if (!index_of(quality_names, G_N_ELEMENTS(quality_names), name, &i)) {
        return false;
    }
    *ret_quality = (ParticipantQuality)i;
    return true;
}
