#include "signaling/store/audit_log.h"
#include "signaling/store/meeting_events.h"
#include "tests/fakes/test_database.h"
#include "tests/loop/office_guest.h"
#include "tests/loop/room_guest.h"

enum { AFTER = 20 };

/* A server on PostgreSQL with a meeting that is live; a chair in it, and an administrator who adds units. */
typedef struct Office {
    TestDatabase place;
    TestServer test;
    OfficeGuest admin;
    RoomClient *chair;
    int next;
    GArray *lines; /* of int: what was acknowledged */
    GArray *units;
    unsigned lines_refused, units_refused;
} Office;

static void office_init(Office *office)
{
    *office = (Office){.next = 1,
            .lines = g_array_new(FALSE, FALSE, sizeof(int)),
            .units = g_array_new(FALSE, FALSE, sizeof(int))};
    test_database_init(&office->place);
    g_autofree char *url = g_strconcat("store.url=", office->place.url, NULL);
    test_server_init(&office->test, (const char *const[]){url, NULL});
    office->admin = office_guest_new(&office->test, "quan_tri", "");
    office->chair = room_guest_new(&office->test, "chair", ROLE_CHAIR, NULL);
}

static void office_clear(Office *office)
{
    room_client_free(office->chair);
    office_guest_clear(&office->admin);
    test_server_clear(&office->test);
    test_database_clear(&office->place);
    g_array_unref(office->lines);
    g_array_unref(office->units);
}

/* A line of the meeting's chat. What is not written down is refused in words for people. */
static bool say(Office *office, int number)
{
    g_autofree char *text = g_strdup_printf("dòng %d.", number);
    room_client_send(office->chair,
            json_pack("{s:s, s:s, s:i}", "type", "chat", "text", text, "id", number));
    json_t *outcome = room_client_wait_outcome(office->chair, number);
    const bool done = g_str_equal(room_message_text(outcome, "type"), "done");

    if (done) {
        g_array_append_val(office->lines, number);
    } else {
        office->lines_refused++;
        g_assert_cmpstr(room_message_text(outcome, "code"), ==, "server_busy");
        g_assert_cmpstr(room_message_text(outcome, "message"), ==,
                "Máy chủ đang bận. Vui lòng thử lại sau giây lát.");
    }
    json_decref(outcome);
    return done;
}

static bool add_unit(Office *office, int number)
{
    g_autofree char *body = g_strdup_printf(
            "{\"code\":\"n%d\",\"name\":\"N\",\"kind\":\"so\",\"parent\":\"\"}", number);
    HttpReply reply = office_guest_ask(&office->admin, "POST", "/api/v1/units", body);
    const bool done = reply.status == 201;

    if (done) {
        g_array_append_val(office->units, number);
    } else {
        office->units_refused++;
        g_assert_cmpuint(reply.status, ==, 503);
        g_assert_cmpstr(http_reply_header(&reply, "Content-Type"), ==, "application/problem+json");
        g_assert_true(http_reply_has(&reply, "\"store_failed\""));
        g_assert_true(http_reply_has(&reply, "Vui lòng thử lại."));
    }
    http_reply_clear(&reply);
    return done;
}

static bool work(Office *office)
{
    const int number = office->next++;
    const bool said = say(office, number);
    return add_unit(office, number) && said;
}

static void check_kept(Office *office)
{
    g_autoptr(Database) database = test_database_open(&office->place);
    int64_t rows = 0;
    int64_t broken = 0;
    AuditVerdict verdict = {0};

    for (guint i = 0; i < office->lines->len; i++) {
        g_autofree char *like =
                g_strdup_printf("%%dòng %d.%%", g_array_index(office->lines, int, i));
        g_assert_true(database_number(database,
                "SELECT count(*) FROM meeting_events WHERE kind = 'chat' AND detail LIKE $1",
                DATABASE_VALUES(database_text(like)), 0, &rows, NULL));
        g_assert_cmpint(rows, ==, 1);
    }
    for (guint i = 0; i < office->units->len; i++) {
        g_autofree char *code = g_strdup_printf("n%d", g_array_index(office->units, int, i));
        g_assert_true(database_number(database, "SELECT count(*) FROM units WHERE code = $1",
                DATABASE_VALUES(database_text(code)), 0, &rows, NULL));
        g_assert_cmpint(rows, ==, 1);
    }
    g_assert_true(meeting_events_verify(database, "demo", &rows, &broken, NULL));
    g_assert_cmpint(broken, ==, 0);
    g_assert_true(audit_verify(database, &verdict, NULL));
    g_assert_cmpint(verdict.broken_row, ==, 0);
}

/* PostgreSQL dies below a server with a running meeting: who wants to write is told so, whoever is in stays in, what was
   acknowledged is there, and the server goes on by itself as soon as there is a database again. */
static void test_goes_on_when_the_database_is_back(void)
{
    Office office;
    office_init(&office);

    room_client_send_text(office.chair, "{\"type\":\"begin\",\"id\":1}");
    json_decref(room_client_wait_outcome(office.chair, office.next++));
    g_assert_true(work(&office));
    test_database_kill_server(&office.place);
    while (office.lines_refused == 0 || office.units_refused == 0) {
        (void)work(&office);
    }
    test_database_wait_server(
            &office.place); /* who asks without a pause meanwhile is put out as a flood */
    while (!work(&office)) {
    }
    for (int i = 0; i < AFTER; i++) {
        g_assert_true(work(&office));
    }
    /* Who comes now finds the meeting as it is, and the others in it. */
    RoomClient *site = room_guest_new(&office.test, "site", ROLE_SITE, NULL);
    room_client_wait_state(office.chair, "site:site", "connected");
    room_client_free(site);
    g_test_message("%u lines and %u units were refused, %u and %u taken", office.lines_refused,
            office.units_refused, office.lines->len, office.units->len);
    check_kept(&office);
    office_clear(&office);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/server_outage/goes_on_when_the_database_is_back",
            test_goes_on_when_the_database_is_back);
    return g_test_run();
}
