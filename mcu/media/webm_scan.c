#include "mcu/media/webm_scan.h"

#include "mcu/media/webm_ids.h"

#include <errno.h>
#include <unistd.h>

/* RFC 9559: dates count from 2001. */
#define WEBM_EPOCH_US (INT64_C(978307200) * G_USEC_PER_SEC)

enum {
    WEBM_PIXELS_MAX = 16384,
    HEAD_BYTES_MAX = 4096, /* ours takes 400 */
    CLUSTER_BYTES_MAX = 64 * 1024 * 1024,
    TIMESTAMP_BYTES = 13, /* id, size and value */
};

/* Bytes that are read from the front. */
typedef struct Bytes {
    const uint8_t *data;
    size_t size;
    size_t at;
} Bytes;

static bool read_number(Bytes *bytes, unsigned count, uint64_t *ret_value)
{
    uint64_t value = 0;
    if (bytes->size - bytes->at < count) {
        return false;
    }
    for (unsigned i = 0; i < count; i++) {
        value = value << 8 | bytes->data[bytes->at + i];
    }
    bytes->at += count;
    *ret_value = value;
    return true;
}

/* RFC 8794, 4: the zero bits before the first one say how many bytes there are beside the first. */
static bool read_id(Bytes *bytes, uint32_t *ret_id)
{
    uint64_t id = 0;
    if (bytes->at >= bytes->size || bytes->data[bytes->at] < 0x10) {
        return false;
    }
    const uint8_t first = bytes->data[bytes->at];
    const unsigned count = first >= 0x80 ? 1 : first >= 0x40 ? 2 : first >= 0x20 ? 3 : 4;
    if (!read_number(bytes, count, &id)) {
        return false;
    }
    *ret_id = (uint32_t)id;
    return true;
}

static bool read_size(Bytes *bytes, uint64_t *ret_size)
{
    uint64_t size = 0;
    if (bytes->at >= bytes->size || bytes->data[bytes->at] == 0) {
        return false;
    }
    unsigned count = 1;
    for (uint8_t first = bytes->data[bytes->at]; (first & 0x80) == 0;
            first = (uint8_t)(first << 1)) {
        count++;
    }
    if (!read_number(bytes, count, &size)) {
        return false;
    }
    *ret_size = size & ((UINT64_C(1) << (7 * count)) - 1);
    return true;
}

static bool read_element(Bytes *bytes, uint32_t *ret_id, Bytes *ret_body)
{
    uint64_t size = 0;
    if (!read_id(bytes, ret_id) || !read_size(bytes, &size) || size > bytes->size - bytes->at) {
        return false;
    }
    *ret_body = (Bytes){.data = bytes->data + bytes->at, .size = (size_t)size};
    bytes->at += (size_t)size;
    return true;
}

static bool read_at(int fd, int64_t place, uint8_t *data, size_t size)
{
    size_t done = 0;
    while (done < size) {
        const ssize_t got = pread(fd, data + done, size - done, (off_t)(place + (int64_t)done));
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got <= 0) {
            return false;
        }
        done += (size_t)got;
    }
    return true;
}

/* ---- the head ---- */

static bool find_duration(const Bytes *info, int64_t place, int64_t *ret_duration)
{
    Bytes bytes = *info;
    Bytes body;
    uint32_t id = 0;
    for (size_t at = 0; read_element(&bytes, &id, &body); at = bytes.at) {
        if ((id == WEBM_ID_VOID || id == WEBM_ID_DURATION) &&
                bytes.at - at == WEBM_DURATION_BYTES) {
            *ret_duration = place + (int64_t)at;
            return true;
        }
    }
    return false;
}

static bool has_pictures(const Bytes *tracks)
{
    Bytes bytes = *tracks;
    Bytes track;
    uint32_t id = 0;
    while (read_element(&bytes, &id, &track)) {
        Bytes body;
        while (id == WEBM_ID_TRACK_ENTRY && read_element(&track, &id, &body)) {
            if (id == WEBM_ID_VIDEO) {
                return true;
            }
            id = WEBM_ID_TRACK_ENTRY;
        }
    }
    return false;
}

/* Where the segment's own elements stand, which are ours in our order. */
static bool read_places(Bytes *head, WebmPlaces *places, WebmTrack *ret_track)
{
    Bytes body;
    uint32_t id = 0;
    uint64_t size = 0;
    if (!read_element(head, &id, &body) || id != WEBM_ID_EBML || !read_id(head, &id) ||
            id != WEBM_ID_SEGMENT) {
        return false;
    }
    places->segment_size = (int64_t)head->at;
    if (!read_number(head, 8, &size)) {
        return false;
    }
    places->segment_data = places->seek_head = (int64_t)head->at;
    if (head->size - head->at < WEBM_SEEK_HEAD_BYTES) {
        return false;
    }
    head->at += WEBM_SEEK_HEAD_BYTES; /* one Void, or a SeekHead and a Void */
    places->info = (int64_t)head->at;
    if (!read_element(head, &id, &body) || id != WEBM_ID_INFO ||
            !find_duration(&body, body.data - head->data, &places->duration)) {
        return false;
    }
    places->tracks = (int64_t)head->at;
    if (!read_element(head, &id, &body) || id != WEBM_ID_TRACKS) {
        return false;
    }
    places->clusters = (int64_t)head->at;
    *ret_track = has_pictures(&body) ? WEBM_PICTURE : WEBM_SOUND;
    return true;
}

bool webm_scan_head(int fd, WebmPlaces *ret_places, WebmTrack *ret_track, GError **error)
{
    uint8_t data[HEAD_BYTES_MAX];
    WebmPlaces places = {0};
    const ssize_t got = pread(fd, data, sizeof data, 0);
    if (got < 0) {
        const int code = errno;
        g_set_error(
                error, G_FILE_ERROR, (gint)g_file_error_from_errno(code), "%s", g_strerror(code));
        return false;
    }
    Bytes head = {.data = data, .size = (size_t)got};
    if (!read_places(&head, &places, ret_track)) {
        g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_INVAL, "this is no recording of ours");
        return false;
    }
    *ret_places = places;
    return true;
}

static uint64_t number_in(const Bytes *body)
{
    uint64_t value = 0;
    Bytes bytes = *body;
    return body->size <= 8 && read_number(&bytes, (unsigned)body->size, &value) ? value : 0;
}

static int pixels_in(const Bytes *body)
{
    return (int)MIN(number_in(body), WEBM_PIXELS_MAX);
}

static void read_video(const Bytes *video, WebmHead *head)
{
    Bytes bytes = *video;
    Bytes body;
    uint32_t id = 0;
    while (read_element(&bytes, &id, &body)) {
        if (id == WEBM_ID_PIXEL_WIDTH) {
            head->width_px = pixels_in(&body);
        } else if (id == WEBM_ID_PIXEL_HEIGHT) {
            head->height_px = pixels_in(&body);
        }
    }
}

static void read_track(const Bytes *track, WebmHead *head)
{
    Bytes bytes = *track;
    Bytes body;
    uint32_t id = 0;
    while (read_element(&bytes, &id, &body)) {
        if (id == WEBM_ID_VIDEO) {
            read_video(&body, head);
        } else if (id == WEBM_ID_AUDIO) {
            head->channels = 1;
        }
    }
}

/* @param part  Info or Tracks: no id stands in both */
static void read_part(const Bytes *part, WebmHead *head)
{
    Bytes bytes = *part;
    Bytes body;
    uint32_t id = 0;
    while (read_element(&bytes, &id, &body)) {
        if (id == WEBM_ID_TRACK_ENTRY) {
            read_track(&body, head);
        } else if (id == WEBM_ID_DATE_UTC) {
            head->start_us = (int64_t)(number_in(&body) / 1000) + WEBM_EPOCH_US;
        }
    }
}

bool webm_scan_description(int fd, WebmHead *ret_head, GError **error)
{
    uint8_t data[HEAD_BYTES_MAX];
    WebmPlaces places = {0};
    WebmTrack track = WEBM_PICTURE;
    if (!webm_scan_head(fd, &places, &track, error)) {
        return false;
    }
    const size_t size = (size_t)places.clusters;
    if (size > sizeof data || !read_at(fd, 0, data, size)) {
        g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_INVAL, "this is no recording of ours");
        return false;
    }
    WebmHead head = {0};
    Bytes bytes = {.data = data, .size = size, .at = (size_t)places.info};
    Bytes body;
    uint32_t id = 0;
    while (read_element(&bytes, &id, &body)) { /* Info, Tracks */
        read_part(&body, &head);
    }
    *ret_head = head;
    return true;
}

/* ---- clusters ---- */

static bool read_block(Bytes *body, int64_t cluster_ms, WebmBlock *ret_block)
{
    uint64_t track = 0;
    uint64_t time = 0;
    uint64_t flags = 0;
    if (!read_size(body, &track) || !read_number(body, 2, &time) || !read_number(body, 1, &flags)) {
        return false;
    }
    *ret_block = (WebmBlock){
            .track = (WebmTrack)track,
            .time_ms = cluster_ms + (int16_t)(uint16_t)time,
            .key = (flags & 0x80) != 0,
            .data = body->data + body->at,
            .size_bytes = body->size - body->at,
    };
    return track == WEBM_PICTURE || track == WEBM_SOUND;
}

bool webm_read_cluster(const uint8_t *cluster, size_t size_bytes, int64_t *ret_time_ms,
        WebmBlockFn each, void *user_data)
{
    Bytes bytes = {.data = cluster, .size = size_bytes};
    Bytes inside;
    Bytes body;
    uint32_t id = 0;
    uint64_t time_ms = 0;
    if (!read_element(&bytes, &id, &inside) || id != WEBM_ID_CLUSTER || bytes.at != size_bytes ||
            !read_element(&inside, &id, &body) || id != WEBM_ID_TIMESTAMP || body.size != 8 ||
            !read_number(&body, 8, &time_ms) || time_ms > INT64_MAX / 2) {
        return false;
    }
    while (inside.at < inside.size) {
        WebmBlock block;
        if (!read_element(&inside, &id, &body) || id != WEBM_ID_SIMPLE_BLOCK ||
                !read_block(&body, (int64_t)time_ms, &block)) {
            return false;
        }
        if (each != NULL) {
            each(&block, user_data);
        }
    }
    *ret_time_ms = (int64_t)time_ms;
    return true;
}

/* What is looked for in a cluster. */
typedef struct Look {
    WebmTrack track;
    bool first_seen;
    WebmCluster found;
} Look;

static void look_at(const WebmBlock *block, void *user_data)
{
    Look *look = user_data;
    if (!look->first_seen) {
        look->first_seen = true;
        look->found.begins_with_key = block->key && block->track == look->track;
    }
    look->found.newest_ms = MAX(look->found.newest_ms, block->time_ms);
}

GByteArray *webm_load_cluster(int fd, int64_t place)
{
    uint8_t head[WEBM_CLUSTER_HEAD_BYTES];
    Bytes bytes = {.data = head, .size = sizeof head};
    uint32_t id = 0;
    uint64_t size = 0;
    if (!read_at(fd, place, head, sizeof head) || !read_id(&bytes, &id) || id != WEBM_ID_CLUSTER ||
            !read_size(&bytes, &size) || size < TIMESTAMP_BYTES || size > CLUSTER_BYTES_MAX) {
        return NULL;
    }
    GByteArray *cluster = g_byte_array_new();
    g_byte_array_set_size(cluster, (guint)(bytes.at + size));
    if (!read_at(fd, place, cluster->data, cluster->len)) {
        g_byte_array_unref(cluster);
        return NULL;
    }
    return cluster;
}

void webm_scan_clusters(
        int fd, const WebmPlaces *places, WebmTrack track, WebmClusterFn each, void *user_data)
{
    int64_t place = places->clusters;
    for (;;) {
        g_autoptr(GByteArray) cluster = webm_load_cluster(fd, place);
        Look look = {.track = track, .found = {.place = place}};
        if (cluster == NULL ||
                !webm_read_cluster(
                        cluster->data, cluster->len, &look.found.time_ms, look_at, &look)) {
            return;
        }
        place += cluster->len;
        look.found.end = place;
        if (!each(&look.found, user_data)) {
            return;
        }
    }
}
