#include "mcu/wire/sdp_hardware_camera.h"

#include <string.h>

enum {
    CLOCK_HZ = 4800,    /* RFC 4573, 3: it stands in the name, and nothing is timed by it */
    PAYLOAD_TYPE = 100, /* as devices have it */
};

bool sdp_hardware_camera_pick(const SdpMedia *media, SdpStream *stream)
{
    if (strcmp(media->kind_name, "application") != 0) {
        return false;
    }
    for (size_t i = 0; i < media->codec_count; i++) {
        const SdpCodec *codec = &media->codecs[i];
        if (g_ascii_strcasecmp(codec->name, "H224") == 0) {
            if (stream != NULL) {
                stream->payload_type = codec->payload_type;
            }
            return true;
        }
    }
    return false;
}

void sdp_hardware_camera_offer(SdpStream *stream)
{
    stream->role = SDP_ROLE_CAMERA;
    stream->payload_type = PAYLOAD_TYPE;
    g_strlcpy(stream->kind_name, "application", sizeof stream->kind_name);
}

void sdp_hardware_camera_write(GString *text, const SdpStream *stream)
{
    g_string_append_printf(text, "a=rtpmap:%u H224/%d\r\n", stream->payload_type, CLOCK_HZ);
}
