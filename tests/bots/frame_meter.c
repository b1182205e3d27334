#include "tests/bots/frame_meter.h"

#define NONE INT64_MIN /* no packet has this number */

enum { MARK_STARTS = 1, MARK_KEY = 2, MARK_ENDS = 4 };

static unsigned place(int64_t sequence)
{
    return (unsigned)(sequence & (FRAME_METER_WINDOW - 1));
}

static bool holds(const FrameMeter *meter, int64_t sequence)
{
    return meter->held[place(sequence)] == sequence;
}

void frame_meter_restart(FrameMeter *meter)
{
    meter->chained = false;
    meter->next = 0;
    meter->frame_from = 0;
    meter->key = NONE;
    meter->newest = NONE;
    meter->waits_since_us = 0;
    for (unsigned i = 0; i < FRAME_METER_WINDOW; i++) {
        meter->held[i] = NONE;
    }
}

void frame_meter_init(FrameMeter *meter, GapMeter shown)
{
    *meter = (FrameMeter){.shown = shown};
    frame_meter_restart(meter);
}

/* Goes along the chain as far as its packets are there. */
static unsigned follow(FrameMeter *meter, int64_t now_us)
{
    unsigned shown = 0;

    while (holds(meter, meter->next)) {
        if ((meter->marks[place(meter->next)] & MARK_ENDS) != 0) {
            const bool key = (meter->marks[place(meter->frame_from)] & MARK_KEY) != 0;
            meter->keys += key ? 1 : 0;
            meter->frame_from = meter->next + 1;
            gap_meter_mark(&meter->shown, now_us);
            shown++;
        }
        meter->next++;
    }
    return shown;
}

/* Whether all packets of the picture that begins here are there. */
static bool is_whole(const FrameMeter *meter, int64_t sequence)
{
    for (int64_t at = sequence; at <= meter->newest && holds(meter, at); at++) {
        if ((meter->marks[place(at)] & MARK_ENDS) != 0) {
            return true;
        }
    }
    return false;
}

static void jump_to(FrameMeter *meter, int64_t sequence)
{
    meter->jumps += meter->chained ? 1 : 0;
    meter->chained = true;
    meter->next = sequence;
    meter->frame_from = sequence;
    meter->key = NONE;
}

static void keep(FrameMeter *meter, const FramePacket *packet)
{
    meter->held[place(packet->sequence)] = packet->sequence;
    meter->marks[place(packet->sequence)] = (uint8_t)((packet->starts ? MARK_STARTS : 0) |
            (packet->key ? MARK_KEY : 0) | (packet->ends ? MARK_ENDS : 0));
    if (packet->starts && packet->key && packet->sequence > meter->key &&
            (!meter->chained || packet->sequence > meter->next)) {
        meter->key = packet->sequence;
    }
    if (packet->sequence > meter->newest) {
        meter->newest = packet->sequence;
    }
}

unsigned frame_meter_push(FrameMeter *meter, const FramePacket *packet, int64_t now_us)
{
    if ((meter->newest != NONE && packet->sequence <= meter->newest - FRAME_METER_WINDOW) ||
            (meter->chained && packet->sequence < meter->next)) {
        return 0; /* too old, or a second copy */
    }
    keep(meter, packet);
    unsigned shown = meter->chained ? follow(meter, now_us) : 0;
    if (shown == 0 && meter->key != NONE && is_whole(meter, meter->key)) {
        jump_to(meter, meter->key);
        shown = follow(meter, now_us);
    }
    const bool waits = !meter->chained || meter->newest >= meter->next;
    if (!waits || shown > 0) {
        meter->waits_since_us = 0;
    }
    if (waits && meter->waits_since_us == 0) {
        meter->waits_since_us = now_us;
    }
    return shown;
}

bool frame_meter_goes_on(const FrameMeter *meter, int64_t sequence)
{
    return holds(meter, sequence - 1) && (meter->marks[place(sequence - 1)] & MARK_ENDS) == 0;
}

int64_t frame_meter_stuck_us(const FrameMeter *meter, int64_t now_us)
{
    return meter->waits_since_us == 0 ? 0 : now_us - meter->waits_since_us;
}
