/**
 * sdp_text: parses the text of a session description, line by line.
 *
 * Units       sizes are bytes.
 * Ownership   borrows the text; the description is the caller's, free with sdp_text_free().
 * Thread      any: no state.
 * Errors      GError SDP_READER_ERROR with the number of the line; what is unknown is skipped.
 * Memory      bounded by SDP_TEXT_SIZE_MAX and the maxima of sdp_description; about 50 kB a description.
 */
#ifndef MCU_WIRE_SDP_TEXT_H
#define MCU_WIRE_SDP_TEXT_H

#include "mcu/wire/sdp_description.h"
#include "mcu/wire/sdp_reader.h"

#include <glib.h>

enum { SDP_TEXT_SIZE_MAX = 65536 }; /* a Chromium offer of three m-lines is about 9 kB */

/** Parses a description. @return NULL with `error` set; else free with sdp_text_free() */
Sdp *sdp_text_parse(const char *text, GError **error);

/** NULL is allowed. */
void sdp_text_free(Sdp *sdp);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Sdp, sdp_text_free)

#endif
