#include "mcu/wire/sdp_hardware.h"
#include "mcu/wire/sdp_hardware_writer.h"
#include "mcu/wire/sdp_text.h"
#include "tests/fuzz/fuzz.h"

#include <string.h>

static const SdpHardwareWishes wishes = {.plain_rtp = true, .slides = true};

/* What is answered is SDP with the same m-lines in the same order. */
static void check_answer(const SdpHardware *agreed)
{
    static const SdpHardwareLocal local = {
            .session_id = 1,
            .session_version = 1,
            .address = "127.0.0.1",
            .fingerprint = "sha-256 AB",
            .ports = {[SDP_ROLE_SOUND] = 40000,
                    [SDP_ROLE_PICTURE] = 40002,
                    [SDP_ROLE_CAMERA] = 40004,
                    [SDP_ROLE_SLIDES] = 40006},
            .floor = {.port = 1, .conference = 1, .user = 1},
    };
    g_autoptr(GError) error = NULL;
    g_autofree char *answer = sdp_hardware_write(agreed, &local);
    g_autoptr(Sdp) sdp = sdp_text_parse(answer, &error);
    for (size_t i = 0; i < agreed->agreement.stream_count; i++) {
        if (agreed->lines[i].security == SDP_SECURITY_DTLS) {
            return; /* the fingerprint above is none */
        }
    }
    g_assert_no_error(error);
    g_assert(sdp->media_count == agreed->agreement.stream_count);
    for (size_t i = 0; i < sdp->media_count; i++) {
        const SdpStream *stream = &agreed->agreement.streams[i];
        g_assert((sdp->media[i].port == 0) == (stream->role == SDP_ROLE_NONE));
        g_assert(stream->role != SDP_ROLE_NONE || (!stream->send && !stream->receive));
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    g_autofree char *text = g_strndup((const char *)data, size);
    g_autoptr(GError) error = NULL;
    g_autoptr(GError) why = NULL;
    g_autofree SdpHardware *agreed = g_new0(SdpHardware, 1);
    g_autofree SdpHardware *offered = g_new0(SdpHardware, 1);
    if (sdp_hardware_agree(text, &wishes, agreed, &error)) {
        g_assert_no_error(error);
        check_answer(agreed);
    } else {
        g_assert(error != NULL && g_utf8_validate(error->message, -1, NULL));
    }
    sdp_hardware_offer(&wishes, offered);
    const bool is_read = sdp_hardware_read_answer(offered, text, &wishes, agreed, &why);
    g_assert(is_read == (why == NULL));
    return 0;
}
