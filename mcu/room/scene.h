/**
 * scene: what is to be seen in a view, tile by tile: made by the room from seats and layout, drawn by the view.
 *
 * Units       pixels of the canvas.
 * Ownership   shared and read-only: ref and unref. It holds a reference on each source.
 * Thread      any.
 * Errors      none.
 * Memory      LAYOUT_TILES_MAX tiles, SCENE_UNSEEN_MAX more sources.
 */
#ifndef MCU_ROOM_SCENE_H
#define MCU_ROOM_SCENE_H

#include "mcu/media/layout.h"
#include "mcu/room/picture_source.h"

#include <glib.h>

#include <stdbool.h>
#include <stddef.h>

typedef struct SceneTile {
    Rect cell;
    PictureSource *source; /**< NULL: nobody, or nobody any more */
    char *name;
    bool mic_muted;
    bool camera_off;
    bool speaking;
    bool lost;   /**< the site's connection is gone, its seat is held */
    bool slides; /**< shown whole, and nothing is written on them */
} SceneTile;

enum { SCENE_UNSEEN_MAX = 4 };

typedef struct Scene {
    size_t count;
    SceneTile tiles[LAYOUT_TILES_MAX];
    size_t unseen_count;
    PictureSource *unseen[SCENE_UNSEEN_MAX]; /**< decoded with it, and not drawn */
    char *title;                             /**< written over the picture; NULL: it is not */
    char *caption;                           /**< for these alone who receive it; NULL: none */
    bool clock;
    bool recording;
    unsigned small_each; /**< every how many-th picture of small tiles is shown; 0 and 1: all */
} Scene;

/** Empty; the maker fills it in before it hands it on. */
Scene *scene_new(void);
Scene *scene_ref(Scene *scene);
void scene_unref(Scene *scene);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Scene, scene_unref)

#endif
