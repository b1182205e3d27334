/**
 * load_shed: what is left out when the machine is too slow, in a fixed order, and when it comes back.
 *
 *      rate of small tiles: 1/2 ► 1/4 ► rungs: two a view ► the fewest ► views: all see the sites' view
 *
 * A step down when the views' threads were short of time, or the sound was late, for LOAD_SHED_OVER windows in a row:
 * one hiccup changes nothing. A step back, in reverse order, when what it costs is known to fit: a step remembers what
 * there was to do before and after it, and how much slower than alone the threads run now says what that would take.
 * While the machine has nothing to spare that can only be tried: now and then, and the more rarely the more often that
 * was in vain. One that had to be taken again soon waits likewise, unless the forecast has become better.
 * Of sound nothing is ever left out.
 *
 * Units       times are microseconds of the monotonic clock; shares are of 1; needs are processors' time a second.
 * Ownership   a plain value, held by its user; load_shed() makes a fresh one.
 * Thread      pure: that of its holder. Time is given.
 * Errors      nothing here fails.
 * Memory      fixed.
 */
#ifndef MCU_ROOM_LOAD_SHED_H
#define MCU_ROOM_LOAD_SHED_H

#include <stdbool.h>
#include <stdint.h>

enum {
    LOAD_SHED_WINDOW_US = 500000, /**< how often it is to be asked */
    LOAD_SHED_OVER = 2,           /**< windows too full, in a row, until a step is taken */
    LOAD_SHED_CALM = 2,           /**< windows with room, in a row, until one is taken back */
    LOAD_SHED_TRIAL_US =
            6000000, /**< a step that is taken again so soon was given back too early */
    LOAD_SHED_WAIT_US =
            2000000, /**< until one may be given back on trial; doubled by each that fails */
    LOAD_SHED_WAIT_MAX_US = 320000000,
};

typedef enum LoadShedStep {
    LOAD_SHED_NOTHING,
    LOAD_SHED_TILES_HALF,
    LOAD_SHED_TILES_QUARTER,
    LOAD_SHED_RUNGS_TWO,
    LOAD_SHED_RUNGS_FEWEST,
    LOAD_SHED_VIEWS,
    LOAD_SHED_STEPS, /**< how many */
} LoadShedStep;

/** What was measured in a window. */
typedef struct LoadFigures {
    double busy; /**< the share of the time that the busiest view's thread was at work or waited for a processor */
    double sound_late; /**< the share of the sound's ticks that were too late to be on time at the legs */
    double need_max; /**< what the busiest view takes of a processor when none is short of time */
    double need_sum; /**< the same of all views */
    double stretch; /**< how much longer the views' work takes than the processor's time for it; at least 1 */
    double process;    /**< processors that all of this process used */
    double processors; /**< of the machine */
    double idle;       /**< of these, what nobody used */
} LoadFigures;

typedef struct LoadShed {
    LoadShedStep step;
    unsigned over, calm;       /* windows, in a row */
    bool settling;             /* the window is part before and part after a step was taken */
    double need_max, need_sum; /* lately, at this step */
    /* Of each step: what there was to do when it was left for the next, and right after that. */
    struct {
        double max_before, sum_before, max_after, sum_after;
        bool after_known;
    } left[LOAD_SHED_STEPS];
    int64_t raised_us;  /* when one was taken back last; 0: never, or it has gone well */
    double raised_busy; /* that was foretold */
    double failed_busy; /* of one that failed; 0: none did lately */
    int64_t wait_until_us, wait_us;
    uint64_t sheds, returns;
} LoadShed;

LoadShed load_shed(void);

/** One window is over. @return whether the step changed */
bool load_shed_judge(LoadShed *shed, const LoadFigures *figures, int64_t now_us);

/** What a step means: every how many-th picture of small tiles is shown; how many rungs a view may have; 0: all. */
unsigned load_shed_tiles_each(LoadShedStep step);
unsigned load_shed_rungs_max(LoadShedStep step);
bool load_shed_folds_views(LoadShedStep step);

#endif
