#include "mcu/wire/rtcp_feedback.h"
#include "mcu/wire/rtcp_packet.h"
#include "mcu/wire/rtcp_tmmb.h"
#include "mcu/wire/rtcp_twcc.h"
#include "tests/fuzz/fuzz.h"

#include <glib.h>

#include <string.h>

enum { BUFFER_SIZE = 8192 };

typedef struct Space {
    RtcpReport report;
    RtcpNack nack;
    RtcpNack nack_again;
    RtcpFir fir;
    RtcpPli pli;
    RtcpTwcc feedback;
    RtcpTwcc feedback_again;
    uint32_t byes[RTCP_COUNT_MAX];
    char cname[RTCP_CNAME_MAX + 1];
    uint8_t buffer[BUFFER_SIZE];
} Space;

static RtcpItem written_item(const ByteWriter *writer)
{
    RtcpItem item;
    ByteReader reader = byte_reader(writer->data, writer->size);
    g_assert(!writer->full);
    g_assert(rtcp_packet_next(&reader, &item));
    g_assert(byte_reader_left(&reader) == 0);
    return item;
}

static void check_report(Space *space)
{
    ByteWriter writer = byte_writer(space->buffer, BUFFER_SIZE);
    rtcp_packet_write_report(&space->report, &writer);
    const RtcpItem item = written_item(&writer);
    const uint32_t ssrc = space->report.ssrc;
    g_assert(rtcp_packet_read_report(&item, &space->report) && space->report.ssrc == ssrc);
}

static bool asks_for(const RtcpNack *nack, uint16_t sequence)
{
    for (size_t i = 0; i < nack->count; i++) {
        if (nack->sequences[i] == sequence) {
            return true;
        }
    }
    return false;
}

/* What is asked for in disorder or twice is asked for once, in order; nothing is lost or added. */
static void check_nack(Space *space)
{
    ByteWriter writer = byte_writer(space->buffer, BUFFER_SIZE);
    rtcp_feedback_write_nack(&space->nack, &writer);
    const RtcpItem item = written_item(&writer);
    g_assert(rtcp_feedback_read_nack(&item, &space->nack_again));
    g_assert(space->nack_again.count <= space->nack.count);
    for (size_t i = 0; i < space->nack.count; i++) {
        g_assert(asks_for(&space->nack_again, space->nack.sequences[i]));
    }
    for (size_t i = 0; i < space->nack_again.count; i++) {
        g_assert(asks_for(&space->nack, space->nack_again.sequences[i]));
    }
}

/* Arrival times before the start of the clock are said modulo its wrap; all others come back as they were. */
static void check_feedback(Space *space)
{
    for (size_t i = 0; i < space->feedback.count; i++) {
        if (space->feedback.arrival_us[i] != RTCP_TWCC_NOT_RECEIVED) {
            space->feedback.arrival_us[i] += RTCP_TWCC_WRAP_US;
        }
    }
    ByteWriter writer = byte_writer(space->buffer, BUFFER_SIZE);
    const size_t count = rtcp_twcc_write(&space->feedback, &writer);
    g_assert(count > 0);
    const RtcpItem item = written_item(&writer);
    g_assert(rtcp_twcc_read(&item, &space->feedback_again));
    g_assert(space->feedback_again.count == count);
    for (size_t i = 0; i < count; i++) {
        const int64_t first_us = space->feedback.arrival_us[i];
        const int64_t again_us = space->feedback_again.arrival_us[i];
        const bool is_lost = first_us == RTCP_TWCC_NOT_RECEIVED;
        g_assert(is_lost == (again_us == RTCP_TWCC_NOT_RECEIVED));
        g_assert(is_lost || rtcp_twcc_elapsed_us(first_us, again_us) == 0);
    }
}

static void check_item(const RtcpItem *item, Space *space)
{
    uint32_t ssrc = 0;
    if (rtcp_packet_read_report(item, &space->report)) {
        check_report(space);
    }
    if (rtcp_packet_read_cname(item, &ssrc, space->cname)) {
        g_assert(strlen(space->cname) <= RTCP_CNAME_MAX);
    }
    g_assert(rtcp_packet_read_bye(item, space->byes) <= RTCP_COUNT_MAX);
    if (rtcp_feedback_read_nack(item, &space->nack)) {
        check_nack(space);
    }
    rtcp_feedback_read_pli(item, &space->pli);
    rtcp_feedback_read_fir(item, &space->fir);
    RtcpTmmb tmmb;
    (void)rtcp_tmmb_read(item, &tmmb);
    if (rtcp_twcc_read(item, &space->feedback)) {
        check_feedback(space);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static Space space; /* large: not made anew for each input */
    ByteReader reader = byte_reader(data, size);
    RtcpItem item;
    while (rtcp_packet_next(&reader, &item)) {
        check_item(&item, &space);
    }
    return 0;
}
