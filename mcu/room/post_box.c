#include "mcu/room/post_box.h"

typedef struct Post {
    void (*run)(gpointer data);
    gpointer data;
    GDestroyNotify free_data;
} Post;

struct PostBox {
    GAsyncQueue *posts;
    GSource *source;
};

static void post_free(gpointer data)
{
    Post *post = data;
    if (post->free_data != NULL) {
        post->free_data(post->data);
    }
    g_free(post);
}

static gboolean dispatch(GSource *source, GSourceFunc callback, gpointer user_data)
{
    return callback(user_data);
}

/* Made ready by post_box_send(): there is nothing to prepare or to check. */
static GSourceFuncs source_functions = {.dispatch = dispatch};

static gboolean run_posts(gpointer user_data)
{
    const PostBox *box = user_data;
    GSource *source = box->source;
    GAsyncQueue *posts = g_async_queue_ref(box->posts);
    g_source_set_ready_time(source, -1);
    for (Post *post = g_async_queue_try_pop(posts); post != NULL;
            post = g_async_queue_try_pop(posts)) {
        post->run(post->data);
        post_free(post);
    }
    g_async_queue_unref(posts);
    return G_SOURCE_CONTINUE;
}

PostBox *post_box_new(GMainContext *context)
{
    PostBox *box = g_new0(PostBox, 1);
    box->posts = g_async_queue_new_full(post_free);
    box->source = g_source_new(&source_functions, sizeof(GSource));
    g_source_set_callback(box->source, run_posts, box, NULL);
    g_source_attach(box->source, context);
    return box;
}

void post_box_free(PostBox *box)
{
    if (box == NULL) {
        return;
    }
    g_source_destroy(box->source);
    g_source_unref(box->source);
    g_async_queue_unref(box->posts);
    g_free(box);
}

void post_box_send(
        PostBox *box, void (*run)(gpointer data), gpointer data, GDestroyNotify free_data)
{
    Post *post = g_new(Post, 1);
    *post = (Post){.run = run, .data = data, .free_data = free_data};
    g_async_queue_push(box->posts, post);
    g_source_set_ready_time(box->source, 0);
}
