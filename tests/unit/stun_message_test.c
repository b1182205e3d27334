#include "tests/bots/stun_message.h"

#include <glib.h>

#include <arpa/inet.h>
#include <string.h>

/* RFC 5769, 2.1 and 2.2: the password of both is the same. */
static const char password[] = "VOkJxbRl1RmTxUk/WvJxBt";
static const uint8_t request[] =
        "\x00\x01\x00\x58\x21\x12\xa4\x42\xb7\xe7\xa7\x01\xbc\x34\xd6\x86\xfa\x87\xdf\xae"
        "\x80\x22\x00\x10STUN test client"
        "\x00\x24\x00\x04\x6e\x00\x01\xff"
        "\x80\x29\x00\x08\x93\x2f\xf9\xb1\x51\x26\x3b\x36"
        "\x00\x06\x00\x09\x65\x76\x74\x6a\x3a\x68\x36\x76\x59\x20\x20\x20"
        "\x00\x08\x00\x14\x9a\xea\xa7\x0c\xbf\xd8\xcb\x56\x78\x1e\xf2\xb5\xb2\xd3\xf2\x49"
        "\xc1\xb5\x71\xa2"
        "\x80\x28\x00\x04\xe5\x7a\x3b\xcf";

static void test_reads_the_standards_example(void)
{
    StunMessage message;
    uint8_t changed[sizeof request];

    g_assert_true(stun_message_read(request, sizeof request - 1, &message));
    g_assert_cmpuint(message.type, ==, STUN_BINDING_REQUEST);
    g_assert_cmpmem(message.transaction, STUN_TRANSACTION_SIZE, request + 8, STUN_TRANSACTION_SIZE);
    g_assert_true(stun_message_verify(request, &message, password));
    g_assert_false(stun_message_verify(request, &message, "another"));
    memcpy(changed, request, sizeof request);
    changed[30] ^= 1;
    g_assert_false(stun_message_verify(changed, &message, password));
    for (size_t size = 0; size < sizeof request - 1; size++) {
        g_assert_false(stun_message_read(request, size, &message));
    }
}

static void test_writes_what_it_reads(void)
{
    uint8_t bytes[STUN_MESSAGE_SIZE_MAX];
    const uint8_t transaction[STUN_TRANSACTION_SIZE] = "transaction";
    StunMessage message;
    ByteWriter writer = byte_writer(bytes, sizeof bytes);

    stun_message_write_check(&(StunCheck){.transaction = transaction,
                                     .username = "theirs:ours",
                                     .password = "secret",
                                     .tie_breaker = 7,
                                     .priority = 1},
            &writer);
    g_assert_false(writer.full);
    g_assert_true(stun_message_read(bytes, writer.size, &message));
    g_assert_cmpuint(message.type, ==, STUN_BINDING_REQUEST);
    g_assert_true(stun_message_verify(bytes, &message, "secret"));
    g_assert_false(stun_message_verify(bytes, &message, "secrets"));
}

static void test_answers_with_the_address(void)
{
    /* RFC 5769, 2.2 and 2.3: 192.0.2.1 and 2001:db8:1234:5678:11:2233:4455:6677, port 32853. */
    static const struct {
        const char *address;
        const char *attribute;
        size_t size;
    } cases[] = {
            {"192.0.2.1", "\x00\x20\x00\x08\x00\x01\xa1\x47\xe1\x12\xa6\x43", 12},
            {"2001:db8:1234:5678:11:2233:4455:6677",
                    "\x00\x20\x00\x14\x00\x02\xa1\x47\x01\x13\xa9\xfa\xa5\xd3\xf1\x79"
                    "\xbc\x25\xf4\xb5\xbe\xd2\xb9\xd9",
                    24},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        StunAddress from = {0};
        uint8_t bytes[STUN_MESSAGE_SIZE_MAX];
        StunMessage message;
        ByteWriter writer = byte_writer(bytes, sizeof bytes);
        if (inet_pton(AF_INET, cases[i].address, &from.v4.sin_addr) == 1) {
            from.v4.sin_family = AF_INET;
            from.v4.sin_port = htons(32853);
        } else {
            g_assert_cmpint(inet_pton(AF_INET6, cases[i].address, &from.v6.sin6_addr), ==, 1);
            from.v6.sin6_family = AF_INET6;
            from.v6.sin6_port = htons(32853);
        }
        stun_message_write_success(request + 8, &from, password, &writer);
        g_assert_cmpmem(bytes + 20, cases[i].size, cases[i].attribute, cases[i].size);
        g_assert_true(stun_message_read(bytes, writer.size, &message));
        g_assert_cmpuint(message.type, ==, STUN_BINDING_SUCCESS);
        g_assert_true(stun_message_verify(bytes, &message, password));
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/stun_message/reads_the_standards_example", test_reads_the_standards_example);
    g_test_add_func("/stun_message/writes_what_it_reads", test_writes_what_it_reads);
    g_test_add_func("/stun_message/answers_with_the_address", test_answers_with_the_address);
    return g_test_run();
}
