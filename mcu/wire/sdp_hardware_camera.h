/**
 * sdp_hardware_camera: the m-line of far-end camera control, "m=application … RTP/AVP" with H224/4800 (RFC 4573).
 *
 * Units       none.
 * Ownership   plain values.
 * Thread      any: no state.
 * Errors      false: the m-line is for something else.
 * Memory      none.
 */
#ifndef MCU_WIRE_SDP_HARDWARE_CAMERA_H
#define MCU_WIRE_SDP_HARDWARE_CAMERA_H

#include "mcu/wire/sdp_agreement.h"

#include <glib.h>

#include <stdbool.h>

/** Whether an m-line offers it. @param stream  where its payload type is noted; may be NULL */
bool sdp_hardware_camera_pick(const SdpMedia *media, SdpStream *stream);

/** What we offer, beside direction and protocol. */
void sdp_hardware_camera_offer(SdpStream *stream);

/** Its a=rtpmap. */
void sdp_hardware_camera_write(GString *text, const SdpStream *stream);

#endif
