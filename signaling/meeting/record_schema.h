/**
 * record_schema: a kind of record as JSON Schema, from its table of fields: what OpenAPI says is what record_read_json()
 * takes.
 *
 * Units       none.
 * Ownership   the caller owns the schema.
 * Thread      any.
 * Errors      none.
 * Memory      a few hundred bytes a field.
 */
#ifndef SIGNALING_MEETING_RECORD_SCHEMA_H
#define SIGNALING_MEETING_RECORD_SCHEMA_H

#include "signaling/meeting/record.h"

/** A JSON Schema object as OpenAPI 3.1 has it, of what is taken or of what is answered. */
json_t *record_schema(const RecordType *type, bool for_input);

#endif
