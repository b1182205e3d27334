#include "signaling/app/console_list.h"

typedef struct Kept {
    uint64_t session;
    char *identity;
    char *name;
    Role role;
} Kept;

struct ConsoleList {
    GPtrArray *consoles; /* Kept */
};

static void kept_free(gpointer data)
{
    Kept *kept = data;
    g_free(kept->identity);
    g_free(kept->name);
    g_free(kept);
}

ConsoleList *console_list_new(void)
{
    ConsoleList *list = g_new0(ConsoleList, 1);

    list->consoles = g_ptr_array_new_with_free_func(kept_free);
    return list;
}

void console_list_free(ConsoleList *list)
{
    if (list != NULL) {
        g_ptr_array_unref(list->consoles);
        g_free(list);
    }
}

bool console_list_add(ConsoleList *list, const MeetingConsole *console)
{
    if (list->consoles->len >= CONSOLE_LIST_MAX) {
        return false;
    }
    Kept *kept = g_new0(Kept, 1);
    *kept = (Kept){
            .session = console->session,
            .identity = g_strdup(console->identity),
            .name = g_strdup(console->name),
            .role = console->role,
    };
    g_ptr_array_add(list->consoles, kept);
    return true;
}

void console_list_remove(ConsoleList *list, uint64_t session)
{
    for (guint i = list->consoles->len; i-- > 0;) {
        const Kept *kept = g_ptr_array_index(list->consoles, i);
        if (kept->session == session) {
            g_ptr_array_remove_index(list->consoles, i);
        }
    }
}

size_t console_list_size(const ConsoleList *list)
{
    return list->consoles->len;
}

MeetingConsole console_list_nth(const ConsoleList *list, size_t n)
{
    g_assert(n < list->consoles->len);
    const Kept *kept = g_ptr_array_index(list->consoles, n);
    return (MeetingConsole){
            .session = kept->session,
            .identity = kept->identity,
            .name = kept->name,
            .role = kept->role,
    };
}
