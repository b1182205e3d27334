/**
 * sdp_reader: where the reading of a description stands: the line, the m-line it belongs to, the rest of its value.
 *
 * Units       none.
 * Ownership   borrows the description that it fills; words are cut out of its text in place.
 * Thread      none of its own and no lock: lives as long as one call of sdp_text_parse().
 * Errors      GError SDP_READER_ERROR with the number of the line.
 * Memory      none beyond itself.
 */
#ifndef MCU_WIRE_SDP_READER_H
#define MCU_WIRE_SDP_READER_H

#include "mcu/wire/sdp_description.h"

#include <glib.h>

#include <stdbool.h>

#define SDP_READER_ERROR sdp_reader_error_quark()

typedef enum SdpReaderError {
    SDP_READER_SYNTAX,
    SDP_READER_TOO_MUCH, /**< one of the maxima of a description */
} SdpReaderError;

typedef struct SdpReader {
    Sdp *sdp;
    SdpMedia session;      /**< what session-level lines say of each m-line to come */
    SdpMedia *media;       /**< the m-line that lines are of: &session before the first */
    bool own_fingerprints; /**< it has some, which replace the session's */
    unsigned feedback_all[SDP_MEDIA_MAX +
            1]; /**< a=rtcp-fb:* by m-line; the last is the session's */
    unsigned line;
    char *value; /**< what is left of the line, never NULL */
} SdpReader;

GQuark sdp_reader_error_quark(void);

/** Sets the error. @return false */
bool sdp_reader_fail(
        const SdpReader *reader, SdpReaderError code, const char *what, GError **error);

/** Takes the next word before a space out of the value; "" at the end. */
char *sdp_reader_word(SdpReader *reader);

/** Reads a whole word as a decimal number of at most `max`. */
bool sdp_reader_number(const char *word, unsigned max, unsigned *out_value);

/** The codec of the m-line with this payload type, or NULL. */
SdpCodec *sdp_reader_codec(SdpReader *reader, unsigned payload_type);

#endif
