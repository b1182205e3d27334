/**
 * recording_dir: where the recordings are kept.
 *
 * Units       none.
 * Ownership   the result is the caller's.
 * Thread      any.
 * Errors      none.
 * Memory      one path.
 */
#ifndef SIGNALING_APP_RECORDING_DIR_H
#define SIGNALING_APP_RECORDING_DIR_H

#include "config/settings.h"

/** The folder that `recording.dir` names, or recordings in data.dir. Free with g_free(). */
char *recording_dir_of(const Settings *settings);

#endif
