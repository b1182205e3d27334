/**
 * recording_passage: a file of a recording on its way to somebody: opened off the main loop, answered with or without Range.
 *
 * Units       none.
 * Ownership   belongs to its call.
 * Thread      as rest_call.h.
 * Errors      404 for a file that is not there.
 * Memory      one descriptor.
 */
#ifndef SIGNALING_APP_RECORDING_PASSAGE_H
#define SIGNALING_APP_RECORDING_PASSAGE_H

#include "signaling/app/recording_call.h"

typedef struct RecordingPassage {
    const char *path; /**< from the recordings' folder */
    const char *type;
    const char *etag; /**< NULL or "": of the file's size and time */
    const char *name; /**< to be saved under; NULL: to be shown */
} RecordingPassage;

/** Answers the call with a file. Texts are copied. @return true: the call goes on by itself */
bool recording_passage_begin(RestCall *call, const RecordingPassage *passage);

/** Opens a file below a folder, whatever a path says. @return a descriptor, or -1 */
int recording_passage_open(const char *folder, const char *path);

#endif
