#include "mcu/room/line_level.h"

#include <glib.h>

#include <stdbool.h>

/* Above these a line is fair, and poor: speech begins to suffer, and does not get through (with FEC and waiting). */
static const double fair_loss_percent = 3.0;
static const double poor_loss_percent = 10.0;
static const double fair_rtt_ms = 300.0;
static const double poor_rtt_ms = 600.0;

static ApiQuality measured(double loss_percent, double rtt_ms)
{
    if (loss_percent > poor_loss_percent || rtt_ms > poor_rtt_ms) {
        return API_QUALITY_POOR;
    }
    return loss_percent > fair_loss_percent || rtt_ms > fair_rtt_ms ? API_QUALITY_FAIR
                                                                    : API_QUALITY_GOOD;
}

ApiQuality line_level_read(LineLevel *level, double loss_percent, double rtt_ms)
{
    const ApiQuality now = measured(loss_percent, rtt_ms);
    const bool worse = now > level->shown;
    if (now == level->shown) {
        level->in_a_row = 0;
        return level->shown;
    }
    if (level->in_a_row == 0 || worse != (level->nearest > level->shown)) {
        level->in_a_row = 0;
        level->nearest = now;
    }
    level->nearest = worse ? MIN(level->nearest, now) : MAX(level->nearest, now);
    level->in_a_row++;
    if (level->in_a_row >= (worse ? LINE_LEVEL_WORSE : LINE_LEVEL_BETTER)) {
        *level = (LineLevel){.shown = level->nearest};
    }
    return level->shown;
}
