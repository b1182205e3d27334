#include "signaling/app/roll_runner.h"

#include "config/log.h"

LOG_TOPIC("roll");

struct RollRunner {
    RollRunnerConfig with;
    bool busy;    /* a mark is on its way to the disk */
    int patience; /* ticks that sites without a report are still waited for */
};

RollAnswer roll_runner_judge(const RollSigns *signs)
{
    const bool picture = signs->connected && signs->picture;
    const bool sound = signs->connected && signs->sound && (!signs->open || signs->heard);

    return picture && sound ? ROLL_PRESENT
            : picture       ? ROLL_PICTURE_ONLY
            : sound         ? ROLL_SOUND_ONLY
                            : ROLL_NO_ANSWER;
}

static const RollCall *roll_of(const RollRunner *runner)
{
    return proceedings_roll(proceedings_desk_state(runner->with.desk));
}

/* @return false when nothing was reported of its media yet, which a moment ago was told to come */
static bool judge(const RollRunner *runner, const char *site, RollAnswer *ret_answer)
{
    const Participant *participant = meeting_find(runner->with.meeting, site);
    RollSigns signs = {0};

    if (participant != NULL && participant->leg != NULL &&
            participant->state == PARTICIPANT_CONNECTED) {
        const char *leg = participant->leg;
        const ApiLegQuality *quality = leg_reports_quality(runner->with.reports, leg);
        if (quality == NULL) {
            return false;
        }
        const int64_t heard_us = leg_reports_heard_us(runner->with.reports, leg);
        signs = (RollSigns){
                .connected = true,
                .picture = quality->picture,
                .sound = quality->sound,
                .open = participant->mic,
                .heard = heard_us != 0 && g_get_monotonic_time() - heard_us < ROLL_RUNNER_HEARD_US,
        };
    }
    *ret_answer = roll_runner_judge(&signs);
    return true;
}

static void step(RollRunner *runner);

static void on_done(const GError *error, void *user_data)
{
    RollRunner *runner = user_data;

    runner->busy = false;
    if (error == NULL) {
        step(runner);
    } else {
        log_info("The roll call waits: %s.", error->message);
    }
}

static void run(RollRunner *runner, const ProceedingsCommand *command)
{
    static const ProceedingsActor server = {
            .identity = "server", .name = "", .role = ROLE_OPERATOR};

    runner->busy = true;
    proceedings_desk_run(runner->with.desk, &server, command, on_done, runner);
}

static void step(RollRunner *runner)
{
    const Proceedings *state = proceedings_desk_state(runner->with.desk);
    const RollCall *roll = roll_of(runner);
    RollAnswer answer = ROLL_NO_ANSWER;

    if (runner->busy || proceedings_phase(state) == PROCEEDINGS_ENDED || !roll_call_is_open(roll) ||
            roll_call_mode(roll) != ROLL_AUTO) {
        return;
    }
    const char *site = roll_call_next(roll);
    if (site == NULL) {
        run(runner, &(ProceedingsCommand){.verb = PROCEEDINGS_ROLL_END});
    } else if (judge(runner, site, &answer) || runner->patience == 0) {
        run(runner,
                &(ProceedingsCommand){
                        .verb = PROCEEDINGS_ROLL_MARK,
                        .site = site,
                        .word = roll_answer_name(answer),
                });
    }
}

void roll_runner_changed(RollRunner *runner)
{
    const RollCall *roll = roll_of(runner);
    const char *called = roll_call_called(roll);
    const int64_t left_us = roll_call_until_us(roll) - g_get_real_time();

    mcu_room_show(runner->with.room, called,
            called[0] != '\0' ? CLAMP(left_us, 0, ROLL_CALL_SHOWN_US) / 1000 : 0);
    runner->patience = ROLL_RUNNER_PATIENCE;
    step(runner);
}

void roll_runner_tick(RollRunner *runner)
{
    runner->patience = MAX(runner->patience - 1, 0);
    step(runner);
}

RollRunner *roll_runner_new(const RollRunnerConfig *config)
{
    RollRunner *runner = g_new0(RollRunner, 1);

    runner->with = *config;
    runner->patience = ROLL_RUNNER_PATIENCE;
    return runner;
}

void roll_runner_free(RollRunner *runner)
{
    g_free(runner);
}
