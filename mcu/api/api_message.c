#include "mcu/api/api_message.h"

#include "mcu/api/api_codec.h"

#include <string.h>

#define FIELD(type, member, of_kind)                                                               \
    .name = #member, .kind = (of_kind), .offset = offsetof(type, member)
#define NAME(type, member)                                                                         \
    {                                                                                              \
        FIELD(type, member, API_FIELD_TEXT), .max = API_NAME_BYTES_MAX                             \
    }
/* Of a field that came later than its message. */
#define NAME_IF_ANY(type, member)                                                                  \
    {                                                                                              \
        FIELD(type, member, API_FIELD_TEXT), .max = API_NAME_BYTES_MAX, .optional = true           \
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
static const char *const leg_kind_words[] = {"browser", "bot", "whip", "whep", "sip", NULL};
static const char *const layout_words[] = {
        "grid", "rotate", "focus", "speaker", "chair", "split", "slides", "auto", "pin", NULL};
static const char *const picture_codec_words[] = {"VP8", "H264", NULL};

static const char *const view_words[] = {
        "chair", "sites", "floor", "slides", "own1", "own2", "own3", "own4", NULL};
static const char *const endpoint_words[] = {"browser", "hardware", NULL};
static const char *const shed_words[] = {"", "tiles", "rungs", "views", NULL};
static const char *const limit_words[] = {"", "line", "cap", "overload", NULL};
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

const char *api_picture_codec_word(ApiPictureCodec codec)
{
    return picture_codec_words[codec];
}

const char *api_view_word(ApiView view)
{
    return view_words[view];
}

const char *api_shed_word(ApiShed shed)
{
    return shed_words[shed];
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
        NAME_IF_ANY(ApiLegAdd, addresses),
        {FIELD(ApiLegAdd, endpoint, API_FIELD_WORD), .words = endpoint_words, .optional = true},
        {FIELD(ApiLegAdd, plain_rtp, API_FIELD_FLAG), .optional = true},
        {FIELD(ApiLegAdd, notice, API_FIELD_TEXT), .max = API_PATH_BYTES_MAX, .optional = true},
        SDP(ApiLegAdd, offer),
        {0},
};

static const ApiField leg_offer_fields[] = {
        NAME(ApiLegOffer, leg),
        SDP(ApiLegOffer, offer),
        {0},
};

static const ApiField leg_sdp_fields[] = {
        NAME(ApiLegSdp, leg),
        SDP(ApiLegSdp, sdp),
        {0},
};

static const ApiField leg_fast_update_fields[] = {NAME(ApiLegFastUpdate, leg), {0}};

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

static const ApiField leg_view_fields[] = {
        NAME(ApiLegView, leg),
        WORD(ApiLegView, view, view_words),
        {0},
};

static const ApiField leg_caption_fields[] = {
        NAME(ApiLegCaption, leg),
        NAME(ApiLegCaption, text),
        INTEGER(ApiLegCaption, ms),
        {0},
};

static const ApiField leg_camera_fields[] = {
        NAME(ApiLegCamera, leg),
        INTEGER(ApiLegCamera, pan),
        INTEGER(ApiLegCamera, tilt),
        INTEGER(ApiLegCamera, zoom),
        INTEGER(ApiLegCamera, focus),
        INTEGER(ApiLegCamera, ms),
        {0},
};

static const ApiField leg_preset_fields[] = {
        NAME(ApiLegPreset, leg),
        INTEGER(ApiLegPreset, preset),
        FLAG(ApiLegPreset, store),
        {0},
};

static const ApiField layout_fields[] = {
        WORD(ApiLayout, view, view_words),
        WORD(ApiLayout, mode, layout_words),
        INTEGER(ApiLayout, page),
        INTEGER(ApiLayout, pages),
        NAME(ApiLayout, pinned),
        INTEGER(ApiLayout, rotate_s),
        NAME_IF_ANY(ApiLayout, site),
        {0},
};

static const ApiField leg_still_fields[] = {NAME(ApiLegStill, leg), {0}};
static const ApiField show_fields[] = {NAME(ApiShow, identity), INTEGER(ApiShow, ms), {0}};
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

static const ApiField snapshot_fields[] = {WORD(ApiSnapshot, view, view_words), {0}};

static const ApiField picture_fields[] = {
        INTEGER(ApiPicture, width_px),
        INTEGER(ApiPicture, height_px),
        {FIELD(ApiPicture, jpeg, API_FIELD_TEXT),
                .max = (API_PICTURE_BYTES_MAX + (size_t)2) / 3 * 4},
        {0},
};

static const ApiField record_fields[] = {
        {FIELD(ApiRecord, path, API_FIELD_TEXT), .max = API_PATH_BYTES_MAX}, FLAG(ApiRecord, stems),
        {0}};
static const ApiField record_pause_fields[] = {FLAG(ApiRecordPause, on), {0}};
static const ApiField record_moment_fields[] = {
        INTEGER(ApiRecordMoment, wall_us), INTEGER(ApiRecordMoment, position_us), {0}};

static const ApiField stream_fields[] = {
        {FIELD(ApiStream, path, API_FIELD_TEXT), .max = API_PATH_BYTES_MAX}, {0}};

static const ApiField play_fields[] = {
        {FIELD(ApiPlay, path, API_FIELD_TEXT), .max = API_PATH_BYTES_MAX}, {0}};
static const ApiField leg_play_fields[] = {NAME(ApiLegPlay, leg),
        {FIELD(ApiLegPlay, sound, API_FIELD_TEXT), .max = API_PATH_BYTES_MAX}, {0}};
static const ApiField playing_fields[] = {INTEGER(ApiPlaying, duration_ms), {0}};

static const ApiField recording_fields[] = {
        {FIELD(ApiRecording, path, API_FIELD_TEXT), .max = API_PATH_BYTES_MAX},
        FLAG(ApiRecording, paused),
        INTEGER(ApiRecording, size_bytes),
        INTEGER(ApiRecording, duration_ms),
        INTEGER(ApiRecording, behind_ms),
        INTEGER(ApiRecording, dropped),
        FLAG(ApiRecording, black),
        FLAG(ApiRecording, frozen),
        FLAG(ApiRecording, silent),
        INTEGER(ApiRecording, stem_bytes),
        INTEGER(ApiRecording, stem_faults),
        {0},
};

static const ApiField recorded_fields[] = {
        {FIELD(ApiRecorded, path, API_FIELD_TEXT), .max = API_PATH_BYTES_MAX},
        NAME(ApiRecorded, fault),
        NAME(ApiRecorded, reason),
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
        {FIELD(ApiLegState, endpoint, API_FIELD_WORD), .words = endpoint_words, .optional = true},
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
        {FIELD(ApiRoomDescription, recording, API_FIELD_TEXT), .max = API_PATH_BYTES_MAX},
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
        INTEGER(ApiViewStats, decode_us),
        INTEGER(ApiViewStats, compose_us),
        INTEGER(ApiViewStats, tiles),
        {0},
};

static const ApiField feed_stats_fields[] = {
        WORD(ApiFeedStats, view, view_words),
        WORD(ApiFeedStats, codec, picture_codec_words),
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
        REAL(ApiRoomStats, picture_busy),
        WORD(ApiRoomStats, shed, shed_words),
        INTEGER(ApiRoomStats, shed_step),
        INTEGER(ApiRoomStats, sheds),
        INTEGER(ApiRoomStats, shed_returns),
        LIST(ApiRoomStats, views, n_views, API_VIEW_STATS),
        LIST(ApiRoomStats, feeds, n_feeds, API_FEED_STATS),
        LIST(ApiRoomStats, legs, n_legs, API_LEG_STATS),
        {0},
};

static const ApiField leg_connected_fields[] = {NAME(ApiLegConnected, leg), {0}};

static const ApiField leg_floor_fields[] = {NAME(ApiLegFloor, leg), {0}};

static const ApiField leg_digit_fields[] = {
        NAME(ApiLegDigit, leg),
        NAME(ApiLegDigit, digit),
        {0},
};

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
        INTEGER(ApiLegQuality, idle_ms),
        INTEGER(ApiLegQuality, flow_ms),
        INTEGER(ApiLegQuality, pause_ms),
        FLAG(ApiLegQuality, sound),
        FLAG(ApiLegQuality, picture),
        WORD(ApiLegQuality, view, view_words),
        INTEGER(ApiLegQuality, height_px),
        REAL(ApiLegQuality, fps),
        FLAG(ApiLegQuality, stills),
        INTEGER(ApiLegQuality, copies),
        INTEGER(ApiLegQuality, rx_bps),
        INTEGER(ApiLegQuality, tx_bps),
        INTEGER(ApiLegQuality, level_dbov),
        WORD(ApiLegQuality, reason, limit_words),
        WORD(ApiLegQuality, slides, slides_way_words),
        FLAG(ApiLegQuality, pans),
        FLAG(ApiLegQuality, tilts),
        FLAG(ApiLegQuality, zooms),
        FLAG(ApiLegQuality, focuses),
        INTEGER(ApiLegQuality, presets),
        {0},
};

static const ApiField leg_health_fields[] = {
        NAME(ApiLegHealth, leg),
        FLAG(ApiLegHealth, picture_judged),
        FLAG(ApiLegHealth, missing),
        FLAG(ApiLegHealth, black),
        FLAG(ApiLegHealth, frozen),
        FLAG(ApiLegHealth, silent),
        FLAG(ApiLegHealth, clipping),
        FLAG(ApiLegHealth, howling),
        FLAG(ApiLegHealth, echo),
        FLAG(ApiLegHealth, echo_judged),
        INTEGER(ApiLegHealth, echo_ms),
        INTEGER(ApiLegHealth, peak_dbov),
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
        [API_LEG_SDP] = {sizeof(ApiLegSdp), leg_sdp_fields},
        [API_LEG_FAST_UPDATE] = {sizeof(ApiLegFastUpdate), leg_fast_update_fields},
        [API_ANSWER] = {sizeof(ApiAnswer), answer_fields},
        [API_LEG_CANDIDATE] = {sizeof(ApiLegCandidate), leg_candidate_fields},
        [API_LEG_SET] = {sizeof(ApiLegSet), leg_set_fields},
        [API_LEG_REMOVE] = {sizeof(ApiLegRemove), leg_remove_fields},
        [API_LEG_CAP] = {sizeof(ApiLegCap), leg_cap_fields},
        [API_LEG_VIEW] = {sizeof(ApiLegView), leg_view_fields},
        [API_LEG_CAPTION] = {sizeof(ApiLegCaption), leg_caption_fields},
        [API_LEG_CAMERA] = {sizeof(ApiLegCamera), leg_camera_fields},
        [API_LEG_PRESET] = {sizeof(ApiLegPreset), leg_preset_fields},
        [API_LEG_STILL] = {sizeof(ApiLegStill), leg_still_fields},
        [API_SHOW] = {sizeof(ApiShow), show_fields},
        [API_FLOOR] = {sizeof(ApiFloor), floor_fields},
        [API_AUDIBLE_SITE] = {sizeof(ApiAudibleSite), audible_site_fields},
        [API_AUDIBLE] = {sizeof(ApiAudible), audible_fields},
        [API_SLIDES] = {sizeof(ApiSlides), slides_fields},
        [API_OVERLAY] = {sizeof(ApiOverlay), overlay_fields},
        [API_SNAPSHOT] = {sizeof(ApiSnapshot), snapshot_fields},
        [API_PICTURE] = {sizeof(ApiPicture), picture_fields},
        [API_STREAM] = {sizeof(ApiStream), stream_fields},
        [API_RECORD] = {sizeof(ApiRecord), record_fields},
        [API_RECORD_PAUSE] = {sizeof(ApiRecordPause), record_pause_fields},
        [API_PLAY] = {sizeof(ApiPlay), play_fields},
        [API_LEG_PLAY] = {sizeof(ApiLegPlay), leg_play_fields},
        [API_PLAYING] = {sizeof(ApiPlaying), playing_fields},
        [API_RECORD_MOMENT] = {sizeof(ApiRecordMoment), record_moment_fields},
        [API_RECORDING] = {sizeof(ApiRecording), recording_fields},
        [API_RECORDED] = {sizeof(ApiRecorded), recorded_fields},
        [API_VIEW_STATS] = {sizeof(ApiViewStats), view_stats_fields},
        [API_FEED_STATS] = {sizeof(ApiFeedStats), feed_stats_fields},
        [API_LAYOUT] = {sizeof(ApiLayout), layout_fields},
        [API_LEG_STATE] = {sizeof(ApiLegState), leg_state_fields},
        [API_ROOM_DESCRIPTION] = {sizeof(ApiRoomDescription), room_description_fields},
        [API_LEG_STATS] = {sizeof(ApiLegStats), leg_stats_fields},
        [API_ROOM_STATS] = {sizeof(ApiRoomStats), room_stats_fields},
        [API_LEG_CONNECTED] = {sizeof(ApiLegConnected), leg_connected_fields},
        [API_LEG_FLOOR] = {sizeof(ApiLegFloor), leg_floor_fields},
        [API_LEG_DIGIT] = {sizeof(ApiLegDigit), leg_digit_fields},
        [API_LEG_CLOSED] = {sizeof(ApiLegClosed), leg_closed_fields},
        [API_LEG_SIZE] = {sizeof(ApiLegSize), leg_size_fields},
        [API_LEG_QUALITY] = {sizeof(ApiLegQuality), leg_quality_fields},
        [API_LEG_HEALTH] = {sizeof(ApiLegHealth), leg_health_fields},
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
