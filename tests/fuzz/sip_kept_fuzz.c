#include "signaling/app/sip_kept_call.h"
#include "signaling/app/sip_kept_dial.h"
#include "signaling/app/sip_kept_site.h"
#include "signaling/sip/sip_ring.h"
#include "tests/fuzz/fuzz.h"

#include <stdlib.h>
#include <string.h>

/* What was taken is what is given out, and is taken again. */
static void read_call(const json_t *note)
{
    g_auto(SipKeptCall) call = {0};
    g_auto(SipKeptCall) again = {0};

    if (sip_kept_call_read(note, &call, NULL)) {
        json_t *written = sip_kept_call_to_json(&call);
        g_assert_true(sip_kept_call_read(written, &again, NULL));
        g_assert_true(record_equal(&sip_dialog_type, &call.dialog, &again.dialog));
        g_assert_null(strpbrk(call.dialog.target, "<> \r\n"));
        json_decref(written);
    }
}

static void read_site(const json_t *note)
{
    g_auto(SipKeptSite) site = {0};
    g_auto(SipKeptSite) again = {0};

    if (sip_kept_site_read(note, &site, NULL)) {
        g_assert_cmpuint(site.n_bindings, <=, SIP_BINDINGS_MAX);
        for (size_t i = 0; i < site.n_bindings; i++) {
            SipBinding binding;
            sip_kept_site_binding(&site, i, 1, INT64_C(1763800000000000), &binding);
        }
        json_t *written = sip_kept_site_to_json(&site);
        g_assert_true(sip_kept_site_read(written, &again, NULL));
        g_assert_cmpuint(site.n_bindings, ==, again.n_bindings);
        json_decref(written);
    }
}

static void read_dial(const json_t *note)
{
    g_auto(SipKeptDial) dial = {0};
    g_auto(SipKeptDial) again = {0};

    if (sip_kept_dial_read(note, &dial, NULL)) {
        json_t *written = sip_kept_dial_to_json(&dial);
        g_assert_true(sip_kept_dial_read(written, &again, NULL));
        g_assert_cmpint(dial.next_us, ==, again.next_us);
        (void)sip_kept_dial_is_stale(&dial, INT64_C(1763800000000000));
        json_decref(written);
    }
}

static void read_ring(const json_t *note)
{
    g_auto(SipRing) ring = {0};
    g_auto(SipRing) again = {0};

    record_init(&sip_ring_type, &ring);
    record_init(&sip_ring_type, &again);
    if (record_read_json(&sip_ring_type, note, false, &ring, NULL) && sip_ring_check(&ring, NULL)) {
        json_t *written = record_to_json(&sip_ring_type, &ring);
        g_assert_true(record_read_json(&sip_ring_type, written, false, &again, NULL));
        g_assert_true(sip_ring_check(&again, NULL));
        g_assert_true(record_equal(&sip_ring_type, &ring, &again));
        g_assert_null(strpbrk(ring.branch, ";, \r\n"));
        (void)sip_ring_is_stale(&ring, INT64_C(1763800000000000));
        json_decref(written);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    json_t *note = json_loadb((const char *)data, size, JSON_ALLOW_NUL, NULL);

    if (note != NULL) {
        read_call(note);
        read_site(note);
        read_dial(note);
        read_ring(note);
        json_decref(note);
    }
    return 0;
}
