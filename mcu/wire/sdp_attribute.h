/**
 * sdp_attribute: what the attributes (a=) of a description say, each by a handler in a table.
 *
 * Units       none.
 * Ownership   borrows the reader and fills its description; strings point into the description's text.
 * Thread      any: no state.
 * Errors      GError SDP_READER_ERROR for an attribute that contradicts its form; unknown ones are skipped.
 * Memory      bounded by the maxima of sdp_description.
 */
#ifndef MCU_WIRE_SDP_ATTRIBUTE_H
#define MCU_WIRE_SDP_ATTRIBUTE_H

#include "mcu/wire/sdp_reader.h"

#include <glib.h>

#include <stdbool.h>

/** Reads one attribute: `reader->value` is "name" or "name:value". */
bool sdp_attribute_read(SdpReader *reader, GError **error);

#endif
