/**
 * webm_writer: the bytes of a WebM file of one picture track, one sound track, or both (RFC 8794, RFC 9559).
 *
 *      head: EBML ─ Segment ─ SeekHead and room beside it ─ Info ─ Tracks │ Cluster │ Cluster │ … │ Cues
 *                      └ size      └ where Cues are           └ duration
 *
 * A file without its end plays: the size of the segment is unknown, and what would say where the cues are and how
 * long it is are Void elements of the same length. The end fills them in, and no byte before it moves.
 *
 * Units       times are milliseconds of the file; positions and sizes are bytes.
 * Ownership   bytes are appended to the caller's array.
 * Thread      pure: any.
 * Errors      none: what cannot be written is our own mistake.
 * Memory      none.
 */
#ifndef MCU_MEDIA_WEBM_WRITER_H
#define MCU_MEDIA_WEBM_WRITER_H

#include <glib.h>

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    WEBM_CLUSTER_MS_MAX = 32767,  /* RFC 9559, 10.2: a block's time is a signed 16-bit number */
    WEBM_CLUSTER_HEAD_BYTES = 21, /* what webm_write_cluster_head() appends */
    WEBM_BLOCK_HEAD_BYTES = 9,    /* what webm_write_block() appends before the data */
    WEBM_BLOCK_BYTES_MAX = 8 * 1024 * 1024, /* of data: no encoder of ours comes near */
};

typedef enum WebmTrack { WEBM_PICTURE = 1, WEBM_SOUND = 2 } WebmTrack;

typedef struct WebmHead {
    int width_px; /**< 0: there is no picture track */
    int height_px;
    int channels;     /**< of the Opus track; 0: there is none */
    int64_t start_us; /**< the moment of time 0, since 1970 */
} WebmHead;

/** What the end has to fill in. */
typedef struct WebmPlaces {
    int64_t segment_size; /**< eight bytes */
    int64_t segment_data; /**< positions in the file's own elements count from here */
    int64_t seek_head;    /**< WEBM_SEEK_HEAD_BYTES */
    int64_t info, tracks;
    int64_t duration; /**< WEBM_DURATION_BYTES */
    int64_t clusters; /**< where the first begins */
} WebmPlaces;

enum { WEBM_SEEK_HEAD_BYTES = 104, WEBM_DURATION_BYTES = 11 };

/** Appends all that stands before the clusters. */
void webm_write_head(GByteArray *out, const WebmHead *head, WebmPlaces *ret_places);

/** @param size_bytes  of the blocks, heads included */
void webm_write_cluster_head(GByteArray *out, int64_t time_ms, size_t size_bytes);

/** @param time_ms  from the cluster's time, within WEBM_CLUSTER_MS_MAX */
void webm_write_block(GByteArray *out, WebmTrack track, int time_ms, bool key, const uint8_t *data,
        size_t size_bytes);

/** A place where a player may go: a cluster that begins with a key frame. */
typedef struct WebmCue {
    int64_t time_ms;
    int64_t cluster; /**< its place in the file */
} WebmCue;

void webm_write_cues(GByteArray *out, const WebmPlaces *places, WebmTrack track,
        const WebmCue *cues, size_t count);

/* What is written over the places: exactly their size. */

void webm_write_segment_size(GByteArray *out, int64_t size_bytes);
void webm_write_seek_head(GByteArray *out, const WebmPlaces *places, int64_t cues); /**< 0: none */
void webm_write_duration(GByteArray *out, int64_t duration_ms);

#endif
