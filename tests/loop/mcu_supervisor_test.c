#include "signaling/mcu_link/mcu_supervisor.h"

#include <gio/gunixsocketaddress.h>
#include <glib/gstdio.h>

#include <signal.h>
#include <string.h>
#include <sys/wait.h>

static const char *fake_mcu; /* the program's path, from the environment */
static const char *const no_arguments[] = {NULL};

/* One supervisor with what it said, and a loop that runs until a count is reached. */
typedef struct Fixture {
    char *run_dir;
    McuSupervisor *supervisor;
    unsigned ready, adopted, not_found, lost, connected, replies;
    McuOutcome outcome;
    int fault;
    pid_t pid;
    unsigned adopted_legs;
} Fixture;

static void on_ready(void *user_data)
{
    ((Fixture *)user_data)->ready++;
}

static void on_adopted(const ApiRoomDescription *description, void *user_data)
{
    Fixture *fixture = user_data;
    fixture->adopted++;
    fixture->adopted_legs = (unsigned)description->n_legs;
    fixture->pid = (pid_t)description->pid;
}

static void on_not_found(void *user_data)
{
    ((Fixture *)user_data)->not_found++;
}

static void on_lost(void *user_data)
{
    ((Fixture *)user_data)->lost++;
}

static void on_notification(const char *method, const json_t *body, void *user_data)
{
    if (g_str_equal(method, "leg.connected")) {
        ((Fixture *)user_data)->connected++;
    }
}

static const McuSupervisorEvents events = {
        .ready = on_ready,
        .adopted = on_adopted,
        .not_found = on_not_found,
        .lost = on_lost,
        .notification = on_notification,
};

static void on_reply(const McuReply *reply, void *user_data)
{
    Fixture *fixture = user_data;
    fixture->replies++;
    fixture->outcome = reply->outcome;
    fixture->fault = reply->fault;
}

static void run_until(const unsigned *counter, unsigned count)
{
    while (*counter < count) {
        g_main_context_iteration(NULL, TRUE);
    }
}

static void make_supervisor(Fixture *fixture, const char *program)
{
    fixture->supervisor = mcu_supervisor_new(
            &(McuSupervisorConfig){
                    .program = program,
                    .arguments = no_arguments,
                    .run_dir = fixture->run_dir,
                    .meeting = "demo",
                    .title = "Giao ban",
            },
            &events, fixture);
}

static void set_up(Fixture *fixture)
{
    *fixture = (Fixture){.run_dir = g_dir_make_tmp("mcu_supervisor_XXXXXX", NULL)};
    make_supervisor(fixture, fake_mcu);
}

static void tear_down(Fixture *fixture)
{
    g_autofree char *path = mcu_supervisor_socket_path(fixture->run_dir, "demo");
    mcu_supervisor_close_room(fixture->supervisor);
    while (g_file_test(path, G_FILE_TEST_EXISTS)) {
        g_main_context_iteration(NULL, FALSE); /* its last act is to remove its socket */
    }
    mcu_supervisor_free(fixture->supervisor);
    g_autofree char *log = g_build_filename(fixture->run_dir, "mcu-demo.log", NULL);
    (void)g_unlink(log);
    g_assert_cmpint(g_rmdir(fixture->run_dir), ==, 0);
    g_free(fixture->run_dir);
}

static void add_leg(Fixture *fixture, const char *leg, const char *offer)
{
    const ApiLegAdd add = {.leg = (char *)leg,
            .identity = (char *)"site:a",
            .name = (char *)"A",
            .offer = (char *)offer};
    mcu_supervisor_request(fixture->supervisor,
            &(McuRequest){.method = "leg.add",
                    .params = api_message_encode(API_LEG_ADD, &add),
                    .result_kind = API_ANSWER,
                    .reply = on_reply,
                    .user_data = fixture});
}

static void send_candidate(Fixture *fixture, const char *candidate)
{
    const ApiLegCandidate message = {
            .leg = (char *)"leg1", .candidate = (char *)candidate, .mid = (char *)"0"};
    mcu_supervisor_request(fixture->supervisor,
            &(McuRequest){.method = "leg.candidate",
                    .params = api_message_encode(API_LEG_CANDIDATE, &message),
                    .result_kind = API_EMPTY});
}

static void test_a_request_waits_for_the_start(void)
{
    Fixture fixture;
    set_up(&fixture);

    add_leg(&fixture, "leg1", "offer"); /* before there is a process at all */
    mcu_supervisor_start(fixture.supervisor);
    run_until(&fixture.replies, 1);
    g_assert_cmpint(fixture.outcome, ==, MCU_REPLIED);
    g_assert_cmpuint(fixture.ready, ==, 1);
    run_until(&fixture.connected, 1);
    add_leg(&fixture, "leg2", "no-codec");
    run_until(&fixture.replies, 2);
    g_assert_cmpint(fixture.outcome, ==, MCU_REFUSED);
    g_assert_cmpint(fixture.fault, ==, API_FAULT_NO_CODEC);
    tear_down(&fixture);
}

static void test_a_dead_one_is_replaced(void)
{
    Fixture fixture;
    set_up(&fixture);

    mcu_supervisor_start(fixture.supervisor);
    add_leg(&fixture, "leg1", "offer");
    run_until(&fixture.connected, 1);
    for (unsigned death = 1; death <= 3; death++) {
        add_leg(&fixture, "leg1", "offer");
        run_until(&fixture.connected, 1 + death);
        send_candidate(&fixture, "fake:die");
        run_until(&fixture.lost, death);
        g_assert_false(mcu_supervisor_is_ready(fixture.supervisor));
        run_until(&fixture.ready, 1 + death);
    }
    g_assert_cmpuint(mcu_supervisor_restarts(fixture.supervisor), ==, 3);
    tear_down(&fixture);
}

/* What is ending closes its connection before its listener: it is not taken for one that has just come up. */
static void test_one_that_is_ending_is_not_taken_again(void)
{
    Fixture fixture;
    set_up(&fixture);

    mcu_supervisor_start(fixture.supervisor);
    add_leg(&fixture, "leg1", "offer");
    run_until(&fixture.connected, 1);
    send_candidate(&fixture, "fake:linger");
    run_until(&fixture.lost, 1);
    add_leg(&fixture, "leg1", "offer");
    run_until(&fixture.connected, 2);
    g_assert_cmpuint(mcu_supervisor_restarts(fixture.supervisor), ==, 1);
    send_candidate(&fixture, "fake:die");
    run_until(&fixture.lost, 2);
    run_until(&fixture.ready, 3);
    g_assert_cmpuint(mcu_supervisor_restarts(fixture.supervisor), ==, 2);
    tear_down(&fixture);
}

static void test_one_that_outlives_the_server_is_adopted(void)
{
    Fixture fixture;
    set_up(&fixture);

    mcu_supervisor_start(fixture.supervisor);
    add_leg(&fixture, "leg1", "offer");
    run_until(&fixture.connected, 1);
    mcu_supervisor_free(fixture.supervisor);

    g_auto(GStrv) meetings = mcu_supervisor_list(fixture.run_dir);
    g_assert_cmpuint(g_strv_length(meetings), ==, 1);
    g_assert_cmpstr(meetings[0], ==, "demo");
    make_supervisor(&fixture, fake_mcu);
    mcu_supervisor_adopt(fixture.supervisor);
    run_until(&fixture.adopted, 1);
    g_assert_cmpuint(fixture.adopted_legs, ==, 1);
    g_assert_cmpuint(fixture.lost, ==, 0);

    /* From then on it is supervised like any other. */
    g_assert_cmpint(kill(fixture.pid, SIGKILL), ==, 0);
    run_until(&fixture.lost, 1);
    run_until(&fixture.ready, 2);
    tear_down(&fixture);
}

static bool listens(const char *path)
{
    g_autoptr(GSocketAddress) address = g_unix_socket_address_new(path);
    g_autoptr(GSocket) probe = g_socket_new(
            G_SOCKET_FAMILY_UNIX, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_DEFAULT, NULL);
    return g_socket_connect(probe, address, NULL, NULL);
}

/* An earlier server was killed a moment after it had started one, which nobody found yet: there is no second one. */
static void test_one_that_is_only_coming_up_is_taken(void)
{
    Fixture fixture;
    GPid started = 0;
    int status = 0;
    set_up(&fixture);
    g_autofree char *path = mcu_supervisor_socket_path(fixture.run_dir, "demo");
    const char *const program[] = {fake_mcu, "--socket", path, "--meeting", "demo", NULL};

    mcu_supervisor_adopt(fixture.supervisor);
    run_until(&fixture.not_found, 1);
    g_assert_true(g_spawn_async(
            NULL, (char **)program, NULL, G_SPAWN_DO_NOT_REAP_CHILD, NULL, NULL, &started, NULL));
    while (!listens(path)) {
        g_assert_cmpint(waitpid(started, &status, WNOHANG), ==, 0);
        g_thread_yield();
    }
    mcu_supervisor_start(fixture.supervisor);
    run_until(&fixture.ready, 1);
    g_assert_cmpint(kill(started, SIGKILL), ==, 0);
    run_until(&fixture.lost, 1); /* it was that one */
    g_assert_cmpint(waitpid(started, &status, 0), ==, started);
    run_until(&fixture.ready, 2);
    tear_down(&fixture);
}

static void test_a_socket_without_a_process_is_removed(void)
{
    Fixture fixture;
    set_up(&fixture);
    g_autofree char *path = mcu_supervisor_socket_path(fixture.run_dir, "demo");

    g_assert_true(g_file_set_contents(path, "", 0, NULL));
    mcu_supervisor_adopt(fixture.supervisor);
    run_until(&fixture.not_found, 1);
    g_assert_false(g_file_test(path, G_FILE_TEST_EXISTS));
    tear_down(&fixture);
}

static void test_a_program_that_cannot_run(void)
{
    Fixture fixture;
    set_up(&fixture);
    mcu_supervisor_free(fixture.supervisor);
    make_supervisor(&fixture, "/nonexistent/giaoban-mcu");

    mcu_supervisor_start(fixture.supervisor);
    while (mcu_supervisor_restarts(fixture.supervisor) < 2) {
        g_main_context_iteration(NULL, TRUE);
    }
    g_assert_cmpuint(fixture.ready, ==, 0);
    for (unsigned i = 0; i < MCU_SUPERVISOR_WAITING_MAX; i++) {
        send_candidate(&fixture, "");
    }
    add_leg(&fixture, "leg1", "offer"); /* one more than may wait */
    g_assert_cmpuint(fixture.replies, ==, 1);
    g_assert_cmpint(fixture.outcome, ==, MCU_GONE);
    tear_down(&fixture);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    fake_mcu = g_getenv("FAKE_MCU");
    g_assert_true(g_file_test(fake_mcu, G_FILE_TEST_IS_EXECUTABLE));
    g_test_add_func(
            "/mcu_supervisor/a_request_waits_for_the_start", test_a_request_waits_for_the_start);
    g_test_add_func("/mcu_supervisor/a_dead_one_is_replaced", test_a_dead_one_is_replaced);
    g_test_add_func("/mcu_supervisor/one_that_is_ending_is_not_taken_again",
            test_one_that_is_ending_is_not_taken_again);
    g_test_add_func("/mcu_supervisor/one_that_outlives_the_server_is_adopted",
            test_one_that_outlives_the_server_is_adopted);
    g_test_add_func("/mcu_supervisor/S-21/one_that_is_only_coming_up_is_taken",
            test_one_that_is_only_coming_up_is_taken);
    g_test_add_func("/mcu_supervisor/a_socket_without_a_process_is_removed",
            test_a_socket_without_a_process_is_removed);
    g_test_add_func("/mcu_supervisor/a_program_that_cannot_run", test_a_program_that_cannot_run);
    return g_test_run();
}
