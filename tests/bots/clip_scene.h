/**
 * clip_scene: a meeting room as a camera sees it: drawn, moving, grainy, and over again without a seam.
 *
 * Units       pixels; time is a part of the loop, 0 to 1.
 * Ownership   the surface of clip_scene_draw() belongs to the scene and is good until the next call.
 * Thread      one thread at a time.
 * Errors      none.
 * Memory      three surfaces of the scene's size.
 */
#ifndef TESTS_BOTS_CLIP_SCENE_H
#define TESTS_BOTS_CLIP_SCENE_H

#include <glib.h>

#include <cairo.h>

typedef struct ClipScene ClipScene;

/** A room of a site, in its own main colour, with its name on the wall. */
ClipScene *clip_scene_new(unsigned site, unsigned width, unsigned height);

void clip_scene_free(ClipScene *scene);

/** Draws the room at a time of its loop: a surface of CAIRO_FORMAT_RGB24. */
cairo_surface_t *clip_scene_draw(ClipScene *scene, double time);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(ClipScene, clip_scene_free)

#endif
