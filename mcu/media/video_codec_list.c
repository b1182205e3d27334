#include "mcu/media/video_codec_list.h"

#include "mcu/media/h264_codec.h"
#include "mcu/media/vp8_codec.h"

static const struct {
    const VideoCodec *codec;
    bool (*load)(void); /* NULL: it is linked */
} codecs[] = {
        {&vp8_codec, NULL},
        {&h264_codec, h264_codec_load},
};

static bool loaded[G_N_ELEMENTS(codecs)];

void video_codec_list_load(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(codecs); i++) {
        loaded[i] = codecs[i].load != NULL && codecs[i].load();
    }
}

const VideoCodec *video_codec_find(const char *name)
{
    for (size_t i = 0; i < G_N_ELEMENTS(codecs); i++) {
        if (g_ascii_strcasecmp(codecs[i].codec->name, name) == 0) {
            return codecs[i].load == NULL || loaded[i] ? codecs[i].codec : NULL;
        }
    }
    return NULL;
}
