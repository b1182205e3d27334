/**
 * identity_set: some of a meeting's sites, by their identities, in the order in which they were added.
 *
 * Units       none.
 * Ownership   texts are copied; what is handed out is good until the next call that is not const.
 * Thread      one at a time: the main loop.
 * Errors      a full set takes no more.
 * Memory      IDENTITY_SET_MAX identities.
 */
#ifndef SIGNALING_MEETING_IDENTITY_SET_H
#define SIGNALING_MEETING_IDENTITY_SET_H

#include <glib.h>
#include <jansson.h>

#include <stdbool.h>

typedef struct IdentitySet IdentitySet;

enum { IDENTITY_SET_MAX = 4096 };

IdentitySet *identity_set_new(void);

/** NULL is allowed. */
void identity_set_free(IdentitySet *set);

/** @return false when the set is full and has no such identity */
bool identity_set_add(IdentitySet *set, const char *identity);
void identity_set_remove(IdentitySet *set, const char *identity);
void identity_set_clear(IdentitySet *set);

bool identity_set_has(const IdentitySet *set, const char *identity);
size_t identity_set_size(const IdentitySet *set);
const char *identity_set_nth(const IdentitySet *set, size_t n);

/** An array of texts: a new reference. */
json_t *identity_set_to_json(const IdentitySet *set);

/** Adds the texts of an array; whatever else is in it is passed over. */
void identity_set_add_json(IdentitySet *set, const json_t *array);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(IdentitySet, identity_set_free)

#endif
