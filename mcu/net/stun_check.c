#include "mcu/net/stun_check.h"

#include "mcu/wire/byte_reader.h"

#include <glib.h>

#include <string.h>

enum {
    /* RFC 8489, 5 and 14 */
    BINDING_REQUEST = 0x0001,
    MAGIC_COOKIE = 0x2112a442,
    HEADER = 20,
    LENGTH_AT = 2,
    TRANSACTION_ID = 12,
    ATTRIBUTE_HEADER = 4,
    USERNAME = 0x0006,
    MESSAGE_INTEGRITY = 0x0008,
    INTEGRITY_SIZE = 20, /* of HMAC-SHA1 */
};

static bool read_header(ByteReader *reader, size_t size)
{
    uint16_t type = 0;
    uint16_t length = 0;
    uint32_t cookie = 0;

    return byte_reader_u16(reader, &type) && byte_reader_u16(reader, &length) &&
            byte_reader_u32(reader, &cookie) && byte_reader_skip(reader, TRANSACTION_ID) &&
            type == BINDING_REQUEST && cookie == MAGIC_COOKIE && HEADER + (size_t)length == size;
}

/* RFC 8445, 7.2.2: our ufrag, a colon, the peer's. */
static bool is_for_us(const uint8_t *username, size_t size, const char *ufrag)
{
    const size_t ufrag_size = strlen(ufrag);

    return size > ufrag_size && memcmp(username, ufrag, ufrag_size) == 0 &&
            username[ufrag_size] == ':';
}

/* The HMAC goes over all that stands before the attribute, with a length that counts the attribute, too. */
static bool integrity_is_right(
        const uint8_t *packet, size_t before, const uint8_t *integrity, const char *pwd)
{
    const size_t length = before - HEADER + ATTRIBUTE_HEADER + INTEGRITY_SIZE;
    const uint8_t length_bytes[] = {(uint8_t)(length >> 8), (uint8_t)length};
    uint8_t digest[INTEGRITY_SIZE];
    size_t digest_size = sizeof digest;
    GHmac *hmac = g_hmac_new(G_CHECKSUM_SHA1, (const uint8_t *)pwd, strlen(pwd));

    g_hmac_update(hmac, packet, LENGTH_AT);
    g_hmac_update(hmac, length_bytes, sizeof length_bytes);
    g_hmac_update(hmac, packet + LENGTH_AT + sizeof length_bytes,
            (gssize)(before - LENGTH_AT - sizeof length_bytes));
    g_hmac_get_digest(hmac, digest, &digest_size);
    g_hmac_unref(hmac);
    return memcmp(digest, integrity, sizeof digest) == 0;
}

bool stun_check_is_authentic(const uint8_t *packet, size_t size, const char *ufrag, const char *pwd)
{
    ByteReader reader = byte_reader(packet, size);
    uint16_t type = 0;
    uint16_t length = 0;
    const uint8_t *value = NULL;
    bool for_us = false;

    if (!read_header(&reader, size)) {
        return false;
    }
    while (byte_reader_u16(&reader, &type) && byte_reader_u16(&reader, &length) &&
            byte_reader_bytes(&reader, length, &value)) {
        if (type == USERNAME) {
            for_us = is_for_us(value, length, ufrag);
        }
        if (type == MESSAGE_INTEGRITY) {
            const size_t before = (size_t)(value - packet) - ATTRIBUTE_HEADER;
            return for_us && length == INTEGRITY_SIZE &&
                    integrity_is_right(packet, before, value, pwd);
        }
        if (!byte_reader_skip(&reader, (4 - length % 4U) % 4U)) {
            return false;
        }
    }
    return false;
}
