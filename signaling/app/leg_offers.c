#include "signaling/app/leg_offers.h"

#include "config/log.h"
#include "signaling/app/recording_notice.h"

#include <sys/random.h>

LOG_TOPIC("leg_offers");

enum {
    LEG_RANDOM_BYTES = 16, /* a leg's number is part of a WHIP resource's URL: not to be guessed */
    REFUSED_LOG_US = 1000000,
};

struct LegOffers {
    Meeting *meeting;
    McuRoom *room;
    int64_t rate_cap_bps;
    const char *const *addresses; /* of each SiteNetwork */
    const Proceedings *proceedings;
    char *notice; /* as ApiLegAdd.notice */
    LogLimit refused;
};

/* A word for each enumerator of both sides: the API's and the meeting's are the same words. */

static ApiRole api_role(Role role)
{
    static const ApiRole roles[ROLE_COUNT] = {
            [ROLE_CHAIR] = API_ROLE_CHAIR,
            [ROLE_SITE] = API_ROLE_SITE,
            [ROLE_VIEWER] = API_ROLE_VIEWER,
            /* consoles watch, and have no place in the picture */
            [ROLE_SECRETARY] = API_ROLE_VIEWER,
            [ROLE_OPERATOR] = API_ROLE_VIEWER,
            [ROLE_ADMIN] = API_ROLE_VIEWER,
            [ROLE_CLERK] = API_ROLE_VIEWER,
    };
    return roles[role];
}

static ApiLegKind api_kind(ParticipantKind kind)
{
    static const ApiLegKind kinds[PARTICIPANT_KIND_COUNT] = {
            [PARTICIPANT_BROWSER] = API_LEG_BROWSER,
            [PARTICIPANT_BOT] = API_LEG_BOT,
            [PARTICIPANT_WHIP] = API_LEG_WHIP,
            [PARTICIPANT_WHEP] = API_LEG_WHEP,
            [PARTICIPANT_SIP] = API_LEG_SIP,
    };
    return kinds[kind];
}

LegOffers *leg_offers_new(const LegOffersConfig *config)
{
    LegOffers *offers = g_new0(LegOffers, 1);

    offers->meeting = config->meeting;
    offers->room = config->room;
    offers->rate_cap_bps = config->rate_cap_bps;
    offers->addresses = config->addresses;
    offers->proceedings = config->proceedings;
    offers->notice = g_strdup(config->notice_sound != NULL && config->notice_sound[0] != '\0'
                    ? config->notice_sound
                    : "spoken");
    return offers;
}

void leg_offers_free(LegOffers *offers)
{
    if (offers != NULL) {
        g_free(offers->notice);
        g_free(offers);
    }
}

int64_t leg_offers_cap_bps(const LegOffers *offers, const Participant *participant)
{
    return participant->rate_cap_bps > 0 ? participant->rate_cap_bps : offers->rate_cap_bps;
}

static const char *addresses_of(const LegOffers *offers, const Participant *participant)
{
    const char *own = offers->addresses != NULL ? offers->addresses[participant->network] : NULL;
    return own != NULL ? own : "";
}

/* An offer under way. */

typedef struct Offer {
    LegOffers *offers;
    MeetingEntry entry; /* its texts are the next two */
    char *identity;
    char *name;
    char *leg;
    bool fresh;
    bool mic; /* as the media server was told with the offer */
    bool camera;
    LegAnswerFn done;
    void *user_data;
} Offer;

static void offer_free(Offer *offer)
{
    g_free(offer->identity);
    g_free(offer->name);
    g_free(offer->leg);
    g_free(offer);
}

ClientError leg_offers_error_of(const McuAnswer *answer)
{
    if (answer->outcome != MCU_REFUSED) {
        return CLIENT_ERROR_MEDIA_UNAVAILABLE;
    }
    switch (answer->fault) {
    case API_FAULT_BAD_OFFER:
        return CLIENT_ERROR_BAD_OFFER;
    case API_FAULT_NO_CODEC:
        return CLIENT_ERROR_NO_CODEC;
    case API_FAULT_NO_ADDRESS:
        return CLIENT_ERROR_NO_ADDRESS;
    case API_FAULT_NO_ENCRYPTION:
        return CLIENT_ERROR_NO_ENCRYPTION;
    case API_FAULT_ROOM_FULL:
        return CLIENT_ERROR_MEETING_FULL;
    case API_FAULT_UNKNOWN_LEG:
        return CLIENT_ERROR_MEDIA_UNAVAILABLE;
    default:
        return CLIENT_ERROR_SERVER_BUSY;
    }
}

/* Whoever came only for this offer and has nothing else here was never here. */
static void forget_refused(const Offer *offer)
{
    Meeting *meeting = offer->offers->meeting;
    const Participant *participant = meeting_find(meeting, offer->identity);

    if (participant != NULL && participant->session == 0 && participant->leg == NULL &&
            participant->state == PARTICIPANT_CONNECTING) {
        meeting_leave(meeting, offer->identity, "refused");
    }
}

static void log_refused(LegOffers *offers, const Offer *offer, const McuAnswer *answer)
{
    unsigned held = 0;

    if (log_limit_pass(&offers->refused, REFUSED_LOG_US, g_get_monotonic_time(), &held)) {
        log_warning("Meeting %s: an offer of %s was not answered: %s (and %u more were not, since "
                    "the last such line).",
                meeting_code(offers->meeting), offer->name, answer->reason, held);
    }
}

static void offer_refused(const Offer *offer, const McuAnswer *answer)
{
    LegOffers *offers = offer->offers;

    log_refused(offers, offer, answer);
    if (offer->fresh) {
        forget_refused(offer);
    } else if (answer->outcome == MCU_REFUSED && answer->fault == API_FAULT_UNKNOWN_LEG) {
        (void)meeting_leg_closed(offers->meeting, offer->leg, "lost", g_get_monotonic_time());
    }
    offer->done(&(LegAnswer){.error = leg_offers_error_of(answer), .detail = answer->reason},
            offer->user_data);
}

/* A new leg is the participant's from now on; what it switched meanwhile is made good. */
static void leg_started(LegOffers *offers, const Offer *offer)
{
    if (!meeting_leg_started(offers->meeting, &offer->entry, offer->leg, g_get_monotonic_time())) {
        mcu_room_remove_leg(offers->room, offer->leg, "its client has gone", true);
        return;
    }
    const Participant *participant = meeting_find(offers->meeting, offer->identity);
    if (participant != NULL &&
            (participant->mic != offer->mic || participant->camera != offer->camera)) {
        mcu_room_set_leg(offers->room, participant->leg, participant->mic, participant->camera);
    }
}

static void offer_done(const McuAnswer *answer, void *user_data)
{
    Offer *offer = user_data;
    LegOffers *offers = offer->offers;

    if (answer->outcome != MCU_REPLIED) {
        offer_refused(offer, answer);
    } else {
        if (offer->fresh) {
            leg_started(offers, offer);
        }
        offer->done(&(LegAnswer){.sdp = answer->sdp, .leg = offer->leg}, offer->user_data);
    }
    offer_free(offer);
}

static char *random_leg(void)
{
    uint8_t bytes[LEG_RANDOM_BYTES];
    GString *leg = g_string_sized_new(2 * (gsize)LEG_RANDOM_BYTES);

    const ssize_t size = getrandom(bytes, sizeof bytes, 0);
    g_assert(size == (ssize_t)sizeof bytes);
    for (size_t i = 0; i < sizeof bytes; i++) {
        g_string_append_printf(leg, "%02x", bytes[i]);
    }
    return g_string_free(leg, FALSE);
}

/* What it hears first. */
static const char *notice_of(const LegOffers *offers, const MeetingEntry *entry)
{
    const bool hears = entry->session == 0 && entry->kind != PARTICIPANT_WHIP;
    return hears && recording_notice_is_owed(offers->proceedings, entry->identity) ? offers->notice
                                                                                   : "";
}

static void add_leg(
        LegOffers *offers, const Participant *participant, Offer *offer, const char *sdp)
{
    const ApiLegAdd add = {
            .leg = offer->leg,
            .identity = offer->identity,
            .name = offer->name,
            .order = participant->order,
            .role = (int)api_role(offer->entry.role),
            .kind = (int)api_kind(offer->entry.kind),
            .mic_muted = !participant->mic,
            .camera_off = !participant->camera,
            .rate_cap_bps = leg_offers_cap_bps(offers, participant),
            .addresses = (char *)addresses_of(offers, participant),
            .endpoint = offer->entry.kind == PARTICIPANT_SIP ? API_ENDPOINT_HARDWARE
                                                             : API_ENDPOINT_BROWSER,
            .plain_rtp = offer->entry.plain_rtp,
            .notice = (char *)notice_of(offers, &offer->entry),
            .offer = (char *)sdp,
    };
    mcu_room_add_leg(offers->room, &add, offer_done, offer);
}

void leg_offers_make(LegOffers *offers, const MeetingEntry *entry, const char *sdp, bool fresh,
        LegAnswerFn done, void *user_data)
{
    const Participant *participant = meeting_find(offers->meeting, entry->identity);

    if (participant == NULL || (!fresh && participant->leg == NULL)) {
        done(&(LegAnswer){.error = CLIENT_ERROR_MEDIA_UNAVAILABLE,
                     .detail = "there is no leg to restart"},
                user_data);
        return;
    }
    Offer *offer = g_new(Offer, 1);
    *offer = (Offer){
            .offers = offers,
            .entry = *entry,
            .identity = g_strdup(entry->identity),
            .name = g_strdup(entry->name),
            .leg = fresh ? random_leg() : g_strdup(participant->leg),
            .fresh = fresh,
            .mic = participant->mic,
            .camera = participant->camera,
            .done = done,
            .user_data = user_data,
    };
    offer->entry.identity = offer->identity;
    offer->entry.name = offer->name;
    offer->entry.resume_leg = NULL;
    if (fresh) {
        add_leg(offers, participant, offer, sdp);
    } else {
        mcu_room_offer(offers->room, offer->leg, sdp, offer_done, offer);
    }
}
