/**
 * sdp_hardware_slides: what the descriptions of hardware say of slides: the second video line (a=content:slides) and
 * the floor's m-line (BFCP, RFC 8856), of which we are the server.
 *
 *      m=video 20006 RTP/AVP 97            a=content:slides   a=label:3 <───────────┐
 *      m=application 20004 UDP/BFCP *      a=floorctrl:s-only   a=floorid:1 mstrm:3 ─┘
 *
 * Who has slides without a floor to ask for is shown those of others, and shows none.
 *
 * Units       none.
 * Ownership   plain values.
 * Thread      any: no state.
 * Errors      what cannot be used is as if it were not there: the call goes without.
 * Memory      none.
 */
#ifndef MCU_WIRE_SDP_HARDWARE_SLIDES_H
#define MCU_WIRE_SDP_HARDWARE_SLIDES_H

#include "mcu/wire/sdp_agreement.h"

#include <glib.h>

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { SDP_FLOOR_ID = 1 };

/** What is settled of the floor's m-line beside its SdpStream. */
typedef struct SdpFloor {
    bool tcp;       /**< not UDP */
    bool connects;  /**< of TCP: the connection is ours to open */
    bool old_names; /**< the peer knows RFC 4583's "m-stream" alone */
} SdpFloor;

/** Our side of it. */
typedef struct SdpFloorLocal {
    uint16_t port;
    uint32_t conference;
    uint16_t user;
} SdpFloorLocal;

/** Whether an m-line is a floor whose client the peer can be, over UDP or TCP in the clear. */
bool sdp_hardware_slides_is_floor(const SdpMedia *media);

/** Notes what such an m-line says. */
void sdp_hardware_slides_read_floor(const SdpMedia *media, SdpStream *stream, SdpFloor *floor);

/** Once all m-lines are read: a floor without slides is refused. @return the m-line to refuse, or SDP_MEDIA_MAX */
size_t sdp_hardware_slides_settle(SdpAgreement *agreement);

/** What we offer of the floor. */
void sdp_hardware_slides_offer_floor(SdpStream *stream);

/** The whole m-line of the floor. */
void sdp_hardware_slides_write_floor(
        GString *text, const SdpStream *stream, const SdpFloor *floor, const SdpFloorLocal *local);

/** What says of a video line which one it is. */
void sdp_hardware_slides_write_content(GString *text, const SdpAgreement *agreement, SdpRole role);

#endif
