/**
 * line_reader: how the sites' lines do, read from the figures of the media server once a second, written down by period.
 *
 * Units       in the names.
 * Ownership   the meeting is the caller's and outlives the reader; a record is lent for the call.
 * Thread      the main loop's.
 * Errors      none.
 * Memory      as line_meter.
 */
#ifndef SIGNALING_APP_LINE_READER_H
#define SIGNALING_APP_LINE_READER_H

#include "mcu/api/api_message.h"
#include "signaling/meeting/line_meter.h"
#include "signaling/meeting/meeting.h"
#include "signaling/store/line_log.h"

typedef struct LineReader LineReader;

typedef void (*LineReaderFn)(const LineRecord *record, void *user_data);

/** @param record  told how a site's line did over a period */
LineReader *line_reader_new(const Meeting *meeting, int64_t sample_us, unsigned sites_max,
        LineReaderFn record, void *user_data);

/** NULL is allowed. */
void line_reader_free(LineReader *reader);

/** The figures of the last second. */
void line_reader_read(LineReader *reader, const ApiRoomStats *stats);

/** Before an end: the period that is not over yet. */
void line_reader_end(LineReader *reader);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(LineReader, line_reader_free)

#endif
