#include "signaling/client/auth_token.h"
#include "signaling/client/password_hash.h"
#include "signaling/store/database_open.h"
#include "tests/loop/http_ask.h"
#include "tests/loop/room_client.h"

#include <jansson.h>

#include <string.h>

static const int64_t hour_us = INT64_C(3600) * G_USEC_PER_SEC;

static void run(const TestServer *test, const char *sql, const char *text, int64_t number)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(Database) database = database_open(test->folder, "", NULL);
    database_run(database, sql, DATABASE_VALUES(database_text(text), database_int(number)), NULL,
            &error);
    g_assert_no_error(error);
}

static void add_site(const TestServer *test, const char *code, const char *ranges)
{
    g_autofree char *hash = password_hash_make("246810");
    g_autofree char *sql = g_strdup_printf(
            "INSERT INTO sites (code, unit, name, name_fold, position, network, allowed_ranges, "
            "rate_cap_kbps, contact_name, contact_phone, room, capacity, active, pin_hash) VALUES "
            "('%s', 'u', 'Điểm cầu %s', '', 1, 'direct', '%s', 512, '', '', '', 0, $2, $1)",
            code, code, ranges);
    run(test, sql, hash, 1);
}

static void invite(const TestServer *test, const char *meeting, const char *state, int64_t in_us)
{
    g_autofree char *sql = g_strdup_printf(
            "INSERT INTO meetings (code, title, created, state, start) VALUES ('%s', $1, 0, '%s', "
            "$2)",
            meeting, state);
    g_autofree char *sites = g_strdup_printf(
            "INSERT INTO meeting_sites SELECT '%s', code, $1, $2 FROM sites", meeting);

    run(test, sql, "Giao ban", g_get_real_time() + in_us);
    run(test, sites, "", 1);
}

static json_t *enter(const TestServer *test, const char *site, const char *pin, unsigned status)
{
    g_autofree char *body = g_strdup_printf("{\"site\":\"%s\",\"pin\":\"%s\"}", site, pin);
    HttpReply reply = http_ask(test,
            &(HttpAsk){.method = "POST",
                    .path = "/api/v1/site-entry",
                    .type = "application/json",
                    .body = body});
    gsize size = 0;
    const char *text = g_bytes_get_data(reply.body, &size);
    json_t *json = json_loadb(text, size, 0, NULL);

    g_assert_nonnull(json);
    g_assert_cmpuint(reply.status, ==, status);
    http_reply_clear(&reply);
    return json;
}

static void refused(const TestServer *test, const char *site, const char *pin, unsigned status,
        const char *code)
{
    json_t *json = enter(test, site, pin, status);
    g_assert_cmpstr(json_string_value(json_object_get(json, "code")), ==, code);
    json_decref(json);
}

/* @return the token: g_free() it */
static char *lets_in(const TestServer *test, const char *meeting)
{
    json_t *json = enter(test, "hondat", "246810", 200);
    const char *text = json_string_value(json_object_get(json, "token"));
    g_auto(AuthToken) token = {0};
    TokenKey key;

    g_assert_true(token_key_load(&key, test->folder, NULL));
    g_assert_true(auth_token_open(&key, text, g_get_real_time() / G_USEC_PER_SEC, &token, NULL));
    g_assert_cmpstr(token.meeting, ==, meeting);
    g_assert_cmpint(token.role, ==, ROLE_SITE);
    g_assert_cmpint(token.rate_cap_kbps, ==, 512);
    g_assert_cmpstr(token.name, ==, "Điểm cầu hondat");
    char *copy = g_strdup(text);
    json_decref(json);
    return copy;
}

static unsigned publish(const TestServer *test, const char *token)
{
    HttpReply reply = http_ask(test,
            &(HttpAsk){.method = "POST",
                    .path = "/whip/dang-hop",
                    .type = "application/sdp",
                    .body = "v=0",
                    .token = token});
    const unsigned status = reply.status;

    http_reply_clear(&reply);
    return status;
}

/* A link that was got before is no way round: the network is asked for wherever it is shown. */
static void test_a_link_counts_in_its_network_only(void)
{
    TestServer test;

    test_server_init(&test, NULL);
    add_site(&test, "hondat", "");
    invite(&test, "dang-hop", "live", -hour_us);
    g_autofree char *token = lets_in(&test, "dang-hop");
    run(&test, "UPDATE sites SET allowed_ranges = $1 WHERE $2 = 0", "192.0.2.0/24", 0);
    test_server_restart(&test);

    RoomClient *client = room_client_new(server_url(test.server));
    room_client_send(
            client, json_pack("{s:s, s:i, s:s}", "type", "hello", "protocol", 1, "token", token));
    g_assert_cmpstr(room_client_wait_error(client), ==, "bad_address");
    room_client_free(client);
    g_assert_cmpuint(publish(&test, token), ==, 403);
    test_server_clear(&test);
}

static void test_a_site_comes_in(void)
{
    TestServer test;

    test_server_init(&test, NULL);
    add_site(&test, "hondat", "");
    refused(&test, "hondat", "246810", 404, "no_meeting");
    invite(&test, "xa", "scheduled", 48 * hour_us);
    refused(&test, "hondat", "246810", 404, "no_meeting");
    invite(&test, "gan", "scheduled", 2 * hour_us);
    g_free(lets_in(&test, "gan"));
    invite(&test, "dang-hop", "live", -hour_us);
    g_free(lets_in(&test, "dang-hop"));
    refused(&test, "hondat", "13579", 401, "bad_pin");
    refused(&test, "nowhere", "246810", 401, "bad_pin");
    refused(&test, "hondat' OR '1'='1", "246810", 422, "bad_field");
    run(&test, "UPDATE sites SET active = 0 WHERE $1 = '' AND $2 = 0", "", 0);
    refused(&test, "hondat", "246810", 401, "bad_pin");
    run(&test, "UPDATE sites SET active = 1, allowed_ranges = $1 WHERE $2 = 0", "192.0.2.0/24", 0);
    refused(&test, "hondat", "246810", 403, "bad_address");
    test_server_clear(&test);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/site_entry_api/S-14/a_site_comes_in", test_a_site_comes_in);
    g_test_add_func("/site_entry_api/S-14/a_link_counts_in_its_network_only",
            test_a_link_counts_in_its_network_only);
    return g_test_run();
}
