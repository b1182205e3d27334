#include "mcu/wire/h281_message.h"
#include "tests/fuzz/fuzz.h"

#include <glib.h>

#include <string.h>

/* What is understood means the same when we say it. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    uint8_t bytes[H224_FRAME_SIZE_MAX];
    ByteWriter writer = byte_writer(bytes, sizeof bytes);
    H224Frame frame;
    H281Message message;
    H281Message back;
    if (!h224_frame_read(data, size, &frame) || !h281_message_read(&frame, &message)) {
        return 0;
    }
    H224Frame ours = h281_message_write(&message);
    ours.mirrored = frame.mirrored;
    h224_frame_write(&ours, &writer);
    g_assert(!writer.full);
    g_assert(h224_frame_read(bytes, writer.size, &frame));
    g_assert(frame.mirrored == ours.mirrored && h281_message_read(&frame, &back));
    g_assert(back.kind == message.kind && back.spoken == message.spoken);
    g_assert(back.preset == message.preset);
    g_assert(memcmp(&back.move, &message.move, sizeof back.move) == 0);
    g_assert(memcmp(&back.ability, &message.ability, sizeof back.ability) == 0);
    return 0;
}
