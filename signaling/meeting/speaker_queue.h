/**
 * speaker_queue: the sites that have asked to speak, in the order in which they will be called.
 *
 * They stand in the order of asking until somebody who may puts them into another one.
 *
 * Units       since_us: microseconds since 1970.
 * Ownership   texts are copied; what is handed out is good until the next call that is not const.
 * Thread      one at a time: the main loop.
 * Errors      a full queue takes no more.
 * Memory      SPEAKER_QUEUE_MAX entries.
 */
#ifndef SIGNALING_MEETING_SPEAKER_QUEUE_H
#define SIGNALING_MEETING_SPEAKER_QUEUE_H

#include <glib.h>
#include <jansson.h>

#include <stdbool.h>
#include <stdint.h>

typedef struct SpeakerQueue SpeakerQueue;

enum { SPEAKER_QUEUE_MAX = 256 };

typedef struct SpeakerEntry {
    const char *site;
    const char *subject; /**< may be empty */
    int64_t since_us;
} SpeakerEntry;

SpeakerQueue *speaker_queue_new(void);

/** NULL is allowed. */
void speaker_queue_free(SpeakerQueue *queue);

/** A site that is in the queue keeps its place, and gets the new subject. @return false when it is full */
bool speaker_queue_add(SpeakerQueue *queue, const SpeakerEntry *entry);
void speaker_queue_remove(SpeakerQueue *queue, const char *site);

/**
 * The sites of an array of texts stand first from now on, in its order; the others follow in theirs. A site that is
 * not in the queue yet comes into it.
 */
void speaker_queue_order(SpeakerQueue *queue, const json_t *sites, int64_t now_us);

size_t speaker_queue_size(const SpeakerQueue *queue);
SpeakerEntry speaker_queue_nth(const SpeakerQueue *queue, size_t n);
bool speaker_queue_has(const SpeakerQueue *queue, const char *site);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(SpeakerQueue, speaker_queue_free)

#endif
