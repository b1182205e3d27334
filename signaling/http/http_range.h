/**
 * http_range: the part of a file that a "Range" header asks for (RFC 9110, 14.1 and 14.2).
 *
 * Units       offsets and sizes are bytes.
 * Ownership   nothing is kept of what is passed.
 * Thread      any.
 * Errors      an answer, never a failure: what is not understood is ignored, as the RFC says.
 * Memory      none.
 */
#ifndef SIGNALING_HTTP_HTTP_RANGE_H
#define SIGNALING_HTTP_HTTP_RANGE_H

#include <stdint.h>

typedef enum HttpRangeKind {
    HTTP_RANGE_WHOLE,         /**< no usable header: answer 200 with everything */
    HTTP_RANGE_PART,          /**< answer 206 with first and last */
    HTTP_RANGE_UNSATISFIABLE, /**< answer 416 */
} HttpRangeKind;

typedef struct HttpRange {
    HttpRangeKind kind;
    int64_t first; /**< only for HTTP_RANGE_PART */
    int64_t last;  /**< inclusive, below the size */
} HttpRange;

/**
 * Reads the header's value. Several ranges in one header are answered with the whole file, which
 * RFC 9110, 14.2 allows: no player asks for them and multipart/byteranges is a way to be abused.
 *
 * @param header      the value, or NULL
 * @param size_bytes  the file's size
 */
HttpRange http_range_parse(const char *header, int64_t size_bytes);

#endif
