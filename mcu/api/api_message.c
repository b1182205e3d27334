#include "mcu/api/api_message.h"

#include "mcu/api/api_codec.h"

#include <string.h>

#define FIELD(type, member, of_kind)                                                               \
    .name = #member, .kind = (of_kind), .offset = offsetof(type, member)
#define NAME(type, member)                                                                         \
    {                                                                                              \
        FIELD(type, member, API_FIELD_TEXT), .max = API_NAME_BYTES_MAX                             \
    }
#define SDP(type, member)                                                                          \
    {                                                                                              \
        FIELD(type, member, API_FIELD_TEXT), .max = API_SDP_BYTES_MAX                              \
    }
#define INTEGER(type, member)                                                                      \
    {                                                                                              \
        FIELD(type, member, API_FIELD_INTEGER)                                                     \
    }
#define REAL(type, member)                                                                         \
    {                                                                                              \
        FIELD(type, member, API_FIELD_REAL)                                                        \
    }
#define FLAG(type, member)                                                                         \
    {                                                                                              \
        FIELD(type, member, API_FIELD_FLAG)                                                        \
    }
#define WORD(type, member, known)                                                                  \
    {                                                                                              \
        FIELD(type, member, API_FIELD_WORD), .words = (known)                                      \
    }
#define LIST(type, member, count, of)                                                              \
    {                                                                                              \
        FIELD(type, member, API_FIELD_LIST), .max = API_LEGS_MAX, .element = &shapes[of],          \
                                             .count_offset = offsetof(type, count)                 \
    }

static const ApiShape shapes[API_MESSAGES];

static const char *const role_words[] = {"chair", "site", "viewer", NULL};
static const char *const leg_kind_words[] = {"browser", "bot", "whip", "whep", NULL};
static const char *const layout_words[] = {
        "grid", "rotate", "focus", "speaker", "chair", "split", "slides", "auto", "pin", NULL};
static const char *const view_words[] = {"chair", "sites", "floor", "slides", NULL};
static const char *const limit_words[] = {"", "line", "cap", NULL};
static const char *const slides_way_words[] = {"none", "stream", "composed", NULL};
static const char *const leg_end_words[] = {
        "timeout", "dtls", "closed", "replaced", "failed", NULL};
static const char *const quality_words[] = {"good", "fair", "poor", NULL};
static const char *const seat_words[] = {"connected", "lost", NULL};

const char *api_role_word(ApiRole role)
{
    return role_words[role];
}

const char *api_leg_kind_word(ApiLegKind kind)
{
    return leg_kind_words[kind];
}

const char *api_layout_mode_word(ApiLayoutMode mode)
{
    return layout_words[mode];
}

const char *api_view_word(ApiView view)
{
    return view_words[view];
}

const char *api_limit_word(ApiLimit limit)
{
    return limit_words[limit];
}

const char *api_slides_way_word(ApiSlidesWay way)
{
    return slides_way_words[way];
}

/* @return the word's number, or -1 */
static int find_word(const char *const *words, const char *word)
{
    for (int i = 0; words[i] != NULL; i++) {
        if (strcmp(words[i], word) == 0) {
            return i;
        }
    }
    return -1;
}

bool api_layout_mode_from_word(const char *word, ApiLayoutMode *ret_mode)
{
    const int found = find_word(layout_words, word);
    if (found >= 0) {
        *ret_mode = (ApiLayoutMode)found;
    }
    return found >= 0;
}

bool api_view_from_word(const char *word, ApiView *ret_view)
{
    const int found = find_word(view_words, word);
    if (found >= 0) {
        *ret_view = (ApiView)found;
    }
    return found >= 0;
}

const char *api_leg_end_word(ApiLegEnd end)
{
    return leg_end_words[end];
}

const char *api_quality_word(ApiQuality quality)
{
    return quality_words[quality];
}

static const ApiField empty_fields[] = {{0}};

static const ApiField room_open_fields[] = {
        NAME(ApiRoomOpen, meeting),
        NAME(ApiRoomOpen, title),
        {0},
};

static const ApiField leg_add_fields[] = {
        NAME(ApiLegAdd, leg),
        NAME(ApiLegAdd, identity),
        NAME(ApiLegAdd, name),
        INTEGER(ApiLegAdd, order),
        WORD(ApiLegAdd, role, role_words),
        WORD(ApiLegAdd, kind, leg_kind_words),
        FLAG(ApiLegAdd, mic_muted),
        FLAG(ApiLegAdd, camera_off),
        INTEGER(ApiLegAdd, rate_cap_bps),
        SDP(ApiLegAdd, offer),
        {0},
};

static const ApiField leg_offer_fields[] = {
        NAME(ApiLegOffer, leg),
        SDP(ApiLegOffer, offer),
        {0},
};

static const ApiField answer_fields[] = {SDP(ApiAnswer, answer), {0}};

static const ApiField leg_candidate_fields[] = {
        NAME(ApiLegCandidate, leg),
        SDP(ApiLegCandidate, candidate),
        NAME(ApiLegCandidate, mid),
        {0},
};

static const ApiField leg_set_fields[] = {
        NAME(ApiLegSet, leg),
        FLAG(ApiLegSet, mic_muted),
        FLAG(ApiLegSet, camera_off),
        {0},
};

static const ApiField leg_remove_fields[] = {
        NAME(ApiLegRemove, leg),
        NAME(ApiLegRemove, reason),
        FLAG(ApiLegRemove, keep_seat),
        {0},
};

static const ApiField leg_cap_fields[] = {
        NAME(ApiLegCap, leg),
        INTEGER(ApiLegCap, rate_bps),
        {0},
};

static const ApiField layout_fields[] = {
        WORD(ApiLayout, view, view_words),
        WORD(ApiLayout, mode, layout_words),
        INTEGER(ApiLayout, page),
        INTEGER(ApiLayout, pages),
        NAME(ApiLayout, pinned),
        INTEGER(ApiLayout, rotate_s),
        {0},
};

static const ApiField floor_fields[] = {NAME(ApiFloor, identity), {0}};

static const ApiField audible_site_fields[] = {NAME(ApiAudibleSite, identity), {0}};

static const ApiField audible_fields[] = {
        FLAG(ApiAudible, only),
        LIST(ApiAudible, sites, n_sites, API_AUDIBLE_SITE),
        {0},
};

static const ApiField slides_fields[] = {NAME(ApiSlides, leg), {0}};

static const ApiField overlay_fields[] = {
        FLAG(ApiOverlay, title),
        FLAG(ApiOverlay, clock),
        FLAG(ApiOverlay, recording),
        {0},
};

static const ApiField leg_state_fields[] = {
        NAME(ApiLegState, leg),
        NAME(ApiLegState, identity),
        NAME(ApiLegState, name),
        INTEGER(ApiLegState, order),
        WORD(ApiLegState, role, role_words),
        WORD(ApiLegState, kind, leg_kind_words),
        FLAG(ApiLegState, mic_muted),
        FLAG(ApiLegState, camera_off),
        FLAG(ApiLegState, connected),
        INTEGER(ApiLegState, rate_cap_bps),
        INTEGER(ApiLegState, width_px),
        INTEGER(ApiLegState, height_px),
        INTEGER(ApiLegState, fps),
        INTEGER(ApiLegState, bitrate_bps),
        {0},
};

static const ApiField room_description_fields[] = {
        NAME(ApiRoomDescription, meeting),
        NAME(ApiRoomDescription, title),
        INTEGER(ApiRoomDescription, pid),
        INTEGER(ApiRoomDescription, started_us),
        LIST(ApiRoomDescription, layouts, n_layouts, API_LAYOUT),
        NAME(ApiRoomDescription, floor),
        NAME(ApiRoomDescription, slides),
        FLAG(ApiRoomDescription, overlay_title),
        FLAG(ApiRoomDescription, overlay_clock),
        FLAG(ApiRoomDescription, overlay_recording),
        LIST(ApiRoomDescription, legs, n_legs, API_LEG_STATE),
        {0},
};

static const ApiField leg_stats_fields[] = {
        NAME(ApiLegStats, leg),
        REAL(ApiLegStats, rtt_ms),
        REAL(ApiLegStats, jitter_ms),
        REAL(ApiLegStats, loss_in_percent),
        REAL(ApiLegStats, loss_out_percent),
        INTEGER(ApiLegStats, rx_bps),
        INTEGER(ApiLegStats, tx_bps),
        REAL(ApiLegStats, sound_pps),
        REAL(ApiLegStats, picture_fps),
        INTEGER(ApiLegStats, level_dbov),
        INTEGER(ApiLegStats, rung),
        INTEGER(ApiLegStats, layer),
        INTEGER(ApiLegStats, estimate_bps),
        INTEGER(ApiLegStats, frames_decoded),
        INTEGER(ApiLegStats, frames_dropped),
        {0},
};

static const ApiField view_stats_fields[] = {
        WORD(ApiViewStats, view, view_words),
        INTEGER(ApiViewStats, composed),
        INTEGER(ApiViewStats, skipped),
        INTEGER(ApiViewStats, compose_us),
        INTEGER(ApiViewStats, tiles),
        {0},
};

static const ApiField feed_stats_fields[] = {
        WORD(ApiFeedStats, view, view_words),
        INTEGER(ApiFeedStats, height_px),
        INTEGER(ApiFeedStats, receivers),
        INTEGER(ApiFeedStats, encoded),
        INTEGER(ApiFeedStats, keys),
        INTEGER(ApiFeedStats, encode_us),
        INTEGER(ApiFeedStats, bitrate_bps),
        {0},
};

static const ApiField room_stats_fields[] = {
        REAL(ApiRoomStats, cpu_seconds),
        INTEGER(ApiRoomStats, memory_bytes),
        INTEGER(ApiRoomStats, threads),
        INTEGER(ApiRoomStats, encoders),
        INTEGER(ApiRoomStats, decoders),
        INTEGER(ApiRoomStats, frames_composed),
        INTEGER(ApiRoomStats, frames_encoded),
        INTEGER(ApiRoomStats, sound_ticks),
        INTEGER(ApiRoomStats, sound_late_max_us),
        INTEGER(ApiRoomStats, picture_late_max_us),
        INTEGER(ApiRoomStats, sound_us),
        LIST(ApiRoomStats, views, n_views, API_VIEW_STATS),
        LIST(ApiRoomStats, feeds, n_feeds, API_FEED_STATS),
        LIST(ApiRoomStats, legs, n_legs, API_LEG_STATS),
        {0},
};

static const ApiField leg_connected_fields[] = {NAME(ApiLegConnected, leg), {0}};

static const ApiField leg_closed_fields[] = {
        NAME(ApiLegClosed, leg),
        WORD(ApiLegClosed, reason, leg_end_words),
        {0},
};

static const ApiField leg_size_fields[] = {
        NAME(ApiLegSize, leg),
        {.name = "width", .kind = API_FIELD_INTEGER, .offset = offsetof(ApiLegSize, width_px)},
        {.name = "height", .kind = API_FIELD_INTEGER, .offset = offsetof(ApiLegSize, height_px)},
        INTEGER(ApiLegSize, fps),
        INTEGER(ApiLegSize, bitrate_bps),
        {0},
};

static const ApiField leg_quality_fields[] = {
        NAME(ApiLegQuality, leg),
        WORD(ApiLegQuality, level, quality_words),
        REAL(ApiLegQuality, rtt_ms),
        REAL(ApiLegQuality, loss_percent),
        FLAG(ApiLegQuality, sound),
        FLAG(ApiLegQuality, picture),
        WORD(ApiLegQuality, view, view_words),
        INTEGER(ApiLegQuality, height_px),
        REAL(ApiLegQuality, fps),
        INTEGER(ApiLegQuality, rx_bps),
        INTEGER(ApiLegQuality, tx_bps),
        INTEGER(ApiLegQuality, level_dbov),
        WORD(ApiLegQuality, reason, limit_words),
        WORD(ApiLegQuality, slides, slides_way_words),
        {0},
};

static const ApiField speaker_fields[] = {NAME(ApiSpeaker, identity), {0}};

static const ApiField seat_fields[] = {
        NAME(ApiSeat, identity),
        WORD(ApiSeat, state, seat_words),
        {0},
};

static const ApiField seats_fields[] = {
        LIST(ApiSeats, seats, n_seats, API_SEAT),
        {0},
};

static const ApiShape shapes[API_MESSAGES] = {
        [API_EMPTY] = {sizeof(ApiEmpty), empty_fields},
        [API_ROOM_OPEN] = {sizeof(ApiRoomOpen), room_open_fields},
        [API_LEG_ADD] = {sizeof(ApiLegAdd), leg_add_fields},
        [API_LEG_OFFER] = {sizeof(ApiLegOffer), leg_offer_fields},
        [API_ANSWER] = {sizeof(ApiAnswer), answer_fields},
        [API_LEG_CANDIDATE] = {sizeof(ApiLegCandidate), leg_candidate_fields},
        [API_LEG_SET] = {sizeof(ApiLegSet), leg_set_fields},
        [API_LEG_REMOVE] = {sizeof(ApiLegRemove), leg_remove_fields},
        [API_LEG_CAP] = {sizeof(ApiLegCap), leg_cap_fields},
        [API_FLOOR] = {sizeof(ApiFloor), floor_fields},
        [API_AUDIBLE_SITE] = {sizeof(ApiAudibleSite), audible_site_fields},
        [API_AUDIBLE] = {sizeof(ApiAudible), audible_fields},
        [API_SLIDES] = {sizeof(ApiSlides), slides_fields},
        [API_OVERLAY] = {sizeof(ApiOverlay), overlay_fields},
        [API_VIEW_STATS] = {sizeof(ApiViewStats), view_stats_fields},
        [API_FEED_STATS] = {sizeof(ApiFeedStats), feed_stats_fields},
        [API_LAYOUT] = {sizeof(ApiLayout), layout_fields},
        [API_LEG_STATE] = {sizeof(ApiLegState), leg_state_fields},
        [API_ROOM_DESCRIPTION] = {sizeof(ApiRoomDescription), room_description_fields},
        [API_LEG_STATS] = {sizeof(ApiLegStats), leg_stats_fields},
        [API_ROOM_STATS] = {sizeof(ApiRoomStats), room_stats_fields},
        [API_LEG_CONNECTED] = {sizeof(ApiLegConnected), leg_connected_fields},
        [API_LEG_CLOSED] = {sizeof(ApiLegClosed), leg_closed_fields},
        [API_LEG_SIZE] = {sizeof(ApiLegSize), leg_size_fields},
        [API_LEG_QUALITY] = {sizeof(ApiLegQuality), leg_quality_fields},
        [API_SPEAKER] = {sizeof(ApiSpeaker), speaker_fields},
        [API_SEAT] = {sizeof(ApiSeat), seat_fields},
        [API_SEATS] = {sizeof(ApiSeats), seats_fields},
};

json_t *api_message_encode(ApiMessage message, const void *structure)
{
    return api_codec_encode(&shapes[message], structure);
}

bool api_message_decode(ApiMessage message, const json_t *object, void *structure, GError **error)
{
    return api_codec_decode(&shapes[message], object, structure, error);
}

void api_message_clear(ApiMessage message, void *structure)
{
    api_codec_clear(&shapes[message], structure);
}
