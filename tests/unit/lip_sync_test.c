#include "mcu/room/lip_sync.h"

#include "mcu/room/picture_hold.h"
#include "mcu/rtp/jitter_buffer.h"

#include <stdlib.h>

enum {
    SOUND_HZ = 48000,
    PICTURE_HZ = 90000,
    TICK_US = 20000,
    PERIOD_US = 40000,
    WAITED_US = 15000, /* in the jitter buffer */
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
    bool unseen;
    int64_t least_us, least_max_us; /* what the sound is to wait */
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
        lip_sync_heard(&sender->sync, sound_ticks(at_us), BEGIN_US + at_us + sender->sound_delay_us,
                WAITED_US);
        sender->least_us = lip_sync_least(&sender->sync, !sender->unseen, BEGIN_US + at_us);
        sender->least_max_us = MAX(sender->least_max_us, sender->least_us);
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
    g_assert_cmpint(sender.step_max_us, <=, (int64_t)PERIOD_US * LIP_SYNC_HURRY_US / SECOND);
    g_assert_cmpint(error_us(&sender), <, -LIP_SYNC_SEEN_US + 30000);
    run(&sender, SECOND);
    g_assert_cmpint(error_us(&sender), >=, -LIP_SYNC_SEEN_US);
    sender.step_max_us = 0;
    run(&sender, 20 * SECOND);
    g_assert_cmpint(sender.step_max_us, <=, (int64_t)PERIOD_US * LIP_SYNC_CREEP_US / SECOND);
    g_assert_cmpint(ABS(error_us(&sender)), <=, LIP_SYNC_ENOUGH_US);

    /* The line calms down: the sound comes sooner again, and the picture with it. */
    sender.sound_delay_us = 60000;
    sender.step_max_us = 0;
    run(&sender, 20 * SECOND);
    g_assert_cmpint(sender.step_max_us, <=, (int64_t)PERIOD_US * LIP_SYNC_HURRY_US / SECOND);
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

/* ---- the sound's least delay ---- */

/* The fastest sound is heard after 5 ms; a picture that comes after 60 is shown when the sound is 80 ms late. */
static void test_sound_waits_for_late_pictures(void)
{
    static const struct {
        const char *why;
        int64_t picture_us;
        bool unseen;
        int64_t least_us;
    } cases[] = {
            {"a calm line", 10000, false, 0},
            {"as late as nobody minds", 44000, false, 0},
            {"too late", 60000, false, 80000},
            {"too late, but nobody sees it", 60000, true, 0},
            {"later than sound may be", 400000, false, LIP_SYNC_LEAST_MAX_US},
            {"of another world", 3 * SECOND, false, 0},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        Sender sender;
        g_test_message("%s", cases[i].why);
        sender_init(&sender, WAITED_US + 5000, cases[i].picture_us);
        sender.unseen = cases[i].unseen;
        run(&sender, 20 * SECOND);
        g_assert_cmpint(ABS(sender.least_us - cases[i].least_us), <=, 1);
        g_assert_cmpint(sender.least_max_us, <=, cases[i].least_us + 1);
    }
}

static void test_sound_waits_no_longer_than_pictures_are_late(void)
{
    Sender sender;
    sender_init(&sender, 20000, 180000);
    run(&sender, 2 * SECOND);
    g_assert_cmpint(sender.least_us, ==, 0); /* two reports are not enough */
    run(&sender, 8 * SECOND);
    g_assert_cmpint(sender.least_us, ==, LIP_SYNC_LEAST_MAX_US);
    sender.picture_delay_us = 10000;
    run(&sender, 2 * SECOND);
    g_assert_cmpint(sender.least_us, >, LIP_SYNC_LEAST_MAX_US / 2); /* slowly */
    run(&sender, 4 * SECOND);
    g_assert_cmpint(sender.least_us, ==, 0);

    sender.picture_delay_us = 180000;
    run(&sender, 10 * SECOND);
    sender.picture_reports_us = NO_REPORTS; /* the camera is taken away */
    for (int64_t end_us = sender.at_us + 8 * SECOND; sender.at_us < end_us;
            sender.at_us += TICK_US) {
        sender.least_us = lip_sync_least(&sender.sync, true, BEGIN_US + sender.at_us);
    }
    g_assert_cmpint(sender.least_us, ==, 0);
}

/* The line stands still for half a second: all that was on its way comes at once. */
static void test_a_burst_is_no_reason_to_wait(void)
{
    Sender sender;
    sender_init(&sender, 20000, 10000);
    run(&sender, 10 * SECOND);
    for (int64_t late_us = SECOND / 2; late_us > 0; late_us -= PERIOD_US) {
        lip_sync_due(&sender.sync, picture_ticks(sender.at_us - late_us), BEGIN_US + sender.at_us);
    }
    run(&sender, 10 * SECOND);
    g_assert_cmpint(sender.least_max_us, ==, 0);
}

/* ---- a whole line, in steps of a millisecond: jitter buffer, hold, decoder, the view's beat ---- */

enum {
    MS = 1000,
    SOUND_TICK_MS = 20,
    VIEW_MS = 40,
    DECODE_MS = 5,
    RUN_MS = 60 * 1000,
    SETTLED_MS = 12 * 1000,
    CALM_LAG_MS = 35
};

typedef struct Room {
    LipSync sync;
    JitterBuffer *jitter;
    PictureHold *hold;
    GRand *random;
    int64_t sound_due_ms[RUN_MS / SOUND_TICK_MS]; /* when each packet arrives */
    int64_t picture_due_ms[RUN_MS / VIEW_MS];
    int64_t next_picture; /* pictures arrive in order: what comes before its turn waits */
    int64_t decoded_ms;   /* when the newest picture is there for the view */
    int64_t decoded_taken_ms, visible_taken_ms, shown_taken_ms;
    int64_t sound_lag_ms;  /* of what is heard */
    int64_t late_until_ms; /* when it was last more than on a calm line */
    unsigned errors;
    int64_t error_ms[RUN_MS / VIEW_MS];
} Room;

static void room_init(Room *room, int sound_jitter_ms, int picture_jitter_ms)
{
    const JitterBufferConfig config = {.clock_hz = SOUND_HZ,
            .tick_us = TICK_US,
            .needed_min_us = 8000,
            .needed_max_us = 200000};
    room->sync = lip_sync_start(SOUND_HZ, PICTURE_HZ);
    room->jitter = jitter_buffer_new(&config);
    room->hold = picture_hold_new();
    room->random = g_rand_new_with_seed(7);
    for (int64_t i = 0; i < (int64_t)G_N_ELEMENTS(room->sound_due_ms); i++) {
        room->sound_due_ms[i] =
                i * SOUND_TICK_MS + 5 + g_rand_int_range(room->random, 0, sound_jitter_ms + 1);
    }
    for (int64_t i = 0; i < (int64_t)G_N_ELEMENTS(room->picture_due_ms); i++) {
        room->picture_due_ms[i] =
                i * VIEW_MS + 10 + g_rand_int_range(room->random, 0, picture_jitter_ms + 1);
    }
}

static void room_clear(Room *room)
{
    jitter_buffer_free(room->jitter);
    picture_hold_free(room->hold);
    g_rand_free(room->random);
}

static void sound_arrives(const Room *room, int64_t now_ms)
{
    static const uint8_t payload[1];
    const int64_t newest = now_ms / SOUND_TICK_MS;
    for (int64_t i = MAX(newest - 10, 0); i <= newest; i++) {
        if (room->sound_due_ms[i] == now_ms) {
            g_autoptr(GBytes) bytes = g_bytes_new_static(payload, sizeof payload);
            const JitterBufferPacket packet = {.seq = i,
                    .timestamp_ticks = sound_ticks(i * TICK_US),
                    .duration_ticks = SOUND_HZ / 50,
                    .arrival_us = BEGIN_US + now_ms * MS,
                    .level_dbov = 20};
            jitter_buffer_put(room->jitter, &packet, bytes);
        }
    }
}

static void sound_is_heard(Room *room, int64_t now_ms)
{
    const int64_t now_us = BEGIN_US + now_ms * MS;
    for (uint32_t ticks = 0; ticks < SOUND_HZ / 50;) {
        const JitterBufferSound sound = jitter_buffer_take(room->jitter, now_us);
        g_bytes_unref(sound.payload);
        if (sound.action == JITTER_BUFFER_FRAME) {
            const uint32_t since = sound.timestamp_ticks - sound_ticks(0);
            room->sound_lag_ms = now_ms - (int64_t)since * MS / SOUND_HZ;
            if (room->sound_lag_ms > CALM_LAG_MS) {
                room->late_until_ms = now_ms;
            }
            lip_sync_heard(&room->sync, sound.timestamp_ticks, now_us,
                    jitter_buffer_stats(room->jitter).delay_us);
        }
        ticks += sound.action == JITTER_BUFFER_DISCARD ? 0 : sound.duration_ticks;
    }
    jitter_buffer_set_least(room->jitter, lip_sync_least(&room->sync, true, now_us));
}

static void pictures_arrive(Room *room, int64_t now_ms)
{
    const int64_t now_us = BEGIN_US + now_ms * MS;
    while (room->picture_due_ms[room->next_picture] <= now_ms) {
        const uint32_t ticks = picture_ticks(room->next_picture * PERIOD_US);
        const AssembledFrame frame = {
                .data = g_bytes_new_static("frame", 5), .timestamp_ticks = ticks};
        picture_hold_put(room->hold, &frame, lip_sync_due(&room->sync, ticks, now_us));
        room->next_picture++;
    }
    AssembledFrame frame;
    while (picture_hold_take(room->hold, now_us, &frame)) {
        const uint32_t since = frame.timestamp_ticks - picture_ticks(0);
        g_bytes_unref(frame.data);
        room->decoded_taken_ms = (int64_t)since * MS / PICTURE_HZ;
        room->decoded_ms = now_ms + DECODE_MS;
    }
}

static void view_is_composed(Room *room, int64_t now_ms)
{
    if (room->visible_taken_ms != room->shown_taken_ms && now_ms >= SETTLED_MS) {
        const int64_t lag_ms = now_ms - room->visible_taken_ms;
        room->error_ms[room->errors++] = ABS(lag_ms - room->sound_lag_ms);
    }
    room->shown_taken_ms = room->visible_taken_ms;
}

static int compare_errors(const void *left, const void *right)
{
    return (int)(*(const int64_t *)left - *(const int64_t *)right);
}

static int64_t run_room(Room *room, int view_phase_ms, unsigned percent)
{
    for (int64_t now_ms = 0; now_ms < RUN_MS - 200; now_ms++) {
        if (now_ms % 1000 == 500) {
            const uint64_t at = ntp(SENDER_US + now_ms * MS);
            lip_sync_report(&room->sync, LIP_SYNC_SOUND, at, sound_ticks(now_ms * MS));
            lip_sync_report(&room->sync, LIP_SYNC_PICTURE, at, picture_ticks(now_ms * MS));
        }
        sound_arrives(room, now_ms);
        pictures_arrive(room, now_ms);
        if (now_ms >= room->decoded_ms) {
            room->visible_taken_ms = room->decoded_taken_ms;
        }
        if (now_ms % SOUND_TICK_MS == 13) {
            sound_is_heard(room, now_ms);
        }
        if (now_ms % VIEW_MS == view_phase_ms) {
            view_is_composed(room, now_ms);
        }
    }
    qsort(room->error_ms, room->errors, sizeof *room->error_ms, compare_errors);
    return room->error_ms[(room->errors - 1) * percent / 100];
}

static void test_lips_and_voice_go_together(void)
{
    static const struct {
        const char *why;
        int sound_jitter_ms, picture_jitter_ms;
        int64_t median_ms, p95_ms, sound_lag_ms;
    } cases[] = {
            {"a calm line", 0, 0, 40, 40, 35},
            {"the sound jitters", 150, 0, 25, 40, 200},
            {"a little jitter on both", 20, 20, 30, 40, 50},
            {"the picture jitters, and the sound waits for it", 0, 150, 25, 40, 200},
            {"the picture jitters as much as hardly anybody minds", 0, 30, 50, 70, 35},
            {"both jitter", 150, 150, 30, 50, 220},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        for (int phase_ms = 0; phase_ms < VIEW_MS; phase_ms += 9) {
            g_autofree Room *room = g_new0(Room, 1);
            room_init(room, cases[i].sound_jitter_ms, cases[i].picture_jitter_ms);
            const int64_t p95_ms = run_room(room, phase_ms, 95);
            const int64_t median_ms = room->error_ms[room->errors / 2];
            g_test_message("%s, phase %d: %d pictures, median %d, p95 %d, sound %d ms",
                    cases[i].why, phase_ms, (int)room->errors, (int)median_ms, (int)p95_ms,
                    (int)room->sound_lag_ms);
            g_assert_cmpint(median_ms, <=, cases[i].median_ms);
            g_assert_cmpint(p95_ms, <=, cases[i].p95_ms);
            g_assert_cmpint(room->sound_lag_ms, <=, cases[i].sound_lag_ms);
            g_assert_cmpuint(room->errors, >, 500);
            room_clear(room);
        }
    }
}

/* The disturbance lasts for half of the run. */
static void test_sound_is_back_soon_when_pictures_come_in_time(void)
{
    const int64_t half = RUN_MS / VIEW_MS / 2;
    g_autofree Room *room = g_new0(Room, 1);
    room_init(room, 0, 150);
    for (int64_t i = half; i < 2 * half; i++) {
        room->picture_due_ms[i] = i * VIEW_MS + 10;
    }
    run_room(room, 0, 95);
    g_assert_cmpint(room->late_until_ms, >, RUN_MS / 2);
    g_assert_cmpint(room->late_until_ms, <, RUN_MS / 2 + 10 * 1000);
    g_test_message("back after %d ms", (int)room->late_until_ms - RUN_MS / 2);
    room_clear(room);
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
    g_test_add_func("/lip_sync/sound_waits_for_late_pictures", test_sound_waits_for_late_pictures);
    g_test_add_func("/lip_sync/sound_waits_no_longer_than_pictures_are_late",
            test_sound_waits_no_longer_than_pictures_are_late);
    g_test_add_func("/lip_sync/a_burst_is_no_reason_to_wait", test_a_burst_is_no_reason_to_wait);
    g_test_add_func("/lip_sync/lips_and_voice_go_together", test_lips_and_voice_go_together);
    g_test_add_func("/lip_sync/sound_is_back_soon_when_pictures_come_in_time",
            test_sound_is_back_soon_when_pictures_come_in_time);
    return g_test_run();
}
