#include "mcu/media/h264_codec.h"

#include "mcu/media/element_codec.h"
#include "mcu/wire/h264_stream.h"

enum { CLOCK_HZ = 90000, KILOBIT = 1000 };

/* Below CODED_PICTURE_PAYLOAD_MAX, with what libx264 does not count of a slice's end. */
#define SLICE_BYTES "1050"

/*
 * The quickest preset, but with the deblocking that it leaves out: as good as presets of three times the cost. What
 * may be owed to the line is a fifth of a second, so that a key frame of 1280x720 has 16 kB and not 70.
 */
static const ElementLine encoders[] = {
        {
                .plugin = "libgstx264.so",
                .element = "x264enc",
                .description = "x264enc tune=zerolatency speed-preset=ultrafast threads=1 "
                               "sliced-threads=false bframes=0 aud=false key-int-max=2147483647 "
                               "vbv-buf-capacity=200 option-string=\"slice-max-size=" SLICE_BYTES
                               ":scenecut=0:force-cfr=1:deblock=0,0\"",
                .bitrate = "bitrate",
                .bitrate_unit_bps = KILOBIT,
        },
        {0},
};

/* avdec_h264 is quicker, but its plug-in takes 120 ms and 44 MB to load, of each meeting's process. */
static const ElementLine decoders[] = {
        {
                .plugin = "libgstopenh264.so",
                .element = "openh264dec",
                .description = "openh264dec",
        },
        {0},
};

static const ElementCodec elements = {
        .written = "video/x-h264,stream-format=byte-stream,alignment=au,"
                   "profile=constrained-baseline",
        .read = "video/x-h264,stream-format=byte-stream,alignment=au,"
                "profile=high", /* what is less is in it: the SPS says what it is */
        .encoders = encoders,
        .decoders = decoders,
};

bool h264_codec_load(void)
{
    return element_codec_load(&elements);
}

static void *open_encoder(const VideoEncoderConfig *config, GError **error)
{
    return element_codec_encoder_open(&elements, config, error);
}

static void *open_decoder(const VideoDecoderConfig *config, GError **error)
{
    return element_codec_decoder_open(&elements, config, error);
}

static bool h264_peek(const uint8_t *data, size_t size, VideoCodecPeek *out_peek)
{
    H264Picture picture;
    if (!h264_stream_look(data, size, &picture)) {
        return false;
    }
    *out_peek = (VideoCodecPeek){
            .key = picture.idr && picture.sps,
            .width_px = picture.width_px,
            .height_px = picture.height_px,
    };
    return true;
}

const VideoCodec h264_codec = {
        .name = "H264",
        .clock_hz = CLOCK_HZ,
        .encoder_open = open_encoder,
        .encode = element_codec_encode,
        .encoder_set_bitrate = element_codec_encoder_set_bitrate,
        .encoder_close = element_codec_encoder_close,
        .peek = h264_peek,
        .decoder_open = open_decoder,
        .decode = element_codec_decode,
        .decoder_close = element_codec_decoder_close,
};
