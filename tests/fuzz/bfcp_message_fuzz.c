#include "mcu/wire/bfcp_message.h"
#include "tests/fuzz/fuzz.h"

#include <glib.h>

#include <string.h>

/* What was read is written, read again, and written the same. */
static void check_round_trip(const BfcpMessage *message)
{
    uint8_t first[BFCP_SIZE_MAX];
    uint8_t second[BFCP_SIZE_MAX];
    ByteWriter writer = byte_writer(first, sizeof first);
    BfcpMessage again;
    bfcp_message_write(message, &writer);
    g_assert(!writer.full);
    const size_t size = writer.size;
    const BfcpRead result = bfcp_message_read(first, size, &again);
    g_assert(result == BFCP_READ_OK);
    writer = byte_writer(second, sizeof second);
    bfcp_message_write(&again, &writer);
    g_assert(!writer.full && writer.size == size && memcmp(first, second, size) == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    BfcpHeader header;
    BfcpMessage message;
    const BfcpRead result = bfcp_message_read_header(data, size, &header);
    g_assert(result != BFCP_READ_OK ||
            header.fragment_offset + header.fragment_size <= header.payload_size);
    switch (bfcp_message_read(data, size, &message)) {
    case BFCP_READ_OK:
    case BFCP_READ_ATTRIBUTES:
        g_assert(message.floor_count <= BFCP_FLOORS_MAX);
        g_assert(message.request_count <= BFCP_REQUESTS_MAX);
        g_assert(message.unknown_count <= BFCP_UNKNOWN_MAX);
        check_round_trip(&message);
        break;
    case BFCP_READ_NOTHING:
    case BFCP_READ_VERSION:
    case BFCP_READ_LENGTH:
    case BFCP_READ_MALFORMED:
        break;
    }
    return 0;
}
