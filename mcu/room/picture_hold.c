#include "mcu/room/picture_hold.h"

typedef struct Held {
    AssembledFrame frame;
    int64_t due_us;
} Held;

struct PictureHold {
    unsigned first, count;
    Held ring[PICTURE_HOLD_MAX + 1]; /* one more than waits: it is taken at once */
};

PictureHold *picture_hold_new(void)
{
    return g_new0(PictureHold, 1);
}

static Held *held_at(PictureHold *hold, unsigned index)
{
    return &hold->ring[(hold->first + index) % G_N_ELEMENTS(hold->ring)];
}

static AssembledFrame take_first(PictureHold *hold)
{
    const AssembledFrame frame = held_at(hold, 0)->frame;
    hold->first = (hold->first + 1) % G_N_ELEMENTS(hold->ring);
    hold->count--;
    return frame;
}

void picture_hold_free(PictureHold *hold)
{
    if (hold == NULL) {
        return;
    }
    while (hold->count > 0) {
        const AssembledFrame frame = take_first(hold);
        g_bytes_unref(frame.data);
    }
    g_free(hold);
}

void picture_hold_put(PictureHold *hold, const AssembledFrame *frame, int64_t due_us)
{
    g_assert(hold->count <= PICTURE_HOLD_MAX); /* what was due has been taken since */
    *held_at(hold, hold->count++) = (Held){.frame = *frame, .due_us = due_us};
    if (hold->count > PICTURE_HOLD_MAX) {
        held_at(hold, 0)->due_us = INT64_MIN;
    }
}

bool picture_hold_take(PictureHold *hold, int64_t now_us, AssembledFrame *ret_frame)
{
    if (hold->count == 0 || held_at(hold, 0)->due_us > now_us) {
        return false;
    }
    *ret_frame = take_first(hold);
    return true;
}

int64_t picture_hold_due_us(const PictureHold *hold)
{
    return hold->count > 0 ? hold->ring[hold->first].due_us : INT64_MAX;
}
