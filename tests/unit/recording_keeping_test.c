#include "signaling/store/recording_keeping.h"

#include "tests/fakes/recording_shelf.h"
#include "tests/fakes/test_database.h"

static const int64_t due_10_us = INT64_C(2114355600000000); /* 2036-12-31T17:00:00Z */

static int64_t due(Database *database, int64_t recording)
{
    RecordingKeeping keeping = {0};
    g_assert_true(recording_keeping_find(database, recording, &keeping, NULL));
    const int64_t due_us = keeping.due_us;
    record_clear(&recording_keeping_type, &keeping);
    return due_us;
}

static void set_kind(Database *database, const char *retention)
{
    RetentionKind kind = {(char *)"giao_ban", (char *)retention};
    GError *error = NULL;
    (void)retention_set_kind(database, &kind, &error);
    g_assert_no_error(error);
}

static void test_class_of_the_kind_and_of_its_own(void)
{
    TestDatabase place;
    test_database_init(&place);
    Database *database = test_database_open(&place);
    RecordingKeeping keeping = {0};
    GError *error = NULL;

    shelf_add_meeting(database, "thu", "Họp giao ban", "91");
    const int64_t id = shelf_add_recording(database, "thu", SHELF_START_US);
    g_assert_cmpint(due(database, id), ==, 0); /* nothing is due by itself */
    set_kind(database, "10_nam");
    g_assert_cmpint(due(database, id), ==, due_10_us);
    set_kind(database, "");
    g_assert_cmpint(due(database, id), ==, 0);

    g_assert_true(recording_keeping_find(database, id, &keeping, NULL));
    shelf_set(&keeping.retention, "bien_ban");
    keeping.hold = true;
    shelf_set(&keeping.hold_reason, "Đang thanh tra");
    g_assert_true(recording_keeping_write(database, &keeping, NULL));
    set_kind(database, "10_nam");
    g_assert_cmpint(due(database, id), ==, 0); /* its own counts, and nothing is signed */
    g_assert_true(recording_keeping_find(database, id, &keeping, NULL));
    g_assert_true(keeping.hold);
    shelf_set(&keeping.retention, "");
    g_assert_true(recording_keeping_write(database, &keeping, NULL));
    g_assert_cmpint(keeping.due_us, ==, due_10_us);
    shelf_set(&keeping.retention, "no_such");
    g_assert_false(recording_keeping_write(database, &keeping, &error));
    g_assert_error(error, RECORD_ERROR, RECORD_ERROR_FIELD);
    g_clear_error(&error);
    record_clear(&recording_keeping_type, &keeping);
    database_close(database);
    test_database_clear(&place);
}

static void test_a_class_in_use_stays(void)
{
    TestDatabase place;
    test_database_init(&place);
    Database *database = test_database_open(&place);
    RetentionClass classes[] = {
            {(char *)"2_nam", (char *)"2 năm", RETENTION_YEARS, 2, 0},
            {(char *)"10_nam", (char *)"10 năm", RETENTION_YEARS, 11, 0},
    };
    GError *error = NULL;

    shelf_add_meeting(database, "thu", "Họp giao ban", "91");
    const int64_t id = shelf_add_recording(database, "thu", SHELF_START_US);
    set_kind(database, "10_nam");
    g_assert_true(database_begin(database, NULL));
    g_assert_false(retention_set_classes(database, classes, 1, &error));
    g_assert_error(error, RECORD_ERROR, RECORD_ERROR_FIELD);
    g_clear_error(&error);
    database_rollback(database);
    g_assert_true(retention_set_classes(database, classes, 2, NULL));
    g_assert_cmpint(due(database, id), >, due_10_us); /* a year later */
    database_close(database);
    test_database_clear(&place);
}

static void test_requests(void)
{
    TestDatabase place;
    test_database_init(&place);
    Database *database = test_database_open(&place);
    RecordingErasure erasure;
    g_auto(Recording) recording = {0};

    shelf_add_meeting(database, "thu", "Họp giao ban", "91");
    const int64_t id = shelf_add_recording(database, "thu", SHELF_START_US);
    record_init(&recording_erasure_type, &erasure);
    g_assert_true(recording_erasure_waiting(database, id, &erasure, NULL));
    g_assert_cmpint(erasure.id, ==, 0);
    erasure.recording = id;
    g_assert_true(record_insert(database, &recording_erasure_type, &erasure, NULL));
    record_clear(&recording_erasure_type, &erasure);
    record_init(&recording_erasure_type, &erasure);
    g_assert_true(recording_erasure_waiting(database, id, &erasure, NULL));
    g_assert_cmpint(erasure.recording, ==, id);
    record_clear(&recording_erasure_type, &erasure);
    g_assert_true(recording_erasure_carry_out(database, id, NULL));
    g_assert_true(recording_book_find(database, id, &recording, NULL));
    g_assert_cmpint(recording.state, ==, RECORDING_ERASED);
    database_close(database);
    test_database_clear(&place);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/recording_keeping/S-53/class_of_the_kind_and_of_its_own",
            test_class_of_the_kind_and_of_its_own);
    g_test_add_func("/recording_keeping/S-53/a_class_in_use_stays", test_a_class_in_use_stays);
    g_test_add_func("/recording_keeping/requests", test_requests);
    return g_test_run();
}
