#include "signaling/http/address_limit.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <string.h>

enum { ADDRESSES_MAX = 4096 };

static AddressKey key_of(const char *text)
{
    struct sockaddr_in6 v6 = {.sin6_family = AF_INET6};
    struct sockaddr_in v4 = {.sin_family = AF_INET};

    if (inet_pton(AF_INET, text, &v4.sin_addr) == 1) {
        return address_key((struct sockaddr *)&v4);
    }
    g_assert_cmpint(inet_pton(AF_INET6, text, &v6.sin6_addr), ==, 1);
    return address_key((struct sockaddr *)&v6);
}

static void test_tells_addresses_apart(void)
{
    static const struct {
        const char *one;
        const char *other;
        bool same;
    } cases[] = {
            {"192.0.2.1", "192.0.2.1", true},
            {"192.0.2.1", "192.0.2.2", false},
            {"192.0.2.1", "::ffff:192.0.2.1", true},
            {"::ffff:192.0.2.1", "::ffff:192.0.2.2", false},
            {"2001:db8::1", "2001:db8::2", true},
            {"2001:db8::1", "2001:db8:0:1::1", false},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        const AddressKey one = key_of(cases[i].one);
        const AddressKey other = key_of(cases[i].other);
        g_test_message("%s and %s", cases[i].one, cases[i].other);
        g_assert_true((memcmp(&one, &other, sizeof one) == 0) == cases[i].same);
    }
}

static void test_knows_loopback(void)
{
    static const struct {
        const char *text;
        bool loopback;
    } cases[] = {
            {"::1", true},
            {"::ffff:127.0.0.1", true},
            {"::ffff:127.9.9.9", true},
            {"::ffff:128.0.0.1", false},
            {"::", false},
            {"2001:db8::1", false},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        struct sockaddr_in6 v6 = {.sin6_family = AF_INET6};
        inet_pton(AF_INET6, cases[i].text, &v6.sin6_addr);
        g_assert_true(address_is_loopback((struct sockaddr *)&v6) == cases[i].loopback);
    }
    struct sockaddr_in6 v6 = {.sin6_family = AF_INET6};
    inet_pton(AF_INET6, "::ffff:192.0.2.7", &v6.sin6_addr);
    g_autofree char *text = address_text((struct sockaddr *)&v6);
    g_assert_cmpstr(text, ==, "192.0.2.7");
}

static void test_bounds_connections(void)
{
    const AddressLimitConfig config = {.connections_max = 2, .rate_per_s = 10, .burst = 100};
    g_autoptr(AddressLimit) limit = address_limit_new(&config);
    const AddressKey one = key_of("192.0.2.1");
    const AddressKey other = key_of("192.0.2.2");

    for (unsigned i = 0; i < config.connections_max + ADDRESS_LIMIT_TOLD; i++) {
        g_assert_cmpint(address_limit_admit(limit, &one, 0), ==, ADDRESS_ADMITTED);
        address_limit_enter(limit, &one);
        g_assert_true(address_limit_is_beyond(limit, &one) == (i >= config.connections_max));
        g_assert_true(address_limit_is_full(limit, &one) == (i + 1 >= config.connections_max));
    }
    g_assert_cmpint(address_limit_admit(limit, &one, 0), ==, ADDRESS_TOO_MANY);
    g_assert_cmpint(address_limit_admit(limit, &other, 0), ==, ADDRESS_ADMITTED);
    g_assert_false(address_limit_is_beyond(limit, &other));
    g_assert_false(address_limit_is_full(limit, &other));
    address_limit_leave(limit, &one);
    g_assert_cmpint(address_limit_admit(limit, &one, 0), ==, ADDRESS_ADMITTED);
}

static void test_bounds_the_rate(void)
{
    const AddressLimitConfig config = {.connections_max = 2, .rate_per_s = 10, .burst = 5};
    g_autoptr(AddressLimit) limit = address_limit_new(&config);
    const AddressKey one = key_of("192.0.2.1");
    static const struct {
        int64_t now_us;
        AddressVerdict verdict;
    } cases[] = {
            /* five at once, then one each 100 ms */
            {0, ADDRESS_ADMITTED},
            {0, ADDRESS_ADMITTED},
            {0, ADDRESS_ADMITTED},
            {0, ADDRESS_ADMITTED},
            {0, ADDRESS_ADMITTED},
            {0, ADDRESS_TOO_FAST},
            {99999, ADDRESS_TOO_FAST},
            {100000, ADDRESS_ADMITTED},
            {100001, ADDRESS_TOO_FAST},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_assert_cmpint(address_limit_admit(limit, &one, cases[i].now_us), ==, cases[i].verdict);
    }
}

static void test_forgets_the_quiet(void)
{
    const AddressLimitConfig config = {.connections_max = 2, .rate_per_s = 10, .burst = 5};
    g_autoptr(AddressLimit) limit = address_limit_new(&config);

    for (unsigned i = 0; i < 2 * ADDRESSES_MAX; i++) {
        AddressKey key = {{[0] = 1}};
        memcpy(key.bytes + 2, &i, sizeof i);
        g_assert_cmpint(address_limit_admit(limit, &key, 0), ==, ADDRESS_ADMITTED);
        g_assert_cmpuint(address_limit_size(limit), <=, ADDRESSES_MAX);
    }
    const AddressKey late = key_of("192.0.2.1");
    g_assert_cmpint(address_limit_admit(limit, &late, 10000000), ==, ADDRESS_ADMITTED);
    g_assert_cmpuint(address_limit_size(limit), ==, 1);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/address_limit/tells_addresses_apart", test_tells_addresses_apart);
    g_test_add_func("/address_limit/knows_loopback", test_knows_loopback);
    g_test_add_func("/address_limit/bounds_connections", test_bounds_connections);
    g_test_add_func("/address_limit/bounds_the_rate", test_bounds_the_rate);
    g_test_add_func("/address_limit/forgets_the_quiet", test_forgets_the_quiet);
    return g_test_run();
}
