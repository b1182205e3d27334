/**
 * h281_message: what is said about cameras: which can be moved (H.224's CME), and how (H.281).
 *
 * Units       presets count from 0 to 15; in a move +1 is right, up, in, near.
 * Ownership   a plain value.
 * Thread      any: no state.
 * Errors      false for what is neither, or ends too soon.
 * Memory      fixed.
 */
#ifndef MCU_WIRE_H281_MESSAGE_H
#define MCU_WIRE_H281_MESSAGE_H

#include "mcu/wire/h224_frame.h"

#include <stdbool.h>
#include <stdint.h>

enum { H281_PRESETS_MAX = 16 };

typedef enum H281Kind {
    H281_CLIENTS,         /**< whether H.281 is spoken at all: `spoken` */
    H281_CLIENTS_ASKED,   /**< say so */
    H281_ABILITY,         /**< what its main camera can: `ability` */
    H281_ABILITY_ASKED,   /**< say so */
    H281_START,           /**< `move`; it goes on for 800 ms, unless … */
    H281_CONTINUE,        /**< … this is said; `move` as it was */
    H281_STOP,            /**< `move` as it was */
    H281_PRESET_STORE,    /**< `preset` */
    H281_PRESET_ACTIVATE, /**< `preset` */
} H281Kind;

typedef struct H281Move {
    int pan, tilt, zoom, focus; /**< -1, 0 or +1 each */
} H281Move;

typedef struct H281Ability {
    bool pan, tilt, zoom, focus;
    uint8_t presets; /**< how many it keeps */
} H281Ability;

typedef struct H281Message {
    H281Kind kind;
    bool spoken;
    H281Ability ability;
    H281Move move;
    uint8_t preset;
} H281Message;

bool h281_message_read(const H224Frame *frame, H281Message *out_message);

/** The frame, but for whether it is mirrored. */
H224Frame h281_message_write(const H281Message *message);

#endif
