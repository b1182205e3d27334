/**
 * roll_runner: what the server does in a roll call: it shows who is called to all, and in a roll call by itself it
 * marks one site after the other by what it knows of their media.
 *
 *   auto:  next without a mark ─► judged ─► roll_mark, written down ─► the next … ─► roll_end
 *
 * A server that was killed in between goes on with the first site without a mark, once its media is reported again.
 *
 * Units       times are microseconds of the monotonic clock.
 * Ownership   everything in its configuration is the caller's, and outlives it.
 * Thread      the main loop's.
 * Errors      what cannot be written down is tried again with the next tick.
 * Memory      constant.
 */
#ifndef SIGNALING_APP_ROLL_RUNNER_H
#define SIGNALING_APP_ROLL_RUNNER_H

#include "signaling/app/leg_reports.h"
#include "signaling/app/proceedings_desk.h"
#include "signaling/mcu_link/mcu_room.h"
#include "signaling/meeting/meeting.h"

typedef struct RollRunner RollRunner;

enum {
    ROLL_RUNNER_HEARD_US =
            60000000, /**< an open microphone that was silent for longer is one without sound */
    ROLL_RUNNER_PATIENCE = 4, /**< ticks for the first report of a site's media */
};

typedef struct RollRunnerConfig {
    ProceedingsDesk *desk;
    const Meeting *meeting;
    McuRoom *room;
    const LegReports *reports;
} RollRunnerConfig;

RollRunner *roll_runner_new(const RollRunnerConfig *config);

/** After its desk. NULL is allowed. */
void roll_runner_free(RollRunner *runner);

/** The roll call is not as it was. */
void roll_runner_changed(RollRunner *runner);

/** About once a second. */
void roll_runner_tick(RollRunner *runner);

/** What is known of a site. */
typedef struct RollSigns {
    bool connected;
    bool picture; /**< frames come in */
    bool sound;   /**< packets come in */
    bool open;    /**< its microphone is on: something should be heard */
    bool heard;   /**< something was heard not long ago */
} RollSigns;

RollAnswer roll_runner_judge(const RollSigns *signs);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(RollRunner, roll_runner_free)

#endif
