#include "signaling/app/recording_dir.h"

#include <glib.h>

char *recording_dir_of(const Settings *settings)
{
    const char *chosen = settings_text(settings, "recording.dir");

    return chosen[0] != '\0'
            ? g_strdup(chosen)
            : g_build_filename(settings_text(settings, "data.dir"), "recordings", NULL);
}
