#include "mcu/rtp/sound_copies.h"

#include "mcu/wire/red_payload.h"

enum {
    PACKET_US = 20000,
    SINGLE_BACK = 2, /* one before is what Opus' error correction is for */
    SECOND_BACK = 4,
    PAYLOAD_MAX = 1200,
};

/* Below it Opus' own error correction and concealment are enough; and it does not come and go with a few packets. */
static const double begins_percent = 2.0;
static const double ends_percent = 1.0;
static const double second_percent = 12.0;

void sound_copies_clear(SoundCopies *copies)
{
    for (size_t i = 0; i < SOUND_COPIES_KEPT; i++) {
        g_clear_pointer(&copies->kept[i].payload, g_bytes_unref);
    }
}

static unsigned back_for(const LossRunsView *loss)
{
    const int64_t packets = (loss->burst_us + PACKET_US - 1) / PACKET_US;
    return loss->burst_us == 0 ? SINGLE_BACK : (unsigned)MIN(packets + 1, SOUND_COPIES_BACK);
}

bool sound_copies_choose(SoundCopies *copies, const LossRunsView *loss, bool room)
{
    const size_t before = copies->count;
    if (loss->lost_percent < (before > 0 ? ends_percent : begins_percent)) {
        copies->count = 0;
        return before != 0;
    }
    const unsigned back = back_for(loss);
    const unsigned other = back > SINGLE_BACK ? SINGLE_BACK : SECOND_BACK;
    copies->count = room && loss->lost_percent >= second_percent ? 2 : 1;
    copies->back[0] = copies->count > 1 ? MAX(back, other) : back;
    copies->back[1] = MIN(back, other);
    return copies->count != before;
}

static void add(const SoundCopies *copies, unsigned back, uint32_t timestamp_ticks, RedPayload *red)
{
    const size_t index = (copies->next + SOUND_COPIES_KEPT - back) % SOUND_COPIES_KEPT;
    GBytes *payload = copies->kept[index].payload;
    const uint32_t earlier_ticks = timestamp_ticks - copies->kept[index].timestamp_ticks;
    if (payload == NULL || earlier_ticks > RED_EARLIER_TICKS_MAX ||
            g_bytes_get_size(payload) > RED_COPY_BYTES_MAX) {
        return; /* of before a pause */
    }
    RedBlock *block = &red->copy[red->copies++];
    block->earlier_ticks = earlier_ticks;
    block->data = g_bytes_get_data(payload, &block->size);
}

static void keep(SoundCopies *copies, GBytes *payload, uint32_t timestamp_ticks)
{
    g_clear_pointer(&copies->kept[copies->next].payload, g_bytes_unref);
    copies->kept[copies->next].payload = g_bytes_ref(payload);
    copies->kept[copies->next].timestamp_ticks = timestamp_ticks;
    copies->next = (copies->next + 1) % SOUND_COPIES_KEPT;
}

GBytes *sound_copies_wrap(
        SoundCopies *copies, GBytes *payload, uint32_t timestamp_ticks, uint8_t type)
{
    RedPayload red = {0};
    for (size_t i = 0; i < copies->count; i++) {
        add(copies, copies->back[i], timestamp_ticks, &red);
    }
    keep(copies, payload, timestamp_ticks);
    if (red.copies == 0) {
        return NULL;
    }
    uint8_t buffer[PAYLOAD_MAX];
    ByteWriter writer = byte_writer(buffer, sizeof buffer);
    red.sound.data = g_bytes_get_data(payload, &red.sound.size);
    red_payload_write(&red, type, &writer);
    return writer.full ? NULL : g_bytes_new(buffer, writer.size);
}
