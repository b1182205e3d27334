/**
 * push_child: a program that passes a live stream on to another server, fed through its standard input; when it ends it is
 * started again after a while, and what comes meanwhile is dropped.
 *
 * Units       none.
 * Ownership   command and environment are copied.
 * Thread      feed: any; the rest: the main thread.
 * Errors      a program that ends is logged, and started again.
 * Memory      what the pipe holds.
 */
#ifndef MCU_MEDIA_PUSH_CHILD_H
#define MCU_MEDIA_PUSH_CHILD_H

#include <glib.h>

typedef struct PushChild PushChild;

enum { PUSH_CHILD_RETRY_S = 5 /* a server that restarts is back within seconds */ };

/**
 * @param command      NULL-terminated
 * @param environment  NAME=VALUE, NULL-terminated: what is secret belongs here, since everybody sees commands
 * @param name         for the log
 */
PushChild *push_child_new(
        const char *const *command, const char *const *environment, const char *name);

/** Ends the program. NULL is allowed. */
void push_child_free(PushChild *child);

/** Gives it some bytes; what it does not take at once is lost. */
void push_child_feed(PushChild *child, const void *bytes, size_t size);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(PushChild, push_child_free)

#endif
