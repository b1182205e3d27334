/**
 * recording_chapters: the chapters of a meeting, put together from its events: agenda items, speakers, votes, slides,
 * roll call.
 *
 *      {"kind": "floor", "site": IDENTITY, …}   ──►  SPEAKER  name, what it asked to speak about   until the next floor
 *      {"kind": "vote_open", "text": …}         ──►  VOTE     the question                         until vote_close
 *      {"kind": "agenda", "number": …, "text"}  ──►  AGENDA   the item                             until the next item
 *
 * Where nobody turned the agenda's pages, an item begins with the floor of the site that is to speak to it.
 *
 * Units       times are microseconds since 1970, as in the events.
 * Ownership   texts are copied; what is handed out is good until the next call that is not const.
 * Thread      one at a time.
 * Errors      what is no event, or of another kind, is passed over.
 * Memory      RECORDING_CHAPTERS_MAX chapters, RECORDING_CHAPTER_NAMES_MAX names; the rest is left out.
 */
#ifndef SIGNALING_MEETING_RECORDING_CHAPTERS_H
#define SIGNALING_MEETING_RECORDING_CHAPTERS_H

#include <glib.h>
#include <jansson.h>

#include <stdint.h>

enum {
    RECORDING_CHAPTERS_MAX = 2000,
    RECORDING_CHAPTER_NAMES_MAX = 4096,
};

typedef enum ChapterKind {
    CHAPTER_SESSION, /**< the session was opened, or closed */
    CHAPTER_AGENDA,
    CHAPTER_SPEAKER,
    CHAPTER_VOTE,
    CHAPTER_SLIDES,
    CHAPTER_ROLL,
    CHAPTER_KINDS,
} ChapterKind;

/** As it stands in the table and in messages. */
const char *chapter_kind_word(ChapterKind kind);

typedef struct RecordingChapter {
    ChapterKind kind;
    char *title; /**< of a session "begin" or "end"; of a roll call "" */
    char *note;  /**< what a speaker asked to speak about; else "" */
    int64_t from_us;
    int64_t to_us; /**< 0: nothing has ended it; the same as `from_us` for a moment */
} RecordingChapter;

typedef struct RecordingChapters RecordingChapters;

RecordingChapters *recording_chapters_new(void);

/** NULL is allowed. */
void recording_chapters_free(RecordingChapters *chapters);

/** What a site is called; events of its media say it as well. */
void recording_chapters_name(RecordingChapters *chapters, const char *identity, const char *name);

/** An agenda item, in their order. @param speaker  who speaks to it; may be "" */
void recording_chapters_item(RecordingChapters *chapters, const char *title, const char *speaker);

/** The next event of the meeting's log. */
void recording_chapters_apply(RecordingChapters *chapters, const json_t *event);

/** In order of their beginning. */
size_t recording_chapters_size(const RecordingChapters *chapters);
const RecordingChapter *recording_chapters_nth(const RecordingChapters *chapters, size_t n);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(RecordingChapters, recording_chapters_free)

#endif
