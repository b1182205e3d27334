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
    API_PATH_BYTES_MAX = 1024,
    API_PICTURE_BYTES_MAX = 640 * 1024, /**< a JPEG; in base64 it fits into one line */
    API_SHOW_MS_MAX = 60000,
    API_CAPTION_MS_MAX = 60000,
    API_CAMERA_MS_MAX = 3000, /**< of a move: who goes on wanting it says so again */
    API_STILL_WIDTH_PX = 640,
    API_STILL_HEIGHT_PX = 360,
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
    API_FAULT_NO_ADDRESS = -32007,      /**< the SDP's media is where none of our addresses leads */
    API_FAULT_NO_ENCRYPTION = -32008, /**< it is in the clear and must not, or has no key of ours */
} ApiFault;

typedef enum ApiRole { API_ROLE_CHAIR, API_ROLE_SITE, API_ROLE_VIEWER } ApiRole;
typedef enum ApiLegKind {
    API_LEG_BROWSER,
    API_LEG_BOT,
    API_LEG_WHIP,
    API_LEG_WHEP,
    API_LEG_SIP, /**< room hardware */
} ApiLegKind;

/** How an endpoint speaks of its media: WebRTC, or the SDP and RTP of SIP's room systems and telephones. */
typedef enum ApiEndpoint { API_ENDPOINT_BROWSER, API_ENDPOINT_HARDWARE } ApiEndpoint;

/** The pictures that a room makes, by who sees them. */
typedef enum ApiView {
    API_VIEW_CHAIR,  /**< legs of the chair */
    API_VIEW_SITES,  /**< everybody else */
    API_VIEW_FLOOR,  /**< the site that the others see large: it never sees itself so */
    API_VIEW_SLIDES, /**< legs that do not get the slides as a stream, while slides are shown */
    API_VIEW_OWN_1,  /**< from here on: a single site that was given a layout of its own */
    API_VIEW_OWN_2,
    API_VIEW_OWN_3,
    API_VIEW_OWN_4,
    API_VIEWS, /**< how many */
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

/** Why a leg gets less than the whole picture: its line, its site's limit, or the machine, which is too slow (ApiShed). */
typedef enum ApiLimit {
    API_LIMIT_NONE,
    API_LIMIT_LINE,
    API_LIMIT_CAP,
    API_LIMIT_OVERLOAD,
} ApiLimit;

/** What is left out because the machine is too slow, each with those before it: pictures of small tiles, rungs, views. */
typedef enum ApiShed { API_SHED_NOTHING, API_SHED_TILES, API_SHED_RUNGS, API_SHED_VIEWS } ApiShed;

/** How a leg sees the slides. */
typedef enum ApiSlidesWay { API_SLIDES_NONE, API_SLIDES_STREAM, API_SLIDES_COMPOSED } ApiSlidesWay;
typedef enum ApiSeatState { API_SEAT_CONNECTED, API_SEAT_LOST } ApiSeatState;

/** The word that stands in JSON for an enum's value, and in logs. */
const char *api_role_word(ApiRole role);
const char *api_leg_kind_word(ApiLegKind kind);
const char *api_layout_mode_word(ApiLayoutMode mode);
const char *api_view_word(ApiView view);

/** What pictures are encoded in. */
typedef enum ApiPictureCodec { API_PICTURE_VP8, API_PICTURE_H264 } ApiPictureCodec;

const char *api_picture_codec_word(ApiPictureCodec codec);
const char *api_limit_word(ApiLimit limit);
const char *api_shed_word(ApiShed shed); /**< "" for nothing */
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
    char *addresses; /**< IP addresses where it is received, with commas between; "" for all */
    int endpoint;    /**< ApiEndpoint */
    bool plain_rtp;  /**< API_ENDPOINT_HARDWARE: RTP without encryption is allowed */
    char *notice; /**< what it hears before anything else, and before it is heard: "spoken": that the meeting is
                       recorded, as it is built in; else the absolute path of a WAV file; "": nothing */
    char *offer; /**< SDP; "", of hardware only: the reply is our own offer, see `leg.answer` */
} ApiLegAdd;

/**
 * `leg.answer`: hardware answers our offer; the reply is an ApiAnswer with "".
 * `leg.update`: hardware offers again (hold, resume, another address; "": it wants our offer); the reply is an
 * ApiAnswer. The same o= as before gets the same answer.
 */
typedef struct ApiLegSdp {
    char *leg;
    char *sdp;
} ApiLegSdp;

/** `leg.fast_update`: the leg needs a key frame, and said so by other means than RTCP. The notification
    `leg.fast_update_wanted`: the MCU needs one of it, and RTCP cannot say so. */
typedef struct ApiLegFastUpdate {
    char *leg;
} ApiLegFastUpdate;

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

/** `leg.view`: which view somebody without a seat watches; it is that of the sites until this is said. */
typedef struct ApiLegView {
    char *leg;
    int view; /**< ApiView */
} ApiLegView;

/** `leg.caption`: a text over the pictures that one leg is sent, for what concerns it alone: a room without a page. */
typedef struct ApiLegCaption {
    char *leg;
    char *text; /**< "": none any more */
    int64_t ms; /**< no more than API_CAPTION_MS_MAX counts */
} ApiLegCaption;

/** `leg.camera`: moves the camera of a device for a while; all 0: no longer. */
typedef struct ApiLegCamera {
    char *leg;
    int64_t pan;   /**< -1 to the left, 1 to the right, as the next ones 0 for not */
    int64_t tilt;  /**< -1 down, 1 up */
    int64_t zoom;  /**< -1 out, 1 in */
    int64_t focus; /**< -1 far, 1 near */
    int64_t ms;    /**< no more than API_CAMERA_MS_MAX counts */
} ApiLegCamera;

/** `leg.preset`: a place that the device's camera keeps, or looks at. */
typedef struct ApiLegPreset {
    char *leg;
    int64_t preset; /**< from 0 */
    bool store;     /**< as it looks now */
} ApiLegPreset;

/** `room.layout`, both ways: the reply and the notification have the pages filled in. */
typedef struct ApiLayout {
    int view;         /**< ApiView */
    int mode;         /**< ApiLayoutMode */
    int64_t page;     /**< from 0 */
    int64_t pages;    /**< at least 1; ignored in the request */
    char *pinned;     /**< API_LAYOUT_PIN: whose identity */
    int64_t rotate_s; /**< API_LAYOUT_ROTATE: how long a page stays; 0: the default, 15 */
    char *site;       /**< API_VIEW_OWN_1 and on: whose identity; "": nobody's */
} ApiLayout;

/** `room.show`: one site large to all, chair and sites, for a time; then everything is as it was. */
typedef struct ApiShow {
    char *identity; /**< "": nobody any more */
    int64_t ms;     /**< no more than API_SHOW_MS_MAX counts */
} ApiShow;

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

/** `room.snapshot`: the picture that a view shows now; the reply is an ApiPicture. */
typedef struct ApiSnapshot {
    int view; /**< ApiView */
} ApiSnapshot;

/** `leg.still`: the newest picture that a site sent, within API_STILL_WIDTH_PX; the reply is an ApiPicture. */
typedef struct ApiLegStill {
    char *leg;
} ApiLegStill;

/** `room.record`: writes what the sites see and hear into a file from now on; the reply is an ApiRecordMoment, and
    `room.recorded` comes at the end. */
typedef struct ApiRecord {
    char *path; /**< absolute; of a WebM file that is not there yet */
    bool stems; /**< each site's sound in a file of its own, too, in a folder beside it */
} ApiRecord;

/** `room.record_pause`: leaves out what comes, or goes on; the reply is an ApiRecordMoment. */
typedef struct ApiRecordPause {
    bool on;
} ApiRecordPause;

/* `room.record_end`: no parameters. */

/** `room.stream`: a live stream of what the sites see and hear, to who listens there, until he is gone. */
typedef struct ApiStream {
    char *path; /**< absolute; of a Unix socket; "": not any more */
} ApiStream;

/** `room.play`: a sound that all hear, talkers too, and the recording; the reply is an ApiPlaying. */
typedef struct ApiPlay {
    char *path; /**< absolute; of a WAV file; "": the notice that the meeting is recorded */
} ApiPlay;

/** `leg.play`: a sound that one leg hears, alone, in place of all else, and is not heard meanwhile; one that it still hears
    ends. The reply is an ApiPlaying. */
typedef struct ApiLegPlay {
    char *leg;
    char *sound; /**< the name of one that is built in, or the absolute path of a WAV file */
} ApiLegPlay;

/* ---- results ---- */

/** Where a file stood at a moment. */
typedef struct ApiRecordMoment {
    int64_t wall_us;     /**< since 1970 */
    int64_t position_us; /**< from the file's beginning */
} ApiRecordMoment;

typedef struct ApiPicture {
    int64_t width_px;
    int64_t height_px;
    char *jpeg; /**< base64 of at most API_PICTURE_BYTES_MAX bytes */
} ApiPicture;

typedef struct ApiPlaying {
    int64_t duration_ms;
} ApiPlaying;

typedef struct ApiLegState {
    char *leg;
    char *identity;
    char *name;
    int64_t order;
    int role; /**< ApiRole */
    int kind; /**< ApiLegKind */
    bool mic_muted;
    bool camera_off;
    int endpoint;   /**< ApiEndpoint */
    bool connected; /**< ICE and DTLS are through; hardware was heard */
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
    char *recording; /**< the path of the file that is written, or "" */
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
    int64_t decode_us;  /**< of what came for a frame, on average since the last reply */
    int64_t compose_us; /**< of a frame, likewise */
    int64_t tiles;      /**< on it now */
} ApiViewStats;

/** One view in one size and codec. */
typedef struct ApiFeedStats {
    int view;  /**< ApiView */
    int codec; /**< ApiPictureCodec */
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
    double picture_busy;         /**< the share of its time that the busiest view's thread needs */
    int shed;                    /**< ApiShed */
    int64_t shed_step;           /**< finer than that: 0 to 5 */
    int64_t sheds;               /**< steps taken since the start */
    int64_t shed_returns;        /**< and taken back */
    ApiViewStats *views;         /**< those that were watched since the start */
    size_t n_views;
    ApiFeedStats *feeds; /**< those that were encoded since the start; `receivers` 0: not now */
    size_t n_feeds;
    ApiLegStats *legs;
    size_t n_legs;
} ApiRoomStats;

/* ---- notifications of the MCU ---- */

/** `leg.connected`. Of hardware: its first valid packet came, or it was answered and sends nothing. */
typedef struct ApiLegConnected {
    char *leg;
} ApiLegConnected;

/** `room.recording`, each second while a file is written. */
typedef struct ApiRecording {
    char *path;
    bool paused;
    int64_t size_bytes; /**< on the disk, as the next */
    int64_t duration_ms;
    int64_t behind_ms; /**< how old the oldest is that is not on the disk */
    int64_t dropped;   /**< frames and packets that the disk was too slow for */
    bool black;        /**< what is recorded, and for a while, as the next two */
    bool frozen;
    bool silent;
    int64_t stem_bytes; /**< of the sites' own files, as they are written */
    int64_t stem_faults; /**< files of them that could not be written on, and what was lost by that */
} ApiRecording;

/** `room.recorded`: the file is closed. */
typedef struct ApiRecorded {
    char *path;
    char *fault; /**< "": it was asked to end and is whole; else disk_full, read_only, gone or disk: what there is, plays */
    char *reason; /**< in English; "" without a fault */
} ApiRecorded;

/** `leg.digit`: a key was pressed (RFC 4733). */
typedef struct ApiLegDigit {
    char *leg;
    char *digit; /**< one of 0 to 9, *, #, A to D */
} ApiLegDigit;

/** Of a device that asks for slides: the notifications `leg.floor_requested`, which `room.slides` grants, and
    `leg.floor_released`: it does not any more, or has what it asked for no longer; `leg.floor_denied`: it must not. */
typedef struct ApiLegFloor {
    char *leg;
} ApiLegFloor;

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
    int64_t idle_ms;    /**< since the last packet of its media came in; -1: none ever did */
    int64_t flow_ms;    /**< since when it flows without a pause above 5 s */
    int64_t pause_ms;   /**< how long the pause before that was; 0: there was none */
    bool sound;         /**< sound packets are coming in */
    bool picture;       /**< frames are coming in */
    int view;           /**< ApiView: which picture it gets */
    int64_t height_px;  /**< of the picture that it gets; 0: none */
    double fps;         /**< of the picture that it gets */
    bool stills;        /**< the line carries no motion: a picture each few seconds */
    int64_t copies;     /**< how many earlier packets of sound it gets in each packet besides */
    int64_t rx_bps;     /**< from it */
    int64_t tx_bps;     /**< to it */
    int64_t level_dbov; /**< of its sound */
    int reason;         /**< ApiLimit: why it does not get the top rung */
    int slides;         /**< ApiSlidesWay */
    bool pans;          /**< hardware: its camera can be moved so from here */
    bool tilts;
    bool zooms;
    bool focuses;
    int64_t presets; /**< how many places it keeps */
} ApiLegQuality;

/** `leg.health`: what is wrong with what it sends; when that changes, and every few seconds. */
typedef struct ApiLegHealth {
    char *leg;
    bool picture_judged; /**< it is seen by somebody, so that the next three say something */
    bool missing;        /**< no picture comes, nor ever came */
    bool black;
    bool frozen;
    bool silent; /**< of its sound, as all that follows */
    bool clipping;
    bool howling;
    bool echo;
    bool echo_judged; /**< it was spoken to, so that an echo would have been heard */
    int64_t echo_ms;
    int64_t peak_dbov; /**< the loudest of the last half minute */
} ApiLegHealth;

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
    API_LEG_SDP,
    API_LEG_FAST_UPDATE,
    API_ANSWER,
    API_LEG_CANDIDATE,
    API_LEG_SET,
    API_LEG_REMOVE,
    API_LEG_CAP,
    API_LEG_VIEW,
    API_LEG_CAPTION,
    API_LEG_CAMERA,
    API_LEG_PRESET,
    API_LAYOUT,
    API_FLOOR,
    API_SHOW,
    API_LEG_STILL,
    API_AUDIBLE_SITE,
    API_AUDIBLE,
    API_SLIDES,
    API_OVERLAY,
    API_SNAPSHOT,
    API_PICTURE,
    API_STREAM,
    API_RECORD,
    API_RECORD_PAUSE,
    API_PLAY,
    API_LEG_PLAY,
    API_PLAYING,
    API_RECORD_MOMENT,
    API_RECORDING,
    API_RECORDED,
    API_LEG_STATE,
    API_ROOM_DESCRIPTION,
    API_LEG_STATS,
    API_VIEW_STATS,
    API_FEED_STATS,
    API_ROOM_STATS,
    API_LEG_CONNECTED,
    API_LEG_DIGIT,
    API_LEG_FLOOR,
    API_LEG_CLOSED,
    API_LEG_SIZE,
    API_LEG_QUALITY,
    API_LEG_HEALTH,
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
