#include "mcu/wire/sdp_description.h"

#include <glib.h>

#include <string.h>

bool sdp_description_is_bundled(const Sdp *sdp, const char *mid)
{
    const size_t size = strlen(mid);
    for (const char *word = sdp->bundle; *word != '\0';) {
        word += strspn(word, " ");
        const size_t length = strcspn(word, " ");
        if (length > 0 && length == size && strncmp(word, mid, size) == 0) {
            return true;
        }
        word += length;
    }
    return false;
}

const SdpSource *sdp_description_main_source(const SdpMedia *media)
{
    for (size_t i = 0; i < media->source_count; i++) {
        if (!media->sources[i].is_rtx) {
            return &media->sources[i];
        }
    }
    return NULL;
}

bool sdp_description_format_number(const char *format, const char *key, unsigned *out_value)
{
    const size_t key_size = strlen(key);
    while (*format != '\0') {
        format += strspn(format, "; ");
        const size_t size = strcspn(format, "; ");
        if (size > key_size + 1 && g_ascii_strncasecmp(format, key, key_size) == 0 &&
                format[key_size] == '=') {
            g_autofree char *number = g_strndup(format + key_size + 1, size - key_size - 1);
            guint64 value = 0;
            if (!g_ascii_string_to_unsigned(number, 10, 0, UINT_MAX, &value, NULL)) {
                return false;
            }
            *out_value = (unsigned)value;
            return true;
        }
        format += size;
    }
    return false;
}

const char *sdp_description_direction(SdpDirection direction)
{
    static const char *const names[] = {
            [SDP_SENDRECV] = "sendrecv",
            [SDP_SENDONLY] = "sendonly",
            [SDP_RECVONLY] = "recvonly",
            [SDP_INACTIVE] = "inactive",
    };
    return names[direction];
}

SdpDirection sdp_description_reversed(SdpDirection direction)
{
    if (direction == SDP_SENDONLY) {
        return SDP_RECVONLY;
    }
    return direction == SDP_RECVONLY ? SDP_SENDONLY : direction;
}
