#include "signaling/meeting/meeting_clash.h"

#include <glib.h>

#include <stdbool.h>

static bool overlap(const MeetingSlot *left, const MeetingSlot *right)
{
    return left->start_us < right->end_us && right->start_us < left->end_us;
}

static bool share_a_site(const MeetingSlot *left, const MeetingSlot *right)
{
    for (size_t i = 0; left->sites[i] != NULL; i++) {
        if (g_strv_contains(right->sites, left->sites[i])) {
            return true;
        }
    }
    return false;
}

unsigned meeting_clash_of(const MeetingSlot *left, const MeetingSlot *right)
{
    unsigned clash = MEETING_CLASH_NONE;

    if (!overlap(left, right)) {
        return clash;
    }
    if (left->place[0] != '\0' && g_str_equal(left->place, right->place)) {
        clash |= MEETING_CLASH_PLACE;
    }
    if (share_a_site(left, right)) {
        clash |= MEETING_CLASH_SITE;
    }
    return clash;
}

static bool runs_at(const MeetingSlot *slot, int64_t time_us)
{
    return slot->start_us <= time_us && time_us < slot->end_us;
}

static size_t sites_at(
        const MeetingSlot *own, const MeetingSlot *others, size_t count, int64_t time_us)
{
    size_t sites = own->site_count;

    for (size_t i = 0; i < count; i++) {
        sites += runs_at(&others[i], time_us) ? others[i].site_count : 0;
    }
    return sites;
}

/* The sum only grows where a meeting begins: looking there is enough. */
size_t meeting_clash_peak(const MeetingSlot *own, const MeetingSlot *others, size_t count)
{
    size_t peak = sites_at(own, others, count, own->start_us);

    for (size_t i = 0; i < count; i++) {
        if (runs_at(own, others[i].start_us)) {
            peak = MAX(peak, sites_at(own, others, count, others[i].start_us));
        }
    }
    return peak;
}
