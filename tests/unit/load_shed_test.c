#include "mcu/room/load_shed.h"

#include <glib.h>

/*
 * A machine with a meeting on it: what is to be done at each step, and what share of two processors others leave. The views
 * share what there is; who gets too little is busy all the time.
 */
typedef struct Machine {
    LoadShed shed;
    int64_t now_us;
    double free;                  /* processors for this room */
    double views;                 /* threads, while they are not folded */
    double cost[LOAD_SHED_STEPS]; /* of all views, in processors */
    double other;                 /* of this process */
    unsigned changes;
    LoadShedStep highest;
} Machine;

static Machine machine(void)
{
    return (Machine){
            .shed = load_shed(),
            .now_us = 1000000,
            .free = 2,
            .views = 3,
            .cost = {1.0, 0.7, 0.5, 0.4, 0.35, 0.15},
            .other = 0.2,
    };
}

static LoadFigures figures_of(const Machine *machine)
{
    const LoadShedStep step = machine->shed.step;
    const double threads = load_shed_folds_views(step) ? 1 : machine->views;
    const double need = machine->cost[step];
    const double wanted = need + machine->other;
    /* Threads wait for each other the more, the less is free; who wants more than there is never gets done. */
    const double stretch = MAX(wanted / machine->free, 1);
    return (LoadFigures){
            .busy = wanted > machine->free ? 1 : need / threads * 1.05,
            .need_max = need / threads,
            .need_sum = need,
            .stretch = stretch,
            .process = MIN(need + machine->other, machine->free),
            .processors = 2,
            .idle = MAX(machine->free - wanted, 0),
    };
}

static void run_with(Machine *machine, const LoadFigures *figures)
{
    machine->now_us += LOAD_SHED_WINDOW_US;
    machine->changes += load_shed_judge(&machine->shed, figures, machine->now_us) ? 1 : 0;
    machine->highest = MAX(machine->highest, machine->shed.step);
}

static void run(Machine *machine, double seconds)
{
    const int64_t until_us = machine->now_us + (int64_t)(seconds * G_USEC_PER_SEC);
    while (machine->now_us < until_us) {
        const LoadFigures figures = figures_of(machine);
        run_with(machine, &figures);
    }
}

static void test_leaves_a_machine_alone_that_keeps_up(void)
{
    Machine one = machine();
    run(&one, 600);
    g_assert_cmpint(one.changes, ==, 0);
    one.free = 1.3; /* it takes longer, and nobody notices */
    run(&one, 600);
    g_assert_cmpint(one.changes, ==, 0);
}

static void test_spikes_change_nothing(void)
{
    const LoadFigures full = {
            .busy = 1, .need_max = 0.4, .need_sum = 1, .stretch = 5, .process = 1, .processors = 2};
    const LoadFigures late = {.busy = 0.3,
            .sound_late = 0.5,
            .need_max = 0.4,
            .need_sum = 1,
            .stretch = 1,
            .process = 1,
            .processors = 2};
    Machine one = machine();
    for (int i = 0; i < 100; i++) {
        run_with(&one, i % 2 == 0 ? &full : &late);
        run(&one, 0.5);
    }
    g_assert_cmpint(one.changes, ==, 0);
}

static void test_sheds_in_order_and_comes_back_in_reverse(void)
{
    Machine one = machine();
    LoadShedStep before = LOAD_SHED_NOTHING;
    int64_t last_us = one.now_us;
    one.free = 0.1;
    for (int window = 0; window < 20 && one.shed.step != LOAD_SHED_VIEWS; window++) {
        run(&one, 0.5);
        g_assert_cmpint(one.shed.step - before, >=, 0);
        g_assert_cmpint(one.shed.step - before, <=, 1);
        if (one.shed.step != before) {
            g_assert_cmpint(one.now_us - last_us, <=, 2000000); /* a step within two seconds */
            last_us = one.now_us;
        }
        before = one.shed.step;
    }
    run(&one, 120); /* there is nothing more to leave out, and no room for anything */
    g_assert_cmpint(one.shed.step, ==, LOAD_SHED_VIEWS);
    g_assert_cmpint(one.changes, ==, LOAD_SHED_VIEWS);

    one.free = 2;
    for (LoadShedStep step = LOAD_SHED_VIEWS; step > LOAD_SHED_NOTHING; step--) {
        g_assert_cmpint(one.shed.step, ==, step);
        run(&one, 1);
    }
    g_assert_cmpint(one.shed.step, ==, LOAD_SHED_NOTHING);
    g_assert_cmpint(one.shed.sheds, ==, one.shed.returns);
    run(&one, 600);
    g_assert_cmpint(one.changes, ==, (gint64)2 * LOAD_SHED_VIEWS);
}

/* A load for which one of the steps is just right: it is found, and kept. */
static void test_does_not_flap(void)
{
    for (int percent = 10; percent < 130; percent += 5) {
        Machine one = machine();
        one.free = percent / 100.0;
        run(&one, 20);
        const LoadShedStep found = one.highest;
        const unsigned changes = one.changes;
        run(&one, 600);
        g_assert_cmpint(one.highest, ==, found);
        /* Within ten minutes it is tried eight times at most whether there is room after all. */
        g_assert_cmpint(one.changes - changes, <=, 16);
        run(&one, 3600);
        g_assert_cmpint(one.highest, ==, found);
    }
}

/* The forecast is wrong: what is taken back turns out to be too much each time. */
static void test_failed_attempts_become_rare(void)
{
    Machine one = machine();
    const LoadFigures full = {.busy = 1,
            .need_max = 0.2,
            .need_sum = 0.2,
            .stretch = 3,
            .process = 0.5,
            .processors = 2};
    const LoadFigures easy = {.busy = 0.2,
            .need_max = 0.2,
            .need_sum = 0.2,
            .stretch = 1,
            .process = 0.5,
            .processors = 2,
            .idle = 0.3};
    for (int i = 0; i < 1200; i++) { /* ten minutes */
        run_with(&one, one.shed.step == LOAD_SHED_NOTHING ? &full : &easy);
    }
    g_assert_cmpint(one.highest, ==, LOAD_SHED_TILES_HALF);
    g_assert_cmpint(one.shed.returns, >=, 5);
    g_assert_cmpint(one.shed.returns, <=, 9);
    /* What changes for the better is not waited for. */
    g_assert_cmpint(one.shed.step, ==, LOAD_SHED_TILES_HALF); /* it waits for minutes by now */
    const LoadFigures better = {.busy = 0.1,
            .need_max = 0.05,
            .need_sum = 0.05,
            .stretch = 1,
            .process = 0.2,
            .processors = 2,
            .idle = 1.5};
    for (int i = 0; i < 12; i++) {
        run_with(&one, &better);
    }
    g_assert_cmpint(one.shed.step, ==, LOAD_SHED_NOTHING);
}

/* Most have gone meanwhile: what was too much for all of them is not for those who are left. */
static void test_a_meeting_that_became_smaller_gets_all_back(void)
{
    Machine one = machine();
    one.free = 0.6;
    run(&one, 30);
    g_assert_cmpint(one.shed.step, >, LOAD_SHED_NOTHING);
    for (int step = 0; step < LOAD_SHED_STEPS; step++) {
        one.cost[step] /= 5;
    }
    run(&one, 30);
    g_assert_cmpint(one.shed.step, ==, LOAD_SHED_NOTHING);
    one.views = 0; /* nobody watches */
    run_with(&one, &(LoadFigures){.stretch = 1, .processors = 2});
    g_assert_cmpint(one.shed.step, ==, LOAD_SHED_NOTHING);
}

static void test_late_sound_sheds_pictures(void)
{
    Machine one = machine();
    const LoadFigures late = {.busy = 0.3,
            .sound_late = 0.2,
            .need_max = 0.3,
            .need_sum = 0.3,
            .stretch = 1,
            .process = 0.5,
            .processors = 2};
    for (int i = 0; i < 40; i++) {
        run_with(&one, &late);
    }
    g_assert_cmpint(one.shed.step, ==, LOAD_SHED_VIEWS);
}

static void test_what_steps_mean(void)
{
    static const struct {
        LoadShedStep step;
        unsigned tiles_each, rungs_max;
        bool folds;
    } rows[] = {
            {LOAD_SHED_NOTHING, 1, 0, false},
            {LOAD_SHED_TILES_HALF, 2, 0, false},
            {LOAD_SHED_TILES_QUARTER, 4, 0, false},
            {LOAD_SHED_RUNGS_TWO, 4, 2, false},
            {LOAD_SHED_RUNGS_FEWEST, 4, 1, false},
            {LOAD_SHED_VIEWS, 4, 1, true},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_assert_cmpuint(load_shed_tiles_each(rows[i].step), ==, rows[i].tiles_each);
        g_assert_cmpuint(load_shed_rungs_max(rows[i].step), ==, rows[i].rungs_max);
        g_assert_cmpint(load_shed_folds_views(rows[i].step), ==, rows[i].folds);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/load_shed/keeps_up", test_leaves_a_machine_alone_that_keeps_up);
    g_test_add_func("/load_shed/spikes", test_spikes_change_nothing);
    g_test_add_func("/load_shed/order", test_sheds_in_order_and_comes_back_in_reverse);
    g_test_add_func("/load_shed/does_not_flap", test_does_not_flap);
    g_test_add_func("/load_shed/failed_attempts", test_failed_attempts_become_rare);
    g_test_add_func("/load_shed/smaller", test_a_meeting_that_became_smaller_gets_all_back);
    g_test_add_func("/load_shed/late_sound", test_late_sound_sheds_pictures);
    g_test_add_func("/load_shed/steps", test_what_steps_mean);
    return g_test_run();
}
