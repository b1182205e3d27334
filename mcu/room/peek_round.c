#include "mcu/room/peek_round.h"

/* @return when it is its turn at the earliest */
static int64_t due_us(const PeekSite *site)
{
    const Peek *peek = site->peek;

    if (peek->looked_us == 0) {
        return peek->known_us + PEEK_NEW_US;
    }
    return peek->looked_us + (site->faulty ? PEEK_FAULTY_US : PEEK_EACH_US);
}

/* What is not hidden is seen all the time. @return whether it is not looked at any more */
static bool end(PeekSite *site, int64_t now_us)
{
    Peek *peek = site->peek;

    if (peek->known_us == 0) {
        peek->known_us = now_us;
    }
    if (!site->hidden) {
        const bool was = peek->begun_us != 0;
        peek->begun_us = 0;
        peek->looked_us = now_us;
        return was;
    }
    if (peek->begun_us == 0 || (!site->sure && now_us - peek->begun_us < PEEK_US)) {
        return false;
    }
    peek->begun_us = 0;
    peek->looked_us = now_us;
    return true;
}

static PeekSite *next(PeekSite *sites, size_t count, int64_t now_us)
{
    PeekSite *first = NULL;

    for (size_t i = 0; i < count; i++) {
        PeekSite *site = &sites[i];
        if (site->hidden && site->peek->begun_us == 0 && due_us(site) <= now_us &&
                (first == NULL || due_us(site) < due_us(first))) {
            first = site;
        }
    }
    return first;
}

bool peek_round_turn(PeekSite *sites, size_t count, int64_t now_us)
{
    bool changed = false;
    int looked_at = 0;

    for (size_t i = 0; i < count; i++) {
        changed = end(&sites[i], now_us) || changed;
        looked_at += sites[i].peek->begun_us != 0 ? 1 : 0;
    }
    PeekSite *site = NULL;
    while (looked_at < PEEKS_MAX && (site = next(sites, count, now_us)) != NULL) {
        site->peek->begun_us = now_us;
        looked_at++;
        changed = true;
    }
    return changed;
}
