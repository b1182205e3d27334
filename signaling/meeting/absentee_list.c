#include "signaling/meeting/absentee_list.h"

struct AbsenteeList {
    GHashTable *absentees; /* identity → Participant, whose texts are its own */
    int64_t due_us;
};

static void free_participant(gpointer data)
{
    Participant *participant = data;
    g_free((char *)participant->identity);
    g_free((char *)participant->name);
    g_free(participant);
}

AbsenteeList *absentee_list_new(void)
{
    AbsenteeList *list = g_new0(AbsenteeList, 1);

    list->absentees = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, free_participant);
    list->due_us = INT64_MAX;
    return list;
}

void absentee_list_free(AbsenteeList *list)
{
    if (list != NULL) {
        g_hash_table_unref(list->absentees);
        g_free(list);
    }
}

void absentee_list_add(AbsenteeList *list, const Participant *participant)
{
    if (g_hash_table_size(list->absentees) >= ABSENTEES_MAX) {
        return;
    }
    Participant *kept = g_new0(Participant, 1);
    kept->identity = g_strdup(participant->identity);
    kept->name = g_strdup(participant->name);
    kept->role = participant->role;
    kept->kind = participant->kind;
    g_hash_table_replace(list->absentees, (gpointer)kept->identity, kept);
}

void absentee_list_see(AbsenteeList *list, const char *identity)
{
    g_hash_table_remove(list->absentees, identity);
}

void absentee_list_set_due(AbsenteeList *list, int64_t due_us)
{
    list->due_us = due_us;
}

void absentee_list_take(AbsenteeList *list, int64_t now_us, AbsenteeFn each, void *user_data)
{
    GHashTableIter iter;
    gpointer value = NULL;

    if (now_us < list->due_us || g_hash_table_size(list->absentees) == 0) {
        return;
    }
    /* Out of the list first: whoever hears of them may ask the list. */
    g_autoptr(GHashTable) gone = g_steal_pointer(&list->absentees);
    list->absentees = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, free_participant);
    g_hash_table_iter_init(&iter, gone);
    while (g_hash_table_iter_next(&iter, NULL, &value)) {
        each(value, user_data);
    }
}
