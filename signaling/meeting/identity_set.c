#include "signaling/meeting/identity_set.h"

struct IdentitySet {
    GPtrArray *order;  /* owns the texts */
    GHashTable *known; /* the same texts */
};

IdentitySet *identity_set_new(void)
{
    IdentitySet *set = g_new0(IdentitySet, 1);

    set->order = g_ptr_array_new_with_free_func(g_free);
    set->known = g_hash_table_new(g_str_hash, g_str_equal);
    return set;
}

void identity_set_free(IdentitySet *set)
{
    if (set != NULL) {
        g_hash_table_unref(set->known);
        g_ptr_array_unref(set->order);
        g_free(set);
    }
}

bool identity_set_add(IdentitySet *set, const char *identity)
{
    if (identity_set_has(set, identity)) {
        return true;
    }
    if (set->order->len >= IDENTITY_SET_MAX) {
        return false;
    }
    char *copy = g_strdup(identity);
    g_ptr_array_add(set->order, copy);
    g_hash_table_add(set->known, copy);
    return true;
}

void identity_set_remove(IdentitySet *set, const char *identity)
{
    gpointer kept = NULL;

    if (g_hash_table_steal_extended(set->known, identity, &kept, NULL)) {
        g_ptr_array_remove(set->order, kept);
    }
}

void identity_set_clear(IdentitySet *set)
{
    g_hash_table_remove_all(set->known);
    g_ptr_array_set_size(set->order, 0);
}

bool identity_set_has(const IdentitySet *set, const char *identity)
{
    return g_hash_table_contains(set->known, identity);
}

size_t identity_set_size(const IdentitySet *set)
{
    return set->order->len;
}

const char *identity_set_nth(const IdentitySet *set, size_t n)
{
    g_assert(n < set->order->len);
    return g_ptr_array_index(set->order, n);
}

json_t *identity_set_to_json(const IdentitySet *set)
{
    json_t *array = json_array();

    for (size_t i = 0; i < set->order->len; i++) {
        json_array_append_new(array, json_string(identity_set_nth(set, i)));
    }
    return array;
}

void identity_set_add_json(IdentitySet *set, const json_t *array)
{
    for (size_t i = 0; i < json_array_size(array); i++) {
        const char *identity = json_string_value(json_array_get(array, i));
        if (identity != NULL) {
            (void)identity_set_add(set, identity);
        }
    }
}
