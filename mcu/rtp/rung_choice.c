#include "mcu/rtp/rung_choice.h"

#include <glib.h>

/* vp8_codec gives its layers 40, 20 and 40 hundredths. */
static const int layer_percent[RUNG_CHOICE_LAYERS] = {40, 60, 100};

/* An encoder does not keep to its rate from second to second. */
static const double margin_up = 1.1;

enum {
    TOP_LAYER = RUNG_CHOICE_LAYERS - 1,
    STILL_BELOW = TOP_LAYER, /* places below the last rung with all its layers */
    OFF_BELOW,
};

RungChoice rung_choice(void)
{
    return (RungChoice){
            .room_since_us = INT64_MAX,
            .nothing_since_us = INT64_MAX,
            .wait_us = RUNG_CHOICE_WAIT_US,
    };
}

/* The places in their order, the best first: all rungs whole, the last one's layers, stills of it, none. */
static RungPlace place_at(const RungNeeds *needs, size_t index)
{
    if (index < needs->count) {
        return (RungPlace){.rung = (uint8_t)index, .layer = TOP_LAYER};
    }
    const size_t below = MIN(index - needs->count, OFF_BELOW);
    return (RungPlace){
            .rung = (uint8_t)(needs->count - 1),
            .layer = (uint8_t)(below < TOP_LAYER ? TOP_LAYER - 1 - below : 0),
            .off = below == OFF_BELOW,
            .still = below == STILL_BELOW,
    };
}

static size_t index_of(const RungNeeds *needs, RungPlace place)
{
    if (place.off || place.still) {
        return needs->count + (place.off ? OFF_BELOW : STILL_BELOW);
    }
    return place.layer == TOP_LAYER || place.rung + 1u < needs->count
            ? place.rung
            : (size_t)(needs->count + TOP_LAYER - 1 - place.layer);
}

int64_t rung_needs_bps(const RungNeeds *needs, RungPlace place)
{
    if (place.off || place.rung >= needs->count) {
        return 0;
    }
    if (place.still) {
        return MIN(needs->bps[place.rung], RUNG_CHOICE_STILL_BPS);
    }
    const uint8_t layer = needs->single_layer ? TOP_LAYER : MIN(place.layer, TOP_LAYER);
    return needs->bps[place.rung] * layer_percent[layer] / 100;
}

static size_t best_index(const RungNeeds *needs, int64_t bps)
{
    size_t index = 0;
    while (index < needs->count + OFF_BELOW &&
            rung_needs_bps(needs, place_at(needs, index)) > bps) {
        index++;
    }
    return index;
}

RungPlace rung_needs_best(const RungNeeds *needs, int64_t bps)
{
    return place_at(needs, best_index(needs, bps));
}

static size_t highest_index(const RungChoice *choice, const RungNeeds *needs, int64_t now_us)
{
    return now_us < choice->demoted_until_us ? MIN(choice->highest_rung, needs->count - 1) : 0;
}

static void go_down(RungChoice *choice, const RungNeeds *needs, size_t index, int64_t now_us)
{
    if (choice->raised_us != 0 && now_us - choice->raised_us < RUNG_CHOICE_TRIAL_US) {
        choice->wait_until_us = now_us + choice->wait_us;
        choice->wait_us = MIN(choice->wait_us * 2, RUNG_CHOICE_WAIT_MAX_US);
    }
    choice->raised_us = 0;
    choice->place = place_at(needs, index);
    choice->room_since_us = INT64_MAX;
    choice->downs++;
}

static void go_up(RungChoice *choice, const RungNeeds *needs, size_t index, int64_t now_us)
{
    choice->place = place_at(needs, index);
    choice->room_since_us = INT64_MAX;
    choice->raised_us = now_us;
    choice->ups++;
}

/* Down from what moves: a line that is full for a moment does not lose its motion; one that stays so does. */
static size_t patient(RungChoice *choice, const RungNeeds *needs, size_t best, int64_t now_us)
{
    const size_t still = needs->count + STILL_BELOW;
    const bool moves = !choice->place.off && !choice->place.still;
    if (best < still) {
        choice->nothing_since_us = INT64_MAX;
        return best;
    }
    choice->nothing_since_us = MIN(choice->nothing_since_us, now_us);
    return moves && now_us - choice->nothing_since_us < RUNG_CHOICE_OFF_US ? still - 1 : best;
}

bool rung_choice_update(RungChoice *choice, const RungNeeds *needs, int64_t bps, int64_t now_us)
{
    g_assert(needs->count > 0 && needs->count <= RUNG_CHOICE_RUNGS_MAX);

    const size_t highest = highest_index(choice, needs, now_us);
    size_t best = MAX(best_index(needs, bps), highest);
    if (!choice->started || choice->place.rung >= needs->count) {
        choice->started = true;
        choice->place = place_at(needs, best);
        return true;
    }
    const size_t at = index_of(needs, choice->place);
    best = patient(choice, needs, best, now_us);
    if (choice->raised_us != 0 && now_us - choice->raised_us >= RUNG_CHOICE_TRIAL_US) {
        choice->raised_us = 0;
        choice->wait_us = RUNG_CHOICE_WAIT_US;
    }
    if (best > at) {
        go_down(choice, needs, best, now_us);
        return true;
    }
    const size_t better = MAX(best_index(needs, (int64_t)((double)bps / margin_up)), highest);
    if (better >= at || now_us < choice->wait_until_us) {
        choice->room_since_us = INT64_MAX;
        return false;
    }
    choice->room_since_us = MIN(choice->room_since_us, now_us);
    if (now_us - choice->room_since_us < RUNG_CHOICE_HOLD_US) {
        return false;
    }
    go_up(choice, needs, better, now_us);
    return true;
}

int64_t rung_choice_wanted_bps(const RungChoice *choice, const RungNeeds *needs, int64_t now_us)
{
    const size_t at = MIN(index_of(needs, choice->place), needs->count + STILL_BELOW);
    if (!choice->started || at <= highest_index(choice, needs, now_us) ||
            now_us < choice->wait_until_us) {
        return 0;
    }
    return (int64_t)(1.05 * margin_up * (double)rung_needs_bps(needs, place_at(needs, at - 1)));
}

void rung_choice_demote(RungChoice *choice, const RungNeeds *needs, int64_t now_us)
{
    if (choice->place.rung + 1u >= needs->count) {
        return;
    }
    choice->highest_rung = (uint8_t)(choice->place.rung + 1);
    choice->demoted_until_us = now_us + RUNG_CHOICE_DEMOTED_US;
}
