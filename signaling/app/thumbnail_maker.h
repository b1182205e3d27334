/**
 * thumbnail_maker: small pictures of a recording, some seconds apart, made in the background when somebody first opens it.
 *
 *      MEETING/1.webm ──► copy_process (ffmpeg, key pictures only) ──► MEETING/1.webm.thumbs/0.jpg, 1.jpg …
 *
 * Units       times are microseconds of the recording, unless the name says ms.
 * Ownership   texts are copied.
 * Thread      the main loop's, but for thumbnail_plan(), …_are_there() and …_remove(): any.
 * Errors      pictures that cannot be made are logged, and not tried again by this server.
 * Memory      THUMBNAIL_WANTED_MAX recordings that wait; THUMBNAILS_MAX pictures of each on disk.
 */
#ifndef SIGNALING_APP_THUMBNAIL_MAKER_H
#define SIGNALING_APP_THUMBNAIL_MAKER_H

#include <glib.h>

#include <stdbool.h>
#include <stdint.h>

typedef struct ThumbnailMaker ThumbnailMaker;

enum {
    THUMBNAILS_MAX = 120,
    THUMBNAIL_STEP_MS_MIN = 10000,
    THUMBNAIL_WANTED_MAX = 64,
};

/** How many there are of a recording, and how far apart. */
typedef struct ThumbnailPlan {
    int64_t count;
    int64_t step_ms;
} ThumbnailPlan;

ThumbnailPlan thumbnail_plan(int64_t duration_us);

/** @param folder  of the recordings */
ThumbnailMaker *thumbnail_maker_new(const char *folder);

/** What is being made is begun anew by the next one. NULL is allowed. */
void thumbnail_maker_free(ThumbnailMaker *maker);

/** Makes them, unless they are there, wait already, or too many wait. @param path  from the recordings' folder */
void thumbnail_maker_want(ThumbnailMaker *maker, const char *path, int64_t duration_us);

/** Of one picture, from the recordings' folder. Free with g_free(). */
char *thumbnail_path(const char *path, int64_t number);

bool thumbnails_are_there(const char *folder, const char *path);

void thumbnails_remove(const char *folder, const char *path);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(ThumbnailMaker, thumbnail_maker_free)

#endif
