#include "mcu/media/encoded_frame.h"

EncodedFrame *encoded_frame_new(size_t size_bytes)
{
    EncodedFrame *frame = g_atomic_rc_box_alloc0(sizeof *frame + size_bytes);

    frame->size_bytes = size_bytes;
    return frame;
}

EncodedFrame *encoded_frame_ref(EncodedFrame *frame)
{
    return g_atomic_rc_box_acquire(frame);
}

void encoded_frame_unref(EncodedFrame *frame)
{
    if (frame != NULL) {
        g_atomic_rc_box_release(frame);
    }
}
