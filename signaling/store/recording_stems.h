/**
 * recording_stems: the sound of each site of a recording, where that was wanted: whose it is, and where it stands.
 *
 *      MEETING/7.webm ──► MEETING/7.stems/1.webm, 2.webm …     as long as the recording, and silent where nobody spoke
 *
 * Units       bytes.
 * Ownership   what is given out is the caller's.
 * Thread      as database.h.
 * Errors      as database.h.
 * Memory      RECORDING_STEMS_MAX of a recording.
 */
#ifndef SIGNALING_STORE_RECORDING_STEMS_H
#define SIGNALING_STORE_RECORDING_STEMS_H

#include "signaling/store/database.h"

enum { RECORDING_STEMS_MAX = 256 };

typedef struct RecordingStem {
    int64_t number; /**< from 1 */
    char *identity;
    char *name; /**< as the site was called then */
    int64_t bytes;
    char *sha256;
} RecordingStem;

/** An empty array of RecordingStem, which are cleared with it. */
GArray *recording_stems_new(void);

/** Those of a recording, in their order. NULL with an error. */
GArray *recording_stems_load(Database *database, int64_t recording, GError **error);

/** Puts these in place of all, and what they take into the recording. */
bool recording_stems_set(Database *database, int64_t recording, const RecordingStem *stems,
        size_t count, GError **error);

/** Their folder beside the recording, or the segment, of this path. Free with g_free(). */
char *recording_stems_folder(const char *path);

/** The file of one of them. Free with g_free(). */
char *recording_stem_path(const char *path, int64_t number);

#endif
