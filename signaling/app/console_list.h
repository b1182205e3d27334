/**
 * console_list: the accounts that conduct a running meeting without a seat in it, by their sessions.
 *
 * Units       none.
 * Ownership   texts are copied; what is handed out is good until the next call that is not const.
 * Thread      the main loop's.
 * Errors      a full list takes no more.
 * Memory      CONSOLE_LIST_MAX consoles.
 */
#ifndef SIGNALING_APP_CONSOLE_LIST_H
#define SIGNALING_APP_CONSOLE_LIST_H

#include "signaling/meeting/permission.h"

#include <glib.h>

#include <stdint.h>

typedef struct ConsoleList ConsoleList;

enum { CONSOLE_LIST_MAX = 64 };

typedef struct MeetingConsole {
    uint64_t session;
    const char *identity; /**< "account:…" */
    const char *name;
    Role role;
} MeetingConsole;

ConsoleList *console_list_new(void);

/** NULL is allowed. */
void console_list_free(ConsoleList *list);

/** @return false when it is full */
bool console_list_add(ConsoleList *list, const MeetingConsole *console);
void console_list_remove(ConsoleList *list, uint64_t session);

size_t console_list_size(const ConsoleList *list);
MeetingConsole console_list_nth(const ConsoleList *list, size_t n);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(ConsoleList, console_list_free)

#endif
