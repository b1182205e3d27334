#define NTA_OUTGOING_MAGIC_T struct Device

#include "signaling/sip/sip_keepalive.h"

#include "signaling/sip/sip_call_desk.h"
#include "signaling/sip/sip_own_address.h"

#include <string.h>

#define SECOND_US INT64_C(1000000)

struct SipKeepalive {
    SipKeepaliveConfig with;
    GHashTable *devices; /* key → Device */
    unsigned asked;      /* questions under way */
    unsigned round;
};

typedef struct Device {
    SipKeepalive *keepalive;
    char *site;
    char *uri;
    char *source;
    SipPulse pulse;
    unsigned round; /* of the last look at the registrar */
    bool gone;

    /* a question under way; NULL: none */
    nta_leg_t *leg;
    nta_outgoing_t *question;
    int64_t until_us;
} Device;

/* A site's code has no spaces. Free with g_free(). */
static char *key_of(const char *site, const char *uri)
{
    return g_strjoin(" ", site, uri, NULL);
}

/* ---- one question ---- */

static void close_question(Device *device)
{
    if (device->question != NULL) {
        nta_outgoing_destroy(g_steal_pointer(&device->question));
        nta_leg_destroy(g_steal_pointer(&device->leg));
        device->keepalive->asked--;
    }
}

static void device_free(void *data)
{
    Device *device = data;

    close_question(device);
    g_free(device->site);
    g_free(device->uri);
    g_free(device->source);
    g_free(device);
}

static void settle(Device *device, bool answered, int64_t now_us)
{
    const SipKeepaliveConfig *with = &device->keepalive->with;
    const SipReach before = sip_pulse_reach(&device->pulse);

    close_question(device);
    if (answered) {
        sip_pulse_answered(&device->pulse, now_us, with->interval_s);
    } else {
        device->gone = sip_pulse_missed(&device->pulse, now_us, with->interval_s);
    }
    const SipReach after = sip_pulse_reach(&device->pulse);
    if (after != before && (before != SIP_REACH_UNKNOWN || after == SIP_REACH_NO)) {
        with->changed(device->site, after == SIP_REACH_YES, with->user_data);
    }
}

/* What the library says itself when there is no way is no answer: the time until the next question is the same then. */
static int on_answer(Device *device, nta_outgoing_t *question, const sip_t *sip)
{
    const bool theirs = sip != NULL && sip->sip_status != NULL && !nta_sip_is_internal(sip);

    (void)question;
    if (theirs && sip->sip_status->st_status >= 200) {
        settle(device, true, g_get_monotonic_time());
    }
    return 0;
}

static void ask(Device *device, int64_t now_us)
{
    const SipKeepaliveConfig *with = &device->keepalive->with;
    char address[SIP_OWN_ADDRESS_SIZE];

    sip_own_address(device->source, with->address, address);
    g_autofree char *from =
            g_strdup_printf("<sip:" SIP_SERVER_NAME "@%s:%u>", address, (unsigned)with->port);
    g_autofree char *to = g_strdup_printf("<%s>", device->uri);
    nta_leg_t *leg = nta_leg_tcreate(
            with->agent, NULL, NULL, SIPTAG_FROM_STR(from), SIPTAG_TO_STR(to), TAG_END());
    if (leg == NULL) {
        settle(device, false, now_us);
        return;
    }
    (void)nta_leg_tag(leg, NULL);
    device->question = nta_outgoing_tcreate(leg, on_answer, device, (url_string_t *)device->source,
            SIP_METHOD_OPTIONS, (url_string_t *)device->uri, SIPTAG_ACCEPT_STR("application/sdp"),
            SIPTAG_USER_AGENT_STR(SIP_SERVER_NAME), TAG_END());
    if (device->question == NULL) {
        nta_leg_destroy(leg);
        settle(device, false, now_us);
        return;
    }
    device->leg = leg;
    device->until_us = now_us + SIP_PULSE_ANSWER_S * SECOND_US;
    device->keepalive->asked++;
}

/* ---- all of them ---- */

static void look_at(const char *site, const SipBinding *binding, void *user_data)
{
    SipKeepalive *keepalive = user_data;
    g_autofree char *key = key_of(site, binding->uri);
    Device *device = g_hash_table_lookup(keepalive->devices, key);

    if (device == NULL || !g_str_equal(device->source, binding->source)) {
        device = g_new0(Device, 1);
        device->keepalive = keepalive;
        device->site = g_strdup(site);
        device->uri = g_strdup(binding->uri);
        device->source = g_strdup(binding->source);
        sip_pulse_init(&device->pulse, g_get_monotonic_time(),
                g_random_int_range(0, SIP_PULSE_FIRST_MAX_S * 1000) * INT64_C(1000));
        g_hash_table_replace(keepalive->devices, g_steal_pointer(&key), device);
    }
    device->round = keepalive->round;
}

static void look_after(Device *device, int64_t now_us)
{
    if (device->question != NULL) {
        if (now_us >= device->until_us) {
            settle(device, false, now_us);
        }
    } else if (now_us >= device->pulse.due_us &&
            device->keepalive->asked < SIP_KEEPALIVE_ASKED_MAX) {
        ask(device, now_us);
    }
}

void sip_keepalive_tick(SipKeepalive *keepalive, int64_t now_us)
{
    GHashTableIter iterator;
    gpointer value = NULL;

    if (keepalive->with.interval_s == 0) {
        return;
    }
    keepalive->round++;
    sip_registrar_each(keepalive->with.registrar, now_us, look_at, keepalive);
    g_hash_table_iter_init(&iterator, keepalive->devices);
    while (g_hash_table_iter_next(&iterator, NULL, &value)) {
        Device *device = value;
        if (device->round == keepalive->round) {
            look_after(device, now_us);
        }
        if (device->gone) {
            keepalive->with.gone(device->site, device->uri, keepalive->with.user_data);
        }
        if (device->gone || device->round != keepalive->round) {
            g_hash_table_iter_remove(&iterator);
        }
    }
}

SipReach sip_keepalive_reach(
        const SipKeepalive *keepalive, const char *site, const SipBinding *binding)
{
    g_autofree char *key = key_of(site, binding->uri);
    const Device *device = g_hash_table_lookup(keepalive->devices, key);

    return device != NULL && g_str_equal(device->source, binding->source)
            ? sip_pulse_reach(&device->pulse)
            : SIP_REACH_UNKNOWN;
}

SipKeepalive *sip_keepalive_new(const SipKeepaliveConfig *config)
{
    SipKeepalive *keepalive = g_new0(SipKeepalive, 1);

    keepalive->with = *config;
    keepalive->devices = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, device_free);
    return keepalive;
}

void sip_keepalive_free(SipKeepalive *keepalive)
{
    if (keepalive != NULL) {
        g_hash_table_unref(keepalive->devices);
        g_free(keepalive);
    }
}
