/**
 * recordings_api: recordings found, watched, marked, kept, shared with other agencies, and erased when somebody decided so.
 *
 *      GET              /api/v1/recordings                              found by words, days, unit, what is due
 *      GET              /api/v1/recordings/{id}                         with chapters, marks, check
 *      GET              /api/v1/recordings/{id}/file                    all of it or a part (Range); each visit is noted
 *      GET              /api/v1/recordings/{id}/thumbnails/{n}
 *      GET              /api/v1/recordings/{id}/stems[/{n}]             the sound of each site, where that was wanted
 *      GET              /api/v1/recordings/{id}/access                  who has seen it, for whom
 *      GET, POST        /api/v1/recordings/{id}/marks[/{n}: DELETE]
 *      GET, PUT         /api/v1/recordings/{id}/keeping                 class, legal hold, filed
 *      GET, POST        /api/v1/recordings/{id}/erasures[/{n}: DELETE, …/decision: POST]
 *      GET              /api/v1/recording-erasures                      what waits for the administrator
 *      GET, POST        /api/v1/recordings/{id}/shares[/{n}: DELETE]    links with an end, for other agencies
 *      GET              /api/v1/shared/{token}[/file]                   what such a link opens: without a login
 *      GET, PUT         /api/v1/retention-classes, /api/v1/retention-kinds[/{kind}]
 *
 * Units       times are µs since 1970 here, ISO 8601 outside; places in a recording are ms.
 * Ownership   the context must outlive the routes.
 * Thread      as rest_call.h.
 * Errors      as rest.h; 410 for one that is erased, and for a link that has ended.
 * Memory      one page of a list.
 */
#ifndef SIGNALING_APP_RECORDINGS_API_H
#define SIGNALING_APP_RECORDINGS_API_H

#include "signaling/app/recording_call.h"

void recordings_api_add_routes(RecordingContext *context, Rest *rest);

/** Parts of the above: the bytes; marks; what is kept how long; what is erased; links. */
void recording_file_api_add_routes(RecordingContext *context, Rest *rest);
void recording_marks_api_add_routes(RecordingContext *context, Rest *rest);
void recording_keeping_api_add_routes(RecordingContext *context, Rest *rest);
void recording_erasures_api_add_routes(RecordingContext *context, Rest *rest);
/** At the start: files of recordings that were erased while the server broke down, or the disk refused. */
void recording_erasures_finish(Store *store, const char *folder);

void recording_shares_api_add_routes(RecordingContext *context, Rest *rest);

#endif
