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

#define API_ERROR (api_error_quark())
GQuark api_error_quark(void);

typedef enum ApiError {
    API_ERROR_FIELD, /**< a field is missing, of the wrong type, too long or no known word */
} ApiError;

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
typedef enum ApiLayoutMode { API_LAYOUT_GRID, API_LAYOUT_SPEAKER } ApiLayoutMode;
typedef enum ApiLegEnd {
    API_LEG_END_TIMEOUT,  /**< nothing heard for the liveness time */
    API_LEG_END_DTLS,     /**< the handshake failed, or the fingerprint did not match */
    API_LEG_END_CLOSED,   /**< the peer closed it */
    API_LEG_END_REPLACED, /**< a newer leg of the same identity took the seat */
    API_LEG_END_FAILED,   /**< ICE never connected */
} ApiLegEnd;
typedef enum ApiQuality { API_QUALITY_GOOD, API_QUALITY_FAIR, API_QUALITY_POOR } ApiQuality;
typedef enum ApiSeatState { API_SEAT_CONNECTED, API_SEAT_LOST } ApiSeatState;

/** The word that stands in JSON for an enum's value, and in logs. */
const char *api_role_word(ApiRole role);
const char *api_leg_kind_word(ApiLegKind kind);
const char *api_layout_mode_word(ApiLayoutMode mode);
const char *api_leg_end_word(ApiLegEnd end);
const char *api_quality_word(ApiQuality quality);

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
    char *offer; /**< SDP */
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

/** `room.layout`, both ways: the reply and the notification have the pages filled in. */
typedef struct ApiLayout {
    int mode;      /**< ApiLayoutMode */
    int64_t page;  /**< from 0 */
    int64_t pages; /**< at least 1; ignored in the request */
} ApiLayout;

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
} ApiLegState;

/** The reply to `room.describe`: what a giaoban that was restarted must know. */
typedef struct ApiRoomDescription {
    char *meeting; /**< "" before room.open */
    char *title;
    int64_t pid;
    int64_t started_us; /**< since 1970 */
    int layout_mode;    /**< ApiLayoutMode */
    int64_t layout_page;
    int64_t layout_pages;
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
    double sound_pps;   /**< sound packets received a second */
    double picture_fps; /**< complete frames received a second */
} ApiLegStats;

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

/** `leg.quality`, every two seconds. */
typedef struct ApiLegQuality {
    char *leg;
    int level; /**< ApiQuality */
    double rtt_ms;
    double loss_percent;
    bool sound;   /**< sound packets are coming in */
    bool picture; /**< frames are coming in */
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
    API_LAYOUT,
    API_LEG_STATE,
    API_ROOM_DESCRIPTION,
    API_LEG_STATS,
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
