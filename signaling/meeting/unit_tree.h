/**
 * unit_tree: all units together, and the rules that no single one can show: parents and successors that exist and lead
 * nowhere back, kinds that are known, an end behind the beginning.
 *
 * Units       as unit.h.
 * Ownership   units are copied in and lent out until they are set again.
 * Thread      one at a time.
 * Errors      as record.h, in Vietnamese, about a field.
 * Memory      UNIT_TREE_MAX units.
 */
#ifndef SIGNALING_MEETING_UNIT_TREE_H
#define SIGNALING_MEETING_UNIT_TREE_H

#include "signaling/meeting/unit.h"

enum {
    UNIT_TREE_MAX = 20000,
    UNIT_DEPTH_MAX = 16, /**< a top unit has depth 1 */
};

typedef struct UnitTree UnitTree;

UnitTree *unit_tree_new(void);
void unit_tree_free(UnitTree *tree);

/** Kinds that units may have. */
void unit_tree_add_kind(UnitTree *tree, const char *code);

/** Adds a unit, or puts it in place of the one with its code. @return false when the tree is full */
bool unit_tree_set(UnitTree *tree, const Unit *unit);

/** The unit with this code, or NULL. */
const Unit *unit_tree_find(const UnitTree *tree, const char *code);

/** Whether a unit of the tree keeps all rules there. */
bool unit_tree_check(const UnitTree *tree, const Unit *unit, GError **error);

/** Whether `code` is `root` or below it; every code is below "". */
bool unit_tree_is_below(const UnitTree *tree, const char *code, const char *root);

/** How many units right below this one are still valid at a time. */
unsigned unit_tree_children_at(const UnitTree *tree, const char *code, int64_t time_us);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(UnitTree, unit_tree_free)

#endif
