#include "mcu/room/scene.h"

Scene *scene_new(void)
{
    return g_atomic_rc_box_new0(Scene);
}

Scene *scene_ref(Scene *scene)
{
    return g_atomic_rc_box_acquire(scene);
}

static void scene_clear(gpointer data)
{
    Scene *scene = data;
    for (size_t i = 0; i < scene->count; i++) {
        picture_source_unref(scene->tiles[i].source);
        g_free(scene->tiles[i].name);
    }
    for (size_t i = 0; i < scene->unseen_count; i++) {
        picture_source_unref(scene->unseen[i]);
    }
    g_free(scene->title);
    g_free(scene->caption);
}

void scene_unref(Scene *scene)
{
    if (scene != NULL) {
        g_atomic_rc_box_release_full(scene, scene_clear);
    }
}
