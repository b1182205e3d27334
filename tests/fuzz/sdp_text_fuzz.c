#include "mcu/wire/sdp_text.h"
#include "tests/fuzz/fuzz.h"

#include <string.h>

/* Touches every string that a reader may follow. */
static size_t touch_media(const Sdp *sdp, const SdpMedia *media)
{
    unsigned apt = 0;
    size_t length = strlen(media->kind_name) + strlen(media->protocol) + strlen(media->format) +
            strlen(media->mid) + strlen(media->content) + strlen(media->transport.ufrag) +
            strlen(media->transport.pwd);
    for (size_t i = 0; i < media->codec_count; i++) {
        length += strlen(media->codecs[i].name) + strlen(media->codecs[i].format);
        sdp_description_format_number(media->codecs[i].format, "apt", &apt);
    }
    for (size_t i = 0; i < media->extension_count; i++) {
        length += strlen(media->extensions[i].uri);
    }
    for (size_t i = 0; i < media->transport.fingerprint_count; i++) {
        length += strlen(media->transport.fingerprints[i].hash);
    }
    sdp_description_main_source(media);
    sdp_description_is_bundled(sdp, media->mid);
    return length;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    g_autofree char *text = g_strndup((const char *)data, size);
    g_autoptr(GError) error = NULL;
    g_autoptr(Sdp) sdp = sdp_text_parse(text, &error);

    g_assert((sdp == NULL) == (error != NULL));
    if (sdp == NULL) {
        return 0;
    }
    for (size_t i = 0; i < sdp->media_count; i++) {
        g_assert(touch_media(sdp, &sdp->media[i]) <= size * SDP_MEDIA_MAX);
    }
    for (size_t i = 0; i < sdp->candidate_count; i++) {
        g_assert(strlen(sdp->candidates[i]) <= size);
    }
    return 0;
}
