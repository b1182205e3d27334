#include "mcu/net/send_batch.h"

#include <errno.h>
#include <netinet/in.h>
#include <netinet/udp.h>
#include <string.h>

/* Room for the size of the segments. */
typedef struct Control {
    _Alignas(struct cmsghdr) char bytes[CMSG_SPACE(sizeof(uint16_t))];
} Control;

/* Datagrams that go as one: all of the first one's size, but the last, which may be smaller. */
typedef struct Run {
    size_t from;
    size_t count;
} Run;

struct SendBatch {
    SendTarget *target; /* NULL: nothing waits */
    size_t count;
    size_t used;
    size_t sizes[SEND_BATCH_PACKETS];
    struct iovec parts[SEND_BATCH_PACKETS];
    struct mmsghdr messages[SEND_BATCH_PACKETS];
    Control controls[SEND_BATCH_PACKETS];
    Run runs[SEND_BATCH_PACKETS];
    uint8_t bytes[SEND_BATCH_BYTES];
};

SendBatch *send_batch_new(void)
{
    return g_new0(SendBatch, 1);
}

void send_batch_free(SendBatch *batch)
{
    g_free(batch);
}

static size_t run_length(const SendBatch *batch, size_t from)
{
    size_t end = from + 1;

    if (batch->target->one_by_one) {
        return 1;
    }
    while (end < batch->count && batch->sizes[end] == batch->sizes[from]) {
        end++;
    }
    if (end < batch->count && batch->sizes[end] < batch->sizes[from]) {
        end++;
    }
    return end - from;
}

static void ask_for_segments(struct msghdr *header, Control *control, size_t size)
{
    const uint16_t segment = (uint16_t)size;

    header->msg_control = control->bytes;
    header->msg_controllen = sizeof control->bytes;
    struct cmsghdr *part = CMSG_FIRSTHDR(header);
    part->cmsg_level = IPPROTO_UDP;
    part->cmsg_type = UDP_SEGMENT;
    part->cmsg_len = CMSG_LEN(sizeof segment);
    memcpy(CMSG_DATA(part), &segment, sizeof segment);
}

/* @return how many messages there are for the datagrams from `from` on, which begin at `offset` */
static unsigned prepare(SendBatch *batch, size_t from, size_t offset)
{
    unsigned count = 0;

    while (from < batch->count) {
        const size_t length = run_length(batch, from);
        struct msghdr *header = &batch->messages[count].msg_hdr;
        size_t size = 0;
        for (size_t i = from; i < from + length; i++) {
            size += batch->sizes[i];
        }
        batch->parts[count] = (struct iovec){.iov_base = batch->bytes + offset, .iov_len = size};
        *header = (struct msghdr){.msg_name = &batch->target->to,
                .msg_namelen = batch->target->to_size,
                .msg_iov = &batch->parts[count],
                .msg_iovlen = 1};
        if (length > 1) {
            ask_for_segments(header, &batch->controls[count], batch->sizes[from]);
        }
        batch->runs[count] = (Run){.from = from, .count = length};
        from += length;
        offset += size;
        count++;
    }
    return count;
}

static size_t offset_of(const SendBatch *batch, size_t index)
{
    size_t offset = 0;
    for (size_t i = 0; i < index; i++) {
        offset += batch->sizes[i];
    }
    return offset;
}

/* Sends on from a datagram. @return how many left now; 0 with errno */
static size_t send_from(SendBatch *batch, size_t from)
{
    const int fd = g_socket_get_fd(batch->target->socket);
    const unsigned count = prepare(batch, from, offset_of(batch, from));
    const int sent = sendmmsg(fd, batch->messages, count, MSG_DONTWAIT | MSG_NOSIGNAL);

    if (sent <= 0) {
        return 0;
    }
    const Run *last = &batch->runs[sent - 1];
    return last->from + last->count - from;
}

/* The devices of some ways do not segment; others have an MTU below the size, where the kernel cuts single ones only. */
static bool segments_refused(const SendBatch *batch, int why)
{
    return batch->runs[0].count > 1 &&
            (why == EIO || why == EINVAL || why == EMSGSIZE || why == EOPNOTSUPP);
}

void send_batch_flush(SendBatch *batch)
{
    SendTarget *target = batch->target;
    size_t done = 0;

    if (target == NULL || batch->count == 0) {
        return;
    }
    while (done < batch->count) {
        const size_t sent = send_from(batch, done);
        if (sent == 0 && errno == EINTR) {
            continue;
        }
        if (sent == 0 && segments_refused(batch, errno)) {
            target->one_by_one = true;
            continue;
        }
        if (sent == 0) {
            break;
        }
        done += sent;
    }
    const int why = errno;
    const size_t left = batch->count - done;
    const size_t left_bytes = batch->used - offset_of(batch, done);
    batch->count = 0;
    batch->used = 0;
    batch->target = NULL;
    if (left > 0) {
        target->failed(
                why == EAGAIN || why == EWOULDBLOCK || why == ENOBUFS ? SEND_BUSY : SEND_BROKEN,
                left, left_bytes, target->user_data);
    }
}

uint8_t *send_batch_room(SendBatch *batch, SendTarget *target)
{
    if (batch->target != target || batch->count == SEND_BATCH_PACKETS ||
            batch->used + SEND_BATCH_ONE_MAX > SEND_BATCH_BYTES) {
        send_batch_flush(batch);
    }
    batch->target = target;
    return batch->bytes + batch->used;
}

void send_batch_put(SendBatch *batch, size_t size)
{
    g_assert(batch->target != NULL && size <= SEND_BATCH_ONE_MAX);
    batch->sizes[batch->count++] = size;
    batch->used += size;
}

void send_batch_forget(SendBatch *batch, const SendTarget *target)
{
    if (batch->target == target) {
        send_batch_flush(batch);
        batch->target = NULL;
    }
}
