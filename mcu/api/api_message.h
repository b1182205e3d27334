/**
 * api_message: everything that giaoban and giaoban-mcu say to each other, as C structs.
 *
 * Each message is a struct, and a table of its fields from which one encoder and one decoder work; so a
 * message can be written in one way only. SDP is opaque text here. The frame around a message, JSON-RPC
 * 2.0, is json_rpc.h.
 *
 * Units       in the names: _us microseconds, _ms milliseconds, _bps bits a second, _px pixels.
 * Ownership   a decoded message owns its strings and arrays: api_message_clear(). One that is to be
 *             encoded may point to anything.
 * Thread      pure: any.
 * Errors      API_ERROR_FIELD names the field; nothing is half decoded.
 * Memory      strings and arrays are bounded by the limits below.
 */
#ifndef MCU_API_API_MESSAGE_H
#define MCU_API_API_MESSAGE_H

#include "mcu/api/api_codec.h"

#include <glib.h>
#include <jansson.h>

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    API_NAME_BYTES_MAX = 256,       /**< identities, names, leg numbers, reasons */
    API_SDP_BYTES_MAX = 128 * 1024, /**< an offer or an answer */
    API_LEGS_MAX = 1024,            /**< legs or seats in a list */
};

/** What an error reply's code says (JSON-RPC leaves -32000 to -32099 to the application). */
typedef enum ApiFault {
    API_FAULT_PARSE = -32700,           /**< not JSON, or no JSON-RPC 2.0 */
    API_FAULT_METHOD = -32601,          /**< no such method */
    API_FAULT_PARAMS = -32602,          /**< a field of the parameters is wrong */
    API_FAULT_BAD_OFFER = -32001,       /**< the SDP cannot be read or used */
    API_FAULT_NO_CODEC = -32002,        /**< the SDP is fine and has no codec that the MCU takes */
    API_FAULT_ROOM_FULL = -32003,       /**< no seat left */
    API_FAULT_UNKNOWN_LEG = -32004,     /**< no such leg (any more) */
    API_FAULT_PORTS_EXHAUSTED = -32005, /**< no UDP port left */
    API_FAULT_ROOM_STATE = -32006,      /**< the room is not open, or open already */
} ApiFault;

typedef enum ApiRole { API_ROLE_CHAIR, API_ROLE_SITE, API_ROLE_VIEWER } ApiRole;
typedef enum ApiLegKind { API_LEG_BROWSER, API_LEG_BOT, API_LEG_WHIP, API_LEG_WHEP } ApiLegKind;

/** The pictures that a room makes, by who sees them. */
typedef enum ApiView {
    API_VIEW_CHAIR,  /**< legs of the chair */
    API_VIEW_SITES,  /**< everybody else */
    API_VIEW_FLOOR,  /**< the site that the others see large: it never sees itself so */
    API_VIEW_SLIDES, /**< legs that do not get the slides as a stream, while slides are shown */
    API_VIEWS,       /**< how many */
} ApiView;

typedef enum ApiLayoutMode {
    API_LAYOUT_GRID,
    API_LAYOUT_ROTATE,  /**< a grid whose page turns every `rotate_s`, but not while a site talks */
    API_LAYOUT_FOCUS,   /**< one large, seven small */
    API_LAYOUT_SPEAKER, /**< who has the floor, else who speaks, alone */
    API_LAYOUT_CHAIR,   /**< the chair alone */
    API_LAYOUT_SPLIT,   /**< the chair and who speaks, side by side */
    API_LAYOUT_SLIDES,  /**< slides large, the chair small in a corner */
    API_LAYOUT_AUTO,    /**< the chair alone until another site speaks for a while */
    API_LAYOUT_PIN,     /**< one identity alone */
} ApiLayoutMode;

typedef enum ApiLegEnd {
    API_LEG_END_TIMEOUT,  /**< nothing heard for the liveness time */
    API_LEG_END_DTLS,     /**< the handshake failed, or the fingerprint did not match */
    API_LEG_END_CLOSED,   /**< the peer closed it */
    API_LEG_END_REPLACED, /**< a newer leg of the same identity took the seat */
    API_LEG_END_FAILED,   /**< ICE never connected */
} ApiLegEnd;
typedef enum ApiQuality { API_QUALITY_GOOD, API_QUALITY_FAIR, API_QUALITY_POOR } ApiQuality;

/** Why a leg gets less than the top rung. */
typedef enum ApiLimit { API_LIMIT_NONE, API_LIMIT_LINE, API_LIMIT_CAP } ApiLimit;

/** How a leg sees the slides. */
typedef enum ApiSlidesWay { API_SLIDES_NONE, API_SLIDES_STREAM, API_SLIDES_COMPOSED } ApiSlidesWay;
typedef enum ApiSeatState { API_SEAT_CONNECTED, API_SEAT_LOST } ApiSeatState;

/** The word that stands in JSON for an enum's value, and in logs. */
const char *api_role_word(ApiRole role);
const char *api_leg_kind_word(ApiLegKind kind);
const char *api_layout_mode_word(ApiLayoutMode mode);
const char *api_view_word(ApiView view);
const char *api_limit_word(ApiLimit limit);
const char *api_slides_way_word(ApiSlidesWay way);
const char *api_leg_end_word(ApiLegEnd end);
const char *api_quality_word(ApiQuality quality);

/** @return false for no known word */
bool api_layout_mode_from_word(const char *word, ApiLayoutMode *ret_mode);
bool api_view_from_word(const char *word, ApiView *ret_view);

/* ---- requests ---- */

/** `room.open`: the meeting that this process is for. Once. */
typedef struct ApiRoomOpen {
    char *meeting;
    char *title;
} ApiRoomOpen;

/** `room.close`, `room.describe`, `room.stats`: no parameters; and every empty result. */
typedef struct ApiEmpty {
    char nothing;
} ApiEmpty;

/** `leg.add`: one more endpoint; the reply is an ApiAnswer. */
typedef struct ApiLegAdd {
    char *leg;      /**< its number, made by giaoban, never used twice */
    char *identity; /**< whose seat it takes; a leg that had it is replaced */
    char *name;     /**< what stands on its tile */
    int64_t order;  /**< place in the grid; equal ones in order of joining */
    int role;       /**< ApiRole */
    int kind;       /**< ApiLegKind */
    bool mic_muted;
    bool camera_off;
    int64_t rate_cap_bps; /**< what may be sent to it at most, sound and pictures together; 0: no limit */
    char *offer;          /**< SDP */
} ApiLegAdd;

/** `leg.offer`: the same leg offers again, with new ICE credentials; the reply is an ApiAnswer. */
typedef struct ApiLegOffer {
    char *leg;
    char *offer; /**< SDP */
} ApiLegOffer;

typedef struct ApiAnswer {
    char *answer; /**< SDP with all of the MCU's candidates */
} ApiAnswer;

/** `leg.candidate`: a candidate of the peer, later than its offer. */
typedef struct ApiLegCandidate {
    char *leg;
    char *candidate; /**< the SDP attribute's value; "" means there are no more */
    char *mid;
} ApiLegCandidate;

/** `leg.set`: what a site, or the chair for it, has switched off. */
typedef struct ApiLegSet {
    char *leg;
    bool mic_muted;
    bool camera_off;
} ApiLegSet;

/** `leg.remove`. */
typedef struct ApiLegRemove {
    char *leg;
    char *reason;   /**< for the log */
    bool keep_seat; /**< keep its tile, as lost, for the hold time */
} ApiLegRemove;

/** `leg.cap`: what may be sent to a leg at most from now on. */
typedef struct ApiLegCap {
    char *leg;
    int64_t rate_bps; /**< 0: no limit */
} ApiLegCap;

/** `room.layout`, both ways: the reply and the notification have the pages filled in. */
typedef struct ApiLayout {
    int view;         /**< ApiView */
    int mode;         /**< ApiLayoutMode */
    int64_t page;     /**< from 0 */
    int64_t pages;    /**< at least 1; ignored in the request */
    char *pinned;     /**< API_LAYOUT_PIN: whose identity */
    int64_t rotate_s; /**< API_LAYOUT_ROTATE: how long a page stays; 0: the default, 15 */
} ApiLayout;

/** `room.floor`: who speaks, whoever makes a sound. */
typedef struct ApiFloor {
    char *identity; /**< "": nobody */
} ApiFloor;

/** One of the sites of ApiAudible. */
typedef struct ApiAudibleSite {
    char *identity;
} ApiAudibleSite;

/** `room.audible`: who may be heard, whatever its own microphone does. */
typedef struct ApiAudible {
    bool only; /**< the chair and the sites of the list; otherwise all but those of the list */
    ApiAudibleSite *sites;
    size_t n_sites;
} ApiAudible;

/** `room.slides`: who presents. */
typedef struct ApiSlides {
    char *leg; /**< "": nobody */
} ApiSlides;

/** `room.overlay`: what is drawn over all views. */
typedef struct ApiOverlay {
    bool title; /**< that of room.open */
    bool clock;
    bool recording; /**< the mark that says so */
} ApiOverlay;

/* ---- results ---- */

typedef struct ApiLegState {
    char *leg;
    char *identity;
    char *name;
    int64_t order;
    int role; /**< ApiRole */
    int kind; /**< ApiLegKind */
    bool mic_muted;
    bool camera_off;
    bool connected; /**< ICE and DTLS are through */
    int64_t rate_cap_bps;
    int64_t width_px; /**< what it was told to send, as the next three; fps 0: nothing yet */
    int64_t height_px;
    int64_t fps;
    int64_t bitrate_bps;
} ApiLegState;

/** The reply to `room.describe`: what a giaoban that was restarted must know. */
typedef struct ApiRoomDescription {
    char *meeting; /**< "" before room.open */
    char *title;
    int64_t pid;
    int64_t started_us; /**< since 1970 */
    ApiLayout *layouts; /**< of all views */
    size_t n_layouts;
    char *floor;  /**< an identity, or "" */
    char *slides; /**< the leg that presents, or "" */
    bool overlay_title;
    bool overlay_clock;
    bool overlay_recording;
    ApiLegState *legs;
    size_t n_legs;
} ApiRoomDescription;

typedef struct ApiLegStats {
    char *leg;
    double rtt_ms;
    double jitter_ms;
    double loss_in_percent;
    double loss_out_percent;
    int64_t rx_bps;
    int64_t tx_bps;
    double sound_pps;     /**< sound packets received a second */
    double picture_fps;   /**< complete frames received a second */
    int64_t level_dbov;   /**< of its sound: 0 is the loudest, -127 silence */
    int64_t rung;         /**< of the picture that it gets, from 0, the top; -1: none */
    int64_t layer;        /**< the highest temporal layer that it gets, from 0 */
    int64_t estimate_bps; /**< what its line seems to carry; 0: not known */
    int64_t frames_decoded;
    int64_t frames_dropped; /**< that the machine was too slow for */
} ApiLegStats;

typedef struct ApiViewStats {
    int view; /**< ApiView */
    int64_t composed;
    int64_t skipped;    /**< ticks that the machine was too late for */
    int64_t compose_us; /**< of a frame, on average since the last reply */
    int64_t tiles;      /**< on it now */
} ApiViewStats;

/** One view in one size. */
typedef struct ApiFeedStats {
    int view; /**< ApiView */
    int64_t height_px;
    int64_t receivers; /**< legs that get it now */
    int64_t encoded;
    int64_t keys;
    int64_t encode_us;   /**< of a frame, on average since the last reply */
    int64_t bitrate_bps; /**< what it is set to */
} ApiFeedStats;

/** The reply to `room.stats`. */
typedef struct ApiRoomStats {
    double cpu_seconds; /**< user and system time of the process */
    int64_t memory_bytes;
    int64_t threads;
    int64_t encoders;
    int64_t decoders;
    int64_t frames_composed;
    int64_t frames_encoded;
    int64_t sound_ticks;
    int64_t sound_late_max_us;   /**< the latest sound tick since the last reply */
    int64_t picture_late_max_us; /**< the latest picture tick since the last reply */
    int64_t sound_us;            /**< of a sound tick, on average since the last reply */
    ApiViewStats *views;         /**< those that were watched since the start */
    size_t n_views;
    ApiFeedStats *feeds; /**< those that were encoded since the start; `receivers` 0: not now */
    size_t n_feeds;
    ApiLegStats *legs;
    size_t n_legs;
} ApiRoomStats;

/* ---- notifications of the MCU ---- */

/** `leg.connected`. */
typedef struct ApiLegConnected {
    char *leg;
} ApiLegConnected;

/** `leg.closed`: the leg is gone; its number means nothing any more. */
typedef struct ApiLegClosed {
    char *leg;
    int reason; /**< ApiLegEnd */
} ApiLegClosed;

/** `leg.size`: what this sender should send from now on; 0 x 0: nobody sees it. */
typedef struct ApiLegSize {
    char *leg;
    int64_t width_px;
    int64_t height_px;
    int64_t fps;
    int64_t bitrate_bps;
} ApiLegSize;

/** `leg.quality`, each second. */
typedef struct ApiLegQuality {
    char *leg;
    int level; /**< ApiQuality */
    double rtt_ms;
    double loss_percent;
    bool sound;         /**< sound packets are coming in */
    bool picture;       /**< frames are coming in */
    int view;           /**< ApiView: which picture it gets */
    int64_t height_px;  /**< of the picture that it gets; 0: none */
    double fps;         /**< of the picture that it gets */
    int64_t rx_bps;     /**< from it */
    int64_t tx_bps;     /**< to it */
    int64_t level_dbov; /**< of its sound */
    int reason;         /**< ApiLimit: why it does not get the top rung */
    int slides;         /**< ApiSlidesWay */
} ApiLegQuality;

/** `room.speaker`. */
typedef struct ApiSpeaker {
    char *identity; /**< "": nobody */
} ApiSpeaker;

typedef struct ApiSeat {
    char *identity;
    int state; /**< ApiSeatState */
} ApiSeat;

/** `room.seats`: all tiles, whenever one comes, is lost or goes. */
typedef struct ApiSeats {
    ApiSeat *seats;
    size_t n_seats;
} ApiSeats;

/** The kinds of message: which struct, and which table of fields. */
typedef enum ApiMessage {
    API_EMPTY,
    API_ROOM_OPEN,
    API_LEG_ADD,
    API_LEG_OFFER,
    API_ANSWER,
    API_LEG_CANDIDATE,
    API_LEG_SET,
    API_LEG_REMOVE,
    API_LEG_CAP,
    API_LAYOUT,
    API_FLOOR,
    API_AUDIBLE_SITE,
    API_AUDIBLE,
    API_SLIDES,
    API_OVERLAY,
    API_LEG_STATE,
    API_ROOM_DESCRIPTION,
    API_LEG_STATS,
    API_VIEW_STATS,
    API_FEED_STATS,
    API_ROOM_STATS,
    API_LEG_CONNECTED,
    API_LEG_CLOSED,
    API_LEG_SIZE,
    API_LEG_QUALITY,
    API_SPEAKER,
    API_SEAT,
    API_SEATS,
    API_MESSAGES, /**< how many */
} ApiMessage;

/** The struct as a JSON object: a new reference. Strings must be UTF-8; NULL is written as "". */
json_t *api_message_encode(ApiMessage message, const void *structure);

/**
 * Reads a JSON object into a struct. Fields that the table does not know are passed over, so that a newer
 * program can talk to an older one.
 *
 * @param structure  of the message's type; written on success only, then cleared by the caller
 */
bool api_message_decode(ApiMessage message, const json_t *object, void *structure, GError **error);

/** Frees what a decoded struct owns and zeroes it. */
void api_message_clear(ApiMessage message, void *structure);

#endif
