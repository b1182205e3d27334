#include "tests/bots/stun_message.h"

#include "mcu/wire/byte_reader.h"

#include <glib.h>

#include <string.h>

/* RFC 8489, 5, 14 and 18; RFC 8445, 16.1. */
enum {
    HEADER_SIZE = 20,
    MAGIC_COOKIE = 0x2112a442,
    ATTRIBUTE_USERNAME = 0x0006,
    ATTRIBUTE_MESSAGE_INTEGRITY = 0x0008,
    ATTRIBUTE_XOR_MAPPED_ADDRESS = 0x0020,
    ATTRIBUTE_PRIORITY = 0x0024,
    ATTRIBUTE_USE_CANDIDATE = 0x0025,
    ATTRIBUTE_FINGERPRINT = 0x8028,
    ATTRIBUTE_ICE_CONTROLLING = 0x802a,
    INTEGRITY_SIZE = 20, /* HMAC-SHA1 */
    INTEGRITY_WHOLE = 4 + INTEGRITY_SIZE,
    FINGERPRINT_WHOLE = 4 + 4,
    LENGTH_OFFSET = 2,
};

#define FINGERPRINT_XOR UINT32_C(0x5354554e)

bool stun_message_read(const uint8_t *bytes, size_t size, StunMessage *out_message)
{
    ByteReader reader = byte_reader(bytes, size);
    StunMessage message = {0};
    const uint8_t *transaction = NULL;
    uint16_t length = 0;
    uint32_t cookie = 0;

    if (!byte_reader_u16(&reader, &message.type) || !byte_reader_u16(&reader, &length) ||
            !byte_reader_u32(&reader, &cookie) ||
            !byte_reader_bytes(&reader, STUN_TRANSACTION_SIZE, &transaction) ||
            cookie != MAGIC_COOKIE || length != byte_reader_left(&reader)) {
        return false;
    }
    memcpy(message.transaction, transaction, STUN_TRANSACTION_SIZE);
    while (byte_reader_left(&reader) > 0) {
        const size_t offset = reader.offset;
        uint16_t kind = 0;
        uint16_t value_size = 0;
        if (!byte_reader_u16(&reader, &kind) || !byte_reader_u16(&reader, &value_size) ||
                !byte_reader_skip(&reader, (value_size + 3U) & ~3U)) {
            return false;
        }
        if (kind == ATTRIBUTE_MESSAGE_INTEGRITY && value_size == INTEGRITY_SIZE &&
                message.integrity_offset == 0) {
            message.integrity_offset = offset;
        }
    }
    *out_message = message;
    return true;
}

/* RFC 8489, 14.5: over all before the attribute, with a length as if the message ended behind it. */
static void integrity(
        const uint8_t *bytes, size_t offset, const char *password, uint8_t out[INTEGRITY_SIZE])
{
    const size_t length = offset + INTEGRITY_WHOLE - HEADER_SIZE;
    const uint8_t length_bytes[] = {(uint8_t)(length >> 8), (uint8_t)length};
    g_autoptr(GHmac) hmac = g_hmac_new(G_CHECKSUM_SHA1, (const guchar *)password, strlen(password));
    gsize size = INTEGRITY_SIZE;

    g_hmac_update(hmac, bytes, LENGTH_OFFSET);
    g_hmac_update(hmac, length_bytes, sizeof length_bytes);
    g_hmac_update(hmac, bytes + LENGTH_OFFSET + sizeof length_bytes,
            (gssize)(offset - LENGTH_OFFSET - sizeof length_bytes));
    g_hmac_get_digest(hmac, out, &size);
}

bool stun_message_verify(const uint8_t *bytes, const StunMessage *message, const char *password)
{
    uint8_t expected[INTEGRITY_SIZE];

    if (message->integrity_offset == 0) {
        return false;
    }
    integrity(bytes, message->integrity_offset, password, expected);
    return memcmp(bytes + message->integrity_offset + 4, expected, sizeof expected) == 0;
}

/* The checksum of Ethernet (ISO 3309), bit by bit: messages are short and few. */
static uint32_t crc32_of(const uint8_t *bytes, size_t size)
{
    uint32_t crc = UINT32_MAX;
    for (size_t i = 0; i < size; i++) {
        crc ^= bytes[i];
        for (int bit = 0; bit < 8; bit++) {
            crc = crc >> 1 ^ (crc & 1 ? UINT32_C(0xedb88320) : 0);
        }
    }
    return ~crc;
}

static void begin(StunType type, const uint8_t *transaction, ByteWriter *writer)
{
    byte_writer_u16(writer, (uint16_t)type);
    byte_writer_u16(writer, 0);
    byte_writer_u32(writer, MAGIC_COOKIE);
    byte_writer_bytes(writer, transaction, STUN_TRANSACTION_SIZE);
}

static void write_attribute(ByteWriter *writer, uint16_t kind, const void *value, size_t size)
{
    byte_writer_u16(writer, kind);
    byte_writer_u16(writer, (uint16_t)size);
    byte_writer_bytes(writer, value, size);
    byte_writer_zeros(writer, (4 - size % 4) % 4);
}

/* Signs the message and sums it up, as the last two attributes. */
static void finish(ByteWriter *writer, const char *password)
{
    uint8_t digest[INTEGRITY_SIZE];

    if (writer->full) {
        return;
    }
    integrity(writer->data, writer->size, password, digest);
    write_attribute(writer, ATTRIBUTE_MESSAGE_INTEGRITY, digest, sizeof digest);
    byte_writer_put_u16(
            writer, LENGTH_OFFSET, (uint16_t)(writer->size + FINGERPRINT_WHOLE - HEADER_SIZE));
    const uint32_t sum = crc32_of(writer->data, writer->size) ^ FINGERPRINT_XOR;
    byte_writer_u16(writer, ATTRIBUTE_FINGERPRINT);
    byte_writer_u16(writer, 4);
    byte_writer_u32(writer, sum);
}

void stun_message_write_check(const StunCheck *check, ByteWriter *writer)
{
    begin(STUN_BINDING_REQUEST, check->transaction, writer);
    write_attribute(writer, ATTRIBUTE_USERNAME, check->username, strlen(check->username));
    byte_writer_u16(writer, ATTRIBUTE_PRIORITY);
    byte_writer_u16(writer, 4);
    byte_writer_u32(writer, check->priority);
    byte_writer_u16(writer, ATTRIBUTE_ICE_CONTROLLING);
    byte_writer_u16(writer, 8);
    byte_writer_u64(writer, check->tie_breaker);
    write_attribute(writer, ATTRIBUTE_USE_CANDIDATE, NULL, 0);
    finish(writer, check->password);
}

void stun_message_write_success(const uint8_t *transaction, const StunAddress *from,
        const char *password, ByteWriter *writer)
{
    const bool is_v4 = from->any.sa_family == AF_INET;
    const uint16_t port = ntohs(is_v4 ? from->v4.sin_port : from->v6.sin6_port);
    const uint8_t *address =
            is_v4 ? (const uint8_t *)&from->v4.sin_addr : from->v6.sin6_addr.s6_addr;
    const size_t address_size = is_v4 ? 4 : 16;
    uint8_t mask[16];
    uint8_t value[4 + 16];
    ByteWriter mask_writer = byte_writer(mask, sizeof mask);
    ByteWriter value_writer = byte_writer(value, sizeof value);

    /* RFC 8489, 14.2: hidden behind the cookie and the transaction, from clever middle boxes. */
    byte_writer_u32(&mask_writer, MAGIC_COOKIE);
    byte_writer_bytes(&mask_writer, transaction, STUN_TRANSACTION_SIZE);
    byte_writer_u8(&value_writer, 0);
    byte_writer_u8(&value_writer, is_v4 ? 1 : 2);
    byte_writer_u16(&value_writer, (uint16_t)(port ^ (MAGIC_COOKIE >> 16)));
    for (size_t i = 0; i < address_size; i++) {
        byte_writer_u8(&value_writer, address[i] ^ mask[i]);
    }
    begin(STUN_BINDING_SUCCESS, transaction, writer);
    write_attribute(writer, ATTRIBUTE_XOR_MAPPED_ADDRESS, value, value_writer.size);
    finish(writer, password);
}
