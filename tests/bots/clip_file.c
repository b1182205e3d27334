#include "tests/bots/clip_file.h"

#include <gio/gio.h>

#include <string.h>

enum {
    MAGIC_BYTES = 8,
    PREFIX_BYTES = MAGIC_BYTES + 4,
    CLIP_HEAD_BYTES = CLIP_NAME_MAX + 1 + 2 + 2 + 4 + 4 + 4,
    FRAME_HEAD_BYTES = 12,
};

static const char magic[MAGIC_BYTES + 1] = "GBCLIPS1";

struct ClipFile {
    GMappedFile *map;
    const uint8_t *bytes;
    size_t size;
    uint32_t clip_count;
    Clip *clips;
    ClipFrame *frames; /* of all clips, one after the other */
};

struct ClipWriter {
    GArray *clips;     /* of Clip; frame_count grows while it is the last */
    GArray *frames;    /* of ClipFrame; bytes is unset */
    GByteArray *bytes; /* of all frames */
};

static uint16_t u16_at(const uint8_t *bytes)
{
    return (uint16_t)(bytes[0] | bytes[1] << 8);
}

static uint32_t u32_at(const uint8_t *bytes)
{
    return (uint32_t)u16_at(bytes) | (uint32_t)u16_at(bytes + 2) << 16;
}

static bool broken(GError **error, const char *path, const char *what, uint32_t where)
{
    g_set_error(error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
            "%s is not a file of clips: %s %u. Build it again: ninja -C build", path, what, where);
    return false;
}

static bool read_frames(
        ClipFile *file, const char *path, const uint8_t *heads, uint32_t count, GError **error)
{
    file->frames = g_new0(ClipFrame, count);
    for (uint32_t i = 0; i < count; i++) {
        const uint8_t *head = heads + (size_t)i * FRAME_HEAD_BYTES;
        const uint32_t offset = u32_at(head);
        const uint32_t size = u32_at(head + 4);
        if (size > CLIP_FRAME_BYTES_MAX || offset > file->size || size > file->size - offset) {
            return broken(error, path, "the bytes of frame", i);
        }
        file->frames[i] = (ClipFrame){
                .bytes = file->bytes + offset, .size = size, .key = head[8] != 0, .level = head[9]};
    }
    return true;
}

static bool read_clips(ClipFile *file, const char *path, uint32_t frame_count, GError **error)
{
    file->clips = g_new0(Clip, file->clip_count);
    for (uint32_t i = 0; i < file->clip_count; i++) {
        const uint8_t *head = file->bytes + PREFIX_BYTES + (size_t)i * CLIP_HEAD_BYTES;
        const uint8_t *numbers = head + CLIP_NAME_MAX + 1;
        const uint32_t first = u32_at(numbers + 8);
        Clip *clip = &file->clips[i];

        memcpy(clip->name, head, CLIP_NAME_MAX);
        clip->width = u16_at(numbers);
        clip->height = u16_at(numbers + 2);
        clip->frame_us = u32_at(numbers + 4);
        clip->frame_count = u32_at(numbers + 12);
        if (clip->frame_us == 0 || clip->frame_count == 0 || first > frame_count ||
                clip->frame_count > frame_count - first) {
            return broken(error, path, "the frames of clip", i);
        }
        clip->frames = file->frames + first;
        if (!clip->frames[0].key) {
            return broken(error, path, "no key frame at the start of clip", i);
        }
    }
    return true;
}

/* The frames of a file are those that the clips count, and no more. */
static bool count_frames(
        const ClipFile *file, const char *path, uint32_t *out_count, GError **error)
{
    uint64_t sum = 0;
    for (uint32_t i = 0; i < file->clip_count; i++) {
        sum += u32_at(file->bytes + PREFIX_BYTES + (size_t)(i + 1) * CLIP_HEAD_BYTES - 4);
        if (sum > CLIP_FRAMES_MAX) {
            return broken(error, path, "too many frames in clip", i);
        }
    }
    *out_count = (uint32_t)sum;
    return true;
}

static bool read_all(ClipFile *file, const char *path, GError **error)
{
    if (file->size < PREFIX_BYTES || memcmp(file->bytes, magic, MAGIC_BYTES) != 0) {
        return broken(error, path, "no mark at", 0);
    }
    file->clip_count = u32_at(file->bytes + MAGIC_BYTES);
    size_t heads = PREFIX_BYTES + (size_t)file->clip_count * CLIP_HEAD_BYTES;
    if (file->clip_count > CLIPS_MAX || file->size < heads) {
        return broken(error, path, "too short for its clips:", file->clip_count);
    }
    uint32_t frame_count = 0;
    if (!count_frames(file, path, &frame_count, error)) {
        return false;
    }
    if (file->size - heads < (size_t)frame_count * FRAME_HEAD_BYTES) {
        return broken(error, path, "too short for its frames:", frame_count);
    }
    return read_frames(file, path, file->bytes + heads, frame_count, error) &&
            read_clips(file, path, frame_count, error);
}

ClipFile *clip_file_open(const char *path, GError **error)
{
    GMappedFile *map = g_mapped_file_new(path, FALSE, error);
    if (map == NULL) {
        return NULL;
    }
    ClipFile *file = g_new0(ClipFile, 1);
    file->map = map;
    file->bytes = (const uint8_t *)g_mapped_file_get_contents(file->map);
    file->size = g_mapped_file_get_length(file->map);
    if (!read_all(file, path, error)) {
        clip_file_close(file);
        return NULL;
    }
    return file;
}

void clip_file_close(ClipFile *file)
{
    if (file == NULL) {
        return;
    }
    g_free(file->clips);
    g_free(file->frames);
    g_clear_pointer(&file->map, g_mapped_file_unref);
    g_free(file);
}

const Clip *clip_file_find(const ClipFile *file, const char *name)
{
    for (uint32_t i = 0; i < file->clip_count; i++) {
        if (strcmp(file->clips[i].name, name) == 0) {
            return &file->clips[i];
        }
    }
    return NULL;
}

uint32_t clip_key_frame_near(const Clip *clip, uint32_t frame)
{
    for (uint32_t step = 1; step < clip->frame_count; step++) {
        const uint32_t after = (frame + step) % clip->frame_count;
        const uint32_t before = (frame + clip->frame_count - step) % clip->frame_count;
        if (clip->frames[after].key) {
            return after;
        }
        if (clip->frames[before].key) {
            return before;
        }
    }
    return 0;
}

ClipWriter *clip_writer_new(void)
{
    ClipWriter *writer = g_new0(ClipWriter, 1);
    writer->clips = g_array_new(FALSE, TRUE, sizeof(Clip));
    writer->frames = g_array_new(FALSE, TRUE, sizeof(ClipFrame));
    writer->bytes = g_byte_array_new();
    return writer;
}

void clip_writer_free(ClipWriter *writer)
{
    if (writer == NULL) {
        return;
    }
    g_array_unref(writer->clips);
    g_array_unref(writer->frames);
    g_byte_array_unref(writer->bytes);
    g_free(writer);
}

void clip_writer_begin(ClipWriter *writer, const Clip *head)
{
    Clip clip = *head;
    clip.frame_count = 0;
    clip.frames = NULL;
    g_array_append_val(writer->clips, clip);
    g_assert(writer->clips->len <= CLIPS_MAX);
}

void clip_writer_add(ClipWriter *writer, const ClipFrame *frame)
{
    g_assert(writer->clips->len > 0 && frame->size <= CLIP_FRAME_BYTES_MAX);
    ClipFrame kept = *frame;
    kept.bytes = NULL;
    g_byte_array_append(writer->bytes, frame->bytes, (guint)frame->size);
    g_array_append_val(writer->frames, kept);
    g_array_index(writer->clips, Clip, writer->clips->len - 1).frame_count++;
}

static void put_u16(GByteArray *out, unsigned value)
{
    const uint8_t bytes[] = {(uint8_t)value, (uint8_t)(value >> 8)};
    g_byte_array_append(out, bytes, sizeof bytes);
}

static void put_u32(GByteArray *out, size_t value)
{
    put_u16(out, (unsigned)(value & 0xffff));
    put_u16(out, (unsigned)(value >> 16 & 0xffff));
}

bool clip_writer_save(const ClipWriter *writer, const char *path, GError **error)
{
    g_autoptr(GByteArray) out = g_byte_array_new();
    size_t first_frame = 0;

    g_byte_array_append(out, (const uint8_t *)magic, MAGIC_BYTES);
    put_u32(out, writer->clips->len);
    for (guint i = 0; i < writer->clips->len; i++) {
        const Clip *clip = &g_array_index(writer->clips, Clip, i);
        g_byte_array_append(out, (const uint8_t *)clip->name, sizeof clip->name);
        put_u16(out, clip->width);
        put_u16(out, clip->height);
        put_u32(out, clip->frame_us);
        put_u32(out, first_frame);
        put_u32(out, clip->frame_count);
        first_frame += clip->frame_count;
    }
    size_t offset = out->len + (size_t)writer->frames->len * FRAME_HEAD_BYTES;
    for (guint i = 0; i < writer->frames->len; i++) {
        const ClipFrame *frame = &g_array_index(writer->frames, ClipFrame, i);
        put_u32(out, offset);
        put_u32(out, frame->size);
        const uint8_t marks[] = {frame->key ? 1 : 0, frame->level, 0, 0};
        g_byte_array_append(out, marks, sizeof marks);
        offset += frame->size;
    }
    g_byte_array_append(out, writer->bytes->data, writer->bytes->len);
    return g_file_set_contents(path, (const char *)out->data, (gssize)out->len, error);
}
