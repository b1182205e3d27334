#include "mcu/rtp/picture_sender.h"

#include "mcu/wire/vp8_payload.h"

struct PictureSender {
    RtpSender *stream;

    bool selected_any;
    uint32_t selected; /* the source that is wanted */
    bool flows;        /* `current` sends, and nothing of it is missing */
    uint32_t current;
    uint64_t last_number; /* of the current source */

    uint8_t wanted_layer;
    uint8_t layer; /* the highest that goes out now */

    uint16_t next_picture_id;
    uint8_t next_tl0_index;
    bool sent_before;
    uint32_t last_timestamp_ticks;

    CodedPicture *picture; /* being sent, or NULL */
    size_t next_payload;
    Vp8Descriptor descriptor;
    uint32_t timestamp_ticks;

    PictureSenderStats stats;
};

PictureSender *picture_sender_new(
        RtpSender *stream, uint16_t first_picture_id, uint8_t first_tl0_index)
{
    PictureSender *sender = g_new0(PictureSender, 1);
    sender->stream = stream;
    sender->next_picture_id = first_picture_id & VP8_PICTURE_ID_MASK;
    sender->next_tl0_index = first_tl0_index;
    sender->wanted_layer = PICTURE_SENDER_LAYER_MAX;
    return sender;
}

void picture_sender_free(PictureSender *sender)
{
    if (sender == NULL) {
        return;
    }
    coded_picture_unref(sender->picture);
    g_free(sender);
}

void picture_sender_select(PictureSender *sender, uint32_t source)
{
    sender->selected_any = true;
    sender->selected = source;
}

void picture_sender_set_top_layer(PictureSender *sender, uint8_t layer)
{
    sender->wanted_layer = MIN(layer, PICTURE_SENDER_LAYER_MAX);
    sender->layer = MIN(sender->layer, sender->wanted_layer);
}

void picture_sender_require_key(PictureSender *sender)
{
    sender->flows = false;
}

bool picture_sender_needs_key(const PictureSender *sender)
{
    return sender->selected_any && (!sender->flows || sender->current != sender->selected);
}

uint32_t picture_sender_current(const PictureSender *sender)
{
    return sender->flows ? sender->current : 0;
}

bool picture_sender_takes(const PictureSender *sender, uint32_t source)
{
    return sender->selected_any &&
            (source == sender->selected || (sender->flows && source == sender->current));
}

bool picture_sender_begins_anew(const PictureSender *sender, const CodedPictureInfo *info)
{
    return info->key && sender->selected_any && info->source == sender->selected;
}

/* ---- which pictures ---- */

/* Counts the pictures of the current source. @return false if some never came here */
static bool follows(PictureSender *sender, const CodedPictureInfo *info)
{
    const bool next = info->number == sender->last_number + 1;
    sender->last_number = info->number;
    sender->stats.gaps += !next;
    return next;
}

static void change_source(PictureSender *sender, const CodedPictureInfo *info)
{
    sender->stats.switches += sender->sent_before && sender->current != info->source;
    sender->current = info->source;
    sender->last_number = info->number;
    sender->flows = true;
}

/* Whether the picture's layer goes out; takes a layer back in where nothing older of it is referred to. */
static bool layer_goes_out(PictureSender *sender, const CodedPictureInfo *info)
{
    if (info->key) {
        sender->layer = sender->wanted_layer;
    } else if (info->layer_sync && info->temporal_id == sender->layer + 1 &&
            info->temporal_id <= sender->wanted_layer) {
        sender->layer = info->temporal_id;
    }
    return info->temporal_id <= sender->layer;
}

static PictureSenderVerdict judge(PictureSender *sender, const CodedPictureInfo *info)
{
    const bool is_selected = sender->selected_any && info->source == sender->selected;

    if (is_selected && info->key) {
        change_source(sender, info);
        return PICTURE_SENDER_SENDS;
    }
    if (sender->flows && info->source == sender->current) {
        if (!follows(sender, info)) {
            sender->flows = false;
        }
    } else if (!is_selected) {
        return PICTURE_SENDER_SKIPS;
    }
    if (!sender->flows || info->source != sender->current) {
        return is_selected ? PICTURE_SENDER_NEEDS_KEY : PICTURE_SENDER_SKIPS;
    }
    return PICTURE_SENDER_SENDS;
}

/* ---- under which numbers ---- */

static void number(PictureSender *sender, const CodedPictureInfo *info)
{
    sender->next_tl0_index = (uint8_t)(sender->next_tl0_index + (info->temporal_id == 0));
    sender->descriptor = (Vp8Descriptor){
            .partition_start = true,
            .non_reference = info->non_reference,
            .has_picture_id = true,
            .picture_id = sender->next_picture_id,
            .has_tl0_picture_index = true,
            .tl0_picture_index = sender->next_tl0_index,
            .has_temporal_id = true,
            .temporal_id = info->temporal_id,
            .layer_sync = info->layer_sync,
    };
    sender->next_picture_id = (sender->next_picture_id + 1) & VP8_PICTURE_ID_MASK;

    /* Two encoders may show the same moment; to the receiver each picture is later than the one before. */
    sender->timestamp_ticks = info->timestamp_ticks;
    if (sender->sent_before &&
            (int32_t)(info->timestamp_ticks - sender->last_timestamp_ticks) <= 0) {
        sender->timestamp_ticks = sender->last_timestamp_ticks + 1;
    }
    sender->last_timestamp_ticks = sender->timestamp_ticks;
    sender->sent_before = true;
}

PictureSenderVerdict picture_sender_begin(PictureSender *sender, CodedPicture *picture)
{
    const CodedPictureInfo *info = coded_picture_info(picture);

    if (sender->picture != NULL) { /* the rest of it was not taken: the receiver cannot decode it */
        g_clear_pointer(&sender->picture, coded_picture_unref);
        sender->flows = false;
    }
    const PictureSenderVerdict verdict = judge(sender, info);
    if (verdict != PICTURE_SENDER_SENDS) {
        return verdict;
    }
    if (!layer_goes_out(sender, info)) {
        sender->stats.layer_skipped++;
        return PICTURE_SENDER_SKIPS;
    }
    number(sender, info);
    sender->picture = coded_picture_ref(picture);
    sender->next_payload = 0;
    sender->stats.pictures++;
    sender->stats.key_pictures += info->key;
    return PICTURE_SENDER_SENDS;
}

size_t picture_sender_next(PictureSender *sender, int64_t now_us, uint8_t *buffer, size_t capacity)
{
    if (sender->picture == NULL) {
        return 0;
    }
    const size_t count = coded_picture_payloads(sender->picture);
    uint8_t prefix[VP8_DESCRIPTOR_SIZE_MAX];
    const bool has_prefix = coded_picture_info(sender->picture)->codec == PICTURE_CODEC_VP8;
    const RtpSenderPacket packet = {
            .timestamp_ticks = sender->timestamp_ticks,
            .marker = sender->next_payload + 1 == count,
            .prefix = prefix,
            .prefix_size = has_prefix ? vp8_payload_write(&sender->descriptor, prefix) : 0,
            .payload = coded_picture_payload(sender->picture, sender->next_payload),
    };
    const size_t size = rtp_sender_send(sender->stream, &packet, now_us, buffer, capacity);
    sender->descriptor.partition_start = false;
    sender->next_payload++;
    if (size == 0) {
        sender->flows = false; /* too large for the buffer: a hole that nobody can fill */
    }
    if (size == 0 || sender->next_payload == count) {
        g_clear_pointer(&sender->picture, coded_picture_unref);
    }
    return size;
}

PictureSenderStats picture_sender_stats(const PictureSender *sender)
{
    return sender->stats;
}
