#include "mcu/wire/picture_codec.h"

#include <glib.h>

const char *picture_codec_name(PictureCodec codec)
{
    static const char *const names[PICTURE_CODECS] = {
            [PICTURE_CODEC_VP8] = "VP8",
            [PICTURE_CODEC_H264] = "H264",
    };
    g_assert(codec < PICTURE_CODECS);
    return names[codec];
}
