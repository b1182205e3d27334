#include "signaling/sip/sip_registrar.h"

#define SECOND_US INT64_C(1000000)

static const char codec[] = "sip:903@192.0.2.7:5060";
static const char spare[] = "sip:903@192.0.2.8:5060";
static const char source[] = "sip:198.51.100.1:40000;transport=udp";

static SipRegistration ask(SipRegistrar *registrar, const char *site, const char *call_id,
        uint32_t cseq, const char *uri, int64_t expires_s, int64_t now_us)
{
    const SipContactAsked contact = {uri, expires_s};
    const SipRegistrationAsked asked = {
            .site = site,
            .call_id = call_id,
            .cseq = cseq,
            .source = source,
            .device = "Phòng họp",
            .contacts = &contact,
            .n_contacts = uri != NULL ? 1 : 0,
    };
    return sip_registrar_register(registrar, &asked, now_us);
}

static void test_a_device_s_day(void)
{
    g_autoptr(SipRegistrar) registrar = sip_registrar_new();
    SipBinding found[SIP_BINDINGS_MAX];

    g_assert_cmpint(ask(registrar, "903", "a", 2, codec, 600, 0), ==, SIP_REGISTRATION_OK);
    g_assert_cmpuint(sip_registrar_find(registrar, "903", 0, found, SIP_BINDINGS_MAX), ==, 1);
    g_assert_cmpstr(found[0].uri, ==, codec);
    g_assert_cmpstr(found[0].source, ==, source);
    g_assert_cmpstr(found[0].device, ==, "Phòng họp");
    g_assert_cmpint(found[0].until_us, ==, 600 * SECOND_US);
    g_assert_cmpuint(sip_registrar_find(registrar, "904", 0, found, SIP_BINDINGS_MAX), ==, 0);

    /* again in time, and the other one beside it: the newest first */
    g_assert_cmpint(
            ask(registrar, "903", "a", 3, codec, 600, 300 * SECOND_US), ==, SIP_REGISTRATION_OK);
    g_assert_cmpint(
            ask(registrar, "903", "b", 1, spare, 60, 300 * SECOND_US), ==, SIP_REGISTRATION_OK);
    g_assert_cmpuint(
            sip_registrar_find(registrar, "903", 301 * SECOND_US, found, SIP_BINDINGS_MAX), ==, 2);
    g_assert_cmpstr(found[0].uri, ==, spare);
    g_assert_cmpuint(sip_registrar_find(registrar, "903", 301 * SECOND_US, found, 1), ==, 1);

    /* one runs out, the other goes; a question changes nothing */
    g_assert_cmpuint(
            sip_registrar_find(registrar, "903", 360 * SECOND_US, found, SIP_BINDINGS_MAX), ==, 1);
    g_assert_cmpint(
            ask(registrar, "903", "c", 1, NULL, 0, 360 * SECOND_US), ==, SIP_REGISTRATION_OK);
    g_assert_cmpint(
            ask(registrar, "903", "a", 4, codec, 0, 361 * SECOND_US), ==, SIP_REGISTRATION_OK);
    g_assert_cmpuint(sip_registrar_size(registrar), ==, 0);
    g_assert_cmpint(
            ask(registrar, "903", "c", 2, NULL, 0, 362 * SECOND_US), ==, SIP_REGISTRATION_OK);
    g_assert_cmpuint(sip_registrar_size(registrar), ==, 0);
}

static void test_what_is_refused_changes_nothing(void)
{
    g_autofree char *filler = g_strnfill(SIP_CONTACT_MAX, 'x');
    const struct {
        const char *call_id;
        uint32_t cseq;
        const char *uri;
        int64_t expires_s;
        SipRegistration outcome;
        const char *why;
    } rows[] = {
            {"a", 5, codec, 600, SIP_REGISTRATION_OLD, "the same again"},
            {"a", 4, codec, 0, SIP_REGISTRATION_OLD, "overtaken on its way"},
            {"b", 1, codec, SIP_EXPIRES_MIN_S - 1, SIP_REGISTRATION_BRIEF, "too often"},
            {"b", 1, "", 600, SIP_REGISTRATION_INVALID, "no contact"},
            {"b", 1, "sip:a\r\nVia: b", 600, SIP_REGISTRATION_INVALID, "breaks a line"},
            {"b", 1, filler, 600, SIP_REGISTRATION_OK, "the longest there may be"},
            {"", 1, spare, 600, SIP_REGISTRATION_INVALID, "no Call-ID"},
    };
    g_autoptr(SipRegistrar) registrar = sip_registrar_new();
    SipBinding found[SIP_BINDINGS_MAX];

    g_assert_cmpint(ask(registrar, "903", "a", 5, codec, 600, 0), ==, SIP_REGISTRATION_OK);
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_test_message("%s", rows[i].why);
        g_assert_cmpint(ask(registrar, "903", rows[i].call_id, rows[i].cseq, rows[i].uri,
                                rows[i].expires_s, SECOND_US),
                ==, rows[i].outcome);
    }
    g_assert_cmpuint(
            sip_registrar_find(registrar, "903", SECOND_US, found, SIP_BINDINGS_MAX), ==, 2);
    g_autofree char *longer = g_strconcat(filler, "x", NULL);
    g_assert_cmpint(ask(registrar, "903", "b", 2, longer, 600, 0), ==, SIP_REGISTRATION_INVALID);
    /* a device that was started anew has another Call-ID */
    g_assert_cmpint(ask(registrar, "903", "new", 1, codec, 600, 0), ==, SIP_REGISTRATION_OK);
}

static void test_bounds(void)
{
    g_autoptr(SipRegistrar) registrar = sip_registrar_new();
    SipBinding found[SIP_BINDINGS_MAX];

    for (int i = 0; i < SIP_BINDINGS_MAX; i++) {
        g_autofree char *uri = g_strdup_printf("sip:903@192.0.2.%d", i);
        g_assert_cmpint(ask(registrar, "903", "a", 1, uri, 60, 0), ==, SIP_REGISTRATION_OK);
    }
    g_assert_cmpint(ask(registrar, "903", "a", 1, codec, 60, 0), ==, SIP_REGISTRATION_FULL);
    /* what has run out makes room */
    g_assert_cmpint(
            ask(registrar, "903", "a", 1, codec, 60, 60 * SECOND_US), ==, SIP_REGISTRATION_OK);
    g_assert_cmpuint(
            sip_registrar_find(registrar, "903", 60 * SECOND_US, found, SIP_BINDINGS_MAX), ==, 1);
    for (int i = 1; i < SIP_SITES_MAX; i++) {
        g_autofree char *site = g_strdup_printf("s%d", i);
        g_assert_cmpint(ask(registrar, site, "a", 1, codec, 99999, 0), ==, SIP_REGISTRATION_OK);
    }
    g_assert_cmpint(ask(registrar, "more", "a", 1, codec, 60, 0), ==, SIP_REGISTRATION_FULL);
    g_assert_cmpuint(sip_registrar_tick(registrar, 120 * SECOND_US), ==, 1);
    g_assert_cmpuint(sip_registrar_size(registrar), ==, SIP_SITES_MAX - 1);
    /* nobody is kept longer than this, whatever was asked for */
    g_assert_cmpuint(
            sip_registrar_tick(registrar, SIP_EXPIRES_MAX_S * SECOND_US), ==, SIP_SITES_MAX - 1);
}

static void test_all_away(void)
{
    g_autoptr(SipRegistrar) registrar = sip_registrar_new();
    const SipRegistrationAsked away = {
            .site = "903", .call_id = "z", .cseq = 1, .source = source, .all_away = true};

    g_assert_cmpint(ask(registrar, "903", "a", 1, codec, 600, 0), ==, SIP_REGISTRATION_OK);
    g_assert_cmpint(ask(registrar, "904", "a", 1, codec, 600, 0), ==, SIP_REGISTRATION_OK);
    g_assert_cmpint(sip_registrar_register(registrar, &away, 0), ==, SIP_REGISTRATION_OK);
    g_assert_cmpuint(sip_registrar_size(registrar), ==, 1);
    sip_registrar_forget(registrar, "904");
    sip_registrar_forget(registrar, "904");
    g_assert_cmpuint(sip_registrar_size(registrar), ==, 0);
}

static void count_binding(const char *site, const SipBinding *binding, void *user_data)
{
    int *count = user_data;
    g_assert_true(g_str_equal(site, "903") || g_str_equal(site, "904"));
    g_assert_cmpstr(binding->uri, ==, codec);
    ++*count;
}

static void test_a_device_that_is_gone(void)
{
    g_autoptr(SipRegistrar) registrar = sip_registrar_new();
    SipBinding found[SIP_BINDINGS_MAX];
    int count = 0;

    g_assert_cmpint(ask(registrar, "903", "a", 1, codec, 600, 0), ==, SIP_REGISTRATION_OK);
    g_assert_cmpint(ask(registrar, "903", "a", 2, spare, 600, 0), ==, SIP_REGISTRATION_OK);
    g_assert_cmpint(ask(registrar, "904", "b", 1, codec, 60, 0), ==, SIP_REGISTRATION_OK);
    g_assert_false(sip_registrar_remove(registrar, "903", spare));
    g_assert_false(sip_registrar_remove(registrar, "903", spare));
    g_assert_false(sip_registrar_remove(registrar, "905", spare));
    sip_registrar_each(registrar, 0, count_binding, &count);
    g_assert_cmpint(count, ==, 2);
    sip_registrar_each(registrar, 60 * SECOND_US, count_binding, &count);
    g_assert_cmpint(count, ==, 3);
    /* since the first of those that follow one another */
    g_assert_cmpint(
            ask(registrar, "903", "a", 3, codec, 600, 9 * SECOND_US), ==, SIP_REGISTRATION_OK);
    g_assert_cmpuint(sip_registrar_find(registrar, "903", 9 * SECOND_US, found, 1), ==, 1);
    g_assert_cmpint(found[0].since_us, ==, 0);
    g_assert_true(sip_registrar_remove(registrar, "903", codec));
    g_assert_cmpuint(sip_registrar_find(registrar, "903", 0, found, 1), ==, 0);
}

/* As if the process had been the same: how long it holds, and what is too old to change it. */
static void test_of_an_earlier_process(void)
{
    g_autoptr(SipRegistrar) registrar = sip_registrar_new();
    SipBinding found[SIP_BINDINGS_MAX];
    SipBinding kept = {.uri = codec,
            .source = source,
            .device = "Phòng họp",
            .call_id = "a",
            .cseq = 7,
            .until_us = 600 * SECOND_US};

    sip_registrar_restore(registrar, "903", &kept, 100 * SECOND_US);
    sip_registrar_restore(registrar, "903", &kept, 100 * SECOND_US); /* it is there */
    g_assert_cmpuint(
            sip_registrar_find(registrar, "903", 599 * SECOND_US, found, SIP_BINDINGS_MAX), ==, 1);
    g_assert_cmpstr(found[0].call_id, ==, "a");
    g_assert_cmpuint(found[0].cseq, ==, 7);
    g_assert_cmpuint(
            sip_registrar_find(registrar, "903", 600 * SECOND_US, found, SIP_BINDINGS_MAX), ==, 0);
    g_assert_cmpint(
            ask(registrar, "903", "a", 7, codec, 0, 101 * SECOND_US), ==, SIP_REGISTRATION_OLD);
    g_assert_cmpint(
            ask(registrar, "903", "a", 8, codec, 0, 101 * SECOND_US), ==, SIP_REGISTRATION_OK);

    kept.until_us = 100 * SECOND_US; /* it has run out meanwhile */
    sip_registrar_restore(registrar, "903", &kept, 100 * SECOND_US);
    kept.until_us = INT64_MAX;
    kept.uri = "";
    sip_registrar_restore(registrar, "903", &kept, 100 * SECOND_US);
    g_assert_cmpuint(sip_registrar_size(registrar), ==, 0);
    for (int i = 0; i <= SIP_BINDINGS_MAX; i++) {
        g_autofree char *uri = g_strdup_printf("sip:%d@192.0.2.7", i);
        kept.uri = uri;
        sip_registrar_restore(registrar, "903", &kept, 100 * SECOND_US);
    }
    /* none longer than a device may ask for */
    g_assert_cmpuint(
            sip_registrar_find(registrar, "903", 3699 * SECOND_US, found, SIP_BINDINGS_MAX), ==,
            SIP_BINDINGS_MAX);
    g_assert_cmpuint(
            sip_registrar_find(registrar, "903", 3700 * SECOND_US, found, SIP_BINDINGS_MAX), ==, 0);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/sip_registrar/a_device_s_day", test_a_device_s_day);
    g_test_add_func(
            "/sip_registrar/what_is_refused_changes_nothing", test_what_is_refused_changes_nothing);
    g_test_add_func("/sip_registrar/bounds", test_bounds);
    g_test_add_func("/sip_registrar/all_away", test_all_away);
    g_test_add_func("/sip_registrar/a_device_that_is_gone", test_a_device_that_is_gone);
    g_test_add_func("/sip_registrar/of_an_earlier_process", test_of_an_earlier_process);
    return g_test_run();
}
