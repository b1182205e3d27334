#include "mcu/net/bfcp_server.h"

#include "mcu/wire/bfcp_message.h"

#include <string.h>

enum { CONFERENCE = 0x01020304, USER = 9, FLOOR = 1, SENT_MAX = 32 };

/* A device and what it is told. */
typedef struct Device {
    BfcpServer *server;
    int64_t now_us;
    uint16_t transaction;
    size_t count;
    BfcpMessage sent[SENT_MAX]; /* to it */
    unsigned requested, released;
} Device;

static void on_send(const uint8_t *message, size_t size, void *user_data)
{
    Device *device = user_data;
    g_assert_cmpuint(device->count, <, SENT_MAX);
    g_assert_cmpint(
            bfcp_message_read(message, size, &device->sent[device->count++]), ==, BFCP_READ_OK);
}

static void on_requested(void *user_data)
{
    ((Device *)user_data)->requested++;
}

static void on_released(void *user_data)
{
    ((Device *)user_data)->released++;
}

static const BfcpServerEvents events = {
        .send = on_send, .requested = on_requested, .released = on_released};

static void begin(Device *device, bool datagrams)
{
    const BfcpServerConfig config = {
            .conference = CONFERENCE, .user = USER, .floor = FLOOR, .datagrams = datagrams};
    *device = (Device){.now_us = 1000000, .transaction = 100};
    device->server = bfcp_server_new(&config, &events, device);
}

static void say(Device *device, const BfcpMessage *message)
{
    uint8_t bytes[BFCP_SIZE_MAX];
    ByteWriter writer = byte_writer(bytes, sizeof bytes);
    bfcp_message_write(message, &writer);
    bfcp_server_receive(device->server, bytes, writer.size, device->now_us);
}

static BfcpMessage of_device(Device *device, uint8_t primitive)
{
    return (BfcpMessage){
            .version = BFCP_VERSION_DATAGRAM,
            .primitive = primitive,
            .conference = CONFERENCE,
            .transaction = ++device->transaction,
            .user = USER,
    };
}

static const BfcpMessage *last(const Device *device)
{
    g_assert_cmpuint(device->count, >, 0);
    return &device->sent[device->count - 1];
}

static void ask(Device *device)
{
    BfcpMessage message = of_device(device, BFCP_FLOOR_REQUEST);
    message.floors[message.floor_count++] = FLOOR;
    say(device, &message);
}

static void release(Device *device, uint16_t request)
{
    BfcpMessage message = of_device(device, BFCP_FLOOR_RELEASE);
    message.has_request_id = true;
    message.request_id = request;
    say(device, &message);
}

static void acknowledge(Device *device)
{
    const BfcpMessage *notice = last(device);
    BfcpMessage message = of_device(device,
            notice->primitive == BFCP_FLOOR_STATUS ? BFCP_FLOOR_STATUS_ACK
                                                   : BFCP_FLOOR_REQUEST_STATUS_ACK);
    message.response = true;
    message.transaction = notice->transaction;
    say(device, &message);
}

static void assert_status(const Device *device, BfcpStatus status, bool response)
{
    const BfcpMessage *message = last(device);
    g_assert_cmpuint(message->primitive, ==, BFCP_FLOOR_REQUEST_STATUS);
    g_assert_cmpuint(message->request_count, ==, 1);
    g_assert_cmpint(message->requests[0].status, ==, (int)status);
    g_assert_cmpuint(message->requests[0].floor, ==, FLOOR);
    g_assert_true(message->response == response);
    g_assert_true(!response || message->transaction == device->transaction);
}

static void test_grants_and_takes_back(void)
{
    static const struct {
        const char *reason;
        bool granted, by_device;
        BfcpStatus status;
    } cases[] = {
            {"denied", false, false, BFCP_DENIED},
            {"withdrawn", false, true, BFCP_CANCELLED},
            {"given back", true, true, BFCP_RELEASED},
            {"overridden", true, false, BFCP_REVOKED},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        Device device;
        g_test_message("%s", cases[i].reason);
        begin(&device, true);
        ask(&device);
        assert_status(&device, BFCP_PENDING, true);
        g_assert_cmpuint(device.requested, ==, 1);
        const uint16_t request = last(&device)->requests[0].id;
        if (cases[i].granted) {
            bfcp_server_set_presents(device.server, true, device.now_us);
            assert_status(&device, BFCP_GRANTED, false);
            g_assert_cmpuint(last(&device)->transaction, >=, 0x8000); /* none of the device's */
            acknowledge(&device);
        }
        if (cases[i].by_device) {
            release(&device, request);
        } else if (cases[i].granted) {
            bfcp_server_set_presents(device.server, false, device.now_us);
        } else {
            bfcp_server_refuse(device.server, device.now_us);
        }
        assert_status(&device, cases[i].status, cases[i].by_device);
        g_assert_cmpuint(device.released, ==, cases[i].by_device ? 1 : 0);
        release(&device, request); /* too late, and without harm */
        assert_status(&device, cases[i].status, true);
        g_assert_cmpuint(device.released, ==, cases[i].by_device ? 1 : 0);
        bfcp_server_free(device.server);
    }
}

/* What it asks again is answered again, and is asked once. */
static void test_answers_again(void)
{
    Device device;
    begin(&device, true);
    ask(&device);
    device.transaction--;
    device.now_us += BFCP_ANSWER_US - 1;
    ask(&device);
    assert_status(&device, BFCP_PENDING, true);
    g_assert_cmpuint(last(&device)->requests[0].id, ==, device.sent[0].requests[0].id);
    g_assert_cmpuint(device.requested, ==, 1);
    g_assert_cmpuint(bfcp_server_stats(device.server).repeated, ==, 1);
    bfcp_server_free(device.server);
}

/* However many there were. */
static void test_its_numbers_are_no_device_s(void)
{
    Device device;
    begin(&device, true);
    uint16_t before = 0;
    for (unsigned i = 0; i < UINT16_MAX + 10U; i++) {
        ask(&device);
        bfcp_server_set_presents(device.server, true, device.now_us);
        const uint16_t transaction = last(&device)->transaction;
        g_assert_cmpuint(transaction, >=, 0x8000);
        g_assert_cmpuint(transaction, !=, before);
        before = transaction;
        acknowledge(&device);
        release(&device, last(&device)->requests[0].id);
        device.count = 0;
        device.transaction = 100; /* long after: a question of its own */
        device.now_us += 2 * (int64_t)BFCP_ANSWER_US;
    }
    bfcp_server_free(device.server);
}

/* A notice goes out four times, in steps that double; an acknowledgement ends that. */
static void test_says_again_what_is_lost(void)
{
    Device device;
    begin(&device, true);
    ask(&device);
    bfcp_server_set_presents(device.server, true, device.now_us);
    const uint16_t transaction = last(&device)->transaction;
    const size_t before = device.count;
    for (unsigned i = 1; i < BFCP_TRIES_MAX; i++) {
        const int64_t due_us = bfcp_server_due_us(device.server);
        g_assert_cmpint(due_us - device.now_us, ==, (int64_t)BFCP_RETRY_US << (i - 1));
        bfcp_server_tick(device.server, due_us - 1);
        g_assert_cmpuint(device.count, ==, before + i - 1);
        device.now_us = due_us;
        bfcp_server_tick(device.server, due_us);
        g_assert_cmpuint(device.count, ==, before + i);
        g_assert_cmpuint(last(&device)->transaction, ==, transaction);
    }
    bfcp_server_tick(device.server, bfcp_server_due_us(device.server));
    g_assert_cmpuint(device.count, ==, before + BFCP_TRIES_MAX - 1);
    g_assert_cmpuint(bfcp_server_stats(device.server).lost, ==, 1);
    g_assert_cmpint(bfcp_server_due_us(device.server), ==, INT64_MAX);

    bfcp_server_set_presents(device.server, false, device.now_us);
    assert_status(&device, BFCP_REVOKED, false);
    acknowledge(&device);
    g_assert_cmpint(bfcp_server_due_us(device.server), ==, INT64_MAX);
    bfcp_server_free(device.server);
}

/* Granted, and revoked before that was acknowledged: the newer state does not wait for the older one. */
static void test_says_the_newest(void)
{
    Device device;
    begin(&device, true);
    ask(&device);
    bfcp_server_set_presents(device.server, true, device.now_us);
    bfcp_server_set_presents(device.server, false, device.now_us);
    assert_status(&device, BFCP_REVOKED, false);
    const size_t count = device.count;
    acknowledge(&device);
    g_assert_cmpuint(device.count, ==, count);
    bfcp_server_free(device.server);
}

static void test_denies_what_nobody_decides(void)
{
    Device device;
    begin(&device, true);
    ask(&device);
    g_assert_cmpint(bfcp_server_due_us(device.server), ==, device.now_us + BFCP_PATIENCE_US);
    bfcp_server_tick(device.server, device.now_us + BFCP_PATIENCE_US);
    assert_status(&device, BFCP_DENIED, false);
    g_assert_cmpuint(device.released, ==, 1);
    bfcp_server_free(device.server);
}

/* A device that has lost count keeps what it had; one that presents already has nothing to wait for. */
static void test_asks_twice(void)
{
    Device device;
    begin(&device, true);
    ask(&device);
    bfcp_server_set_presents(device.server, true, device.now_us);
    acknowledge(&device);
    ask(&device);
    assert_status(&device, BFCP_GRANTED, true);
    g_assert_cmpuint(device.requested, ==, 1);
    const uint16_t request = last(&device)->requests[0].id;
    release(&device, request);
    assert_status(&device, BFCP_RELEASED, true);
    ask(&device); /* before it is known here that it does not present any more */
    assert_status(&device, BFCP_PENDING, true);
    g_assert_cmpuint(device.requested, ==, 2);
    bfcp_server_set_presents(device.server, false, device.now_us);
    bfcp_server_set_presents(device.server, true, device.now_us);
    assert_status(&device, BFCP_GRANTED, false);
    bfcp_server_free(device.server);
}

/* Who asks how the floor stands is told, and told again when that changes. */
static void test_tells_of_the_floor(void)
{
    Device device;
    begin(&device, true);
    bfcp_server_set_others(device.server, true, device.now_us);
    g_assert_cmpuint(device.count, ==, 0); /* nobody asked */
    BfcpMessage query = of_device(&device, BFCP_FLOOR_QUERY);
    query.floors[query.floor_count++] = FLOOR;
    say(&device, &query);
    g_assert_cmpuint(last(&device)->primitive, ==, BFCP_FLOOR_STATUS);
    g_assert_cmpuint(last(&device)->request_count, ==, 1);
    g_assert_cmpuint(last(&device)->requests[0].beneficiary, !=, USER);
    bfcp_server_set_others(device.server, false, device.now_us);
    g_assert_cmpuint(last(&device)->primitive, ==, BFCP_FLOOR_STATUS);
    g_assert_cmpuint(last(&device)->request_count, ==, 0);
    g_assert_false(last(&device)->response);
    acknowledge(&device);
    ask(&device);
    g_assert_cmpuint(last(&device)->primitive, ==, BFCP_FLOOR_STATUS);
    g_assert_cmpint(last(&device)->requests[0].status, ==, BFCP_PENDING);
    bfcp_server_set_presents(device.server, true, device.now_us);
    assert_status(&device, BFCP_GRANTED, false); /* before the floor's state was acknowledged */
    acknowledge(&device);
    g_assert_cmpuint(last(&device)->primitive, ==, BFCP_FLOOR_STATUS);
    g_assert_cmpint(last(&device)->requests[0].status, ==, BFCP_GRANTED);

    BfcpMessage user = of_device(&device, BFCP_USER_QUERY);
    say(&device, &user);
    g_assert_cmpuint(last(&device)->primitive, ==, BFCP_USER_STATUS);
    g_assert_cmpuint(last(&device)->beneficiary, ==, USER);
    g_assert_cmpint(last(&device)->requests[0].status, ==, BFCP_GRANTED);
    bfcp_server_free(device.server);
}

static void test_says_hello_and_goodbye(void)
{
    Device device;
    begin(&device, true);
    BfcpMessage hello = of_device(&device, BFCP_HELLO);
    say(&device, &hello);
    g_assert_cmpuint(last(&device)->primitive, ==, BFCP_HELLO_ACK);
    g_assert_cmpuint(last(&device)->primitives, ==, bfcp_message_primitives());
    ask(&device);
    BfcpMessage goodbye = of_device(&device, BFCP_GOODBYE);
    say(&device, &goodbye);
    g_assert_cmpuint(last(&device)->primitive, ==, BFCP_GOODBYE_ACK);
    g_assert_cmpuint(device.released, ==, 1);
    bfcp_server_free(device.server);
}

static void test_refuses_with_the_right_number(void)
{
    static const struct {
        BfcpErrorCode code;
        BfcpMessage message;
    } cases[] = {
            {BFCP_ERROR_CONFERENCE, {.primitive = BFCP_HELLO, .conference = 5, .user = USER}},
            {BFCP_ERROR_USER, {.primitive = BFCP_HELLO, .conference = CONFERENCE, .user = 5}},
            {BFCP_ERROR_PRIMITIVE, {.primitive = 99, .conference = CONFERENCE, .user = USER}},
            {BFCP_ERROR_UNAUTHORIZED,
                    {.primitive = BFCP_CHAIR_ACTION, .conference = CONFERENCE, .user = USER}},
            {BFCP_ERROR_UNAUTHORIZED,
                    {.primitive = BFCP_FLOOR_REQUEST,
                            .conference = CONFERENCE,
                            .user = USER,
                            .beneficiary = 5,
                            .floor_count = 1,
                            .floors = {FLOOR}}},
            {BFCP_ERROR_FLOOR,
                    {.primitive = BFCP_FLOOR_REQUEST, .conference = CONFERENCE, .user = USER}},
            {BFCP_ERROR_FLOOR,
                    {.primitive = BFCP_FLOOR_QUERY,
                            .conference = CONFERENCE,
                            .user = USER,
                            .floor_count = 2,
                            .floors = {FLOOR, 2}}},
            {BFCP_ERROR_REQUEST,
                    {.primitive = BFCP_FLOOR_RELEASE,
                            .conference = CONFERENCE,
                            .user = USER,
                            .has_request_id = true}},
            {BFCP_ERROR_REQUEST,
                    {.primitive = BFCP_FLOOR_REQUEST_QUERY,
                            .conference = CONFERENCE,
                            .user = USER}},
            {BFCP_ERROR_VERSION,
                    {.version = 3,
                            .primitive = BFCP_HELLO,
                            .conference = CONFERENCE,
                            .user = USER}},
    };
    Device device;
    begin(&device, true);
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        BfcpMessage message = cases[i].message;
        message.version = message.version != 0 ? message.version : (uint8_t)BFCP_VERSION_DATAGRAM;
        message.transaction = ++device.transaction;
        say(&device, &message);
        g_assert_cmpuint(last(&device)->primitive, ==, BFCP_ERROR);
        g_assert_cmpuint(last(&device)->error, ==, cases[i].code);
        g_assert_cmpuint(last(&device)->transaction, ==, device.transaction);
    }
    g_assert_cmpuint(bfcp_server_stats(device.server).refused, ==, G_N_ELEMENTS(cases));
    g_assert_cmpuint(device.requested, ==, 0);
    bfcp_server_free(device.server);
}

/* @return how many of them were sent before an answer came */
static size_t say_in_parts(Device *device, const size_t *order, size_t count)
{
    uint8_t whole[BFCP_SIZE_MAX];
    ByteWriter writer = byte_writer(whole, sizeof whole);
    BfcpMessage message = of_device(device, BFCP_FLOOR_REQUEST);
    message.floors[message.floor_count++] = FLOOR;
    message.has_priority = true;
    bfcp_message_write(&message, &writer);
    for (size_t i = 0; i < count; i++) {
        uint8_t part[BFCP_HEADER_SIZE + BFCP_FRAGMENT_SIZE + 4];
        memcpy(part, whole, BFCP_HEADER_SIZE);
        part[0] |= 0x08;
        const uint8_t place[] = {0, (uint8_t)order[i], 0, 1};
        memcpy(part + BFCP_HEADER_SIZE, place, sizeof place);
        memcpy(part + BFCP_HEADER_SIZE + BFCP_FRAGMENT_SIZE,
                whole + BFCP_HEADER_SIZE + 4 * order[i], 4);
        bfcp_server_receive(device->server, part, sizeof part, device->now_us);
        if (device->count > 0) {
            return i + 1;
        }
    }
    return 0;
}

static void test_puts_parts_together(void)
{
    static const size_t turned[] = {1, 1, 0};
    static const size_t half[] = {0, 0, 0};
    Device device;
    begin(&device, true);
    g_assert_cmpuint(say_in_parts(&device, half, 3), ==, 0);
    g_assert_cmpuint(say_in_parts(&device, turned, 3), ==, 3);
    assert_status(&device, BFCP_PENDING, true);

    /* What says that it is larger than anything is not waited for. */
    uint8_t huge[BFCP_HEADER_SIZE + BFCP_FRAGMENT_SIZE + 4] = {
            0x48, BFCP_HELLO, 0xff, 0xff, 1, 2, 3, 4, 0, 1, 0, USER, 0xff, 0xfe, 0, 1};
    const size_t count = device.count;
    bfcp_server_receive(device.server, huge, sizeof huge, device.now_us);
    g_assert_cmpuint(device.count, ==, count);
    bfcp_server_free(device.server);
}

/* Over TCP nothing is said twice, and what is not asked for has the number 0. */
static void test_trusts_a_stream(void)
{
    Device device;
    begin(&device, false);
    BfcpMessage message = of_device(&device, BFCP_FLOOR_REQUEST);
    message.version = BFCP_VERSION_STREAM;
    message.floors[message.floor_count++] = FLOOR;
    say(&device, &message);
    assert_status(&device, BFCP_PENDING, false);
    bfcp_server_set_presents(device.server, true, device.now_us);
    assert_status(&device, BFCP_GRANTED, false);
    g_assert_cmpuint(last(&device)->transaction, ==, 0);
    g_assert_cmpint(bfcp_server_due_us(device.server), ==, INT64_MAX);
    bfcp_server_disconnected(device.server);
    g_assert_cmpuint(device.released, ==, 1);
    bfcp_server_free(device.server);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/bfcp_server/grants_and_takes_back", test_grants_and_takes_back);
    g_test_add_func("/bfcp_server/answers_again", test_answers_again);
    g_test_add_func("/bfcp_server/its_numbers_are_no_device_s", test_its_numbers_are_no_device_s);
    g_test_add_func("/bfcp_server/says_again_what_is_lost", test_says_again_what_is_lost);
    g_test_add_func("/bfcp_server/says_the_newest", test_says_the_newest);
    g_test_add_func("/bfcp_server/denies_what_nobody_decides", test_denies_what_nobody_decides);
    g_test_add_func("/bfcp_server/asks_twice", test_asks_twice);
    g_test_add_func("/bfcp_server/tells_of_the_floor", test_tells_of_the_floor);
    g_test_add_func("/bfcp_server/says_hello_and_goodbye", test_says_hello_and_goodbye);
    g_test_add_func(
            "/bfcp_server/refuses_with_the_right_number", test_refuses_with_the_right_number);
    g_test_add_func("/bfcp_server/puts_parts_together", test_puts_parts_together);
    g_test_add_func("/bfcp_server/trusts_a_stream", test_trusts_a_stream);
    return g_test_run();
}
