/**
 * camera_control: the camera of one device, moved from here: what it can, and how it is told.
 *
 *      payloads of its H.224 ──> camera_control ──> `changed`: it has a camera that can be moved, or none
 *      move, preset ───────────────────┴──────────> `send`: payloads for it
 *
 * A device goes on for 800 ms after a word (H.281), so that a lost end stops nothing for long: we say again what we
 * want each CAMERA_CONTROL_AGAIN_US until the time is over for which it is wanted. What a device wants of our camera is
 * passed over: there is none.
 *
 * Units       times are microseconds of the monotonic clock.
 * Ownership   a plain value; payloads are lent for the call.
 * Thread      pure: the network loop. Events come from inside calls.
 * Errors      what cannot be read is passed over; a move that it cannot do is not sent.
 * Memory      fixed.
 */
#ifndef MCU_ROOM_CAMERA_CONTROL_H
#define MCU_ROOM_CAMERA_CONTROL_H

#include "mcu/wire/h281_message.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    CAMERA_CONTROL_AGAIN_US = 400000,  /* half of what a device goes on for */
    CAMERA_CONTROL_HELLO_US = 2000000, /* until it has said whether it has a camera … */
    CAMERA_CONTROL_HELLOS_MAX = 10,    /* … so often: packets get lost */
};

typedef struct CameraControlEvents {
    void (*send)(const uint8_t *payload, size_t size, void *user_data);
    /** All false: nothing to move. May be NULL. */
    void (*changed)(const H281Ability *ability, void *user_data);
} CameraControlEvents;

typedef struct CameraControl {
    const CameraControlEvents *events;
    void *user_data;
    bool open;
    bool mirrored; /* as the device writes its bytes */
    bool answered; /* it said what it can */
    unsigned hellos;
    int64_t hello_us; /* when it is asked again */
    H281Ability ability;
    H281Move move; /* that it is told now */
    int64_t again_us;
    int64_t until_us;
} CameraControl;

CameraControl camera_control(const CameraControlEvents *events, void *user_data);

/** Whether there is a way to it, by its description; closed, nothing is known of its camera. */
void camera_control_open(CameraControl *control, bool open, int64_t now_us);

void camera_control_take(
        CameraControl *control, const uint8_t *payload, size_t size, int64_t now_us);

/** Moves until then; nothing to move ends it at once. @return false: it has no camera that can */
bool camera_control_move(
        CameraControl *control, const H281Move *move, int64_t until_us, int64_t now_us);

/** Keeps where the camera looks, or lets it look there again. @return false: it has no such place */
bool camera_control_preset(CameraControl *control, uint8_t preset, bool store);

/** About every 20 ms. */
void camera_control_tick(CameraControl *control, int64_t now_us);

/** Whether anything can be moved. */
bool camera_control_can(const H281Ability *ability);

#endif
