/**
 * leg_camera: the way of one device's camera control: RTP around what camera_control says and hears.
 *
 * Units       times are microseconds of the monotonic clock.
 * Ownership   borrows the way, which is the leg's.
 * Thread      the network loop.
 * Errors      as camera_control.
 * Memory      fixed.
 */
#ifndef MCU_ROOM_LEG_CAMERA_H
#define MCU_ROOM_LEG_CAMERA_H

#include "mcu/net/net_loop.h"
#include "mcu/room/camera_control.h"
#include "mcu/room/leg_way.h"
#include "mcu/wire/rtp_packet.h"
#include "mcu/wire/sdp_agreement.h"

#include <glib.h>

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct LegCamera LegCamera;

LegCamera *leg_camera_new(const NetLoop *loop, const LegWay *way);

/** NULL is allowed. */
void leg_camera_free(LegCamera *camera);

/** Follows a description. @param agreed  its m-line; NULL: there is none */
void leg_camera_renew(LegCamera *camera, const SdpStream *agreed);

/** A packet that came on its way. */
void leg_camera_put(LegCamera *camera, const uint8_t *packet, const RtpHeader *header);

/** As camera_control, of which these are the doors. */
bool leg_camera_move(LegCamera *camera, const H281Move *move, int64_t for_us);
bool leg_camera_preset(LegCamera *camera, uint8_t preset, bool store);
void leg_camera_tick(LegCamera *camera);

/** What it can; nothing, as long as it has not said so. */
H281Ability leg_camera_ability(const LegCamera *camera);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(LegCamera, leg_camera_free)

#endif
