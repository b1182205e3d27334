#include "mcu/rtp/keyframe_request.h"

void keyframe_request_want(KeyframeRequest *request)
{
    request->wanted = true;
}

void keyframe_request_forget(KeyframeRequest *request)
{
    request->wanted = false;
}

bool keyframe_request_due(KeyframeRequest *request, int64_t now_us)
{
    if (!request->wanted) {
        return false;
    }
    if (request->asked_before && now_us - request->asked_us < KEYFRAME_REQUEST_GAP_US) {
        return false;
    }
    request->asked_before = true;
    request->asked_us = now_us;
    request->asked++;
    return true;
}

void keyframe_request_came(KeyframeRequest *request)
{
    if (request->wanted) {
        request->wanted = false;
        request->came++;
    }
}
