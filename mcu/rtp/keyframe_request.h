/**
 * keyframe_request: asking one sender for a key frame until one comes.
 *
 * Units       times are microseconds of the monotonic clock.
 * Ownership   a plain value, held by the leg; zeroed memory is one that wants nothing.
 * Thread      the leg's network loop.
 * Errors      nothing here fails.
 * Memory      none; at most one request leaves in KEYFRAME_REQUEST_GAP_US, whatever goes wrong above.
 */
#ifndef MCU_RTP_KEYFRAME_REQUEST_H
#define MCU_RTP_KEYFRAME_REQUEST_H

#include <stdbool.h>
#include <stdint.h>

/** A request or the key frame itself may get lost, so the request is repeated: pitfall of every SFU that asked once. */
#define KEYFRAME_REQUEST_GAP_US (500 * INT64_C(1000))

typedef struct KeyframeRequest {
    bool wanted;
    bool asked_before;
    int64_t asked_us;
    uint64_t asked; /**< requests sent */
    uint64_t came;  /**< key frames that ended a want */
} KeyframeRequest;

/** A key frame is needed: nothing can be decoded without one. May be said again and again. */
void keyframe_request_want(KeyframeRequest *request);

/** It goes on without one: what was missing came after all. */
void keyframe_request_forget(KeyframeRequest *request);

/** Whether to send PLI (or FIR) now; true counts as sent. Ask at each tick of the leg, once it is connected. */
bool keyframe_request_due(KeyframeRequest *request, int64_t now_us);

/** A complete key frame is here. */
void keyframe_request_came(KeyframeRequest *request);

#endif
