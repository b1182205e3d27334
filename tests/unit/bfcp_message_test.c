#include "mcu/wire/bfcp_message.h"

#include <glib.h>

#include <string.h>

/* Put together by hand from RFC 8855, 5; conference 0x01020304, transaction 7, user 9. */
typedef struct Golden {
    const char *name;
    const char *bytes; /* in hexadecimal digits */
    BfcpMessage message;
} Golden;

#define OF_DATAGRAM                                                                                \
    .version = BFCP_VERSION_DATAGRAM, .conference = 0x01020304, .transaction = 7, .user = 9

static const Golden golden[] = {
        {"Hello", "400b0000 01020304 00070009", {OF_DATAGRAM, .primitive = BFCP_HELLO}},
        {"Hello over TCP", "200b0000 01020304 00070009",
                {.version = 1,
                        .conference = 0x01020304,
                        .transaction = 7,
                        .user = 9,
                        .primitive = BFCP_HELLO}},
        {"HelloAck",
                "500c000a 01020304 00070009"
                "161301 02030405060708090a0b0c0d0e0f1011 00"
                "1414 02 0406080a0c0e10121416181a1c1e202224 ",
                {OF_DATAGRAM, .response = true, .primitive = BFCP_HELLO_ACK, .primitives = 0x3fffe,
                        .attributes = 0x7fffe}},
        {"FloorRequest", "40010003 01020304 00070009 04040001 02040009 08044000",
                {OF_DATAGRAM, .primitive = BFCP_FLOOR_REQUEST, .floor_count = 1, .floors = {1},
                        .beneficiary = 9, .has_priority = true, .priority = 2}},
        {"FloorRelease", "40020001 01020304 00070009 06040003",
                {OF_DATAGRAM, .primitive = BFCP_FLOOR_RELEASE, .has_request_id = true,
                        .request_id = 3}},
        {"FloorRequestStatus",
                "50040007 01020304 00070009"
                "1e1c0003 24080003 0a040300 22080001 0a040300 1c040009 20040008",
                {OF_DATAGRAM, .response = true, .primitive = BFCP_FLOOR_REQUEST_STATUS,
                        .request_count = 1,
                        .requests = {{.id = 3,
                                .status = BFCP_GRANTED,
                                .floor = 1,
                                .beneficiary = 9,
                                .requested_by = 8}}}},
        {"FloorStatus of nobody", "40080001 01020304 00070009 04040001",
                {OF_DATAGRAM, .primitive = BFCP_FLOOR_STATUS, .floor_count = 1, .floors = {1}}},
        {"UserStatus",
                "50060006 01020304 00070009 1c040009 1e140003 24080003 0a040102 22080001 0a040102",
                {OF_DATAGRAM, .response = true, .primitive = BFCP_USER_STATUS, .beneficiary = 9,
                        .request_count = 1,
                        .requests = {{.id = 3,
                                .status = BFCP_PENDING,
                                .queue_position = 2,
                                .floor = 1}}}},
        {"Error of two attributes", "500d0002 01020304 00070009 0c05 04 fcfe 000000",
                {OF_DATAGRAM, .response = true, .primitive = BFCP_ERROR,
                        .error = BFCP_ERROR_ATTRIBUTE, .unknown_count = 2, .unknown = {126, 127}}},
        {"GoodbyeAck", "50110000 01020304 00070009",
                {OF_DATAGRAM, .response = true, .primitive = BFCP_GOODBYE_ACK}},
};

static GByteArray *bytes_of(const char *digits)
{
    GByteArray *bytes = g_byte_array_new();
    int high = -1;
    for (const char *digit = digits; *digit != '\0'; digit++) {
        const int value = g_ascii_xdigit_value(*digit);
        if (value < 0) {
            continue;
        }
        if (high >= 0) {
            const guint8 byte = (guint8)(high << 4 | value);
            g_byte_array_append(bytes, &byte, 1);
            high = -1;
        } else {
            high = value;
        }
    }
    g_assert_cmpint(high, ==, -1);
    return bytes;
}

static void test_is_as_the_rfc_has_it(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(golden); i++) {
        g_autoptr(GByteArray) bytes = bytes_of(golden[i].bytes);
        uint8_t buffer[BFCP_SIZE_MAX];
        ByteWriter writer = byte_writer(buffer, sizeof buffer);
        BfcpMessage read;
        g_test_message("%s", golden[i].name);
        bfcp_message_write(&golden[i].message, &writer);
        g_assert_cmpmem(buffer, writer.size, bytes->data, bytes->len);
        g_assert_cmpint(bfcp_message_read(bytes->data, bytes->len, &read), ==, BFCP_READ_OK);
        writer = byte_writer(buffer, sizeof buffer);
        bfcp_message_write(&read, &writer);
        g_assert_cmpmem(buffer, writer.size, bytes->data, bytes->len);
    }
}

/* As others write them: with M bits, texts, padding that is missing at the end of a group, unknown attributes. */
static void test_reads_what_others_write(void)
{
    static const char cisco[] =
            "20010005 00000001 00010002 05040001 1107 5a6f6f6d20 00 0904 4000 f1040000";
    static const char texts[] =
            "40040005 00000001 00010002 1e130001 24080001 0a040300 1807 4142434445 00";
    BfcpMessage read;
    g_autoptr(GByteArray) request = bytes_of(cisco);
    g_assert_cmpint(
            bfcp_message_read(request->data, request->len, &read), ==, BFCP_READ_ATTRIBUTES);
    g_assert_cmpuint(read.floor_count, ==, 1);
    g_assert_cmpuint(read.floors[0], ==, 1);
    g_assert_true(read.has_priority);
    g_assert_cmpuint(read.unknown_count, ==, 1);
    g_assert_cmpuint(read.unknown[0], ==, 0x78);
    g_autoptr(GByteArray) odd = bytes_of(texts);
    g_assert_cmpint(bfcp_message_read(odd->data, odd->len, &read), ==, BFCP_READ_OK);
    g_assert_cmpuint(read.request_count, ==, 1);
    g_assert_cmpint(read.requests[0].status, ==, BFCP_GRANTED);
}

static void test_bounds_what_is_many(void)
{
    uint8_t bytes[BFCP_HEADER_SIZE + 4 * 40] = {0x40, BFCP_FLOOR_QUERY, 0, 40};
    BfcpMessage read;
    for (size_t i = 0; i < 40; i++) {
        const uint8_t floor[] = {i < 20 ? 0x04 : 0xff, 4, 0, (uint8_t)i};
        memcpy(bytes + BFCP_HEADER_SIZE + 4 * i, floor, sizeof floor);
    }
    g_assert_cmpint(bfcp_message_read(bytes, sizeof bytes, &read), ==, BFCP_READ_ATTRIBUTES);
    g_assert_cmpuint(read.floor_count, ==, BFCP_FLOORS_MAX);
    g_assert_cmpuint(read.unknown_count, ==, BFCP_UNKNOWN_MAX);
}

static void test_says_what_is_wrong(void)
{
    static const struct {
        const char *reason;
        const char *bytes;
        BfcpRead result;
    } cases[] = {
            {"nothing", "", BFCP_READ_NOTHING},
            {"a byte short of a header", "400b0000 01020304 000700", BFCP_READ_NOTHING},
            {"version 0", "000b0000 01020304 00070009", BFCP_READ_VERSION},
            {"version 3", "600b0000 01020304 00070009", BFCP_READ_VERSION},
            {"longer than it is", "400b0001 01020304 00070009", BFCP_READ_LENGTH},
            {"shorter than it is", "400b0000 01020304 00070009 04040001", BFCP_READ_LENGTH},
            {"a fragment", "480b0001 01020304 00070009 00000001 04040001", BFCP_READ_LENGTH},
            {"a fragment without its place", "480b0000 01020304 00070009 0000", BFCP_READ_LENGTH},
            {"a fragment beyond the end", "480b0001 01020304 00070009 00010001", BFCP_READ_LENGTH},
            {"an attribute of length 1", "40010001 01020304 00070009 04010001",
                    BFCP_READ_MALFORMED},
            {"an attribute beyond the end", "40010001 01020304 00070009 04060001",
                    BFCP_READ_MALFORMED},
            {"a floor of one byte", "40010001 01020304 00070009 04030100", BFCP_READ_MALFORMED},
            {"a status that is none", "40040003 01020304 00070009 1e0c0003 24080003 0a040800",
                    BFCP_READ_MALFORMED},
            {"a group that ends in the midst of one",
                    "40040002 01020304 00070009 1e080003 24080003", BFCP_READ_MALFORMED},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(GByteArray) bytes = bytes_of(cases[i].bytes);
        BfcpMessage read = {0};
        g_test_message("%s", cases[i].reason);
        g_assert_cmpint(
                bfcp_message_read(bytes->data, bytes->len, &read), ==, (int)cases[i].result);
        g_assert_true(cases[i].result == BFCP_READ_NOTHING || read.transaction == 7);
    }
}

static void test_reads_parts(void)
{
    g_autoptr(GByteArray) bytes = bytes_of("48010003 01020304 00070009 00010002 02040009 08044000");
    BfcpHeader header;
    g_assert_cmpint(bfcp_message_read_header(bytes->data, bytes->len, &header), ==, BFCP_READ_OK);
    g_assert_true(header.fragment && !header.response);
    g_assert_cmpuint(header.payload_size, ==, 12);
    g_assert_cmpuint(header.fragment_offset, ==, 4);
    g_assert_cmpuint(header.fragment_size, ==, 8);
}

static void test_stays_within_its_room(void)
{
    const BfcpMessage *message = &golden[5].message;
    for (size_t room = 0; room < 40; room++) {
        uint8_t *buffer = g_malloc(room + 1);
        ByteWriter writer = byte_writer(buffer, room);
        bfcp_message_write(message, &writer);
        g_assert_true(writer.full);
        g_free(buffer);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/bfcp_message/is_as_the_rfc_has_it", test_is_as_the_rfc_has_it);
    g_test_add_func("/bfcp_message/reads_what_others_write", test_reads_what_others_write);
    g_test_add_func("/bfcp_message/bounds_what_is_many", test_bounds_what_is_many);
    g_test_add_func("/bfcp_message/says_what_is_wrong", test_says_what_is_wrong);
    g_test_add_func("/bfcp_message/reads_parts", test_reads_parts);
    g_test_add_func("/bfcp_message/stays_within_its_room", test_stays_within_its_room);
    return g_test_run();
}
