#include "signaling/app/sip_kept_site.h"

#define SECOND_US INT64_C(1000000)

static const SipBinding codec = {.uri = "sip:903@192.0.2.7:5060",
        .source = "sip:198.51.100.1:40000;transport=udp",
        .device = "Phòng họp",
        .call_id = "a1",
        .cseq = 4000000000,
        .since_us = 90 * SECOND_US,
        .until_us = 700 * SECOND_US};

/* Another process, on a machine that runs for less long, a minute later. */
static void test_there_and_back(void)
{
    g_auto(SipKeptSite) site = {.site = g_strdup("903"), .proof = sip_kept_site_proof("ha1")};
    g_auto(SipKeptSite) again = {0};
    g_autoptr(GError) error = NULL;
    SipBinding binding;

    sip_kept_site_add(&site, &codec, 100 * SECOND_US, 5000 * SECOND_US);
    json_t *note = sip_kept_site_to_json(&site);
    g_assert_true(sip_kept_site_read(note, &again, &error));
    g_assert_no_error(error);
    g_assert_cmpstr(again.site, ==, "903");
    g_assert_cmpstr(again.proof, ==, site.proof);
    g_assert_cmpuint(again.n_bindings, ==, 1);
    sip_kept_site_binding(&again, 0, 3 * SECOND_US, 5060 * SECOND_US, &binding);
    g_assert_cmpstr(binding.uri, ==, codec.uri);
    g_assert_cmpstr(binding.source, ==, codec.source);
    g_assert_cmpstr(binding.device, ==, codec.device);
    g_assert_cmpstr(binding.call_id, ==, codec.call_id);
    g_assert_cmpuint(binding.cseq, ==, codec.cseq);
    g_assert_cmpint(binding.since_us, ==, -67 * SECOND_US);
    g_assert_cmpint(binding.until_us, ==, 543 * SECOND_US);
    json_decref(note);
}

static void test_what_is_not_kept(void)
{
    g_auto(SipKeptSite) site = {.site = g_strdup("903"), .proof = g_strdup("x")};
    SipBinding binding = codec;

    binding.source = "sip:198.51.100.1:40000;transport=tcp"; /* ends with the process */
    sip_kept_site_add(&site, &binding, 0, 0);
    binding.source = codec.source;
    binding.uri = "sip:a b";
    sip_kept_site_add(&site, &binding, 0, 0);
    binding.uri = codec.uri;
    binding.call_id = "\xff";
    sip_kept_site_add(&site, &binding, 0, 0);
    g_assert_cmpuint(site.n_bindings, ==, 0);
    binding.call_id = codec.call_id;
    binding.device = "\xff\xfe";
    for (int i = 0; i <= SIP_BINDINGS_MAX; i++) {
        sip_kept_site_add(&site, &binding, 0, 0);
    }
    g_assert_cmpuint(site.n_bindings, ==, SIP_BINDINGS_MAX);
    json_t *note = sip_kept_site_to_json(&site);
    g_assert_nonnull(note);
    g_auto(SipKeptSite) again = {0};
    g_assert_true(sip_kept_site_read(note, &again, NULL));
    json_decref(note);
}

static void test_what_is_none(void)
{
    static const char *const rows[] = {
            "[]",
            "{}",
            "{\"site\":{\"site\":\"903\"},\"bindings\":[]}",
            "{\"site\":{\"site\":\"a/b\",\"proof\":\"x\"},\"bindings\":[]}",
            "{\"site\":{\"site\":\"903\",\"proof\":\"x\"},\"bindings\":[{}]}",
            "{\"site\":{\"site\":\"903\",\"proof\":\"x\"},\"bindings\":[{\"uri\":\"tel:1\","
            "\"source\":\"sip:a\",\"device\":\"\",\"call_id\":\"a\",\"cseq\":1,\"since_us\":0,"
            "\"until_us\":1}]}",
            "{\"site\":{\"site\":\"903\",\"proof\":\"x\"},\"bindings\":[{\"uri\":\"sip:a\","
            "\"source\":\"sip:a\",\"device\":\"\",\"call_id\":\"a\",\"cseq\":-1,\"since_us\":0,"
            "\"until_us\":1}]}",
    };
    g_auto(SipKeptSite) site = {0};

    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        json_t *note = json_loads(rows[i], 0, NULL);
        g_assert_nonnull(note);
        g_assert_false(sip_kept_site_read(note, &site, NULL));
        g_assert_null(site.site);
        json_decref(note);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/sip_kept_site/there_and_back", test_there_and_back);
    g_test_add_func("/sip_kept_site/what_is_not_kept", test_what_is_not_kept);
    g_test_add_func("/sip_kept_site/what_is_none", test_what_is_none);
    return g_test_run();
}
