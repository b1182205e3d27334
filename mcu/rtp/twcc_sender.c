#include "mcu/rtp/twcc_sender.h"

#include "mcu/rtp/seq_unwrap.h"

typedef enum Fate { FATE_NONE, FATE_UNKNOWN, FATE_LOST, FATE_ARRIVED } Fate;

enum { ROOM_FIRST = 256 }; /* packets: a second and more of what a viewer gets */

/* Small: each leg has hundreds of them. */
typedef struct Sent {
    int64_t sent_us;
    uint32_t seq; /* the lower bits: more than feedback can mean */
    uint16_t size;
    uint8_t probe;
    uint8_t fate; /* Fate; FATE_NONE while the slot is empty */
} Sent;

struct TwccSender {
    SeqUnwrap newest; /* of what was sent */
    uint8_t probe;    /* what leaves now belongs to */
    bool arrival_known;
    int64_t arrival_wire_us; /* of the last feedback, as on the wire */
    int64_t arrival_us;      /* the same, counting on */
    int64_t told;            /* the first packet of those that are in flight */
    TwccSenderStats stats;
    size_t room; /* grows up to TWCC_SENDER_PACKETS while more are in flight */
    Sent *sent;  /* room of them */
};

TwccSender *twcc_sender_new(void)
{
    TwccSender *sender = g_new0(TwccSender, 1);
    sender->room = ROOM_FIRST;
    sender->sent = g_new0(Sent, sender->room);
    return sender;
}

void twcc_sender_free(TwccSender *sender)
{
    if (sender != NULL) {
        g_free(sender->sent);
        g_free(sender);
    }
}

static Sent *slot_for(TwccSender *sender, int64_t seq)
{
    return &sender->sent[(uint64_t)seq % sender->room];
}

static int64_t next_seq(const TwccSender *sender)
{
    return sender->newest.started ? sender->newest.highest + 1 : 0;
}

uint16_t twcc_sender_next(const TwccSender *sender)
{
    return (uint16_t)next_seq(sender);
}

void twcc_sender_mark(TwccSender *sender, uint8_t probe)
{
    sender->probe = probe;
}

/* All before this one are in flight no more. */
static void land(TwccSender *sender, int64_t seq)
{
    for (; sender->told < seq; sender->told++) {
        sender->stats.in_flight -= slot_for(sender, sender->told)->size;
    }
}

static void grow(TwccSender *sender, int64_t next)
{
    const size_t room = 2 * sender->room;
    Sent *sent = g_new0(Sent, room);

    for (int64_t seq = MAX(next - (int64_t)sender->room, 0); seq < next; seq++) {
        sent[(uint64_t)seq % room] = *slot_for(sender, seq);
    }
    g_free(sender->sent);
    sender->sent = sent;
    sender->room = room;
}

void twcc_sender_add(TwccSender *sender, size_t size, int64_t now_us)
{
    const int64_t seq = next_seq(sender);

    if (seq - sender->told >= (int64_t)sender->room && sender->room < TWCC_SENDER_PACKETS) {
        grow(sender, seq);
    }
    land(sender, seq - (int64_t)sender->room + 1); /* of which nothing will be known any more */
    sender->newest = (SeqUnwrap){.started = true, .highest = seq};
    *slot_for(sender, seq) = (Sent){
            .seq = (uint32_t)seq,
            .sent_us = now_us,
            .size = (uint16_t)MIN(size, UINT16_MAX),
            .probe = sender->probe,
            .fate = FATE_UNKNOWN,
    };
    sender->stats.sent++;
    sender->stats.in_flight += slot_for(sender, seq)->size;
}

/* Wire time wraps after 12 days, which a meeting may well see: ours counts on. */
static int64_t arrival_unwrapped(TwccSender *sender, int64_t wire_us)
{
    if (!sender->arrival_known) {
        sender->arrival_known = true;
        sender->arrival_us = wire_us;
    } else {
        sender->arrival_us += rtcp_twcc_elapsed_us(sender->arrival_wire_us, wire_us);
    }
    sender->arrival_wire_us = wire_us;
    return sender->arrival_us;
}

static bool learn(TwccSender *sender, Sent *sent, bool arrived)
{
    if (sent->fate == FATE_ARRIVED || (sent->fate == FATE_LOST && !arrived)) {
        return false; /* said before */
    }
    if (arrived) {
        sender->stats.arrived++;
        sender->stats.lost -= sent->fate == FATE_LOST;
        sent->fate = FATE_ARRIVED;
    } else {
        sender->stats.lost++;
        sent->fate = FATE_LOST;
    }
    return true;
}

size_t twcc_sender_feedback(
        TwccSender *sender, const RtcpTwcc *feedback, int64_t now_us, TwccSample *out_samples)
{
    const int64_t base = seq_unwrap_peek_16(&sender->newest, feedback->base_sequence);
    size_t count = 0;

    for (size_t i = 0; i < feedback->count; i++) {
        const int64_t wire_us = feedback->arrival_us[i];
        const bool arrived = wire_us != RTCP_TWCC_NOT_RECEIVED;
        const int64_t arrival_us = arrived ? arrival_unwrapped(sender, wire_us) : 0;
        Sent *sent = slot_for(sender, base + (int64_t)i);

        if (sent->fate == FATE_NONE || sent->seq != (uint32_t)(base + (int64_t)i)) {
            sender->stats.unknown++;
            continue;
        }
        const bool late = sent->fate == FATE_LOST;
        if (learn(sender, sent, arrived)) {
            out_samples[count++] = (TwccSample){
                    .size = sent->size,
                    .sent_us = sent->sent_us,
                    .lost = !arrived,
                    .late = late,
                    .probe = sent->probe,
                    .arrival_us = arrival_us,
            };
        }
    }
    land(sender, MIN(base + (int64_t)feedback->count, next_seq(sender)));
    sender->stats.last_feedback_us = now_us;
    return count;
}

TwccSenderStats twcc_sender_stats(const TwccSender *sender)
{
    return sender->stats;
}
