#include "signaling/app/recording_finisher.h"

#include "signaling/app/recording_scraps.h"
#include "signaling/store/recording_book.h"
#include "signaling/store/recording_stems.h"
#include "tests/fakes/test_database.h"

#include <gio/gio.h>
#include <glib/gstdio.h>

#include <unistd.h>

enum { START_US = 1000000 };

/* A recording of two files that is over, and a program in place of the media server's that says one thing of each. */
typedef struct Scene {
    TestDatabase place;
    GMainLoop *loop;
    char *program;
    char *segments[2];
    int64_t id;
} Scene;

static bool nobody_runs(const char *meeting, void *user_data)
{
    (void)meeting;
    (void)user_data;
    return false;
}

static void on_finished(int64_t recording, void *user_data)
{
    const Scene *scene = user_data;
    g_assert_cmpint(recording, ==, scene->id);
    g_main_loop_quit(scene->loop);
}

static void write_program(Scene *scene, const char *says)
{
    g_autofree char *script = g_strdup_printf("#!/bin/sh\necho '%s'\n", says);
    scene->program = g_build_filename(scene->place.folder, "program", NULL);
    g_assert_true(g_file_set_contents(scene->program, script, -1, NULL));
    g_assert_cmpint(g_chmod(scene->program, 0700), ==, 0);
}

static void add_recording(Scene *scene, const char *reason)
{
    Database *database = test_database_open(&scene->place);
    g_assert_true(recording_book_begin(database, ".", "chu-toa", START_US, &scene->id, NULL));
    for (int i = 0; i < 2; i++) {
        g_autofree char *path = g_strdup_printf("./%" G_GINT64_FORMAT "-%d.webm", scene->id, i + 1);
        const RecordingSpan span = {.number = i + 1,
                .path = path,
                .wall_start_us = START_US * (1 + 10 * (int64_t)i),
                .wall_end_us = START_US * (6 + 10 * (int64_t)i),
                .file_start_us = 5 * (int64_t)START_US * i};
        scene->segments[i] = g_build_filename(scene->place.folder, path, NULL);
        g_assert_true(g_file_set_contents(scene->segments[i], "x", -1, NULL));
        g_assert_true(recording_book_put_span(database, scene->id, &span, NULL));
    }
    g_assert_true(recording_book_step(
            database, scene->id, RECORDING_COMPLETING, reason, 20 * (int64_t)START_US, NULL));
    database_close(database);
}

/* What became of it. @param recording  cleared by the caller */
static void finish(Scene *scene, const char *says, const char *reason, Recording *recording)
{
    *scene = (Scene){.loop = g_main_loop_new(NULL, FALSE)};
    test_database_init(&scene->place);
    write_program(scene, says);
    add_recording(scene, reason);
    Store *store = store_new(scene->place.folder, scene->place.url, NULL);
    g_assert_nonnull(store);
    RecordingFinisher *finisher = recording_finisher_new(&(RecordingFinisherConfig){.store = store,
            .folder = scene->place.folder,
            .program = scene->program,
            .leftover_us = G_MAXINT64,
            .runs = nobody_runs,
            .finished = on_finished,
            .user_data = scene});
    g_main_loop_run(scene->loop);
    store_free(store); /* what was submitted is done */
    recording_finisher_free(finisher);
    Database *database = test_database_open(&scene->place);
    g_assert_true(recording_book_find(database, scene->id, recording, NULL));
    database_close(database);
}

static void scene_clear(Scene *scene)
{
    for (int i = 0; i < 2; i++) {
        (void)g_unlink(scene->segments[i]);
        g_free(scene->segments[i]);
    }
    (void)g_unlink(scene->program);
    g_free(scene->program);
    g_main_loop_unref(scene->loop);
    test_database_clear(&scene->place);
}

static const char whole[] =
        "{\"duration_us\":10000000,\"bytes\":77,\"width\":1280,\"height\":720,\"sha256\":\"ab\","
        "\"segments\":[{\"start_us\":1000000,\"offset_us\":0,\"duration_us\":5000000},"
        "{\"start_us\":11000000,\"offset_us\":5000000,\"duration_us\":5000000}],"
        "\"stems\":[{\"number\":1,\"identity\":\"xa-a\",\"name\":\"Xã A\",\"bytes\":5,\"sha256\":"
        "\"cd\"}]}";

static void test_what_is_whole_is_ready_and_its_segments_go(void)
{
    Scene scene;
    g_auto(Recording) found = {0};
    finish(&scene, whole, "", &found);
    g_assert_cmpint(found.state, ==, RECORDING_READY);
    g_assert_cmpint(found.duration_us, ==, 10000000);
    g_assert_cmpint(found.bytes, ==, 77);
    g_assert_cmpint(found.width, ==, 1280);
    g_assert_cmpstr(found.sha256, ==, "ab");
    g_assert_cmpint(found.stem_bytes, ==, 5);
    Database *database = test_database_open(&scene.place);
    g_autoptr(GArray) stems = recording_stems_load(database, scene.id, NULL);
    g_assert_cmpint(stems->len, ==, 1);
    g_assert_cmpstr(g_array_index(stems, RecordingStem, 0).name, ==, "Xã A");
    database_close(database);
    for (int i = 0; i < 2; i++) {
        g_assert_false(g_file_test(scene.segments[i], G_FILE_TEST_EXISTS));
    }
    scene_clear(&scene);
}

/* Who asked for its end at once has nothing, and nothing failed; what ended by itself did. */
static void test_where_there_is_nothing(void)
{
    static const struct {
        const char *reason;
        RecordingState state;
    } cases[] = {{"", RECORDING_EMPTY}, {"read_only", RECORDING_FAILED}};

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        Scene scene;
        g_auto(Recording) found = {0};
        finish(&scene, "{\"fault\":\"nothing\",\"reason\":\"none holds anything\"}",
                cases[i].reason, &found);
        g_assert_cmpint(found.state, ==, cases[i].state);
        g_assert_cmpstr(found.reason, ==, cases[i].reason);
        g_assert_cmpint(found.bytes, ==, 0);
        g_assert_true(g_file_test(scene.segments[0], G_FILE_TEST_EXISTS));
        scene_clear(&scene);
    }
}

static void start(Scene *scene, RecordingFinisher **finisher, Store **store,
        void (*finished)(int64_t recording, void *user_data))
{
    *store = store_new(scene->place.folder, scene->place.url, NULL);
    *finisher = recording_finisher_new(&(RecordingFinisherConfig){.store = *store,
            .folder = scene->place.folder,
            .program = scene->program,
            .leftover_us = 1,
            .runs = nobody_runs,
            .finished = finished,
            .user_data = scene});
}

static void on_finished_die(int64_t recording, void *user_data)
{
    (void)recording;
    (void)user_data;
    _exit(9); /* the book says that it is ready, and nothing was removed yet */
}

static void scene_init(Scene *scene, const char *says)
{
    *scene = (Scene){.loop = g_main_loop_new(NULL, FALSE)};
    test_database_init(&scene->place);
    write_program(scene, says);
}

/* In another process: it dies in the worst moment. */
static void die_between(const char *folder)
{
    Scene scene = {.loop = g_main_loop_new(NULL, FALSE), .place = {.folder = (char *)folder}};
    RecordingFinisher *finisher = NULL;
    Store *store = NULL;
    scene.place.url = (char *)g_getenv("SCENE_URL");
    scene.program = g_build_filename(folder, "program", NULL);
    start(&scene, &finisher, &store, on_finished_die);
    g_main_loop_run(scene.loop);
}

static bool is_gone(const Scene *scene)
{
    return !g_file_test(scene->segments[0], G_FILE_TEST_EXISTS) &&
            !g_file_test(scene->segments[1], G_FILE_TEST_EXISTS);
}

static void test_who_dies_before_the_segments_are_gone(void)
{
    Scene scene;
    RecordingFinisher *finisher = NULL;
    Store *store = NULL;
    scene_init(&scene, whole);
    add_recording(&scene, "");
    g_setenv("SCENE_FOLDER", scene.place.folder, TRUE);
    g_setenv("SCENE_URL", scene.place.url, TRUE);
    g_autoptr(GSubprocess) dying =
            g_subprocess_new(G_SUBPROCESS_FLAGS_STDOUT_SILENCE, NULL, "/proc/self/exe", NULL);
    g_unsetenv("SCENE_FOLDER");
    g_assert_nonnull(dying);
    g_assert_true(g_subprocess_wait(dying, NULL, NULL));
    g_assert_cmpint(g_subprocess_get_exit_status(dying), ==, 9);
    g_assert_false(is_gone(&scene));
    start(&scene, &finisher, &store, NULL);
    while (!is_gone(&scene)) {
        g_main_context_iteration(NULL, FALSE);
    }
    store_free(store);
    recording_finisher_free(finisher);
    scene_clear(&scene);
}

/* Until the recording is so. */
static void wait_for(Scene *scene, RecordingState state, const char *waits)
{
    Database *database = test_database_open(&scene->place);
    for (bool so = false; !so;) {
        int64_t count = 0;
        g_assert_true(database_number(database,
                "SELECT COUNT(*) FROM recordings WHERE id = $1 AND state = $2 AND waits = $3",
                DATABASE_VALUES(database_int(scene->id), database_text(recording_state_word(state)),
                        database_text(waits)),
                0, &count, NULL));
        so = count == 1;
        g_main_context_iteration(NULL, FALSE);
    }
    database_close(database);
}

/* The disk has no room for the whole: people are told, and it goes on once there is. */
static void test_what_is_in_the_way_is_told_until_it_is_not(void)
{
    static const struct {
        const char *says, *waits;
    } rows[] = {
            {"{\"fault\":\"disk_full\",\"reason\":\"no room\"}", "disk_full"},
            {"{\"fault\":\"read_only\",\"reason\":\"no\"}", "read_only"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        Scene scene;
        RecordingFinisher *finisher = NULL;
        Store *store = NULL;
        scene_init(&scene, rows[i].says);
        add_recording(&scene, "");
        start(&scene, &finisher, &store, on_finished);
        wait_for(&scene, RECORDING_COMPLETING, rows[i].waits);
        recording_finisher_free(finisher);
        store_free(store);
        g_free(scene.program);
        write_program(&scene, whole); /* there is room now, for the next look */
        start(&scene, &finisher, &store, on_finished);
        g_main_loop_run(scene.loop);
        wait_for(&scene, RECORDING_READY, "");
        store_free(store);
        recording_finisher_free(finisher);
        scene_clear(&scene);
    }
}

/* A file that is still written is nobody's fault, and is looked at again soon. */
static void test_what_is_still_written_is_waited_for(void)
{
    Scene scene;
    RecordingFinisher *finisher = NULL;
    Store *store = NULL;
    scene_init(&scene, whole);
    add_recording(&scene, "");
    g_autofree char *second = g_strconcat(scene.program, "-2", NULL);
    g_autofree char *script = g_strdup_printf(
            "#!/bin/sh\necho '{\"fault\":\"busy\",\"reason\":\"it is written\"}'\nmv '%s' '%s'\n",
            second, scene.program);
    g_assert_cmpint(g_rename(scene.program, second), ==, 0);
    g_assert_true(g_file_set_contents(scene.program, script, -1, NULL));
    g_assert_cmpint(g_chmod(scene.program, 0700), ==, 0);
    start(&scene, &finisher, &store, on_finished);
    g_main_loop_run(scene.loop);
    wait_for(&scene, RECORDING_READY, "");
    store_free(store);
    recording_finisher_free(finisher);
    scene_clear(&scene);
}

/* One that is on in a meeting which nobody runs is ended, and made whole. */
static void test_what_nobody_runs_is_ended(void)
{
    Scene scene;
    RecordingFinisher *finisher = NULL;
    Store *store = NULL;
    scene_init(&scene, whole);
    add_recording(&scene, "");
    Database *database = test_database_open(&scene.place);
    g_assert_true(database_run(database, "UPDATE recordings SET state = 'paused', end_us = 0",
            DATABASE_NO_VALUES, NULL, NULL));
    database_close(database);
    start(&scene, &finisher, &store, on_finished);
    wait_for(&scene, RECORDING_PAUSED, ""); /* seen once: its meeting may be opened again */
    recording_finisher_kick(finisher);
    g_main_loop_run(scene.loop);
    wait_for(&scene, RECORDING_READY, "");
    store_free(store);
    recording_finisher_free(finisher);
    scene_clear(&scene);
}

int main(int argc, char **argv)
{
    if (g_getenv("SCENE_FOLDER") != NULL) {
        die_between(g_getenv("SCENE_FOLDER"));
    }
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/recording_finisher/who_dies_before_the_segments_are_gone",
            test_who_dies_before_the_segments_are_gone);
    g_test_add_func("/recording_finisher/what_is_in_the_way_is_told_until_it_is_not",
            test_what_is_in_the_way_is_told_until_it_is_not);
    g_test_add_func("/recording_finisher/what_is_still_written_is_waited_for",
            test_what_is_still_written_is_waited_for);
    g_test_add_func(
            "/recording_finisher/what_nobody_runs_is_ended", test_what_nobody_runs_is_ended);
    g_test_add_func("/recording_finisher/what_is_whole_is_ready_and_its_segments_go",
            test_what_is_whole_is_ready_and_its_segments_go);
    g_test_add_func("/recording_finisher/where_there_is_nothing", test_where_there_is_nothing);
    return g_test_run();
}
