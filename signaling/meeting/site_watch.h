/**
 * site_watch: what is wrong with the sites of a running meeting: read once a second, told when it begins and ends.
 *
 * The media server judges pictures and sounds; here it is judged whether that is a fault: a picture that is missing is
 * none while the camera is off, nor while the line is so bad that nothing gets through. A fault that comes and goes is
 * told once.
 *
 * Units       times are microseconds of any clock that goes steadily; the figures' are in their names.
 * Ownership   identities are copied; what is handed out is good until the next call that is not const.
 * Thread      the main loop's.
 * Errors      none.
 * Memory      SITE_WATCH_MAX sites; who comes beyond that is not watched.
 */
#ifndef SIGNALING_MEETING_SITE_WATCH_H
#define SIGNALING_MEETING_SITE_WATCH_H

#include <glib.h>

#include <stdbool.h>
#include <stdint.h>

enum {
    SITE_WATCH_MAX = 1024,
    SITE_WATCH_OVER_US = 3000000, /**< so long a fault must be absent to be over */
};

typedef enum SiteFault {
    SITE_FAULT_NO_PICTURE,
    SITE_FAULT_BLACK,
    SITE_FAULT_FROZEN,
    SITE_FAULT_SILENT,
    SITE_FAULT_CLIPPING,
    SITE_FAULT_HOWLING,
    SITE_FAULT_ECHO,
    SITE_FAULT_LINE,
    SITE_FAULTS, /**< how many */
} SiteFault;

/** The word of the protocol and of the event log, and back. */
const char *site_fault_name(SiteFault fault);
bool site_fault_from_name(const char *name, SiteFault *ret_fault);

/** One of a set. */
#define SITE_FAULT_BIT(fault) (1U << (fault))

/** What is read of a site at one moment. */
typedef struct SiteReading {
    bool mic, camera; /**< switched on */
    unsigned seen;    /**< set of SiteFault: what the media server finds in its picture and sound */
    double loss_percent;
    double rtt_ms;
} SiteReading;

typedef struct SiteWatch SiteWatch;

typedef void (*SiteWatchFn)(const char *identity, SiteFault fault, bool on, void *user_data);

/** @param changed  told of each fault that begins or ends; must not change the watch */
SiteWatch *site_watch_new(SiteWatchFn changed, void *user_data);

/** NULL is allowed. No fault is told. */
void site_watch_free(SiteWatch *watch);

/** About once a second, while it is connected. */
void site_watch_read(
        SiteWatch *watch, const char *identity, const SiteReading *reading, int64_t now_us);

/** It is not connected any more: its faults are over. */
void site_watch_forget(SiteWatch *watch, const char *identity);

/** The faults that it has now: a set. */
unsigned site_watch_faults(const SiteWatch *watch, const char *identity);

/** What is lost on its line, and how long the way there and back takes, over the last seconds. */
double site_watch_loss_percent(const SiteWatch *watch, const char *identity);
double site_watch_rtt_ms(const SiteWatch *watch, const char *identity);

typedef void (*SiteWatchEachFn)(const char *identity, unsigned faults, void *user_data);

/** Those that have any. */
void site_watch_each(const SiteWatch *watch, SiteWatchEachFn each, void *user_data);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(SiteWatch, site_watch_free)

#endif
