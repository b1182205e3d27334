#include "mcu/wire/sdp_reader.h"

#include <string.h>

GQuark sdp_reader_error_quark(void)
{
    return g_quark_from_static_string("sdp-reader-error");
}

bool sdp_reader_fail(const SdpReader *reader, SdpReaderError code, const char *what, GError **error)
{
    g_set_error(error, SDP_READER_ERROR, (int)code, "SDP line %u: %s", reader->line, what);
    return false;
}

char *sdp_reader_word(SdpReader *reader)
{
    char *word = reader->value + strspn(reader->value, " ");
    char *end = word + strcspn(word, " ");
    reader->value = *end == '\0' ? end : end + 1;
    *end = '\0';
    return word;
}

bool sdp_reader_number(const char *word, unsigned max, unsigned *out_value)
{
    guint64 value = 0;
    if (!g_ascii_string_to_unsigned(word, 10, 0, max, &value, NULL)) {
        return false;
    }
    *out_value = (unsigned)value;
    return true;
}

SdpCodec *sdp_reader_codec(SdpReader *reader, unsigned payload_type)
{
    SdpMedia *media = reader->media;
    for (size_t i = 0; i < media->codec_count; i++) {
        if (media->codecs[i].payload_type == payload_type) {
            return &media->codecs[i];
        }
    }
    return NULL;
}
