#include "mcu/wire/sdp_hardware_slides.h"

#include <string.h>

static const char label[] = "3"; /* of the slides' m-line; numbers are what old devices expect */

static const char udp[] = "UDP/BFCP";
static const char tcp[] = "TCP/BFCP";

bool sdp_hardware_slides_is_floor(const SdpMedia *media)
{
    const bool known = g_ascii_strcasecmp(media->protocol, udp) == 0 ||
            g_ascii_strcasecmp(media->protocol, tcp) == 0;
    /* RFC 8856, 5.1: several roles may stand there; without any it is the client that offers. */
    return known && strcmp(media->kind_name, "application") == 0 &&
            (*media->floor_control == '\0' || strstr(media->floor_control, "c-only") != NULL ||
                    strstr(media->floor_control, "c-s") != NULL);
}

void sdp_hardware_slides_read_floor(const SdpMedia *media, SdpStream *stream, SdpFloor *floor)
{
    stream->role = SDP_ROLE_FLOOR;
    stream->send = stream->receive = true;
    floor->tcp = g_ascii_strcasecmp(media->protocol, tcp) == 0;
    floor->connects = floor->tcp && media->transport.setup == SDP_SETUP_PASSIVE;
    floor->old_names = strstr(media->floor, "m-stream:") != NULL;
}

static size_t find(const SdpAgreement *agreement, SdpRole role)
{
    for (size_t i = 0; i < agreement->stream_count; i++) {
        if (agreement->streams[i].role == role) {
            return i;
        }
    }
    return SDP_MEDIA_MAX;
}

size_t sdp_hardware_slides_settle(SdpAgreement *agreement)
{
    const size_t slides = find(agreement, SDP_ROLE_SLIDES);
    const size_t floor = find(agreement, SDP_ROLE_FLOOR);
    if (slides == SDP_MEDIA_MAX) {
        return floor;
    }
    SdpStream *stream = &agreement->streams[slides];
    stream->receive = stream->receive && floor != SDP_MEDIA_MAX;
    return SDP_MEDIA_MAX;
}

void sdp_hardware_slides_offer_floor(SdpStream *stream)
{
    stream->role = SDP_ROLE_FLOOR;
    stream->send = stream->receive = true;
    g_strlcpy(stream->kind_name, "application", sizeof stream->kind_name);
    g_strlcpy(stream->protocol, udp, sizeof stream->protocol);
}

void sdp_hardware_slides_write_floor(
        GString *text, const SdpStream *stream, const SdpFloor *floor, const SdpFloorLocal *local)
{
    g_string_append_printf(text, "m=%s %u %s *\r\na=floorctrl:s-only\r\n", stream->kind_name,
            local->port, stream->protocol);
    if (floor->tcp) {
        g_string_append_printf(
                text, "a=setup:%s\r\na=connection:new\r\n", floor->connects ? "active" : "passive");
    }
    g_string_append_printf(text,
            "a=confid:%" G_GUINT32_FORMAT "\r\na=userid:%u\r\na=floorid:%d %s:%s\r\n",
            local->conference, local->user, SDP_FLOOR_ID, floor->old_names ? "m-stream" : "mstrm",
            label);
}

void sdp_hardware_slides_write_content(GString *text, const SdpAgreement *agreement, SdpRole role)
{
    if (role == SDP_ROLE_SLIDES) {
        g_string_append_printf(text, "a=content:slides\r\na=label:%s\r\n", label);
    } else if (role == SDP_ROLE_PICTURE && find(agreement, SDP_ROLE_SLIDES) != SDP_MEDIA_MAX) {
        g_string_append(text, "a=content:main\r\n");
    }
}
