/**
 * post_box: what other threads have to tell the main thread, in order, one call each.
 *
 * Units       none.
 * Ownership   a post's data is freed by its own function, whether it was run or not.
 * Thread      post_box_send(): any. The rest, and every post that is run: the thread of the context.
 * Errors      none.
 * Memory      not bounded here: those who post are (legs, ticks, one figure list a second).
 */
#ifndef MCU_ROOM_POST_BOX_H
#define MCU_ROOM_POST_BOX_H

#include <glib.h>

typedef struct PostBox PostBox;

/** Runs posts on a context; NULL means the default one. */
PostBox *post_box_new(GMainContext *context);

/** Drops what was not run; nothing may be sent any more. NULL is allowed. */
void post_box_free(PostBox *box);

/** Has `run` called with `data` soon; `free_data` may be NULL. */
void post_box_send(
        PostBox *box, void (*run)(gpointer data), gpointer data, GDestroyNotify free_data);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(PostBox, post_box_free)

#endif
