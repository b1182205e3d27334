#include "signaling/app/demo_province.h"
#include "signaling/meeting/recording_copy.h"
#include "signaling/store/database_open.h"
#include "signaling/store/record_sql.h"
#include "signaling/store/recording_stems.h"
#include "tests/fakes/recording_shelf.h"
#include "tests/loop/office_guest.h"

#include <glib/gstdio.h>

#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define ONE "/api/v1/recordings/1"

enum { FILE_SIZE = 100000 };

/* A recording of a district's meeting, who may see it, and who may not. */
typedef struct Archive {
    TestServer test;
    OfficeGuest clerk;
    OfficeGuest secretary;
    OfficeGuest operator;
    OfficeGuest admin;
    OfficeGuest technician;
    OfficeGuest other; /* clerk of another district */
    char *file;
    char *stem; /* of the only site that was heard */
} Archive;

static void put_file(Archive *archive)
{
    g_autofree char *folder = g_build_filename(archive->test.folder, "recordings", "shelf", NULL);
    g_autofree char *bytes = g_malloc(FILE_SIZE);

    for (size_t i = 0; i < FILE_SIZE; i++) {
        bytes[i] = (char)('a' + i % 26);
    }
    g_assert_cmpint(g_mkdir_with_parents(folder, 0700), ==, 0);
    archive->file = g_build_filename(folder, "1.webm", NULL);
    g_assert_true(g_file_set_contents(archive->file, bytes, FILE_SIZE, NULL));
    g_autofree char *stems = g_build_filename(folder, "1.stems", NULL);
    archive->stem = g_build_filename(stems, "1.webm", NULL);
    g_assert_cmpint(g_mkdir(stems, 0700), ==, 0);
    g_assert_true(g_file_set_contents(archive->stem, "a stem", -1, NULL));
}

static void fill(const TestServer *test)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(Database) database = database_open(test->folder, "", &error);

    g_assert_true(database_begin(database, &error));
    (void)demo_province_fill(database, &error);
    g_assert_no_error(error);
    shelf_add_meeting(database, "GB-11", "Họp giao ban tháng 11", "903");
    shelf_say(database, "GB-11", 5, "ask", "link:Xã An Bình", "Đường giao thông nông thôn");
    shelf_say(database, "GB-11", 6, "floor", "link:Xã An Bình", "");
    shelf_say(database, "GB-11", 9, "floor", "", "");
    g_assert_cmpint(shelf_add_recording(database, "GB-11", SHELF_START_US), ==, 1);
    static const RecordingStem stem = {
            1, (char *)"xa-an-binh", (char *)"Xã An/Bình", 6, (char *)"ab"};
    g_assert_true(recording_stems_set(database, 1, &stem, 1, &error));
    g_assert_true(database_commit(database, &error));
}

/* @param who  a letter for each who is there: making an account takes its time */
static void archive_init(Archive *archive, const char *who)
{
    const struct {
        char letter;
        OfficeGuest *guest;
        const char *role;
        const char *unit;
    } guests[] = {
            {'c', &archive->clerk, "van_thu", "903"},
            {'s', &archive->secretary, "thu_ky", "903"},
            {'o', &archive->operator, "van_hanh", "91"},
            {'a', &archive->admin, "quan_tri", "91"},
            {'t', &archive->technician, "ky_thuat", "903"},
            {'x', &archive->other, "van_thu", "904"},
    };

    *archive = (Archive){0};
    test_server_init(&archive->test, NULL);
    fill(&archive->test);
    put_file(archive);
    for (size_t i = 0; i < G_N_ELEMENTS(guests); i++) {
        if (strchr(who, guests[i].letter) != NULL) {
            *guests[i].guest = office_guest_new(&archive->test, guests[i].role, guests[i].unit);
        }
    }
}

static void archive_clear(Archive *archive)
{
    office_guest_clear(&archive->clerk);
    office_guest_clear(&archive->secretary);
    office_guest_clear(&archive->operator);
    office_guest_clear(&archive->admin);
    office_guest_clear(&archive->technician);
    office_guest_clear(&archive->other);
    g_free(archive->file);
    g_free(archive->stem);
    test_server_clear(&archive->test);
}

/* Asks; the answer must have this status, and (unless NULL) this in it. */
static void expect(const OfficeGuest *guest, const char *method, const char *path, const char *body,
        unsigned status, const char *says)
{
    HttpReply reply = office_guest_ask(guest, method, path, body);
    g_autofree char *text = office_guest_text(&reply);

    g_test_message("%s %s %s %s: %u %.400s", guest->username, method, path,
            body != NULL ? body : "", reply.status, text);
    g_assert_cmpuint(reply.status, ==, status);
    g_assert_true(says == NULL || strstr(text, says) != NULL);
    http_reply_clear(&reply);
}

static HttpReply fetch(const OfficeGuest *guest, const char *path, const char *range)
{
    return http_ask(guest->test,
            &(HttpAsk){.method = "GET", .path = path, .cookie = guest->cookie, .range = range});
}

/* ---- finding ---- */

static void test_found_by_words(void)
{
    Archive archive;
    archive_init(&archive, "cox");
    const OfficeGuest *clerk = &archive.clerk;

    expect(clerk, "GET", "/api/v1/recordings?q=an%20binh%20noi%20ve%20duong", NULL, 200,
            "\"note\":\"Đường giao thông nông thôn\"");
    expect(clerk, "GET", "/api/v1/recordings?q=khong%20co", NULL, 200, "\"total\":0");
    expect(clerk, "GET", "/api/v1/recordings?from=2026-11-22T00:00:00Z&to=2026-11-23T00:00:00Z",
            NULL, 200, "\"total\":1");
    expect(clerk, "GET", "/api/v1/recordings?from=x", NULL, 422, "from");
    expect(clerk, "GET", "/api/v1/recordings?after=x", NULL, 422, "after");
    expect(clerk, "GET", "/api/v1/recordings?after=1:1", NULL, 200, "\"items\":[]");
    expect(clerk, "GET", "/api/v1/recordings?meeting=gb-11&limit=1", NULL, 200, "\"next\"");
    expect(clerk, "GET", ONE, NULL, 200, "\"from_ms\":360000");
    expect(&archive.other, "GET", "/api/v1/recordings", NULL, 200, "\"total\":0");
    expect(&archive.operator, "GET", "/api/v1/recordings", NULL, 200, "\"total\":1");

    expect(clerk, "POST", ONE "/marks", "{\"title\":\"Ý kiến hay\",\"from_ms\":5,\"to_ms\":5}", 422,
            "to_ms");
    expect(clerk, "POST", ONE "/marks", "{\"title\":\"Ý kiến hay\",\"from_ms\":5,\"to_ms\":9}", 201,
            "van_thu.903");
    expect(clerk, "GET", "/api/v1/recordings?q=y%20kien%20hay", NULL, 200, "\"total\":1");
    expect(&archive.other, "DELETE", ONE "/marks/1", NULL, 404, NULL);
    expect(clerk, "DELETE", ONE "/marks/1", NULL, 204, NULL);
    expect(clerk, "DELETE", ONE "/marks/1", NULL, 404, NULL);
    archive_clear(&archive);
}

/* ---- watching ---- */

static void assert_part(
        const OfficeGuest *guest, const char *range, unsigned status, const char *says, gsize size)
{
    HttpReply reply = fetch(guest, ONE "/file", range);
    const char *part = http_reply_header(&reply, "Content-Range");

    g_test_message("Range %s: %u %s", range, reply.status, part != NULL ? part : "");
    g_assert_cmpuint(reply.status, ==, status);
    g_assert_cmpstr(part, ==, says);
    g_assert_true(size == 0 || g_bytes_get_size(reply.body) == size);
    http_reply_clear(&reply);
}

static void test_parts_and_hostile_ranges(void)
{
    Archive archive;
    archive_init(&archive, "c");
    static const struct {
        const char *range;
        unsigned status;
        const char *says;
        gsize size;
    } rows[] = {
            {NULL, 200, NULL, FILE_SIZE},
            {"bytes=0-0", 206, "bytes 0-0/100000", 1},
            {"bytes=99999-", 206, "bytes 99999-99999/100000", 1},
            {"bytes=-1", 206, "bytes 99999-99999/100000", 1},
            {"bytes=50-9223372036854775807", 206, "bytes 50-99999/100000", 99950},
            {"bytes=-9223372036854775807", 206, "bytes 0-99999/100000", FILE_SIZE},
            {"bytes=100000-", 416, "bytes */100000", 0},
            {"bytes=-0", 416, "bytes */100000", 0},
            {"bytes=9223372036854775807-", 416, "bytes */100000", 0},
            {"bytes=9223372036854775808-", 416, "bytes */100000", 0}, /* too large for 64 bits */
            /* what is no range is answered with all of it */
            {"bytes=99999999999999999999999-1", 200, NULL, FILE_SIZE},
            {"bytes=5-4", 200, NULL, FILE_SIZE},
            {"bytes=--5", 200, NULL, FILE_SIZE},
            {"bytes=0-1,2-3,4-5", 200, NULL, FILE_SIZE},
            {"bytes=0x10-", 200, NULL, FILE_SIZE},
            {"items=0-1", 200, NULL, FILE_SIZE},
            {"bytes=", 200, NULL, FILE_SIZE},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        assert_part(&archive.clerk, rows[i].range, rows[i].status, rows[i].says, rows[i].size);
    }
    archive_clear(&archive);
}

static void test_each_visit_is_noted(void)
{
    Archive archive;
    archive_init(&archive, "csa");

    assert_part(
            &archive.clerk, "bytes=500-", 206, "bytes 500-99999/100000", 0); /* not its beginning */
    assert_part(&archive.clerk, "bytes=700-", 206, "bytes 700-99999/100000", 0);
    expect(&archive.clerk, "GET", ONE "/file?download=1", NULL, 422, "whom");
    expect(&archive.clerk, "GET", ONE "/file?download=1&whom=S%E1%BB%9F%20T%C6%B0%20ph%C3%A1p",
            NULL, 200, NULL);
    expect(&archive.secretary, "POST", ONE "/copies",
            "{\"form\":\"mp3\",\"recipient\":\"Ghi biên bản\"}", 201, NULL);
    json_t *copies = office_guest_json(&archive.clerk, "GET", ONE "/access", NULL, 200);
    const json_t *copy = json_array_get(json_object_get(copies, "items"), 0);
    g_assert_cmpstr(json_string_value(json_object_get(copy, "kind")), ==, "copy");
    g_assert_cmpstr(json_string_value(json_object_get(copy, "whom")), ==, "Ghi biên bản");
    json_decref(copies);
    json_t *access = office_guest_json(&archive.secretary, "GET", ONE "/access", NULL, 200);
    const json_t *items = json_object_get(access, "items");
    g_assert_cmpuint(json_array_size(items), ==, 3);
    const json_t *newest = json_array_get(items, 1);
    g_assert_cmpstr(json_string_value(json_object_get(newest, "kind")), ==, "download");
    g_assert_cmpstr(json_string_value(json_object_get(newest, "whom")), ==, "Sở Tư pháp");
    g_assert_cmpstr(json_string_value(json_object_get(newest, "account")), ==, "van_thu.903");
    json_decref(access);
    expect(&archive.admin, "GET", "/api/v1/audit?action=recording.download", NULL, 200,
            "recording:1");
    archive_clear(&archive);
}

/* ---- copies of it ---- */

/* A copy that has been made. @return its file; free with g_free() */
static char *put_copy(const Archive *archive, int64_t recording, const char *form)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(Database) database = database_open(archive->test.folder, "", &error);
    RecordingCopy copy = {0};

    record_init(&recording_copy_type, &copy);
    copy.recording = recording;
    copy.form = recording != 0 ? COPY_MP3 : COPY_PACKAGE;
    copy.state = COPY_READY;
    copy.finished_us = g_get_real_time();
    g_free(copy.meeting);
    copy.meeting = g_strdup("gb-11");
    g_free(copy.recipient);
    copy.recipient = g_strdup("Sở Tài chính");
    g_assert_true(record_insert(database, &recording_copy_type, &copy, &error));
    g_assert_no_error(error);
    g_autofree char *name = g_strdup_printf("%" G_GINT64_FORMAT ".%s", copy.id, form);
    record_clear(&recording_copy_type, &copy);
    g_autofree char *folder = g_build_filename(archive->test.folder, "copies", NULL);
    char *file = g_build_filename(folder, name, NULL);
    g_assert_cmpint(g_mkdir_with_parents(folder, 0700), ==, 0);
    g_assert_true(g_file_set_contents(file, "copy", -1, NULL));
    return file;
}

static void expect_newest_access(const Archive *archive, const char *kind, const char *whom)
{
    json_t *access = office_guest_json(&archive->clerk, "GET", ONE "/access", NULL, 200);
    const json_t *newest = json_array_get(json_object_get(access, "items"), 0);

    g_assert_cmpstr(json_string_value(json_object_get(newest, "kind")), ==, kind);
    g_assert_cmpstr(json_string_value(json_object_get(newest, "whom")), ==, whom);
    json_decref(access);
}

static void test_copies_are_noted_and_go_with_it(void)
{
    Archive archive;
    archive_init(&archive, "ca");
    g_autofree char *sound = put_copy(&archive, 1, "mp3");
    g_autofree char *package = put_copy(&archive, 0, "zip");
    const OfficeGuest *clerk = &archive.clerk;

    expect(clerk, "GET", "/api/v1/copies/1/file", NULL, 200, "copy");
    expect_newest_access(&archive, "download", "Sở Tài chính");
    expect(clerk, "POST", "/api/v1/meetings/gb-11/packages", "{\"recipient\":\"Lưu trữ tỉnh\"}",
            201, NULL);
    expect_newest_access(&archive, "copy", "Lưu trữ tỉnh"); /* the recording is in it */
    expect(clerk, "POST", ONE "/erasures", "{\"reason\":\"Hết thời hạn\"}", 201, "requested");
    expect(&archive.admin, "POST", ONE "/erasures/1/decision",
            "{\"erase\":true,\"reason\":\"Đúng hạn\"}", 200, "done");
    g_assert_false(g_file_test(sound, G_FILE_TEST_EXISTS));
    g_assert_false(g_file_test(package, G_FILE_TEST_EXISTS));
    for (int id = 1; id <= 3; id++) {
        g_autofree char *path = g_strdup_printf("/api/v1/copies/%d/file", id);
        expect(clerk, "GET", path, NULL, 404, NULL);
    }
    archive_clear(&archive);
}

static void test_what_lies_in_the_files_place(void)
{
    Archive archive;
    archive_init(&archive, "c");

    g_assert_cmpint(g_unlink(archive.file), ==, 0);
    expect(&archive.clerk, "GET", ONE "/file", NULL, 404, NULL);
    g_assert_cmpint(symlink("/etc/passwd", archive.file), ==, 0);
    expect(&archive.clerk, "GET", ONE "/file", NULL, 404, NULL);
    g_assert_cmpint(g_unlink(archive.file), ==, 0);
    g_assert_cmpint(mkfifo(archive.file, 0600), ==, 0);
    expect(&archive.clerk, "GET", ONE "/file", NULL, 404, NULL);
    archive_clear(&archive);
}

/* ---- who may ---- */

static void test_rights(void)
{
    Archive archive;
    archive_init(&archive, "csoatx");
    g_autofree char *copied = put_copy(&archive, 1, "mp3");
    static const char share[] = "{\"agency\":\"Sở Tư pháp\",\"purpose\":\"Đối chiếu\","
                                "\"expires\":\"2020-01-01T00:00:00Z\"}";
    static const struct {
        const char *method;
        const char *path;
        const char *body;
        /* clerk, secretary, operator, administrator, technician, other: as the table of roles has it */
        unsigned statuses[6];
    } rows[] = {
            {"GET", ONE, NULL, {200, 200, 200, 403, 403, 404}},
            {"GET", ONE "/file", NULL, {200, 200, 200, 403, 403, 404}},
            {"GET", ONE "/stems", NULL, {200, 200, 200, 403, 403, 404}},
            {"GET", ONE "/stems/1?whom=x", NULL, {200, 200, 200, 403, 403, 404}},
            {"GET", ONE "/stems/2?whom=x", NULL, {404, 404, 404, 403, 403, 404}},
            {"GET", ONE "/stems/x?whom=x", NULL, {404, 404, 404, 403, 403, 404}},
            {"GET", ONE "/stems/1", NULL, {422, 422, 422, 403, 403, 404}},
            {"GET", ONE "/thumbnails/0", NULL, {404, 404, 404, 403, 403, 404}},
            {"GET", ONE "/thumbnails/-1", NULL, {404, 404, 404, 403, 403, 404}},
            {"GET", ONE "/access", NULL, {200, 200, 200, 403, 403, 404}},
            {"GET", ONE "/marks", NULL, {200, 200, 200, 403, 403, 404}},
            {"POST", ONE "/marks", "{}", {422, 422, 422, 403, 403, 404}},
            {"DELETE", ONE "/marks/1", NULL, {404, 404, 404, 403, 403, 404}},
            {"GET", ONE "/copies", NULL, {200, 200, 200, 403, 403, 404}},
            {"POST", ONE "/copies", "{\"form\":\"avi\"}", {422, 422, 422, 403, 403, 404}},
            {"GET", "/api/v1/copies/1/file", NULL, {200, 200, 200, 403, 403, 404}},
            {"DELETE", "/api/v1/copies/9", NULL, {404, 404, 404, 403, 403, 404}},
            {"GET", "/api/v1/meetings/gb-11/packages", NULL, {200, 200, 200, 403, 403, 404}},
            {"POST", "/api/v1/meetings/gb-11/packages", "{\"form\":\"avi\"}",
                    {422, 422, 422, 403, 403, 404}},
            {"GET", ONE "/keeping", NULL, {200, 200, 200, 403, 403, 404}},
            {"GET", ONE "/erasures", NULL, {200, 200, 200, 403, 403, 404}},
            {"PUT", ONE "/keeping", "{\"retention\":\"no\"}", {422, 403, 403, 403, 403, 404}},
            {"POST", ONE "/erasures", "{}", {422, 403, 403, 403, 403, 404}},
            {"DELETE", ONE "/erasures/1", NULL, {404, 403, 403, 403, 403, 404}},
            {"POST", ONE "/erasures/1/decision", "{}", {403, 403, 403, 404, 403, 403}},
            {"GET", "/api/v1/recording-erasures", NULL, {403, 403, 403, 200, 403, 403}},
            {"GET", ONE "/shares", NULL, {200, 200, 403, 403, 403, 404}},
            {"POST", ONE "/shares", share, {422, 422, 403, 403, 403, 404}},
            {"DELETE", ONE "/shares/1", NULL, {404, 404, 403, 403, 403, 404}},
            {"GET", "/api/v1/recordings/99", NULL, {404, 404, 404, 403, 403, 404}},
            {"GET", "/api/v1/recordings/x", NULL, {404, 404, 404, 403, 403, 404}},
            {"GET", "/api/v1/retention-classes", NULL, {200, 200, 200, 200, 200, 200}},
            {"PUT", "/api/v1/retention-classes", "{}", {403, 403, 403, 422, 403, 403}},
            {"PUT", "/api/v1/retention-kinds/giao_ban", "{\"retention\":\"no\"}",
                    {403, 403, 403, 422, 403, 403}},
    };
    const OfficeGuest *guests[] = {&archive.clerk, &archive.secretary,
            &archive.operator, & archive.admin, &archive.technician, &archive.other};

    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        for (size_t n = 0; n < G_N_ELEMENTS(guests); n++) {
            expect(guests[n], rows[i].method, rows[i].path, rows[i].body, rows[i].statuses[n],
                    NULL);
        }
    }
    archive_clear(&archive);
}

/* ---- the sound of each site ---- */

/* A copy of one site's sound is noted as such, and goes with the recording. */
static void test_the_sound_of_a_site(void)
{
    Archive archive;
    archive_init(&archive, "ca");
    const OfficeGuest *clerk = &archive.clerk;
    HttpReply reply = fetch(clerk, ONE "/stems/1?whom=Bi%C3%AAn%20b%E1%BA%A3n", "bytes=2-5");

    g_assert_cmpuint(reply.status, ==, 206);
    g_assert_true(http_reply_has(&reply, "stem"));
    g_assert_cmpstr(http_reply_header(&reply, "Content-Type"), ==, "audio/webm");
    g_assert_nonnull(strstr(http_reply_header(&reply, "Content-Disposition"), "GB-11"));
    http_reply_clear(&reply);
    expect(clerk, "GET", ONE "/stems", NULL, 200, "\"name\":\"Xã An/Bình\"");
    expect(clerk, "GET", ONE "/access", NULL, 200, "Biên bản (tiếng: Xã An/Bình)");
    expect(clerk, "POST", ONE "/erasures", "{\"reason\":\"Hết thời hạn\"}", 201, "requested");
    expect(&archive.admin, "POST", ONE "/erasures/1/decision",
            "{\"erase\":true,\"reason\":\"Đúng hạn\"}", 200, "done");
    g_assert_false(g_file_test(archive.stem, G_FILE_TEST_EXISTS));
    expect(clerk, "GET", ONE "/stems/1?whom=x", NULL, 410, "erased");
    expect(clerk, "GET", ONE "/stems", NULL, 200, "\"items\":[]");
    archive_clear(&archive);
}

/* ---- keeping and erasing ---- */

static void test_erased_only_when_somebody_decided(void)
{
    Archive archive;
    archive_init(&archive, "ca");
    const OfficeGuest *clerk = &archive.clerk;
    const OfficeGuest *admin = &archive.admin;

    expect(clerk, "GET", "/api/v1/recordings?due=1", NULL, 200, "\"total\":0");
    expect(clerk, "PUT", ONE "/keeping", "{\"retention\":\"10_nam\",\"filed\":true}", 200,
            "2036-12-31T17:00:00Z");
    expect(clerk, "PUT", ONE "/keeping", "{\"hold\":true}", 422, "hold_reason");
    expect(clerk, "PUT", ONE "/keeping", "{\"hold\":true,\"hold_reason\":\"Đang thanh tra\"}", 200,
            "van_thu.903");
    expect(clerk, "POST", ONE "/erasures", "{\"reason\":\"Hết thời hạn\"}", 201, "requested");
    expect(clerk, "POST", ONE "/erasures", "{\"reason\":\"Hết thời hạn\"}", 409, "asked");
    expect(admin, "GET", "/api/v1/recording-erasures", NULL, 200, "Hết thời hạn");
    expect(admin, "POST", ONE "/erasures/1/decision", "{\"erase\":true}", 422, "reason");
    expect(admin, "POST", ONE "/erasures/1/decision", "{\"erase\":true,\"reason\":\"Đúng hạn\"}",
            409, "held");
    g_assert_true(g_file_test(archive.file, G_FILE_TEST_EXISTS));
    expect(clerk, "PUT", ONE "/keeping",
            "{\"hold\":false,\"hold_reason\":\"Thanh tra đã kết luận\"}", 200, NULL);
    expect(clerk, "DELETE", ONE "/erasures/1", NULL, 204, NULL);
    expect(clerk, "POST", ONE "/erasures", "{\"reason\":\"Hết thời hạn\"}", 201, "requested");
    expect(admin, "POST", ONE "/erasures/2/decision", "{\"erase\":false,\"reason\":\"Chưa rõ\"}",
            200, "refused");
    expect(clerk, "POST", ONE "/erasures", "{\"reason\":\"Hết thời hạn, lần hai\"}", 201, NULL);
    expect(admin, "POST", ONE "/erasures/3/decision", "{\"erase\":true,\"reason\":\"Đúng hạn\"}",
            200, "done");
    g_assert_false(g_file_test(archive.file, G_FILE_TEST_EXISTS));
    expect(admin, "POST", ONE "/erasures/3/decision", "{\"erase\":true,\"reason\":\"Đúng hạn\"}",
            409, "decided");
    expect(clerk, "GET", ONE "/file", NULL, 410, "erased");
    expect(clerk, "GET", ONE, NULL, 200, "\"state\":\"erased\"");
    expect(clerk, "GET", "/api/v1/recordings", NULL, 200, "\"total\":0");
    expect(clerk, "GET", "/api/v1/recordings?state=erased", NULL, 200, "\"total\":1");
    expect(clerk, "GET", ONE "/erasures", NULL, 200, "\"decided_by\":\"quan_tri.91\"");
    expect(admin, "GET", "/api/v1/audit?action=recording.erase", NULL, 200, "Đúng hạn");
    archive_clear(&archive);
}

static void test_erased_after_a_crash(void)
{
    Archive archive;
    archive_init(&archive, "");
    g_autofree char *kept = put_copy(&archive, 1, "mp3");
    g_autofree char *left = put_copy(&archive, 1, "mp3");
    g_autoptr(GError) error = NULL;

    {
        g_autoptr(Database) database = database_open(archive.test.folder, "", &error);
        g_assert_true(database_run(database, "UPDATE recordings SET state = 'erased'",
                DATABASE_NO_VALUES, NULL, &error));
        g_assert_true(database_run(database, "DELETE FROM recording_copies WHERE id = 2",
                DATABASE_NO_VALUES, NULL, &error));
    }
    test_server_restart(&archive.test);
    while (g_file_test(archive.file, G_FILE_TEST_EXISTS) || g_file_test(left, G_FILE_TEST_EXISTS)) {
        g_main_context_iteration(NULL, FALSE);
    }
    g_assert_true(g_file_test(kept, G_FILE_TEST_EXISTS));
    archive_clear(&archive);
}

static void test_what_is_due_by_the_kind_of_meeting(void)
{
    Archive archive;
    archive_init(&archive, "ca");
    static const char classes[] =
            "{\"items\":[{\"code\":\"het\",\"name\":\"Hết năm\",\"basis\":\"years\",\"years\":0}]}";

    expect(&archive.admin, "PUT", "/api/v1/retention-classes", classes, 200, "Hết năm");
    expect(&archive.admin, "PUT", "/api/v1/retention-kinds/giao_ban", "{\"retention\":\"het\"}",
            200, NULL);
    expect(&archive.admin, "PUT", "/api/v1/retention-kinds/khong_co", "{\"retention\":\"het\"}",
            404, NULL);
    expect(&archive.clerk, "GET", ONE, NULL, 200, "2026-12-31T17:00:00Z");
    expect(&archive.admin, "PUT", "/api/v1/retention-classes", "{\"items\":[]}", 422,
            "đang được sử dụng");
    archive_clear(&archive);
}

/* ---- links ---- */

static char *share_with(const OfficeGuest *guest, bool download)
{
    g_autofree char *expires = record_time_text(g_get_real_time() + 3 * SHELF_MINUTE_US);
    g_autofree char *body = g_strdup_printf("{\"agency\":\"Sở Tư pháp\",\"purpose\":\"Đối chiếu\","
                                            "\"expires\":\"%s\",\"download\":%s}",
            expires, download ? "true" : "false");
    json_t *made = office_guest_json(guest, "POST", ONE "/shares", body, 201);
    const char *link = json_string_value(json_object_get(made, "link"));
    char *token = g_strdup(strchr(link, '#') + 1);
    json_decref(made);
    return token;
}

static void expect_shared(
        const Archive *archive, const char *token, const char *rest, unsigned status)
{
    g_autofree char *path = g_strconcat("/api/v1/shared/", token, rest, NULL);
    HttpReply reply = http_ask(&archive->test, &(HttpAsk){.method = "GET", .path = path});

    g_assert_cmpuint(reply.status, ==, status);
    http_reply_clear(&reply);
}

/* Whoever has a link is a stranger. */
static void expect_shared_part(
        const Archive *archive, const char *token, const char *range, unsigned status, gsize size)
{
    g_autofree char *path = g_strconcat("/api/v1/shared/", token, "/file", NULL);
    HttpReply reply =
            http_ask(&archive->test, &(HttpAsk){.method = "GET", .path = path, .range = range});

    g_test_message("Range %s: %u", range, reply.status);
    g_assert_cmpuint(reply.status, ==, status);
    g_assert_true(size == 0 || g_bytes_get_size(reply.body) == size);
    http_reply_clear(&reply);
}

static void test_links_for_other_agencies(void)
{
    Archive archive;
    archive_init(&archive, "c");
    g_autofree char *watch = share_with(&archive.clerk, false);
    g_autofree char *keep = share_with(&archive.clerk, true);
    GError *error = NULL;

    expect_shared(&archive, watch, "", 200);
    expect_shared(&archive, watch, "/file", 200);
    expect_shared_part(&archive, watch, "bytes=-1", 206, 1);
    expect_shared_part(&archive, watch, "bytes=9223372036854775808-", 416, 0);
    expect_shared_part(&archive, watch, "bytes=0-1,2-3", 200, FILE_SIZE);
    expect_shared(&archive, watch, "/file?download=1", 403);
    expect_shared(&archive, keep, "/file?download=1", 200);
    expect_shared(&archive, "0000", "", 404);
    expect_shared(&archive, "0000", "/file", 404);
    expect(&archive.clerk, "GET", ONE "/shares", NULL, 200, "\"opened\":1");
    expect(&archive.clerk, "GET", ONE "/access", NULL, 200, "shared_download");
    expect(&archive.clerk, "DELETE", ONE "/shares/1", NULL, 204, NULL);
    expect_shared(&archive, watch, "", 410);
    expect_shared(&archive, watch, "/file", 410);
    {
        g_autoptr(Database) database = database_open(archive.test.folder, "", &error);
        g_assert_true(database_run(database, "UPDATE recording_shares SET expires = 1 WHERE id = 2",
                DATABASE_NO_VALUES, NULL, &error));
    }
    expect_shared(&archive, keep, "/file", 410); /* its time is over */
    archive_clear(&archive);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/recordings_api/S-55/found_by_words", test_found_by_words);
    g_test_add_func("/recordings_api/parts_and_hostile_ranges", test_parts_and_hostile_ranges);
    g_test_add_func("/recordings_api/S-53/each_visit_is_noted", test_each_visit_is_noted);
    g_test_add_func("/recordings_api/the_sound_of_a_site", test_the_sound_of_a_site);
    g_test_add_func(
            "/recordings_api/what_lies_in_the_files_place", test_what_lies_in_the_files_place);
    g_test_add_func("/recordings_api/S-29/S-55/rights", test_rights);
    g_test_add_func("/recordings_api/S-53/erased_only_when_somebody_decided",
            test_erased_only_when_somebody_decided);
    g_test_add_func("/recordings_api/S-53/erased_after_a_crash", test_erased_after_a_crash);
    g_test_add_func("/recordings_api/S-53/copies_are_noted_and_go_with_it",
            test_copies_are_noted_and_go_with_it);
    g_test_add_func("/recordings_api/S-53/what_is_due_by_the_kind_of_meeting",
            test_what_is_due_by_the_kind_of_meeting);
    g_test_add_func("/recordings_api/links_for_other_agencies", test_links_for_other_agencies);
    return g_test_run();
}
