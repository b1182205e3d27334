#include "tests/loop/office_guest.h"
#include "tests/loop/sip_hall.h"

#include <string.h>

static void register_device(SipHall *hall, const char *more)
{
    g_autofree char *headers =
            g_strdup_printf("Contact: <sip:903@192.0.2.7>;expires=600\r\n%s", more);
    g_autofree char *answer =
            sip_device_prove(&hall->device, "REGISTER", "sip:127.0.0.1", headers, NULL);
    g_assert_cmpint(sip_device_status(answer), ==, 200);
}

static const char *text_of(const json_t *device, const char *name)
{
    return json_string_value(json_object_get(device, name));
}

static void expect_none(const OfficeGuest *guest, const char *path)
{
    json_t *answer = office_guest_json(guest, "GET", path, NULL, 200);
    g_assert_true(json_is_true(json_object_get(answer, "served")));
    g_assert_cmpuint(json_array_size(json_object_get(answer, "items")), ==, 0);
    json_decref(answer);
}

static void expect_device(const OfficeGuest *guest, const char *path, const char *name)
{
    json_t *answer = office_guest_json(guest, "GET", path, NULL, 200);
    const json_t *items = json_object_get(answer, "items");
    const json_t *device = json_array_get(items, 0);

    g_assert_cmpuint(json_array_size(items), ==, 1);
    g_assert_cmpstr(text_of(device, "site"), ==, "903");
    g_assert_cmpstr(text_of(device, "name"), ==, name);
    g_assert_cmpstr(text_of(device, "address"), ==, "127.0.0.1");
    g_assert_cmpstr(text_of(device, "transport"), ==, "UDP");
    g_assert_cmpstr(text_of(device, "reached"), ==, "unknown");
    g_autoptr(GDateTime) since = g_date_time_new_from_iso8601(text_of(device, "since"), NULL);
    g_autoptr(GDateTime) until = g_date_time_new_from_iso8601(text_of(device, "until"), NULL);
    /* whole seconds, rounded down */
    const GTimeSpan span = g_date_time_difference(until, since) / G_TIME_SPAN_SECOND;
    g_assert_cmpint(span, >=, 600);
    json_decref(answer);
}

static void test_where_the_devices_are(void)
{
    SipHall hall;

    sip_hall_init(&hall, "");
    OfficeGuest admin = office_guest_new(&hall.test, "quan_tri", "");
    OfficeGuest other = office_guest_new(&hall.test, "quan_tri", "elsewhere");
    expect_none(&admin, "/api/v1/site-devices");
    expect_none(&admin, "/api/v1/sites/903/devices");
    register_device(&hall, "User-Agent: Codec/1 <b>\r\n");
    expect_device(&admin, "/api/v1/site-devices", "Codec/1 <b>");
    expect_device(&admin, "/api/v1/sites/903/devices", "Codec/1 <b>");
    /* what it says it is may be anything, and as long as it likes */
    g_autofree char *filler = g_strnfill(400, 'x');
    g_autofree char *strange = g_strdup_printf("User-Agent: \xff"
                                               "\xe2\x80\xae%s\r\n",
            filler);
    g_autofree char *shown = g_strdup_printf("\xef\xbf\xbd%.79s", filler);
    register_device(&hall, strange);
    expect_device(&admin, "/api/v1/sites/903/devices", shown);
    /* of another's unit nothing is seen */
    expect_none(&other, "/api/v1/site-devices");
    json_decref(office_guest_json(&other, "GET", "/api/v1/sites/903/devices", NULL, 404));
    json_decref(office_guest_json(&admin, "GET", "/api/v1/sites/904/devices", NULL, 404));
    office_guest_clear(&admin);
    office_guest_clear(&other);
    sip_hall_clear(&hall);
}

static void test_sip_is_not_served(void)
{
    TestServer test;

    test_server_init(&test, NULL);
    OfficeGuest admin = office_guest_new(&test, "quan_tri", "");
    json_t *answer = office_guest_json(&admin, "GET", "/api/v1/site-devices", NULL, 200);
    g_assert_true(json_is_false(json_object_get(answer, "served")));
    json_decref(answer);
    office_guest_clear(&admin);
    test_server_clear(&test);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/site_devices_api/where_the_devices_are", test_where_the_devices_are);
    g_test_add_func("/site_devices_api/sip_is_not_served", test_sip_is_not_served);
    return g_test_run();
}
