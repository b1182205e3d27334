#include "mcu/media/sound_stems.h"

#include "mcu/media/audio_decoder.h"
#include "mcu/media/audio_encoder.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

enum {
    FOLDER_MODE = 0750,
    FILE_MODE = 0640,
    LIST_BYTES_MAX = SOUND_STEMS_MAX * SOUND_STEMS_LINE_MAX,
    BITRATE_BPS = 32000, /* of what was a telephone's: it has no more to lose */
    COMPLEXITY = 5,
};

typedef struct Site {
    char *identity;
    char *name;
    StemFile *file; /* NULL: nothing came yet, or it failed */
    bool failed;
    int64_t synced_us;
    AudioDecoder *decoder; /* these two of a telephone's codec: else NULL */
    AudioEncoder *encoder;
} Site;

struct SoundStems {
    char *folder;
    int64_t start_wall_us;
    GPtrArray *sites; /* of Site; their numbers count from 0 */
    guint next;       /* whose turn with the disk it is */
    uint64_t faults;
    DiskSync *disk;
    gint on_the_way; /* atomic: the number of the site whose file the disk is asked to take, from 1; 0: none */
    gint not_taken; /* atomic: of the one whose file it did not take; 0: none */
};

char *sound_stems_folder(const char *recording)
{
    const size_t length = strlen(recording);
    const size_t suffix = g_str_has_suffix(recording, ".webm") ? strlen(".webm") : 0;
    return g_strdup_printf("%.*s.stems", (int)(length - suffix), recording);
}

/* ---- the list ---- */

static bool fail(GError **error, const char *what)
{
    const int code = errno;
    g_set_error(error, G_FILE_ERROR, (gint)g_file_error_from_errno(code), "%s: %s", what,
            g_strerror(code));
    return false;
}

static bool append_line(int fd, const char *line, bool wait, GError **error)
{
    const size_t size = strlen(line);
    ssize_t written = -1;
    do {
        written = write(fd, line, size);
    } while (written < 0 && errno == EINTR);
    if (written >= 0 && (size_t)written != size) {
        errno = ENOSPC;
        written = -1;
    }
    return (written >= 0 && (!wait || fdatasync(fd) == 0)) || fail(error, SOUND_STEMS_LIST);
}

static char *clean(const char *text)
{
    char *copy = g_utf8_make_valid(text, -1);
    return g_strdelimit(copy, "\t\n\r", ' ');
}

/* @param disk  is asked to take it; NULL: it is waited for */
static bool write_line(
        const char *folder, const SoundStemsEntry *entry, DiskSync *disk, GError **error)
{
    g_autofree char *path = g_build_filename(folder, SOUND_STEMS_LIST, NULL);
    g_autofree char *whose = clean(entry->identity);
    g_autofree char *called = clean(entry->name);
    g_autofree char *line = g_strdup_printf("%d\t%s\t%s\n", entry->number, whose, called);
    if (strlen(line) > SOUND_STEMS_LINE_MAX) {
        errno = ENAMETOOLONG;
        return fail(error, whose);
    }
    const int fd = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, FILE_MODE);
    if (fd < 0) {
        return fail(error, path);
    }
    const bool done = append_line(fd, line, disk == NULL, error);
    if (done && disk != NULL) {
        (void)disk_sync_ask(disk, fd, 0); /* else it goes to the disk with the stems */
    }
    close(fd);
    return done;
}

bool sound_stems_write_line(
        const char *folder, int number, const char *identity, const char *name, GError **error)
{
    const SoundStemsEntry entry = {
            .number = number, .identity = (char *)identity, .name = (char *)name};
    return write_line(folder, &entry, NULL, error);
}

static void entry_clear(gpointer data)
{
    SoundStemsEntry *entry = data;
    g_free(entry->identity);
    g_free(entry->name);
}

/* @return false: it is none */
static bool read_line(const char *line, GArray *entries)
{
    g_auto(GStrv) parts = g_strsplit(line, "\t", 4);
    gint64 number = 0;
    if (g_strv_length(parts) != 3 || parts[1][0] == '\0' || !g_utf8_validate(line, -1, NULL) ||
            !g_ascii_string_to_signed(parts[0], 10, 1, SOUND_STEMS_MAX, &number, NULL)) {
        return false;
    }
    const SoundStemsEntry entry = {
            .number = (int)number, .identity = g_strdup(parts[1]), .name = g_strdup(parts[2])};
    g_array_append_val(entries, entry);
    return true;
}

static char *load_list(const char *folder)
{
    g_autofree char *path = g_build_filename(folder, SOUND_STEMS_LIST, NULL);
    char *text = g_malloc0(LIST_BYTES_MAX + 1);
    const int fd = open(path, O_RDONLY | O_CLOEXEC);
    size_t size = 0;
    ssize_t got = fd >= 0 ? 1 : 0;
    while (got > 0 && size < LIST_BYTES_MAX) {
        got = read(fd, text + size, LIST_BYTES_MAX - size);
        size += (size_t)MAX(got, 0);
    }
    if (fd >= 0) {
        close(fd);
    }
    text[size] = '\0';
    return text;
}

GArray *sound_stems_read_list(const char *folder)
{
    GArray *entries = g_array_new(FALSE, FALSE, sizeof(SoundStemsEntry));
    char *text = load_list(folder);
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    g_free(text);
    /* Behind the last LF is nothing, or a torn line. */
    const guint whole = MAX(g_strv_length(lines), 1) - 1;

    g_array_set_clear_func(entries, entry_clear);
    for (guint i = 0; i < whole && entries->len < SOUND_STEMS_MAX; i++) {
        if (!read_line(lines[i], entries)) {
            break;
        }
    }
    return entries;
}

/* ---- sites ---- */

static void site_free(gpointer data)
{
    Site *site = data;
    stem_file_free(site->file);
    audio_decoder_free(site->decoder);
    audio_encoder_free(site->encoder);
    g_free(site->identity);
    g_free(site->name);
    g_free(site);
}

/* On the disk's thread. */
static void on_synced(int64_t tag, int code, void *user_data)
{
    SoundStems *stems = user_data;
    if (tag > 0) {
        g_atomic_int_set(&stems->not_taken, code != 0 ? (gint)tag : 0);
        g_atomic_int_set(&stems->on_the_way, 0);
    }
}

SoundStems *sound_stems_new(const char *folder, int64_t start_wall_us)
{
    SoundStems *stems = g_new0(SoundStems, 1);
    stems->folder = g_strdup(folder);
    stems->start_wall_us = start_wall_us;
    stems->sites = g_ptr_array_new_with_free_func(site_free);
    stems->disk = disk_sync_new(on_synced, stems);
    return stems;
}

void sound_stems_free(SoundStems *stems)
{
    if (stems != NULL) {
        disk_sync_free(stems->disk);
        g_ptr_array_unref(stems->sites);
        g_free(stems->folder);
        g_free(stems);
    }
}

int sound_stems_site(SoundStems *stems, const char *identity, const char *name)
{
    for (guint i = 0; i < stems->sites->len; i++) {
        const Site *site = g_ptr_array_index(stems->sites, i);
        if (g_str_equal(site->identity, identity)) {
            return (int)i;
        }
    }
    if (stems->sites->len >= SOUND_STEMS_MAX) {
        return -1;
    }
    Site *site = g_new0(Site, 1);
    site->identity = g_strdup(identity);
    site->name = g_strdup(name);
    g_ptr_array_add(stems->sites, site);
    return (int)stems->sites->len - 1;
}

/* ---- files ---- */

static void give_up(SoundStems *stems, Site *site)
{
    stems->faults++;
    site->failed = true;
    g_clear_pointer(&site->file, stem_file_free);
}

static void open_file(SoundStems *stems, Site *site, int number)
{
    g_autofree char *file = g_strdup_printf("%d.webm", number);
    g_autofree char *path = g_build_filename(stems->folder, file, NULL);
    (void)g_mkdir_with_parents(
            stems->folder, FOLDER_MODE); /* what is wrong with it, the list says */
    if (write_line(stems->folder,
                &(SoundStemsEntry){
                        .number = number, .identity = site->identity, .name = site->name},
                stems->disk, NULL)) {
        site->file = stem_file_create(path, stems->start_wall_us, NULL);
    }
    if (site->file == NULL) {
        give_up(stems, site);
    }
}

static void write_packet(SoundStems *stems, Site *site, const StemPacket *packet)
{
    if (site->file != NULL && !stem_file_add(site->file, packet, NULL)) {
        give_up(stems, site);
    }
}

static void open_coders(Site *site, SoundCodec codec)
{
    const AudioEncoderConfig config = {.bitrate_bps = BITRATE_BPS, .complexity = COMPLEXITY};
    if (site->decoder == NULL || audio_decoder_codec(site->decoder) != codec) {
        audio_decoder_free(site->decoder);
        site->decoder = audio_decoder_new_of(codec);
    }
    if (site->encoder == NULL) {
        site->encoder = audio_encoder_new(&config, NULL);
        g_assert(site->encoder != NULL); /* the settings are good ones */
    }
}

/* Its first sample comes behind what the decoder still holds of the packet before. */
static void write_telephone(
        SoundStems *stems, Site *site, SoundCodec codec, const StemPacket *packet)
{
    open_coders(site, codec);
    const int64_t held_us =
            (int64_t)audio_decoder_buffered(site->decoder) * G_USEC_PER_SEC / PCM_RATE_HZ;
    int64_t time_us = packet->time_us - held_us;
    PcmFrame frame;
    (void)audio_decoder_decode(site->decoder, packet->data, packet->size_bytes);
    while (audio_decoder_take(site->decoder, &frame)) {
        g_autoptr(GBytes) encoded = audio_encoder_encode(site->encoder, &frame);
        gsize size = 0;
        const uint8_t *data = g_bytes_get_data(encoded, &size);
        write_packet(stems, site,
                &(StemPacket){.time_us = MAX(time_us, 0),
                        .duration_us = PCM_FRAME_US,
                        .data = data,
                        .size_bytes = size});
        time_us += PCM_FRAME_US;
    }
}

void sound_stems_add(SoundStems *stems, int number, SoundCodec codec, const StemPacket *packet)
{
    Site *site = g_ptr_array_index(stems->sites, (guint)number);
    if (site->file == NULL && !site->failed) {
        open_file(stems, site, number + 1);
    }
    if (site->file == NULL) {
        stems->faults++;
    } else if (codec == SOUND_CODEC_OPUS) {
        write_packet(stems, site, packet);
    } else {
        write_telephone(stems, site, codec, packet);
    }
}

static void give_up_not_taken(SoundStems *stems)
{
    const gint number = g_atomic_int_get(&stems->not_taken);
    if (number > 0) {
        g_atomic_int_set(&stems->not_taken, 0);
        give_up(stems, g_ptr_array_index(stems->sites, (guint)number - 1));
    }
}

/* @return whether the disk is asked to take it */
static bool ask_sync(SoundStems *stems, Site *site, int number)
{
    g_atomic_int_set(&stems->on_the_way, number);
    if (!stem_file_ask_sync(site->file, stems->disk, number)) {
        g_atomic_int_set(&stems->on_the_way, 0); /* too many files are open: the next time */
        return false;
    }
    return true;
}

void sound_stems_tend(SoundStems *stems, int64_t now_us)
{
    if (g_atomic_int_get(&stems->on_the_way) > 0) {
        return;
    }
    give_up_not_taken(stems);
    for (guint i = 0; i < stems->sites->len; i++) {
        stems->next = (stems->next + 1) % stems->sites->len;
        Site *site = g_ptr_array_index(stems->sites, stems->next);
        if (site->file != NULL && now_us - site->synced_us >= SOUND_STEMS_SYNC_US &&
                ask_sync(stems, site, (int)stems->next + 1)) {
            site->synced_us = now_us;
            return;
        }
    }
}

void sound_stems_finish(SoundStems *stems, int64_t end_us)
{
    for (guint i = 0; i < stems->sites->len; i++) {
        Site *site = g_ptr_array_index(stems->sites, i);
        if (site->file != NULL &&
                !(stem_file_fill(site->file, end_us, NULL) && stem_file_finish(site->file, NULL))) {
            give_up(stems, site);
        }
    }
}

SoundStemsStats sound_stems_stats(const SoundStems *stems)
{
    SoundStemsStats stats = {.faults = stems->faults};
    for (guint i = 0; i < stems->sites->len; i++) {
        const Site *site = g_ptr_array_index(stems->sites, i);
        if (site->file != NULL) {
            stats.files++;
            stats.bytes += stem_file_bytes(site->file);
        }
    }
    return stats;
}
