/**
 * unit_table: the units and their kinds in the database. What is written keeps the rules of meeting/unit_tree.
 *
 * Units       as meeting/unit.h.
 * Ownership   records are the caller's, but for what an each-function lends.
 * Thread      as database.h.
 * Errors      DATABASE_ERROR; RECORD_ERROR where a rule is broken, in Vietnamese, about a field.
 * Memory      writing reads all units: UNIT_TREE_MAX at most.
 */
#ifndef SIGNALING_STORE_UNIT_TABLE_H
#define SIGNALING_STORE_UNIT_TABLE_H

#include "signaling/meeting/unit_tree.h"
#include "signaling/store/record_sql.h"

enum { UNIT_LIST_MAX = 5000 };

/** What is 0 or NULL does not narrow a question. */
typedef struct UnitFilter {
    const char *
            text; /**< words of the name or short name, without accents if they have none; or the code */
    const char *kind;
    const char *block;
    const char *under; /**< this unit and all below it */
    int64_t at_us;     /**< valid at this time */
    const char *after; /**< the code that ended the page before */
    int64_t limit;     /**< 0: UNIT_LIST_MAX */
} UnitFilter;

/** Units in official order: position, then code. */
bool unit_table_list(Database *database, const UnitFilter *filter, RecordEachFn each,
        void *user_data, GError **error);

/** All units and kinds; free with unit_tree_free(). */
UnitTree *unit_table_tree(Database *database, GError **error);

bool unit_table_add(Database *database, Unit *unit, GError **error);
bool unit_table_change(Database *database, const Unit *unit, GError **error);

/** Ends a unit. One under which units are still valid then stays: those are moved or ended first. */
bool unit_table_retire(Database *database, const char *code, int64_t valid_to_us,
        const char *successor, GError **error);

#endif
