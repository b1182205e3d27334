#include "signaling/app/leg_adoption.h"

MeetingAdoption leg_adoption_of(const ApiLegState *leg)
{
    static const Role roles[] = {ROLE_CHAIR, ROLE_SITE, ROLE_VIEWER};
    static const ParticipantKind kinds[] = {PARTICIPANT_BROWSER, PARTICIPANT_BOT, PARTICIPANT_WHIP,
            PARTICIPANT_WHEP, PARTICIPANT_SIP};

    return (MeetingAdoption){
            .entry =
                    {
                            .identity = leg->identity,
                            .name = leg->name,
                            .role = roles[leg->role],
                            .kind = kinds[leg->kind],
                            .rate_cap_bps = leg->rate_cap_bps,
                    },
            .leg = leg->leg,
            .order = (int)CLAMP(leg->order, 0, G_MAXINT - 1),
            .connected = leg->connected,
    };
}

bool leg_adoption_size(const ApiLegState *leg, ApiLegSize *ret_size)
{
    if (leg->fps <= 0) {
        return false;
    }
    *ret_size = (ApiLegSize){
            .leg = leg->leg,
            .width_px = leg->width_px,
            .height_px = leg->height_px,
            .fps = leg->fps,
            .bitrate_bps = leg->bitrate_bps,
    };
    return true;
}
