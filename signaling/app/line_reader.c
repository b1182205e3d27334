#include "signaling/app/line_reader.h"

#include <math.h>

struct LineReader {
    const Meeting *meeting;
    LineMeter *lines;
    LineReaderFn record;
    void *user_data;
};

static void on_line(
        const char *identity, const char *name, const LineSample *sample, void *user_data)
{
    LineReader *reader = user_data;
    const LineRecord record = {
            .meeting = (char *)meeting_code(reader->meeting),
            .identity = (char *)identity,
            .name = (char *)name,
            .sample = *sample,
    };
    reader->record(&record, reader->user_data);
}

static void read_line(const LineReader *reader, const ApiLegStats *leg)
{
    const Participant *participant = meeting_find_leg(reader->meeting, leg->leg);
    const double figures[LINE_FIGURES] = {
            [LINE_IN_BPS] = (double)leg->rx_bps,
            [LINE_OUT_BPS] = (double)leg->tx_bps,
            [LINE_LOSS_IN_PERCENT] = leg->loss_in_percent,
            [LINE_LOSS_OUT_PERCENT] = leg->loss_out_percent,
            [LINE_RTT_MS] = leg->rtt_ms > 0 ? leg->rtt_ms : NAN, /* 0: not measured yet */
            [LINE_JITTER_MS] = leg->jitter_ms,
    };

    if (participant != NULL && participant->state == PARTICIPANT_CONNECTED) {
        line_meter_read(reader->lines, participant->identity, participant->name, figures);
    }
}

void line_reader_read(LineReader *reader, const ApiRoomStats *stats)
{
    line_meter_turn(reader->lines, g_get_real_time(), on_line, reader);
    for (size_t i = 0; i < stats->n_legs; i++) {
        read_line(reader, &stats->legs[i]);
    }
}

void line_reader_end(LineReader *reader)
{
    line_meter_end(reader->lines, on_line, reader);
}

LineReader *line_reader_new(const Meeting *meeting, int64_t sample_us, unsigned sites_max,
        LineReaderFn record, void *user_data)
{
    LineReader *reader = g_new0(LineReader, 1);

    reader->meeting = meeting;
    reader->lines = line_meter_new(sample_us, sites_max);
    reader->record = record;
    reader->user_data = user_data;
    return reader;
}

void line_reader_free(LineReader *reader)
{
    if (reader != NULL) {
        line_meter_free(reader->lines);
        g_free(reader);
    }
}
