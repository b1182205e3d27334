/**
 * recording_index: by what recordings are found, and their chapters: made from the meeting, its log and its minutes.
 *
 * It is made when somebody looks for something (recording_index_freshen()) and a recording is new, has changed its state,
 * or its meeting was changed since (stale_recordings). Words of the minutes are kept apart from the others: not everybody who may watch a
 * recording may read its minutes.
 *
 * Units       times are microseconds: `wall` since 1970, UTC; `from`, `to` from the recording's beginning.
 * Ownership   what is handed out is lent for the time of a call.
 * Thread      as database.h.
 * Errors      as database.h.
 * Memory      SEARCH_WORDS_MAX words, RECORDING_CHAPTERS_MAX chapters of a recording.
 */
#ifndef SIGNALING_STORE_RECORDING_INDEX_H
#define SIGNALING_STORE_RECORDING_INDEX_H

#include "signaling/store/database.h"

enum {
    RECORDING_INDEX_AT_ONCE = 20, /**< made new while somebody waits */
    RECORDING_INDEX_HITS_MAX = 5,
};

/** Makes what is not there or out of date, the newest recordings first. @param max  how many at most */
bool recording_index_freshen(Database *database, int64_t now_us, int max, GError **error);

/** Makes it anew: nothing happens when there is no such recording. */
bool recording_index_build(Database *database, int64_t recording, int64_t now_us, GError **error);

typedef struct IndexedChapter {
    const char *kind; /**< chapter_kind_word() */
    const char *title;
    const char *note;
    int64_t wall_us;
    int64_t from_us;
    int64_t to_us; /**< the same as `from_us` for a moment */
} IndexedChapter;

typedef void (*IndexedChapterFn)(const IndexedChapter *chapter, void *user_data);

/** All of a recording, in order of their beginning. */
bool recording_index_each_chapter(Database *database, int64_t recording, IndexedChapterFn each,
        void *user_data, GError **error);

/**
 * Those in which one of the words begins a word, at most RECORDING_INDEX_HITS_MAX; those with more of them first.
 *
 * @param words  folded, NULL-terminated: search_words_asked()
 */
bool recording_index_each_hit(Database *database, int64_t recording, char **words,
        IndexedChapterFn each, void *user_data, GError **error);

#endif
