#include "signaling/sip/sip_ring.h"

#include <string.h>

static const char whole[] =
        "{\"call_id\":\"6b1c-41@192.0.2.1\",\"name\":\"\\\"Họp giao ban \\\"\",\"local_uri\":"
        "\"sip:demo@192.0.2.1:5060\",\"local_tag\":\"ours\",\"remote_uri\":\"sip:903@192.0.2.7\","
        "\"target\":\"sip:903@192.0.2.7:5060\",\"way\":\"sip:198.51.100.1:40000;transport=udp\","
        "\"branch\":\"z9hG4bK-1.a~\",\"sent_by\":\"[2001:db8::1]:5060\",\"cseq\":7,"
        "\"begun_us\":1763800000000000}";

/* @return whether it can be read and used; it is the caller's to clear */
static bool take(json_t *object, SipRing *ret_ring)
{
    record_init(&sip_ring_type, ret_ring);
    return record_read_json(&sip_ring_type, object, false, ret_ring, NULL) &&
            sip_ring_check(ret_ring, NULL);
}

static void test_there_and_back(void)
{
    json_t *object = json_loads(whole, 0, NULL);
    g_auto(SipRing) ring = {0};
    g_auto(SipRing) again = {0};

    g_assert_true(take(object, &ring));
    g_assert_cmpstr(ring.name, ==, "\"Họp giao ban \"");
    g_assert_cmpint(ring.cseq, ==, 7);
    json_t *written = record_to_json(&sip_ring_type, &ring);
    g_assert_true(json_equal(object, written));
    g_assert_true(take(written, &again));
    g_assert_true(record_equal(&sip_ring_type, &ring, &again));
    json_decref(written);
    json_decref(object);
}

/* What would end a header, or stand in it as something else. */
static void test_what_makes_no_header(void)
{
    static const struct {
        const char *member;
        const char *text;
        bool good;
    } rows[] = {
            {"call_id", "", false},
            {"call_id", "a\r\nVia: x", false},
            {"call_id", "{[a]}:<1>/\"?\\(x)@y.z", true},
            {"name", "", false},
            {"name", "\"", false},
            {"name", "\"\"", true},
            {"name", "plain", false},
            {"name", "\"a\" <sip:b@c>, \"d\"", false},
            {"name", "\"a\\\"", false},
            {"name", "\"a\r\nX: y\"", false},
            {"local_uri", "sip:a@b>;tag=x", false},
            {"local_tag", "", false},
            {"local_tag", "a;b", false},
            {"remote_uri", "tel:113", false},
            {"remote_uri", "sips:a@b", true},
            {"target", "", false},
            {"target", "sip:a b", false},
            {"way", "", true},
            {"way", "sip:a b", false},
            {"branch", "", false},
            {"branch", "z9hG4bK;received=x", false},
            {"sent_by", "", true},
            {"sent_by", "192.0.2.1", true},
            {"sent_by", "192.0.2.1;maddr=198.51.100.9", false},
            {"sent_by", "a, SIP/2.0/UDP b", false},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        json_t *object = json_loads(whole, 0, NULL);
        g_auto(SipRing) ring = {0};
        json_object_set_new(object, rows[i].member, json_string(rows[i].text));
        g_test_message("%s: %s", rows[i].member, rows[i].text);
        g_assert_cmpint(take(object, &ring), ==, rows[i].good);
        json_decref(object);
    }
}

/* Each text and number at its bound, and one beyond it. */
static void test_bounds(void)
{
    static const struct {
        const char *member;
        const char *head;
        const char *tail;
        size_t most;
    } rows[] = {
            {"call_id", "", "", 256},
            {"name", "\"", "\"", SIP_RING_NAME_MAX},
            {"local_uri", "sip:", "", 512},
            {"local_tag", "", "", 256},
            {"remote_uri", "sip:", "", 512},
            {"target", "sip:", "", 512},
            {"way", "sip:", "", 512},
            {"branch", "", "", 256},
            {"sent_by", "", "", 80},
    };

    for (size_t i = 0; i < 2 * G_N_ELEMENTS(rows); i++) {
        const size_t size = rows[i / 2].most + i % 2;
        const char *head = rows[i / 2].head;
        const char *tail = rows[i / 2].tail;
        g_autofree char *fill = g_strnfill(size - strlen(head) - strlen(tail), 'a');
        g_autofree char *text = g_strconcat(head, fill, tail, NULL);
        json_t *object = json_loads(whole, 0, NULL);
        g_auto(SipRing) ring = {0};
        json_object_set_new(object, rows[i / 2].member, json_string(text));
        g_test_message("%s of %zu", rows[i / 2].member, size);
        g_assert_cmpint(take(object, &ring), ==, i % 2 == 0);
        json_decref(object);
    }
}

/* The same where it is not read but made: a title may be long, and is not written down then. */
static void test_what_would_not_be_read_again(void)
{
    json_t *object = json_loads(whole, 0, NULL);
    g_auto(SipRing) ring = {0};
    g_autofree char *fill = g_strnfill(SIP_RING_NAME_MAX - 1, 'a');

    g_assert_true(take(object, &ring));
    g_free(ring.name);
    ring.name = g_strdup_printf("\"%s\"", fill);
    g_assert_false(sip_ring_check(&ring, NULL));
    json_decref(object);
}

static void test_stale(void)
{
    const SipRing ring = {.begun_us = 1000};
    const int64_t last_us = 1000 + (int64_t)SIP_RING_STALE_S * G_USEC_PER_SEC;

    g_assert_false(sip_ring_is_stale(&ring, 0)); /* the clock was set back */
    g_assert_false(sip_ring_is_stale(&ring, last_us));
    g_assert_true(sip_ring_is_stale(&ring, last_us + 1));
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/sip_ring/there_and_back", test_there_and_back);
    g_test_add_func("/sip_ring/what_makes_no_header", test_what_makes_no_header);
    g_test_add_func("/sip_ring/bounds", test_bounds);
    g_test_add_func("/sip_ring/what_would_not_be_read_again", test_what_would_not_be_read_again);
    g_test_add_func("/sip_ring/stale", test_stale);
    return g_test_run();
}
