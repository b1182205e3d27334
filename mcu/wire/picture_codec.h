/**
 * picture_codec: the codecs of pictures that can be agreed on with an endpoint.
 *
 * Units       none.
 * Ownership   names are constants.
 * Thread      any: no state.
 * Errors      a codec out of range is our own mistake.
 * Memory      none.
 */
#ifndef MCU_WIRE_PICTURE_CODEC_H
#define MCU_WIRE_PICTURE_CODEC_H

typedef enum PictureCodec {
    PICTURE_CODEC_VP8, /**< what is used wherever a peer has it; 0, so that it need not be said */
    PICTURE_CODEC_H264,
    PICTURE_CODECS,
} PictureCodec;

/** As in SDP and in the table of video_codec_list. */
const char *picture_codec_name(PictureCodec codec);

#endif
