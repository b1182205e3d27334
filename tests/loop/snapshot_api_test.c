#include "signaling/app/snapshot_api.h"

#include "tests/loop/office_guest.h"
#include "tests/loop/room_guest.h"

#define SNAPSHOT "/api/v1/meetings/demo/snapshot"

static unsigned status_of(const OfficeGuest *guest)
{
    HttpReply reply = office_guest_ask(guest, "POST", SNAPSHOT, NULL);
    const unsigned status = reply.status;
    http_reply_clear(&reply);
    return status;
}

static void test_a_still_of_what_the_sites_see(void)
{
    TestServer test;
    test_server_init(&test, NULL);
    {
        g_auto(OfficeGuest) operator= office_guest_new(&test, "van_hanh", "");
        g_auto(OfficeGuest) clerk = office_guest_new(&test, "van_thu", "");
        g_auto(OfficeGuest) admin = office_guest_new(&test, "quan_tri", "");

        g_assert_cmpuint(status_of(&admin), ==, 403); /* it sees no content */
        g_assert_cmpuint(status_of(&clerk), ==, 409); /* nobody is there */
        RoomClient *site = room_guest_new(&test, "a", ROLE_SITE, NULL);
        HttpReply reply = {0};
        do { /* while the second of the one before is not over */
            http_reply_clear(&reply);
            reply = office_guest_ask(&operator, "POST", SNAPSHOT, NULL);
        } while (reply.status == 429);
        g_assert_cmpuint(reply.status, ==, 200);
        g_assert_cmpstr(http_reply_header(&reply, "Content-Type"), ==, "image/jpeg");
        g_assert_nonnull(
                g_strstr_len(http_reply_header(&reply, "Content-Disposition"), -1, "demo_20"));
        gsize size = 0;
        const uint8_t *bytes = g_bytes_get_data(reply.body, &size);
        g_assert_cmpuint(size, >, 3);
        g_assert_cmpuint(bytes[0], ==, 0xff);
        g_assert_cmpuint(bytes[1], ==, 0xd8);
        http_reply_clear(&reply);
        room_client_free(site);
    }
    test_server_clear(&test);
}

static void test_its_name_is_the_meetings_and_the_times(void)
{
    g_autofree char *name = snapshot_file_name("GB-01", INT64_C(1522202522000000));
    g_assert_cmpstr(name, ==, "GB-01_2018-03-28_09-02-02.jpg");
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func(
            "/snapshot_api/S-11/a_still_of_what_the_sites_see", test_a_still_of_what_the_sites_see);
    g_test_add_func("/snapshot_api/S-11/its_name_is_the_meetings_and_the_times",
            test_its_name_is_the_meetings_and_the_times);
    return g_test_run();
}
