#include "mcu/media/recorder.h"

#include "mcu/media/audio_encoder.h"
#include "mcu/media/disk_sync.h"
#include "mcu/media/recording_file.h"
#include "mcu/media/sound_stems.h"

#include <stdbool.h>

enum {
    FOLDER_MODE = 0750,
    WAIT_US = 100000,       /* between two looks */
    KEY_AGAIN_US = 1000000, /* a key frame that was asked for has come by then */
};

/* A frame or a packet. */
typedef struct Item {
    WebmTrack track;
    int64_t time_us;
    bool key;
    EncodedFrame *frame;
    GBytes *packet;
    size_t size_bytes;
    RecorderStem stem; /* whose it is; identity NULL: everybody's */
} Item;

struct Recorder {
    /* set at creation, then constant */
    const RecorderEvents *events;
    void *user_data;
    char *path;
    WebmHead head;
    bool with_stems;
    GThread *thread;

    /* under lock */
    GMutex lock;
    GCond called;
    GQueue queue; /* of Item, as they come */
    size_t queued_bytes;
    int64_t pushed_us; /* the latest time of what was pushed */
    int64_t base_us;   /* the moment of time 0, later by what pauses took */
    int64_t paused_at_us;
    bool paused;
    bool needs_key; /* pictures before the next key frame mean nothing */
    bool ending, closing;
    bool syncing;  /* the disk is asked to take what was written by then */
    int sync_code; /* errno of what it did not take; 0: none */
    RecorderStats stats;
    RecordingFileStats asked; /* what the stats tell once the disk has it */

    /* the recorder's thread only */
    RecordingFile *file;
    DiskSync *disk;
    GQueue held;       /* of Item, in the order of their times */
    SoundStems *stems; /* NULL: none are wanted */
    int64_t newest_us;
    int64_t key_us;
    int64_t key_asked_us;
};

static void item_free(gpointer data)
{
    Item *item = data;
    encoded_frame_unref(item->frame);
    g_clear_pointer(&item->packet, g_bytes_unref);
    g_clear_pointer(&item->stem.identity, g_ref_string_release);
    g_clear_pointer(&item->stem.name, g_ref_string_release);
    g_free(item);
}

/* ---- any thread ---- */

/* Takes the item. Its time becomes that of the file. */
static void push_locked(Recorder *recorder, Item *item)
{
    const bool full = recorder->queued_bytes + item->size_bytes > RECORDER_QUEUE_BYTES_MAX;
    const bool early = item->time_us < recorder->base_us;
    if (recorder->paused || early || recorder->ending || full) {
        recorder->stats.dropped += full && !early ? 1 : 0;
        recorder->needs_key = recorder->needs_key || item->track == WEBM_PICTURE;
        item_free(item);
        return;
    }
    if (item->track == WEBM_PICTURE && recorder->needs_key) {
        if (!item->key) {
            item_free(item);
            return;
        }
        recorder->needs_key = false;
    }
    item->time_us -= recorder->base_us;
    recorder->queued_bytes += item->size_bytes;
    recorder->pushed_us = MAX(recorder->pushed_us, item->time_us);
    g_queue_push_tail(&recorder->queue, item);
}

static void push(Recorder *recorder, const Item *item)
{
    g_mutex_lock(&recorder->lock);
    push_locked(recorder, g_memdup2(item, sizeof *item));
    g_mutex_unlock(&recorder->lock);
}

void recorder_push_picture(Recorder *recorder, EncodedFrame *frame)
{
    push(recorder,
            &(Item){
                    .track = WEBM_PICTURE,
                    .time_us = frame->pts_us,
                    .key = frame->key,
                    .frame = encoded_frame_ref(frame),
                    .size_bytes = frame->size_bytes,
            });
}

void recorder_push_sound(Recorder *recorder, GBytes *packet, int64_t time_us)
{
    /* A player takes the encoder's delay off again (RFC 9559, 5.1.4.1.25: CodecDelay). */
    push(recorder,
            &(Item){
                    .track = WEBM_SOUND,
                    .time_us = time_us + AUDIO_ENCODER_DELAY_US,
                    .key = true,
                    .packet = g_bytes_ref(packet),
                    .size_bytes = g_bytes_get_size(packet),
            });
}

void recorder_push_stem(Recorder *recorder, const RecorderStem *stem, GBytes *packet)
{
    if (!recorder->with_stems) {
        return;
    }
    /* In the recording it is heard later by that delay once more: what is mixed is encoded again. */
    Item item = {
            .track = WEBM_SOUND,
            .time_us = stem->time_us + INT64_C(2) * AUDIO_ENCODER_DELAY_US,
            .key = true,
            .packet = g_bytes_ref(packet),
            .size_bytes = g_bytes_get_size(packet),
            .stem = *stem,
    };
    item.stem.identity = g_ref_string_acquire(stem->identity);
    item.stem.name = g_ref_string_acquire(stem->name);
    push(recorder, &item);
}

int64_t recorder_pause(Recorder *recorder, bool paused, int64_t now_us)
{
    bool resumed = false;
    g_mutex_lock(&recorder->lock);
    const int64_t position_us =
            (recorder->paused ? recorder->paused_at_us : now_us) - recorder->base_us;
    if (paused && !recorder->paused) {
        recorder->paused_at_us = now_us;
    } else if (!paused && recorder->paused) {
        recorder->base_us += now_us - recorder->paused_at_us;
        recorder->needs_key = resumed = true;
    }
    recorder->paused = paused;
    g_mutex_unlock(&recorder->lock);
    if (resumed) {
        recorder->events->want_key(recorder->user_data);
    }
    return MAX(position_us, 0);
}

const char *recorder_fault_word(const GError *error)
{
    if (error == NULL) {
        return "";
    }
    return g_error_matches(error, G_FILE_ERROR, G_FILE_ERROR_NOSPC)    ? "disk_full"
            : g_error_matches(error, G_FILE_ERROR, G_FILE_ERROR_ROFS)  ? "read_only"
            : g_error_matches(error, G_FILE_ERROR, G_FILE_ERROR_NOENT) ? "gone"
                                                                       : "disk";
}

void recorder_end(Recorder *recorder)
{
    g_mutex_lock(&recorder->lock);
    recorder->ending = true;
    g_cond_signal(&recorder->called);
    g_mutex_unlock(&recorder->lock);
}

RecorderStats recorder_stats(Recorder *recorder)
{
    g_mutex_lock(&recorder->lock);
    RecorderStats stats = recorder->stats;
    stats.paused = recorder->paused;
    stats.behind_us = MAX(recorder->pushed_us - stats.duration_us, 0);
    g_mutex_unlock(&recorder->lock);
    return stats;
}

/* ---- the recorder's thread ---- */

static gint compare_times(gconstpointer a, gconstpointer b, gpointer user_data)
{
    const Item *one = a;
    const Item *other = b;
    return one->time_us < other->time_us ? -1 : one->time_us > other->time_us;
}

/* Mostly it belongs at the end. */
static void hold(Recorder *recorder, Item *item)
{
    GList *before = recorder->held.tail;
    while (before != NULL && compare_times(before->data, item, NULL) > 0) {
        before = before->prev;
    }
    if (before == NULL) {
        g_queue_push_head(&recorder->held, item);
    } else {
        g_queue_insert_after(&recorder->held, before, item);
    }
    recorder->newest_us = MAX(recorder->newest_us, item->time_us);
}

static bool write_item(Recorder *recorder, const Item *item, GError **error)
{
    gsize size = item->size_bytes;
    const uint8_t *data =
            item->frame != NULL ? item->frame->data : g_bytes_get_data(item->packet, &size);
    const RecordingBlock block = {
            .track = item->track,
            .time_ms = item->time_us / 1000,
            .key = item->key,
            .data = data,
            .size_bytes = size,
    };
    if (item->track == WEBM_PICTURE && item->key) {
        recorder->key_us = item->time_us;
    }
    return recording_file_add(recorder->file, &block, error);
}

/* Writes what nothing earlier can come before any more; everything, at the end. */
static bool write_held(Recorder *recorder, bool all, GError **error)
{
    for (;;) {
        Item *next = g_queue_peek_head(&recorder->held);
        if (next == NULL || (!all && next->time_us > recorder->newest_us - RECORDER_HOLD_US)) {
            return true;
        }
        (void)g_queue_pop_head(&recorder->held);
        const bool written = write_item(recorder, next, error);
        item_free(next);
        if (!written) {
            return false;
        }
    }
}

/* Takes the item. */
static void write_stem(Recorder *recorder, Item *item)
{
    gsize size = 0;
    const uint8_t *data = g_bytes_get_data(item->packet, &size);
    const int site = sound_stems_site(recorder->stems, item->stem.identity, item->stem.name);
    if (site >= 0) {
        sound_stems_add(recorder->stems, site, item->stem.codec,
                &(StemPacket){.time_us = item->time_us,
                        .duration_us = item->stem.duration_us,
                        .data = data,
                        .size_bytes = size});
    }
    item_free(item);
}

/* @return whether it is to end */
static bool take_queue(Recorder *recorder)
{
    GQueue taken = G_QUEUE_INIT;
    g_mutex_lock(&recorder->lock);
    if (g_queue_is_empty(&recorder->queue) && !recorder->ending && !recorder->closing) {
        g_cond_wait_until(&recorder->called, &recorder->lock, g_get_monotonic_time() + WAIT_US);
    }
    taken = recorder->queue;
    g_queue_init(&recorder->queue);
    recorder->queued_bytes = 0;
    const bool ending = recorder->ending || recorder->closing;
    g_mutex_unlock(&recorder->lock);
    for (Item *item = g_queue_pop_head(&taken); item != NULL; item = g_queue_pop_head(&taken)) {
        if (item->stem.identity != NULL) {
            write_stem(recorder, item);
        } else {
            hold(recorder, item);
        }
    }
    return ending;
}

/* ---- the disk ---- */

static void tell_on_disk_locked(Recorder *recorder, const RecordingFileStats *file)
{
    recorder->stats.size_bytes = file->size_bytes;
    recorder->stats.duration_us = file->duration_ms * 1000;
}

/* On the disk's thread. */
static void on_synced(int64_t tag, int code, void *user_data)
{
    Recorder *recorder = user_data;
    (void)tag;
    g_mutex_lock(&recorder->lock);
    recorder->syncing = false;
    recorder->sync_code = code;
    if (code == 0) {
        tell_on_disk_locked(recorder, &recorder->asked);
    }
    g_mutex_unlock(&recorder->lock);
}

/* What the disk did not take is not there, nor is what came after it. */
static bool is_taken(Recorder *recorder, GError **error)
{
    g_mutex_lock(&recorder->lock);
    const int code = recorder->sync_code;
    g_mutex_unlock(&recorder->lock);
    if (code != 0) {
        recording_file_cut(recorder->file);
        g_set_error(error, G_FILE_ERROR, (gint)g_file_error_from_errno(code),
                "the disk does not take the recording: %s", g_strerror(code));
    }
    return code == 0;
}

/* The disk is asked once at a time: a slow one then takes more at once. */
static bool sync_written(Recorder *recorder, GError **error)
{
    const RecordingFileStats written = recording_file_stats(recorder->file);
    g_mutex_lock(&recorder->lock);
    const bool idle = !recorder->syncing;
    const bool more = written.size_bytes > recorder->asked.size_bytes;
    g_mutex_unlock(&recorder->lock);
    if (!idle) {
        return true;
    }
    if (!is_taken(recorder, error)) {
        return false;
    }
    if (!more) {
        return true;
    }
    g_mutex_lock(&recorder->lock);
    recorder->syncing = true;
    recorder->asked = written;
    g_mutex_unlock(&recorder->lock);
    if (!recording_file_ask_sync(recorder->file, recorder->disk, 0)) {
        on_synced(
                0, 0, recorder); /* too many files are open: with the next cluster, or at the end */
    }
    return true;
}

/* Nothing is on its way to the disk any more. */
static void settle(Recorder *recorder, GError **error)
{
    g_clear_pointer(&recorder->disk, disk_sync_free);
    g_autoptr(GError) late = NULL;
    if (!is_taken(recorder, &late) && *error == NULL) {
        g_propagate_error(error, g_steal_pointer(&late));
    }
}

static void tell_stems(Recorder *recorder)
{
    const SoundStemsStats stems =
            recorder->stems != NULL ? sound_stems_stats(recorder->stems) : (SoundStemsStats){0};
    g_mutex_lock(&recorder->lock);
    recorder->stats.stem_bytes = stems.bytes;
    recorder->stats.stem_faults = stems.faults;
    g_mutex_unlock(&recorder->lock);
}

/* All of it is on the disk. */
static void tell_end(Recorder *recorder)
{
    const RecordingFileStats file = recording_file_stats(recorder->file);
    tell_stems(recorder);
    g_mutex_lock(&recorder->lock);
    tell_on_disk_locked(recorder, &file);
    g_mutex_unlock(&recorder->lock);
}

static void ask_for_key(Recorder *recorder)
{
    const int64_t now_us = recorder->newest_us;
    if (now_us - recorder->key_us >= RECORDER_KEY_US &&
            now_us - recorder->key_asked_us >= KEY_AGAIN_US) {
        recorder->key_asked_us = now_us;
        recorder->events->want_key(recorder->user_data);
    }
}

static bool is_closing(Recorder *recorder)
{
    g_mutex_lock(&recorder->lock);
    const bool closing = recorder->closing;
    g_mutex_unlock(&recorder->lock);
    return closing;
}

/* A folder that was taken away is made again. */
static bool make_file(Recorder *recorder, GError **error)
{
    g_autofree char *folder = g_path_get_dirname(recorder->path);
    (void)g_mkdir_with_parents(folder, FOLDER_MODE); /* what is wrong with it, the file says */
    recorder->file = recording_file_create_lazy(recorder->path, &recorder->head, error);
    recorder->disk = disk_sync_new(on_synced, recorder);
    if (recorder->file != NULL && recorder->with_stems) {
        g_autofree char *stems = sound_stems_folder(recorder->path);
        recorder->stems = sound_stems_new(stems, recorder->head.start_us);
    }
    return recorder->file != NULL;
}

static void tend_stems(Recorder *recorder)
{
    if (recorder->stems != NULL) {
        sound_stems_tend(recorder->stems, g_get_monotonic_time());
    }
}

/* They are as long as the recording. */
static void finish_stems(Recorder *recorder)
{
    if (recorder->stems != NULL) {
        const int64_t newest_us = recording_file_stats(recorder->file).duration_ms * 1000;
        sound_stems_finish(recorder->stems, newest_us + PCM_FRAME_US);
    }
}

static void write_all(Recorder *recorder, GError **error)
{
    bool ending = false;
    bool written = true;
    recorder->events->want_key(recorder->user_data);
    while (!ending && written) {
        ending = take_queue(recorder);
        written = write_held(recorder, ending, error) && sync_written(recorder, error);
        tend_stems(recorder);
        tell_stems(recorder);
        ask_for_key(recorder);
    }
}

/* A recording that cannot go on is ended as well as the disk lets it: what is on it plays either way. */
static gpointer run(gpointer data)
{
    Recorder *recorder = data;
    g_autoptr(GError) error = NULL;
    g_autoptr(GError) late = NULL;
    if (make_file(recorder, &error)) {
        write_all(recorder, &error);
        settle(recorder, &error);
        (void)recording_file_finish(recorder->file, &late);
        finish_stems(recorder);
        tell_end(recorder);
    }
    if (!is_closing(recorder)) {
        recorder->events->ended(error != NULL ? error : late, recorder->user_data);
    }
    return NULL;
}

/* ---- life ---- */

Recorder *recorder_new(const RecorderConfig *config, const RecorderEvents *events, void *user_data)
{
    Recorder *recorder = g_new0(Recorder, 1);
    recorder->events = events;
    recorder->user_data = user_data;
    recorder->path = g_strdup(config->path);
    recorder->head = (WebmHead){
            .width_px = config->width_px,
            .height_px = config->height_px,
            .channels = config->channels,
            .start_us = config->start_wall_us,
    };
    recorder->with_stems = config->stems;
    recorder->base_us = config->start_us;
    recorder->needs_key = true;
    g_mutex_init(&recorder->lock);
    g_cond_init(&recorder->called);
    g_queue_init(&recorder->queue);
    g_queue_init(&recorder->held);
    recorder->thread = g_thread_new("recorder", run, recorder);
    return recorder;
}

void recorder_free(Recorder *recorder)
{
    if (recorder == NULL) {
        return;
    }
    g_mutex_lock(&recorder->lock);
    recorder->closing = true;
    g_cond_signal(&recorder->called);
    g_mutex_unlock(&recorder->lock);
    g_thread_join(recorder->thread);
    g_queue_clear_full(&recorder->queue, item_free);
    g_queue_clear_full(&recorder->held, item_free);
    disk_sync_free(recorder->disk); /* of a file that could not be made */
    recording_file_free(recorder->file);
    sound_stems_free(recorder->stems);
    g_free(recorder->path);
    g_cond_clear(&recorder->called);
    g_mutex_clear(&recorder->lock);
    g_free(recorder);
}
