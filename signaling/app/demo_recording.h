/**
 * demo_recording: records a minute of the demonstration's meeting when it runs for the first time, with some items of its
 * agenda, so that there is a recording to look at.
 *
 * Units       none.
 * Ownership   the service must outlive it.
 * Thread      the main loop's.
 * Errors      what cannot be recorded is not; the log says so.
 * Memory      none to speak of; the file is as large as a minute of a meeting.
 */
#ifndef SIGNALING_APP_DEMO_RECORDING_H
#define SIGNALING_APP_DEMO_RECORDING_H

#include "signaling/app/conference_service.h"

typedef struct DemoRecording DemoRecording;

/** @param sites  how many shall be there before it begins, the chair's not counted */
DemoRecording *demo_recording_new(ConferenceService *service, const char *meeting, size_t sites);

/** A second has passed: as its timer says, and tests. */
void demo_recording_tick(DemoRecording *recording);

/** NULL is allowed. */
void demo_recording_free(DemoRecording *recording);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(DemoRecording, demo_recording_free)

#endif
