/**
 * demo_sites: the fifteen sites of the demonstration: bots in a process of their own, ended with the server.
 *
 * Units       none.
 * Ownership   the caller owns it; freeing it ends the process.
 * Thread      the main loop's.
 * Errors      GSpawnError when the program cannot be started.
 * Memory      none.
 */
#ifndef SIGNALING_APP_DEMO_SITES_H
#define SIGNALING_APP_DEMO_SITES_H

#include "config/settings.h"

typedef struct DemoSites DemoSites;

#define DEMO_MEETING_CODE  "demo"
#define DEMO_MEETING_TITLE "Họp đột xuất về công tác phòng, chống thiên tai"
#define DEMO_CHAIR_NAME    "Điểm cầu trung tâm – Phòng họp trực tuyến UBND tỉnh"

enum { DEMO_SITES = 15, DEMO_TALKERS = 3 };

/** Starts the bots, which join the demonstration's meeting at this server. */
DemoSites *demo_sites_new(const SettingsOptions *options, const char *url, GError **error);

/** Ends them, and waits until they have. NULL is allowed. */
void demo_sites_free(DemoSites *sites);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(DemoSites, demo_sites_free)

#endif
