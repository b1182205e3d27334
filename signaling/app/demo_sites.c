#include "signaling/app/demo_sites.h"

#include "config/log.h"
#include "signaling/app/program_path.h"

#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

LOG_TOPIC("demo");

enum { END_TRIES = 100, END_TRY_US = 50000 }; /* 5 s to say good-bye, then the hard way */

struct DemoSites {
    GPid pid; /* 0 once it has ended */
    guint watch;
};

/* Between fork and exec: the bots go when the server goes, however that is. */
static void end_with_parent(gpointer user_data)
{
    (void)prctl(PR_SET_PDEATHSIG, SIGTERM);
}

static void on_end(GPid pid, gint status, gpointer user_data)
{
    DemoSites *sites = user_data;
    log_warning("The sites of the demonstration have ended by themselves, with status %d.", status);
    sites->pid = 0;
    sites->watch = 0;
}

DemoSites *demo_sites_new(const SettingsOptions *options, const char *url, GError **error)
{
    static const char *const places[] = {"giaoban-bots", "../tests/bots/giaoban-bots", NULL};
    g_autoptr(GPtrArray) argv = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(DemoSites) sites = g_new0(DemoSites, 1);
    const char *const fixed[] = {"--url", url, "--meeting", DEMO_MEETING_CODE, "--video", "640x360",
            "--no-probe", "--in-order", "--invited", "--count", G_STRINGIFY(15), "--talk",
            G_STRINGIFY(3)};

    G_STATIC_ASSERT(DEMO_SITES == 15 && DEMO_TALKERS == 3);
    g_ptr_array_add(argv, program_path_find(places));
    for (size_t i = 0; i < G_N_ELEMENTS(fixed); i++) {
        g_ptr_array_add(argv, g_strdup(fixed[i]));
    }
    settings_options_append(options, argv);
    g_ptr_array_add(argv, NULL);
    if (!g_spawn_async(NULL, (char **)argv->pdata, NULL,
                G_SPAWN_DO_NOT_REAP_CHILD | G_SPAWN_STDOUT_TO_DEV_NULL, end_with_parent, NULL,
                &sites->pid, error)) {
        sites->pid = 0;
        return NULL;
    }
    sites->watch = g_child_watch_add(sites->pid, on_end, sites);
    return g_steal_pointer(&sites);
}

static bool has_ended(GPid pid)
{
    return waitpid(pid, NULL, WNOHANG) != 0;
}

void demo_sites_free(DemoSites *sites)
{
    if (sites == NULL) {
        return;
    }
    if (sites->watch != 0) {
        g_source_remove(sites->watch);
    }
    if (sites->pid != 0) {
        (void)kill(sites->pid, SIGTERM);
        bool ended = has_ended(sites->pid);
        for (int i = 0; !ended && i < END_TRIES; i++) {
            g_usleep(END_TRY_US);
            ended = has_ended(sites->pid);
        }
        if (!ended) {
            (void)kill(sites->pid, SIGKILL);
            (void)waitpid(sites->pid, NULL, 0);
        }
    }
    g_free(sites);
}
