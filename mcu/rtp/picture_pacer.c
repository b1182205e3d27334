#include "mcu/rtp/picture_pacer.h"

enum { BURST_US = 40000, BURST_MIN = 3000, DEBT_BURSTS = 6 };

static const double pace_factor = 2.5;

typedef struct Waiting {
    PictureSender *sender;
    CodedPicture *picture;
    int64_t since_us;
} Waiting;

struct PicturePacer {
    GQueue waiting; /* of Waiting */
    size_t bytes;
    PictureSender *sending; /* a picture of it has begun */
    double bytes_per_us;
    double credit; /* bytes; below 0 after the packet that went over it */
    int64_t credit_us;
    PicturePacerStats stats;
};

PicturePacer *picture_pacer_new(void)
{
    PicturePacer *pacer = g_new0(PicturePacer, 1);
    g_queue_init(&pacer->waiting);
    return pacer;
}

static void waiting_free(gpointer data)
{
    Waiting *waiting = data;
    coded_picture_unref(waiting->picture);
    g_free(waiting);
}

void picture_pacer_free(PicturePacer *pacer)
{
    if (pacer != NULL) {
        g_queue_clear_full(&pacer->waiting, waiting_free);
        g_free(pacer);
    }
}

void picture_pacer_set_rate(PicturePacer *pacer, int64_t estimate_bps)
{
    pacer->bytes_per_us = pace_factor * (double)estimate_bps / 8.0 / G_USEC_PER_SEC;
}

/* ---- what waits ---- */

static void let_go(PicturePacer *pacer, GList *link)
{
    Waiting *waiting = link->data;
    pacer->bytes -= coded_picture_size(waiting->picture);
    waiting_free(waiting);
    g_queue_delete_link(&pacer->waiting, link);
}

/* Its receiver sees a gap unless what comes next is a key frame. */
static void drop_all(PicturePacer *pacer)
{
    pacer->stats.overflows++;
    while (pacer->waiting.head != NULL) {
        picture_sender_require_key(((Waiting *)pacer->waiting.head->data)->sender);
        let_go(pacer, pacer->waiting.head);
        pacer->stats.dropped++;
    }
}

/* With this key frame the receiver begins anew: what waits before it would only delay it. */
static void overtake(PicturePacer *pacer, const PictureSender *sender)
{
    for (GList *link = pacer->waiting.head; link != NULL;) {
        GList *next = link->next;
        if (((Waiting *)link->data)->sender == sender) {
            let_go(pacer, link);
            pacer->stats.dropped++;
        }
        link = next;
    }
}

static bool is_full(const PicturePacer *pacer, int64_t now_us)
{
    const GList *head = pacer->waiting.head;
    const Waiting *oldest = head != NULL ? head->data : NULL;
    return oldest != NULL &&
            (pacer->waiting.length >= PICTURE_PACER_MAX || pacer->bytes > PICTURE_PACER_BYTES_MAX ||
                    now_us - oldest->since_us > PICTURE_PACER_AGE_MAX_US);
}

void picture_pacer_push(
        PicturePacer *pacer, PictureSender *sender, CodedPicture *picture, int64_t now_us)
{
    if (picture_sender_begins_anew(sender, coded_picture_info(picture))) {
        overtake(pacer, sender);
    } else if (is_full(pacer, now_us)) {
        drop_all(pacer);
    }
    Waiting *waiting = g_new(Waiting, 1);
    *waiting = (Waiting){sender, coded_picture_ref(picture), now_us};
    g_queue_push_tail(&pacer->waiting, waiting);
    pacer->bytes += coded_picture_size(picture);
}

/* ---- what leaves ---- */

static double burst(const PicturePacer *pacer)
{
    return MAX(pacer->bytes_per_us * BURST_US, BURST_MIN);
}

static void earn(PicturePacer *pacer, int64_t now_us)
{
    const double most = burst(pacer);
    const int64_t elapsed_us = CLAMP(now_us - pacer->credit_us, 0, G_USEC_PER_SEC);
    pacer->credit = MIN(pacer->credit + pacer->bytes_per_us * (double)elapsed_us, most);
    pacer->credit_us = now_us;
}

void picture_pacer_spend(PicturePacer *pacer, size_t size, int64_t now_us)
{
    earn(pacer, now_us);
    pacer->credit =
            MAX(pacer->credit - (double)size, MIN(pacer->credit, -DEBT_BURSTS * burst(pacer)));
}

size_t picture_pacer_next(PicturePacer *pacer, int64_t now_us, uint8_t *buffer, size_t capacity)
{
    earn(pacer, now_us);
    while (pacer->credit > 0.0) {
        if (pacer->sending != NULL) {
            const size_t size = picture_sender_next(pacer->sending, now_us, buffer, capacity);
            if (size > 0) {
                pacer->credit -= (double)size;
                return size;
            }
            pacer->sending = NULL;
        }
        const Waiting *first = g_queue_peek_head(&pacer->waiting);
        if (first == NULL) {
            return 0;
        }
        if (picture_sender_begin(first->sender, first->picture) == PICTURE_SENDER_SENDS) {
            pacer->sending = first->sender;
            pacer->stats.wait_max_us = MAX(pacer->stats.wait_max_us, now_us - first->since_us);
        }
        let_go(pacer, pacer->waiting.head);
    }
    return 0;
}

bool picture_pacer_waits(const PicturePacer *pacer)
{
    return pacer->sending != NULL || pacer->waiting.head != NULL;
}

void picture_pacer_forget(PicturePacer *pacer, const PictureSender *sender)
{
    overtake(pacer, sender);
    if (pacer->sending == sender) {
        pacer->sending = NULL;
    }
}

PicturePacerStats picture_pacer_stats(const PicturePacer *pacer)
{
    PicturePacerStats stats = pacer->stats;
    stats.waiting = pacer->waiting.length;
    return stats;
}
