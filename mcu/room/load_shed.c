#include "mcu/room/load_shed.h"

#include <glib.h>

/* A thread that is busy for nine tenths of the time still keeps its beat; with more it falls behind now and then. */
static const double busy_over = 0.9;
static const double busy_fits = 0.72;
static const double processors_fit = 0.85;
static const double late_over = 0.1;
static const double spare = 1.2;   /* of what a step costs: then it is no trial */
static const double better = 0.75; /* of a forecast that turned out to be wrong */
static const double need_least = 1e-3;

LoadShed load_shed(void)
{
    return (LoadShed){.wait_us = LOAD_SHED_WAIT_US};
}

static bool is_over(const LoadFigures *figures)
{
    return figures->busy >= busy_over || figures->sound_late >= late_over;
}

static double ratio(double before, double after)
{
    return after > need_least ? MAX(before / after, 1) : 1;
}

/* Foretells how busy the busiest view would be at the step above. @param ret_sure  the machine has that to spare */
static double foretell(const LoadShed *shed, const LoadFigures *figures, bool *ret_sure)
{
    const LoadShedStep above = (LoadShedStep)(shed->step - 1);
    const double max =
            figures->need_max * ratio(shed->left[above].max_before, shed->left[above].max_after);
    const double more = figures->need_sum *
            (ratio(shed->left[above].sum_before, shed->left[above].sum_after) - 1);
    const double busy = max * figures->stretch;
    *ret_sure = busy <= busy_fits && spare * more <= figures->idle &&
            figures->process + more <= processors_fit * figures->processors;
    return busy;
}

/* What was tried in vain, or cannot be said to fit, is tried when a while has passed. */
static bool may_return(const LoadShed *shed, double busy, bool sure, int64_t now_us)
{
    const bool looks_good = shed->failed_busy <= 0 || busy <= better * shed->failed_busy;
    return (sure && looks_good) || (busy < busy_over && now_us >= shed->wait_until_us);
}

static void take_step(LoadShed *shed, int64_t now_us)
{
    shed->left[shed->step].max_before = shed->need_max;
    shed->left[shed->step].sum_before = shed->need_sum;
    shed->left[shed->step].after_known = false;
    if (shed->raised_us != 0) {
        shed->failed_busy = shed->raised_busy;
        shed->wait_us = MIN(shed->wait_us * 2, LOAD_SHED_WAIT_MAX_US);
        shed->raised_us = 0;
    }
    shed->wait_until_us = now_us + shed->wait_us;
    shed->step++;
    shed->sheds++;
}

static void take_back(LoadShed *shed, double busy, int64_t now_us)
{
    shed->step--;
    shed->returns++;
    shed->raised_us = now_us;
    shed->raised_busy = busy;
}

static void remember(LoadShed *shed, const LoadFigures *figures, int64_t now_us)
{
    shed->need_max = figures->need_max;
    shed->need_sum = figures->need_sum;
    if (shed->step > LOAD_SHED_NOTHING && !shed->left[shed->step - 1].after_known) {
        shed->left[shed->step - 1].max_after = figures->need_max;
        shed->left[shed->step - 1].sum_after = figures->need_sum;
        shed->left[shed->step - 1].after_known = true;
    }
    if (shed->raised_us != 0 && now_us - shed->raised_us >= LOAD_SHED_TRIAL_US) {
        shed->raised_us = 0;
        shed->failed_busy = 0;
        shed->wait_us = LOAD_SHED_WAIT_US;
    }
}

static bool changed(LoadShed *shed, bool settling)
{
    shed->over = shed->calm = 0;
    shed->settling = settling;
    return true;
}

bool load_shed_judge(LoadShed *shed, const LoadFigures *figures, int64_t now_us)
{
    double busy = 0;
    bool sure = false;
    if (shed->settling) {
        shed->settling = false;
        return false;
    }
    remember(shed, figures, now_us);
    if (is_over(figures)) {
        shed->calm = 0;
        if (++shed->over < LOAD_SHED_OVER || shed->step + 1 >= LOAD_SHED_STEPS) {
            return false;
        }
        take_step(shed, now_us);
        return changed(shed, true);
    }
    shed->over = 0;
    if (shed->step == LOAD_SHED_NOTHING) {
        return false;
    }
    busy = foretell(shed, figures, &sure);
    if (!may_return(shed, busy, sure, now_us)) {
        shed->calm = 0;
        return false;
    }
    if (++shed->calm < LOAD_SHED_CALM) {
        return false;
    }
    take_back(shed, busy, now_us);
    return changed(shed, false);
}

unsigned load_shed_tiles_each(LoadShedStep step)
{
    return step >= LOAD_SHED_TILES_QUARTER ? 4 : step >= LOAD_SHED_TILES_HALF ? 2 : 1;
}

unsigned load_shed_rungs_max(LoadShedStep step)
{
    return step >= LOAD_SHED_RUNGS_FEWEST ? 1 : step >= LOAD_SHED_RUNGS_TWO ? 2 : 0;
}

bool load_shed_folds_views(LoadShedStep step)
{
    return step >= LOAD_SHED_VIEWS;
}
