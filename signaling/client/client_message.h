/**
 * client_message: what a client says over /ws, read into C structs.
 *
 * A text frame holds one JSON object with a `type`; HTTP requests have the same objects without it. Fields that are not known are passed over, so that a
 * newer page can talk to an older server; a field of the wrong type, missing or too long is refused by name.
 *
 * A client's word on the meeting's proceedings is one struct for all, whose fields have other names in each message:
 * what may stand where is in the table of client_message.c.
 *
 * Units       in the names; texts are limited in bytes.
 * Ownership   a message owns its texts until client_message_clear().
 * Thread      any: no state.
 * Errors      CLIENT_MESSAGE_ERROR, with the field's name in the text.
 * Memory      a message is at most CLIENT_MESSAGE_BYTES_MAX, and JSON at most 16 levels deep.
 */
#ifndef SIGNALING_CLIENT_CLIENT_MESSAGE_H
#define SIGNALING_CLIENT_CLIENT_MESSAGE_H

#include "signaling/meeting/site_heads.h"

#include <glib.h>
#include <jansson.h>

#include <stdbool.h>
#include <stdint.h>

enum {
    CLIENT_PROTOCOL = 1,
    CLIENT_MESSAGE_BYTES_MAX = 256 * 1024,
    CLIENT_SDP_BYTES_MAX = 128 * 1024,
    CLIENT_TOKEN_BYTES_MAX = 4096,
    CLIENT_WORD_BYTES_MAX = 255,
    CLIENT_NAME_BYTES_MAX = 1024,
    CLIENT_CANDIDATE_BYTES_MAX = 1024,
    CLIENT_PAGE_MAX = 1000,
    CLIENT_PRESETS_MAX = 16, /**< H.281 has no more */
    CLIENT_ROTATE_S_MAX = 3600,
    CLIENT_SITES_MAX = 256, /**< in a list */
};

#define CLIENT_MESSAGE_ERROR (client_message_error_quark())
GQuark client_message_error_quark(void);

typedef enum ClientMessageError {
    CLIENT_MESSAGE_ERROR_JSON,  /**< not a JSON object in UTF-8 */
    CLIENT_MESSAGE_ERROR_TYPE,  /**< a type that this server does not know */
    CLIENT_MESSAGE_ERROR_FIELD, /**< a field is missing, of the wrong kind or too long */
} ClientMessageError;

typedef enum ClientMessageType {
    CLIENT_HELLO,
    CLIENT_OFFER,
    CLIENT_CANDIDATE,
    CLIENT_SET,
    CLIENT_LAYOUT,
    CLIENT_OVERLAY,
    CLIENT_SHARE,
    CLIENT_WATCH,
    /* On the proceedings; the names are those of ProceedingsVerb. */
    CLIENT_BEGIN,
    CLIENT_END,
    CLIENT_STOP,
    CLIENT_EXTEND,
    CLIENT_LOCK,
    CLIENT_WAITING,
    CLIENT_ADMIT,
    CLIENT_REJECT,
    CLIENT_GOVERN,
    CLIENT_ASK,
    CLIENT_WITHDRAW,
    CLIENT_QUEUE,
    CLIENT_FLOOR,
    CLIENT_MUTE,
    CLIENT_DROP,
    CLIENT_RESTART,
    CLIENT_PRESENT,
    CLIENT_SITE_LAYOUT,
    CLIENT_VOTE_OPEN,
    CLIENT_VOTE,
    CLIENT_VOTE_CLOSE,
    CLIENT_CHAT,
    CLIENT_NOTE, /**< "message": on a site's screen */
    CLIENT_ROLL_BEGIN,
    CLIENT_ROLL_CALL,
    CLIENT_ROLL_MARK,
    CLIENT_ROLL_END,
    CLIENT_ROLL_CONFIRM,
    CLIENT_HEADS,
    CLIENT_DELEGATE,
    CLIENT_AUTO_MUTE,
    CLIENT_RECORD,
    CLIENT_RECORD_ACK,
    CLIENT_AGENDA,
    CLIENT_DEVICES,
    CLIENT_CAMERA,        /**< of a room's device: site, choice */
    CLIENT_CAMERA_PRESET, /**< site, number, choice */
    CLIENT_LEAVE,
    CLIENT_PING,
    CLIENT_MESSAGE_TYPES
} ClientMessageType;

/** The first message: who wants to enter. Either a token, or a meeting's code and a site's name. */
typedef struct ClientHello {
    int64_t protocol;
    const char *token; /**< NULL if not given, as all that follow */
    const char *meeting;
    const char *site;
    const char *resume;
    const char *client; /**< "web", "bot" or "console"; NULL counts as web */
} ClientHello;

/** A peer connection's offer. */
typedef struct ClientOffer {
    int64_t id; /**< comes back in the answer */
    const char *sdp;
    bool fresh; /**< a new peer connection; otherwise the same one restarts its ICE */
} ClientOffer;

typedef struct ClientCandidate {
    const char *candidate; /**< empty: there are no more */
    const char *mid;       /**< may be empty */
} ClientCandidate;

/** What became of opening the own devices: "ok", "none", "denied", "busy", or "" for not tried. */
typedef struct ClientDevices {
    const char *camera;
    const char *microphone;
} ClientDevices;

/** The own microphone and camera. */
typedef struct ClientSet {
    bool mic;
    bool camera;
} ClientSet;

/** What one view shows: for the chair's clients, and over HTTP. */
typedef struct ClientLayout {
    const char *view;   /**< chair, sites or floor; NULL counts as sites */
    const char *mode;   /**< a word of ApiLayoutMode */
    const char *pinned; /**< an identity; mode pin needs it */
    int64_t page;
    int64_t rotate_s; /**< 0: as it was */
} ClientLayout;

/** What one site is shown instead: for who helps it. */
typedef struct ClientSiteLayout {
    const char *site;   /**< an identity */
    const char *layout; /**< a word of ApiLayoutMode; "": what the others are shown */
    const char *pinned; /**< as in ClientLayout */
    int64_t rotate_s;
} ClientSiteLayout;

/** On the proceedings: see ProceedingsCommand. */
typedef struct ClientProceeding {
    const char *site;    /**< an identity, "*" or empty; NULL if not given, as all texts here */
    const json_t *sites; /**< an array of texts */
    const char *text;    /**< subject, question, line or message */
    const char *
            choice; /**< a vote's choice, a roll call's mode or answer, how a delegate is there, what to do to the recording or a camera */
    int64_t number; /**< minutes, seconds or percent */
    bool on;
    bool secret;
    SiteHeads heads;
    SiteDelegate delegate;
} ClientProceeding;

/** A switch that may be left as it is. */
typedef enum ClientSwitch {
    CLIENT_SWITCH_AS_IT_WAS,
    CLIENT_SWITCH_OFF,
    CLIENT_SWITCH_ON
} ClientSwitch;

/** What is written over all views. */
typedef struct ClientOverlay {
    ClientSwitch title;
    ClientSwitch clock;
} ClientOverlay;

/** The own slides begin or end; the chair also ends those of others. */
typedef struct ClientShare {
    bool on;
} ClientShare;

/** A console that watches the meeting: which of its views. */
typedef struct ClientWatch {
    const char *view; /**< chair, sites or floor */
} ClientWatch;

typedef struct ClientPing {
    double t; /**< the client's own clock, sent back */
} ClientPing;

typedef struct ClientMessage {
    ClientMessageType type;
    int64_t id; /**< comes back in the answer; 0: none was given. An offer's is its own */
    union {
        ClientHello hello;
        ClientOffer offer;
        ClientCandidate candidate;
        ClientSet set;
        ClientDevices devices;
        ClientLayout layout;
        ClientSiteLayout site_layout;
        ClientProceeding proceeding;
        ClientOverlay overlay;
        ClientShare share;
        ClientWatch watch;
        ClientPing ping;
    };
    void *owner; /* the JSON that the texts are part of */
} ClientMessage;

/** The word that stands in `type`. */
const char *client_message_type_name(ClientMessageType type);

/**
 * Reads one text frame.
 *
 * @param ret_message  written on success only; then the caller clears it
 */
bool client_message_decode(
        const char *text, size_t size_bytes, ClientMessage *ret_message, GError **error);

/**
 * Reads a message whose type is known from elsewhere: the body of an HTTP request.
 *
 * @param ret_message  as client_message_decode()
 */
bool client_message_decode_as(ClientMessageType type, const char *text, size_t size_bytes,
        ClientMessage *ret_message, GError **error);

void client_message_clear(ClientMessage *message);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(ClientMessage, client_message_clear)

#endif
