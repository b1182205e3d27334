/**
 * webm_scan: finds what is whole in a WebM file that recording_file wrote, finished or not.
 *
 * It reads our own files only, and trusts none of their bytes: a power cut may have left anything behind the last
 * cluster that reached the disk.
 *
 * Units       as webm_writer.h.
 * Ownership   the descriptor is borrowed.
 * Thread      any; it waits for the disk.
 * Errors      G_FILE_ERROR; a cluster that is not whole is no error but the end.
 * Memory      one cluster.
 */
#ifndef MCU_MEDIA_WEBM_SCAN_H
#define MCU_MEDIA_WEBM_SCAN_H

#include "mcu/media/webm_writer.h"

typedef struct WebmCluster {
    int64_t place; /**< where it begins in the file */
    int64_t end;   /**< where the next would begin */
    int64_t time_ms;
    int64_t newest_ms; /**< the latest time in it */
    bool begins_with_key;
} WebmCluster;

/** @param ret_track  that of the cues: of the pictures if there are any */
bool webm_scan_head(int fd, WebmPlaces *ret_places, WebmTrack *ret_track, GError **error);

/** What the head says of the file; channels only as none or one. */
bool webm_scan_description(int fd, WebmHead *ret_head, GError **error);

typedef bool (*WebmClusterFn)(const WebmCluster *cluster, void *user_data);

/** The whole clusters in their order, up to the first that is not, or to one where `each` gives false. */
void webm_scan_clusters(
        int fd, const WebmPlaces *places, WebmTrack track, WebmClusterFn each, void *user_data);

/** The bytes of the cluster that stands there. @return NULL when it is not whole */
GByteArray *webm_load_cluster(int fd, int64_t place);

typedef struct WebmBlock {
    WebmTrack track;
    int64_t time_ms; /**< of the file */
    bool key;
    const uint8_t *data;
    size_t size_bytes;
} WebmBlock;

typedef void (*WebmBlockFn)(const WebmBlock *block, void *user_data);

/**
 * The blocks of one cluster.
 *
 * @param cluster  its bytes, from the id on
 * @param each     may be NULL
 * @return         false when it is not whole: nothing, or some of the blocks, were handed out
 */
bool webm_read_cluster(const uint8_t *cluster, size_t size_bytes, int64_t *ret_time_ms,
        WebmBlockFn each, void *user_data);

#endif
