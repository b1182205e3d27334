#include "mcu/wire/bfcp_message.h"

#include "mcu/wire/byte_reader.h"

#include <glib.h>

/* RFC 8855, 5.2: the types of attributes. */
enum {
    BENEFICIARY_ID = 1,
    FLOOR_ID,
    FLOOR_REQUEST_ID,
    PRIORITY,
    REQUEST_STATUS,
    ERROR_CODE,
    ERROR_INFO,
    PARTICIPANT_PROVIDED_INFO,
    STATUS_INFO,
    SUPPORTED_ATTRIBUTES,
    SUPPORTED_PRIMITIVES,
    USER_DISPLAY_NAME,
    USER_URI,
    BENEFICIARY_INFORMATION,
    FLOOR_REQUEST_INFORMATION,
    REQUESTED_BY_INFORMATION,
    FLOOR_REQUEST_STATUS,
    OVERALL_REQUEST_STATUS,
    ATTRIBUTES_END,

    ATTRIBUTE_HEADER_SIZE = 2,
    VERSION_SHIFT = 5,
    RESPONSE_BIT = 0x10,
    FRAGMENT_BIT = 0x08,
    MANDATORY_BIT = 0x01,
    PRIORITY_SHIFT = 13,
    BITS = 32,
};

static const size_t word_size = 4;

static size_t padding_of(size_t size)
{
    return (word_size - size % word_size) % word_size;
}

uint32_t bfcp_message_primitives(void)
{
    return (UINT32_C(1) << BFCP_PRIMITIVES_END) - 2; /* from 1 on */
}

uint32_t bfcp_message_attributes(void)
{
    return (UINT32_C(1) << ATTRIBUTES_END) - 2;
}

bool bfcp_message_is_response(uint8_t primitive)
{
    static const uint32_t acknowledgements = UINT32_C(1) << BFCP_CHAIR_ACTION_ACK |
            UINT32_C(1) << BFCP_HELLO_ACK | UINT32_C(1) << BFCP_FLOOR_REQUEST_STATUS_ACK |
            UINT32_C(1) << BFCP_FLOOR_STATUS_ACK | UINT32_C(1) << BFCP_GOODBYE_ACK |
            UINT32_C(1) << BFCP_USER_STATUS | UINT32_C(1) << BFCP_ERROR;
    return primitive < BFCP_PRIMITIVES_END && (acknowledgements >> primitive & 1U) != 0;
}

/* ---- attributes that are read ---- */

typedef struct Attribute {
    uint8_t type;
    bool mandatory;
    ByteReader value;
} Attribute;

/* @return false: at the end, or (`*ret_bad`) what follows is none */
static bool next_attribute(ByteReader *reader, Attribute *ret_attribute, bool *ret_bad)
{
    uint8_t type = 0;
    uint8_t size = 0;
    const uint8_t *value = NULL;
    if (byte_reader_left(reader) == 0) {
        return false;
    }
    *ret_bad = !byte_reader_u8(reader, &type) || !byte_reader_u8(reader, &size) ||
            size < ATTRIBUTE_HEADER_SIZE ||
            !byte_reader_bytes(reader, (size_t)size - ATTRIBUTE_HEADER_SIZE, &value);
    if (*ret_bad) {
        return false;
    }
    /* Of the last one within a group the padding may be the group's. */
    (void)byte_reader_skip(reader, MIN(padding_of(size), byte_reader_left(reader)));
    *ret_attribute = (Attribute){
            .type = type >> 1,
            .mandatory = (type & MANDATORY_BIT) != 0,
            .value = byte_reader(value, (size_t)size - ATTRIBUTE_HEADER_SIZE),
    };
    return true;
}

static void note_unknown(BfcpMessage *message, const Attribute *attribute)
{
    if (attribute->mandatory && message->unknown_count < BFCP_UNKNOWN_MAX) {
        message->unknown[message->unknown_count++] = attribute->type;
    }
}

static bool read_status(ByteReader *value, BfcpRequest *request)
{
    uint8_t status = 0;
    if (!byte_reader_u8(value, &status) || !byte_reader_u8(value, &request->queue_position) ||
            status > BFCP_REVOKED) {
        return false;
    }
    request->status = (BfcpStatus)status;
    return true;
}

/* FLOOR-REQUEST-STATUS and OVERALL-REQUEST-STATUS: a number, and a status within. The overall one counts. */
static bool read_status_group(Attribute *group, BfcpRequest *request)
{
    uint16_t number = 0;
    Attribute inner;
    bool bad = false;
    if (!byte_reader_u16(&group->value, &number)) {
        return false;
    }
    const bool overall = group->type == OVERALL_REQUEST_STATUS;
    if (!overall) {
        request->floor = number;
    }
    while (next_attribute(&group->value, &inner, &bad)) {
        if (inner.type == REQUEST_STATUS && (overall || request->status == BFCP_STATUS_NONE) &&
                !read_status(&inner.value, request)) {
            return false;
        }
    }
    return !bad;
}

static bool read_request_part(Attribute *part, BfcpMessage *message, BfcpRequest *request)
{
    switch (part->type) {
    case FLOOR_REQUEST_STATUS:
    case OVERALL_REQUEST_STATUS:
        return read_status_group(part, request);
    case BENEFICIARY_INFORMATION:
        return byte_reader_u16(&part->value, &request->beneficiary);
    case REQUESTED_BY_INFORMATION:
        return byte_reader_u16(&part->value, &request->requested_by);
    default:
        if (part->type == 0 || part->type >= ATTRIBUTES_END) {
            note_unknown(message, part);
        }
        return true;
    }
}

static bool read_request(Attribute *group, BfcpMessage *message)
{
    BfcpRequest request = {0};
    Attribute part;
    bool bad = false;
    if (!byte_reader_u16(&group->value, &request.id)) {
        return false;
    }
    while (next_attribute(&group->value, &part, &bad)) {
        if (!read_request_part(&part, message, &request)) {
            return false;
        }
    }
    if (message->request_count < BFCP_REQUESTS_MAX) {
        message->requests[message->request_count++] = request;
    }
    return !bad;
}

static bool read_floor(ByteReader *value, BfcpMessage *message)
{
    uint16_t floor = 0;
    if (!byte_reader_u16(value, &floor)) {
        return false;
    }
    if (message->floor_count < BFCP_FLOORS_MAX) {
        message->floors[message->floor_count++] = floor;
    }
    return true;
}

static bool read_error(ByteReader *value, BfcpMessage *message)
{
    uint8_t type = 0;
    if (!byte_reader_u8(value, &message->error)) {
        return false;
    }
    while (message->error == BFCP_ERROR_ATTRIBUTE && byte_reader_u8(value, &type)) {
        if (message->unknown_count < BFCP_UNKNOWN_MAX) {
            message->unknown[message->unknown_count++] = type >> 1;
        }
    }
    return true;
}

static bool read_priority(ByteReader *value, BfcpMessage *message)
{
    uint16_t priority = 0;
    message->has_priority = byte_reader_u16(value, &priority);
    message->priority = (uint8_t)(priority >> PRIORITY_SHIFT);
    return message->has_priority;
}

/* One number a byte. @param shift  of attributes: beside the number is a bit */
static uint32_t read_bits(ByteReader *value, unsigned shift)
{
    uint32_t bits = 0;
    uint8_t number = 0;
    while (byte_reader_u8(value, &number)) {
        bits |= number >> shift < BITS ? UINT32_C(1) << (number >> shift) : 0;
    }
    return bits;
}

static bool read_attribute(Attribute *attribute, BfcpMessage *message)
{
    ByteReader *value = &attribute->value;
    switch (attribute->type) {
    case BENEFICIARY_ID:
    case BENEFICIARY_INFORMATION:
        return byte_reader_u16(value, &message->beneficiary);
    case FLOOR_ID:
        return read_floor(value, message);
    case FLOOR_REQUEST_ID:
        message->has_request_id = byte_reader_u16(value, &message->request_id);
        return message->has_request_id;
    case PRIORITY:
        return read_priority(value, message);
    case ERROR_CODE:
        return message->primitive != BFCP_ERROR || read_error(value, message);
    case SUPPORTED_ATTRIBUTES:
        message->attributes = read_bits(value, 1);
        return true;
    case SUPPORTED_PRIMITIVES:
        message->primitives = read_bits(value, 0);
        return true;
    case FLOOR_REQUEST_INFORMATION:
        return read_request(attribute, message);
    default: /* texts, which say nothing to a machine */
        if (attribute->type == 0 || attribute->type >= ATTRIBUTES_END) {
            note_unknown(message, attribute);
        }
        return true;
    }
}

/* ---- messages that are read ---- */

BfcpRead bfcp_message_read_header(const uint8_t *data, size_t size, BfcpHeader *out_header)
{
    ByteReader reader = byte_reader(data, size);
    BfcpHeader header = {0};
    uint8_t first = 0;
    uint16_t words = 0;
    uint16_t offset = 0;
    uint16_t length = 0;
    if (!byte_reader_u8(&reader, &first) || !byte_reader_u8(&reader, &header.primitive) ||
            !byte_reader_u16(&reader, &words) || !byte_reader_u32(&reader, &header.conference) ||
            !byte_reader_u16(&reader, &header.transaction) ||
            !byte_reader_u16(&reader, &header.user)) {
        return BFCP_READ_NOTHING;
    }
    header.version = first >> VERSION_SHIFT;
    header.response = (first & RESPONSE_BIT) != 0;
    header.fragment = (first & FRAGMENT_BIT) != 0;
    header.payload_size = (size_t)words * word_size;
    header.fragment_size = header.payload_size;
    *out_header = header;
    if (header.version != BFCP_VERSION_STREAM && header.version != BFCP_VERSION_DATAGRAM) {
        return BFCP_READ_VERSION;
    }
    if (!header.fragment) {
        return BFCP_READ_OK;
    }
    if (!byte_reader_u16(&reader, &offset) || !byte_reader_u16(&reader, &length)) {
        return BFCP_READ_LENGTH;
    }
    out_header->fragment_offset = (size_t)offset * word_size;
    out_header->fragment_size = (size_t)length * word_size;
    return out_header->fragment_offset + out_header->fragment_size <= header.payload_size
            ? BFCP_READ_OK
            : BFCP_READ_LENGTH;
}

BfcpRead bfcp_message_read(const uint8_t *data, size_t size, BfcpMessage *out_message)
{
    BfcpHeader header;
    const BfcpRead result = bfcp_message_read_header(data, size, &header);
    if (result == BFCP_READ_NOTHING) {
        return result;
    }
    BfcpMessage message = {
            .version = header.version,
            .response = header.response,
            .primitive = header.primitive,
            .conference = header.conference,
            .transaction = header.transaction,
            .user = header.user,
    };
    *out_message = message;
    if (result != BFCP_READ_OK) {
        return result;
    }
    if (header.fragment || header.payload_size != size - BFCP_HEADER_SIZE) {
        return BFCP_READ_LENGTH;
    }
    ByteReader reader = byte_reader(data + BFCP_HEADER_SIZE, header.payload_size);
    Attribute attribute;
    bool bad = false;
    while (next_attribute(&reader, &attribute, &bad)) {
        if (!read_attribute(&attribute, &message)) {
            return BFCP_READ_MALFORMED;
        }
    }
    if (bad) {
        return BFCP_READ_MALFORMED;
    }
    *out_message = message;
    return message.unknown_count > 0 && message.primitive != BFCP_ERROR ? BFCP_READ_ATTRIBUTES
                                                                        : BFCP_READ_OK;
}

/* ---- messages that are written ---- */

/* The M bit is for extensions: what the RFC itself has, everybody knows. */
static size_t begin_attribute(ByteWriter *writer, uint8_t type)
{
    const size_t start = writer->size;
    byte_writer_u16(writer, (uint16_t)(type << 9U));
    return start;
}

static void end_attribute(ByteWriter *writer, size_t start, uint8_t type)
{
    const size_t size = writer->size - start;
    byte_writer_put_u16(writer, start, (uint16_t)((unsigned)type << 9U | size));
    byte_writer_zeros(writer, padding_of(size));
}

static void write_u16(ByteWriter *writer, uint8_t type, uint16_t value)
{
    const size_t start = begin_attribute(writer, type);
    byte_writer_u16(writer, value);
    end_attribute(writer, start, type);
}

static void write_bits(ByteWriter *writer, uint8_t type, uint32_t bits, unsigned shift)
{
    const size_t start = begin_attribute(writer, type);
    for (unsigned i = 0; i < BITS; i++) {
        if ((bits >> i & 1U) != 0) {
            byte_writer_u8(writer, (uint8_t)(i << shift));
        }
    }
    end_attribute(writer, start, type);
}

static void write_status(ByteWriter *writer, uint8_t type, uint16_t number, const BfcpRequest *of)
{
    const size_t start = begin_attribute(writer, type);
    byte_writer_u16(writer, number);
    const size_t inner = begin_attribute(writer, REQUEST_STATUS);
    byte_writer_u8(writer, (uint8_t)of->status);
    byte_writer_u8(writer, of->queue_position);
    end_attribute(writer, inner, REQUEST_STATUS);
    end_attribute(writer, start, type);
}

static void write_request(ByteWriter *writer, const BfcpRequest *request)
{
    const size_t start = begin_attribute(writer, FLOOR_REQUEST_INFORMATION);
    byte_writer_u16(writer, request->id);
    write_status(writer, OVERALL_REQUEST_STATUS, request->id, request);
    write_status(writer, FLOOR_REQUEST_STATUS, request->floor, request);
    if (request->beneficiary != 0) {
        write_u16(writer, BENEFICIARY_INFORMATION, request->beneficiary);
    }
    if (request->requested_by != 0) {
        write_u16(writer, REQUESTED_BY_INFORMATION, request->requested_by);
    }
    end_attribute(writer, start, FLOOR_REQUEST_INFORMATION);
}

static void write_error(ByteWriter *writer, const BfcpMessage *message)
{
    const size_t start = begin_attribute(writer, ERROR_CODE);
    byte_writer_u8(writer, message->error);
    for (size_t i = 0; message->error == BFCP_ERROR_ATTRIBUTE && i < message->unknown_count; i++) {
        byte_writer_u8(writer, (uint8_t)(message->unknown[i] << 1U));
    }
    end_attribute(writer, start, ERROR_CODE);
}

static void write_attributes(ByteWriter *writer, const BfcpMessage *message)
{
    for (size_t i = 0; i < message->floor_count; i++) {
        write_u16(writer, FLOOR_ID, message->floors[i]);
    }
    if (message->beneficiary != 0) {
        write_u16(writer,
                message->primitive == BFCP_USER_STATUS ? BENEFICIARY_INFORMATION : BENEFICIARY_ID,
                message->beneficiary);
    }
    if (message->has_request_id) {
        write_u16(writer, FLOOR_REQUEST_ID, message->request_id);
    }
    if (message->has_priority) {
        write_u16(writer, PRIORITY, (uint16_t)(message->priority << PRIORITY_SHIFT));
    }
    for (size_t i = 0; i < message->request_count; i++) {
        write_request(writer, &message->requests[i]);
    }
    if (message->error != 0) {
        write_error(writer, message);
    }
    if (message->primitives != 0) {
        write_bits(writer, SUPPORTED_PRIMITIVES, message->primitives, 0);
    }
    if (message->attributes != 0) {
        write_bits(writer, SUPPORTED_ATTRIBUTES, message->attributes, 1);
    }
}

void bfcp_message_write(const BfcpMessage *message, ByteWriter *writer)
{
    const size_t start = writer->size;
    const unsigned first = (unsigned)message->version << VERSION_SHIFT |
            (message->response ? (unsigned)RESPONSE_BIT : 0U);
    byte_writer_u8(writer, (uint8_t)first);
    byte_writer_u8(writer, message->primitive);
    byte_writer_u16(writer, 0); /* its length, once it is known */
    byte_writer_u32(writer, message->conference);
    byte_writer_u16(writer, message->transaction);
    byte_writer_u16(writer, message->user);
    write_attributes(writer, message);
    byte_writer_put_u16(
            writer, start + 2, (uint16_t)((writer->size - start - BFCP_HEADER_SIZE) / word_size));
}
