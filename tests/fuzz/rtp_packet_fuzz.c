#include "mcu/wire/packet_kind.h"
#include "mcu/wire/rtp_extension.h"
#include "mcu/wire/rtp_packet.h"
#include "mcu/wire/vp8_payload.h"
#include "tests/fuzz/fuzz.h"

#include <glib.h>

#include <string.h>

/* Every id from the input's first byte on, so that both forms and every kind are met. */
static RtpExtensionIds choose_ids(uint8_t choice)
{
    RtpExtensionIds ids = {0};
    for (size_t i = 0; i < RTP_EXTENSION_KINDS; i++) {
        ids.id[i] = (uint8_t)(choice + i);
    }
    return ids;
}

/* What was read is written and read again, and is the same. */
static void check_round_trip(const RtpExtensionIds *ids, const RtpExtensionValues *values)
{
    uint8_t packet[RTP_HEADER_SIZE + RTP_EXTENSION_BLOCK_SIZE_MAX];
    RtpHeader header;
    ByteWriter writer = byte_writer(packet, sizeof packet);
    rtp_packet_write(&(RtpHeader){.payload_type = 1}, rtp_extension_any(ids, values), &writer);
    rtp_extension_write(ids, values, &writer);
    g_assert(!writer.full && rtp_packet_read(packet, writer.size, &header));

    const RtpExtensionValues again = rtp_extension_read(packet, &header, ids);
    g_assert(again.has_mid == values->has_mid && strcmp(again.mid, values->mid) == 0);
    g_assert(again.has_transport_sequence == values->has_transport_sequence);
    g_assert(again.transport_sequence == values->transport_sequence);
    g_assert(again.has_audio_level == values->has_audio_level);
    g_assert(again.audio_level_dbov == values->audio_level_dbov);
    g_assert(again.send_time == values->send_time);
}

static void check_vp8(const uint8_t *payload, size_t size)
{
    uint8_t bytes[VP8_DESCRIPTOR_SIZE_MAX + 1] = {0};
    Vp8Descriptor descriptor;
    Vp8Descriptor again;
    Vp8FrameHeader frame;

    const size_t read = vp8_payload_read(payload, size, &descriptor);
    if (read == 0) {
        return;
    }
    g_assert(read < size);
    vp8_payload_read_frame(payload + read, size - read, &frame);
    const size_t written = vp8_payload_write(&descriptor, bytes);
    g_assert(vp8_payload_read(bytes, written + 1, &again) == written);
    g_assert(again.picture_id == descriptor.picture_id);
    g_assert(again.temporal_id == descriptor.temporal_id);
    g_assert(again.key_index == descriptor.key_index);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    RtpHeader header;
    if (size < 1) {
        return 0;
    }
    /* An id 0 or 15 is never negotiated. */
    const RtpExtensionIds ids = choose_ids((uint8_t)(data[0] % 10 + (data[0] >= 128 ? 16 : 1)));
    const uint8_t *packet = data + 1;
    const size_t packet_size = size - 1;

    packet_kind(packet, packet_size);
    if (!rtp_packet_read(packet, packet_size, &header)) {
        return 0;
    }
    g_assert(header.payload_offset + header.payload_size + header.padding_size == packet_size);
    for (size_t i = 0; i < header.csrc_count; i++) {
        rtp_packet_csrc(packet, &header, i);
    }
    const RtpExtensionValues values = rtp_extension_read(packet, &header, &ids);
    check_round_trip(&ids, &values);
    check_vp8(packet + header.payload_offset, header.payload_size);

    g_autofree uint8_t *copy = g_memdup2(packet, packet_size);
    if (rtp_extension_set_transport_sequence(copy, packet_size, &ids, 0xabcd)) {
        g_assert(values.has_transport_sequence);
    }
    return 0;
}
