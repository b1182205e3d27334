#include "mcu/media/video_codec_list.h"

#include "mcu/media/vp8_codec.h"

static const VideoCodec *const codecs[] = {
        &vp8_codec,
};

const VideoCodec *video_codec_find(const char *name)
{
    for (size_t i = 0; i < G_N_ELEMENTS(codecs); i++) {
        if (g_ascii_strcasecmp(codecs[i]->name, name) == 0) {
            return codecs[i];
        }
    }
    return NULL;
}
