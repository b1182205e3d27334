#include "tests/loop/sip_hall.h"

#include "signaling/sip/sip_digest.h"
#include "signaling/store/database_open.h"

#include <string.h>

void sip_hall_run(const SipHall *hall, const char *sql, const char *text)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(Database) database = database_open(hall->test.folder, "", NULL);
    database_run(database, sql, DATABASE_VALUES(database_text(text)), NULL, &error);
    g_assert_no_error(error);
}

/* A site with a device, known from the start. */
void sip_hall_init(SipHall *hall, const char *ranges)
{
    static const char *const sets[] = {"sip.address=127.0.0.1", "sip.port=0", "sip.tls_port=0",
            "sip.dial_in=off", "sip.ping_s=0", NULL};
    g_autofree char *sha256 =
            sip_digest_ha1(SIP_DIGEST_SHA256, "903", "giaoban", SIP_HALL_PASSWORD);
    g_autofree char *md5 = sip_digest_ha1(SIP_DIGEST_MD5, "903", "giaoban", SIP_HALL_PASSWORD);
    g_autofree char *sql = g_strdup_printf(
            "INSERT INTO sites (code, unit, name, name_fold, position, network, allowed_ranges, "
            "rate_cap_kbps, contact_name, contact_phone, room, capacity, active, pin_hash, "
            "sip_ha1_sha256, sip_ha1_md5) VALUES ('903', 'u', $1, '', 1, 'direct', '%s', 512, '', "
            "'', '', 0, 1, '', '%s', '%s')",
            ranges, sha256, md5);

    test_server_init(&hall->test, sets);
    sip_hall_run(hall, sql, SIP_HALL_SITE);
    test_server_restart(&hall->test);
    sip_device_init(
            &hall->device, server_sip_port(hall->test.server), false, "903", SIP_HALL_PASSWORD);
}

/* Devices look for it where it was. */
static void keep_port(TestServer *test)
{
    for (char **set = test->options.sets; *set != NULL; set++) {
        if (g_str_has_prefix(*set, "sip.port=")) {
            g_free(*set);
            *set = g_strdup_printf("sip.port=%u", (unsigned)server_sip_port(test->server));
        }
    }
    settings_free(test->settings);
    test->settings = settings_load(&test->options, NULL);
    g_assert_nonnull(test->settings);
}

void sip_hall_restart(SipHall *hall, bool alone)
{
    keep_port(&hall->test);
    if (alone) {
        test_server_restart_alone(&hall->test);
    } else {
        test_server_restart(&hall->test);
    }
}

void sip_hall_clear(SipHall *hall)
{
    sip_device_clear(&hall->device);
    test_server_clear(&hall->test);
}

void sip_hall_expect_joins(SipHall *hall, const char *events)
{
    for (;;) {
        g_autofree char *joins = test_server_joins(&hall->test, SIP_HALL_SITE);
        if (strlen(joins) >= strlen(events)) {
            g_assert_cmpstr(joins, ==, events);
            return;
        }
        g_main_context_iteration(NULL, TRUE);
    }
}
