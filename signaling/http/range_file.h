/**
 * range_file: a file as a response, whole or the part that the request's Range asks for.
 *
 * libwebsockets 4.1.6 of Debian has no Range support, and without 206 Safari plays no video and
 * nobody can seek in a recording.
 *
 * Units       sizes are bytes.
 * Ownership   the descriptor is taken; strings are copied.
 * Thread      the main loop's; a file on a slow disk holds it up for one read of 32 kB.
 * Errors      404 for what is not a regular file, 416 with the size for a part that is not there.
 * Memory      none beyond the response.
 */
#ifndef SIGNALING_HTTP_RANGE_FILE_H
#define SIGNALING_HTTP_RANGE_FILE_H

#include "signaling/http/http_request.h"
#include "signaling/http/http_response.h"

#include <glib.h>

/** How to announce a file; NULL for what does not apply. */
typedef struct RangeFileInfo {
    const char *content_type;
    const char *content_encoding; /**< the file is compressed: "br", "gzip" */
    const char *cache_control;    /**< [no-cache: ask each time, by ETag] */
    const char *download_name;    /**< the browser shall save it under this name */
    const char *etag;             /**< a tag of its own, without quotes [of its size and time] */
} RangeFileInfo;

/** What a request says about the part that it wants; NULL for what it does not say. */
typedef struct RangeFileAsk {
    const char *range;
    const char *if_range;
    const char *if_none_match;
} RangeFileAsk;

/**
 * Answers a GET or HEAD: 200, 206, 304 by ETag, or 416.
 *
 * @param fd  an open file, taken; its size now is what is announced, so one that grows may be sent
 */
HttpResponse *range_file_respond(const HttpRequest *request, int fd, const RangeFileInfo *info);

/** The same where the request is gone already. */
HttpResponse *range_file_respond_to(const RangeFileAsk *ask, int fd, const RangeFileInfo *info);

#endif
