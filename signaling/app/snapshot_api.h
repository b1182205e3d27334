/**
 * snapshot_api: a still picture of what the sites see now, to be kept by who may also see the recording.
 *
 *   POST /api/v1/meetings/{code}/snapshot   → image/jpeg, its name made of the meeting's code and the time
 *
 * There is none while nobody sees that view, and not more than one a second of a meeting. Each is in the audit log.
 *
 * Units       none.
 * Ownership   the service must outlive the routes.
 * Thread      the main loop's; works: the store's.
 * Errors      problems: not_running, no_picture, too_many.
 * Memory      SNAPSHOT_MEETINGS_MAX meetings' last times; a picture is as mcu/api bounds it.
 */
#ifndef SIGNALING_APP_SNAPSHOT_API_H
#define SIGNALING_APP_SNAPSHOT_API_H

#include "signaling/app/conference_service.h"
#include "signaling/app/rest.h"

typedef struct SnapshotApi SnapshotApi;

enum { SNAPSHOT_MEETINGS_MAX = 1024 };

SnapshotApi *snapshot_api_new(ConferenceService *service);

/** NULL is allowed. */
void snapshot_api_free(SnapshotApi *api);

void snapshot_api_add_routes(SnapshotApi *api, Rest *rest);

/** As GB01_2026-11-22_08-15-30.jpg, in Vietnam's time. Free with g_free(). */
char *snapshot_file_name(const char *meeting, int64_t time_us);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(SnapshotApi, snapshot_api_free)

#endif
