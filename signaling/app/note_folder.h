/**
 * note_folder: small notes on what is under way, one file each, that the next process of this server reads: written whole or
 * not at all, private to the service. A power cut may lose them, and may: what they tell of is gone then too.
 *
 * Units       none.
 * Ownership   the caller owns the folder and what it passes.
 * Thread      the main loop's; a note is a few kB in the page cache.
 * Errors      logged: whoever goes on without a note goes on.
 * Memory      one note at a time, of NOTE_BYTES_MAX; NOTES_MAX names while all are read.
 */
#ifndef SIGNALING_APP_NOTE_FOLDER_H
#define SIGNALING_APP_NOTE_FOLDER_H

#include <glib.h>
#include <jansson.h>

#include <stdbool.h>

typedef struct NoteFolder NoteFolder;

enum {
    NOTES_MAX = 5000,
    NOTE_BYTES_MAX = 64 * 1024,
};

/** @param path  is made when it is not there */
NoteFolder *note_folder_new(const char *path);

/** The notes stay. NULL is allowed. */
void note_folder_free(NoteFolder *folder);

/** @param key  any text, the same for the same thing */
void note_folder_put(NoteFolder *folder, const char *key, const json_t *note);

void note_folder_remove(NoteFolder *folder, const char *key);

/** @return false: it is of no use, and goes */
typedef bool (*NoteFn)(const json_t *note, void *user_data);

/** All that there are, in no order; what is none is removed. The handler may put and remove notes. */
void note_folder_each(NoteFolder *folder, NoteFn each, void *user_data);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(NoteFolder, note_folder_free)

#endif
