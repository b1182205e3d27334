/**
 * unit: an agency of the province or a part of one, as a record: a node of a tree whose depth and kinds are data.
 *
 * Units are never deleted: one that is abolished or merged gets an end and a successor, and what was held keeps its name.
 *
 * Units       times are µs since 1970, UTC; valid from (included; 0: always) to (not included; 0: for good).
 * Ownership   as record.h.
 * Thread      any: constants.
 * Errors      as record.h.
 * Memory      as record.h.
 */
#ifndef SIGNALING_MEETING_UNIT_H
#define SIGNALING_MEETING_UNIT_H

#include "signaling/meeting/record.h"

enum { UNIT_NAME_MAX = 300 /**< bytes */ };

/** Khối. */
typedef enum UnitBlock { UNIT_STATE, UNIT_PARTY, UNIT_ORGANISATION, UNIT_NO_BLOCK } UnitBlock;

typedef struct Unit {
    char *code; /**< of the national list, or the office's own */
    char *name;
    char *short_name;
    char *kind;       /**< code of a UnitKind */
    int block;        /**< UnitBlock */
    char *parent;     /**< a code, or "" at the top */
    int64_t position; /**< official order among its siblings */
    int64_t valid_from_us;
    int64_t valid_to_us;
    char *successor; /**< a code, or "" */
    char *address;
    char *town;         /**< in the line of place and date of its papers */
    char *signer_title; /**< who signs its papers */
    char *signer_name;
} Unit;

extern const RecordType unit_type;

bool unit_is_valid_at(const Unit *unit, int64_t time_us);

void unit_clear(Unit *unit);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Unit, unit_clear)

#endif
