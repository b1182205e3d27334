#include "mcu/room/lip_sync.h"

#include <glib.h>

enum {
    SOUND_HZ = 48000,
    PICTURE_HZ = 90000,
    TICK_US = 20000,
    PERIOD_US = 40000,
    PICTURE_BEGINS = 123456,
};

#define SECOND       INT64_C(1000000)
#define SENDER_US    (INT64_C(3900000000) * SECOND) /* its clock is far from ours */
#define BEGIN_US     (1000 * SECOND)
#define SOUND_BEGINS INT64_C(4294960000) /* its RTP time wraps soon */
#define NO_REPORTS   INT64_MAX

/* A sender whose two streams take different times to come; all of it in microseconds since it began. */
typedef struct Sender {
    LipSync sync;
    int64_t at_us;
    int64_t sound_delay_us;                       /* from the microphone to the mix */
    int64_t picture_delay_us;                     /* from the camera to here */
    int64_t sound_reports_us, picture_reports_us; /* from then on there are reports */
    int64_t sound_wrong_us;                       /* what its reports are off by */
    int64_t due_us;                               /* of the last picture, since it was taken */
    int64_t step_max_us;                          /* between two of those */
} Sender;

static uint64_t ntp(int64_t us)
{
    return (uint64_t)(us / SECOND) << 32 | ((uint64_t)(us % SECOND) << 32) / SECOND;
}

static uint32_t sound_ticks(int64_t at_us)
{
    return (uint32_t)(SOUND_BEGINS + at_us * SOUND_HZ / SECOND);
}

static uint32_t picture_ticks(int64_t at_us)
{
    return (uint32_t)(PICTURE_BEGINS + at_us * PICTURE_HZ / SECOND);
}

static void sender_init(Sender *sender, int64_t sound_delay_us, int64_t picture_delay_us)
{
    *sender = (Sender){
            .sync = lip_sync_start(SOUND_HZ, PICTURE_HZ),
            .sound_delay_us = sound_delay_us,
            .picture_delay_us = picture_delay_us,
            .due_us = picture_delay_us,
    };
}

static void report(Sender *sender)
{
    const int64_t sent_us = SENDER_US + sender->at_us;
    if (sender->at_us >= sender->sound_reports_us) {
        lip_sync_report(&sender->sync, LIP_SYNC_SOUND, ntp(sent_us + sender->sound_wrong_us),
                sound_ticks(sender->at_us));
    }
    if (sender->at_us >= sender->picture_reports_us) {
        lip_sync_report(
                &sender->sync, LIP_SYNC_PICTURE, ntp(sent_us), picture_ticks(sender->at_us));
    }
}

static void run(Sender *sender, int64_t for_us)
{
    for (const int64_t end_us = sender->at_us + for_us; sender->at_us < end_us;
            sender->at_us += TICK_US) {
        const int64_t at_us = sender->at_us;
        if (at_us % SECOND == 0) {
            report(sender);
        }
        lip_sync_heard(
                &sender->sync, sound_ticks(at_us), BEGIN_US + at_us + sender->sound_delay_us);
        if (at_us % PERIOD_US != 0) {
            continue;
        }
        const int64_t arrived_us = BEGIN_US + at_us + sender->picture_delay_us;
        const int64_t due_us = lip_sync_due(&sender->sync, picture_ticks(at_us), arrived_us);
        g_assert_cmpint(due_us, >=, arrived_us);
        g_assert_cmpint(due_us, <=, arrived_us + LIP_SYNC_HOLD_MAX_US);
        const int64_t since_us = due_us - BEGIN_US - at_us;
        sender->step_max_us = MAX(sender->step_max_us, ABS(since_us - sender->due_us));
        sender->due_us = since_us;
    }
}

/* What a viewer sees: the picture, once decoded and composed, against the sound. */
static int64_t error_us(const Sender *sender)
{
    return sender->due_us + LIP_SYNC_LEAD_US - sender->sound_delay_us;
}

static void test_brings_pictures_to_their_sound(void)
{
    static const struct {
        const char *why;
        int64_t sound_us, picture_us;
        int64_t expected_us; /* the picture's delay */
    } cases[] = {
            {"a calm line: nothing waits", 20000, 0, 0},
            {"the sound is where the picture is", 25000, 0, 0},
            {"the picture waits for the sound", 150000, 20000, 125000},
            {"as long as the sound's longest delay", 240000, 0, 215000},
            {"but not for ever", 900000, 0, LIP_SYNC_HOLD_MAX_US},
            {"a late picture is shown at once", 20000, 300000, 300000},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        Sender sender;
        g_test_message("%s", cases[i].why);
        sender_init(&sender, cases[i].sound_us, cases[i].picture_us);
        run(&sender, 60 * SECOND);
        g_assert_cmpint(ABS(sender.due_us - cases[i].expected_us), <=, LIP_SYNC_ENOUGH_US);
    }
}

static void test_follows_arrival_until_both_have_reported(void)
{
    static const struct {
        int64_t sound_us, picture_us;
    } cases[] = {{NO_REPORTS, NO_REPORTS}, {0, NO_REPORTS}, {NO_REPORTS, 0}};
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        Sender sender;
        sender_init(&sender, 150000, 20000);
        sender.sound_reports_us = cases[i].sound_us;
        sender.picture_reports_us = cases[i].picture_us;
        run(&sender, 10 * SECOND);
        g_assert_cmpint(sender.due_us, ==, 20000);
    }
}

/* From picture to picture it moves by 2 ms while the error is seen, and by 0.2 ms from there on: never a jump. */
static void test_creeps(void)
{
    Sender sender;
    sender_init(&sender, 165000, 20000);
    run(&sender, 2 * SECOND);
    g_assert_cmpint(sender.step_max_us, <=, PERIOD_US * LIP_SYNC_HURRY_US / SECOND);
    g_assert_cmpint(error_us(&sender), <, -LIP_SYNC_SEEN_US + 30000);
    run(&sender, SECOND);
    g_assert_cmpint(error_us(&sender), >=, -LIP_SYNC_SEEN_US);
    sender.step_max_us = 0;
    run(&sender, 20 * SECOND);
    g_assert_cmpint(sender.step_max_us, <=, PERIOD_US * LIP_SYNC_CREEP_US / SECOND);
    g_assert_cmpint(ABS(error_us(&sender)), <=, LIP_SYNC_ENOUGH_US);

    /* The line calms down: the sound comes sooner again, and the picture with it. */
    sender.sound_delay_us = 60000;
    sender.step_max_us = 0;
    run(&sender, 20 * SECOND);
    g_assert_cmpint(sender.step_max_us, <=, PERIOD_US * LIP_SYNC_HURRY_US / SECOND);
    g_assert_cmpint(ABS(error_us(&sender)), <=, LIP_SYNC_ENOUGH_US);
}

static void test_small_errors_are_left_alone(void)
{
    Sender sender;
    sender_init(&sender, 100000, 20000);
    run(&sender, 30 * SECOND);
    const int64_t before_us = sender.due_us;
    sender.sound_delay_us += LIP_SYNC_ENOUGH_US - 1000 - ABS(error_us(&sender));
    run(&sender, 10 * SECOND);
    g_assert_cmpint(sender.due_us, ==, before_us);
}

static void test_single_reports_may_be_wrong(void)
{
    static const int64_t wrong_us[] = {30000, -30000, 1500000, -3 * SECOND, 1000 * SECOND};
    for (size_t i = 0; i < G_N_ELEMENTS(wrong_us); i++) {
        Sender sender;
        sender_init(&sender, 150000, 20000);
        run(&sender, 30 * SECOND);
        sender.sound_wrong_us = wrong_us[i];
        run(&sender, SECOND);
        sender.sound_wrong_us = 0;
        run(&sender, 10 * SECOND);
        g_assert_cmpint(ABS(error_us(&sender)), <=, LIP_SYNC_ENOUGH_US);
    }
}

/* Both of the sender's streams are on a clock that was set. */
static void test_a_clock_that_was_set_is_followed(void)
{
    Sender sender;
    sender_init(&sender, 150000, 20000);
    run(&sender, 30 * SECOND);
    for (int i = 0; i < 10; i++) {
        const int64_t sent_us = SENDER_US + sender.at_us + 3600 * SECOND;
        lip_sync_report(&sender.sync, LIP_SYNC_SOUND, ntp(sent_us), sound_ticks(sender.at_us));
        lip_sync_report(&sender.sync, LIP_SYNC_PICTURE, ntp(sent_us), picture_ticks(sender.at_us));
        sender.sound_reports_us = sender.picture_reports_us = NO_REPORTS;
        run(&sender, 2 * SECOND);
    }
    g_assert_cmpint(ABS(error_us(&sender)), <=, LIP_SYNC_ENOUGH_US);
}

static void test_another_stream_begins_anew(void)
{
    Sender sender;
    sender_init(&sender, 150000, 20000);
    run(&sender, 30 * SECOND);
    lip_sync_restart(&sender.sync, LIP_SYNC_SOUND);
    sender.sound_reports_us = NO_REPORTS;
    run(&sender, SECOND);
    g_assert_cmpint(sender.due_us, ==, 20000);
    sender.sound_reports_us = 0;
    run(&sender, 30 * SECOND);
    g_assert_cmpint(ABS(error_us(&sender)), <=, LIP_SYNC_ENOUGH_US);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func(
            "/lip_sync/brings_pictures_to_their_sound", test_brings_pictures_to_their_sound);
    g_test_add_func("/lip_sync/follows_arrival_until_both_have_reported",
            test_follows_arrival_until_both_have_reported);
    g_test_add_func("/lip_sync/creeps", test_creeps);
    g_test_add_func("/lip_sync/small_errors_are_left_alone", test_small_errors_are_left_alone);
    g_test_add_func("/lip_sync/single_reports_may_be_wrong", test_single_reports_may_be_wrong);
    g_test_add_func(
            "/lip_sync/a_clock_that_was_set_is_followed", test_a_clock_that_was_set_is_followed);
    g_test_add_func("/lip_sync/another_stream_begins_anew", test_another_stream_begins_anew);
    return g_test_run();
}
